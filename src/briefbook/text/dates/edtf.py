"""What EDTF values cover: their first and last day, and whether one carries or meets another."""

import calendar
import re
from datetime import date

FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)
_POINT = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?[?~%]?")
_PARTS = {33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12), 37: (1, 4), 38: (5, 8), 39: (9, 12)}
_PARTS |= {40: (1, 6), 41: (7, 12)}
# of EDTF level 2, read though never written: quarters, thirds and halves
_SEASONS = range(21, 25)
# of EDTF level 1; which months a season has depends on the place


def bounds(edtf: str) -> tuple[date, date] | None:
    """The first and the last day that a value may mean; None where it has no year or is no date."""
    first, slash, last = edtf.strip().partition("/")
    if not slash:
        return _point(first)
    low = (FIRST, FIRST) if first in ("", "..") else _point(first)
    high = (LAST, LAST) if last in ("", "..") else _point(last)
    if low is None or high is None or high[1] < low[0]:
        return None
    return low[0], high[1]


def covers(source: str, said: str) -> bool:
    """Whether a source's date carries the date that is said: the same one, or one within it.

    A period said as such, "2017/2021", is carried by the same period alone; an approximate date does not
    carry a sure one; a day without a year carries no day with one.
    """
    if source == said:
        return True
    if _approximate(source) and not _approximate(said):
        return False
    inner, outer = bounds(source), bounds(said)
    if outer is None:
        return _fits(source, said)
    if inner is None:
        return False
    if "/" in said:
        return inner == outer
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def overlap(first: str, second: str) -> bool:
    """Whether two values may mean a common day."""
    one, two = bounds(first), bounds(second)
    if one is None or two is None:
        return _agree(first, second)
    return one[0] <= two[1] and two[0] <= one[1]


def _point(text: str) -> tuple[date, date] | None:
    found = _POINT.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day = found.groups()
    if year == "XXXX" or not re.fullmatch("[0-9]{2,4}X{0,2}", year):
        return None
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if not 1 <= low <= high <= 9999:
        return None
    if not month or not month.isdecimal() or low != high:
        return date(low, 1, 1), date(high, 12, 31)
    first = last = int(month)
    if first > 12:
        if day or first not in _PARTS:
            return (date(low, 1, 1), date(low, 12, 31)) if first in _SEASONS and not day else None
        first, last = _PARTS[first]
    if not first or (day and day.isdecimal() and first != last):
        return None
    days = calendar.monthrange(low, last)[1]
    if not day or not day.isdecimal():
        return date(low, first, 1), date(low, last, days)
    return (date(low, first, int(day)),) * 2 if 1 <= int(day) <= days else None


def _approximate(edtf: str) -> bool:
    return edtf.endswith(("~", "?", "%"))


def _masks(edtf: str) -> list[list[str]]:
    return [part.rstrip("?~%").split("-") for part in edtf.split("/")]


def _fits(source: str, said: str) -> bool:
    """Whether a value without a year, "XXXX-03-06", is carried by another."""
    one, two = _masks(source), _masks(said)
    if len(one) != len(two):
        return len(two) == 1 and all(_fits_one(each, two[0]) for each in one)
    return all(_fits_one(each, wanted) for each, wanted in zip(one, two, strict=True))


def _fits_one(source: list[str], said: list[str]) -> bool:
    if len(source) < len(said):
        return False
    return all("X" in want or have == want for have, want in zip(source, said, strict=False))


def _agree(first: str, second: str) -> bool:
    """Whether two values of which one has no year may be one, by what both say."""
    return any(
        all(a == b or "X" in a or "X" in b for a, b in zip(one, two, strict=False))
        for one in _masks(first)
        for two in _masks(second)
    )
