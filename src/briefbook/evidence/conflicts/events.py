"""Where two sources give different dates for one event."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from briefbook.evidence.conflicts import passages as ground_
from briefbook.evidence.conflicts.differences import Difference, side
from briefbook.evidence.conflicts.passages import Ground, Passage
from briefbook.evidence.conflicts.values import nearest
from briefbook.text import names, stance, topics
from briefbook.text.dates import Moment
from briefbook.text.topics import Term

CODE = "conflict-date"
VISIT = frozenset({"=visit", "=arrive"})
HELD = frozenset({"=meet", "=sign", "=summit", "=ceremony"})
FOUNDED = frozenset({"=established_relations"})
ONCE = frozenset({"=open", "=enter_force", "=sign"})
# what happens once, so that a date of any year is another one
WINDOW = 7
# days between two dates of what may be one visit or meeting; more, and it is another one
MANY = 150
# dates of one kind of event that are compared with one another
LEAST = 0.14
LIKE = 0.3
# how much two passages must be about the same: of visits, of other events
BESIDE = 40
# letters between diplomatic relations and the word that says they began
ALIKE = 0.42
# how much two passages must be about the same, of what happens once
UNSURE = frozenset({"ambiguous-dmy", "decade"})
PLAIN = frozenset({"=agreement", "=cooperate", "=relations", "=bilateral", "=official", *ONCE})
# words that stand beside every such event
NAMES = {
    "visit": "the start of the visit",
    "meet": "the meeting",
    "sign": "the signing",
    "summit": "the summit",
}
NAMES |= {"open": "the opening", "enter_force": "the entry into force"}
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
    named: dict[int, list[str]] = {}
    for passage in ground.passages:
        for dated in _read(passage, when.get(passage.number, ())):
            groups[dated.event].append(dated)
    for event, listed in sorted(groups.items()):
        for at, one in enumerate(listed[:MANY]):
            for other in listed[at + 1 : MANY]:
                if one.passage is other.passage or not _differ(one, other):
                    continue
                strength = _one_event(ground, one, other, named)
                # the dearest question last
                if strength and _denied(one) == _denied(other):
                    sides = (
                        side(one.passage, one.moment.start, one.moment.end),
                        side(other.passage, other.moment.start, other.moment.end),
                    )
                    yield Difference(CODE, NAMES[event], sides, True, "", strength)


def _denied(dated: Dated) -> bool:
    """Whether a signing or an opening is told as not done, so that its date is no other date of it."""
    if f"={dated.event}" not in ONCE:
        return False
    return any(each.negated for each in stance.find(dated.passage.text, dated.passage.language))


def _read(passage: Passage, when: Sequence[Moment]) -> Iterator[Dated]:
    stems = {term.stem: term for term in passage.terms}
    for moment in when:
        first, _, last = moment.edtf.partition("/")
        day = len(first) == 10
        wanted = (VISIT | HELD | FOUNDED | ONCE) if day else FOUNDED | ONCE
        term = nearest(passage.terms, moment.start, moment.end, wanted)
        if term is None or moment.flags & UNSURE or not _follows(passage, term, moment):
            continue
        if term.stem in FOUNDED and not _founds(stems, term, moment):
            continue
        begin = _beside(stems, "=begin", moment) or term.stem == "=arrive"
        end = bool(_beside(stems, "=end", moment)) and not begin
        event = "visit" if term.stem in VISIT else "founded" if term.stem in FOUNDED else term.stem[1:]
        if term.stem == "=arrive" and "=visit" not in stems:
            continue
        yield Dated(passage, moment, event, first, last or first, bool(begin), end)


def _founds(stems: Mapping[str, Term], term: Term, moment: Moment) -> bool:
    """Whether a date of diplomatic relations is that of their beginning, and not of an anniversary."""
    founded = next((stems[stem] for stem in ("=establish", "=begin") if stem in stems), None)
    if founded is None or "relative" in moment.flags or "=anniversary" in stems:
        return False
    return min(abs(founded.end - term.start), abs(term.end - founded.start)) <= BESIDE


def _follows(passage: Passage, term: Term, moment: Moment) -> bool:
    """Whether no other sentence part stands between the event and its date."""
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
    if one.event == "founded" or f"={one.event}" in ONCE:
        return not _agree(one.first, other.first)
    mine, theirs = _days(one, other.first[:4]), _days(other, one.first[:4])
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
    """Whether one date is the other one, said less exactly: 1992 and 1992-06-04, 06-04 of an unsaid year."""
    if "X" in first[:4] or "X" in second[:4]:
        first, second = first[4:], second[4:]
    size = min(len(first), len(second))
    return first[:size] == second[:size]


def _days(dated: Dated, year: str) -> tuple[int, int] | None:
    """First and last day as numbers; an unsaid year is that of the other date."""
    days = []
    for each in (dated.first, dated.last):
        try:
            days.append(date.fromisoformat(each.replace("XXXX", year.replace("XXXX", "2000"))).toordinal())
        except ValueError:
            return None
    return days[0], days[1]


def _one_event(ground: Ground, one: Dated, other: Dated, named: dict[int, list[str]]) -> float:
    """How likely two dates are of one event, by who and what is named; 0 for two events."""
    first, second = one.passage, other.passage
    people = _people(first, named), _people(second, named)
    same = _same_people(first, second, people, whole=one.event != "visit")
    if same is False or (not same and ground_.apart(ground, first, second)):
        return 0.0
    strength = ground_.similarity(ground, first, second)
    if one.event == "founded":
        return strength if strength >= LEAST else 0.0
    if one.event == "visit":
        meet = first.names & second.names or same or not (first.names or second.names)
        return strength if strength >= LEAST and meet else 0.0
    mine, theirs = ground_.rare(ground, first), ground_.rare(ground, second)
    if not same and ((mine - theirs and theirs - mine) or not first.names & second.names):
        return 0.0
    once = f"={one.event}" in ONCE
    if once and not any(_tells(stem) for stem in ground_.overlap(ground, first, second)):
        return 0.0
    return strength if strength >= (ALIKE if once else LIKE) else 0.0


def _tells(stem: str) -> bool:
    """Whether a word tells one agreement or opening from another: no country, nothing that all have."""
    return stem[0] != "#" and stem not in PLAIN


def _same_people(
    first: Passage, second: Passage, people: tuple[list[str], list[str]], *, whole: bool
) -> bool | None:
    """Whether two passages name the same people: one of them, or all whom the shorter list names.

    None where one of them names nobody. Names are declined in some languages, so that half is much.
    """
    one, other = people
    if not one or not other:
        return None
    both = first.names & second.names
    if not whole:
        known = any(topics.key(each.split()[-1], first.language) in both for each in one)
        return known or any(
            topics.key(each.split()[-1], second.language) in both
            or any(names.same(each, person) for person in one)
            for each in other
        )
    few, many = sorted((one, other), key=len)
    met = [any(names.same(each, person) for person in many) for each in few]
    least = 1.0 if first.language.lang == second.language.lang else 0.5
    return sum(met) >= least * len(met)


def _people(passage: Passage, named: dict[int, list[str]]) -> list[str]:
    """The people that a passage names; `named` are those of passages asked for before."""
    if passage.number not in named:
        found = names.find(passage.text, passage.language)
        named[passage.number] = [name.written for name in found if name.kind == "person"]
    return named[passage.number]
