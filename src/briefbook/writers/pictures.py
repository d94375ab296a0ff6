"""Charts as pictures, for formats that hold no drawings of ours: PNG for Word, SVG for the web."""

from __future__ import annotations

import io
from html import escape
from typing import TYPE_CHECKING

from briefbook.model.document import Chart
from briefbook.model.theme import Theme

if TYPE_CHECKING:
    from briefbook.writers.pdf import charts

DPI = 300


def png(chart: Chart, theme: Theme) -> bytes:
    """Draw a chart as PNG at 300 dots per inch, on white; the same chart and theme give the same bytes."""
    import pypdfium2

    from briefbook.writers.pdf import charts

    file = pypdfium2.PdfDocument(charts.sheet(chart, theme, *_room(theme)))
    try:
        picture = file[0].render(scale=DPI / 72).to_pil()
        if picture.mode != "RGB":
            picture = picture.convert("RGB")
    finally:
        file.close()
    out = io.BytesIO()
    # the last 4 % of its bytes would cost a seventh of the time of a whole brief
    picture.save(out, "PNG", dpi=(DPI, DPI), compress_level=6)
    return out.getvalue()


def svg(chart: Chart, theme: Theme) -> str:
    """Draw a chart as a self-contained SVG element that says its figures to those who do not see it."""
    from briefbook.writers.pdf import charts

    made = charts.drawing(chart, theme, *_room(theme))
    wide, high = _number(made.width), _number(made.height)
    said = "; ".join(f"{bar.label}: {bar.shown}" for bar in chart.bars)
    name = _clean(f"{chart.title} ({chart.unit}): {said}" if chart.unit else f"{chart.title}: {said}")
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(name)}" '
        f'width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" '
        f'font-family="{escape(theme.font)}, Georgia, serif">'
    ]
    for part in made.parts:
        if isinstance(part, charts.Words):
            out.append(_text(part))
        else:
            out.append(
                f'<rect x="{_number(part.left)}" y="{_number(part.drop)}" width="{_number(part.width)}" '
                f'height="{_number(part.height)}" fill="#{part.colour}"/>'
            )
    out.append("</svg>")
    return "\n".join(out)


def _text(words: charts.Words) -> str:
    said = escape(_clean(words.text), quote=False)
    return (
        f'<text x="{_number(words.x)}" y="{_number(words.drop)}" font-size="{_number(words.size)}" '
        f'text-anchor="{words.anchor}" fill="#{words.colour}">{said}</text>'
    )


def _room(theme: Theme) -> tuple[float, float]:
    from briefbook.writers.pdf import galley

    width, height = galley.text_area(theme.page)
    return width, height * 0.6


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _clean(text: str) -> str:
    """Take out what XML may not hold."""
    from briefbook.writers.pdf import runs

    return runs.clean(text)
