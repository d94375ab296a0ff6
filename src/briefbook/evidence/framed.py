"""What stands around a quote in its sentence: words cut out of a denial, a condition, a rumour."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from briefbook.evidence import persons
from briefbook.model.diagnostic import Diagnostic, Extract, Severity
from briefbook.model.fact import Fact, Quote, Span
from briefbook.model.source import Source
from briefbook.text import characters, fold, frames, languages, sentences, stance, topics
from briefbook.text.languages import Language, Own
from briefbook.text.stance import Sign

BEFORE, BEHIND = 600, 300
# letters around a quote in which its sentence is looked for
SURE = 5
# letters of a word behind which a stop ends a sentence: it is no abbreviation
BESIDE = 4
# words beside a quote that may touch it
NEXT = 60
# letters in which they stand
APART = 12
# words that may stand between "denied" and "that"
SOFT = 2
# strength of `stance` up to which a thing is only meant, asked or talked of
DENIALS = ("denies", "denied", "rejected", "unreal")
# what a statement must deny itself: "according to" or "may" is not enough
SHOWN = 240
# letters of a sentence that are shown

_ENDS = (". ", ".\n")
_WORD = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"[;:!?()—]|\.\s|\s[-–]\s")


class _Frame(NamedTuple):
    """What makes a quote unreal, and the sentence it stands in."""

    sign: Sign
    sentence: Span
    quote: Quote
    sure: bool
    # whether the quote is all that is denied
    behind: bool = False
    # whether it stands behind the quote


def run(
    facts: Iterable[Fact], sources: Iterable[Source], own: Own | None = None, lang: str = ""
) -> tuple[Diagnostic, ...]:
    """Look at the sentence around each quote; a plain statement is in the brief's `lang`, or its quotes'."""
    facts = tuple(facts)
    quoted = {quote.source for fact in facts for quote in fact.quotes}
    by_id = {
        source.id: (source, persons.language_of(source, own)) for source in sources if source.id in quoted
    }
    return tuple(item for fact in facts for item in _fact(fact, by_id, own, lang))


def _fact(
    fact: Fact, sources: Mapping[str, tuple[Source, Language]], own: Own | None, lang: str
) -> Iterator[Diagnostic]:
    found = []
    for quote in fact.quotes:
        if quote.span and quote.source in sources:
            source, language = sources[quote.source]
            frame = _frame(quote, quote.span, source.text, language)
            found += [frame] if frame else []
    if not found:
        return
    spoken = [sources[quote.source][1].lang for quote in fact.quotes if quote.source in sources]
    for tag, statement in fact.statements.items():
        tags = [tag] if tag else [*dict.fromkeys(filter(None, (lang, *spoken, "en")))]
        said = languages.load(topics.spoken(statement, tuple(tags), own)[0], own)
        untold = next((frame for frame in found if not _tells(statement, frame, said)), None)
        if untold:
            keys: tuple[str | int, ...] = ("fact", fact.index, "statement", *([tag] if tag else []))
            sure = untold.sure and len(found) == len(fact.quotes)
            yield _told(fact, untold, keys, sources[untold.quote.source][0], sure=sure)


def _tells(statement: str, frame: _Frame, language: Language) -> bool:
    """Whether a statement itself denies, doubts or sets a condition, as the sentence of its quote does."""
    found = [sign for sign in frames.find(statement, language) if sign.kind != "that"]
    kinds = {sign.kind for sign in found if sign.value != "meant" or frame.sign.value == "meant"}
    if frame.behind and frame.sign.kind == "negation":
        # "a loan was not signed": of a quote of the loan alone, a statement may not say "signed"
        words = _WORD.findall(fold.plain(statement).lower())
        return bool(kinds) or frame.sign.governs not in words
    if frame.sign.value in DENIALS or frame.sign.kind == "negation":
        return bool(kinds - {"tells"})
    signs = [sign for sign in stance.find(statement, language) if sign.kind != "negation"]
    if frame.sign.value == "meant":
        # nothing but what is told as done is more than what was meant
        return bool(kinds) or not signs or min(sign.strength for sign in signs) < stance.FACT
    return bool(kinds) or any(sign.strength <= SOFT for sign in signs)


def _frame(quote: Quote, span: Span, text: str, language: Language) -> _Frame | None:
    """What stands around a quote and makes it unreal; texts without a word of that kind are not read."""
    low, high = _from(text, span.start), _until(text, span.end)
    if low == span.start and high <= span.end + 1:
        return None
    if not _may_frame(text[low : span.start], text[span.end : high], language):
        return None
    parts = sentences.split(text[low:high], language)
    start = max((low + a for a, b in parts if low + a <= span.start), default=low)
    end = min((low + b for a, b in parts if low + b >= span.end), default=high)
    head, tail = text[start : span.start], text[span.end : end]
    if any(map(str.isalpha, head)):
        whole = {sign.start for sign in frames.find(text[start : span.end], language)}
        # "not" of "not only" is none, wherever the quote begins
        signs = [
            sign
            for sign in frames.find(head, language)
            if sign.kind not in frames.CLOSE or sign.start in whole
        ]
        for sign in reversed(signs):
            hit, sure = _before(sign, signs, head, language)
            if hit:
                return _Frame(sign, Span(start, end), quote, sure)
    if any(map(str.isalpha, tail)):
        for sign in frames.find(tail, language):
            if _behind(sign, tail, language):
                return _Frame(sign, Span(start, end), quote, sure=False, behind=True)
    return None


def _from(text: str, start: int) -> int:
    """Where the sentence of a quote begins for sure; it may begin further in."""
    if not start or text[start - 1] == "\n" or _is_end(text, start - 2):
        return start
    low = max(0, start - BEFORE)
    cut = text.rfind("\n\n", low, start)
    low = cut + 2 if cut >= 0 else low
    at = text.rfind(". ", low, start)
    while at >= 0 and not _is_end(text, at):
        at = text.rfind(". ", low, at)
    return at + 2 if at >= 0 else low


def _until(text: str, end: int) -> int:
    """Where it ends for sure; it may end before."""
    if _is_end(text, end):
        return end + 1
    if _is_end(text, end - 1):
        return end
    high = min(len(text), end + BEHIND)
    cut = text.find("\n\n", end, high)
    high = cut if cut >= 0 else high
    at = text.find(". ", end, high)
    while at >= 0 and not _is_end(text, at):
        at = text.find(". ", at + 1, high)
    return at + 1 if at >= 0 else high


def _is_end(text: str, at: int) -> bool:
    """Whether a stop that ends a sentence stands at a place, whatever the language."""
    if text[at : at + 2] not in _ENDS:
        return False
    word = text[at - SURE : at] if at >= SURE else ""
    return word.isalpha() and word.islower() and not text[at + 2 : at + 3].islower()


def _may_frame(head: str, tail: str, language: Language) -> bool:
    """Whether a word stands around a quote that may make it unreal."""
    known = frames.words(language)
    before = _words(head)
    every = frozenset(before)
    if frames.may_stand(known.before, every, every):
        return True
    if frames.may_stand(known.just_before, before[-BESIDE:], every):
        return True
    behind = fold.plain(tail).lower()
    every = frozenset(_WORD.findall(behind))
    close = _WORD.findall(behind[:NEXT])[:BESIDE]
    return frames.may_stand(known.behind, every, every) or frames.may_stand(known.just_behind, close, every)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold.plain(text).lower()) if len(text) > 1 else []


# ── before the quote ─────────────────────────────────────────────────────────


def _before(sign: Sign, signs: Sequence[Sign], head: str, language: Language) -> tuple[bool, bool]:
    """Whether a word before a quote makes it unreal, and whether that is sure."""
    between = head[sign.end :]
    if sign.kind in ("touches", "negation"):
        idle = stance.passed_over(language)
        return not _STOP.search(between) and "," not in between and _only(between, idle), False
    if sign.kind == "opens":
        return between.count(",") <= 1 and not _is_parted(between, language), False
    if sign.kind == "within":
        return _goes_on(between, language), False
    if sign.kind not in ("says", "follows") or sign.negated:
        return False, False
    thats = [each for each in signs if each.kind == "that" and each.start >= sign.end]
    alone = all(_covered(match, sign.end, thats) for match in _WORD.finditer(between))
    # "that" behind a noun or an adjective may begin a clause about it: "a denial that angered the ministry"
    sure = alone and sign.value == "denies"
    denied = any(each.kind in ("negation", "closes") and sign.end <= each.start for each in signs)
    if _only(between, stance.passed_over(language)) and "," not in between:
        return sign.value != "rejected", sure
    if not thats or denied or (sign.value == "rejected" and all(each.value != "claims" for each in thats)):
        return False, False
    first, last = thats[0], thats[-1]
    reaches = [each[sign.end : last.start] for each in (head, _without_commas(head, thats))]
    goes_on = any(_goes_on(reach, language) for reach in reaches)
    far = len(_WORD.findall(head[sign.end : first.start])) > APART
    if far or not goes_on or not _goes_on(head[last.end :], language):
        return False, False
    return True, sure


def _without_commas(head: str, thats: Sequence[Sign]) -> str:
    """The text with blanks for the commas right before each "that"."""
    for that in thats:
        bare = head[: that.start].rstrip()
        if bare.endswith(","):
            head = f"{bare[:-1]}{' ' * (that.start - len(bare) + 1)}{head[that.start :]}"
    return head


def _covered(match: re.Match[str], offset: int, signs: Sequence[Sign]) -> bool:
    """Whether a word is part of one of some signs."""
    at = match.start() + offset
    return any(sign.start <= at < sign.end for sign in signs)


def _goes_on(words: str, language: Language) -> bool:
    """Whether a clause goes on over some words, others between two commas left out."""
    return words.count(",") % 2 == 0 and not _is_parted(words, language)


def _only(words: str, idle: frozenset[str]) -> bool:
    """Whether nothing but articles and auxiliaries stands there."""
    return all(word in idle for word in _WORD.findall(fold.plain(words).lower()))


def _is_parted(words: str, language: Language, allowed: frozenset[str] = frozenset()) -> bool:
    """Whether another clause begins within some words; an "and" at their end goes on with the same one."""
    if _STOP.search(words):
        return True
    breaks = frames.parting(language) - allowed
    for match in _WORD.finditer(words):
        if match[0].lower() in breaks:
            after = _WORD.search(words, match.end())
            if "," in words[max(0, match.start() - 2) : match.start()] or after:
                return True
    return False


# ── behind it ────────────────────────────────────────────────────────────────


def _behind(sign: Sign, tail: str, language: Language) -> bool:
    """Whether a word behind a quote makes it unreal: "is false", "but denied this", "unless"."""
    between = tail[: sign.start]
    if sign.kind in ("closes", "opens"):
        return not _WORD.search(between) and not _STOP.search(between)
    if sign.kind == "negation":
        return "," not in between and _only(between, stance.passed_over(language)) and bool(sign.governs)
    if sign.kind == "follows" and not sign.negated:
        return not _is_parted(between, language, frames.contrasting(language))
    return False


def _told(
    fact: Fact, frame: _Frame, keys: tuple[str | int, ...], source: Source, *, sure: bool
) -> Diagnostic:
    start, end = frame.sentence.start, frame.sentence.end
    whole = characters.printable(fold.unwrapped(source.text[start:end])).strip()
    shown = whole if len(whole) <= SHOWN else f"{whole[:SHOWN].rsplit(None, 1)[0]} …"
    message = (
        f"fact {fact.id!r}: the quote from {source.id} is cut out of a sentence that does not say it is so: "
        f"“{shown}” (“{frame.sign.written}”). Tell that in the statement, or quote words that say it"
    )
    severity = Severity.ERROR if sure else Severity.WARNING
    extracts = (Extract(source.id, source.text[start:end], start, end),)
    return Diagnostic("quote-out-of-context", message, severity, fact.path, keys=keys, quotes=extracts)
