"""Charts: the same drawing on the page, as a picture and on the web, read by eye, ear and machine."""

from __future__ import annotations

import io
import re
from itertools import combinations
from xml.etree import ElementTree as ET

import builder
import page
import pypdfium2
import pytest
import reading
from PIL import Image, ImageChops
from test_pdf_conformance import objects

from briefbook.model import document as d
from briefbook.model.theme import Colours, Theme
from briefbook.writers import pdf, pictures
from briefbook.writers.pdf import charts, runs
from briefbook.writers.pdf import galley as galleys
from briefbook.writers.pdf.structure import Element

SERIES = (("2022", 4.5, "4.5"), ("2023", 7.5, "7.5"), ("2024", 13.5, "13.5"))
LONG = tuple(
    (f"first half of {year}, as both sides count it", year - 2010.0, f"{year - 2010}.0")
    for year in range(2015, 2023)
)
MANY = tuple((str(year), year - 1900.0, f"{year - 1900:,}.0") for year in range(1900, 2100))
BELOW = (("2022", -4.5, "−4.5"), ("2023", 0.0, "0"), ("2024", 13.5, "13.5"), ("2025", float("nan"), "–"))
WEIRD = (("<b>&\"'", 1.0, "\x00\ufffe🙂"), ("", 0.0, ""), ("x" * 500, float("inf"), "9" * 200))
ALL = {
    "columns": SERIES,
    "rows": LONG,
    "too many": MANY,
    "below zero": BELOW,
    "odd": WEIRD,
    "one": SERIES[:1],
}


def chart(rows: tuple[tuple[str, float, str], ...]) -> d.Chart:
    return d.Chart("Two-way trade", "US$ million", tuple(d.Bar(*row) for row in rows))


def story(rows: tuple[tuple[str, float, str], ...], before: int = 0) -> d.Document:
    notes = tuple(d.Note(number, "f", (d.Text(f"Proof {number}."),)) for number in (1, 2))
    figure = d.Figure(chart(rows), "Two-way trade: 2022: 4.5", (d.Text("Trade, in millions"), *notes))
    fill = tuple(d.Paragraph((d.Text(f"Line {number} of the text."),)) for number in range(before))
    return d.Document("Charts", "en", (*fill, figure, d.Paragraph((d.Text("What follows."),))))


@pytest.mark.parametrize("name", ALL)
def test_a_page_with_a_chart_conforms_and_keeps_every_promise(name: str) -> None:
    data = pdf.write(story(ALL[name]), Theme())
    for profile in ("ua1", "3a"):
        result = page.validate_pdf_bytes(data, profile=profile)
        assert result.is_compliant, result.failures
    assert builder.faults(*builder.build(story(ALL[name]), Theme())) == []


def test_a_figure_says_what_it_shows_and_where_it_stands() -> None:
    data = objects(pdf.write(story(SERIES), Theme()))
    found = re.search(
        rb"/S/Figure/P (\d+) 0 R.*?/Alt\((.*?)\)/A<</O/Layout/Placement/Block/BBox\[(.*?)\]>>", data
    )
    assert found is not None
    assert found[2] == b"Two-way trade: 2022: 4.5"
    left, low, right, high = map(float, found[3].split())
    assert 71 <= left < right <= 595 - 71
    assert 74 <= low < high <= 842 - 71
    # Caption and notes are not inside the Figure: what has an alternative text is not read itself.
    assert re.search(rb"/S/Caption/P " + found[1] + rb" 0 R", data)


def test_every_value_is_printed_at_its_bar() -> None:
    (sheet,) = reading.sheets(pdf.write(story(SERIES), Theme()))
    for _, _, shown in SERIES:
        assert shown in sheet.text
    places = [sheet.place(label) for label, _, _ in SERIES]
    assert None not in places
    lefts = [place[0] for place in places if place]
    assert lefts == sorted(lefts)


def test_a_chart_stays_with_its_caption_on_one_page() -> None:
    for before in range(24, 40):
        sheets = reading.sheets(pdf.write(story(SERIES, before), Theme()))
        (home,) = [number for number, sheet in enumerate(sheets) if "in millions" in sheet.text]
        assert all(shown in sheets[home].text for _, _, shown in SERIES)


