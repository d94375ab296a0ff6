"""Figures of two sources that are likely of one thing and are not the same: for a first look at documents."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefbook.evidence.conflicts import passages as ground_
from briefbook.evidence.conflicts import quantities, vague, values
from briefbook.evidence.conflicts.differences import Difference, side
from briefbook.evidence.conflicts.passages import Ground
from briefbook.evidence.conflicts.values import Valued
from briefbook.text import figures
from briefbook.text.figures import Figure

SUBJECT, WHY = "what may be one figure", "the two may be of one thing"
TIME = "what may be one number in a row"
MANY = 60
# figures of one kind of thing that are compared with one another
LEAST = 0.38
# how likely two figures must be of one thing
OWN = 0.75
# how likely, of two figures of one source, where a lead and a list seldom say a thing twice
NEXT = 3
# figures of one source that another source's figure is shown with
FAR, CLOSE = 4, 2
# how many times one of two figures may be the other, and up to which it is close to it
LASTS = "lasts"
# a length of time
RANK = "rank"
PLACES = frozenset({"=rank", "=trade", "=market", "=partnership", "=invest"})
# what a place in a row is told of


def find(ground: Ground, known: Mapping[int, Sequence[Valued]]) -> Iterator[Difference]:
    """For each figure the one of another source that is most likely of the same thing and differs."""
    groups: dict[tuple[str, str], list[Valued]] = defaultdict(list)
    for passage in ground.passages:
        for valued in (*known[passage.number], *vague.read(passage)):
            for kind in _kinds(valued):
                groups[kind].append(valued)
    best: dict[tuple[int, int, str], list[tuple[float, Valued, Valued]]] = defaultdict(list)
    met: set[tuple[int, int, int, int]] = set()
    for _, group in sorted(groups.items()):
        for one, other, strength in _pairs(ground, group[:MANY]):
            pair = one.passage.number, one.figure.start, other.passage.number, other.figure.start
            if pair in met:
                continue
            met.add(pair)
            best[one.passage.number, one.figure.start, other.passage.source.id].append((strength, one, other))
    for listed in best.values():
        listed.sort(key=lambda each: -each[0])
    for strength, one, other in (each for listed in best.values() for each in listed[:NEXT]):
        sides = tuple(side(each.passage, each.figure.start, each.figure.end) for each in (one, other))
        subject = TIME if one.figure.unit == figures.ORDINAL else SUBJECT
        yield Difference(quantities.CODE, subject, sides, False, WHY, strength)


def _kinds(valued: Valued) -> Iterator[tuple[str, str]]:
    """Under what a figure meets others."""
    unit, measure = valued.figure.unit, valued.measure
    if measure == vague.EVERY:
        yield unit, vague.EVERY
    elif unit in values.TIMES:
        yield unit, LASTS
    elif unit == figures.ORDINAL:
        if measure in PLACES:
            yield unit, RANK
        for each in _next(valued):
            yield unit, each
    elif quantities.family(valued.figure) == "money":
        yield "money", ""
    elif measure in vague.PAPERS:
        yield "", vague.PAPER
    elif unit in ("", "person"):
        for each in sorted(_counted(valued)):
            yield "", each
    else:
        yield unit, measure


def _counted(valued: Valued) -> frozenset[str]:
    """The words that a figure may count."""
    start, end = valued.figure.start, valued.figure.end + values.FOLLOWS
    return frozenset(each.stem for each in valued.passage.terms if start <= each.start < end)


def _next(valued: Valued) -> Iterator[str]:
    """The word right behind a place in a row; where a word says little, those near it."""
    end = valued.figure.end
    behind = [each for each in valued.passage.terms if end <= each.start < end + values.FOLLOWS]
    several = valued.passage.language.lang == "vi"
    yield from sorted({each.stem for each in (behind if several else behind[:1])})


def _pairs(ground: Ground, group: Sequence[Valued]) -> Iterator[tuple[Valued, Valued, float]]:
    for at, one in enumerate(group):
        for other in group[at + 1 :]:
            if one.passage is other.passage or not _may_be_one(one, other):
                continue
            strength = _strength(ground, one, other)
            if strength >= (OWN if one.passage.source is other.passage.source else LEAST):
                yield one, other, strength


def _may_be_one(one: Valued, other: Valued) -> bool:
    first, second = one.figure, other.figure
    if (first.low, first.high) == (second.low, second.high):
        return False
    if first.change or second.change:
        return False
    dated = one.period and one.period == other.period and quantities.family(first) == "money"
    if not dated and not figures.alike(first.unit, second.unit, one.passage.language):
        return False
    if one.period and other.period and not _one_time(one.period, other.period):
        return False
    return _times(first, second) <= FAR


def _one_time(one: str, other: str) -> bool:
    short = min(len(one), len(other))
    return one[:short] == other[:short] or "X" in one[:4] or "X" in other[:4]


def _times(first: Figure, second: Figure) -> float:
    low, high = sorted((abs(first.high), abs(second.high)))
    return float(high / low) if low else math.inf


def _strength(ground: Ground, one: Valued, other: Valued) -> float:
    first, second = one.passage, other.passage
    lands = ground_.countries(first), ground_.countries(second)
    if lands[0] - lands[1] and lands[1] - lands[0]:
        return 0.0
    abroad = first.language.lang != second.language.lang
    mine, theirs = one.around, other.around
    if abroad:
        mine, theirs = mine & first.shared, theirs & second.shared
    near = share(ground, mine, theirs)
    wide = ground_.similarity(ground, first, second)
    strength = near + wide
    if one.measure == other.measure:
        strength += 0.2
    if one.period and one.period == other.period and "X" not in one.period:
        strength += 0.3
    if {one.measure, other.measure} <= vague.PAPERS and "=sign" in first.stems & second.stems:
        strength += 0.35
    if _times(one.figure, other.figure) <= CLOSE:
        strength += 0.1
    if (one.qualifiers ^ other.qualifiers) - {"=target"}:
        strength -= 0.2
    if ground_.apart(ground, first, second):
        strength -= 0.2
    return strength


def share(ground: Ground, one: Iterable[str], other: Iterable[str]) -> float:
    """How much of the words near one place stands near another one too."""
    mine, theirs = frozenset(one), frozenset(other)
    least = min(math.fsum(ground.weights.get(stem, 1.0) for stem in each) for each in (mine, theirs))
    both = math.fsum(ground.weights.get(stem, 1.0) for stem in mine & theirs)
    return both / max(least, 6.0)
