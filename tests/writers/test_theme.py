"""What a theme says of the Word file, read from a workspace: the letterhead, colours, choices."""

from __future__ import annotations

import json
import os
import zipfile
from typing import Any

import letterheads
import pytest
import word

from briefbook import limits, resources
from briefbook.model.inputs import File
from briefbook.model.theme import Theme
from briefbook.writers import letterhead
from briefbook.writers import theme as themes

THEME = 'extends = "default/default"\n\n[docx]\nreference = "{}"\n'


def load(text: str) -> tuple[Theme, list[str]]:
    theme, found = themes.load("own", {"themes/own.toml": text}, resources.templates())
    return theme, [f"{item.severity} {item.code}: {item.message}" for item in found]


def with_letterhead(space: Any, data: bytes | None, name: str = "letterhead.docx") -> None:
    space.write("templates/themes/default.toml", THEME.format(name))
    if data is not None:
        space.write(f"templates/{name}", data)


def test_a_theme_is_read_once_and_anew_when_a_file_or_a_limit_is_another() -> None:
    data = letterheads.ministry()
    files = {"posts/head.docx": File("templates/posts/head.docx", data)}
    own = {"themes/own.toml": THEME.format("posts/head.docx"), "sections/economy.md.j2": "x"}
    first = themes.load("own", own, resources.templates(), files)
    assert first[0].docx_reference == data
    assert themes.load("own", {**own, "sections/economy.md.j2": "y"}, resources.templates(), files) is first
    wide = {**own, "themes/own.toml": own["themes/own.toml"] + "[set]\njustify = false\n"}
    assert themes.load("own", wide, resources.templates(), files)[0] != first[0]
    absent, found = themes.load("own", own, resources.templates(), {})
    assert not absent.docx_reference
    assert [item.code for item in found] == ["bad-letterhead"]
    with limits.used({"archive_members": 10}):
        assert themes.load("own", own, resources.templates(), files) is not first


def test_a_brief_takes_the_letterhead_that_its_theme_names(space: Any) -> None:
    with_letterhead(space, letterheads.ministry(), "posts/letterhead.docx")
    ran = space.run("build", "-v", "--to", "docx,md")
    assert ran.status == 0
    data = (space.root / "out" / "lake-visit.docx").read_bytes()
    assert word.text(word.parts(data)["word/header1.xml"]) == "Ministry of Lakes"
    assert "templates/themes/default.toml:4: note letterhead-style" in ran.err
    assert "has no style 'footnote text'; the theme's is added" in ran.err


def test_a_letterhead_that_is_not_there_is_named_with_its_line(space: Any) -> None:
    with_letterhead(space, None)
    space.write("templates/leterhead.docx", letterheads.ministry())
    ran = space.run("build", "--to", "docx")
    assert ran.status == 1
    said = "templates/themes/default.toml:4: error bad-letterhead: the letterhead 'letterhead.docx' is not in"
    assert said in ran.err
    assert "did you mean 'leterhead.docx'?" in ran.err
    assert not (space.root / "out" / "lake-visit.docx").exists()


@pytest.mark.parametrize("name", ["macros", "template", "remote picture", "bomb", "no main", "words"])
def test_a_bad_letterhead_stops_the_build_with_file_and_line(space: Any, name: str) -> None:
    data, why = letterheads.refused(name)
    with_letterhead(space, data)
    ran = space.run("build", "--to", "docx,pdf")
    assert ran.status == 1
    line = next(line for line in ran.err.splitlines() if "bad-letterhead" in line)
    assert line.startswith("templates/themes/default.toml:4: error bad-letterhead: the letterhead ")
    assert why in line
    assert list((space.root / "out").glob("*")) == []


@pytest.mark.parametrize(
    "name", ["../letterhead.docx", "letterhead.docm", "/letterhead.docx", "C:\\\\a.docx"]
)
def test_a_letterhead_lies_below_the_templates_and_is_a_word_file(space: Any, name: str) -> None:
    with_letterhead(space, None, name)
    ran = space.run("check")
    assert ran.status == 1
    assert "templates/themes/default.toml:4: error" in ran.err