@pytest.mark.parametrize("name", ["columns", "rows", "below zero", "one", "odd"])
@pytest.mark.parametrize("width", [453.0, 220.0])
def test_words_of_a_chart_stay_inside_it_and_apart(name: str, width: float) -> None:
    theme = Theme()
    made = charts.drawing(chart(ALL[name]), theme, width, 400.0)
    assert made.width <= width + 0.01
    assert made.height <= 400.01
    speech = runs.Speech(theme.font, "en", "000000", "000000", {})
    texts, _ = charts.placed(
        made, speech, galleys.styles(theme)["cell"], Element("Figure", None, joined=True)
    )
    boxes = [(x, drop - 6.5, x + line.width, drop) for line, x, drop in texts]
    for left, top, right, bottom in boxes:
        assert left >= -0.5
        assert right <= made.width + 0.5
        assert top >= -0.5
        assert bottom <= made.height + 0.5
    for one, two in combinations(boxes, 2):
        assert one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]


def test_bars_are_as_long_as_their_values_say() -> None:
    made = charts.drawing(chart(SERIES), Theme(), 453.0, 400.0)
    heights = [part.height for part in made.parts if not isinstance(part, charts.Words)][:3]
    assert [round(height / heights[0], 3) for height in heights] == [1.0, 1.667, 3.0]


def test_the_picture_has_three_hundred_dots_an_inch_and_the_same_bytes_each_time() -> None:
    data = pictures.png(chart(SERIES), Theme())
    with Image.open(io.BytesIO(data)) as picture:
        assert [round(dots) for dots in picture.info["dpi"]] == [300, 300]
        assert picture.width > 500
        assert picture.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
    assert data == pictures.png(chart(SERIES), Theme())
    assert len(data) < 40_000


@pytest.mark.parametrize("name", ["columns", "rows", "below zero", "odd", "one"])
@pytest.mark.parametrize(("text", "bars"), [("000000", ""), ("7A1F00", "2E9E5B"), ("111144", "FFCC00")])
def test_the_picture_in_shades_is_what_is_drawn_in_colours_dot_for_dot(
    name: str, text: str, bars: str
) -> None:
    theme = Theme(colours=Colours(text=text, chart=bars))
    file = pypdfium2.PdfDocument(charts.sheet(chart(ALL[name]), theme, *pictures._room(theme)))
    drawn = file[0].render(scale=pictures.DPI / 72).to_pil().convert("RGB")
    file.close()
    with Image.open(io.BytesIO(pictures.png(chart(ALL[name]), theme))) as picture:
        assert picture.mode == "P"
        apart = ImageChops.difference(drawn, picture.convert("RGB"))
    # the last shade before full ink is full ink
    assert max(high for _, high in apart.getextrema()) <= 1


@pytest.mark.parametrize("name", ALL)
def test_the_drawing_for_the_web_is_sound_and_leads_nowhere(name: str) -> None:
    text = pictures.svg(chart(ALL[name]), Theme())
    root = ET.fromstring(text)
    assert root.get("role") == "img"
    assert "Two-way trade" in (root.get("aria-label") or "")
    assert {part.tag.rpartition("}")[2] for part in root} <= {"rect", "text"}
    assert not re.search(r"href|url\(|<script|<style|on\w+=", text)
    if name == "columns":
        assert [part.text for part in root if part.text] == ["2022", "4.5", "2023", "7.5", "2024", "13.5"]


def test_pictures_of_any_chart_can_be_opened() -> None:
    for rows in (*ALL.values(), ()):
        with Image.open(io.BytesIO(pictures.png(chart(rows), Theme()))) as picture:
            assert max(picture.size) < 4000


def test_a_chart_in_black_and_white_keeps_bars_and_paper_apart() -> None:
    file = pypdfium2.PdfDocument(charts.sheet(chart(SERIES), Theme(), 453.0, 400.0))
    grey = file[0].render(scale=2).to_pil().convert("L")
    shades = grey.getcolors()
    assert shades is not None
    assert min(shade for _, shade in shades) < 80
    file.close()
