"""Small bar charts: one drawing of boxes and words for page, picture and web."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import TypeAlias

from briefbook.model.document import Bar, Chart
from briefbook.model.theme import Theme
from briefbook.writers.pdf import canvas as canvases
from briefbook.writers.pdf import fonts, lines, runs
from briefbook.writers.pdf import galley as galleys
from briefbook.writers.pdf.galley import Box
from briefbook.writers.pdf.lines import Line
from briefbook.writers.pdf.runs import Speech, Style
from briefbook.writers.pdf.structure import Element

Placed: TypeAlias = tuple[Line, float, float]
# a line of text, its left edge and the distance of its baseline from the top

TALL = 7.0
# height of the highest column, in lines of a table
WIDEST = 5.5
# room of a column at most, in ems of a table
_LEAST = 0.45
# share of the size of type below which labels are left out rather than made smaller
_STROKE = 0.5
# weight of the line that the bars stand on


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a drawing; `x` is their left edge, middle or right edge, `drop` that of their baseline."""

    text: str
    x: float
    drop: float
    size: float
    anchor: str
    # "start" | "middle" | "end"
    colour: str


@dataclass(slots=True, eq=False)
class Drawing:
    """What a chart is made of, measured in points from the top left corner."""

    width: float
    height: float
    parts: list[Words | Box] = field(default_factory=list)


def drawing(chart: Chart, theme: Theme, width: float, height: float) -> Drawing:
    """Draw a chart in points, no wider and no higher than asked: columns where they fit, else rows."""
    speech = Speech(fonts.adopt(theme), "", theme.colours.mark, theme.colours.link, {})
    pen = _Pen(theme, speech, galleys.styles(theme)["cell"])
    wide = max((pen.width(text) for bar in chart.bars for text in (bar.label, bar.shown)), default=0.0)
    slot = max(wide + pen.style.size, min(width / max(len(chart.bars), 1), WIDEST * pen.style.size))
    if slot * len(chart.bars) <= width:
        return _columns(chart.bars, pen, slot, height)
    return _rows(chart.bars, pen, width, height)


def placed(made: Drawing, speech: Speech, style: Style, element: Element) -> tuple[list[Placed], list[Box]]:
    """Set the words of a drawing as lines, beside its boxes."""
    texts: list[Placed] = []
    boxes: list[Box] = []
    for part in made.parts:
        if isinstance(part, Box):
            boxes.append(part)
        elif line := _line(speech, part.text, replace(style, size=part.size), element):
            share = {"start": 0.0, "middle": 0.5, "end": 1.0}[part.anchor]
            texts.append((line, part.x - line.width * share, part.drop))
    return texts, boxes


def sheet(chart: Chart, theme: Theme, width: float, height: float) -> bytes:
    """Write a PDF of one page that holds a chart and nothing else, for pictures."""
    from briefbook.writers.pdf import package, tagging

    made = drawing(chart, theme, width, height)
    style = galleys.styles(theme)["cell"]
    speech = Speech(fonts.adopt(theme), "", theme.colours.mark, theme.colours.link, {})
    element = Element("Figure", None, joined=True)
    texts, boxes = placed(made, speech, style, element)
    page = canvases.TaggedCanvas((made.width, made.height), "und")
    for box in boxes:
        page.box(element, box.left, made.height - box.drop - box.height, box.width, box.height, box.colour)
    for line, x, drop in texts:
        page.line(line, x, made.height - drop)
    page.end_page()
    tagging.embed_fonts(page)
    return package.pack(page._doc, page)


@dataclass(frozen=True, slots=True)
class _Pen:
    theme: Theme
    speech: Speech
    style: Style

    def line(self, text: str) -> Line | None:
        return _line(self.speech, text, self.style, _NOWHERE)

    def width(self, text: str) -> float:
        line = self.line(text)
        return line.width if line is not None else 0.0

    def text(self, made: Drawing, x: float, y: float, text: str, anchor: str) -> None:
        words = Words(text, x, made.height - y, self.style.size, anchor, self.theme.colours.text.upper())
        made.parts.append(words)

    def bar(self, made: Drawing, x: float, y: float, width: float, height: float) -> None:
        colour = (self.theme.colours.chart or self.theme.colours.heading).upper()
        made.parts.append(Box(x, made.height - y - height, width, height, colour))

    def stroke(self, made: Drawing, x: float, y: float, across: float, up: float) -> None:
        colour, half = self.theme.colours.text.upper(), _STROKE / 2
        top = made.height - (y + up) - half
        made.parts.append(Box(x - half, top, across + 2 * half, up + 2 * half, colour))


