"""Where lines end: Knuth and Plass for justified text, first fit for ragged text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from math import inf
from typing import TypeAlias

from briefbook.writers.pdf import hyphens, shape
from briefbook.writers.pdf.runs import Run
from briefbook.writers.pdf.shape import Word

STRETCH = 0.8
SHRINK = 0.28
# a word space may grow to 1.8 of its width and shrink to 0.72

RUNT = 0.08
# share of the width below which a last line looks torn off

Place: TypeAlias = tuple[int, int]
# token and characters of it before the break; 0 = at a word space, -1 = before the token without one

Break: TypeAlias = tuple[float, float, float, float, int, int, Place]
# where a line that ends here ends, where the next begins, the word spaces before either, penalty,
# 1 where a hyphen is drawn, place


Part: TypeAlias = tuple[Run, list[Word | None]]
# words of one run, None = a word space


@dataclass(slots=True, eq=False)
class Text:
    """A text up to where a line is forced: its words run by run, and one by one with the run of each."""

    parts: list[Part]
    natural: float = 0.0
    # its width in one line, when that is known
    starts: list[int] = field(default_factory=list)
    # at which word or word space each part begins
    table: list[Break] = field(default_factory=list)
    level: int = -1
    unbroken: float = 0.0
    # the places where it may be broken that were found last, how freely (-1 = for one width alone), and the
    # widest stretch without one

    def stretch(self, token: int, end: int) -> list[Part]:
        """Give its words from a place to another, run by run; words and word spaces are counted."""
        if not self.starts:
            self.starts = list(accumulate([len(words) for _, words in self.parts], initial=0))
        found: list[Part] = []
        at = bisect_right(self.starts, token) - 1
        while at < len(self.parts) and (start := self.starts[at]) < end:
            run, words = self.parts[at]
            found.append((run, words[max(token - start, 0) : end - start]))
            at += 1
        return found


def opportunities(text: Text, level: int, width: float) -> list[Break]:
    """List the places where a paragraph may be broken; the last one is its end.

    `level` says how freely words are hyphenated, see `hyphens.cuts`. Where nothing is wider than the width
    the width has no say in them, and they are kept.
    """
    if text.level != level or text.unbroken > width:
        text.table, text.unbroken = _found(text, level, width)
        text.level = level if text.unbroken <= width else -1
    return text.table


def _found(text: Text, level: int, width: float) -> tuple[list[Break], float]:
    """Find the places, and how wide a line must be to have all that cannot be broken."""
    out: list[Break] = []
    count = 0
    reach = spaces = unbroken = hang = needed = 0.0
    before: tuple[float, float] | None = None
    # where a line ends at the word space before this word, and the word spaces before it
    for run, words in text.parts:
        scale = run.scale
        space = run.setting.space * scale
        for index, word in enumerate(words, count):
            if word is None:
                before = (reach - hang, spaces)
                reach += space
                spaces += space
                unbroken = 0.0
                continue
            if before is not None:
                start = reach + word.left * scale if word.left else reach
                out.append((before[0], start, before[1], spaces, 0, 0, (index - 1, 0)))
                before = None
            wide = word.width * scale
            unbroken += wide
            if unbroken > needed:
                needed = unbroken
            if unbroken > width and unbroken > wide:
                out.append((reach, reach, spaces, spaces, _ANYWHERE, 0, (index, -1)))
                unbroken = wide
            if wide > width:
                cuts = _wide_cuts(word, run, width)
            elif level or word.cuts is None:
                cuts = hyphens.cuts(run.setting, word, level)
            else:
                cuts = word.cuts
            if cuts:
                _cut_word(out, word, run, index, reach, spaces, cuts)
                unbroken = -cuts[-1][1] * scale + wide
            reach += wide
            hang = word.right * scale
        count += len(words)
    out.append((reach - hang, reach, spaces, spaces, 0, 0, (count, 0)))
    return out, needed


def optimum(
    table: list[Break], width: float, first: float, tolerance: float, spare: float = 0.0
) -> list[int] | None:
    """Find the breaks with the least demerits.

    `spare` is what letters may give to a line, points; with infinite tolerance a line may stay short.
    """
    limited = tolerance < inf
    reach = tolerance if limited else 1.0
    last = len(table) - 1
    active: list[tuple[float, float, float, int, int]] = [(-first, 0.0, 0.0, 0, -1)]
    nodes: list[tuple[int, int]] = []
    low = 0
    for at, (end, after, glue, following, penalty, hyphen, _) in enumerate(table):
        best, parent = inf, -2
        for index in range(low, len(active)):
            start, start_glue, demerits, hyphened, node = active[index]
            gap = width - end + start
            if gap < 0:
                room = (glue - start_glue) * SHRINK
                if gap < -room - 1e-6:
                    low += index == low
                    continue
                bad = 100 * (-gap / room) ** 3 if room else 0.0
            elif at == last:
                bad = 120.0 if gap > width * (1 - RUNT) else 0.0
            else:
                room = (glue - start_glue) * STRETCH
                if gap <= room * reach:
                    bad = 100 * (gap / room) ** 3 if room else 0.0
                elif spare and gap <= room + spare:
                    bad = 150 + 150 * (gap - room) / spare
                elif limited:
                    break
                else:
                    bad = 400 + 20_000 * (gap / width) ** 2
            demerits += (10 + bad) ** 2 + penalty * penalty
            if hyphened and (hyphen or at == last):
                demerits += 8000
            if demerits < best:
                best, parent = demerits, node
        if parent == -2 and low >= len(active):
            if limited:
                return None
            best, parent = active[-1][2] + 1e9, active[-1][4]
        if parent != -2:
            nodes.append((at, parent))
            active.append((after, following, best, hyphen, len(nodes) - 1))
    return _chain(nodes, last)


def ends_in_runt(table: list[Break], chosen: list[int], width: float) -> bool:
    """Tell whether the last of several lines is hardly a line."""
    if len(chosen) < 2:
        return False
    return table[chosen[-1]][0] - table[chosen[-2]][1] < width * RUNT


def first_fit(table: list[Break], width: float, first: float, rest: float) -> list[int]:
    """Fill line after line; `first` and `rest` are the indents of the first and of all other lines."""
    ends = [row[0] for row in table]
    last = len(table) - 1
    chosen: list[int] = []
    start, at, room = 0.0, -1, width - first
    while at < last:
        found = max(bisect_right(ends, start + room + 1e-6, at + 1) - 1, at + 1)
        if found < last and table[found][4]:
            # A break inside a word is taken only where the line would stay short without it.
            whole = found
            while whole > at and table[whole][4]:
                whole -= 1
            if whole > at and ends[whole] - start > room * (0.8 if table[found][5] else 0.7):
                found = whole
        chosen.append(found)
        at, start, room = found, table[found][1], width - rest
    return chosen


_SOFT, _HARD, _ANYWHERE = 65, 30, 400
# penalties of breaks: with a hyphen, at a hyphen or in an address, anywhere


def _chain(nodes: list[tuple[int, int]], last: int) -> list[int] | None:
    if not nodes or nodes[-1][0] != last:
        return None
    chosen: list[int] = []
    step = len(nodes) - 1
    while step >= 0:
        at, step = nodes[step]
        chosen.append(at)
    return chosen[::-1]


def _cut_word(
    out: list[Break],
    word: Word,
    owner: Run,
    index: int,
    reach: float,
    spaces: float,
    cuts: tuple[shape.Cut, ...],
) -> None:
    scale = owner.scale
    for characters, prefix, kind in cuts:
        end = reach + prefix * scale
        before, penalty = end, _HARD if kind == 0 else _ANYWHERE
        if kind == 1:
            stroke = shape.word(owner.setting, "-")
            before, penalty = end + (stroke.width - stroke.right) * scale, _SOFT
        out.append((before, end, spaces, spaces, penalty, int(kind == 1), (index, characters)))


def _wide_cuts(word: Word, owner: Run, width: float) -> tuple[shape.Cut, ...]:
    """Break a word that is wider than its line: at its own places, and anywhere where those are too few."""
    cuts = hyphens.cuts(owner.setting, word, 2)
    edges = [0.0, *(cut[1] for cut in cuts), word.width]
    if max(right - left for left, right in pairwise(edges)) * owner.scale <= width:
        return cuts
    # Every fourth place keeps the table short for a word of thousands of letters.
    step = 4 if word.width * owner.scale / len(word.text) * 12 < width else 1
    known = {cut[0] for cut in cuts}
    return tuple(sorted((*cuts, *(cut for cut in hyphens.emergency(word, step) if cut[0] not in known))))
