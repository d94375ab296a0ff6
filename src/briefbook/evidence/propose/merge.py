"""Sentences of several documents that state the same fact, brought together; soft ones only linked.

Two sentences are one fact where they share a hard thing, a figure with its unit or a date, and are about the
same; or where they say nearly the same words, also with another figure: that is a difference for a person to
decide. What only sounds alike is linked.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefbook.evidence.conflicts import passages, values
from briefbook.evidence.conflicts.passages import Ground, Passage
from briefbook.isolation import beacon
from briefbook.model.proposal import Tagged
from briefbook.text import figures, stance
from briefbook.text.figures import Figure
from briefbook.text.languages import Language

HARD, PLACED = 0.1, 0.15
# likeness from which on sentences that share a figure are one fact; a place in a row, "the first", says less
DATED, DATED_ABROAD = 0.2, 0.15
# likeness from which on they are where the date alone is shared
SOFT = 0.26
# likeness from which on sentences are one fact that share nothing hard
CLASHING = 0.3
# likeness from which on they are one fact of which their documents tell different figures or days
LINKED, LINKED_ABROAD = 0.2, 0.35
# likeness from which on they are linked
HELD_BACK = frozenset({"may", "should"})
# what is said to be possible, or wished for
MANY = 6
# links of one fact
SMALL = 3
# a bare count under it says little: two sides, one visit

Groups = tuple[tuple[Tagged, ...], ...]
# each is one fact: the units that state it, in the order of the documents
Similar = Mapping[int, tuple[int, ...]]
# the number of a group to those that may say the same


@dataclass(frozen=True, slots=True)
class _Hard:
    """What of a sentence can be proved wrong."""

    figures: frozenset[tuple[str, str]]
    # value and unit
    units: frozenset[str]
    dates: frozenset[str]
    negated: bool
    held_back: bool
    # told as possible or wished for
    turns: frozenset[tuple[str, str]]
    # words that have a contrary, each as pair and side: ("movement", "up")
    measures: frozenset[str]
    # what its figures are of, as concepts: trade, investment
    language: Language


def gather(tagged: Sequence[Tagged], ground: Ground, reader: values.Reader) -> tuple[Groups, Similar]:
    """One group a fact, and which groups may say the same without being merged."""
    home = list(range(len(tagged)))
    members: dict[int, list[int]] = {number: [number] for number in home}
    linked: list[tuple[float, int, int]] = []
    joined = [*_copied(tagged), *_alike(tagged, ground, reader, linked)]
    for _, one, other in sorted(joined, key=lambda pair: (-pair[0], pair[1], pair[2])):
        first, second = sorted((home[one], home[other]))
        if first == second or _share_document(tagged, members[first], members[second]):
            continue
        for each in members[second]:
            home[each] = first
        members[first] = sorted(members[first] + members.pop(second))
    order = sorted(members)
    groups = tuple(tuple(tagged[each] for each in members[head]) for head in order)
    place = {head: number for number, head in enumerate(order)}
    return groups, _links(linked, home, place)


def _copied(tagged: Sequence[Tagged]) -> Iterator[tuple[float, int, int]]:
    """Sentences that stand word for word in two documents."""
    seen: dict[str, int] = {}
    for number, each in enumerate(tagged):
        plain = " ".join(each.unit.text.split())
        first = seen.setdefault(plain, number)
        if first != number and tagged[first].unit.source != each.unit.source:
            yield 1.0, first, number


def _alike(
    tagged: Sequence[Tagged],
    ground: Ground,
    reader: values.Reader,
    linked: list[tuple[float, int, int]],
) -> Iterator[tuple[float, int, int]]:
    """Pairs of two documents that are one fact; what is only like is added to `linked`."""
    standing = _standing(tagged, ground)
    hard: dict[int, _Hard] = {}
    at = None
    for first, second in passages.pairs(ground):
        if first.source is not at:
            at = first.source
            beacon.at("merging with others the sentences of", at.meta.path)
        if first.source is second.source or not (standing.get(first.number) and standing.get(second.number)):
            continue
        like = passages.likeness(ground, first, second)
        abroad = first.language.lang != second.language.lang
        if like < HARD:
            continue
        for each in (first, second):
            if each.number not in hard:
                hard[each.number] = _hard(each, reader)
        one, other = standing[first.number][0], standing[second.number][0]
        told = hard[first.number], hard[second.number]
        strange = passages.apart(ground, first, second)
        if _is_one(like, abroad, *told, strange=strange) and not _turned(first, second):
            yield like, one, other
        elif like >= (LINKED_ABROAD if abroad else LINKED):
            linked.append((like, one, other))


def _is_one(like: float, abroad: bool, one: _Hard, other: _Hard, *, strange: bool) -> bool:
    """Whether two sentences state the same fact; `strange` where they name other people and places."""
    if one.negated != other.negated or _contrary(one, other):
        return False
    least = _shared(one, other)
    if least and not (one.measures and other.measures and not one.measures & other.measures):
        return like >= least
    if one.dates & other.dates and not one.units & other.units:
        return like >= (DATED_ABROAD if abroad else DATED)
    differ = one.units & other.units or (one.dates and other.dates)
    return not abroad and not strange and like >= (CLASHING if differ else SOFT)


def _contrary(one: _Hard, other: _Hard) -> bool:
    """Whether one says may where the other says is, or rose where the other says fell."""
    if one.held_back != other.held_back:
        return True
    sides: dict[str, set[str]] = {}
    for pair, side in one.turns ^ other.turns:
        sides.setdefault(pair, set()).add(side)
    return any(len(each) > 1 for each in sides.values())


def _sided(value: str) -> tuple[str, str]:
    pair, _, side = value.partition(".")
    return pair, side


def _shared(one: _Hard, other: _Hard) -> float:
    """How like two sentences must be that share a figure, its unit told in whichever way; 0 for none."""
    units = [
        unit
        for value, unit in one.figures
        for same, like in other.figures
        if value == same and figures.alike(unit, like, one.language)
    ]
    return min((PLACED if unit == figures.ORDINAL else HARD for unit in units), default=0.0)


def _turned(first: Passage, second: Passage) -> bool:
    """Whether two countries change places: A supported B is not B supported A."""
    orders = []
    for each in (first, second):
        named = [term.name for term in each.terms if term.name[:1] == "#"]
        orders.append([name for number, name in enumerate(named) if name not in named[:number]])
    one, other = orders
    both = [name for name in one if name in other]
    return (
        len(both) == 2
        and both != [name for name in other if name in one]
        and first.language.lang == second.language.lang
        and not {"=relations", "=established_relations", "=visit"} & first.shared & second.shared
    )


def _hard(passage: Passage, reader: values.Reader) -> _Hard:
    moments, found = reader.read(passage)
    counted = [each for each in found if _counts(each)]
    signs = stance.find(passage.text, passage.language)
    return _Hard(
        frozenset((f"{each.low.normalize():f}", each.unit) for each in counted),
        frozenset(each.unit for each in counted if each.unit),
        frozenset(each.edtf for each in moments if not each.edtf.startswith("XXXX") and len(each.edtf) > 4),
        any(sign.kind == "negation" for sign in signs),
        any(sign.value in HELD_BACK for sign in signs),
        frozenset(_sided(sign.value) for sign in stance.turns(passage.text, passage.language)),
        passage.shared & values.MEASURES,
        passage.language,
    )


def _counts(figure: Figure) -> bool:
    """Whether a figure tells one fact from another."""
    if figure.weak or figure.unit in (figures.LABEL, figures.FRACTION):
        return False
    return bool(figure.unit) or figure.low >= SMALL


def _standing(tagged: Sequence[Tagged], ground: Ground) -> dict[int, list[int]]:
    """Which units stand in each passage, by its number."""
    starts: dict[str, list[tuple[int, int, int]]] = {}
    for passage in ground.passages:
        starts.setdefault(passage.source.id, []).append((passage.start, passage.end, passage.number))
    found: dict[int, list[int]] = {}
    for number, each in enumerate(tagged):
        listed = starts.get(each.unit.source, [])
        at = bisect_right(listed, (each.unit.start, 10**12, 0)) - 1
        if at >= 0 and listed[at][1] > each.unit.start:
            found.setdefault(listed[at][2], []).append(number)
        elif at + 1 < len(listed) and listed[at + 1][0] < each.unit.end:
            found.setdefault(listed[at + 1][2], []).append(number)
    return found


def _share_document(tagged: Sequence[Tagged], one: Sequence[int], other: Sequence[int]) -> bool:
    return bool({tagged[each].unit.source for each in one} & {tagged[each].unit.source for each in other})


def _links(
    linked: Sequence[tuple[float, int, int]], home: Sequence[int], place: Mapping[int, int]
) -> dict[int, tuple[int, ...]]:
    found: dict[int, list[int]] = {}
    for _, one, other in sorted(linked, key=lambda pair: (-pair[0], pair[1], pair[2])):
        first, second = place[home[one]], place[home[other]]
        for mine, theirs in ((first, second), (second, first)):
            known = found.setdefault(mine, [])
            if first != second and theirs not in known and len(known) < MANY:
                known.append(theirs)
    return {number: tuple(sorted(each)) for number, each in found.items() if each}
