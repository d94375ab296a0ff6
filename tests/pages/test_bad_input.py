"""What does not fit is made to fit, and what is wrong is named; nothing crashes or leaves the page."""

from __future__ import annotations

import re
from dataclasses import replace

import builder
import page
import pytest
import reading

from briefbook import resources
from briefbook.model import document as d
from briefbook.model.theme import Page, Theme
from briefbook.writers import pdf
from briefbook.writers import theme as themes


def text(words: str) -> d.Inlines:
    return (d.Text(words),)


def wide(columns: int, caption: str = "Wide") -> d.Table:
    header = tuple(text(f"Col{index:02d}") for index in range(columns))
    rows = []
    for row in range(4):
        cells = [(d.Text(f"land{row}"), d.Note(row + 1, "f", text("Proof.")))]
        cells += [text(f"{(row + 13) * (index + 11) * 97:,}.5") for index in range(1, columns)]
        rows.append(tuple(cells))
    return d.Table(header, tuple(rows), ("", *["right"] * (columns - 1)), text(caption))


def inside(data: bytes, theme: Theme) -> bool:
    sheets = reading.sheets(data)
    for sheet in sheets:
        for char, (left, low, right, high) in zip(sheet.text, sheet.boxes, strict=True):
            if char.strip() and right > left:
                held = theme.page.left - 6 < left and right < theme.page.width - theme.page.right + 6
                if not (held and low > 10 and high < theme.page.height - 10):
                    return False
    return True


@pytest.mark.parametrize("columns", [6, 10, 14, 24, 60])
def test_a_table_wider_than_the_page_keeps_every_figure_whole_and_inside(columns: int) -> None:
    story = d.Document("Wide", "en", (wide(columns),))
    data = pdf.write(story, Theme())
    assert builder.faults(*builder.build(story, Theme())) == []
    assert inside(data, Theme())
    found = " ".join(sheet.text for sheet in reading.sheets(data)).split()
    wanted = [cell[0].text for row in wide(columns).rows for cell in row[1:] if isinstance(cell[0], d.Text)]
    assert [figure for figure in wanted if figure not in found] == []
    for profile in ("ua1", "3a"):
        result = page.validate_pdf_bytes(data, profile=profile)
        assert result.is_compliant, result.failures


def test_the_parts_of_a_wide_table_repeat_the_first_column_and_number_themselves() -> None:
    (sheet,) = reading.sheets(pdf.write(d.Document("Wide", "en", (wide(24),)), Theme()))
    parts = re.findall(r"Wide \((\d)/(\d)\)", sheet.text)
    assert len(parts) == int(parts[0][1]) > 1
    assert sheet.text.count("land0") == len(parts)
    assert sheet.text.count("Proof.") == 4, "notes are set once"


def test_a_word_longer_than_a_line_is_broken_inside_the_margins() -> None:
    word = "Donaudampfschifffahrtsgesellschaft" * 12
    blocks: d.Blocks = (
        d.Heading(2, text(word), "a"),
        d.Paragraph((d.Text(word), d.Note(1, "f", text(word)))),
        d.ListBlock(((d.Paragraph(text(word)),),)),
        d.Table((text(word), text("B")), ((text("x"), text(word)),), ("", "right"), text(word)),
        d.Definitions((d.Definition(text(word), text(word)),)),
        d.Figure(d.Chart("T", "", (d.Bar(word, 1.0, word),)), "", text(word)),
    )
    for theme in (Theme(), Theme(justify=False), Theme(page=Page(300.0, 400.0, 50, 50, 50, 50))):
        story = d.Document("Long", "en", blocks)
        assert builder.faults(*builder.build(story, theme)) == []
        assert inside(pdf.write(story, theme), theme)


def test_a_note_longer_than_two_pages_is_set_whole_over_as_many_as_it_needs() -> None:
    words = " ".join(f"w{number:04d}" for number in range(4000))
    after = d.Paragraph((d.Text("What follows. " * 200),))
    story = d.Document("Long", "en", (d.Paragraph((d.Text("Claim."), d.Note(1, "f", text(words)))), after))
    sheets = reading.sheets(pdf.write(story, Theme()))
    held = [sheet.text for sheet in sheets if re.search(r"w\d{4}", sheet.text)]
    assert len(held) > 2
    assert re.findall(r"w(\d{4})", " ".join(held)) == [f"{number:04d}" for number in range(4000)]


def test_a_font_that_is_not_there_is_named_with_its_line() -> None:
    own = 'extends = "default/default"\n[fonts]\ntext = "Comic Serif"\n'
    theme, found = themes.load("own", {"themes/own.toml": own}, resources.templates())
    assert [item.code for item in found] == ["bad-value"]
    assert "Source Serif 4" in found[0].message
    assert theme.font == "Source Serif 4"


def test_a_program_that_asks_for_a_font_that_is_not_there_gets_another() -> None:
    story = d.Document("Font", "en", (d.Paragraph(text("Words in some font.")),))
    data = pdf.write(story, replace(Theme(), font="Comic Serif"))
    assert "Words in some font." in reading.text(data)
    assert page.validate_pdf_bytes(data, profile="3a").is_compliant


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("set", 'contents = "sometimes"'),
        ("page", "binding = -3"),
        ("page", "binding = 400"),
        ("page", "gutter = 3"),
    ],
)
def test_a_key_or_value_that_a_theme_cannot_have_is_named(key: str, value: str) -> None:
    own = f'extends = "default/default"\n[{key}]\n{value}\n'
    _, found = themes.load("own", {"themes/own.toml": own}, resources.templates())
    assert [item.code for item in found if item.is_error]
