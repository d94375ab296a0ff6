"""The statement of a draft: the clearest of its sentences, without dateline and hedge of occasion."""

import re
from functools import lru_cache

from briefbook.evidence.propose import layout
from briefbook.model.proposal import KEEP, Unit
from briefbook.text import languages
from briefbook.text.languages import Language, Own

FEW, MANY = 6, 45
# words of a sentence that is easily read
LEFT = 4
# words that are left of a sentence without its hedge

_DATELINE = re.compile(
    r"(?:date \d{4}(?:-\d\d){0,2}\s+)?[^\W\d_][\w.’'-]*(?:[ ,/]{1,2}[\w.’'-]+){0,6}"
    r"(?: ?\([^()]{1,40}\))?(?:, [^–—.:]{1,30})? ?[—–-]{1,2} ?(?=[^\W\d_a-z]|\d)"
)
_COLON = re.compile(r"[A-ZÀ-ÖØ-ÞĐ]{4,}(?:[ ,.][A-ZÀ-ÖØ-ÞĐ]{2,}){0,3}: (?=[A-ZÀ-ÖØ-ÞĐ])")


def rank(unit: Unit, lang: str) -> tuple[int, ...]:
    """How well a sentence would do as the statement; the highest is taken."""
    words = len(unit.text.split())
    return (
        unit.lang.partition("-")[0] == lang.partition("-")[0],
        unit.state == KEEP,
        not leans(unit),
        FEW <= words <= MANY,
        sum(map(str.isdigit, unit.text)) > 0,
        -words,
    )


def statement(unit: Unit, own: Own | None = None) -> str:
    """The sentence's own words, one line, without what only says where and on which occasion."""
    text = " ".join(layout.bare(unit.text).split())
    found = _DATELINE.match(text)
    if found and found.end() <= 90 and _is_place(found[0]):
        text = text[found.end() :]
    if found := _COLON.match(text):
        text = text[found.end() :]
    rule = _hedges(languages.load(unit.lang, own))
    if (hedge := rule.match(text)) and len(text[hedge.end() :].split()) >= LEFT:
        text = text[hedge.end() :]
    return text[:1].upper() + text[1:]


def leans(unit: Unit) -> bool:
    """Whether a sentence begins with a word that stands for one before it: "He also …"."""
    first = unit.text.split(maxsplit=1)[0].strip("\"“”'«»(").casefold() if unit.text.split() else ""
    return first in _leaning(languages.load(unit.lang))


def _is_place(opening: str) -> bool:
    """Whether the words before a dash are a dateline: a town in capitals, or an agency in brackets."""
    first = opening.split()[0].strip(",.-–—")
    return "(" in opening or opening.startswith("date ") or (len(first) > 1 and first.isupper())


@lru_cache(maxsize=32)
def _leaning(language: Language) -> frozenset[str]:
    return frozenset(str(each) for each in language.table("noise").get("leaning", ()))


@lru_cache(maxsize=32)
def _hedges(language: Language) -> re.Pattern[str]:
    listed = sorted(
        (str(each) for each in language.table("noise").get("occasion", ())), key=lambda s: (-len(s), s)
    )
    parts = "|".join(re.escape(each) for each in listed) or "(?!)"
    return re.compile(rf"(?i:{parts}),? ")
