"""Pages hold every line once, no more than fits, and each footnote with its mark."""

from __future__ import annotations

import random
import re

import builder
import pytest
import reading

import stories
from briefbook.model import document as d
from briefbook.model.theme import Page, Theme, Type
from briefbook.writers import pdf
from briefbook.writers import theme as themes


def odd_theme(seed: int) -> Theme:
    """A sheet of an unusual size, not always justified."""
    r = random.Random(seed)
    width, height = r.choice((300, 420, 595.276, 842)), r.choice((300, 420, 595, 841.89))
    margins = [r.choice((30, 50, 71)) for _ in range(4)]
    return Theme(page=Page(width, height, *margins), justify=r.random() < 0.9, hyphenate=r.random() < 0.9)


def faults(seeds: range) -> tuple[list[str], int, int]:
    found: list[str] = []
    sheets = notes = 0
    for seed in seeds:
        r = random.Random(seed)
        count, long_notes = r.choice((1, 10, 40, 120)), r.random() < 0.6
        story = stories.document(seed, notes=count, long_notes=long_notes, charts=True)
        galley, cut = builder.build(story, odd_theme(seed))
        found.extend(f"seed {seed}: {fault}" for fault in builder.faults(galley, cut))
        sheets += len(cut)
        notes += len(galley.notes)
    return found, sheets, notes


def test_no_line_is_lost_and_every_note_begins_beside_its_mark() -> None:
    found, sheets, _ = faults(range(500, 505))
    assert found == []
    assert sheets > 20


@pytest.mark.slow
def test_two_thousand_random_pages_keep_every_promise() -> None:
    found, sheets, notes = faults(range(130))
    assert found == []
    assert sheets > 2_000
    assert notes > 6_000


def test_a_page_shows_the_notes_of_its_own_marks() -> None:
    """Read from the finished file: claim 7 and note 7 stand on one page, the note below."""
    sentences = "A claim of some length stands here and goes on for a line or so"
    blocks: list[d.Block] = []
    for start in range(1, 181, 3):
        inlines: list[d.Inline] = []
        for number in range(start, start + 3):
            words = d.Text(f"{sentences}, claim{number:03d}.")
            note = d.Note(number, "f", (d.Text(f"foot{number:03d} " + "is its proof " * (number % 9)),))
            inlines += [words, note, d.Text(" ")]
        blocks.append(d.Paragraph(tuple(inlines)))
    sheets = reading.sheets(pdf.write(d.Document("Marks", "en", tuple(blocks)), Theme()))
    assert len(sheets) > 5
    shown: list[str] = []
    for sheet in sheets:
        claims = re.findall(r"claim(\d{3})", sheet.text)
        assert claims == re.findall(r"foot(\d{3})", sheet.text)
        shown += claims
        for number in claims:
            claim, foot = sheet.place(f"claim{number}"), sheet.place(f"foot{number}")
            assert claim is not None
            assert foot is not None
            assert claim[1] > foot[3]
    assert shown == [f"{number:03d}" for number in range(1, 181)]


def test_nothing_is_printed_outside_the_text_area() -> None:
    for seed in (1, 2):
        theme = Theme()
        story = stories.document(seed, notes=30, weird=False)
        for sheet in reading.sheets(pdf.write(story, theme)):
            for char, (left, bottom, right, top) in zip(sheet.text, sheet.boxes, strict=True):
                if char.strip() and right > left:
                    assert left > theme.page.left - 6, char
                    assert right < theme.page.width - theme.page.right + 6, char
                    assert bottom > 20, char
                    assert top < theme.page.height - 20, char


def test_a_note_longer_than_a_page_goes_on_in_order() -> None:
    words = " ".join(f"w{number:04d}" for number in range(2600))
    note = d.Note(1, "f", (d.Text(words),))
    after = d.Paragraph((d.Text("Plain text goes on for a while. " * 80),))
    story = d.Document("Long", "en", (d.Paragraph((d.Text("Claim."), note)), after))
    sheets = reading.sheets(pdf.write(story, Theme()))
    assert "Claim." in sheets[0].text
    assert "w0000" in sheets[0].text
    seen = [int(found) for sheet in sheets for found in re.findall(r"w(\d{4})", sheet.text)]
    assert seen == list(range(2600))


