"""The shapes that dates have, from the longest to the lone year, over the parts that words play."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from briefbook.model.date import PartialDate
from briefbook.text.dates import calendars, context, shapes, tokens
from briefbook.text.dates.calendars import Draft
from briefbook.text.dates.moment import Moment
from briefbook.text.dates.numeric import Point
from briefbook.text.dates.tokens import OTHER, Reading

_EXACT = frozenset({"relative", "weekday", "decade"})
# flags of what is never told as "around"


def apply(reading: Reading, anchor: PartialDate | None) -> tuple[Moment, ...]:
    """Every date of a text, the longest shape first, none inside another."""
    patterns = _patterns(reading)
    if not patterns:
        return ()
    codes = context.without_counts(reading)
    found: list[Draft] = []
    for name, pattern in patterns:
        used: list[tuple[int, int]] = []
        for match in pattern.finditer(codes):
            drafts = [*_drafts(name, shapes.Match(reading, match, anchor))]
            finished = [done for draft in drafts if (done := calendars.finished(draft, anchor))]
            if drafts:
                # a day that the calendar has not is no date, nor is a part of it
                found += finished if len(finished) == len(drafts) else []
                used.append(match.span())
        codes = _blanked(codes, used) if used else codes
    return tuple(_moment(draft, reading) for draft in sorted(found, key=lambda each: each.start))


def _patterns(reading: Reading) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The shapes that may be in a text, by the parts that its words play; the same for the same parts."""
    lexicon, chars = reading.lexicon, frozenset(reading.codes)
    fitting = lexicon.fitting.get(chars)
    if fitting is None:
        here = frozenset[str]().union(*(lexicon.roles[char] for char in chars))
        every = _every(lexicon).items()
        fitting = tuple(
            each for each in every if not any(here.isdisjoint(parts) for parts in shapes.NEEDED[each[0]])
        )
        if len(lexicon.fitting) < tokens.KNOWN:
            lexicon.fitting[chars] = fitting
    return fitting


def _every(lexicon: tokens.Lexicon) -> Mapping[str, re.Pattern[str]]:
    if not lexicon.shapes:
        for name, shape in shapes.all_of(bool(lexicon.switches.get("month_first"))):
            lexicon.shapes[name] = shapes.compiled(shape, lexicon.codes)
    return lexicon.shapes


def _drafts(name: str, match: shapes.Match) -> Iterable[Draft]:
    return _BUILDERS[name](match)


def _between_days(match: shapes.Match) -> Iterator[Draft]:
    first, last = match.side("1"), match.side("2")
    sure = match.has("from") or bool(match.switch("slash_dates"))
    if sure or not (match.is_slash("1") and match.is_slash("2")):
        yield match.draft(first, last)


def _days_of_month(match: shapes.Match) -> Iterator[Draft]:
    year, month = match.year("y"), match.month("m")
    if match.has("r"):
        cluster = match.cluster("r")
        one, two = cluster.first.day, cluster.last.day if cluster.last else None
        yield match.draft(Point(year, month, one), Point(year, month, two))
        return
    places = match.days("l")
    days = [match.reading.cluster(at).first.day or 0 for at in places]
    if match.has("to") or match.has("bt") or days == list(range(days[0], days[-1] + 1)):
        if days == sorted(set(days)):
            yield match.draft(Point(year, month, days[0]), Point(year, month, days[-1]))
        return
    for at, day in zip(places, days, strict=True):
        whole = match.draft(Point(year, month, day))
        # the month stands once, before the first day or after the last one
        start = whole.start if at == places[0] and match.index("m") < at else at
        yield whole._replace(start=start, end=whole.end if at == places[-1] else at + 1)


def _day_and_figures(match: shapes.Match) -> Iterator[Draft]:
    figures, day = match.cluster("c").first, match.cluster("d").first.day or 0
    if not match.is_short_date("c", sure=match.has("from") or match.has("dw")):
        return
    if match.has("to") or day + 1 == figures.day:
        yield match.draft(figures._replace(day=day), figures)
        return
    at = match.index("d")
    yield match.draft(figures._replace(day=day))._replace(end=at + 1)
    yield match.draft(figures)._replace(start=match.index("c"))


def _day(match: shapes.Match) -> Iterator[Draft]:
    if match.has("c1"):
        cluster = match.cluster("c1")
        if match.is_short_date("c1", sure=match.has("w")):
            yield match.draft(cluster.first)._replace(other=cluster.other)
        return
    yield match.draft(match.side("1"))


def _figures_range(match: shapes.Match) -> Iterator[Draft]:
    cluster = match.cluster("c")
    yield match.draft(cluster.first, cluster.last)


def _dotted(match: shapes.Match) -> Iterator[Draft]:
    if match.switch("dotted_dates"):
        yield match.draft(match.cluster("c").first)


