"""Figures under each other, words that belong together, margins for the binding, paper of another size."""

from __future__ import annotations

from dataclasses import replace

import builder
import pytest
import reading

import quality
import stories
from briefbook import resources
from briefbook.model import document as d
from briefbook.model.theme import Page, Theme
from briefbook.writers import pdf
from briefbook.writers import theme as themes
from briefbook.writers.pdf import galley as galleys
from briefbook.writers.pdf import lines, runs, shape
from briefbook.writers.pdf.structure import Element

LETTER = replace(Theme(), page=Page(612.0, 792.0))


def column(figures: list[str], align: str = "right", notes: bool = False) -> reading.Sheet:
    rows: list[tuple[d.Inlines, ...]] = []
    for number, figure in enumerate(figures, 1):
        note = (d.Note(number, "f", (d.Text("Proof."),)),) if notes else ()
        rows.append(((d.Text("land"),), (d.Text(figure), *note)))
    table = d.Table(((d.Text("Land"),), (d.Text("Trade and more"),)), tuple(rows), ("", align))
    (sheet,) = reading.sheets(pdf.write(d.Document("Figures", "en", (table,)), Theme()))
    return sheet


def place(sheet: reading.Sheet, figure: str, sign: str) -> float:
    """Where the whole digits of a figure end."""
    at = sheet.text.index(figure)
    end = figure.find(sign) if sign in figure else len(figure.rstrip(" %"))
    return sheet.boxes[at + end - 1][2]


@pytest.mark.parametrize("notes", [False, True])
@pytest.mark.parametrize(
    ("figures", "sign"),
    [
        (["24.1", "36.85", "54.125", "7", "1,204.5"], "."),
        (["24,1", "36,85", "54,125", "7", "1\u202f204,5"], ","),
        (["+11.4 %", "−2.75 %", "12 %"], "."),
        (["US$13.5 million", "US$7.25 million", "US$120 million"], "."),
    ],
)
def test_figures_of_a_column_are_aligned_on_their_decimal_sign(
    figures: list[str], sign: str, notes: bool
) -> None:
    sheet = column(figures, notes=notes)
    ends = [place(sheet, figure.split(" m")[0], sign) for figure in figures]
    # The ink of a 1 ends earlier in its box than that of a 7.
    assert max(ends) - min(ends) < 1.2


def test_groups_of_thousands_are_no_decimals() -> None:
    sheet = column(["1,250", "13,500", "7"])
    ends = [sheet.boxes[sheet.text.index(figure) + len(figure) - 1][2] for figure in ("1,250", "13,500")]
    assert abs(ends[0] - ends[1]) < 0.3


def test_words_and_dates_in_a_right_aligned_column_stay_at_its_edge() -> None:
    sheet = column(["none so far", "2025-03-05", "4.55"])
    right = [
        sheet.boxes[sheet.text.index(words) + len(words) - 1][2]
        for words in ("none so far", "2025-03-05", "4.55")
    ]
    assert max(right) - min(right) < 1.2


def test_figures_are_old_style_in_text_and_of_one_width_in_tables() -> None:
    looks = galleys.styles(Theme())
    assert looks["body"].figures == looks["note"].figures == shape.OLD_STYLE
    assert looks["cell"].figures == looks["head cell"].figures == shape.LINING
    table = shape.setting("Source Serif 4", False, False, 10.5, shape.LINING, "en")
    assert len({round(shape.word(table, digit).width, 2) for digit in "0123456789"}) == 1
    text = shape.setting("Source Serif 4", False, False, 10.5, shape.OLD_STYLE, "en")
    assert shape.word(text, "3").pieces != shape.word(table, "3").pieces


def set_words(text: str, width: float, lang: str = "en") -> list[str]:
    speech = runs.Speech("Source Serif 4", lang, "000000", "000000", {})
    run = runs.run(speech, text, galleys.styles(Theme())["body"], Element("P", None, joined=True))
    made = lines.justified([run], width)
    return ["".join(word.text if word else " " for _, part in line.parts for word in part) for line in made]


