"""When two figures are one: equal in value and unit, and not of another time or another thing."""

from collections.abc import Sequence
from decimal import Decimal

from briefbook.evidence.carried import readings
from briefbook.evidence.carried.readings import Quoted, Reading, Said
from briefbook.text import dates, figures
from briefbook.text.figures import Figure
from briefbook.text.languages import Language

ROUNDED = Decimal("0.10")
# how far a rounded figure may lie from the one it rounds, as a share of it
NEIGHBOURS = 6
# figures before and after one that may be its rivals
STRETCH = 40
# days from which a period is more than a visit
PARTS = range(33, 42)
# quarters, thirds and halves of a year, as EDTF numbers them
OLDEST = 120
# years of an age
MOST = 24
# figures of one value in one quote that are looked at


def same_kind(first: Figure, second: Figure, language: Language, *, strict: bool = False) -> bool:
    """Whether two figures measure in one unit; `strict` wants the same things counted as well."""
    units = {first.unit, second.unit}
    if strict:
        if units & {figures.LABEL, figures.ORDINAL, figures.TIME, figures.FRACTION}:
            return False
        if "" in units:
            return len(units) == 1 and bool(readings.stems(first.noun) & readings.stems(second.noun))
    if units == {figures.LABEL}:
        nouns = {first.noun, second.noun} - {"", "number"}
        return len(nouns) < 2
    if figures.LABEL in units:
        return bool(units & {"", figures.ORDINAL})
    one = figures.plain(Decimal(1), first.unit, language)[1]
    two = figures.plain(Decimal(1), second.unit, language)[1]
    return figures.alike(one, two, language)


def same_value(said: Figure, theirs: Figure, language: Language) -> bool:
    """Whether a figure of a quote carries one of a statement, by value and unit."""
    if not same_kind(said, theirs, language) and not _same_age(said, theirs):
        return False
    low, high = _plain(said, language)
    ends = _plain(theirs, language)
    if (low, high) == ends:
        return True
    others = {value for value in (said.other, said.low if low == high else None) if value is not None}
    if theirs.other in others or (said.other is not None and said.other in ends):
        return True
    if low != high:
        return False
    if theirs.change and low in ends:
        return True
    return bool(said.bound) and ends[0] == ends[1] and _rounds(low, ends[0], said.bound)


def _same_age(first: Figure, second: Figure) -> bool:
    """Whether one figure is an age without its years, "under 25", and the other one with: "25 years"."""
    bare, full = (first, second) if not first.unit else (second, first)
    plain = not bare.unit and not bare.noun and bare.low == bare.high
    limits = bare.bound == full.bound and bare.bound in ("over", "under")
    return plain and limits and full.unit == "year" and 0 < bare.low <= OLDEST


def same_time(said: Said, theirs: Said) -> bool:
    """Whether the dates that two figures are bound to do not contradict each other."""
    if not said.when or not theirs.when:
        return True
    return meet(theirs.when, said.when)


def meet(first: str, second: str) -> bool:
    """Whether two times of a figure may be one; nine months are not their year, nor a year its half."""
    if _is_stretch_of(first, second) or _is_stretch_of(second, first):
        return False
    return dates.covers(first, second) or dates.covers(second, first)


def _is_stretch_of(part: str, whole: str) -> bool:
    """Whether a time is a stretch of months within one year, and the other is longer and holds it.

    A day or a month may be that of an event, which is of its year too; a stretch is what was summed up.
    """
    inner, outer = dates.bounds(part), dates.bounds(whole)
    if inner is None or outer is None or inner == outer or not _sums_up(part):
        return False
    long = (inner[1] - inner[0]).days >= STRETCH and inner[0].year == inner[1].year
    return long and outer[0] <= inner[0] and inner[1] <= outer[1]


def _sums_up(when: str) -> bool:
    """Whether a time is a period, or a part of a year: 2024-01/2024-09, 2024-33."""
    return "/" in when or (when[5:7].isdecimal() and int(when[5:7]) in PARTS)


def same_period(said: Said, theirs: Said) -> bool:
    """Whether two figures are plainly of one time, or neither is of any."""
    if not said.when or not theirs.when:
        return said.when == theirs.when
    return same_time(said, theirs)


