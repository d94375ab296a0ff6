"""Tables: column widths from their content, rows that stay whole, a header that is printed again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile

from briefbook.model import document as d
from briefbook.writers.pdf import decimals, lines, notes, runs, structure, wide
from briefbook.writers.pdf import galley as galleys
from briefbook.writers.pdf.galley import FORBIDDEN, Galley, Item, Rule
from briefbook.writers.pdf.lines import Line
from briefbook.writers.pdf.pages import DEAR, GOAL, SEPARATOR
from briefbook.writers.pdf.runs import Run
from briefbook.writers.pdf.structure import Element

HEAVY, MIDDLE, LIGHT = 0.9, 0.5, 0.25
# weights of the rules: above and below the table, below its header, between rows
SMALL, SHARE = 8, 1 / 3
# a table of so many rows or of that share of a page stays on one
LONE = DEAR * 1.2
# cost of a high row alone on a page: less than that of a page that is left too empty


@dataclass(slots=True, eq=False)
class _Cell:
    runs: list[Run]
    notes: list[d.Note]
    element: Element
    pad: float = 0.0
    # room right of a figure that has fewer decimals than others of its column


@dataclass(slots=True, eq=False)
class _Columns:
    lefts: list[float]
    widths: list[float]
    hangs: list[float]
    # room right of a column for marks behind right-aligned figures
    align: tuple[str, ...]
    right: float


def set_table(galley: Galley, block: d.Table, parent: Element, x: float, width: float) -> None:
    """Set a table; one wider than the page is set smaller, in several parts if need be."""
    size, parts = wide.fitted(galley, block, width)
    theme, styles = galley.theme, galley.styles
    if size < 1.0:
        table = replace(theme.table, size=theme.table.size * size, leading=theme.table.leading * size)
        galley.theme = replace(theme, table=table)
        smaller = {name: replace(styles[name], size=table.size) for name in ("cell", "head cell")}
        galley.styles = {**styles, **smaller}
    for part in parts:
        _set_whole(galley, part, parent, x, width)
    galley.theme, galley.styles = theme, styles


def _set_whole(galley: Galley, block: d.Table, parent: Element, x: float, width: float) -> None:
    table = structure.add(parent, "Table")
    if block.caption:
        _caption(galley, block.caption, table, x, width)
    head = _cells(galley, structure.add(table, "THead"), block.header, True)
    body = structure.add(table, "TBody")
    rows = [_cells(galley, body, row, False) for row in block.rows]
    for index, side in enumerate(block.align[: len(head)]):
        if side == "right":
            for cell, pad in zip((row[index] for row in rows), _pads(rows, index), strict=True):
                cell.pad = pad
    columns = _columns(galley, [head, *rows], block.align, x, width)
    for row in (head, *rows):
        for cell in row:
            notes.footnotes(galley, cell.notes, cell.element)
    items = _items(galley, head, rows, columns)
    before = 0.0 if block.caption else galley.theme.table.before
    galleys.place(galley, items, before, galley.theme.table.after)


def _pads(rows: list[list[_Cell]], index: int) -> list[float]:
    return decimals.pads([row[index].runs for row in rows])


def _items(galley: Galley, head: list[_Cell], rows: list[list[_Cell]], columns: _Columns) -> list[Item]:
    """Set header and rows; a header that would eat a third of every page is printed once."""
    header = _row(galley, head, columns, MIDDLE)
    left = columns.lefts[0] if columns.lefts else 0.0
    header.rules = (Rule(left, columns.right, 0.0, HEAVY), *header.rules)
    repeated = header if header.height < galley.height / 3 else None
    items = _whole_or_split(galley, header, None)
    for item in items:
        item.kind = "heading"
        item.penalty = 2 * FORBIDDEN if len(items) == 1 and rows else 0.0
    bodies: list[list[Item]] = []
    for index, row in enumerate(rows):
        made = _row(galley, row, columns, HEAVY if index == len(rows) - 1 else LIGHT)
        bodies.append(_whole_or_split(galley, made, repeated))
        for part in bodies[-1][index == 0 :]:
            part.head = repeated
    _keep(galley, header.height, bodies)
    return items + [part for parts in bodies for part in parts]


def _keep(galley: Galley, above: float, rows: list[list[Item]]) -> None:
    """Rate the page breaks between rows: a small table stays whole, and no row is alone on a page.

    What would leave a page too empty is only made dear, so that the page is filled rather.
    """
    heights = [sum(item.height + _noted(galley, item) for item in row) for row in rows]
    last = len(rows) - 1
    small = last < SMALL or above + sum(item.height for row in rows for item in row) <= galley.height * SHARE
    for index, row in enumerate(rows[:-1]):
        row[-1].penalty = DEAR if small else 0.0
        if index in (0, last - 1):
            moved = sum(heights if last < 3 else heights[:2] if index == 0 else heights[-2:])
            moved += above + (_led(galley) if index == 0 or last < 3 else 0.0)
            row[-1].penalty = FORBIDDEN if moved <= galley.height * (1 - GOAL) else LONE


def _led(galley: Galley) -> float:
    """Measure what stands above a table and goes with it: its caption, a heading, words that introduce it."""
    items = takewhile(lambda item: item.penalty >= FORBIDDEN, reversed(galley.items))
    return sum(item.height + item.space for item in items)


def _noted(galley: Galley, item: Item) -> float:
    return sum(line.height + line.space for note in item.notes for line in galley.notes[note])


def _caption(galley: Galley, caption: d.Inlines, table: Element, x: float, width: float) -> None:
    theme = galley.theme.table
    element = structure.add(table, "Caption")
    text, called = runs.flatten(galley.speech, caption, galley.styles["head cell"], element)
    items = galleys.column(lines.balanced(text, width), "heading", x, theme.size, theme.leading)
    for item in items:
        item.penalty = 2 * FORBIDDEN
    galleys.place(galley, items, max(theme.before, galley.theme.body.after), 3.0)
    notes.footnotes(galley, called, element)


def _cells(galley: Galley, group: Element, row: tuple[d.Inlines, ...], header: bool) -> list[_Cell]:
    line = structure.add(group, "TR")
    style = galley.styles["head cell" if header else "cell"]
    cells: list[_Cell] = []
    for inlines in row:
        if header:
            element = structure.add(line, "TH", "/A<</O/Table/Scope/Column>>")
        else:
            element = structure.add(line, "TD")
        cells.append(_Cell(*runs.flatten(galley.speech, inlines, style, element), element))
    return cells


def _columns(
    galley: Galley, rows: list[list[_Cell]], align: tuple[str, ...], x: float, width: float, gap: float = 0.0
) -> _Columns:
    """Share the width: each column its longest line if there is room, else at least its longest word."""
    count = len(rows[0])
    align = tuple(align) + ("",) * count
    theme = galley.theme.table
    gap = gap or min(theme.size * 1.5, width * 0.3 / max(count, 1))
    hangs = [_hang(rows, index) if align[index] == "right" else 0.0 for index in range(count)]
    fixed = gap * (count - 1) + sum(hangs)
    if fixed > width * 0.6:
        hangs, fixed = [0.0] * count, gap * (count - 1)
    room = width - fixed
    longest, widest = [0.0] * count, [0.0] * count
    for row in rows:
        for index, cell in enumerate(row[:count]):
            if cell.runs:
                line, word = lines.natural_width(cell.runs)
                line += cell.pad - min(_marks(cell.runs), hangs[index])
                longest[index] = max(longest[index], line + 0.01)
                widest[index] = max(widest[index], min(word, room * 0.4) + 0.01)
    wanted, least = sum(longest), sum(widest)
    if wanted <= room:
        widths = longest
        right = x + width if wanted > room * 0.6 else x + wanted + fixed
        spare = (right - x - fixed - wanted) / max(count - 1, 1)
        gap += spare if count > 1 else 0.0
    elif least > room and gap > theme.size * wide.TIGHT:
        return _columns(galley, rows, align, x, width, theme.size * wide.TIGHT)
    elif least < room:
        share = (room - least) / (wanted - least)
        widths = [low + (high - low) * share for low, high in zip(widest, longest, strict=True)]
        right = x + width
    else:
        widths = [max(low * room / least, room / count / 4) for low in widest]
        scale = room / sum(widths)
        widths = [each * scale for each in widths]
        right = x + width
    lefts = [x + sum(widths[:index]) + sum(hangs[:index]) + gap * index for index in range(count)]
    return _Columns(lefts, widths, hangs, align, right)


def _hang(rows: list[list[_Cell]], index: int) -> float:
    """Measure the widest marks at the end of a cell of a column."""
    return max((_marks(row[index].runs) for row in rows if index < len(row)), default=0.0)


def _marks(text: list[Run]) -> float:
    width = 0.0
    if any(run.text == "\n" for run in text):
        return width
    for run in reversed(text):
        if not run.tight:
            break
        width += lines.natural_width([run])[0]
    return width


def _row(galley: Galley, cells: list[_Cell], columns: _Columns, weight: float) -> Item:
    theme = galley.theme.table
    drop = galleys.baseline(theme.size, theme.leading)
    space = _pad(galley)
    placed: list[tuple[Line, float, float]] = []
    called: list[int] = []
    deepest = 1
    for index, cell in enumerate(cells[: len(columns.widths)]):
        width = columns.widths[index]
        hang = columns.hangs[index]
        room = width + min(_marks(cell.runs), hang)
        alone = lines.natural_width(cell.runs)[0] <= room
        set_lines = lines.ragged(cell.runs, (room if alone else width) + 0.02)
        pad = cell.pad if len(set_lines) == 1 else 0.0
        for number, line in enumerate(set_lines):
            x = columns.lefts[index] + _shift(line, width, columns.align[index], hang, pad)
            placed.append((line, x, space + number * theme.leading + drop))
            called.extend(line.notes)
            deepest = max(deepest, number + 1)
    height = deepest * theme.leading + 2 * space
    rule = Rule(columns.lefts[0] if columns.lefts else 0.0, columns.right, height, weight)
    return Item("row", height, placed, notes=tuple(called), rules=(rule,))


def _pad(galley: Galley) -> float:
    return galley.theme.table.leading * 0.2


def _shift(line: Line, width: float, align: str, hang: float, pad: float) -> float:
    """Move a line in its cell; marks behind right-aligned figures hang in the gap, so that figures align."""
    if align not in ("right", "center"):
        return 0.0
    measure = line.width
    if align == "right":
        marks = 0.0
        for (run, _), wide in zip(reversed(line.parts), reversed(line.widths), strict=True):
            if not run.tight:
                break
            marks += wide
        measure += max(min(pad, width - measure + min(marks, hang)), 0.0) - min(marks, hang)
    return (width - measure) * (1.0 if align == "right" else 0.5)


def _whole_or_split(galley: Galley, item: Item, header: Item | None) -> list[Item]:
    """Keep a row whole if it and the beginnings of its notes fit a page, else make an item of every line."""
    heights = [sum(line.height + line.space for line in galley.notes[note]) for note in item.notes]
    needed = sum(heights[:-1]) + galley.theme.note.leading + galley.theme.note.after if heights else 0.0
    above = header.height if header is not None else 0.0
    if item.height + above + needed + SEPARATOR <= galley.height:
        return [item]
    theme = galley.theme.table
    pad = _pad(galley)
    count = round((item.height - 2 * pad) / theme.leading)
    out: list[Item] = []
    for number in range(count):
        top = 0.0 if number == 0 else pad + number * theme.leading
        bottom = item.height if number == count - 1 else pad + (number + 1) * theme.leading
        held = [(line, x, drop - top) for line, x, drop in item.lines if top < drop < bottom]
        called = tuple(note for line, _, _ in held for note in line.notes)
        out.append(Item("row", bottom - top, held, notes=called, part=(number, count)))
    out[-1].rules = tuple(Rule(rule.left, rule.right, out[-1].height, rule.weight) for rule in item.rules)
    return out