def _months(match: shapes.Match) -> Iterator[Draft]:
    first = Point(match.year("y1"), match.month("m1"))
    if match.has("c"):
        last = match.cluster("c").first
    else:
        last = Point(match.year("y2"), match.month("m2"))
    yield match.draft(first, last)


def _two_months(match: shapes.Match) -> Iterator[Draft]:
    year = match.year("y2")
    first = match.draft(Point(year, match.month("m1")))
    yield first._replace(end=match.index("m1") + 1)
    yield match.draft(Point(year, match.month("m2")))._replace(start=match.index("m2"))


def _span(match: shapes.Match) -> Iterator[Draft]:
    first, _, last = match.text("s", "span").partition("-")
    year = match.year("y")
    if year is not None:
        yield match.draft(Point(year, int(first)), Point(year, int(last)))


def _decade(match: shapes.Match) -> Iterator[Draft]:
    point = match.cluster("k").first
    value = point.year if point.year is not None else point.day
    if value is None or value % 10:
        return
    if value < 100:
        value += 1900 if value >= 30 else 2000
    edtf = f"{value // 10}X"
    yield match.draft(point)._replace(edtf=edtf, flags=frozenset(("decade",)))


def _years(match: shapes.Match) -> Iterator[Draft]:
    if match.has("z"):
        cluster = match.cluster("z")
        yield match.draft(cluster.first, cluster.last)
        return
    yield match.draft(Point(match.year("y1")), Point(match.year("y2")))


def _part(match: shapes.Match) -> Iterator[Draft]:
    year = match.year("y")
    if year is not None:
        yield match.draft(Point(year))._replace(flags=match.flags | {"part"})


def _month(match: shapes.Match) -> Iterator[Draft]:
    if match.has("c"):
        yield match.draft(match.cluster("c").first)
    else:
        yield match.draft(Point(match.year("y"), match.month("m")))


def _lone_month(match: shapes.Match) -> Iterator[Draft]:
    if match.has("lead") or match.switch("lone_months"):
        yield match.draft(Point(None, match.month("m")))


def _relative(match: shapes.Match) -> Iterator[Draft]:
    part = "relative" if match.reading.plays(match.index("r"), "relative") else "relative_year"
    key = match.text("r", part)
    edtf = calendars.relative(key, match.anchor)
    draft = match.draft(Point())
    yield draft._replace(edtf=edtf, flags=frozenset(("relative", key if "XX" in edtf else "relative")))


def _weekday(match: shapes.Match) -> Iterator[Draft]:
    weekday = match.weekday
    if match.reading.lexicon.switches.get("needs_weekday_lead") and not match.reading.plays(
        match.start - 1, "weekday_lead"
    ):
        return
    coming = match.reading.plays(match.start - 1, "next") or match.reading.plays(match.end, "next")
    edtf = calendars.on_weekday(weekday, match.anchor, coming)
    yield match.draft(Point())._replace(edtf=edtf, flags=frozenset(("weekday",)))


def _year(match: shapes.Match) -> Iterator[Draft]:
    at = match.index("y")
    if context.is_year(match.reading, at):
        yield match.draft(Point(match.year("y")))


def _blanked(codes: str, used: Iterable[tuple[int, int]]) -> str:
    parts, done = [], 0
    for start, end in used:
        parts += [codes[done:start], OTHER * (end - start)]
        done = max(done, end)
    return "".join((*parts, codes[done:]))


def _moment(draft: Draft, reading: Reading) -> Moment:
    start, end = reading.places[draft.start].start(), reading.places[draft.end - 1].end()
    left, right = reading.folded.source_start(start), reading.folded.source_end(end)
    flags, edtf = draft.flags, draft.edtf
    other = calendars.write(draft.other) if draft.other and "ambiguous-dmy" in flags else ""
    for key in [each for each in flags if each[-1].isdigit()]:
        flags -= {key}
        other = key
    loose = draft.last is None and draft.first.day is None and flags.isdisjoint(_EXACT)
    if loose and "X" not in edtf and context.is_approximate(reading, draft.start):
        flags |= {"approximate"}
        edtf += "~"
    written = reading.folded.text[start:end]
    return Moment(left, right, edtf, flags, other, written, draft.weekday)


_BUILDERS: Mapping[str, Callable[[shapes.Match], Iterable[Draft]]] = {
    "between_days": _between_days,
    "from_day_to_day": _between_days,
    "days_of_month": _days_of_month,
    "month_and_days": _days_of_month,
    "day_and_figures": _day_and_figures,
    "day": _day,
    "figures_range": _figures_range,
    "dotted": _dotted,
    "months": _months,
    "from_month": _months,
    "two_months": _two_months,
    "span": _span,
    "decade": _decade,
    "years": _years,
    "between_years": _years,
    "part": _part,
    "month": _month,
    "lone_month": _lone_month,
    "relative": _relative,
    "weekday": _weekday,
    "year": _year,
}
# what makes dates of a shape that was found
