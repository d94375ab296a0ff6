"""The page on templates is true: its examples print what it says, its tutorial can be followed."""

import html
import re
from pathlib import Path

import pytest

from briefbook import pipeline, resources
from briefbook.assembly import filters
from briefbook.model.inputs import Inputs

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "templates.md").read_text(encoding="utf-8")
TUTORIAL = PAGE[PAGE.index("## Change a brief") : PAGE.index("## Which file counts")]
EXAMPLES = re.findall(r"^    (.+?)  →  (.+)$", PAGE, re.MULTILINE)
OK = "\n\n{% for fact in section.facts %}- {{ fact.statement }}{{ fact | cite }}\n{% endfor %}"
BRIEF = "out/harbour-visit"


def shown(inputs: Inputs, template: str) -> str:
    """What a template of the section Economy prints, as words."""
    own = {"sections/economy.md.j2": f"BEGIN\n\n{template}\n\nEND{OK}"}
    given = Inputs(inputs.id, inputs.brief, inputs.collections, inputs.sections, own)
    made = pipeline.build(given, ("html",))
    assert made.ok, made.diagnostics
    page = made.renderings[0].data.decode("utf-8")
    page = page[page.index("BEGIN") : page.index("END")].removeprefix("BEGIN")
    page = re.sub(r"<sup.*?</sup>", "", page)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())


@pytest.mark.parametrize(("template", "printed"), EXAMPLES, ids=[each[0][:60] for each in EXAMPLES])
def test_an_example_of_the_page_prints_what_the_page_says(example_inputs, template, printed):
    assert printed in shown(example_inputs, template).replace("\u00a0", " ")


def test_every_filter_has_an_example():
    used = {name for template, _ in EXAMPLES for name in re.findall(r"\| (\w+)", template)}
    assert {name for name in filters.table() if name[0] != "_"} - used == {"list"} - used


# ── the tutorial ─────────────────────────────────────────────────────────────


def steps() -> list[tuple[str, ...]]:
    """What the tutorial asks for, in its order: commands, files to write, lines to add or to change."""
    block = r"\n\n((?:(?:    .*)?\n)+)"
    asked = re.compile(
        rf"Write into `(?P<write>[^`]+)`:{block}"
        rf"|Add at the end of `(?P<add>[^`]+)`:{block}"
        r"|In `(?P<change>[^`]+)`, change\s+`(?P<old>[^`]+)`\s+to\s+`(?P<new>[^`]+)`"
        r"|^    (?P<command>(?:briefbook|cd) .+)$",
        re.MULTILINE,
    )
    found: list[tuple[str, ...]] = []
    for each in asked.finditer(TUTORIAL):
        text = re.sub("^    ", "", each[2] or each[4] or "", flags=re.MULTILINE).rstrip("\n") + "\n"
        if each["command"]:
            found.append(("run", each["command"]))
        elif each["change"]:
            found.append(("change", each["change"], each["old"], each["new"]))
        else:
            found.append(("write" if each["write"] else "add", each["write"] or each["add"], text))
    return found


def test_the_tutorial_is_followed_to_the_letter_in_under_ten_commands(space):
    space.root.mkdir(exist_ok=True)
    folder, commands = "", 0
    for kind, *said in steps():
        if kind == "run":
            words = said[0].split()
            if words[0] == "cd":
                folder = words[1]
                continue
            commands += 1
            where = str(space.root / folder)
            arguments = [str(space.root / word) if word == "demo" else word for word in words[1:]]
            ran = space.run_bare("-C", where, *arguments)
            assert (ran.status, re.findall("error|warning", ran.err)) == (0, []), (said, ran)
            if "preview" in words:
                assert "## Trade and investment" in ran.out
        elif kind == "write":
            space.write(f"{folder}/{said[0]}", said[1])
        elif kind == "add":
            space.write(f"{folder}/{said[0]}", space.read(f"{folder}/{said[0]}") + "\n" + said[1])
        else:
            space.change(f"{folder}/{said[0]}", said[1], said[2])
    assert 5 <= commands < 10
    built = {Path(name).suffix for name in space.files() if name.startswith(f"{folder}/{BRIEF}")}
    assert built == {".docx", ".pdf"}
    ran = space.run_bare("-C", str(space.root / folder), "build", "--to", "md", "-o", str(space.root / "md"))
    page = space.read("md/harbour-visit.md")
    assert ran.status == 0
    assert "## Trade and investment" in page
    assert "## Economy" not in page
    defence = page[page.index("## Defence") : page.index("## Outcomes")]
    assert "1 point:" in defence
    assert "Harbour Safety Agreement" in defence


def test_the_example_of_init_is_what_the_page_speaks_of():
    assert "briefs/harbour-visit.toml" in resources.example()
