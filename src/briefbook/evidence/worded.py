"""Amounts that a statement tells in words or in signs, held against its quotes: doubled, half of, ⑨."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from briefbook.evidence import persons
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import Fact
from briefbook.model.source import Source
from briefbook.text import figures, fold, languages, multiples, topics
from briefbook.text.figures import Figure
from briefbook.text.languages import Own
from briefbook.text.multiples import Multiple

NEAR = Fraction(15, 100)
# how far the quotient of two figures may lie from the multiple that is told of them, as a share of it
MOST = 60
# figures of the quotes that are divided by each other
SPELLED = ("", "times", figures.FRACTION)
# units of a figure that may say how many times


Hints = Callable[[tuple[str, ...]], tuple[str, ...]]
# letters of which one stands in every text with a word of amount of some languages


class _Quote(NamedTuple):
    text: str
    figures: tuple[Figure, ...]
    multiples: tuple[Multiple, ...]


def run(
    facts: Iterable[Fact], sources: Iterable[Source], own: Own | None = None, lang: str = ""
) -> tuple[Diagnostic, ...]:
    """Look for words and signs of amount in every statement; a plain one is read as `turned` does."""
    by_id = {source.id: source for source in sources}
    hints = cache(lambda tags: multiples.hints([languages.load(tag, own) for tag in tags]))
    return tuple(item for fact in facts for item in _fact(fact, by_id, own, lang, hints))


def _fact(
    fact: Fact, sources: Mapping[str, Source], own: Own | None, lang: str, hints: Hints
) -> Iterator[Diagnostic]:
    spoken = [sources[quote.source].meta.lang for quote in fact.quotes if quote.source in sources]
    for tag, statement in fact.statements.items():
        tags = (tag,) if tag else tuple(dict.fromkeys(filter(None, (lang, *spoken, "en"))))
        written = multiples.signs(statement)
        if not written and not any(map(fold.plain(statement).lower().__contains__, hints(tags))):
            continue
        language = languages.load(topics.spoken(statement, tags, own)[0], own)
        told = multiples.find(statement, language)
        if not written and not told:
            continue
        quotes = _quotes(fact, sources, own)
        keys: tuple[str | int, ...] = ("fact", fact.index, "statement", *([tag] if tag else []))
        for sign in dict.fromkeys(written):
            if not any(_has_sign(sign, quote) for quote in quotes):
                yield _absent(fact, sign, "", Severity.ERROR, keys)
        if told:
            read = figures.find(statement, language)
            yield from _words(fact, told, read, quotes, keys)


def _quotes(fact: Fact, sources: Mapping[str, Source], own: Own | None) -> list[_Quote]:
    found = []
    for quote in fact.quotes:
        text, source = quote.words or quote.exact, sources.get(quote.source)
        language = persons.language_of(source, own) if source else languages.load("", own)
        read = figures.find(text, language, weak=True)
        found.append(_Quote(text, read, multiples.find(text, language)))
    return found


def _words(
    fact: Fact,
    told: Sequence[Multiple],
    read: Sequence[Figure],
    quotes: Sequence[_Quote],
    keys: tuple[str | int, ...],
) -> Iterator[Diagnostic]:
    """Each word of amount that no quote says, in words or by its figures."""
    read = [figure for figure in read if figure.unit != figures.ORDINAL]
    for each in told:
        if any(figure.start < each.end and each.start < figure.end for figure in read):
            # "two thirds": looked for as a figure
            continue
        if any(_carries(each.value, quote) for quote in quotes) or _is_quotient(each.value, quotes):
            continue
        other = next((theirs for quote in quotes for theirs in quote.multiples), None)
        hint = other.written if other else ""
        yield _absent(fact, each.written, hint, Severity.ERROR if other else Severity.WARNING, keys)


def _has_sign(sign: str, quote: _Quote) -> bool:
    """Whether a quote has a sign, the letters it stands for, or a figure of its worth."""
    plain = unicodedata.normalize("NFKC", sign)
    if sign in quote.text or (plain.isalpha() and plain in quote.text.split()):
        return True
    worth = Decimal(str(multiples.worth(sign)))
    return any(worth in (figure.low, figure.high) for figure in quote.figures)


def _carries(value: str, quote: _Quote) -> bool:
    """Whether a quote says so many times, or such a part: in words, as a share, in percent."""
    if any(theirs.value == value for theirs in quote.multiples):
        return True
    told = Fraction(value)
    shares = {100 * told, 100 * (told - 1), 100 * (1 - told)}
    for figure in quote.figures:
        low = Fraction(figure.low)
        if figure.unit == "%" and any(abs(low - share) <= NEAR * abs(share) for share in shares):
            return True
        if figure.unit in SPELLED and (_meet(low, told) or (told < 1 and _meet(low, 1 / told))):
            return True
    return False


def _is_quotient(value: str, quotes: Sequence[_Quote]) -> bool:
    """Whether two figures of one unit stand to each other so: "from 5 to 10 million" is doubled."""
    told = Fraction(value)
    read = [figure for quote in quotes for figure in quote.figures if figure.low > 0][:MOST]
    ends = [(figure.unit, Fraction(end)) for figure in read for end in {figure.low, figure.high}]
    return any(
        one[0] == other[0] and (_meet(one[1], told * other[1]) or _meet(other[1], told * one[1]))
        for at, one in enumerate(ends)
        for other in ends[at + 1 :]
    )


def _meet(first: Fraction, second: Fraction) -> bool:
    return abs(first - second) <= NEAR * abs(second)


def _absent(
    fact: Fact, written: str, hint: str, severity: Severity, keys: tuple[str | int, ...]
) -> Diagnostic:
    theirs = f"they say “{hint}”" if hint else "they neither say it nor give two figures that do"
    message = (
        f"fact {fact.id!r}: no quote carries “{written}”; {theirs}. Correct the statement, or quote the "
        "words that say it"
    )
    return Diagnostic("figure-not-carried", message, severity, fact.path, keys=keys)
