"""Figures as people write them: numbers, amounts, measures, shares and ranks, read into exact values."""

from dataclasses import dataclass
from decimal import Decimal

from briefbook.text.languages import Language


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a text: 13.5 million US dollars, 83rd, 12 %, more than 30 years."""

    start: int
    end: int
    # half-open offsets in the text that was read, number, scale and unit included
    low: Decimal
    high: Decimal
    # equal but for a range
    unit: str
    # ISO 4217 code, "%", "ordinal", a unit of measure ("km", "day", "year", "person"), or "" for a bare count
    noun: str = ""
    # the word counted, as written, where no unit is known: "families"
    bound: str = ""
    # "" | about | over | under
    written: str = ""
    # the words at start:end


def find(text: str, language: Language) -> tuple[Figure, ...]:
    """Every figure of a text in order; what is part of a date is not one (see `dates`)."""
    raise NotImplementedError
