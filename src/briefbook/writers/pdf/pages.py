"""The page builder: cuts the galley into pages and puts each footnote on the page of its mark.

A page is a stretch of items and a stretch of the lines of all notes, in the order of their marks. Both
are measured once as running sums, so a page is found by bisection and the cost of a document is linear.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from briefbook.writers.pdf.galley import FORBIDDEN, Item

SEPARATOR = 16.0
# the rule above the notes of a page and the white around it, points

GOAL = 0.8
# no page but the last is filled less, where that can be reached

GIVE = 0.5
EASE = 0.3
# share by which the white between blocks may grow: on a page that would else stay below the goal, and on a
# page that is filled by it

_BEAM = 6
_CHOICES = 6
# page ends followed at a time, and ends tried for a page
DEAR = 2000.0
# cost of an end that is tried beside these: less than that of a page filled below the goal
_CARRIED = 0.45
# share of a page that the rest of a long note may claim while text goes on
_EPSILON = 0.01


@dataclass(slots=True, eq=False)
class Page:
    """What stands on a page: items, lines of notes, and how much wider the white is set."""

    items: list[Item]
    notes: list[Item]
    head: Item | None = None
    # header row of a table that goes on from the page before
    continued: bool = False
    # the notes begin with the rest of one from the page before
    stretch: float = 1.0
    fill: float = 0.0
    # height of text and notes against the text area


def paginate(items: list[Item], notes: dict[int, list[Item]], height: float) -> list[Page]:
    """Cut items into pages of a height, with the notes that they call."""
    if not items:
        return [Page([], [])]
    column = _measure(items, notes, height)
    end = _search(column)
    pages: list[Page] = []
    while end is not None and end.parent is not None:
        pages.append(_page(column, end.parent, end))
        end = end.parent
    return pages[::-1]


@dataclass(slots=True, eq=False)
class _Column:
    items: list[Item]
    lines: list[Item]
    # of all notes, in the order of their marks
    height: float
    tops: list[float] = field(default_factory=lambda: [0.0])
    # height of the items before
    whites: list[float] = field(default_factory=lambda: [0.0])
    # of which white
    needs: list[float] = field(default_factory=list)
    # height of the items before and of the notes that must have begun with them
    calls: list[int] = field(default_factory=lambda: [0])
    # lines of the notes that the items before call
    begun: list[int] = field(default_factory=lambda: [0])
    # lines up to the first one of the last of these notes
    depths: list[float] = field(default_factory=lambda: [0.0])
    # height of the note lines before
    splits: list[float] = field(default_factory=list)
    # cost of parting the notes before a line


@dataclass(slots=True, eq=False)
class _End:
    """A page end: the items and the note lines that are set by then."""

    item: int
    line: int
    cost: float
    parent: _End | None


def _measure(items: list[Item], notes: dict[int, list[Item]], height: float) -> _Column:
    column = _Column(items, [], height)
    for item in items:
        column.tops.append(column.tops[-1] + item.space + item.height)
        column.whites.append(column.whites[-1] + item.space)
        begun = column.begun[-1]
        start = len(column.lines)
        for number in item.notes:
            begun = len(column.lines) + 1
            _add_note(column, notes[number])
        head = item.head.height if item.head is not None else 0.0
        least = column.depths[begun] - column.depths[start] + SEPARATOR
        if item.notes and item.height + head + least > height:
            # More notes than a page holds: the first begins beside its mark, the others follow.
            begun = start + 1
        column.calls.append(len(column.lines))
        column.begun.append(begun)
    column.splits.append(0.0)
    column.needs = [top + column.depths[begun] for top, begun in zip(column.tops, column.begun, strict=True)]
    return column


def _add_note(column: _Column, note: list[Item]) -> None:
    count = len(note)
    for index, line in enumerate(note):
        column.lines.append(line)
        column.depths.append(column.depths[-1] + line.space + line.height)
        alone = index in (1, count - 1)
        column.splits.append(0.0 if index == 0 else 600.0 if alone else 60.0)


def _search(column: _Column) -> _End | None:
    """Follow the best few page ends from page to page until one has set everything."""
    frontier = [_End(0, 0, 0.0, None)]
    last, lines = len(column.items), len(column.lines)
    best: _End | None = None
    while frontier:
        reached: dict[tuple[int, int], _End] = {}
        for start in frontier:
            for item, line, cost in _ends(column, start.item, start.line):
                total = start.cost + cost
                known = reached.get((item, line))
                if known is None or total < known.cost:
                    reached[item, line] = _End(item, line, total, start)
        done = reached.pop((last, lines), None)
        if done is not None and (best is None or done.cost < best.cost):
            best = done
        frontier = sorted(reached.values(), key=lambda end: (end.cost, -end.item, -end.line))[:_BEAM]
        if best is not None:
            frontier = [end for end in frontier if end.cost < best.cost - FORBIDDEN]
    return best


def _ends(column: _Column, item: int, line: int) -> list[tuple[int, int, float]]:
    """List where a page may end that begins with an item and a note line, with the cost of each."""
    base = _base(column, item)
    carried = min(column.depths[column.calls[item]] - column.depths[line], column.height * _CARRIED)
    room = column.height - (carried + SEPARATOR if column.calls[item] > line else 0.0)
    furthest = bisect_right(column.tops, base + room + _EPSILON) - 1
    asked = base + column.height + column.depths[line] - SEPARATOR + _EPSILON
    if column.begun[furthest] > line:
        furthest = min(furthest, max(bisect_right(column.needs, asked) - 1, _quiet(column, item, line)))
    found = _candidates(column, item, line, furthest, base, FORBIDDEN)
    if not found and furthest > item:
        found = _candidates(column, item, line, furthest, base, FORBIDDEN * 10)
    return found or [_forced(column, item, line, base)]


def _base(column: _Column, item: int) -> float:
    """Give the height at which the text of a page begins; its first white is dropped."""
    if item >= len(column.items):
        return column.tops[item]
    first = column.items[item]
    head = first.head.height if first.head is not None else 0.0
    return column.tops[item] + first.space - head


def _quiet(column: _Column, item: int, line: int) -> int:
    """Find the last item up to which no note begins that is not begun already."""
    return bisect_right(column.begun, line, item) - 1


def _candidates(
    column: _Column, item: int, line: int, furthest: int, base: float, limit: float
) -> list[tuple[int, int, float]]:
    out: list[tuple[int, int, float]] = []
    count, choices = len(column.items), 0
    nearest = item if column.calls[item] > line else item + 1
    for end in range(furthest, nearest - 1, -1):
        penalty = column.items[end - 1].penalty if item < end < count else 0.0
        if penalty >= limit:
            continue
        used = column.tops[end] - base if end > item else 0.0
        until = _note_end(column, end, line, column.height - used)
        if until is None or (end == item and until == line):
            continue
        cost = penalty + column.splits[until] + _slack(column, item, end, line, until, used)
        out.append((end, until, cost))
        choices += penalty < DEAR
        if choices == _CHOICES:
            break
    return out


def _note_end(column: _Column, end: int, line: int, room: float) -> int | None:
    """Find the note line before which a page ends, or None where a note of the page could not begin."""
    called, depths = column.calls[end], column.depths
    if called <= line:
        return line
    until = min(bisect_right(depths, depths[line] + room - SEPARATOR + _EPSILON) - 1, called)
    least = max(column.begun[end], line)
    if until < least or until < line:
        return None
    if until < called and until - 1 > max(least, line) and column.splits[until - 1] < column.splits[until]:
        until -= 1
    return until


def _slack(column: _Column, item: int, end: int, line: int, until: int, used: float) -> float:
    """Rate the empty part of a page."""
    finished = end == len(column.items) and until == len(column.lines)
    height = column.height
    if until > line:
        used += column.depths[until] - column.depths[line] + SEPARATOR
    if finished:
        return 0.0 if used > height * 0.08 else 50.0
    free = max(height - used, 0.0) / height
    cost = (free * 100) ** 2
    if free > 1 - GOAL:
        white = column.whites[end] - column.whites[item + 1] if end > item else 0.0
        if free - white * GIVE / height > 1 - GOAL:
            cost += FORBIDDEN / 4
    return cost


def _forced(column: _Column, item: int, line: int, base: float) -> tuple[int, int, float]:
    """End a page after one item whose notes cannot all begin on it, as full as it goes."""
    end = min(item + 1, len(column.items))
    room = column.height - (column.tops[end] - base) - SEPARATOR + _EPSILON
    until = bisect_right(column.depths, column.depths[line] + room) - 1
    # A line of a note that is higher than a page has one to itself: every page takes something.
    until = max(min(until, column.calls[end]), line if end > item else line + 1)
    return (end, until, FORBIDDEN * 20)


def _page(column: _Column, start: _End, end: _End) -> Page:
    items = column.items[start.item : end.item]
    notes = column.lines[start.line : end.line]
    page = Page(items, notes)
    page.head = items[0].head if items else None
    page.continued = bool(notes) and start.line < column.calls[start.item]
    used = column.tops[end.item] - _base(column, start.item) if items else 0.0
    if notes:
        used += column.depths[end.line] - column.depths[start.line] + SEPARATOR
    finished = end.item == len(column.items) and end.line == len(column.lines)
    white = column.whites[end.item] - column.whites[start.item + 1] if items else 0.0
    free = column.height - used
    if white and not finished and free > 0 and (free <= white * EASE or used < column.height * GOAL):
        page.stretch = 1 + min(free / white, GIVE)
        used += white * (page.stretch - 1)
    page.fill = used / column.height
    return page
