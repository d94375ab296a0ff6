"""How one language writes figures, made ready for reading from its table of data."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import Any, Generic, NamedTuple, TypeVar

from briefbook.text.languages import Language

T = TypeVar("T")

_WORD = re.compile(
    r"([ \n]{0,2}[-‑]?[ \n]?)"
    r"((?:[^\W\d_]\.){2,}|(?:d|l|qu)'|[^\W\d_]+(?:/[^\W\d_]+)?[²³2]?(?!\d)|°[cf]?|[%‰٪#№])"
)
# what parts two words, and a word or a sign

SETS = {
    "joins": "joins",
    "suffixes": "ordinal_suffixes",
    "linkers": "linkers",
    "weak": "weak",
    "not_after": "not_after_one_words",
    "definite": "definite",
    "pair_nouns": "pair_nouns",
    "stops": "stops",
    "conjunctions": "conjunctions",
    "movements": "movements",
    "spans": "spans",
}
# fields that are sets of words, and their keys in the table


class Word(NamedTuple):
    """A word in lower case, with what parts it from what stands before."""

    text: str
    gap: str
    start: int
    end: int


class Step(NamedTuple):
    """What a number word does to the sum so far."""

    kind: str
    # add | times | scale | tight | half | ordinal | tail
    value: Decimal


class Phrases(Generic[T]):
    """Phrases of words with a value each, found by their first word, the longest first."""

    def __init__(self, entries: Iterator[tuple[str, T]], abbreviations: set[str]) -> None:
        rows: list[tuple[tuple[str, ...], T]] = []
        for phrase, value in entries:
            words = spelled(phrase, abbreviations)
            if words:
                rows.append((words, value))
        rows.sort(key=lambda row: (row[0][0], -len(row[0])))
        self._rows: dict[str, tuple[tuple[tuple[str, ...], T], ...]] = {
            first: tuple(group) for first, group in groupby(rows, key=lambda row: row[0][0])
        }
        self._lasts = frozenset(phrase[-1] for phrase, _ in rows)

    def __contains__(self, first: str) -> bool:
        return first in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def match(self, words: Sequence[Word], at: int = 0) -> tuple[int, T] | None:
        """How many words from a place make up the longest phrase there, and its value."""
        if at >= len(words):
            return None
        for phrase, value in self._rows.get(words[at].text, ()):
            if len(phrase) == 1 or phrase == tuple(word.text for word in words[at : at + len(phrase)]):
                return len(phrase), value
        return None

    def last(self, words: Sequence[Word]) -> tuple[int, T] | None:
        """The longest phrase that ends with the last word: how many words, and its value."""
        if not words or words[-1].text not in self._lasts:
            return None
        for at in range(max(0, len(words) - 5), len(words)):
            found = self.match(words, at)
            if found and at + found[0] == len(words):
                return found
        return None


@dataclass(frozen=True, slots=True)
class Grammar:
    """One language's way with figures."""

    decimal: str
    group: str
    both: bool
    # whether both conventions of decimal marks are at home in the language
    space_groups: bool
    head_last: bool
    capital_names: bool
    chains: bool
    abbreviations: frozenset[str]
    steps: Phrases[Step]
    starts: frozenset[str]
    # words with which a number may begin
    joins: frozenset[str]
    join_from: int
    join_values: frozenset[int]
    score_tens: frozenset[int]
    suffixes: frozenset[str]
    fractions: Phrases[Decimal]
    counts: Phrases[Decimal]
    # round counts that are nouns: "une centaine"
    units: Phrases[str]
    # units, currencies, percent
    halves: Phrases[bool]
    # "and a half", which may follow a unit of time: "deux heures et demie"
    ratios: Phrases[bool]
    # what stands between the two numbers of a share: "one in four"
    noun_in_share: bool
    # whether what is counted stands behind the one: "une personne sur quatre"
    unit_stems: tuple[tuple[str, str], ...]
    linkers: frozenset[str]
    bounds: Phrases[str]
    bounds_after: Phrases[str]
    ranges: Mapping[str, frozenset[str]]
    labels: Phrases[str]
    ranks: Phrases[str]
    # words before a number that make it a rank
    rank_units: Phrases[str]
    weak: frozenset[str]
    refused: Phrases[bool]
    not_after: frozenset[str]
    only_before: Mapping[str, frozenset[str]]
    definite: frozenset[str]
    pair_nouns: frozenset[str]
    stops: frozenset[str]
    symbols: Mapping[str, str]
    closing: frozenset[str]
    # the last letters of symbols
    families: Mapping[str, frozenset[str]]
    comparisons: Phrases[bool]
    conjunctions: frozenset[str]
    movements: frozenset[str]
    idle: frozenset[str]
    # stops and movements: words that say nothing of what a figure is of
    spans: frozenset[str]
    # bounds that may be none beside a time: "repaid over 15 years"
    conversions: Mapping[str, tuple[str, Decimal]]


