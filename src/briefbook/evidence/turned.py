"""Whether a statement says the contrary of its quotes: rose for fell, exports for imports."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefbook.evidence import persons
from briefbook.model.diagnostic import Diagnostic, Extract, Severity
from briefbook.model.fact import Fact, Quote
from briefbook.model.source import Source
from briefbook.text import languages, stance, topics
from briefbook.text.languages import Language, Own
from briefbook.text.stance import Sign
from briefbook.text.topics import Term

BEFORE, BEHIND = 80, 60
# letters beside a word that say what it is told of
PLAIN = frozenset({"=bilateral", "=cooperate", "=relations", "=official", "=agreement"})
# what is told of nearly everything
SYLLABLES = 2
# of words written apart, of which one says little
MOST, FEW = 200, 12
# words with a contrary of one text, with more of which it is none of this; and of one pair, looked at

_END = re.compile(r"[;.!?]\s")


@dataclass(frozen=True, slots=True)
class _Text:
    """A statement or a quote with its words that have a contrary."""

    text: str
    language: Language
    signs: tuple[Sign, ...]
    terms: tuple[Term, ...]
    quote: Quote | None = None

    def sides(self, pair: str) -> list[Sign]:
        """The words of one pair."""
        return [sign for sign in self.signs if _pair(sign) == pair]


@dataclass(frozen=True, slots=True)
class _Turn:
    """A word of a statement and the contrary of it in a quote."""

    said: Sign
    theirs: Sign
    quote: Quote | None


def run(
    facts: Iterable[Fact], sources: Iterable[Source], own: Own | None = None, lang: str = ""
) -> tuple[Diagnostic, ...]:
    """Compare every statement, in each of its languages, with the quotes; a plain one as `firmness` does."""
    by_id = {source.id: source for source in sources}
    return tuple(item for fact in facts for item in _fact(fact, by_id, own, lang))


def _fact(fact: Fact, sources: Mapping[str, Source], own: Own | None, lang: str) -> Iterator[Diagnostic]:
    tags = {
        quote.source: persons.language_of(sources[quote.source], own).lang
        for quote in fact.quotes
        if quote.source in sources
    }
    quotes: list[_Text] | None = None
    for tag, statement in fact.statements.items():
        spoken = [tags[quote.source] for quote in fact.quotes if tags.get(quote.source)]
        said = _read(statement, [tag] if tag else [*dict.fromkeys(filter(None, (lang, *spoken, "en")))], own)
        if not 0 < len(said.signs) <= MOST:
            continue
        if quotes is None:
            quotes = [
                _read(quote.words or quote.exact, [tags[quote.source]], own, quote)
                for quote in fact.quotes
                if tags.get(quote.source)
            ]
        if any(len(each.signs) > MOST for each in quotes):
            # words enough for both sides of every pair
            return
        found = list(_turned(said, quotes))
        # two contraries in one are one thing said in other words: the deficit fell, the surplus rose
        if len(found) == 1:
            keys: tuple[str | int, ...] = ("fact", fact.index, "statement", *([tag] if tag else []))
            yield _told(fact, found[0], keys, sources)


def _read(text: str, tags: Sequence[str], own: Own | None, quote: Quote | None = None) -> _Text:
    """A text in the language, of those named, that has most of its small words."""
    language = languages.load(topics.spoken(text, tuple(tags), own)[0], own)
    signs = stance.turns(text, language)
    return _Text(text, language, signs, topics.terms(text, language) if signs else (), quote)


def _turned(said: _Text, quotes: Sequence[_Text]) -> Iterator[_Turn]:
    for pair in dict.fromkeys(_pair(sign) for sign in said.signs):
        mine = said.sides(pair)
        theirs = [(quote, sign) for quote in quotes for sign in quote.sides(pair)]
        if any(sign.negated for sign in (*mine, *(sign for _, sign in theirs))):
            continue
        values = {sign.value for sign in mine}
        if len(values) > 1 or values & {sign.value for _, sign in theirs}:
            continue
        tried = ((each, q, t) for each in mine[:FEW] for q, t in theirs[:FEW])
        hit = next(((q, t) for each, q, t in tried if _same_matter(said, each, q, t)), None)
        if hit:
            yield _Turn(mine[0], hit[1], hit[0].quote)


def _same_matter(said: _Text, mine: Sign, quote: _Text, theirs: Sign) -> bool:
    """Whether two words are told of one thing: the words beside them are the same, and so are the ends."""
    one, other = (_beside(text, sign, _END) for text, sign in ((said, mine), (quote, theirs)))
    if _pair(mine) in stance.conversed(said.language) and _lands(one) != _lands(other):
        # what one country exports is what the other one imports
        return False
    near, close = _beside(said, mine, _parts(said.language)), _beside(quote, theirs, _parts(quote.language))
    things = _things(near) or _things(one), _things(close) or _things(other)
    syllables = said.language.table("topics").get("syllables", False)
    alike = said.language.lang == quote.language.lang
    least = min(SYLLABLES, *map(len, things)) if syllables and alike else 1
    return len(things[0] & things[1]) >= max(1, least)


def _beside(text: _Text, sign: Sign, end_: re.Pattern[str]) -> list[Term]:
    """The words around a word, up to an end, without itself."""
    low, high = max(0, sign.start - BEFORE), sign.end + BEHIND
    ends = [match.end() for match in end_.finditer(text.text, low, high)]
    low = max([low, *(end for end in ends if end <= sign.start)])
    high = min([high, *(end for end in ends if end > sign.end)])
    first = bisect_left(text.terms, low, key=lambda term: term.start)
    beside = text.terms[first : bisect_left(text.terms, high, key=lambda term: term.start)]
    return [term for term in beside if term.end <= sign.start or term.start >= sign.end]


@lru_cache(maxsize=32)
def _parts(language: Language) -> re.Pattern[str]:
    """What parts one thing told from the next: a mark, a joining word."""
    words = "|".join(map(re.escape, language.table("stance").get("breaks", ())))
    return re.compile(rf"[,;:.!?()]\s|(?<!\w)(?:{words})(?!\w)" if words else r"[,;:.!?()]\s", re.IGNORECASE)


def _things(terms: Sequence[Term]) -> set[str]:
    """What is told of: no names of countries, nothing that is told of nearly everything."""
    return {part for term in terms if term.stem[0] != "#" for part in term.stem.split()} - PLAIN


def _lands(terms: Sequence[Term]) -> list[str]:
    """The countries in their order, each once."""
    return list(dict.fromkeys(term.name for term in terms if term.name[:1] == "#"))


def _pair(sign: Sign) -> str:
    return sign.value.partition(".")[0]


def _told(fact: Fact, turn: _Turn, keys: tuple[str | int, ...], sources: Mapping[str, Source]) -> Diagnostic:
    message = (
        f"fact {fact.id!r}: the statement says “{turn.said.written}”, the quote says the contrary, "
        f"“{turn.theirs.written}”; say what the quote says, or add the quote that says so"
    )
    extracts: tuple[Extract, ...] = ()
    quote = turn.quote
    if quote and quote.span and quote.source in sources:
        start, end = quote.span.start, quote.span.end
        extracts = (Extract(quote.source, sources[quote.source].text[start:end], start, end),)
    return Diagnostic("statement-turned", message, Severity.WARNING, fact.path, keys=keys, quotes=extracts)