_NOWHERE = Element("Figure", None, joined=True)


def _columns(bars: Sequence[Bar], pen: _Pen, slot: float, height: float) -> Drawing:
    """Draw upright columns with the value above and the period below each."""
    leading, size = pen.theme.table.leading, pen.style.size
    values = _values(bars)
    top, low = max([0.0, *values]), min([0.0, *values])
    room = min(TALL * leading, max(height - 3.5 * leading, leading))
    unit = room / (top - low or 1.0)
    # The value of a negative column stands below it.
    foot = leading * (1.2 if low == 0 else 2.2)
    zero = foot - low * unit
    made = Drawing(max(slot * len(bars), 1.0), foot + room + leading)
    for index, (bar, value) in enumerate(zip(bars, values, strict=True)):
        middle = slot * (index + 0.5)
        thick = min(slot * 0.56, size * 3.2)
        high = max(abs(value) * unit, 0.5)
        pen.bar(made, middle - thick / 2, zero if value >= 0 else zero - high, thick, high)
        pen.text(made, middle, size * 0.3, bar.label, "middle")
        over = zero + high + size * 0.35 if value >= 0 else zero - high - size
        pen.text(made, middle, over, bar.shown, "middle")
    pen.stroke(made, 0, zero, made.width, 0)
    return made


def _rows(bars: Sequence[Bar], pen: _Pen, width: float, height: float) -> Drawing:
    """Draw lying bars with the period before and the value behind each; too many are drawn smaller."""
    bars = [replace(bar, shown=_cut(bar.shown, pen, width * 0.3)) for bar in bars]
    labels = _wrapped(bars, pen, width * 0.3)
    leading = pen.theme.table.leading
    full = sum(len(label) for label in labels) * leading + len(bars) * leading * 0.35
    scale = min(1.0, height / full)
    every = 1 if scale >= _LEAST else round(_LEAST / scale + 0.5)
    if scale < 1.0:
        size = pen.style.size * max(scale, _LEAST)
        pen = replace(pen, style=replace(pen.style, size=size))
    values = _values(bars)
    top, low = max([0.0, *values]), min([0.0, *values])
    told = max(pen.width(bar.shown) for bar in bars) + pen.style.size * 0.5
    gutter = max((pen.width(line) for label in labels for line in label), default=0.0) + pen.style.size * 0.7
    left = gutter + (told if low < 0 else 0.0)
    unit = max(width - left - told, width * 0.1) / (top - low or 1.0)
    zero = left - low * unit
    made = Drawing(width, full * scale)
    y = made.height
    for index, (bar, value, label) in enumerate(zip(bars, values, labels, strict=True)):
        tall = (len(label) + 0.35) * leading * scale
        long = max(abs(value) * unit, 0.5)
        thick = min(tall * 0.62, pen.style.size * 1.1)
        pen.bar(made, zero if value >= 0 else zero - long, y - tall / 2 - thick / 2, long, thick)
        if index % every == 0:
            first = y - tall / 2 + (len(label) - 1) * leading * scale / 2 - pen.style.size * 0.33
            for number, line in enumerate(label):
                pen.text(made, 0, first - number * leading * scale, line, "start")
            beside = zero + (long if value >= 0 else -long) + pen.style.size * (0.4 if value >= 0 else -0.4)
            place = y - tall / 2 - pen.style.size * 0.33
            pen.text(made, beside, place, bar.shown, "start" if value >= 0 else "end")
        y -= tall
    pen.stroke(made, zero, 0, 0, made.height)
    return made


def _wrapped(bars: Sequence[Bar], pen: _Pen, width: float) -> list[list[str]]:
    """Break labels that are too long for their column."""
    out: list[list[str]] = []
    for bar in bars:
        text = runs.run(pen.speech, bar.label, pen.style, _NOWHERE)
        broken = lines.ragged([text], width)
        out.append([_words(line) for line in broken] or [""])
    return out


def _cut(text: str, pen: _Pen, width: float) -> str:
    """Cut short what is no figure any more; the alternative text has it whole."""
    while len(text) > 1 and pen.width(text) > width:
        text = text[: min(len(text) - 2, int(len(text) * width / pen.width(text)))] + "…"
    return text


def _words(line: Line) -> str:
    return "".join(word.text if word else " " for _, words in line.parts for word in words)


def _values(bars: Sequence[Bar]) -> list[float]:
    return [float(bar.value) if isfinite(bar.value) else 0.0 for bar in bars]


def _line(speech: Speech, text: str, style: Style, element: Element) -> Line | None:
    made = lines.ragged([runs.run(speech, text, style, element)], 1e6)
    return made[0] if made else None
