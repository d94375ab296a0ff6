"""One day's arrival, departure or meeting put into two parts of the day: for a first look at documents."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefbook.evidence.conflicts import events
from briefbook.evidence.conflicts import passages as ground_
from briefbook.evidence.conflicts.differences import Difference, side
from briefbook.evidence.conflicts.passages import Ground, Passage
from briefbook.text.dates import Moment
from briefbook.text.languages import Language

SUBJECT, WHY = "the part of the day", "the two may be of one event"
ACTS = frozenset(f"={name}" for name in ["arrive", "depart", "end", "airport", "meet", "ceremony", "sign"])
# what happens at an hour
LEAST, HEAVY = 0.25, 9.0
# how much two passages must be about the same, and what they share must weigh
MANY = 80
# passages that are compared
DAY = 10
# letters of a day in EDTF


@dataclass(frozen=True, slots=True, eq=False)
class Hour:
    """A part of a day at its place."""

    passage: Passage
    start: int
    end: int
    part: str
    days: frozenset[str]


def find(ground: Ground, when: Mapping[int, Sequence[Moment]]) -> Iterator[Difference]:
    """Passages of two sources that put what may be one event into two parts of one day."""
    listed = [
        hour
        for passage in ground.passages
        if passage.stems & ACTS
        for hour in _read(passage, when.get(passage.number, ()))
    ][:MANY]
    for at, one in enumerate(listed):
        for other in listed[at + 1 :]:
            first, second = one.passage, other.passage
            if first.source is second.source or one.part == other.part:
                continue
            if one.days and other.days and not one.days & other.days:
                continue
            if not first.stems & second.stems & ACTS or ground_.apart(ground, first, second):
                continue
            strength = ground_.similarity(ground, first, second)
            shared = ground_.mass(ground, ground_.overlap(ground, first, second))
            if strength >= LEAST and shared >= HEAVY:
                sides = tuple(side(each.passage, each.start, each.end) for each in (one, other))
                yield Difference(events.CODE, SUBJECT, sides, False, WHY, strength)


def _read(passage: Passage, when: Sequence[Moment]) -> Iterator[Hour]:
    """The parts of a day that a passage names; of several ones none, since each is of something else."""
    found = [
        (match.start(), match.end(), part)
        for part, pattern in _grammar(passage.language)
        for match in pattern.finditer(passage.text)
    ]
    if len({part for *_, part in found}) == 1:
        start, end, part = found[0]
        days = frozenset(each.edtf[-5:] for each in when if len(each.edtf) == DAY)
        yield Hour(passage, start, end, part, days)


@lru_cache(maxsize=32)
def _grammar(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = language.table("topics").get("marks", {}).get("hours", {})
    found = []
    for part, listed in table.items():
        words = sorted((str(each) for each in listed), key=lambda word: (-len(word), word))
        parts = [
            r"\s+".join(re.escape(word).replace(r"\*", r"\w{0,12}") for word in each.split())
            for each in words
        ]
        if parts:
            found.append((str(part), re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)))
    return tuple(found)
