"""Tables wider than the page: set smaller, and parted by their columns where that is not enough."""

from __future__ import annotations

from dataclasses import replace

from briefbook.model import document as d
from briefbook.writers.pdf import contents, lines, runs
from briefbook.writers.pdf.galley import Galley
from briefbook.writers.pdf.structure import Element

MANY = 6
# columns; a table of fewer finds room by breaking its lines
SIZES = (1.0, 0.9, 0.8, 0.72)
# shares of the size of a table that are tried
TIGHT = 0.6
# ems between columns, at least


def fitted(galley: Galley, block: d.Table, width: float) -> tuple[float, list[d.Table]]:
    """Give the share of its size at which a table is set, and the parts that stand below each other.

    No figure is ever broken over two lines while there is another way.
    """
    count = len(block.header)
    if count < MANY:
        return 1.0, [block]
    widest = _widest(galley, block)
    gap = galley.theme.table.size * TIGHT
    for size in SIZES:
        if (sum(widest) + gap * (count - 1)) * size <= width:
            return size, [block]
    groups: list[list[int]] = [[]]
    reach = widest[0]
    for index in range(1, count):
        if groups[-1] and (reach + gap + widest[index]) * SIZES[-1] > width:
            groups.append([])
            reach = widest[0]
        groups[-1].append(index)
        reach += gap + widest[index]
    parts = [_part(block, group, number, len(groups)) for number, group in enumerate(groups, 1)]
    return SIZES[-1], parts


def _widest(galley: Galley, block: d.Table) -> list[float]:
    """Measure the longest word of each column."""
    out = [0.0] * len(block.header)
    nowhere = Element("TD", None)
    for row, look in ((block.header, "head cell"), *((row, "cell") for row in block.rows)):
        for index, cell in enumerate(row[: len(out)]):
            text, _ = runs.flatten(galley.speech, cell, galley.styles[look], nowhere)
            if text:
                out[index] = max(out[index], lines.natural_width(text)[1] + 0.05)
    return out


def _part(block: d.Table, group: list[int], number: int, count: int) -> d.Table:
    """Cut out some columns; the first column stands in every part, its notes in the first only."""
    align = tuple(block.align) + ("",) * len(block.header)

    def kept(row: tuple[d.Inlines, ...]) -> tuple[d.Inlines, ...]:
        first = row[0] if number == 1 else contents.plain(row[0])
        return (first, *(row[index] for index in group))

    caption = block.caption
    if caption and count > 1:
        words = caption if number == 1 else contents.plain(caption)
        caption = (*words, d.Text(f" ({number}/{count})"))
    rows = tuple(kept(row) for row in block.rows)
    return replace(
        block,
        header=kept(block.header),
        rows=rows,
        align=(align[0], *(align[at] for at in group)),
        caption=caption,
    )