def test_no_french_line_begins_with_a_sign_or_ends_with_an_opening_quotation_mark() -> None:
    words = "Que faire ? Le maire : « on se saluait » ; puis rien ! Et « l’accord » tient : oui, il tient ; "
    for width in range(90, 300, 7):
        for line in set_words(words * 4, float(width), "fr"):
            assert line[:1] not in ":;!?»"
            assert not line.endswith("«")


def test_an_address_is_broken_without_a_hyphen() -> None:
    address = "https://www.example.org/ministry/notices/2031/17?lang=en&part=cold-store"
    made = set_words(f"See {address} for more.", 150.0)
    assert len(made) > 2
    assert "".join(made).replace(" ", "") == f"See{address}formore."


def test_the_lines_of_a_heading_are_about_equally_long() -> None:
    title = d.Heading(1, (d.Text("Official visit of the Prime Minister of the Republic to us"),), "t")
    galley, _ = builder.build(d.Document("T", "en", (title,)), Theme())
    widths = [item.lines[0][0].width for item in galley.items]
    assert len(widths) == 2
    assert min(widths) > 0.7 * max(widths)


def test_hardly_a_note_or_paragraph_of_a_brief_ends_in_a_single_short_word() -> None:
    galley, _ = builder.build(stories.plain(300), Theme())
    items = [*galley.items, *(line for note in galley.notes.values() for line in note)]
    last = [item for item in items if item.kind in ("line", "note") and item.part[0] == item.part[1] - 1 > 0]
    short = [item for item in last if item.lines[-1][0].width < 0.05 * galley.width]
    assert len(last) > 200
    assert len(short) <= 0.03 * len(last)


def test_the_binding_is_on_the_left_of_odd_pages_and_on_the_right_of_even_ones() -> None:
    theme = replace(Theme(), page=replace(Theme().page, binding=30.0))
    sheets = reading.sheets(pdf.write(stories.plain(120), theme))
    for number, sheet in enumerate(sheets[:-1], 1):
        boxes = [
            box for char, box in zip(sheet.text, sheet.boxes, strict=True) if char.strip() and box[2] > box[0]
        ]
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        inner = 30.0 if number % 2 else 0.0
        assert abs(left - theme.page.left - inner) < 6
        assert abs(right - (theme.page.width - theme.page.right - 30.0 + inner)) < 6


def test_us_letter_keeps_every_promise() -> None:
    made = stories.plain(120)
    assert builder.faults(*builder.build(made, LETTER)) == []
    assert all(page.gaps == [] and page.alone == [] for page in quality.measure(made, LETTER))
    text, found = themes.load(
        "us",
        {"themes/us.toml": 'extends = "default/default"\n[page]\nsize = "Letter"\n'},
        resources.templates(),
    )
    assert not found
    assert (text.page.width, text.page.height) == (612.0, 792.0)


def test_the_compact_theme_needs_less_paper() -> None:
    compact, found = themes.load("compact", {}, resources.templates())
    assert not found
    assert compact.page.binding > 0
    made = stories.plain(480)
    galley, small = builder.build(made, compact)
    assert builder.faults(galley, small) == []
    assert len(small) <= 0.72 * len(builder.build(made, Theme())[1])
    assert compact.note.size >= 7.5


def test_a_marking_stands_at_the_right_top_and_bottom_in_capitals_of_twelve_points() -> None:
    story = replace(stories.plain(40), marking="tlp:amber+strict")
    theme = replace(Theme(), page=replace(Theme().page, binding=24.0))
    for number, sheet in enumerate(reading.sheets(pdf.write(story, theme)), 1):
        ends = [at for at in range(len(sheet.text)) if sheet.text.startswith("TLP:AMBER+STRICT", at)]
        assert len(ends) == 2
        edge = theme.page.width - theme.page.right - (0 if number % 2 else 24.0)
        for at in ends:
            last, first = sheet.boxes[at + 15], sheet.boxes[at]
            assert abs(last[2] - edge) < 2
            # Capitals of Source Serif are 0.67 of their size high.
            assert first[3] - first[1] > 0.64 * 12
        assert sheet.boxes[ends[0]][1] > theme.page.height - theme.page.top
        assert sheet.boxes[ends[1]][3] < theme.page.bottom