def spelled(phrase: str, abbreviations: set[str] | frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The words of a phrase as a text's are read."""
    return tuple(word.text for word in words(phrase.lower(), 0, 9, abbreviations, skip_dots=True))


def words(
    text: str, at: int, most: int, abbreviations: set[str] | frozenset[str], skip_dots: bool = False
) -> list[Word]:
    """The next words of a text in lower case, up to the first mark that parts clauses."""
    found: list[Word] = []
    while len(found) < most and (following := word(text, at, abbreviations, skip_dots)):
        found.append(following)
        at = following.end
    return found


def word(
    text: str, at: int, abbreviations: set[str] | frozenset[str], skip_dots: bool = False
) -> Word | None:
    """The next word of a text in lower case; None where a mark that parts clauses comes first."""
    match = _WORD.match(text, at)
    if match is None:
        return None
    gap, written = match.groups()
    end = match.end()
    if (skip_dots or written in abbreviations) and text.startswith(".", end):
        end += 1
    return Word(written, gap, match.start(2), end)


@lru_cache(maxsize=64)
def compile(language: Language) -> Grammar:
    """Make a language's table ready; the same language is made ready once."""
    return _compile(language.table("figures"))


def _compile(table: Mapping[str, Any]) -> Grammar:
    short = _abbreviations(table)
    steps = Phrases(_steps(table), short)

    def phrases(name: str) -> Phrases[str]:
        return Phrases(_forms(table.get(name, {})), short)

    fractions = Phrases(((form, _ratio(pair)) for form, pair in table.get("fractions", {}).items()), short)
    counts = Phrases(((form, Decimal(value)) for form, value in table.get("counts", {}).items()), short)
    return Grammar(
        **_sets(table),
        decimal=table.get("decimal", "."),
        group=table.get("group", ","),
        both=table.get("both_marks", False),
        space_groups=table.get("space_groups", False),
        head_last=table.get("head", "last") == "last",
        capital_names=table.get("capital_names", False),
        chains=table.get("chains", False),
        abbreviations=frozenset(short),
        steps=steps,
        starts=_starts(table, short) | frozenset(fractions) | frozenset(counts),
        join_from=table.get("join_from", 20),
        join_values=frozenset(table.get("join_values", ())),
        score_tens=frozenset(table.get("score_tens", ())),
        fractions=fractions,
        counts=counts,
        units=Phrases(_units(table), short),
        halves=Phrases(((form, True) for form in table.get("halves", ())), short),
        noun_in_share=table.get("noun_in_share", False),
        ratios=Phrases(((form, True) for form in table.get("ratios", ())), short),
        unit_stems=tuple(
            (stem, unit) for unit, stems in table.get("unit_stems", {}).items() for stem in stems
        ),
        bounds=phrases("bounds"),
        bounds_after=phrases("bounds_after"),
        ranges={
            name: frozenset([value] if isinstance(value, str) else value)
            for name, value in table.get("ranges", {}).items()
        },
        labels=phrases("labels"),
        ranks=Phrases(((form, "ordinal") for form in table.get("ranks", ())), short),
        rank_units=Phrases(((form, "ordinal") for form in table.get("rank_units", ())), short),
        refused=Phrases(((form, True) for form in table.get("not_figures", ())), short),
        only_before={word: frozenset(after) for word, after in table.get("only_before", {}).items()},
        symbols=_symbols(table),
        families={name: frozenset(codes) for name, codes in table.get("currency_families", {}).items()},
        comparisons=Phrases(((form, True) for form in table.get("comparisons", ())), short),
        conversions={unit: (to, Decimal(str(by))) for unit, (to, by) in table.get("conversions", {}).items()},
    )


def _sets(table: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that are sets of words, and what is made of them."""
    sets = {field: frozenset(table.get(key, ())) for field, key in SETS.items()}
    sets["idle"] = sets["stops"] | sets["movements"]
    sets["closing"] = frozenset(sign[-1] for sign in _symbols(table))
    return sets


def _abbreviations(table: Mapping[str, Any]) -> set[str]:
    """The words that the table writes with a full stop."""
    found: set[str] = set()
    for value in table.values():
        forms = list(value) if isinstance(value, Mapping) else []
        lists = list(value.values()) if isinstance(value, Mapping) else [value]
        forms += [form for each in lists if isinstance(each, list) for form in each]
        for form in forms:
            if isinstance(form, str) and "." in form:
                found.update(
                    part.rpartition(" ")[2] for part in form.lower().split(".")[:-1] if len(part) > 1
                )
    return found


def _starts(table: Mapping[str, Any], short: set[str]) -> frozenset[str]:
    found = [*table.get("numbers", {}), *table.get("ordinals", {}), *table.get("alone", ())]
    found += [form for form, _ in _ordinals(table)]
    return frozenset(first for form in found for first in spelled(form, short)[:1])


def _steps(table: Mapping[str, Any]) -> Iterator[tuple[str, Step]]:
    for kind, name in (
        ("add", "numbers"),
        ("times", "times"),
        ("scale", "scales"),
        ("tight", "tight_scales"),
        ("tail", "tails"),
    ):
        for form, value in table.get(name, {}).items():
            yield form, Step(kind, Decimal(str(value)))
    for form, value in _ordinals(table):
        yield form, Step("ordinal", Decimal(value))
    for form in table.get("halves", ()):
        yield form, Step("half", Decimal("0.5"))


def _ordinals(table: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    yield from table.get("ordinals", {}).items()
    for stem, value in table.get("ordinal_stems", {}).items():
        for ending in table.get("ordinal_endings", ()):
            yield stem + ending, value


def _forms(entries: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    for key, forms in entries.items():
        for form in forms:
            yield form, key


def _units(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from _forms(table.get("units", {}))
    yield from _forms(table.get("currencies", {}))
    for code in table.get("currency_codes", ()):
        yield code, code
    for form in table.get("percent", ()):
        yield form, "%"
    for form in table.get("per_mille", ()):
        yield form, "‰"
    for form in table.get("points", ()):
        yield form, "points"


def _symbols(table: Mapping[str, Any]) -> dict[str, str]:
    symbols = {sign.lower(): code for sign, code in table.get("currency_symbols", {}).items()}
    return symbols | {code.lower(): code for code in table.get("currency_codes", ())}


def _ratio(pair: Sequence[int]) -> Decimal:
    return (Decimal(pair[0]) / Decimal(pair[1])).quantize(Decimal("1e-12"))
