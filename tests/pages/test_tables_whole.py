"""Where a table may part: small ones nowhere, long ones under their header, and no row alone."""

from __future__ import annotations

import re

import builder
import pytest
import reading

from briefbook.model import document as d
from briefbook.model.theme import Page, Theme
from briefbook.writers import pdf
from briefbook.writers.pdf.pages import GOAL

T = d.Text


def table(rows: int, *, lines: int = 1, notes: int = 0, land: str = "Tolmark") -> d.Table:
    """A table whose first rows have notes and whose cells have so many lines."""
    cells: list[tuple[d.Inlines, ...]] = []
    for number in range(1, rows + 1):
        proof = d.Note(number, f"f{number}", (T(f"Proof {number} of {land}, as the paper told it. " * 4),))
        note = (proof,) if number <= notes else ()
        words = f"row{number:03d} " + f"words on {land} " * (5 * lines - 4)
        cells.append(((T(words), *note), (T(f"{number}.5"),)))
    return d.Table(((T("Matter"),), (T("Share"),)), tuple(cells), ("", "right"), (T(f"What {land} sells"),))


def story(before: int, block: d.Table) -> d.Document:
    """So many paragraphs, a table below its heading, and more."""
    told = [d.Paragraph((T(f"Statement {number} of the brief. " * 9),)) for number in range(before + 24)]
    heading = d.Heading(2, (T("Sums"),), "sums")
    blocks = (d.Heading(1, (T("Title"),), "title"), *told[:before], heading, block, *told[before:])
    return d.Document("Tables", "en", blocks)


def parted(document: d.Document, theme: Theme = Theme()) -> list[list[int]]:  # noqa: B008
    """The numbers of the rows on each page that has some; every page but the last is full enough."""
    galley, cut = builder.build(document, theme)
    assert builder.faults(galley, cut) == []
    assert min([1.0, *(builder.height(page) / galley.height for page in cut[:-1])]) >= GOAL
    found = []
    for page in cut:
        texts = [_first(item) for item in page.items if item.kind == "row"]
        if numbers := [int(text[3:]) for text in texts if re.fullmatch(r"row\d{3}", text)]:
            found.append(numbers)
    return found


def _first(item) -> str:
    line, _, _ = item.lines[0]
    return "".join(word.text for word in line.parts[0][1] if word)[:6]


@pytest.mark.parametrize("land", ["Tolmark", "Ostrava Bay"])
@pytest.mark.parametrize("rows", [1, 2, 3])
def test_a_table_of_three_rows_is_on_one_page_wherever_it_comes(rows: int, land: str) -> None:
    for before in range(30):
        assert len(parted(story(before, table(rows, land=land)))) == 1, before


@pytest.mark.parametrize("page", [Page(), Page(612, 792), Page(420, 595)])
@pytest.mark.parametrize("rows", [4, 6, 8])
def test_a_table_of_few_rows_parts_only_where_a_page_would_else_be_too_empty(rows: int, page: Page) -> None:
    whole = [len(parted(story(before, table(rows)), Theme(page=page))) == 1 for before in range(30)]
    assert sum(whole) >= 27 if page.height > 600 else sum(whole) >= 20


@pytest.mark.parametrize(("rows", "lines"), [(4, 1), (4, 2), (8, 1), (12, 1), (20, 1), (40, 2)])
def test_no_row_is_alone_on_its_page(rows: int, lines: int) -> None:
    for before in range(24):
        found = parted(story(before, table(rows, lines=lines)))
        assert [number for page in found for number in page] == list(range(1, rows + 1))
        assert min(map(len, found)) >= 2, (before, found)


@pytest.mark.parametrize(("rows", "lines", "notes"), [(3, 4, 3), (4, 2, 4), (8, 1, 3), (20, 1, 6)])
def test_rows_that_are_high_with_their_notes_are_alone_only_to_fill_a_page(
    rows: int, lines: int, notes: int
) -> None:
    found = [parted(story(before, table(rows, lines=lines, notes=notes))) for before in range(24)]
    assert all([number for page in each for number in page] == [*range(1, rows + 1)] for each in found)
    assert sum(len(each) > 1 and min(map(len, each)) < 2 for each in found) <= 6


@pytest.mark.parametrize("land", ["Tolmark", "Ostrava Bay"])
def test_the_caption_and_the_header_are_on_the_page_of_the_rows(land: str) -> None:
    for before in (6, 11, 12, 13, 17):
        sheets = reading.sheets(pdf.write(story(before, table(3, land=land)), Theme()))
        (sheet,) = (sheet for sheet in sheets if "row001" in sheet.text)
        places = [sheet.text.index(words) for words in (f"What {land} sells", "Matter", "row001", "row003")]
        assert places == sorted(places)


def test_a_long_table_is_parted_under_its_header_with_two_rows_at_least_on_each_side() -> None:
    for before in range(0, 24, 5):
        sheets = reading.sheets(pdf.write(story(before, table(60)), Theme()))
        rows = [re.findall(r"row(\d{3})", sheet.text) for sheet in sheets]
        assert [int(number) for page in rows for number in page] == list(range(1, 61))
        held = [page for page in rows if page]
        assert len(held) > 1
        assert min(map(len, held)) >= 2
        for sheet, page in zip(sheets, rows, strict=True):
            assert sheet.text.count("Matter") == bool(page)
