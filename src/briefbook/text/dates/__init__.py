"""Dates as people write them, read into EDTF: days, months, years, ranges, weekdays and "today"."""

from functools import lru_cache

from briefbook.model.date import PartialDate
from briefbook.text import fold
from briefbook.text.dates import rules, tokens
from briefbook.text.dates.edtf import bounds, covers, overlap
from briefbook.text.dates.moment import Moment
from briefbook.text.languages import Language

__all__ = ["Moment", "anchored", "bounds", "covers", "find", "overlap"]

ANCHORED = frozenset({"relative", "weekday"})
# of dates that only their source's date tells


def find(text: str, language: Language, anchor: PartialDate | None = None) -> tuple[Moment, ...]:
    """Every date of a text in order; `anchor` is the date of the source, for what it leaves unsaid.

    Without an anchor a day without a year is "XXXX-03-06", and "Thursday" or "today" is "XXXX-XX-XX".
    """
    if anchor is None and len(text) < fold.SHORT:
        return _lately(text, language)
    return _find(text, language, anchor)


def anchored(text: str, language: Language, anchor: PartialDate | None) -> tuple[Moment, ...]:
    """What `find` gives, for a text that was read without an anchor a moment ago: mostly the same."""
    found = find(text, language)
    if anchor is None or all("XXXX" not in each.edtf and each.flags.isdisjoint(ANCHORED) for each in found):
        return found
    return _find(text, language, anchor)


@lru_cache(maxsize=256)
def _lately(text: str, language: Language) -> tuple[Moment, ...]:
    return _find(text, language, None)


def _find(text: str, language: Language, anchor: PartialDate | None) -> tuple[Moment, ...]:
    reading = tokens.read(text, language)
    return rules.apply(reading, anchor) if reading else ()
