"""Where two sources have one matter in different states: proposed, agreed, signed, planned, done."""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefbook.evidence.conflicts import passages as ground_
from briefbook.evidence.conflicts import progress, values
from briefbook.evidence.conflicts.differences import Difference, Side, phrase, side
from briefbook.evidence.conflicts.passages import Ground, Passage
from briefbook.text import stance, topics
from briefbook.text.languages import Language
from briefbook.text.stance import Sign

CODE = "conflict-status"
ASKED, MEANT, PLANNED, AGREED, DONE, OFF = "asked", "meant", "planned", "agreed", "done", "off"
CLASSES: Mapping[str, str] = {
    "proposed": ASKED,
    "discussed": ASKED,
    "requested": ASKED,
    "may": MEANT,
    "should": MEANT,
    "planned": PLANNED,
    "will": PLANNED,
    "agreed": AGREED,
    "committed": AGREED,
    "pledged": AGREED,
    "instructed": AGREED,
    "signed": DONE,
    "done": DONE,
    "invested": DONE,
    "disbursed": DONE,
    "built": DONE,
    "opened": DONE,
    "postponed": OFF,
    "cancelled": OFF,
}
# the stages of `data/languages/*/stance.toml` and what they come to
CONTRARY = ({ASKED, AGREED}, {ASKED, DONE}, {ASKED, PLANNED}, {OFF, PLANNED}, {OFF, DONE}, {OFF, AGREED})
FOLLOWING = ({PLANNED, DONE}, {AGREED, DONE}, {MEANT, DONE}, {MEANT, AGREED})
OFF_WORDS = frozenset({"postponed", "cancelled"})
# states that cannot both be true of one day, and states of which one comes after the other
ACTS = frozenset(
    f"={name}"
    for name in [
        "cooperate",
        "establish",
        "conclude",
        "open",
        "build",
        "sign",
        "produce",
        "export",
        "import",
        "send",
        "host",
        "buy",
        "sell",
        "provide",
        "upgrade",
        "negotiate",
        "invest",
        "lower",
        "exempt",
        "identify",
    ]
)
# what can be proposed, agreed and done
DEEDS = (ACTS | {"=announce"}) - {"=provide", "=cooperate"}
# what is told as done
NOTHING = "says no such thing"
LEAST, ROW_WEIGHT = 8.0, 9.0
# the weight of all words that two passages share, and of a row of them
BEFORE = 130
# letters between a word of stage and the act it speaks of
MATTER, OWN_MATTER, COPY = 0.5, 0.55, 0.42
# how much two passages must be about the same: of two sources, of one, of near copies
RARE_WORDS = 2
# words of both that are rare in the collection


@dataclass(frozen=True, slots=True, eq=False)
class Matter:
    """One thing that two passages speak of."""

    shared: frozenset[str]
    strength: float
    row: tuple[int, int] | None
    # where a long row of words that both have begins, counted in terms


@dataclass(frozen=True, slots=True, eq=False)
class Stand:
    """How far an act has got, by one passage."""

    state: str
    sign: Sign
    negated: bool
    own: bool = False
    # whether the act is itself the word of stage: "signed"


def find(ground: Ground) -> Iterator[Difference]:
    """Matters that two passages have in different states."""
    known: dict[int, tuple[Sign, ...]] = {}

    def signs(passage: Passage) -> tuple[Sign, ...]:
        if passage.number not in known:
            known[passage.number] = stance.find(topics.without_addresses(passage.text), passage.language)
        return known[passage.number]

    for first, second in ground_.pairs(ground):
        matter = _matter(ground, first, second)
        if matter is None:
            continue
        found = _acts(first, second, matter, signs) or _limited(ground, first, second, matter, signs)
        if found or (found := _leads(first, second, matter)):
            yield found
    yield from progress.levels(ground)
    yield from progress.meetings(ground, signs)


def _matter(ground: Ground, first: Passage, second: Passage) -> Matter | None:
    """What makes two passages speak of one matter: most of their words, or a long row of them."""
    shared = ground_.overlap(ground, first, second)
    mass = math.fsum(ground.weights.get(stem, 0.0) for stem in shared)
    one, other = ground_.countries(first), ground_.countries(second)
    if mass < LEAST or (one - other and other - one):
        return None
    strength = ground_.similarity(ground, first, second)
    own = first.source is second.source
    rare = sum(ground.weights.get(stem, 0.0) >= ground.heavy for stem in shared)
    like = strength >= (OWN_MATTER if own else MATTER) and rare >= RARE_WORDS
    row = None
    if not own and mass >= ROW_WEIGHT and len(shared) >= ground_.ROW:
        weight, at, there = ground_.run(ground, first, second)
        row = (at, there) if weight >= ROW_WEIGHT else None
    if row or (like and not ground_.apart(ground, first, second)):
        return Matter(frozenset(shared), strength, row)
    return None


