"""Quotes tied to the places where they stand: found exactly, once, and whole, or refused."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace

from briefbook.evidence import nearmiss
from briefbook.model.diagnostic import Diagnostic, Extract
from briefbook.model.fact import Fact, Quote, Span
from briefbook.model.source import Source
from briefbook.text import characters, fold, shape

_BLANK = re.compile(r"(?:\r\n|\r(?!\n)|\n)(?:[^\S\r\n]*(?:\r\n|\r(?!\n)|\n))+")
_LINE = re.compile(r"\r\n|\r|\n")
_FIGURE = re.compile(r"(?:(?<![\w.,])[-+])?(?:(?<!\d)\d{1,3}(?: \d{3}(?!\d))+|\d+)(?:[.,':/-]\d+)*")
# a figure in folded text, with its sign, groups, decimals, and what a range, fraction or time joins to it
_JOINING = " .,':/+-"
# what a figure may hold beside its digits
_HYPHENS = frozenset("-\u2010\u2011")
_COMPOUND = re.compile("[^\\W\\d_][-\u2010\u2011][^\\W\\d_]")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
# Thai, Lao, Burmese, Khmer, Japanese, Chinese: no spaces between words


@dataclass(frozen=True, slots=True)
class Ground:
    """A source prepared for finding quotes in it."""

    source: Source
    folded: fold.Folded
    starts: tuple[int, ...]
    # where its paragraphs begin, in the untouched text; its lines, where it has no blank line
    by_line: bool


def bind(
    facts: Iterable[Fact], sources: Iterable[Source], unread: Container[str] = ()
) -> tuple[tuple[Fact, ...], tuple[Diagnostic, ...]]:
    """Give every quote its span; a fact with a quote that is not found is left out and reported.

    `unread` are ids of sources that are listed but were refused, and reported, when they were read.
    """
    grounds = {source.id: prepare(source) for source in sources}
    bound: list[Fact] = []
    problems: list[Diagnostic] = []
    for fact in facts:
        quotes = []
        for number, quote in enumerate(fact.quotes):
            found = _bind_quote(quote, grounds)
            if isinstance(found, Quote):
                quotes.append(found)
            elif quote.source not in unread:
                problems.append(_placed(found, fact, number))
        if len(quotes) == len(fact.quotes):
            bound.append(replace(fact, quotes=tuple(quotes)))
    return tuple(bound), tuple(problems)


def prepare(source: Source) -> Ground:
    """Fold a source and find where its paragraphs begin."""
    blocks = _starts(source.text, _BLANK)
    by_line = len(blocks) < 2
    return Ground(source, fold.fold(source.text), _starts(source.text, _LINE) if by_line else blocks, by_line)


def places(ground: Ground, quote: Quote) -> list[int]:
    """The folded offsets at which a quote stands, framed by its prefix and suffix, cutting no word.

    The blank between a quote and the words that frame it may be left out of prefix and suffix.
    """
    exact, before, after = (part and fold.plain(part) for part in (quote.exact, quote.prefix, quote.suffix))
    for head in (before, f"{before} ") if before else ("",):
        for tail in (after, f" {after}") if after else ("",):
            if found := _framed(ground, head, exact, tail):
                return found
    return []


def _framed(ground: Ground, before: str, exact: str, after: str) -> list[int]:
    text, frame, found = ground.folded.text, before + exact + after, []
    at = text.find(frame) if exact else -1
    while at >= 0:
        start = at + len(before)
        end = start + len(exact)
        if not cuts_word(text, start, end) and not _cuts_compound(ground, start, end):
            found.append(start)
        at = text.find(frame, at + 1)
    return found


def _cuts_compound(ground: Ground, start: int, end: int) -> bool:
    """Whether a stretch cuts a hyphened word: non-|aligned. Dashes part words, hyphens do not."""
    text = ground.source.text
    left, right = ground.folded.source_start(start), ground.folded.source_end(end)
    if _HYPHENS.isdisjoint(text[max(0, left - 1) : left + 1] + text[right - 1 : right + 1]):
        return False
    return bool(
        _COMPOUND.fullmatch(text[max(0, left - 2) : left + 1])
        or _COMPOUND.fullmatch(text[max(0, left - 1) : left + 2])
        or _COMPOUND.fullmatch(text[right - 1 : right + 2])
        or _COMPOUND.fullmatch(text[max(0, right - 2) : right + 1])
    )


def cuts_word(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins or ends inside a word, a figure or a letter with its marks."""
    return _joined(text, start) or _joined(text, end)


def _joined(text: str, at: int) -> bool:
    if not 0 < at < len(text):
        return False
    right, base = text[at], at - 1
    if _is_mark(right):
        return True
    while base and _is_mark(text[base]):
        base -= 1
    left = text[base]
    if left.isalnum() and right.isalnum():
        return not (_UNSPACED.match(left) or _UNSPACED.match(right))
    return _may_go_on(text, at) and _in_figure(text, at)


def _is_mark(char: str) -> bool:
    """Whether a character stands on the letter before it."""
    return not char.isascii() and unicodedata.category(char)[0] == "M"


def _may_go_on(text: str, at: int) -> bool:
    """Whether the letters around an offset allow that a figure goes on: a digit is among any two of one."""
    left, right = text[at - 1], text[at]
    if right.isdecimal():
        return left.isdecimal() or left in _JOINING
    return left.isdecimal() and right in _JOINING and text[at + 1 : at + 2].isdecimal()