def candidates(figure: Figure, language: Language, reading: Reading) -> list[int]:
    """Places of the figures of a quote that may carry one, by value alone."""
    places = {
        at
        for value in readings.carried_values(figure, language)
        for at in reading.values.get(value, ())[:MOST]
    }
    if figure.bound and figure.low == figure.high:
        low = figures.plain(figure.low, figure.unit, language)[0]
        room = abs(low) * ROUNDED * 2
        places |= set(reading.near(low - room, low + room)[:MOST])
    return sorted(places)


def same_subject(each: Said, said: Reading, at: int, reading: Reading) -> bool:
    """Whether nothing shows that a quote gives a figure of another thing than the statement's.

    It does so where a rival of the same unit and time shares words with the statement, and this one,
    which has words of its own too, shares none: "exports 5, imports 3" does not carry "imports 5".
    """
    theirs = reading.figures[at]
    for rival in reading.figures[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]:
        if (
            rival is theirs
            or rival.figure.weak
            or not same_kind(theirs.figure, rival.figure, reading.language)
        ):
            continue
        if same_value(each.figure, rival.figure, said.language) or not same_time(theirs, rival):
            continue
        if not same_time(each, rival):
            continue
        own, other = theirs.subject - rival.subject, rival.subject - theirs.subject
        if own and not own & each.subject and other & each.subject:
            return False
    return True


def same_theme(
    each: Said, said: Reading, found: Sequence[tuple[Quoted, Said]], rival: Said, reading: Reading
) -> bool:
    """Whether a rival of another quote speaks of the same thing as the statement and its quote."""
    if _agrees(each.figure, rival.figure, said.language):
        return False
    subject = each.subject.union(*(pair[1].subject for pair in found))
    tongues = {said.language.lang, *(pair[0].reading.language.lang for pair in found)}
    if reading.language.lang in tongues:
        return bool(subject & rival.subject)
    kin = [other for other in reading.figures if same_kind(other.figure, rival.figure, said.language)]
    return len(kin) == 1


def counts_same(
    each: Said, said: Reading, quotes: Sequence[Quoted], found: Sequence[tuple[Quoted, Said]]
) -> bool:
    """Whether the thing that a bare number counts is named in a quote of the statement's language."""
    figure = each.figure
    nouns = readings.stems(figure.noun)
    near = [pair for pair in found if pair[0].reading.language.lang == said.language.lang]
    if figure.unit or not nouns or len(near) < len(found):
        return True
    if any(pair[1].figure.unit or not pair[1].figure.noun for pair in near):
        return True
    return any(nouns & quoted.reading.stems for quoted in quotes)


def is_firmer(said: Figure, theirs: Figure) -> bool:
    """Whether a statement's figure is firmer than the quote's: 30 for "more than 30"."""
    if not theirs.bound or said.bound in ("about", theirs.bound):
        return False
    return said.low == theirs.low or not said.bound


def _agrees(first: Figure, second: Figure, language: Language) -> bool:
    """Whether two different values may both be true: one is rounded, bounded or a range around the other."""
    low, high = _plain(first, language)
    other, top = _plain(second, language)
    if (other <= low and high <= top) or (low <= other and top <= high):
        return True
    for one, two, bound in ((low, other, second.bound), (other, low, first.bound)):
        if (bound == "over" and two <= one) or (bound == "under" and two >= one):
            return True
        if bound == "about" and abs(one - two) <= abs(two) * ROUNDED:
            return True
    return False


def _plain(figure: Figure, language: Language) -> tuple[Decimal, Decimal]:
    low = figures.plain(figure.low, figure.unit, language)[0]
    return low, figures.plain(figure.high, figure.unit, language)[0]


def _rounds(said: Decimal, theirs: Decimal, bound: str) -> bool:
    """Whether a bounded figure rounds another rightly: "about 13 million" or "over 13 million" for 13.5."""
    if not said:
        return False
    step = Decimal(1).scaleb(int(said.normalize().as_tuple().exponent))
    apart = theirs - said
    if abs(apart) > abs(theirs) * ROUNDED:
        return False
    if bound == "over":
        return 0 <= apart < step
    if bound == "under":
        return 0 <= -apart < step
    return abs(apart) * 2 <= step
