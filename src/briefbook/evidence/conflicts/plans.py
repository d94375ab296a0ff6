"""What one source tells as planned and another one likely tells as done: for a first look at documents."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from briefbook.evidence.conflicts import passages as ground_
from briefbook.evidence.conflicts import progress, status
from briefbook.evidence.conflicts.differences import Difference, Side, phrase
from briefbook.evidence.conflicts.passages import Ground, Passage
from briefbook.text import stance, topics
from briefbook.text.stance import Sign

SUBJECT, WHY = "what may be one matter", "what is planned in one place may be told as done in the other"
AHEAD = frozenset({"will", "planned", "should"})
EVENTS = frozenset(
    f"={name}"
    for name in [
        "visit",
        "arrive",
        "meet",
        "sign",
        "summit",
        "ceremony",
        "speak",
        "dine",
        "depart",
        "attend",
        "open",
        "host",
        "conclude",
        "establish",
        "send",
        "affirm",
        "discuss",
        "travel",
        "adopt",
    ]
)
# what a visit consists of
ROOM = 10.0
# the weight of words up to which a short passage is not taken for more than it says
LEAST, UNTOLD = 0.24, 0.1
# how likely the two must be one matter; what is taken off where no word says that it is done
NEAR = 90
# letters behind a word of plan that say what is planned
RARE = 24
# passages that a word may stand in and still lead from one to another
NEXT = 3
# passages of one source that a plan is shown with


def find(ground: Ground) -> Iterator[Difference]:
    """For each plan the passage of another source that most likely tells of it as done."""
    places: dict[str, list[int]] = defaultdict(list)
    signs: dict[int, Sequence[Sign]] = {}
    for passage in ground.passages:
        signs[passage.number] = stance.find(topics.without_addresses(passage.text), passage.language)
        if not _ahead(signs[passage.number]):
            for stem in passage.stems | passage.shared:
                places[stem].append(passage.number)
    for first in ground.passages:
        best: dict[str, list[tuple[float, Passage, Sign]]] = defaultdict(list)
        for sign in _ahead(signs[first.number]):
            about = _about(first, sign)
            if not about & EVENTS:
                continue
            for second in _others(ground, first, about, places):
                strength = _strength(ground, first, about, second)
                strength -= 0.0 if _told(signs[second.number]) else UNTOLD
                if strength >= LEAST:
                    best[second.source.id].append((strength, second, sign))
        for listed in best.values():
            listed.sort(key=lambda each: -each[0])
            for strength, second, sign in listed[:NEXT]:
                sides = (phrase(first, sign.start, sign.end), _done(second, signs[second.number]))
                yield Difference(status.CODE, SUBJECT, sides, False, WHY, strength)


def _ahead(signs: Sequence[Sign]) -> list[Sign]:
    return [each for each in signs if each.value in AHEAD and not each.negated]


def _about(passage: Passage, sign: Sign) -> frozenset[str]:
    """What is planned: the words near the one that says so."""
    low, high = sign.start - NEAR // 3, sign.end + NEAR
    return frozenset(each.stem for each in passage.terms if low <= each.start <= high)


def _others(
    ground: Ground, first: Passage, about: frozenset[str], places: dict[str, list[int]]
) -> Iterator[Passage]:
    hits: Counter[int] = Counter()
    for stem in about:
        if len(places.get(stem, ())) <= RARE:
            hits.update(places.get(stem, ()))
    for number, _ in hits.items():
        second = ground.passages[number]
        if second.source is not first.source and progress.later(first, second):
            yield second


def _strength(ground: Ground, first: Passage, about: frozenset[str], second: Passage) -> float:
    lands = ground_.countries(first), ground_.countries(second)
    if lands[0] - lands[1] and lands[1] - lands[0]:
        return 0.0
    if not about & second.stems & EVENTS:
        return 0.0
    mine, theirs = about, second.stems
    if first.language.lang != second.language.lang:
        mine, theirs = mine & first.shared, second.shared
    weigh = ground.weights
    both = math.fsum(weigh.get(stem, 1.0) for stem in mine & theirs)
    least = min(math.fsum(weigh.get(stem, 1.0) for stem in each) for each in (mine, theirs))
    strength = both / max(least, ROOM) + ground_.likeness(ground, first, second)
    return strength - 0.2 if ground_.apart(ground, first, second) else strength


def _done(passage: Passage, signs: Sequence[Sign]) -> Side:
    sign = _told(signs)
    at = sign or passage.terms[0]
    return phrase(passage, at.start, at.end)


def _told(signs: Sequence[Sign]) -> Sign | None:
    """The word that says a thing is done."""
    done = (each for each in signs if status.CLASSES.get(each.value) == status.DONE and not each.negated)
    return next(done, None)