@pytest.mark.skipif(os.name == "nt", reason="links and pipes are Unix's here")
@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_a_letterhead_that_is_a_link_or_a_pipe_is_not_read(space: Any, kind: str) -> None:
    with_letterhead(space, None)
    real, place = (
        space.write("real.docx", letterheads.ministry()),
        space.root / "templates" / "letterhead.docx",
    )
    if kind == "link":
        place.symlink_to(real)
    else:
        os.mkfifo(place)
    ran = space.run("check")
    assert ran.status == 1
    assert ("is a link" if kind == "link" else "is not a regular file") in ran.err


def test_the_reference_document_is_listed_copied_and_taken_as_it_is(space: Any) -> None:
    listed = json.loads(space.run("templates", "list", "--json").out)
    assert {"name": "reference.docx", "own": False, "shipped": True} in listed
    assert space.run("templates", "copy", "reference.docx").status == 0
    data = (space.root / "templates" / "reference.docx").read_bytes()
    assert data == letterhead.reference(themes.load("default", {}, resources.templates())[0])
    listed = json.loads(space.run("templates", "list", "--json").out)
    assert {"name": "reference.docx", "own": True, "shipped": True} in listed
    assert space.run("templates", "copy", "reference.docx").status == 1
    with_letterhead(space, data, "reference.docx")
    ran = space.run("build", "--to", "docx")
    assert (ran.status, ran.err) == (0, "")


def test_the_letterhead_of_a_theme_is_that_of_the_themes_that_extend_it(space: Any) -> None:
    with_letterhead(space, letterheads.ministry())
    space.write("templates/themes/child.toml", 'extends = "default"\n[set]\njustify = false\n')
    brief = space.read("briefs/lake-visit.toml").replace(
        "date = 2031-04-09", 'date = 2031-04-09\ntheme = "child"'
    )
    space.write("briefs/lake-visit.toml", brief)
    assert space.run("build", "--to", "docx").status == 0
    with zipfile.ZipFile(space.root / "out" / "lake-visit.docx") as archive:
        assert "word/media/image1.png" in archive.namelist()


def test_the_choices_of_the_word_file_reach_the_theme() -> None:
    theme, found = load(
        "[docx]\nnumbered_headings = true\ncontents = true\n"
        '[notes]\nrepeat = "reference"\nrestart = "section"\n'
    )
    assert found == []
    assert (theme.numbered_headings, theme.contents) == (True, True)
    assert (theme.note_repeat, theme.note_restart) == ("reference", "section")


def test_a_choice_that_there_is_not_is_refused_with_the_nearest() -> None:
    _, found = load('[notes]\nrepeat = "referense"\n[docx]\ncontent = true\n')
    assert "did you mean 'reference'?" in found[0] + found[1]
    assert "did you mean 'contents'?" in found[0] + found[1]


def test_a_colour_that_is_hard_to_read_is_a_warning() -> None:
    theme, found = load('[colours]\nquiet = "999999"\nrule = "EEEEEE"\n')
    assert [item.partition(";")[0] for item in found] == [
        "warning low-contrast: the colour quiet has a contrast of 2.8 to 1 with white paper"
    ]
    assert theme.colours.quiet == "999999"


@pytest.mark.parametrize(
    ("colour", "faint"), [("767676", False), ("777777", True), ("000000", False), ("FFFFFF", True)]
)
def test_the_contrast_that_is_wanted_is_four_and_a_half_to_one(colour: str, faint: bool) -> None:
    """WCAG 2.2: #767676 is the lightest grey that passes on white."""
    _, found = load(f'[colours]\nlink = "{colour}"\n')
    assert bool(found) is faint


def test_no_shipped_theme_has_a_faint_colour() -> None:
    for name in (key for key in resources.templates() if key.startswith("themes/")):
        _, found = themes.load(name.removeprefix("themes/").removesuffix(".toml"), {}, resources.templates())
        assert [item.code for item in found] == []
