"""Dates as people write them, read into EDTF: days, months, years, ranges, weekdays and "today"."""

from dataclasses import dataclass

from briefbook.model.date import PartialDate
from briefbook.text.languages import Language


@dataclass(frozen=True, slots=True)
class Moment:
    """One date or period of a text."""

    start: int
    end: int
    # half-open offsets in the text that was read
    edtf: str
    # EDTF level 0 or 1: "2025-03-06", "2025-03", "2025", "2025-03-06/2025-03-07", "XXXX-03-06" without a year
    flags: frozenset[str] = frozenset()
    # year-inferred | ambiguous-dmy | relative | weekday | decade
    other: str = ""
    # the second reading of an ambiguous day and month
    written: str = ""


def find(text: str, language: Language, anchor: PartialDate | None = None) -> tuple[Moment, ...]:
    """Every date of a text in order; `anchor` is the date of the source, for what it leaves unsaid."""
    raise NotImplementedError