def test_notes_of_one_line_that_fill_more_than_a_page_begin_there_and_follow_each_other() -> None:
    notes = [d.Note(n, "f", (d.Text(f"begin{n} " + f"word{n} " * 700 + f"end{n}"),)) for n in range(1, 5)]
    story = d.Document("Many", "en", (d.Paragraph((d.Text("Claim."), *notes)),))
    galley, cut = builder.build(story, Theme())
    assert builder.faults(galley, cut) == []
    sheets = reading.sheets(pdf.write(story, Theme()))
    assert "begin1" in sheets[0].text
    whole = " ".join(sheet.text for sheet in sheets)
    places = [whole.index(f"{edge}{n}") for n in range(1, 5) for edge in ("begin", "end")]
    assert places == sorted(places)


def test_the_header_of_a_table_is_printed_again_on_each_of_its_pages() -> None:
    rows = tuple(((d.Text(f"row{n:03d}"),), (d.Text(f"{n}.5"),)) for n in range(120))
    table = d.Table(((d.Text("Nation"),), (d.Text("Share"),)), rows, ("", "right"))
    sheets = reading.sheets(pdf.write(d.Document("Table", "en", (table,)), Theme()))
    assert len(sheets) > 2
    assert all(sheet.text.count("Nation") == 1 for sheet in sheets)
    shown = re.findall(r"row(\d{3})", " ".join(sheet.text for sheet in sheets))
    assert shown == [f"{n:03d}" for n in range(120)]


def test_a_heading_takes_the_text_below_it_along() -> None:
    fill = tuple(d.Paragraph((d.Text("A line of text that fills the page."),)) for _ in range(4))
    for count in range(1, 14):
        blocks: list[d.Block] = []
        for number in range(12):
            blocks += [d.Heading(2, (d.Text(f"Part{number:02d}"),), f"p{number}"), *fill[: count % 4 + 1]]
            blocks.append(
                d.Paragraph((d.Text(f"Some more words of a longer paragraph, {number}. " * count),))
            )
        for sheet in reading.sheets(pdf.write(d.Document("Heads", "en", tuple(blocks)), Theme())):
            lines = [line for line in sheet.text.splitlines() if line.strip()]
            assert not re.match(r"Part\d\d", lines[-2]), "a heading stands last, above the page number"


def test_a_note_inside_a_note_is_printed_after_it() -> None:
    inner = d.Note(2, "f", (d.Text("Inner proof."),))
    outer = d.Note(1, "f", (d.Text("Outer proof."), inner))
    (sheet,) = reading.sheets(
        pdf.write(d.Document("Nested", "en", (d.Paragraph((d.Text("Claim."), outer)),)), Theme())
    )
    assert sheet.text.index("Claim.") < sheet.text.index("Outer proof.") < sheet.text.index("Inner proof.")


def test_a_header_row_taller_than_a_page_is_parted_and_not_repeated() -> None:
    words = " ".join(f"h{number:04d}" for number in range(1500))
    rows = tuple(((d.Text(f"row{n}"),), (d.Text("x"),)) for n in range(80))
    table = d.Table(((d.Text(words),), (d.Text("B"),)), rows, ("", ""))
    story = d.Document("Tall", "en", (table,))
    galley, cut = builder.build(story, Theme(page=Page(420, 420)))
    assert builder.faults(galley, cut) == []
    text = reading.text(pdf.write(story, Theme(page=Page(420, 420))))
    assert re.findall(r"h(\d{4})", text) == [f"{number:04d}" for number in range(1500)]


@pytest.mark.parametrize(
    "theme",
    [
        Theme(page=Page(400, 250), note=Type(40, 90)),
        Theme(page=Page(400, 250), note=Type(40, 400)),
        Theme(page=Page(400, 160), body=Type(40, 90), note=Type(40, 90)),
        Theme(page=Page(200, 144)),
    ],
)
def test_pages_come_to_an_end_where_a_line_is_higher_than_a_page(theme: Theme) -> None:
    notes = tuple(d.Note(n, "f", (d.Text(f"Proof {n} of what is said above. " * 4),)) for n in (1, 2, 3))
    story = d.Document("High", "en", (d.Paragraph((d.Text("Claim."), *notes)),))
    galley, cut = builder.build(story, theme)
    lines = len(galley.items) + sum(map(len, galley.notes.values()))
    assert len(cut) <= lines
    assert sum(len(page.items) + len(page.notes) for page in cut) == lines
    assert pdf.write(story, theme).startswith(b"%PDF")


def test_a_theme_without_room_for_its_own_lines_is_refused() -> None:
    text = "[page]\nwidth = 400\nheight = 250\n[type]\nnote = {size = 40, leading = 90}\n"
    _, found = themes.load("own", {"themes/own.toml": text}, {})
    assert [item.code for item in found] == ["bad-theme"]
    assert "at least 8 times as high as the largest leading (type.note, 90 points)" in found[0].message
