"""Whether a statement is firmer than its quotes: proposed is not agreed, may is not will."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefbook.model.diagnostic import Diagnostic, Extract, Severity
from briefbook.model.fact import STAGES, Fact, Quote
from briefbook.model.source import Source
from briefbook.text import fold, languages, stance, topics
from briefbook.text.languages import Language, Own
from briefbook.text.stance import Sign

AGREED, PROMISED, MEANT = 4.0, 3.0, 2.0
# strengths of `data/languages/und/stance.toml` at which something is agreed, promised, only meant
OWN_TAGS = ("signed", "agreed", "instructed", "invited", "accepted")
SOFT_TAGS = ("proposed", "requested", "discussed")
_WORD = re.compile(r"[^\W\d_]+")
_STEM = 4
# letters that two forms of one verb share at least
_LOOKED_AT, _FORMS = 200, 40
# words of firmness of one text, and words with the same first letters, that are compared: a quote may be long


@dataclass(frozen=True)
class _Text:
    """A statement or a quote with its words of firmness."""

    text: str
    language: Language
    signs: tuple[Sign, ...]
    level: float | None
    quote: Quote | None = None

    @cached_property
    def words(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """Its words with the word before each, by their first letters."""
        return _by_stem([word.lower() for word in _WORD.findall(fold.plain(self.text))])

    def has(self, word: str) -> bool:
        """Whether the text has a word in one of its forms."""
        return any(_alike(word, other) for _, other in self.words.get(word[:_STEM], ()))

    @cached_property
    def negations(self) -> tuple[Sign, ...]:
        return tuple(sign for sign in self.signs if sign.kind == "negation")

    @cached_property
    def stages(self) -> tuple[Sign, ...]:
        return tuple(sign for sign in self.signs if sign.kind == "stage")


def run(
    facts: Iterable[Fact], sources: Iterable[Source], own: Own | None = None, lang: str = ""
) -> tuple[Diagnostic, ...]:
    """Compare every statement, in each of its languages, and the stage among its tags with the quotes.

    A plain statement is in the brief's `lang`, in a language of its quotes, or in English.
    """
    by_id = {source.id: source for source in sources}
    return tuple(item for fact in facts for item in _fact(fact, by_id, own, lang))


def _fact(fact: Fact, sources: Mapping[str, Source], own: Own | None, lang: str) -> Iterator[Diagnostic]:
    quotes = []
    tags = {quote.source: sources[quote.source].meta.lang for quote in fact.quotes if quote.source in sources}
    for quote in fact.quotes:
        text = quote.words or quote.exact
        tag = tags.get(quote.source, "")
        quotes.append(_read(text, [tag] if tag else languages.known(), own, quote))
    spoken = [tags[quote.source] for quote in fact.quotes if tags.get(quote.source)]
    reported = False
    for tag, statement in fact.statements.items():
        candidates = [tag] if tag else [*dict.fromkeys(filter(None, (lang, *spoken, "en")))]
        said = _read(statement, candidates, own)
        keys: tuple[str | int, ...] = ("fact", fact.index, "statement", *([tag] if tag else []))
        problem = _negation(said, quotes) or _stronger(said, quotes, fact.stage)
        if problem:
            reported = True
            code, message, blamed = problem
            yield _diagnostic(fact, code, message, keys, blamed, sources)
    if fact.stage and not reported:
        yield from _stage(fact, quotes, sources)


def _read(text: str, tags: Sequence[str], own: Own | None, quote: Quote | None = None) -> _Text:
    """A text in the language, of those named, that has most of its small words."""
    language = languages.load(topics.spoken(text, tuple(tags), own)[0], own)
    signs = stance.find(text, language)
    return _Text(text, language, signs[:_LOOKED_AT], stance.strength(signs), quote)


def _by_stem(words: Sequence[str]) -> Mapping[str, Sequence[tuple[str, str]]]:
    found: dict[str, dict[tuple[str, str], None]] = {}
    for before, word in zip(["", *words], words, strict=False):
        forms = found.setdefault(word[:_STEM], {})
        if len(forms) < _FORMS:
            forms[before, word] = None
    return {stem: tuple(forms) for stem, forms in found.items()}


# ── negation ─────────────────────────────────────────────────────────────────

_Problem = tuple[str, str, Quote | None]


def _negation(said: _Text, quotes: Sequence[_Text]) -> _Problem | None:
    """A "not" that only one side has, of a word that both have."""
    if not said.negations:
        return _dropped(said, quotes)
    if any(quote.negations for quote in quotes):
        return None
    for sign in said.negations:
        for quote in quotes:
            if _denies(sign, said, quote):
                message = (
                    f"the statement says “{_phrase(sign)}”, and no quote has a “not”; "
                    "say what the quote says, or add the quote that denies it"
                )
                return "negation-differs", message, quote.quote
    return None


def _dropped(said: _Text, quotes: Sequence[_Text]) -> _Problem | None:
    affirming = [quote for quote in quotes if not quote.negations]
    for quote in quotes:
        for sign in quote.negations:
            if not _denies(sign, quote, said):
                continue
            if any(_denies(sign, quote, other) for other in affirming):
                continue
            message = (
                f"the quote says “{_phrase(sign)}”, the statement leaves the “{sign.written}” out; "
                "carry it into the statement"
            )
            return "negation-differs", message, quote.quote
    return None


def _denies(sign: Sign, here: _Text, there: _Text) -> bool:
    """Whether a negation speaks of a word or a stage that the other text affirms."""
    stages = {each.value for each in here.stages if each.negated and each.clause == sign.clause}
    if any(each.value in stages and not each.negated for each in there.stages):
        # "discussed, not agreed" stays true where both are said
        return True
    return (
        bool(sign.governs)
        and not stages
        and here.language.lang == there.language.lang
        and there.has(sign.governs)
    )


# ── strength ─────────────────────────────────────────────────────────────────


def _stronger(said: _Text, quotes: Sequence[_Text], tag: str) -> _Problem | None:
    explicit = [quote for quote in quotes if quote.level is not None]
    if not explicit:
        return None
    best = max(explicit, key=lambda each: each.level or 0.0)
    assert best.level is not None
    if said.level is not None:
        unknown = any(quote.level is None for quote in quotes)
        if said.level <= best.level or said.level < (AGREED if unknown else PROMISED):
            return None
        mine, theirs = _ruling(said), _ruling(best)
        return _told(mine.written, theirs.written, best.quote) if mine and theirs else None
    if tag in STAGES and best.level <= PROMISED and tag not in OWN_TAGS:
        return None
    return _unhedged(said, quotes)


def _unhedged(said: _Text, quotes: Sequence[_Text]) -> _Problem | None:
    """ "may open" in every quote that speaks of opening, "opened" in the statement."""
    mine = [quote for quote in quotes if quote.language.lang == said.language.lang]
    for quote in mine:
        for sign in quote.signs:
            if sign.kind == "negation" or sign.strength > PROMISED or not sign.governs:
                continue
            word = _performed(sign.governs, said)
            if not word:
                continue
            if all(_only_hedged(sign.governs, other) for other in mine if other is not quote):
                return _told(word, f"{sign.written} {sign.governs}", quote.quote)
    return None


def _performed(verb: str, said: _Text) -> str:
    """The form in which a statement has a verb as a deed: "opens", "opened"; "" where it has none."""
    for sign in said.signs:
        if sign.value == "fact" and sign.governs == verb:
            return f"{sign.written} {verb}"
    passed = stance.passed_over(said.language)
    for before, word in said.words.get(verb[:_STEM], ()):
        if word != verb and before not in passed and _alike(verb, word) and not word.endswith(_NOUNS):
            return word
    return ""


_NOUNS: tuple[str, ...] = (
    "ing",
    "ion",
    "ions",
    "ment",
    "ments",
    "ance",
    "ence",
    "ity",
    "er",
    "ers",
    "or",
    "ors",
)
_NOUNS += ("ción", "ность", "ние")
# what a deed is not


def _only_hedged(verb: str, quote: _Text) -> bool:
    hedged = any(
        sign.governs and _alike(verb, sign.governs) and sign.strength <= PROMISED for sign in quote.signs
    )
    return hedged or not quote.has(verb)


def _ruling(text: _Text) -> Sign | None:
    """The word that decides how firm a text is."""
    level = text.level
    telling = [sign for sign in text.signs if sign.kind != "negation" and sign.value != "fact"]
    found = next((sign for sign in telling if sign.strength == level), telling[0] if telling else None)
    return found or next((sign for sign in text.signs if sign.value == "failed"), None)


def _told(mine: str, theirs: str, quote: Quote | None) -> _Problem:
    message = (
        f"the statement says “{mine}”, its quotes say no more than “{theirs}”; "
        "say no more than the quotes, or add the quote that does"
    )
    return "statement-stronger", message, quote


# ── the stage among the tags ─────────────────────────────────────────────────


def _stage(fact: Fact, quotes: Sequence[_Text], sources: Mapping[str, Source]) -> Iterator[Diagnostic]:
    """A tag such as "signed" that no quote bears out, or such as "proposed" where all say more."""
    if not quotes or not all(quote.language.table("stance").get("stage") for quote in quotes):
        return
    levels = [quote.level for quote in quotes]
    tag, known = fact.stage, [level for level in levels if level is not None]
    own = stance.weight(tag, quotes[0].language)
    signs = [sign for quote in quotes for sign in quote.stages if not sign.negated]
    if tag in OWN_TAGS:
        if known and max(known) >= own:
            return
        weak = next((_ruling(quote) for quote in quotes if quote.level is not None), None)
        what = f"its quotes say “{weak.written}”" if weak else "none of its quotes says so"
    elif tag in SOFT_TAGS and known and len(known) == len(levels) and min(known) >= AGREED:
        if any(sign.strength <= MEANT for sign in signs):
            return
        firm = _ruling(quotes[0])
        what = f"its quotes say “{firm.written}”" if firm else "its quotes say more"
    else:
        return
    message = f"the fact is tagged {tag!r}, but {what}; change the tag or the quote"
    keys = ("fact", fact.index, "tags")
    yield _diagnostic(fact, "stage-not-carried", message, keys, quotes[0].quote, sources)


def _alike(first: str, second: str) -> bool:
    """Whether two words may be forms of one: they share all but their endings."""
    if first == second:
        return True
    shortest = min(len(first), len(second))
    if shortest < _STEM:
        return False
    same = next((at for at in range(shortest) if first[at] != second[at]), shortest)
    return same >= max(_STEM, shortest - 2) and max(len(first), len(second)) - same <= 4


def _phrase(sign: Sign) -> str:
    return f"{sign.written} {sign.governs}".strip()


def _diagnostic(
    fact: Fact,
    code: str,
    message: str,
    keys: tuple[str | int, ...],
    quote: Quote | None,
    sources: Mapping[str, Source],
) -> Diagnostic:
    extracts: tuple[Extract, ...] = ()
    if quote and quote.span and quote.source in sources:
        start, end = quote.span.start, quote.span.end
        extracts = (Extract(quote.source, sources[quote.source].text[start:end], start, end),)
    text = f"fact {fact.id!r}: {message}"
    return Diagnostic(code, text, Severity.WARNING, fact.path, keys=keys, quotes=extracts)
