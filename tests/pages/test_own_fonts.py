"""Fonts that a theme names: packages, files of the workspace, what is refused and what stands in."""

from __future__ import annotations

import random
import struct
from functools import cache
from io import BytesIO

import pytest
import uharfbuzz as hb
from pikepdf import Pdf

from briefbook.writers import typefaces
from briefbook.writers.pdf import fonts

CHARTED = (
    "{% for series in section.series %}\n{{ series | chart }}\n\n{% endfor %}\n"
    "{% for fact in section.facts %}\n- {{ fact.statement }}{{ fact | cite }}\n{% endfor %}\n"
)
THEME = 'extends = "default/default"\n[fonts]\n{}\n'


@cache
def made(signs: str = "", weight: int = 400) -> bytes:
    """A still TrueType font of Latin letters, cut out of a shipped one."""
    face = fonts._file("Source Serif 4", False, False)
    choice = hb.SubsetInput()
    choice.unicode_set.update({ord(sign) for sign in signs} or set(range(32, 0x17F)))
    for axis, value in (("wght", weight), ("opsz", 12)):
        choice.pin_axis_location(face, axis, value)
    return choice.subset(face).blob.data


def patched(data: bytes, permission: int) -> bytes:
    """The same font with other permissions to embed it."""
    (count,) = struct.unpack(">H", data[4:6])
    for place in range(12, 12 + 16 * count, 16):
        tag, _, offset, _ = struct.unpack(">4sLLL", data[place : place + 16])
        if tag == b"OS/2":
            return data[: offset + 8] + struct.pack(">H", permission) + data[offset + 10 :]
    raise AssertionError


def built(space, fonts_table: str, *, files: dict[str, bytes] | None = None):
    space.write("templates/themes/default.toml", THEME.format(fonts_table))
    for name, data in (files or {}).items():
        space.write(f"templates/fonts/{name}", data)
    return space.run("build", "--to", "pdf,html,docx")


def base_fonts(data: bytes) -> set[str]:
    with Pdf.open(BytesIO(data)) as file:
        found = set()
        for page in file.pages:
            for font in page.resources.get("/Font", {}).values():
                found.add(str(font["/BaseFont"]).partition("+")[2])
    return found


def test_a_packaged_family_sets_the_whole_file(space):
    assert built(space, 'text = "Noto Serif"').status == 0
    assert all(name.startswith("NotoSerif-") for name in base_fonts(space.files()["out/lake-visit.pdf"]))
    assert 'font-family: "Noto Serif"' in space.read("out/lake-visit.html")


def test_a_file_of_the_workspace_is_embedded_and_what_it_lacks_falls_back(space):
    space.change("briefs/lake-visit.toml", "of Tolmark to", "of Tolmark (Толмарк) to")
    ran = built(space, 'text = "fonts/desk.ttf"', files={"desk.ttf": made()})
    assert ran.status == 0, ran.err
    names = base_fonts(space.files()["out/lake-visit.pdf"])
    assert any(name.startswith("desk") for name in names)
    assert any(name.startswith("NotoSerif-") for name in names)
    assert 'font-family: "desk"' in space.read("out/lake-visit.html")


def test_each_cut_comes_from_its_own_file(space):
    table = 'text = "fonts/desk.ttf"\nbold = "fonts/desk-bold.ttf"\nitalic = "fonts/desk-slanted.ttf"'
    files = {"desk.ttf": made(), "desk-bold.ttf": made(weight=700), "desk-slanted.ttf": made(weight=300)}
    ran = built(space, table, files=files)
    assert ran.status == 0, ran.err
    assert "font-cut" not in space.run("-v", "build").err


def test_a_font_without_bold_and_italic_is_said_in_a_note(space):
    built(space, 'text = "fonts/desk.ttf"', files={"desk.ttf": made()})
    said = space.run("-v", "check").err
    assert (
        "templates/themes/default.toml:3: note font-cut: the theme names no bold and no italic font" in said
    )


