"""Where two sources give different dates for one event."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from briefbook.evidence.conflicts import passages as ground_
from briefbook.evidence.conflicts.differences import Difference, Side, side
from briefbook.evidence.conflicts.passages import Ground, Passage
from briefbook.evidence.conflicts.values import nearest
from briefbook.text.dates import Moment
from briefbook.text.topics import Term

CODE = "conflict-date"
VISIT = frozenset({"=visit", "=arrive"})
HELD = frozenset({"=meet", "=sign", "=summit", "=ceremony"})
FOUNDED = frozenset({"=established_relations"})
WINDOW = 7
# days between two dates of what may be one visit or meeting; more, and it is another one
MANY = 150
# dates of one kind of event that are compared with one another
LEAST = 0.14
LIKE = 0.3
# how much two passages must be about the same: of visits, of other events
NAMES = {
    "visit": "the start of the visit",
    "meet": "the meeting",
    "sign": "the signing",
    "summit": "the summit",
}
NAMES |= {"ceremony": "the ceremony", "founded": "the start of diplomatic relations"}


@dataclass(frozen=True, slots=True, eq=False)
class Dated:
    """A date with the event it is of."""

    passage: Passage
    moment: Moment
    event: str
    first: str
    last: str
    # EDTF dates; the same but for a range
    begins: bool
    # whether it is said to be the first day of a longer event
    ends: bool


def find(ground: Ground, when: Mapping[int, Sequence[Moment]]) -> Iterator[Difference]:
    """Dates of one event that do not agree."""
    groups: dict[str, list[Dated]] = defaultdict(list)
    for passage in ground.passages:
        for dated in _read(passage, when.get(passage.number, ())):
            groups[dated.event].append(dated)
    for event, listed in sorted(groups.items()):
        for at, one in enumerate(listed[:MANY]):
            for other in listed[at + 1 : MANY]:
                if one.passage is not other.passage and _differ(one, other):
                    strength = _one_event(ground, one, other)
                    if strength:
                        sides = (
                            side(one.passage, one.moment.start, one.moment.end),
                            side(other.passage, other.moment.start, other.moment.end),
                        )
                        yield Difference(CODE, NAMES[event], sides, True, "", strength)


def _read(passage: Passage, when: Sequence[Moment]) -> Iterator[Dated]:
    stems = {term.stem: term for term in passage.terms}
    for moment in when:
        first, _, last = moment.edtf.partition("/")
        day = len(first) == 10
        wanted = (VISIT | HELD | FOUNDED) if day else FOUNDED
        term = nearest(passage.terms, moment.start, moment.end, wanted)
        if (
            term is None
            or moment.flags & {"ambiguous-dmy", "decade"}
            or not _follows(passage, term.stem, moment)
        ):
            continue
        begin = _beside(stems, "=begin", moment) or term.stem == "=arrive"
        end = bool(_beside(stems, "=end", moment)) and not begin
        event = "visit" if term.stem in VISIT else "founded" if term.stem in FOUNDED else term.stem[1:]
        if term.stem == "=arrive" and "=visit" not in stems:
            continue
        yield Dated(passage, moment, event, first, last or first, bool(begin), end)


def _follows(passage: Passage, event: str, moment: Moment) -> bool:
    """Whether no other sentence part stands between the event and its date."""
    term = next(each for each in passage.terms if each.stem == event)
    low, high = sorted((term.end, moment.start))
    between = passage.text[low:high]
    return ";" not in between and "since" not in between.split()


def _beside(stems: Mapping[str, Term], stem: str, moment: Moment) -> bool:
    term = stems.get(stem)
    if term is None:
        return False
    return moment.start - 60 <= term.end and term.start <= moment.end + 40


def _differ(one: Dated, other: Dated) -> bool:
    """Whether two dates of one event cannot both be right."""
    if one.ends != other.ends and not (one.first != one.last or other.first != other.last):
        return False
    if one.event == "founded":
        return not _agree(one.first, other.first)
    mine, theirs = _days(one), _days(other)
    if mine is None or theirs is None:
        return False
    (first, last), (begin, end) = mine, theirs
    if abs(first - begin) > WINDOW:
        return False
    ranges = (first != last or one.begins, begin != end or other.begins)
    if one.ends or other.ends:
        return last != end
    if all(ranges):
        return first != begin or (first != last and begin != end and last != end)
    if ranges[0]:
        return not first <= begin <= max(last, first + (WINDOW if one.begins and first == last else 0))
    if ranges[1]:
        return not begin <= first <= max(end, begin + (WINDOW if other.begins and begin == end else 0))
    return first != begin


def _agree(first: str, second: str) -> bool:
    """Whether one date is the other one, said less exactly: 1992 and 1992-06-04."""
    size = min(len(first), len(second))
    return first[:size] == second[:size] or "X" in first[:4] or "X" in second[:4]


def _days(dated: Dated) -> tuple[int, int] | None:
    """First and last day as numbers; without a year, those of a year of its own for all."""
    days = []
    for each in (dated.first, dated.last):
        try:
            days.append(date.fromisoformat(each.replace("XXXX", "2000")).toordinal())
        except ValueError:
            return None
    return days[0], days[1]


def _one_event(ground: Ground, one: Dated, other: Dated) -> float:
    first, second = one.passage, other.passage
    years = {each.first[:4] for each in (one, other)}
    if "XXXX" in years and len(years) > 1:
        return 0.0
    mine, theirs = ground_.rare(ground, first), ground_.rare(ground, second)
    if ground_.apart(ground, first, second):
        return 0.0
    strength = ground_.similarity(ground, first, second)
    if one.event in ("visit", "founded"):
        least = LEAST
        if not first.names & second.names and (first.names or second.names) and one.event == "visit":
            return 0.0
    else:
        least = LIKE
        if (mine - theirs and theirs - mine) or not first.names & second.names:
            return 0.0
    return strength if strength >= least else 0.0


def _side(dated: Dated) -> Side:
    return side(dated.passage, dated.moment.start, dated.moment.end)
