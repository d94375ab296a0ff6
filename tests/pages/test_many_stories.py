"""Hundreds of invented papers: all conform, every note is in its place, nothing overlaps."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import builder
import page
import paper
import pytest
import reading

import stories
from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.writers import pdf

CLEAR = 0.4
# points by which the box of a letter is taken smaller on each side


def story() -> d.Document:
    """A paper of at least twenty pages and a hundred and fifty notes, with everything in it."""
    return stories.document(77, 200, weird=False, long_notes=False, charts=True)


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 200, 25))
def test_random_documents_conform_to_both_standards(first: int) -> None:
    for seed in range(1000 + first, 1025 + first):
        data = pdf.write(stories.document(seed, notes=1 + seed % 9, charts=True), Theme())
        for profile in ("ua1", "3a"):
            result = page.validate_pdf_bytes(data, profile=profile)
            assert result.is_compliant, (seed, result.failures)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_nothing_wrong_in_random_documents(tmp_path: Path) -> None:
    for seed in range(20):
        path = tmp_path / f"{seed}.pdf"
        path.write_bytes(pdf.write(stories.document(seed, notes=10, charts=True), Theme()))
        done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_in_a_long_story_every_note_begins_on_the_page_of_its_mark() -> None:
    made = story()
    read = paper.read(pdf.write(made, Theme()))
    kinds = {type(block) for block in made.blocks}
    assert {d.Table, d.ListBlock, d.Figure, d.BlockQuote} <= kinds
    assert len(read.pages) >= 20
    assert len(read.marks) >= 150
    assert read.marks == read.notes
    assert list(read.notes) == sorted(read.notes)
    assert sorted(read.notes) == list(range(1, len(read.notes) + 1))


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 60, 20))
def test_in_sixty_random_stories_no_note_is_lost_or_out_of_place(first: int) -> None:
    for seed in range(2000 + first, 2020 + first):
        made = stories.document(seed, notes=40, charts=True)
        assert builder.faults(*builder.build(made, Theme())) == [], seed


def test_a_note_in_a_repeated_header_is_set_once() -> None:
    head = ((d.Text("Nation"), d.Note(1, "f", (d.Text("Proof of the head."),))), (d.Text("Share"),))
    rows = tuple(((d.Text(f"row{n:03d}"),), (d.Text(f"{n}.5"),)) for n in range(120))
    table = d.Table(head, rows, ("", "right"))
    sheets = reading.sheets(pdf.write(d.Document("Table", "en", (table,)), Theme()))
    assert len(sheets) >= 3
    assert [sheet.text.count("Nation") for sheet in sheets] == [1] * len(sheets)
    assert [sheet.text.count("Proof of the head.") for sheet in sheets] == [1, *[0] * (len(sheets) - 1)]


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_no_two_letters_of_a_page_overlap(seed: int) -> None:
    made = story() if seed == 0 else stories.document(90 + seed, 40, weird=False, charts=True)
    for number, sheet in enumerate(reading.sheets(pdf.write(made, Theme())), 1):
        assert list(overlaps(sheet)) == [], f"page {number}"


def test_the_overlap_of_lines_would_be_seen() -> None:
    theme = Theme(body=replace(Theme().body, leading=7.0))
    words = d.Text(stories.VOCABULARY["en"])
    (sheet,) = reading.sheets(pdf.write(d.Document("Tight", "en", (d.Paragraph((words,)),)), theme))
    assert list(overlaps(sheet))


def overlaps(sheet: reading.Sheet) -> Iterator[str]:
    """Find letters that are printed over each other; kerned neighbours on a line may touch."""
    # The letters of a ligature have one box together.
    letters = sorted(
        {
            (left + CLEAR, low + CLEAR, right - CLEAR, high - CLEAR)
            for char, (left, low, right, high) in zip(sheet.text, sheet.boxes, strict=True)
            if re.match(r"\w", char) and right - left > 2 * CLEAR and high - low > 2 * CLEAR
        }
    )
    near: list[tuple[float, float, float, float]] = []
    for letter in letters:
        near = [other for other in near if other[2] > letter[0]]
        for other in near:
            if other[1] < letter[3] and letter[1] < other[3]:
                shared = min(letter[2], other[2]) - letter[0]
                beside = abs(letter[1] - other[1]) < 4.5 and shared < 0.5 * (letter[2] - letter[0])
                if not beside:
                    yield f"{other} {letter}"
        near.append(letter)
