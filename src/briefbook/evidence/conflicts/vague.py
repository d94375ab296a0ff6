"""Figures that only a first look at documents compares: vague counts, and how often a thing comes back."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from briefbook.evidence.conflicts import values
from briefbook.evidence.conflicts.passages import Passage
from briefbook.evidence.conflicts.values import Valued
from briefbook.text import figures
from briefbook.text.figures import Figure
from briefbook.text.languages import Language

PAPERS = frozenset(f"={name}" for name in ["agreement", "memorandum", "document"])
# what is signed goes by many names
PAPER = "=document"
EVERY = "every"
# how often a thing comes back
SIZES: Mapping[str, tuple[int, int]] = {"tens": (20, 99), "hundreds": (200, 999), "thousands": (2000, 9999)}
# what a vague count may come to
NEAR = 3
# letters between "every" and the time


def read(passage: Passage) -> Iterator[Valued]:
    """Papers that are several, hundreds of guests, every two years."""
    yield from _several(passage)
    grammar = _grammar(passage.language)
    for kind, pattern in grammar:
        for match in pattern.finditer(passage.text):
            if kind == EVERY:
                yield from _every(passage, match.end())
                continue
            low, high = SIZES[kind]
            yield _valued(passage, match.start(), match.end(), (low, high))


def _several(passage: Passage) -> Iterator[Valued]:
    """Papers to be signed that are not counted: several memoranda."""
    if "=sign" not in passage.stems:
        return
    for at, term in enumerate(passage.terms):
        if term.stem == "=several" and any(each.stem in PAPERS for each in passage.terms[at + 1 : at + 3]):
            yield _valued(passage, term.start, term.end, (2, 9), PAPER)


def _every(passage: Passage, end: int) -> Iterator[Valued]:
    """The time right behind “every”."""
    for each in figures.find(passage.text, passage.language, (), weak=True):
        if 0 <= each.start - end <= NEAR and each.unit in values.TIMES:
            sizes = int(each.low), int(each.high)
            yield _valued(passage, each.start, each.end, sizes, EVERY, each.unit)


def _valued(
    passage: Passage, start: int, end: int, sizes: tuple[int, int], measure: str = "", unit: str = ""
) -> Valued:
    low, high = map(Decimal, sizes)
    figure = Figure(start, end, low, high, unit, bound="about", written=passage.text[start:end])
    near = (each.stem for each in passage.terms if abs(each.start - start) <= values.AROUND)
    none: frozenset[str] = frozenset()
    return Valued(passage, figure, measure, "", none, "", none, none, frozenset(near))


@lru_cache(maxsize=32)
def _grammar(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = language.table("topics").get("marks", {})
    found = []
    for kind in (*SIZES, EVERY):
        words = sorted((str(each) for each in table.get(kind, ())), key=lambda word: (-len(word), word))
        parts = [r"\s+".join(map(re.escape, each.split())) for each in words]
        if parts:
            found.append((kind, re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)))
    return tuple(found)
