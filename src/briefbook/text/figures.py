"""Figures as people write them: numbers, amounts, measures, shares and ranks, read into exact values."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from briefbook.text import dates, figures_grammar, figures_page, figures_reading
from briefbook.text.dates import Moment
from briefbook.text.figures_page import FRACTION, LABEL, ORDINAL, TIME, YEAR
from briefbook.text.languages import Language

__all__ = ("FRACTION", "LABEL", "ORDINAL", "TIME", "YEAR", "Figure", "alike", "find", "unit_of")


class Figure(NamedTuple):
    """One figure of a text: 13.5 million US dollars, 83rd, 12 %, more than 30 years."""

    start: int
    end: int
    # half-open offsets in the text that was read, number, scale and unit included
    low: Decimal
    high: Decimal
    # equal but for a range
    unit: str
    # ISO 4217 code or family ("dollar"), "%", "points" (of percent), "ordinal", "fraction", "label" (G7,
    # Resolution 1244), "time" (in minutes of the day), a measure ("km", "person"), or "" for a bare count
    noun: str = ""
    # the words counted, as written, where no unit is known: "families"; of a label, what it names
    bound: str = ""
    # "" | about | over | under
    written: str = ""
    # the words at start:end
    other: Decimal | None = None
    # the second reading of "6,765" in a language where both decimal marks are at home
    weak: bool = False
    # may be no figure at all: an article ("un projet"), or the two of "the two countries"
    change: bool = False
    # of a range: "from 5 to 7", of which each end may stand alone


def find(
    text: str, language: Language, moments: Sequence[Moment] | None = None, *, weak: bool = False
) -> tuple[Figure, ...]:
    """Every figure of a text in order; what is part of a date is not one (see `dates`).

    `moments` are the dates of the text, where they are known already. With `weak`, words that may be no
    figure are told too: an article that may be the number one, the two of "the two countries".
    """
    known = dates.find(text, language) if moments is None else moments
    spans = tuple((moment.start, moment.end) for moment in known)
    page = figures_page.prepare(text, figures_grammar.compile(language), spans)
    found = []
    for piece in figures_reading.pieces(page):
        if piece.weak and not weak:
            continue
        start, end = page.folded.source_start(piece.start), page.folded.source_end(piece.end)
        found.append(
            Figure(
                start,
                end,
                piece.low,
                piece.high,
                piece.unit,
                piece.noun,
                piece.bound,
                text[start:end],
                piece.other,
                piece.weak,
                piece.change,
            )
        )
    return tuple(found)


def plain(value: Decimal, unit: str, language: Language) -> tuple[Decimal, str]:
    """A measure in the unit that others of its kind are compared in: three decades are thirty years."""
    to, by = figures_grammar.compile(language).conversions.get(unit, (unit, Decimal(1)))
    return value * by, to


def alike(first: str, second: str, language: Language) -> bool:
    """Whether two units may be one: the same, or a currency and the family it belongs to."""
    if first == second:
        return True
    families = figures_grammar.compile(language).families
    if second in families.get(first, ()) or first in families.get(second, ()):
        return True
    return {first, second} == {"person", ""}


def unit_of(words: str, language: Language) -> str:
    """The unit that a word of a ledger names: "USD", "people", "rank"; "" where it is none."""
    grammar = figures_grammar.compile(language)
    plain = words.strip().lower()
    if plain in grammar.symbols:
        return grammar.symbols[plain]
    found = figures_grammar.words(plain, 0, 9, grammar.abbreviations)
    for phrases in (grammar.units, grammar.rank_units):
        match = phrases.match(found)
        if match and match[0] == len(found):
            return match[1]
    return ""
