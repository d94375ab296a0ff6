"""Dates of two sources that are likely of one event and are not the same: for a first look at documents."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from briefbook.evidence.conflicts import events, nearby
from briefbook.evidence.conflicts import passages as ground_
from briefbook.evidence.conflicts.differences import Difference, side
from briefbook.evidence.conflicts.passages import Ground, Passage
from briefbook.evidence.conflicts.values import Valued
from briefbook.text import figures
from briefbook.text.dates import Moment

SUBJECT, WHY = "what may be one date", "the two may be of one event"
FIRST, ARRIVAL = "since when it is the first", "the day of an arrival"
BESIDE = 40
# letters between an arrival and its day
MANY = 60
# dates near one word that are compared with one another
AROUND = 75
# letters beside a date that say what it is of
LEAST, NEXT = 0.58, 3
# how likely two dates must be of one event; dates of one source that a date is shown with
UNLIKE, OWN, HEAVY, YEARS = 0.6, 0.9, 9.0, 12
# the same of dates far from each other, and of one source; what both share weighs; years between
RARE = 16
# dates that a word may stand beside and still lead from one to another
LIKE, CLOSE = 0.08, Decimal("0.7")
# how much two passages must be about the same that tell of a first; or how near their years are
WORDS = 5
# of a sentence
DAY, MONTH, YEAR = 10, 7, 12
# letters of a day and of a month in EDTF; months
BEHIND = 150
# letters between the first and the time since when it is
ANY_YEAR = "2000"
UNSURE = frozenset({"relative", "weekday", "ambiguous-dmy", "decade"})


@dataclass(frozen=True, slots=True, eq=False)
class Dated:
    """A date and the words beside it; of a first, the time for which there was none."""

    passage: Passage
    start: int
    end: int
    said: str
    around: frozenset[str]
    years: Decimal = Decimal(0)
    # of a first, how many there was none


def find(
    ground: Ground, when: Mapping[int, Sequence[Moment]], known: Mapping[int, Sequence[Valued]]
) -> Iterator[Difference]:
    """For each date the one of another source that is most likely of the same event and differs."""
    dated = [
        _dated(passage, moment)
        for passage in ground.passages
        for moment in when.get(passage.number, ())
        if not moment.flags & UNSURE and not (moment.written[:4].isdigit() and moment.written[4:5] == "-")
    ]
    places: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(dated):
        for stem in each.around:
            places[stem].append(number)
    for number, one in enumerate(dated):
        others = {
            at for stem in one.around if len(places[stem]) <= RARE for at in places[stem] if at > number
        }
        best: dict[str, list[tuple[float, int]]] = defaultdict(list)
        for at in sorted(others)[:MANY]:
            strength = _strength(ground, one, dated[at])
            if strength:
                best[dated[at].passage.source.id].append((strength, at))
        for listed in best.values():
            for strength, at in sorted(listed, reverse=True)[:NEXT]:
                yield _difference(SUBJECT, one, dated[at], strength)
    yield from _firsts(ground, when, known)
    yield from _arrivals(ground, when)


def _difference(subject: str, one: Dated, other: Dated, strength: float) -> Difference:
    sides = tuple(side(each.passage, each.start, each.end) for each in (one, other))
    return Difference(events.CODE, subject, sides, False, WHY, strength)


def _dated(passage: Passage, moment: Moment) -> Dated:
    low, high = moment.start - AROUND, moment.end + AROUND
    near = (each for each in passage.terms if low <= each.start <= high)
    around = frozenset(each.stem for each in near if not moment.start <= each.start < moment.end)
    return Dated(passage, moment.start, moment.end, moment.edtf, around)


def _strength(ground: Ground, one: Dated, other: Dated) -> float:
    """How likely two dates are of one event; 0 where that is too unlikely to show them."""
    first, second = one.passage, other.passage
    if first is second or _is_same(one.said, other.said):
        return 0.0
    near = _may_be_one(one.said, other.said)
    own = first.source is second.source
    if not near and not _differ(one.said, other.said):
        return 0.0
    if min(len(first.terms), len(second.terms)) < WORDS:
        return 0.0
    lands = ground_.countries(first), ground_.countries(second)
    if lands[0] - lands[1] and lands[1] - lands[0]:
        return 0.0
    mine, theirs = one.around, other.around
    if first.language.lang != second.language.lang:
        mine, theirs = mine & first.shared, theirs & second.shared
    strength = nearby.share(ground, mine, theirs) + ground_.similarity(ground, first, second)
    if ground_.apart(ground, first, second):
        strength -= 0.2
    if not near or own:
        both = ground_.mass(ground, ground_.overlap(ground, first, second))
        return strength if both >= HEAVY and strength >= (OWN if own else UNLIKE) else 0.0
    return strength if strength >= LEAST else 0.0


def _differ(one: str, other: str) -> bool:
    """Whether two dates are two years, months or days that a writer may take one for the other."""
    if "/" in one + other:
        return False
    if one[:4].isdigit() and other[:4].isdigit() and abs(int(one[:4]) - int(other[:4])) > YEARS:
        return False
    return len(one) == len(other) or len(one) > MONTH > len(other)


def _is_same(one: str, other: str) -> bool:
    """Whether two dates are one, an unsaid year aside."""
    return one.replace("XXXX", other[:4]) == other.replace("XXXX", one[:4])


def _may_be_one(one: str, other: str) -> bool:
    """Whether one date may be the other said less exactly, a part of it, or a month less than a year away."""
    if _is_same(one, other) or ("XXXX" in one + other and min(len(one), len(other)) < MONTH):
        return False
    first, second = (
        each.replace("XXXX", year).replace("XXXX", ANY_YEAR)
        for each, year in ((one, other[:4]), (other, one[:4]))
    )
    if "X" in first + second:
        return False
    if "/" in first + second:
        return _ends(first, second) or _ends(second, first)
    short, long = sorted((first, second), key=len)
    if len(short) < len(long):
        return long.startswith(short)
    return len(short) == MONTH and abs(_months(first) - _months(second)) < YEAR


def _ends(days: str, day: str) -> bool:
    """Whether a day is the first or the last of several."""
    return len(day) == DAY and day in days.split("/") and len(days) > DAY


def _months(said: str) -> int:
    return int(said[:4]) * YEAR + int(said[5:7])


def _firsts(
    ground: Ground, when: Mapping[int, Sequence[Moment]], known: Mapping[int, Sequence[Valued]]
) -> Iterator[Difference]:
    """A first that is told since different times, or for different numbers of years."""
    listed = [
        each
        for passage in ground.passages
        for each in _first(passage, when.get(passage.number, ()), known[passage.number])
    ][:MANY]
    for at, one in enumerate(listed):
        for other in listed[at + 1 :]:
            first, second = one.passage, other.passage
            if first.source is second.source or one.said == other.said:
                continue
            strength = ground_.likeness(ground, first, second)
            if strength >= LIKE or _close(one, other):
                yield _difference(FIRST, one, other, 0.5 + strength)


def _close(one: Dated, other: Dated) -> bool:
    """Whether two numbers of years are nearly the same."""
    if not one.years or not other.years:
        return False
    low, high = sorted((one.years, other.years))
    return low >= high * CLOSE and low > 1


def _first(passage: Passage, when: Sequence[Moment], known: Sequence[Valued]) -> Iterator[Dated]:
    """The numbers of years, and years, behind a word for the first."""
    found = [each.figure for each in known]
    firsts = [each.end for each in found if each.unit == figures.ORDINAL and each.low == 1]
    if not firsts:
        return
    for each in found:
        if each.unit == "year" and any(0 <= each.start - end <= BEHIND for end in firsts):
            years = f"{each.low.normalize():f}"
            yield Dated(passage, each.start, each.end, years, frozenset(), each.low)
    for moment in when:
        plain = len(moment.edtf) <= MONTH and "X" not in moment.edtf
        if plain and any(0 <= moment.start - end <= BEHIND for end in firsts):
            yield Dated(passage, moment.start, moment.end, moment.edtf, frozenset())


def _arrivals(ground: Ground, when: Mapping[int, Sequence[Moment]]) -> Iterator[Difference]:
    """Arrivals on two days of the week."""
    listed: list[tuple[int, Dated]] = []
    for passage in ground.passages:
        term = next((each for each in passage.terms if each.stem == "=arrive"), None)
        for moment in when.get(passage.number, ()) if term else ():
            day = _weekday(moment, passage)
            if term and day and abs(moment.start - term.end) <= BESIDE:
                listed.append((day, _dated(passage, moment)))
                break
    for at, (day, one) in enumerate(listed[:MANY]):
        for another, other in listed[at + 1 : MANY]:
            first, second = one.passage, other.passage
            if first.source is second.source or day == another or ground_.apart(ground, first, second):
                continue
            yield _difference(ARRIVAL, one, other, 0.5 + ground_.likeness(ground, first, second))


def _weekday(moment: Moment, passage: Passage) -> int:
    """The day of the week that a date names or is; 0 where it is not known."""
    said = moment.written.casefold()
    for number, words in passage.language.table("dates").get("weekdays", {}).items():
        if any(str(word) in said for word in words):
            return int(number)
    try:
        return date.fromisoformat(moment.edtf).isoweekday()
    except ValueError:
        return 0
