"""The documentation is true: what it must name is read from the code."""

import re
import tomllib
from pathlib import Path

import pytest

from briefbook.assembly import matter, spec, templates, views
from briefbook.batch import editions
from briefbook.model import brief, fact
from briefbook.workspace import places
from briefbook.writers import theme

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def codes_in_the_source() -> set[str]:
    text = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    made = r'(?:Diagnostic|problem|_report|_complaint)\(\s*(?:walk,\s*)?"([a-z0-9]+(?:-[a-z0-9]+)*)"'
    return set(re.findall(made, text))


def test_every_diagnostic_code_is_explained() -> None:
    explained = set(re.findall(r"^\| `([a-z0-9-]+)` \|", page("diagnostics.md"), re.M))
    assert codes_in_the_source() - explained == set()


def test_every_explained_code_is_one_that_the_program_can_give() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    explained = set(re.findall(r"^\| `([a-z0-9-]+)` \|", page("diagnostics.md"), re.M))
    assert {code for code in explained if f'"{code}"' not in text} == set()


def test_every_code_is_explained_with_severity_cause_example_and_cure() -> None:
    rows = re.findall(r"^\| `([a-z0-9-]+)` \|(.*)\|$", page("diagnostics.md"), re.M)
    cells = {code: [cell.strip() for cell in re.split(r"(?<!\\)\|", rest)] for code, rest in rows}
    assert len(cells) == len(rows), "a code is explained twice"
    assert {code for code, each in cells.items() if len(each) != 4 or not all(each)} == set()
    assert {code for code, each in cells.items() if not re.match("(error|warning|note)\\b", each[0])} == set()


def test_every_field_that_a_template_may_read_is_documented() -> None:
    text = page("templates.md")
    fields = {name for view, names in views.READABLE.items() for name in names if view is not views.VisitView}
    assert {name for name in fields if not re.search(rf"\b{name}\b", text)} == set()


def test_every_filter_is_documented() -> None:
    made = templates.environment({}, {})
    assert {
        name for name in made.filters if name[0] != "_" and f"`{name}`" not in page("templates.md")
    } == set()


def test_every_key_of_a_theme_is_documented() -> None:
    keys = (
        {key for table in theme.TABLE_KEYS.values() for key in table}
        | set(theme.TABLE_KEYS)
        | set(theme.TYPE_KEYS)
    )
    assert {key for key in keys if not re.search(rf"\b{key}\b", page("themes.md"))} == set()


def test_every_key_of_a_manifest_and_every_store_is_documented() -> None:
    text = page("batch.md")
    assert {key for key in editions.EDITION_KEYS if f"`{key}`" not in text} == set()
    assert {scheme for scheme in places.STORES if f"`{scheme}://`" not in text} == set()


def test_every_key_of_a_brief_is_documented() -> None:
    tables = (spec.BRIEF_KEYS, spec.VISIT_KEYS, spec.SECTION_KEYS, *matter.TABLES.values())
    keys = {key for table in tables for key in table}
    assert {key for key in keys if not re.search(rf"\b{key}\b", page("briefs.md"))} == set()


def test_every_kind_of_paper_is_documented() -> None:
    assert {kind for kind in brief.KINDS if f"| `{kind}` |" not in page("kinds.md")} == set()


def test_every_stage_word_is_documented() -> None:
    assert {stage for stage in fact.STAGES if stage not in page("facts.md")} == set()


@pytest.mark.parametrize(
    "name", ["tutorial.md", "facts.md", "briefs.md", "kinds.md", "sources.md", "themes.md", "batch.md"]
)
def test_every_toml_example_can_be_read(name: str) -> None:
    blocks = re.findall(r"(?:^    .*\n|^\n(?=    ))+", page(name), re.M)
    examples = [
        re.sub("^    ", "", block, flags=re.M) for block in blocks if re.search(r"^ +\S+ = ", block, re.M)
    ]
    assert examples
    for example in examples:
        tomllib.loads(example)


@pytest.mark.parametrize("path", [ROOT / "README.md", *sorted(DOCS.glob("*.md"))], ids=lambda path: path.name)
def test_every_link_to_a_file_leads_to_one(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_every_promise_names_tests_that_exist() -> None:
    rows = re.findall(r"^\| (\d+) \| (.+?) \| (.+) \|$", page("security.md"), re.M)
    assert [int(number) for number, _, _ in rows] == list(range(1, 21))
    for _, promise, told in rows:
        named = re.findall(r"`([^`:]+)(?:::(\w+))?`", told)
        assert named, promise
        for path, test in named:
            text = (ROOT / path).read_text(encoding="utf-8")
            assert f"def {test or 'test_'}" in text, f"{path} has no {test}"


def test_the_security_page_names_every_field_that_a_word_file_may_hold() -> None:
    from briefbook.writers.grammar import wordml

    assert {field for field in wordml.FIELDS if f"`{field}`" not in page("security.md")} == set()
