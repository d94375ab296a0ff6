"""Statements and quotes with their figures and dates, each figure bound to its time and its subject."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from briefbook.model.date import PartialDate
from briefbook.model.diagnostic import Extract
from briefbook.model.fact import Fact, Quote
from briefbook.model.source import Source
from briefbook.text import dates, figures, figures_grammar, languages, topics
from briefbook.text.dates import Moment
from briefbook.text.figures import Figure
from briefbook.text.languages import Language, Own

NEAR = 4
# words that may stand between a figure and the date that follows it: "in the year 2022"
KEPT = 500
# readings
STEM = 6
# letters by which two words of one family are known

DOUBTFUL = frozenset({"year-inferred", "ambiguous-dmy"})
FAR = 400
# letters beyond which a date is no figure's own

_SENTENCE = re.compile(r"[.;!?]\s")
_WORD = re.compile(r"[^\W\d_]{3,}")
_TOKEN = re.compile(r"[^\W\d_]+|[,;:.!?()]")


class Said(NamedTuple):
    """A figure with what it is bound to."""

    figure: Figure
    when: str = ""
    # EDTF of the date that is plainly its own; "" where none is
    part: str = ""
    # its part of the sentence
    idle: frozenset[str] = frozenset()
    # words that are no subject

    @property
    def subject(self) -> frozenset[str]:
        """Stems of the words of its part of the sentence."""
        return _stems(self.part, self.idle)


@dataclass(frozen=True)
class Reading:
    """A text with what it says in figures and dates, read when it is asked for."""

    text: str
    language: Language
    anchor: PartialDate | None = None
    # the date of its source

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """Its dates."""
        return dates.find(self.text, self.language, self.anchor)

    @cached_property
    def figures(self) -> tuple[Said, ...]:
        """Its figures."""
        return _bound(self.text, self.language, self.moments)

    @property
    def stems(self) -> frozenset[str]:
        """Stems of all its words."""
        return _stems(self.text, figures_grammar.compile(self.language).stops)

    @cached_property
    def days(self) -> Mapping[str, Moment]:
        """The dates that are no guess, by EDTF."""
        return {moment.edtf: moment for moment in self.moments if not moment.flags & DOUBTFUL}

    @cached_property
    def values(self) -> Mapping[Decimal, Sequence[int]]:
        """Places of figures by the values that they may carry."""
        values: dict[Decimal, list[int]] = {}
        for at, each in enumerate(self.figures):
            for value in carried_values(each.figure, self.language):
                values.setdefault(value, []).append(at)
        return values

    @cached_property
    def order(self) -> Sequence[tuple[Decimal, int]]:
        """The lower values of all figures, sorted, with their places."""
        found = enumerate(each.figure for each in self.figures)
        return sorted((figures.plain(each.low, each.unit, self.language)[0], at) for at, each in found)

    def near(self, low: Decimal, high: Decimal) -> list[int]:
        """Places of the figures whose lower value lies between two."""
        first = bisect_left(self.order, (low, -1))
        return [at for _, at in self.order[first : bisect_left(self.order, (high, len(self.order)))]]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote and its reading."""

    quote: Quote
    reading: Reading
    source: Source | None

    def extract(self) -> Extract | None:
        """The quote's words at their place in the source."""
        span = self.quote.span
        if span is None or self.source is None:
            return None
        return Extract(self.source.id, self.source.text[span.start : span.end], span.start, span.end)


@dataclass(slots=True)
class Reader:
    """Reads a text once, as long as it is kept: those of one fact, and of facts near it."""

    own: Own | None
    known: dict[tuple[str, str, PartialDate | None], Reading] = field(default_factory=dict)

    def language(self, tag: str) -> Language:
        """The language of a tag, with what the workspace adds."""
        return languages.load(tag or "en", self.own)

    def read(self, text: str, tag: str, anchor: PartialDate | None = None) -> Reading:
        """The reading of a text in a language; `anchor` is the date of its source."""
        key = (text, tag, anchor)
        found = self.known.get(key)
        if found is None:
            if len(self.known) >= KEPT:
                self.known.clear()
            found = self.known[key] = Reading(text, self.language(tag), anchor)
        return found


