"""Superlatives of a statement whose rank was dropped: "largest" where its quote says "third largest"."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from briefbook.evidence.carried.readings import Quoted, Reading
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import Fact
from briefbook.text import figures
from briefbook.text.languages import Language
from briefbook.text.shape import Keys

_AHEAD = re.compile(r"(?:[\s\-‑]+[^\s.,;:!?()\-‑]{1,30}){0,5}")
# the words after a rank in which what it ranks is said: "third trading partner by size"
_BEHIND = 24
# letters before a superlative, or a rank, that may change it: "one of the", "lớn thứ ba"


class _Words(NamedTuple):
    """What one language says of the first and of the others."""

    superlatives: re.Pattern[str]
    sizes: re.Pattern[str]
    # what makes a rank one of size: "by volume", "largest"
    firsts: re.Pattern[str]
    # other words for the first: "leading"
    among: re.Pattern[str]
    # words that make a superlative one of several
    idle: re.Pattern[str]
    # phrases that begin like a superlative: "la mayor parte"


def check(fact: Fact, keys: Keys, said: Reading, quotes: Sequence[Quoted]) -> Iterator[Diagnostic]:
    """Warn of a superlative where the quotes only give a second or lower rank."""
    plain = _unranked(said, one_of=False)
    if not plain or any(_has_first(quoted.reading) for quoted in quotes):
        return
    for quoted in quotes:
        rank = _rank(quoted.reading)
        if rank:
            message = (
                f"fact {fact.id!r}: the statement says “{plain}”, the quote from {quoted.quote.source} only "
                f"“{rank}”; give the rank, or quote the words that say it"
            )
            extract = quoted.extract()
            found = (extract,) if extract else ()
            yield Diagnostic(
                "figure-not-carried", message, Severity.WARNING, fact.path, keys=keys, quotes=found
            )
            return


def _has_first(reading: Reading) -> bool:
    """Whether a quote says itself that something is first of all."""
    if any(each.figure.unit == figures.ORDINAL and each.figure.low == 1 for each in reading.figures):
        return True
    return bool(_words(reading.language).firsts.search(reading.text) or _unranked(reading, one_of=True))


def _unranked(reading: Reading, *, one_of: bool) -> str:
    """The first superlative that no rank stands before; `one_of` counts "one of the largest" too."""
    words = _words(reading.language)
    found = list(words.superlatives.finditer(reading.text))
    windows = list(_windows(reading)) if found else []
    for match in found:
        at = bisect_right(windows, (match.start(), len(reading.text))) - 1
        if (at >= 0 and match.start() < windows[at][1]) or words.idle.match(reading.text, match.start()):
            continue
        before = reading.text[max(0, match.start() - _BEHIND) : match.start()]
        if one_of or not words.among.search(before):
            return match[0]
    return ""


def _rank(reading: Reading) -> str:
    """The words of the first rank of size, second or lower."""
    words = _words(reading.language)
    for start, end in _windows(reading):
        before = reading.text.rfind(" ", 0, max(0, start - 1)) + 1
        if words.sizes.search(reading.text[before:end]) or words.superlatives.search(reading.text[start:end]):
            return reading.text[start:end].strip()
    return ""


def _windows(reading: Reading) -> Iterator[tuple[int, int]]:
    """Each rank from the second on, with the words after it."""
    for each in reading.figures:
        figure = each.figure
        if figure.unit == figures.ORDINAL and figure.low > 1:
            ahead = _AHEAD.match(reading.text, figure.end)
            yield figure.start, ahead.end() if ahead else figure.end


@lru_cache(maxsize=64)
def _words(language: Language) -> _Words:
    table = language.table("figures")
    return _Words(
        *(_any(table.get(name, ())) for name in ("superlatives", "sizes", "firsts", "among", "idle"))
    )


def _any(phrases: Sequence[str]) -> re.Pattern[str]:
    """A pattern of phrases; one that ends with a star is the beginning of a word."""
    forms = (re.escape(each.rstrip("*")).replace(r"\ ", r"\s") for each in phrases)
    ends = (r"[^\W\d_]{0,12}" if each.endswith("*") else "" for each in phrases)
    listed = "|".join(form + end for form, end in zip(forms, ends, strict=True))
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)" if listed else r"(?!)", re.IGNORECASE)
