"""What a date leaves unsaid, worked out against the date of its source and the calendar."""

import calendar
from datetime import date, timedelta
from typing import NamedTuple

from briefbook.model.date import PartialDate
from briefbook.text.dates.numeric import Point

UNKNOWN_DAY = "XXXX-XX-XX"
NOTHING = Point()


class Draft(NamedTuple):
    """A date as its words say it, by tokens."""

    start: int
    end: int
    # half-open, of tokens
    first: Point = NOTHING
    last: Point | None = None
    other: Point | None = None
    flags: frozenset[str] = frozenset()
    weekday: int = 0
    edtf: str = ""
    # where the words give it whole


def finished(draft: Draft, anchor: PartialDate | None) -> Draft | None:
    """The draft with its year and its EDTF value; None where the calendar has no such day."""
    if draft.edtf:
        return draft
    first, last, flags = draft.first, draft.last, draft.flags
    other = draft.other
    if first.year is None and last is not None and last.year is not None:
        early = (first.month or 0, first.day or 0) <= (last.month or 13, last.day or 32)
        first = first._replace(year=last.year if early else last.year - 1)
    if first.year is not None and last is not None and last.year is None:
        early = (first.month or 0, first.day or 0) <= (last.month or 13, last.day or 32)
        last = last._replace(year=first.year if early else first.year + 1)
    if first.year is None and anchor is not None:
        flags |= {"year-inferred"}
        first = first._replace(year=_nearest(first, anchor))
        if last is not None:
            early = (first.month or 0, first.day or 0) <= (last.month or 0, last.day or 0)
            last = last._replace(year=first.year if early else (first.year or 0) + 1)
        if other is not None:
            other = other._replace(year=_nearest(other, anchor))
    if not _exists(first) or not (last is None or _exists(last)):
        return None
    edtf = write(first)
    if last is not None:
        if not _in_order(first, last):
            return None
        edtf += f"/{write(last)}"
    if other is not None and _exists(other):
        flags |= {"ambiguous-dmy"}
    if draft.weekday and last is None and not _weekday_fits(first, draft.weekday):
        flags |= {"weekday-mismatch"}
    return draft._replace(first=first, last=last, other=other, flags=flags, edtf=edtf)


def write(point: Point) -> str:
    """A point as EDTF."""
    text = "XXXX" if point.year is None else f"{point.year:04d}"
    if point.month is not None:
        text += f"-{point.month:02d}"
        if point.day is not None:
            text += f"-{point.day:02d}"
    return text


def on_weekday(weekday: int, anchor: PartialDate | None, coming: bool = False) -> str:
    """The last such day of the week up to the source's day, or the first after it where "next" is said."""
    day = exact(anchor)
    if day is None:
        return UNKNOWN_DAY
    back = (day.isoweekday() - weekday) % 7
    return (day - timedelta(days=back - 7 if coming else back)).isoformat()


def relative(key: str, anchor: PartialDate | None) -> str:
    """The date of "day-1" or "year+0" as the source's date has it; unknown where that is too rough."""
    unit, steps = key[:-2], int(key[-2:])
    if anchor is None:
        return {"year": "XXXX", "month": "XXXX-XX"}.get(unit, UNKNOWN_DAY)
    if unit == "year":
        return f"{anchor.year + steps:04d}"
    if unit == "month":
        if anchor.month is None:
            return "XXXX-XX"
        months = anchor.year * 12 + anchor.month - 1 + steps
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    day = exact(anchor)
    if day is None:
        return str(anchor) if steps == 0 else UNKNOWN_DAY
    return (day + timedelta(days=steps)).isoformat()


def exact(anchor: PartialDate | None) -> date | None:
    """The source's date as a day, None where it is not known to the day."""
    if anchor is None or anchor.month is None or anchor.day is None:
        return None
    try:
        day = date(anchor.year, anchor.month, anchor.day)
    except ValueError:
        return None
    return day if 2 <= day.year <= 9998 else None


def _nearest(point: Point, anchor: PartialDate) -> int:
    """The year in which a day or month lies nearest to the source's date."""
    if anchor.month is None or point.month is None:
        return anchor.year
    here = anchor.month * 31 + (anchor.day or 15)
    there = point.month * 31 + (point.day or 15)
    steps = ((abs(there - here + 372 * shift), shift) for shift in (0, -1, 1))
    return anchor.year + min(steps, key=lambda each: each[0])[1]


def _exists(point: Point) -> bool:
    if point.year is not None and not 1 <= point.year <= 9999:
        return False
    if point.month is None:
        return point.day is None
    if not 1 <= point.month <= 12:
        return False
    days = calendar.monthrange(2024 if point.year is None else point.year, point.month)[1]
    return point.day is None or 1 <= point.day <= days


def _in_order(first: Point, last: Point) -> bool:
    if first.year is None or last.year is None:
        return (first.month, first.day) != (last.month, last.day)
    one = (first.year, first.month or 0, first.day or 0)
    return one < (last.year, last.month or 0, last.day or 0)


def _weekday_fits(point: Point, weekday: int) -> bool:
    if point.year is None or point.month is None or point.day is None:
        return True
    return date(point.year, point.month, point.day).isoweekday() == weekday
