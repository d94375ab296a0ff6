"""How good the pages of a document are: fill, word spaces, what stands alone at the edges of pages."""

from __future__ import annotations

from dataclasses import dataclass, field

import builder

from briefbook.model.document import Document
from briefbook.model.theme import Theme
from briefbook.writers.pdf.galley import Item

TIGHTEST, WIDEST = 0.7, 1.8
# word space against its natural width


@dataclass(frozen=True, slots=True)
class PageQuality:
    """What a typographer would look at on one page."""

    number: int
    fill: float
    # height of text and notes, separator included, against the text area
    lines: int
    # justified lines, the last ones of paragraphs left out
    gaps: list[tuple[float, str]] = field(default_factory=list)
    # lines whose word space is outside the range: ratio and text
    short: list[str] = field(default_factory=list)
    # lines set ragged because nothing else would fit
    alone: list[str] = field(default_factory=list)
    # headings at the foot, single first or last lines of paragraphs at an edge


def measure(document: Document, theme: Theme) -> list[PageQuality]:
    """Measure every page of a document."""
    galley, cut = builder.build(document, theme)
    out: list[PageQuality] = []
    for number, page in enumerate(cut, 1):
        quality = PageQuality(number, builder.height(page) / galley.height, _justified(page.items))
        for item in page.items:
            for line, x, _ in item.lines[-1:]:
                if not TIGHTEST - 0.005 <= line.ratio <= WIDEST + 0.005:
                    quality.gaps.append((line.ratio, _text(item)))
                wide = galley.width - x - line.x - line.width > 12
                inner = item.kind == "line" and item.part[0] < item.part[1] - 1
                if theme.justify and inner and line.extra == 0.0 and wide:
                    quality.short.append(_text(item))
        if page.items:
            first, last = page.items[0], page.items[-1]
            if number < len(cut) and last.kind == "heading":
                quality.alone.append(f"heading at the foot: {_text(last)}")
            if number < len(cut) and last.kind == "line" and last.part[0] == 0 and last.part[1] > 1:
                quality.alone.append(f"first line at the foot: {_text(last)}")
            if number > 1 and first.kind == "line" and first.part[0] == first.part[1] - 1 > 0:
                quality.alone.append(f"last line at the head: {_text(first)}")
        out.append(quality)
    return out


def _justified(items: list[Item]) -> int:
    return sum(item.kind == "line" and item.part[0] < item.part[1] - 1 for item in items)


def _text(item: Item) -> str:
    return " | ".join(
        "".join(word.text if word else " " for _, words in line.parts for word in words)
        for line, _, _ in item.lines
    )
