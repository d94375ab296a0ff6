"""Dates in figures alone: 6/3/2025, 06.03.2025, 2025-03-06, 6-7/3, 3/2025, 2017-2021, 1990s."""

import re
from dataclasses import dataclass
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1600, 2100
LONGEST = 24
# letters of a date in figures: 28/02/2025-01/03/2025


class Point(NamedTuple):
    """A day, a month or a year, as far as it is said."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """What a run of figures and their joints says."""

    role: str
    # day | days | year | years | full | full_range | day_month | day_month_range | month_year | decade | tens
    first: Point
    last: Point | None = None
    other: Point | None = None
    # the month-first reading where both are possible


_YEAR = re.compile("1[6-9][0-9]{2}|20[0-9]{2}|2100")
_DAY_RANGE = re.compile("([0-9]{1,2})-([0-9]{1,2})")
_ISO = re.compile("([0-9]{4})([-/.])([0-9]{1,2})\\2([0-9]{1,2})")
_FULL = re.compile("([0-9]{1,2})([-/.])([0-9]{1,2})\\2([0-9]{4}|[0-9]{2})")
_SLASH = re.compile("([0-9]{1,2})([/.])([0-9]{1,2})")
_DAYS_SLASH = re.compile("([0-9]{1,2})-([0-9]{1,2})([/.])([0-9]{1,2})(?:\\3([0-9]{4}))?")
_SLASHES = re.compile("([0-9]{1,2})/([0-9]{1,2})(?:/([0-9]{4}))?-([0-9]{1,2})/([0-9]{1,2})(?:/([0-9]{4}))?")
_MONTH_YEAR = re.compile("([0-9]{1,2})[-/.]([0-9]{4})")
_YEAR_MONTH = re.compile("([0-9]{4})([-/])([0-9]{2})")
_YEARS = re.compile("([0-9]{4})[-/]([0-9]{4})")


def read(figures: str, either_way: bool) -> Cluster | None:
    """The date that figures say; `either_way` where day and month may change places."""
    if len(figures) > LONGEST or not figures.isascii():
        return None
    if figures.isdecimal():
        return _number(figures)
    for reader in (_iso, _years, _days, _days_and_month):
        if found := reader(figures):
            return found
    return _day_and_month(figures, either_way)


def _number(figures: str) -> Cluster | None:
    value = int(figures)
    if len(figures) <= 2:
        if 1 <= value <= 31:
            return Cluster("day", Point(day=value))
        return Cluster("tens", Point(value)) if value % 10 == 0 else None
    return Cluster("year", Point(value)) if _YEAR.fullmatch(figures) else None


def _iso(figures: str) -> Cluster | None:
    found = _ISO.fullmatch(figures)
    if found and _YEAR.fullmatch(found[1]):
        return Cluster("full", Point(int(found[1]), int(found[3]), int(found[4])))
    return None


def _years(figures: str) -> Cluster | None:
    found = _YEARS.fullmatch(figures)
    if found:
        first, last = found.groups()
        if _YEAR.fullmatch(first) and _YEAR.fullmatch(last) and int(first) < int(last):
            return Cluster("years", Point(int(first)), Point(int(last)))
        return None
    found = _YEAR_MONTH.fullmatch(figures)
    if not found or not _YEAR.fullmatch(found[1]):
        return None
    year, short = int(found[1]), int(found[3])
    if short > year % 100 and (found[2] == "-" or short == year % 100 + 1):
        # 2019-20, 2019/20
        return Cluster("years", Point(year), Point(year - year % 100 + short))
    if 1 <= short <= 12:
        return Cluster("month_year", Point(year, short))
    return None


def _days(figures: str) -> Cluster | None:
    found = _DAY_RANGE.fullmatch(figures)
    if not found:
        return None
    first, last = int(found[1]), int(found[2])
    return Cluster("days", Point(day=first), Point(day=last)) if 1 <= first < last <= 31 else None


def _days_and_month(figures: str) -> Cluster | None:
    found = _DAYS_SLASH.fullmatch(figures)
    if found:
        year = int(found[5]) if found[5] else None
        first, last, month = int(found[1]), int(found[2]), int(found[4])
        if first < last and 1 <= month <= 12:
            role = "full_range" if year else "day_month_range"
            return Cluster(role, Point(year, month, first), Point(year, month, last))
        return None
    found = _SLASHES.fullmatch(figures)
    if not found or (found[3] and not found[6]):
        return None
    one, two, year1, three, four, year2 = (int(part) if part else None for part in found.groups())
    assert two is not None
    assert four is not None
    if not (1 <= two <= 12 and 1 <= four <= 12):
        return None
    if year2 and not year1:
        year1 = year2 if two <= four else year2 - 1
    role = "full_range" if year2 else "day_month_range"
    return Cluster(role, Point(year1, two, one), Point(year2, four, three))


def _day_and_month(figures: str, either_way: bool) -> Cluster | None:
    found = _FULL.fullmatch(figures)
    if found:
        return _full(found, either_way)
    found = _MONTH_YEAR.fullmatch(figures)
    if found and _YEAR.fullmatch(found[2]) and 1 <= int(found[1]) <= 12:
        return Cluster("month_year", Point(int(found[2]), int(found[1])))
    found = _SLASH.fullmatch(figures)
    if not found:
        return None
    return _either("day_month", found, None, either_way) if found[2] == "/" else _dotted(found)


def _dotted(found: re.Match[str]) -> Cluster | None:
    """06.03 with a leading nought; 4.6 is more often a figure."""
    day, month = int(found[1]), int(found[3])
    if len(found[3]) == 2 and 1 <= month <= 12 and 1 <= day <= 31:
        return Cluster("dotted", Point(None, month, day))
    return None


def _full(found: re.Match[str], either_way: bool) -> Cluster | None:
    year = found[4]
    if len(year) == 4:
        if not _YEAR.fullmatch(year):
            return None
        return _either("full", found, int(year), either_way and found[2] != ".")
    if len(found[1]) < 2 or len(found[3]) < 2 or found[2] == "-":
        # 1.2.25 is rather a version than a day
        return None
    return _either("full", found, 2000 + int(year), either_way and found[2] != ".")


def _either(role: str, found: re.Match[str], year: int | None, either_way: bool) -> Cluster | None:
    first, second = int(found[1]), int(found[3])
    if 1 <= second <= 12 and 1 <= first <= 31:
        swapped = either_way and first <= 12 and first != second
        other = Point(year, first, second) if swapped else None
        return Cluster(role, Point(year, second, first), other=other)
    if either_way and 1 <= first <= 12 and 1 <= second <= 31:
        return Cluster(role, Point(year, first, second))
    return None
