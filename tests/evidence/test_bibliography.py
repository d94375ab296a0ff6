"""Sources out of and into libraries of references: what is mapped, what is said, and the way back."""

import json
import time
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbook.evidence import bibliography, ledger

FORMATS = sorted(bibliography.FORMATS)
LISTED = """
[[source]]
id = "mirror-2031-04-02"
path = "mirror-2031-04-02.txt"
title = "Tolmark's lake: 100% calm & {quiet} -- \\"both\\" shores_1 #2 $3 ~ ^ \\\\ `x''"
translated_title = "Le lac"
publisher = "The Bay Mirror"
author = "Mila Osk; Ministry of Trade, Tolmark"
date = 2031-04-02
lang = "en"
url = "https://example.org/a_b?c=1&d=%7Ee#f"
accessed = 2031-04-05
kind = "press"
reliability = "B"
wire = "TNA"

[[source]]
id = "monthly"
path = "tables/monthly.txt"
title = "Thống kê tháng Tư"
translated_title = { en = "April in figures", fr = "Avril en chiffres" }
publisher = "Osk Monthly"
date = "2031-04"
lang = "vi"
kind = "statistics"

[[source]]
id = "leaf"
path = "leaf.txt"
date = "2030"

[[source]]
id = "speech"
path = "speech.txt"
title = "Both shores"
author = "I. Verrin"
lang = "fr"
kind = "statement"

[[source]]
id = "own-1"
path = "own-1.txt"
kind = "note"
digests = { publisher = "The Echo", date = 2031-04-02, lang = "fr" }
"""


def exported(toml: str, form: str) -> str:
    metas, problems = ledger.sources(toml.encode(), "seeds/lake/sources.toml")
    assert [item.message for item in problems if item.is_error] == []
    return bibliography.write(metas, form, "seeds/lake", "seeds/lake/sources.toml")[0]


def imported(text: str, form: str, before: str = ""):
    path = f"library{bibliography.FORMATS[form]}"
    rows, problems = bibliography.read(text.encode("utf-8", "surrogatepass"), path)
    listed, count, more = bibliography.added(rows, before.encode(), "seeds/lake/sources.toml")
    return listed, count, (*problems, *more)


def messages(problems) -> list[str]:
    return [f"{item.severity} {item.code}: {item.message}" for item in problems]


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_exported_comes_back_and_is_exported_again_the_same(form):
    first = exported(LISTED, form)
    listed, count, problems = imported(first, form)
    assert [item for item in messages(problems) if not item.startswith("note")] == []
    assert count == 5
    assert exported(listed, form) == first


def test_csl_brings_every_key_back():
    listed, _, _ = imported(exported(LISTED, "csl"), "csl")
    assert tomllib.loads(listed) == {
        "source": [{"kind": "other"} | row for row in tomllib.loads(LISTED)["source"]]
    }


@pytest.mark.parametrize("form", ["bibtex", "ris"])
def test_a_format_says_what_it_has_no_place_for(form):
    metas, _ = ledger.sources(LISTED.encode(), "seeds/lake/sources.toml")
    _, problems = bibliography.write(metas, form, "seeds/lake", "p")
    assert messages(problems) == [
        f"warning export-left: source 'mirror-2031-04-02': {form} has no place for reliability, wire",
        f"warning export-left: source 'monthly': {form} has no place for translated_title in several "
        "languages",
        f"warning export-left: source 'own-1': {form} has no place for digests",
    ]


CALM = {
    "csl": json.dumps(
        [
            {
                "id": "Osk2031",
                "type": "article-newspaper",
                "title": "Nước lặng",
                "author": [{"family": "Osk", "given": "Mila"}, {"literal": "The Desk"}],
                "container-title": "The Bay Mirror",
                "issued": {"date-parts": [["2031", 4, "2"]]},
                "accessed": {"date-parts": [[2031, 4, 5]]},
                "language": "vi",
                "URL": "https://example.org/calm",
                "volume": 7,
                "page": "1-2",
            }
        ]
    ),
    "bibtex": r"""
        @comment{a library}
        @article{Osk2031,
          author = {Osk, Mila and {The Desk}}, title = "N\uhorn{}{\'\ohorn}c l\d{\u{a}}ng",
          journal = {The Bay Mirror}, year = 2031, month = apr, day = 2, langid = {vietnamese},
          url = {https://example.org/calm}, urldate = {2031-04-05}, volume = 7, page = {1--2},
        }
        """.replace(r"N\uhorn{}{\'\ohorn}c l\d{\u{a}}ng", "Nước lặng"),
    "ris": (
        "TY  - NEWS\nID  - Osk2031\nAU  - Osk, Mila\nAU  - The Desk\nTI  - Nước lặng\nT2  - The Bay Mirror\n"
        "DA  - 2031/04/02/\nLA  - Vietnamese\nUR  - https://example.org/calm\nY2  - 2031/4/5\nVL  - 7\n"
        "SP  - 1\nER  - \n"
    ),
}


@pytest.mark.parametrize("form", FORMATS)
def test_a_library_of_somebody_else_is_mapped_and_the_rest_is_said(form):
    listed, count, problems = imported(CALM[form], form, "# my own words\n")
    assert count == 1
    assert listed.startswith("# my own words\n\n[[source]]\n")
    assert tomllib.loads(listed)["source"] == [
        {
            "id": "osk2031",
            "path": "osk2031.txt",
            "title": "Nước lặng",
            "publisher": "The Bay Mirror",
            "author": "Mila Osk; The Desk",
            "date": tomllib.loads("d = 2031-04-02")["d"],
            "accessed": tomllib.loads("d = 2031-04-05")["d"],
            "lang": "vi",
            "url": "https://example.org/calm",
            "kind": "press",
        }
    ]
    said = "\n".join(messages(problems))
    assert "it goes by the id 'osk2031'" in said
    assert "save its text as osk2031.txt" in said
    assert "sources.toml has no place for volume, " in said