def _in_figure(text: str, at: int) -> bool:
    """Whether a figure goes on over an offset: 1|3.5, 13|.5, -|5, 10|-15, 3/|4, 10:|30, 1 |250."""
    return any(each.start() < at < each.end() for each in _FIGURE.finditer(text, max(0, at - 64), at + 64))


def _starts(text: str, break_: re.Pattern[str]) -> tuple[int, ...]:
    """The offsets at which stretches between breaks begin, those without a word left out."""
    starts, done = [], 0
    for match in break_.finditer(text):
        if text[done : match.start()].strip("\ufeff \t\r\n"):
            starts.append(done)
        done = match.end()
    if text[done:].strip():
        starts.append(done)
    return tuple(starts) or (0,)


def _bind_quote(quote: Quote, grounds: Mapping[str, Ground]) -> Quote | Diagnostic:
    ground = grounds.get(quote.source)
    if ground is None:
        hint = shape.nearest(quote.source, grounds) or "; list it in sources.toml"
        return Diagnostic("unknown-source", f"no source {shape.shown(quote.source)} in the collection{hint}")
    if not any(char.isalnum() for char in quote.exact):
        return Diagnostic("quote-not-found", f"the quote {shape.shown(quote.exact)} holds no word")
    found = places(ground, quote)
    if len(found) == 1:
        return _bound(quote, ground, found[0])
    return _ambiguous(quote, ground, found) if found else _missing(quote, ground)


def _bound(quote: Quote, ground: Ground, at: int) -> Quote:
    found = span(ground, at, quote)
    words = characters.printable(fold.unwrapped(ground.source.text[found.start : found.end])).strip()
    page, locator = _place(ground, found.start)
    return replace(quote, span=found, words=words, locator=locator, by_line=ground.by_line, page=page)


def span(ground: Ground, at: int, quote: Quote) -> Span:
    """Where a quote found at a folded offset stands in the untouched text."""
    end = at + len(fold.plain(quote.exact))
    return Span(ground.folded.source_start(at), ground.folded.source_end(end))


def _locator(ground: Ground, offset: int) -> int:
    return max(1, bisect_right(ground.starts, offset))


def _place(ground: Ground, offset: int) -> tuple[int | None, int]:
    """The page, where there are pages, and the paragraph, counted on that page."""
    if not ground.source.pages:
        return None, _locator(ground, offset)
    page = max(1, bisect_right(ground.source.pages, offset))
    # a paragraph that goes on from the page before is the first of this one
    above = max(1, bisect_right(ground.starts, ground.source.pages[page - 1]))
    return page, max(1, _locator(ground, offset) - above + 1)


def _ambiguous(quote: Quote, ground: Ground, found: list[int]) -> Diagnostic:
    spans = [span(ground, at, quote) for at in found]
    unit = "lines" if ground.by_line else "paragraphs"
    listed = ", ".join(str(_locator(ground, span.start)) for span in spans[:8])
    message = (
        f"the quote {shape.shown(quote.exact)} stands {len(found)} times in {quote.source} "
        f"({unit} {listed}{', …' if len(spans) > 8 else ''}); add a prefix or suffix that tells them apart"
    )
    extracts = tuple(_extract(ground, span) for span in spans[:8])
    return Diagnostic("quote-ambiguous", message, quotes=extracts)


def _missing(quote: Quote, ground: Ground) -> Diagnostic:
    where = f"in {quote.source} ({ground.source.meta.path})"
    exact, text = fold.plain(quote.exact), ground.folded.text
    if (quote.prefix or quote.suffix) and exact in text:
        message = (
            f"the quote {shape.shown(quote.exact)} stands {where}, but not between that prefix and suffix"
        )
        return Diagnostic("quote-not-found", message)
    at = text.find(exact)
    if at >= 0:
        whole = nearmiss.whole_words(text, at, at + len(exact))
        message = (
            f"the quote {shape.shown(quote.exact)} cuts a word {where}: there it reads {shape.shown(whole)}"
        )
        return Diagnostic("quote-cut", message)
    if exact and exact in text.replace("\n", " "):
        quoted = shape.shown(quote.exact)
        message = f"the quote {quoted} runs over the end of a paragraph {where}; make a quote of each part"
        return Diagnostic("quote-not-found", message)
    near = nearmiss.nearest(exact, text)
    if near is None:
        message = f"the quote {shape.shown(quote.exact)} is not {where}; copy the words from the source"
        return Diagnostic("quote-not-found", message)
    message = f"the quote is not {where}; nearest words: {near.difference}. Copy the words from the source"
    span = Span(ground.folded.source_start(near.start), ground.folded.source_end(near.end))
    return Diagnostic("quote-not-found", message, quotes=(_extract(ground, span),))


def _extract(ground: Ground, span: Span) -> Extract:
    return Extract(ground.source.id, ground.source.text[span.start : span.end], span.start, span.end)


def _placed(problem: Diagnostic, fact: Fact, number: int) -> Diagnostic:
    key = "source" if problem.code == "unknown-source" else "exact"
    keys = ("fact", fact.index, "quote", number, key)
    return replace(problem, message=f"fact {fact.id!r}: {problem.message}", path=fact.path, keys=keys)