def quotes(fact: Fact, sources: Mapping[str, Source], reader: Reader, lang: str) -> list[Quoted]:
    """The readings of a fact's quotes; `lang` is taken for a source that does not say its language."""
    found = []
    for quote in fact.quotes:
        source = sources.get(quote.source)
        tag, anchor = lang, None
        if source is not None:
            meta = source.meta
            tag = meta.lang or (meta.digests.lang if meta.digests else "") or lang
            anchor = meta.date or (meta.digests.date if meta.digests else None)
        found.append(Quoted(quote, reader.read(quote.words or quote.exact, tag or "en", anchor), source))
    return found


def tongues(text: str, quoted: Sequence[Quoted], lang: str, own: Own | None) -> tuple[str, ...]:
    """The language of a plain statement: of the brief's, its quotes' and English; several in doubt."""
    known = (lang, *(each.reading.language.lang for each in quoted), "en")
    return topics.spoken(text, tuple(dict.fromkeys(filter(None, known))), own)


def _bound(text: str, language: Language, moments: Sequence[Moment]) -> tuple[Said, ...]:
    """The figures of a text, each bound to its date and subject."""
    found = figures.find(text, language, moments, weak=True)
    grammar = figures_grammar.compile(language)
    parts = _parts(text, found, grammar.conjunctions)
    return tuple(
        Said(each, _when(text, at, found, moments, language), text[slice(*parts[at])], grammar.idle)
        for at, each in enumerate(found)
    )


def carried_values(figure: Figure, language: Language) -> set[Decimal]:
    """The values that a figure may say, in the unit that others of its kind are compared in."""
    written = {figure.low, figure.high}
    if figure.other is not None:
        written.add(figure.other)
    return written | {figures.plain(value, figure.unit, language)[0] for value in written}


def stems(words: str) -> frozenset[str]:
    """The beginnings of the words of a phrase, by which a word and its forms are one."""
    return _stems(words, frozenset())


@lru_cache(maxsize=512)
def _stems(words: str, stops: frozenset[str]) -> frozenset[str]:
    return frozenset(word[:STEM] for each in _WORD.findall(words) if (word := each.lower()) not in stops)


def _when(text: str, at: int, found: Sequence[Figure], moments: Sequence[Moment], language: Language) -> str:
    """The date that is plainly a figure's own: close behind it, or before it with no other between."""
    figure = found[at]
    place = bisect_left(moments, figure.end, key=lambda each: each.start)
    ahead = found[at + 1].start if at + 1 < len(found) else len(text)
    close = place < len(moments) and moments[place].start <= min(ahead, figure.end + FAR)
    if close and _is_near(text[figure.end : moments[place].start], language):
        return moments[place].edtf
    if not place or figure.start - moments[place - 1].end > FAR:
        return ""
    moment = moments[place - 1]
    between = text[moment.end : figure.start]
    if _SENTENCE.search(between) or _is_compared(between, language):
        return ""
    index = bisect_left(found, moment.start, key=lambda each: each.end) - 1
    if index >= 0 and found[index].end <= moment.start <= found[index].end + FAR:
        return "" if _is_near(text[found[index].end : moment.start], language) else moment.edtf
    return moment.edtf


def _is_near(between: str, language: Language) -> bool:
    """Whether the words between a figure and a date join them: "in", "by the end of", "("."""
    tokens = _TOKEN.findall(between.lower())
    conjunctions = figures_grammar.compile(language).conjunctions
    return len(tokens) <= NEAR and not any(token in conjunctions or token in ",;:.!?)" for token in tokens)


def _is_compared(between: str, language: Language) -> bool:
    """Whether a figure is the one compared with, of another time: "up from 5 million"."""
    grammar = figures_grammar.compile(language)
    before = [figures_grammar.Word(word, " ", 0, 0) for word in _TOKEN.findall(between.lower())[-5:]]
    return any(grammar.comparisons.match(before, place) for place in range(len(before)))


def _parts(text: str, found: Sequence[Figure], conjunctions: frozenset[str]) -> list[tuple[int, int]]:
    """The part of the sentence each figure stands in, cut at marks and joining words between figures."""
    cuts: list[int] = []
    for first, second in pairwise(found):
        between = [
            match.start() + first.end
            for match in _TOKEN.finditer(text[first.end : second.start])
            if not match[0].isalpha() or match[0].lower() in conjunctions
        ]
        cuts.append(between[-1] if between else second.start)
    return list(zip([0, *cuts], [*cuts, len(text)], strict=True)) if found else []
