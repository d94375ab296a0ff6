"""One deed told of two people, who saw the guest off, who opened the talks: for a first look at documents."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefbook.evidence.conflicts import passages as ground_
from briefbook.evidence.conflicts import status
from briefbook.evidence.conflicts.differences import Difference, side
from briefbook.evidence.conflicts.passages import Ground, Passage
from briefbook.text import names
from briefbook.text.languages import Language

SUBJECT, WHY = "who did it", "the two may tell of one deed"
REACH = 80
# letters between a person and what the person did
LEAST, HEAVY = 0.15, 4.0
# how much two passages must be about the same, and what they share must weigh
GAP = r"\s+(?:\S{1,24}\s+){1,4}?"
# a few words, where a language parts a verb: "saw … off"
MANY = 60
# passages that tell of one sort of deed and are compared


@dataclass(frozen=True, slots=True, eq=False)
class Deed:
    """What somebody did."""

    passage: Passage
    start: int
    end: int
    who: str


def find(ground: Ground) -> Iterator[Difference]:
    """Passages of two sources that tell of one sort of deed with two people."""
    groups: dict[str, list[Deed]] = defaultdict(list)
    for passage in ground.passages:
        for sort, pattern in _grammar(passage.language):
            match = pattern.search(passage.text)
            if match and len(groups[sort]) < MANY:
                deed = _deed(passage, match.start(), match.end())
                groups[sort] += [deed] if deed else []
    for _, listed in sorted(groups.items()):
        for at, one in enumerate(listed):
            for other in listed[at + 1 :]:
                strength = _strength(ground, one, other)
                if strength:
                    sides = tuple(side(each.passage, each.start, each.end) for each in (one, other))
                    yield Difference(status.CODE, SUBJECT, sides, False, WHY, strength)


def _deed(passage: Passage, start: int, end: int) -> Deed | None:
    """A deed with the last person named before it; None where nobody is."""
    found = [
        each
        for each in names.find(passage.text, passage.language)
        if each.kind == "person" and 0 <= start - each.end <= REACH
    ]
    return Deed(passage, found[-1].start, end, found[-1].written) if found else None


def _strength(ground: Ground, one: Deed, other: Deed) -> float:
    first, second = one.passage, other.passage
    if first.source is second.source or names.same(one.who, other.who):
        return 0.0
    if one.who in second.text or other.who in first.text:
        # both are named there: each may have done a part of it
        return 0.0
    one_, other_ = ground_.countries(first), ground_.countries(second)
    if one_ - other_ and other_ - one_:
        return 0.0
    shared = ground_.mass(ground, ground_.overlap(ground, first, second))
    strength = ground_.similarity(ground, first, second)
    return strength if strength >= LEAST and shared >= HEAVY else 0.0


@lru_cache(maxsize=32)
def _grammar(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = language.table("topics").get("marks", {}).get("deeds", {})
    found = []
    for sort, listed in table.items():
        words = sorted((str(each) for each in listed), key=lambda word: (-len(word), word))
        parts = [
            GAP.join(r"\s+".join(map(re.escape, half.split())) for half in each.split("…")) for each in words
        ]
        if parts:
            found.append((str(sort), re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)))
    return tuple(found)
