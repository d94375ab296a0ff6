"""Charts as pictures, for formats that hold no drawings of ours: PNG for Word, SVG for the web."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from briefbook.model.document import Chart
from briefbook.model.theme import Theme

if TYPE_CHECKING:
    from briefbook.writers.pdf import charts

DPI = 300
_BARS, _WORDS = "000000", "010101"
# the greys that a picture is drawn in: boxes have no soft edges, those of words are the shades up to white
_INDEXED = struct.pack(">BBBBB", 8, 3, 0, 0, 0)
# a byte a dot, the number of its colour


def png(chart: Chart, theme: Theme) -> bytes:
    """Draw a chart as PNG at 300 dots per inch, on white; the same chart and theme give the same bytes."""
    import pypdfium2

    from briefbook.writers.pdf import charts

    greys = replace(theme, colours=replace(theme.colours, text=_WORDS, chart=_BARS))
    file = pypdfium2.PdfDocument(charts.sheet(chart, greys, *_room(theme)))
    try:
        drawn = file[0].render(scale=DPI / 72, prefer_bgrx=True)
        wide, high, step = drawn.width, drawn.height, drawn.stride // 4
        # what is grey is told by one of its four bytes
        dots = bytes(drawn.buffer)[::4]
    finally:
        file.close()
    # each row begins with a nought: it is not filtered
    rows = b"\0".join([b"", *[dots[start : start + wide] for start in range(0, high * step, step)]])
    # in flat art with soft edges, longer searches find a fifth more, at thrice the time
    packer = zlib.compressobj(strategy=zlib.Z_RLE)
    inch = round(DPI / 0.0254)
    return b"\x89PNG\r\n\x1a\n" + b"".join((
        _piece(b"IHDR", struct.pack(">II", wide, high) + _INDEXED),
        _piece(b"PLTE", _palette(theme.colours.chart or theme.colours.heading, theme.colours.text)),
        _piece(b"pHYs", struct.pack(">IIB", inch, inch, 1)),
        _piece(b"IDAT", packer.compress(rows) + packer.flush()),
        _piece(b"IEND", b""),
    ))  # fmt: skip


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


@lru_cache(maxsize=16)
def _palette(bars: str, words: str) -> bytes:
    """The colour of each grey: that of the bars, then that of the words in all its shades up to white."""
    ink = bytes.fromhex(words)
    shades = ((255 * white + part * (255 - white)) // 255 for white in range(2, 256) for part in ink)
    return bytes.fromhex(bars) + ink + bytes(shades)


def _piece(kind: bytes, data: bytes) -> bytes:
    """A piece of a PNG (ISO 15948, 5.3)."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


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
