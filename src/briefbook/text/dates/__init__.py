"""Dates as people write them, read into EDTF: days, months, years, ranges, weekdays and "today"."""

from briefbook.model.date import PartialDate
from briefbook.text.dates import rules, tokens
from briefbook.text.dates.edtf import bounds, covers, overlap
from briefbook.text.dates.moment import Moment
from briefbook.text.languages import Language

__all__ = ["Moment", "bounds", "covers", "find", "overlap"]


def find(text: str, language: Language, anchor: PartialDate | None = None) -> tuple[Moment, ...]:
    """Every date of a text in order; `anchor` is the date of the source, for what it leaves unsaid.

    Without an anchor a day without a year is "XXXX-03-06", and "Thursday" or "today" is "XXXX-XX-XX".
    """
    reading = tokens.read(text, language)
    return rules.apply(reading, anchor) if reading else ()