def _acts(
    first: Passage, second: Passage, matter: Matter, signs: Callable[[Passage], tuple[Sign, ...]]
) -> Difference | None:
    """One act that is proposed here and decided there."""
    off = [next((sign for sign in signs(each) if sign.value in OFF_WORDS), None) for each in (first, second)]
    if matter.row and bool(off[0]) != bool(off[1]):
        found = [
            mark or next(iter(signs(each)), None) for mark, each in zip(off, (first, second), strict=True)
        ]
        sides = tuple(
            phrase(each, sign.start, sign.end) if sign else Side(each, NOTHING)
            for each, sign in zip((first, second), found, strict=True)
        )
        return Difference(CODE, "whether the matter still stands", sides, True, "", matter.strength)
    for act in sorted(matter.shared & ACTS):
        one, other = _stand(first, act, signs(first)), _stand(second, act, signs(second))
        if one is None or other is None:
            continue
        states = {one.state, other.state}
        denied = one.negated != other.negated
        if denied and not (states == {DONE} and one.own and other.own and _one_day(first, second)):
            continue
        sides = (
            phrase(first, one.sign.start, one.sign.end),
            phrase(second, other.sign.start, other.sign.end),
        )
        if denied:
            return Difference(CODE, "whether it was done", sides, True, "", matter.strength)
        if states in CONTRARY:
            return Difference(CODE, "how far the matter has got", sides, True, "", matter.strength)
        if states in FOLLOWING:
            why = "what is planned in one place is done in the other"
            return Difference(CODE, "how far the matter has got", sides, False, why, matter.strength)
    return None


def _one_day(first: Passage, second: Passage) -> bool:
    """Whether two sources may speak of one day: what is not done on Monday may be done on Tuesday."""
    if first.source is second.source:
        return False
    one, other = ({each.edtf for each in values.moments(passage)} for passage in (first, second))
    if not one and not other:
        return first.date == second.date
    return bool(one & other) or not (one and other)


def _stand(passage: Passage, act: str, signs: Sequence[Sign]) -> Stand | None:
    """The word of stage that governs an act: the nearest one before it."""
    best: Stand | None = None
    for term in passage.terms:
        if term.stem != act:
            continue
        near = [each for each in signs if each.end <= term.start and term.start - each.end <= BEFORE]
        stages = [each for each in near if CLASSES.get(each.value, DONE) != DONE]
        itself = next((each for each in signs if each.start < term.end and term.start < each.end), None)
        ahead = [each for each in stages if itself and each.clause == itself.clause]
        if itself and itself.value in CLASSES and not ahead:
            best = best or Stand(CLASSES[itself.value], itself, itself.negated, own=True)
        elif stages and best is None:
            sign = stages[-1]
            asked = (
                len(stages) > 1 and CLASSES[stages[-2].value] == ASKED and stages[-2].clause == sign.clause
            )
            if sign.kind == "modality" and asked:
                # what is asked for stays asked for, whatever follows: "proposed that they will"
                sign = stages[-2]
            best = Stand(CLASSES[sign.value], sign, any(each.kind == "negation" for each in near))
    return best


def _limited(
    ground: Ground,
    first: Passage,
    second: Passage,
    matter: Matter,
    signs: Callable[[Passage], tuple[Sign, ...]],
) -> Difference | None:
    """The same act or nearly the same words, held back by a condition or added to in one place only."""
    if first.source is second.source or first.language.lang != second.language.lang:
        return None
    if not matter.shared & ACTS and ground_.likeness(ground, first, second) < COPY:
        return None
    mine, theirs = _limits(first, matter, signs(second)), _limits(second, matter, signs(first))
    first_says = next((text for kind, text in mine.items() if kind not in theirs), "")
    second_says = next((text for kind, text in theirs.items() if kind not in mine), "")
    if not first_says and not second_says:
        return None
    sides = (Side(first, first_says or NOTHING), Side(second, second_says or NOTHING))
    why = "one of them holds it back or adds to it, the other does not"
    return Difference(CODE, "how firm the matter is", sides, False, why, matter.strength)


def _leads(first: Passage, second: Passage, matter: Matter) -> Difference | None:
    """The same row of words behind two different acts: identified, announced."""
    if matter.row is None or matter.strength < MATTER or first.source is second.source:
        return None
    at, there = matter.row
    if not at or not there:
        return None
    one, other = first.terms[at - 1], second.terms[there - 1]
    if one.stem == other.stem or not {one.stem, other.stem} <= DEEDS:
        return None
    sides = tuple(side(passage, term.start, term.end) for passage, term in ((first, one), (second, other)))
    why = "the two do not say the same of one thing"
    return Difference(CODE, "what was done", sides, False, why, matter.strength)


def _limits(passage: Passage, matter: Matter, others: Sequence[Sign]) -> dict[str, str]:
    """How a passage holds the matter back: the kind of condition, and its words."""
    found: dict[str, str] = {}
    for kind, start, end in _held_back(passage.text, passage.language):
        held = next((term.stem for term in passage.terms if term.start >= end), "")
        planned = any(sign.value in ("planned", "should") for sign in others)
        if kind == "intent" and (held not in matter.shared or planned):
            # nothing is held back of what the other one has as a plan too
            continue
        words = " ".join(passage.text[start : start + 60].split())
        found.setdefault(kind, words.rpartition(" ")[0] or words)
    return found


@lru_cache(maxsize=4096)
def _held_back(text: str, language: Language) -> tuple[tuple[str, int, int], ...]:
    return tuple(
        (kind, match.start(), match.end())
        for kind, grammar in _limit_words(language)
        for match in grammar.finditer(text)
    )


@lru_cache(maxsize=32)
def _limit_words(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for kind, listed in language.table("topics").get("limits", {}).items():
        words = sorted((str(each) for each in listed), key=lambda word: (-len(word), word))
        parts = [r"\s+".join(map(re.escape, each.split())) for each in words]
        if parts:
            found.append((str(kind), re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)))
    return tuple(found)