def test_the_same_font_gives_the_same_bytes(space):
    built(space, 'text = "fonts/desk.ttf"', files={"desk.ttf": made()})
    first = space.files()
    fonts.face.cache_clear()
    built(space, 'text = "fonts/desk.ttf"')
    assert space.files() == first


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('text = "Noto Sreif"', "no font package has the family 'Noto Sreif'; did you mean 'Noto Serif'?"),
        ('text = "Quill Antiqua"', "no font package has the family 'Quill Antiqua'; there are Noto Serif, "),
        ('text = "fonts/dsek.ttf"', "'fonts/dsek.ttf' is not in the folder templates/fonts/; did you mean"),
        ('text = "desk.ttf"', "'desk.ttf' is not a file of templates/fonts/"),
        ('text = "/usr/share/fonts/desk.ttf"', "is not a file of templates/fonts/"),
        ('text = "fonts/../../desk.ttf"', "is not a file of templates/fonts/"),
        ('text = "Noto Serif"\nbold = "fonts/desk.ttf"', "bold is for fonts of your own"),
        ('bold = "bold face"', "is no font file: name a .ttf or .otf below templates/fonts/"),
    ],
)
def test_a_font_that_is_not_there_is_named_with_the_nearest(space, table, said):
    ran = built(space, table, files={"desk.ttf": made()})
    assert ran.status == 1
    assert said in ran.err
    assert "templates/themes/default.toml:" in ran.err


@pytest.mark.parametrize(
    ("permission", "refused"),
    [(0, ""), (4, ""), (8, ""), (6, ""), (2, "forbids it"), (0x100, "in part"), (0x200, "pictures only")],
)
def test_the_permission_to_embed_is_honoured(permission, refused):
    said = typefaces.check(patched(made(), permission))
    assert refused in said
    assert bool(said) is bool(refused)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is no font"),
        (b"OTTO" + made()[4:], "PostScript outlines"),
        (b"wOF2" + made()[4:], "packed for the web"),
        (b"ttcf" + made()[4:], "several fonts"),
        (made()[:200], "is no font"),
        (made("бвг"), "lacks the character 'A'"),
        (made() + bytes(9 * 1024 * 1024), "the limit of a font"),
        (made()[:4] + b"\xff\xff" + made()[6:], "is no font"),
        (made().replace(b"glyf", b"gryf", 1), "lacks the table glyf"),
    ],
)
def test_what_is_no_font_for_a_brief_is_refused_with_the_reason(data, said):
    assert said in typefaces.check(data)


def test_a_font_that_was_cut_or_changed_is_refused_or_printed_never_worse(space):
    chance = random.Random(20250306)
    whole = made()
    tried = 0
    for turn in range(150):
        data = bytearray(whole[: chance.randrange(len(whole))] if turn % 3 == 0 else whole)
        for _ in range(chance.randrange(1, 200)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if not typefaces.check(bytes(data)) and tried < 6:
            tried += 1
            ran = built(space, 'text = "fonts/desk.ttf"', files={"desk.ttf": bytes(data)})
            assert ran.status in (0, 1)
    assert tried


def test_the_colour_of_bars_is_the_themes_in_every_format(space):
    theme = 'extends = "default/default"\n[colours]\nchart = "AA3300"\n'
    space.write("templates/themes/default.toml", theme)
    space.write("templates/sections/economy.md.j2", CHARTED)
    facts = space.read("seeds/lake/facts.toml")
    quantity = '  [[fact.quantity]]\n  of = "exports"\n  value = {}\n  unit = "USD"\n  when = "{}"\n'
    at = facts.index('\n[[fact]]\nid = "students"')
    rows = quantity.format(13_500_000, 2030) + quantity.format(9_200_000, 2029)
    space.write("seeds/lake/facts.toml", facts[:at] + rows + facts[at:])
    ran = space.run("build", "--to", "html")
    assert ran.status == 0, ran.err
    assert 'fill="#AA3300"' in space.read("out/lake-visit.html")


@pytest.mark.parametrize(("colour", "warned"), [("C0C0C0", True), ("808080", False)])
def test_faint_bars_are_a_warning(space, colour, warned):
    space.write(
        "templates/themes/default.toml", f'extends = "default/default"\n[colours]\nchart = "{colour}"\n'
    )
    assert ("low-contrast: the colour chart" in space.run("check").err) is warned


def test_the_theme_is_copied_by_its_plain_name(space):
    assert space.run("templates", "copy", "theme").status == 0
    assert "[fonts]" in space.read("templates/themes/default.toml")
