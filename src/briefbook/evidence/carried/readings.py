"""Statements and quotes with their figures and dates, each figure bound to its time and its subject."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from briefbook.model.date import PartialDate
from briefbook.model.diagnostic import Extract
from briefbook.model.fact import Fact, Quote
from briefbook.model.source import Source
from briefbook.text import dates, figures, figures_grammar, languages
from briefbook.text.dates import Moment
from briefbook.text.figures import Figure
from briefbook.text.languages import Language, Own

NEAR = 4
# words that may stand between a figure and the date that follows it: "in the year 2022"
STEM = 6
# letters by which two words of one family are known

_WORD = re.compile(r"[^\W\d_]{3,}")
_TOKEN = re.compile(r"[^\W\d_]+|[,;:.!?()]")


@dataclass(frozen=True, slots=True)
class Said:
    """A figure with what it is bound to."""

    figure: Figure
    when: str = ""
    # EDTF of the date that is plainly its own; "" where none is
    subject: frozenset[str] = frozenset()
    # stems of the words of its part of the sentence


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with what it says in figures and dates."""

    text: str
    language: Language
    figures: tuple[Said, ...]
    moments: tuple[Moment, ...]
    stems: frozenset[str]


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
    """Reads each text once."""

    own: Own | None
    known: dict[tuple[str, str, PartialDate | None], Reading] = field(default_factory=dict)

    def language(self, tag: str) -> Language:
        """The language of a tag, with what the workspace adds."""
        return languages.load(tag or "en", self.own)

    def read(self, text: str, tag: str, anchor: PartialDate | None = None) -> Reading:
        """The reading of a text in a language; `anchor` is the date of its source."""
        key = (text, tag, anchor)
        if key not in self.known:
            self.known[key] = read(text, self.language(tag), anchor)
        return self.known[key]


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


def tongues(quoted: Sequence[Quoted], lang: str) -> list[str]:
    """The languages that a plain statement may be in: the brief's, else one of its quotes or English."""
    if lang:
        return [lang]
    return list(dict.fromkeys([*(each.reading.language.lang for each in quoted), "en"]))


def read(text: str, language: Language, anchor: PartialDate | None) -> Reading:
    """Find the figures and dates of a text and bind each figure to its date and subject."""
    moments = dates.find(text, language, anchor)
    found = figures.find(text, language, moments, weak=True)
    grammar = figures_grammar.compile(language)
    parts = _parts(text, found, grammar.conjunctions)
    said = tuple(
        Said(each, _when(text, at, found, moments, language), _stems(text[slice(*parts[at])], grammar.stops))
        for at, each in enumerate(found)
    )
    return Reading(text, language, said, moments, _stems(text, grammar.stops))


def stems(words: str) -> frozenset[str]:
    """The beginnings of the words of a phrase, by which a word and its forms are one."""
    return _stems(words, frozenset())


def _stems(words: str, stops: frozenset[str]) -> frozenset[str]:
    found = (word.lower() for word in _WORD.findall(words))
    return frozenset(word[:STEM] for word in found if word not in stops)


def _when(text: str, at: int, found: Sequence[Figure], moments: Sequence[Moment], language: Language) -> str:
    """The date that is plainly a figure's own: close behind it, or before it with no other between."""
    figure = found[at]
    following = next((each for each in moments if each.start >= figure.end), None)
    ahead = found[at + 1].start if at + 1 < len(found) else len(text)
    if following and following.start <= ahead and _is_near(text[figure.end : following.start], language):
        return following.edtf
    before = [each for each in moments if each.end <= figure.start]
    if not before:
        return ""
    between = text[before[-1].end : figure.start]
    if re.search(r"[.;!?]\s", between) or _is_compared(text, found, at, before[-1].end, language):
        return ""
    taken = any(
        each.end <= before[-1].start and _is_near(text[each.end : before[-1].start], language)
        for each in found[:at][-1:]
    )
    return "" if taken else before[-1].edtf


def _is_near(between: str, language: Language) -> bool:
    """Whether the words between a figure and a date join them: "in", "by the end of", "("."""
    tokens = _TOKEN.findall(between.lower())
    conjunctions = figures_grammar.compile(language).conjunctions
    return len(tokens) <= NEAR and not any(token in conjunctions or token in ",;:.!?)" for token in tokens)


def _is_compared(text: str, found: Sequence[Figure], at: int, since: int, language: Language) -> bool:
    """Whether a figure is the one compared with, of another time: "up from 5 million"."""
    grammar = figures_grammar.compile(language)
    start = found[at].start
    before = [
        figures_grammar.Word(word, " ", 0, 0) for word in _TOKEN.findall(text[since:start].lower())[-5:]
    ]
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
