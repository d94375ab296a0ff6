"""Amounts told without a figure: "doubled", "half of", "втрое"; and figures that are one sign: ⑨, Ⅸ, ½."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from briefbook.text import fold
from briefbook.text.languages import Language

_PARTS = re.compile(r"(\{[^{}]*\}|\*$| )")
_LITERAL = re.compile(r"[^\W\d_]+")
_SIGNS = (
    "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070\u2074-\u2079\u2080-\u2089\u2150-\u2189"
    "\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3248-\u325f\u32b1-\u32bf"
)
# raised and lowered digits, fractions, Roman signs, those in circles and brackets
_SIGN = re.compile(rf"(?<![^\W\d_])(?:[0-9]+[ \u00a0\u2009\u202f]?)?[{_SIGNS}]+")
# not behind a letter: m², CO₂


class Multiple(NamedTuple):
    """A word that says how many times or what part."""

    start: int
    end: int
    # half-open offsets in the text that was read
    value: str
    # "2", "1/2"
    written: str


class _Words(NamedTuple):
    hints: tuple[str, ...]
    # letters of which one stands in lower case in every text with such a word
    plain: re.Pattern[str]
    values: tuple[tuple[str, re.Pattern[str]], ...]


def find(text: str, language: Language) -> tuple[Multiple, ...]:
    """Every such word of a text, in order."""
    words = _words(language)
    folded = fold.fold(text)
    passed = [match.span() for match in words.plain.finditer(folded.text)]
    found = []
    for value, pattern in words.values:
        for match in pattern.finditer(folded.text):
            if not any(start < match.end() and match.start() < end for start, end in passed):
                at, past = folded.source_start(match.start()), folded.source_end(match.end())
                found.append(Multiple(at, past, value, match[0]))
    return tuple(sorted(found))


def hints(languages: Iterable[Language]) -> tuple[str, ...]:
    """Letters of which one stands, in lower case, in every folded text with such a word of some languages."""
    return tuple(sorted({hint for language in languages for hint in _words(language).hints}))


def signs(text: str) -> tuple[str, ...]:
    """The figures of a text that are no plain digits, as written: ⑨, Ⅸ, 2½."""
    if text.isascii():
        return ()
    return tuple(match[0] for match in _SIGN.finditer(text))


def worth(sign: str) -> float:
    """What such a figure says: 9 for ⑨, 2.5 for 2½; two signs of one digit are read as digits."""
    digits = sign.rstrip("".join(char for char in sign if not char.isascii()))
    rest = sign[len(digits) :]
    values = [unicodedata.numeric(char, 0) for char in rest]
    if len(values) > 1:
        plain = unicodedata.normalize("NFKC", rest)
        values = [float(plain)] if plain.isdecimal() and len(plain) < 16 else [sum(values)]
    whole = digits.strip()
    if whole and values[0] >= 1:
        # a raised or lowered digit behind others is a mark of its own
        return values[0]
    return float(whole[:15] or 0) + values[0]


@lru_cache(maxsize=64)
def _words(language: Language) -> _Words:
    table = language.table("figures").get("multiples", {})
    values = {value: phrases for value, phrases in table.items() if value != "plain"}
    hints = {_hint(phrase) for phrases in values.values() for phrase in phrases}
    least = (hint for hint in hints if not any(other != hint and other in hint for other in hints))
    listed = tuple((value, _pattern(phrases)) for value, phrases in values.items())
    return _Words(tuple(sorted(least)), _pattern(table.get("plain", ())), listed)


def _hint(phrase: str) -> str:
    """The longest run of letters that every form of a phrase has."""
    return max(_literals(phrase), key=len).lower()


def _literals(phrase: str) -> Iterator[str]:
    for part in _PARTS.split(fold.plain(phrase)):
        if not part.startswith("{"):
            yield from _LITERAL.findall(part) or [""]


def _pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    """A pattern of phrases; {a,b} stands for either, a final star for any ending."""
    forms = sorted((_form(fold.plain(phrase)) for phrase in phrases), key=lambda form: (-len(form), form))
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)" if forms else r"(?!)", re.IGNORECASE)


def _form(phrase: str) -> str:
    made = []
    for part in _PARTS.split(phrase):
        if part.startswith("{"):
            made.append(f"(?:{'|'.join(map(re.escape, part[1:-1].split(',')))})")
        elif part == "*":
            made.append(r"\w{0,12}")
        else:
            made.append(r"\s" if part == " " else re.escape(part))
    return "".join(made)