def test_accents_of_tex_become_letters():
    listed, _, _ = imported(r"@misc{a, title = {{\'E}t{\'e} \`a No{\"e}l \& \textit{apr\`es}}}", "bibtex")
    assert tomllib.loads(listed)["source"][0]["title"] == "Été à Noël & après"


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_listed_already_is_not_added_again(form):
    text = exported(LISTED, form)
    listed, count, problems = imported(text, form, LISTED)
    assert (listed, count) == (LISTED, 0)
    assert "'leaf' is not added: a source with the id 'leaf' is there" in "\n".join(messages(problems))


def test_a_second_entry_on_one_address_is_not_added():
    twice = json.dumps([{"id": name, "URL": "https://example.org/1"} for name in ("a", "b")])
    _, count, problems = imported(twice, "csl")
    assert count == 1
    assert "a source with the url 'https://example.org/1' is there" in "\n".join(messages(problems))


@pytest.mark.parametrize(
    ("form", "text", "said"),
    [
        ("csl", "{", "cannot be read as csl"),
        ("csl", "[" * 200_000, "cannot be read as csl"),
        ("csl", "[]", "no entry of csl"),
        ("csl", '[{"id": "a", "title": "x\\u0007y"}]', "entry 'a' is refused: title holds"),
        ("csl", '[{"id": "a", "title": "x\\u202ey"}]', "entry 'a' is refused: title holds"),
        ("csl", '[{"id": "a", "title": "' + "x" * 3000 + '"}]', "title has 3,000 letters"),
        ("csl", json.dumps([{"id": str(n)} for n in range(5001)]), "the limit is 5,000"),
        ("bibtex", "@misc{a, title = {x}", "the entry at line 1 is not whole"),
        ("bibtex", "@misc{a, title = {x}}\n@misc{a, title = {y}}", "its key stands twice"),
        ("bibtex", "@misc{a, title = {" + "{" * 5000 + "}" * 5000 + "}}", "braces"),
        ("bibtex", "nothing", "no entry of bibtex"),
        ("ris", "nothing", "ris"),
        ("ris", "TY  - NEWS\nTI  - x\x07y\nER  - \n", "holds"),
    ],
)
def test_a_library_that_is_damaged_or_hostile_is_refused_with_the_reason(form, text, said):
    began = time.process_time()
    listed, _, problems = imported(text, form)
    assert time.process_time() - began < 5
    assert said in "\n".join(messages(item for item in problems if item.is_error))
    assert "[[source]]" not in listed


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ({"issued": {"raw": "last spring"}}, "date 'last spring' is no day"),
        ({"issued": {"date-parts": [[2031, 13, 40]]}}, "date '2031-13-40' is no day"),
        ({"URL": "javascript:alert(1)"}, "url 'javascript:alert(1)' cannot be read"),
        ({"language": "the old one"}, "lang 'the old one' cannot be read"),
        ({"custom": {"briefbook": {"path": "../../x"}}}, "save its text as a.txt"),
    ],
)
def test_a_value_that_cannot_be_used_is_left_out_and_said(item, said):
    listed, count, problems = imported(json.dumps([{"id": "a", **item}]), "csl")
    assert count == 1
    assert said in "\n".join(messages(problems))
    assert ledger.sources(listed.encode(), "s/sources.toml")[1] == ()


@settings(max_examples=60)
@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(FORMATS))
def test_no_title_or_publisher_breaks_the_list_or_the_way_back(title, publisher, form):
    listed, _, problems = imported(json.dumps([{"id": "a", "title": title, "publisher": publisher}]), "csl")
    if any(item.is_error for item in problems):
        return
    first = exported(listed, form)
    again, _, problems = imported(first, form)
    if not any(item.is_error for item in problems):
        assert exported(again, form) == first


def test_the_commands_import_and_export(space):
    before = space.read("seeds/lake/sources.toml")
    ran = space.run("sources", "export", "lake", "--to", "bibtex", "-o", str(space.root / "lake.bib"))
    assert (ran.status, ran.out) == (0, "")
    assert "@article{mirror-2031-04-02," in space.read("lake.bib")
    target = str(space.root / "seeds/lake/sources.toml")
    ran = space.run("sources", "import", str(space.root / "lake.bib"), "-o", target)
    assert ran.status == 0
    assert space.read("seeds/lake/sources.toml") == before
    space.write("more.ris", CALM["ris"])
    ran = space.run("sources", "import", str(space.root / "more.ris"), "-o", target)
    assert ran.out.startswith("1 source(s) added to ")
    assert space.read("seeds/lake/sources.toml").startswith(before)
    printed = space.run("sources", "import", str(space.root / "more.ris"))
    assert tomllib.loads(printed.out)["source"][0]["id"] == "osk2031"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import", "none.bib"), "the library is not there"),
        (("import", "briefs/lake-visit.toml"), "its name must end in one of"),
        (("export", "../lake", "--to", "csl"), "is not the name of a collection"),
        (("export", "sea", "--to", "csl"), "the list of sources is not there"),
    ],
)
def test_what_cannot_be_done_is_said(space, arguments, said):
    verb, name, *rest = arguments
    ran = space.run("sources", verb, str(space.root / name) if verb == "import" else name, *rest)
    assert ran.status == 1
    assert said in ran.err
