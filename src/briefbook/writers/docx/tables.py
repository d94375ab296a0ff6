"""Tables: a caption above, a header row that is repeated, columns as wide as their words ask for."""

from __future__ import annotations

import math
from itertools import pairwise

from briefbook.model import document as d
from briefbook.writers import tree
from briefbook.writers.docx import drafts, elements, paragraphs, styles
from briefbook.writers.docx.drafts import Draft
from briefbook.writers.docx.paragraphs import Place, Setting

_WORD_LIMIT = 18
# letters of a word that a column makes room for
_LETTER = 0.58
# width of a letter, in ems: rather too much than too little
_NARROW = 0.6
# of the width: tables that need less are no wider than they need
_ROOM = 1.15
# for bold letters and the marks of notes
_SMALL = 10
# rows that are kept on one page where they fit
_SIDES = {"right": "right", "center": "center"}


def write(parent: Draft, table: d.Table, setting: Setting, place: Place) -> None:
    """Write a table."""
    columns = max(map(len, (table.header, *table.rows)))
    if not columns:
        return
    if table.caption:
        paragraphs.caption(parent, table.caption, setting, "Table")
    elif parent and drafts.name(parent[-1]) == "w:tbl":
        # two tables without a paragraph between them are one table to Word
        paragraphs.start(parent, setting, "AfterTable")
    setting.gap = 0
    available = setting.width - place.left
    widths = measure(table, columns, available, setting.theme.table.size)
    element = _open(parent, table, widths, place)
    sides = [_SIDES.get(side, "") for side in table.align] + [""] * (columns - len(table.align))
    _row(element, table.header, widths, sides, setting, heading=True, keep=True)
    last = len(table.rows) - 1
    for index, row in enumerate(table.rows):
        # of a longer one, no row stands alone on a page
        keep = index < last and (last < _SMALL or index in (0, last - 1))
        _row(element, row, widths, sides, setting, keep=keep)
    setting.gap = elements.twips(setting.theme.table.after)


def measure(table: d.Table, columns: int, available: int, size: float) -> list[int]:
    """Share a width among columns: each its longest word, what is left by how much they hold.

    A table that needs little of the width takes no more: figures far apart are hard to read together.
    """
    words, wishes = [0.0] * columns, [0.0] * columns
    letter = elements.twips(size * _LETTER)
    for row in (table.header, *table.rows):
        for index, cell in enumerate(row):
            text = tree.plain(cell)
            # figures with their unit are one word
            figures = table.align[index : index + 1] == ("right",) and len(text) <= _WORD_LIMIT
            split = [text] if figures else text.split()
            longest = min(max(map(len, split), default=1), _WORD_LIMIT)
            words[index] = max(words[index], (longest + 1) * letter + 2 * styles.CELL_PADDING)
            wishes[index] = max(wishes[index], len(text) * letter + 2 * styles.CELL_PADDING)
    wanted = round(sum(wishes) * _ROOM)
    if wanted <= available * _NARROW:
        return _rounded([wish * _ROOM for wish in wishes], wanted)
    spare = available - sum(words)
    if spare < 0:
        return _rounded([width * available / sum(words) for width in words], available)
    # the root keeps one long column from taking everything
    weights = [math.sqrt(max(wish - word, 0.0)) + 1 for word, wish in zip(words, wishes, strict=True)]
    shares = [word + spare * weight / sum(weights) for word, weight in zip(words, weights, strict=True)]
    return _rounded(shares, available)


def _rounded(widths: list[float], total: int) -> list[int]:
    edges = [0]
    position = 0.0
    for width in widths:
        position += width
        edges.append(round(position))
    edges[-1] = total
    return [right - left for left, right in pairwise(edges)]


def _open(parent: Draft, table: d.Table, widths: list[int], place: Place) -> Draft:
    element = drafts.add(parent, "tbl")
    properties = drafts.add(element, "tblPr")
    drafts.put(properties, "tblStyle", val="BriefTable")
    drafts.put(properties, "tblW", w=sum(widths), type="dxa")
    drafts.put(properties, "tblInd", w=place.left, type="dxa")
    drafts.put(properties, "tblLayout", type="fixed")
    drafts.put(properties, "tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0,
                 noHBand=0, noVBand=1)  # fmt: skip
    caption = tree.legal(tree.plain(table.caption))
    columns = tree.legal("; ".join(map(tree.plain, table.header)))
    if caption:
        drafts.put(properties, "tblCaption", val=caption)
    if columns:
        drafts.put(properties, "tblDescription", val=columns)
    grid = drafts.add(element, "tblGrid")
    for width in widths:
        drafts.put(grid, "gridCol", w=width)
    return element


def _row(
    element: Draft,
    row: tuple[d.Inlines, ...],
    widths: list[int],
    sides: list[str],
    setting: Setting,
    *,
    heading: bool = False,
    keep: bool = False,
) -> None:
    style = "TableHeading" if heading else "TableText"
    tr = drafts.add(element, "tr")
    properties = drafts.add(tr, "trPr")
    drafts.put(properties, "cantSplit")
    if heading:
        drafts.put(properties, "tblHeader")
    for index, width in enumerate(widths):
        cell = drafts.add(tr, "tc")
        drafts.put(drafts.add(cell, "tcPr"), "tcW", w=width, type="dxa")
        paragraph = paragraphs.start(cell, setting, style, keep=keep, align=sides[index])
        paragraphs.fill(paragraph, row[index] if index < len(row) else (), setting)
