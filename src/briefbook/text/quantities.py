"""Figures: their scale, their periods, and whether a sentence says one figure and no more."""

import re
from collections.abc import Sequence
from decimal import Decimal

from briefbook.model.date import PartialDate
from briefbook.text.words import Words

SCALES = ((10**9, "billion"), (10**6, "million"))
# short scale; shown names come from the language's word list
SHORT = 90
# letters of a statement that a row of a table can stand for

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3}){2,}")


def scale(values: Sequence[Decimal]) -> tuple[int, str]:
    """The largest scale in which every value keeps a figure before or just after the decimal mark."""
    least = min((abs(value) for value in values if value), default=Decimal(0))
    for size, name in SCALES:
        if least * 10 >= size:
            return size, name
    return 1, ""


def period(when: str, words: Words) -> str:
    """A year, date or interval (EDTF level 0) as the language writes it."""
    start, slash, end = when.partition("/")
    first = _date(start)
    if slash:
        last = _date(end)
        return (
            f"{start}–{end}" if first.month is None and last.month is None else words.date_range(first, last)
        )
    return words.date(first)


def says_only(statement: str, value: Decimal, when: str) -> bool:
    """Whether a short statement holds this figure and this period and no other number."""
    if len(statement) > SHORT:
        return False
    years = set(re.findall(r"\d{4}", when))
    return all(found in years or _is_same(found, value) for found in _NUMBER.findall(statement))


def _is_same(written: str, value: Decimal) -> bool:
    """Whether a written number is the value, or the value in thousands, millions or billions."""
    grouped = _GROUPED.fullmatch(written)
    if not grouped and len(re.findall("[.,]", written)) > 1:
        # a date such as 6.3.2025, or 1,234.5, which a statement that says one figure seldom holds
        return False
    number = Decimal(re.sub("[.,]", "", written) if grouped else written.replace(",", "."))
    return number != 0 and any(number * 1000**power == value for power in range(5))


def _date(text: str) -> PartialDate:
    return PartialDate(*(int(part) for part in text.split("-")))
