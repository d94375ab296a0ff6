"""Pages look as a good typographer would set them; measured, not seen."""

from __future__ import annotations

from dataclasses import replace

import reading

import quality
import stories
from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.writers import pdf


def test_a_brief_has_full_pages_even_spaces_and_nothing_alone_at_an_edge() -> None:
    measured = quality.measure(stories.plain(300), Theme())
    assert len(measured) > 15
    assert [page.number for page in measured[:-1] if page.fill < 0.8] == []
    assert all(page.fill <= 1.0005 for page in measured)
    assert [gap for page in measured for gap in page.gaps] == []
    assert [edge for page in measured for edge in page.alone] == []


def test_hardly_a_line_of_a_brief_is_left_short() -> None:
    measured = quality.measure(stories.plain(300), Theme())
    short = sum(len(page.short) for page in measured)
    assert short <= 0.02 * sum(page.lines for page in measured)


def test_random_documents_keep_word_spaces_in_range_and_edges_clean() -> None:
    for seed in range(6):
        story = stories.document(seed, notes=40, weird=False, long_notes=False)
        for page in quality.measure(story, Theme()):
            assert page.gaps == []
            assert page.alone == []


def test_a_language_without_patterns_is_ragged_rather_than_gappy() -> None:
    text = "Республикасынын өнөктөштүктү талкуулады экономикалык байланыштарды кеңейтүү " * 20
    story = d.Document("Kyrgyz", "ky", (d.Paragraph((d.Text(text, "ky"),)),))
    for page in quality.measure(story, Theme()):
        assert page.gaps == []


def test_a_paragraph_of_three_lines_is_never_parted() -> None:
    text = "Three lines of words that belong together and are never parted by the edge of a page, " * 2
    blocks = tuple(d.Paragraph((d.Text(f"{n:02d}head {text} {n:02d}tail"),)) for n in range(60))
    for size in (500.0, 511.0, 523.0, 541.0):
        theme = Theme(page=replace(Theme().page, height=size))
        for sheet in reading.sheets(pdf.write(d.Document("Three", "en", blocks), theme)):
            heads = {sheet.text[at - 2 : at] for at in positions(sheet.text, "head")}
            tails = {sheet.text[at - 2 : at] for at in positions(sheet.text, "tail")}
            assert heads == tails


def positions(text: str, word: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(word, at)]


def test_figures_of_a_column_stand_under_each_other_whatever_marks_follow() -> None:
    note = d.Note(1, "f", (d.Text("Proof."),))
    rows = (((d.Text("a"),), (d.Text("1,234.5"), note)), ((d.Text("b"),), (d.Text("876.5"),)))
    table = d.Table(((d.Text("Land"),), (d.Text("Trade"),)), rows, ("", "right"))
    (sheet,) = reading.sheets(pdf.write(d.Document("Figures", "en", (table,)), Theme()))
    right = [sheet.boxes[at + 2][2] for at in positions(sheet.text, "4.5") + positions(sheet.text, "6.5")]
    assert abs(right[0] - right[1]) < 0.2


def test_notes_stand_at_the_foot_of_the_text_area() -> None:
    theme = Theme()
    for sheet in reading.sheets(pdf.write(stories.plain(60), theme))[:-1]:
        low = min(
            box[1]
            for char, box in zip(sheet.text, sheet.boxes, strict=True)
            if char.isalpha() and box[1] > 60
        )
        assert theme.page.bottom - 1 < low < theme.page.bottom + 6


def test_terms_stand_in_a_column_when_they_are_short_and_run_in_when_long() -> None:
    short = d.Definitions((d.Definition((d.Text("Host"),), (d.Text("Harbourland"),)),))
    long = d.Definitions((d.Definition((d.Text("A term of very many words " * 3),), (d.Text("meaning"),)),))
    (sheet,) = reading.sheets(pdf.write(d.Document("Terms", "en", (short, long)), Theme()))
    host, land = sheet.place("Host"), sheet.place("Harbourland")
    assert host is not None
    assert land is not None
    assert abs(host[1] - land[1]) < 3
    assert land[0] - host[0] < 60
