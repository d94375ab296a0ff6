"""A text cut into words and figures, each with the parts it may play in a date.

Every token becomes one character that stands for its set of parts, so that the rules of dates are short
regular expressions over these characters, the same for every language.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from briefbook.text import fold
from briefbook.text.dates import numeric
from briefbook.text.languages import Language

OTHER = "x"
KNOWN, LONG = 20_000, 48
# words of one language whose character is kept, and the letters of the longest of them
_FIRST_CODE = 0xE000
_WORD = r"[^\W\d_]\w*"
_VALUES = ("months", "months_short", "weekdays", "weekdays_short", "relative", "spans")
_SINGULAR = {
    "months": "month",
    "months_short": "month",
    "weekdays": "weekday",
    "weekdays_short": "weekday_short",
    "relative": "relative",
    "spans": "span",
}


@dataclass(frozen=True)
class Lexicon:
    """The words of one language and the parts they play."""

    cut: re.Pattern[str]
    # finds the next token
    parts: Mapping[str, Mapping[str, str]]
    # word to part to value
    codes: Mapping[frozenset[str], str]
    # a set of parts to its character
    switches: Mapping[str, Any]
    # what is not a list of words: month_first, ordinals, …
    capital: frozenset[str]
    roles: Mapping[str, frozenset[str]]
    # a character to its set of parts
    seen: dict[str, tuple[str, numeric.Cluster | None]] = field(default_factory=dict)
    # the character of words met before, and what figures say
    shapes: dict[str, re.Pattern[str]] = field(default_factory=dict)
    # the rules of dates over this lexicon's characters, compiled when first needed
    fitting: dict[frozenset[str], tuple[tuple[str, re.Pattern[str]], ...]] = field(default_factory=dict)
    # those that may be in a text of these characters

    def look_up(self, word: str) -> tuple[str, numeric.Cluster | None]:
        """The character of a token, and what it says if it is figures."""
        found = self.seen.get(word)
        if found is None:
            found = _class_of(word, self)
            if len(self.seen) < KNOWN and len(word) <= LONG:
                self.seen[word] = found
        return found


@dataclass(frozen=True)
class Reading:
    """A text as tokens."""

    lexicon: Lexicon
    folded: fold.Folded
    view: str
    # the folded text in lower case, letter for letter
    codes: str
    # a character a token
    spans: list[tuple[int, int]]
    # offsets of every token in the view

    def word(self, index: int) -> str:
        """A token as it stands in the view; "" beyond the text."""
        if not 0 <= index < len(self.spans):
            return ""
        start, end = self.spans[index]
        return self.view[start:end]

    def value(self, index: int, part: str) -> str:
        """What a word says in a part: the number of a month, the key of "last year"."""
        return self.lexicon.parts[_plain(self.word(index))][part]

    def cluster(self, index: int) -> numeric.Cluster:
        """What figures say."""
        found = self.lexicon.look_up(self.word(index))[1]
        assert found is not None
        return found

    def plays(self, index: int, part: str) -> bool:
        """Whether a token may play a part."""
        return 0 <= index < len(self.codes) and part in self.lexicon.roles[self.codes[index]]

    def glued(self, index: int) -> bool:
        """Whether no blank stands before a token."""
        return 0 < index < len(self.spans) and self.spans[index - 1][1] == self.spans[index][0]


def read(text: str, language: Language) -> Reading | None:
    """Cut a text; None where no rule could find anything."""
    grammar = lexicon(language)
    folded = fold.fold(text)
    view = lowered(folded.text)
    seen, look_up = grammar.seen, grammar.look_up
    found = list(grammar.cut.finditer(view))
    line = "".join([(seen.get(word) or look_up(word))[0] for word in [each[0] for each in found]])
    if not line.strip(OTHER):
        return None
    spans = [each.span() for each in found]
    line = _without_small_letters(line, spans, folded.text, grammar, view)
    return Reading(grammar, folded, view, line, spans)


def lowered(text: str) -> str:
    """A text in lower case, every letter in its place."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _class_of(word: str, grammar: Lexicon) -> tuple[str, numeric.Cluster | None]:
    parts = grammar.parts.get(_plain(word))
    if parts:
        return grammar.codes[frozenset(parts)], None
    if word[0].isascii() and word[0].isdigit():
        cluster = _figures(word, grammar.switches)
        if cluster:
            return grammar.codes.get(frozenset((cluster.role,)), OTHER), cluster
    return OTHER, None


def _figures(word: str, switches: Mapping[str, Any]) -> numeric.Cluster | None:
    """Figures with what is glued to them: 5th, 1990s, 2025г, 1er, 2025-03-06t10."""
    size = next((at for at, char in enumerate(word) if not (char.isdigit() or char in ".,:/-")), len(word))
    while word[size - 1] in ".,:/-":
        size -= 1
    figures, end = word[:size], word[size:]
    cluster = numeric.read(figures, bool(switches.get("ambiguous_numbers")))
    if cluster is None or not end:
        return cluster
    if cluster.role in ("year", "tens") and end in switches.get("decades", ()):
        year = cluster.first.year or 0
        if year % 10 == 0:
            return numeric.Cluster("decade", numeric.Point(year))
    if cluster.role in ("day", "days") and end in switches.get("ordinals", ()):
        return cluster
    if cluster.role in ("year", "years") and end in switches.get("year_ends", ()):
        return cluster
    if cluster.role == "full" and re.fullmatch("t[0-9]{1,2}z?", end):
        return cluster
    return None


@lru_cache(maxsize=64)
def lexicon(language: Language) -> Lexicon:
    """The lexicon of a language, built once."""
    table = language.table("dates")
    parts: dict[str, dict[str, str]] = {}
    for word, part, value in _entries(table):
        # a word may be wanting its accents all together: "decembre", "thang"
        for form in dict.fromkeys((word, _bare(word))):
            parts.setdefault(form, {}).setdefault(part, value)
    codes = {frozenset(each): "" for each in parts.values()}
    for role in _roles():
        codes[frozenset((role,))] = ""
    ordered = sorted(codes, key=sorted)
    numbered = {each: chr(_FIRST_CODE + at) for at, each in enumerate(ordered)}
    switches = {key: value for key, value in table.items() if not isinstance(value, Mapping)}
    roles = {code: each for each, code in numbered.items()} | {OTHER: frozenset()}
    capital = frozenset(table.get("capital", ()))
    return Lexicon(_cutter(parts, switches), parts, numbered, switches, capital, roles)


def _roles() -> tuple[str, ...]:
    return (
        *("day", "days", "year", "years", "full", "full_range", "day_month"),
        *("day_month_range", "month_year", "decade", "tens", "dotted"),
    )


def _entries(table: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name in _VALUES:
        for value, words in table.get(name, {}).items():
            for word in words:
                part = "relative_year" if value.startswith("year") else _SINGULAR[name]
                yield _clean(word), part, value
                if name == "months_short":
                    yield _clean(word), "short", value
    for word in table.get("month_word", ()):
        for number in range(1, 13):
            for figures in dict.fromkeys((str(number), f"{number:02d}")):
                yield f"{_clean(word)} {figures}", "month", str(number)
    for part, words in table.get("words", {}).items():
        for word in words:
            yield _clean(word), part, ""


def _cutter(parts: Mapping[str, Mapping[str, str]], switches: Mapping[str, Any]) -> re.Pattern[str]:
    """A pattern for the next token: a phrase of the language, figures, a word, a sign."""
    phrases = sorted((word for word in parts if not re.fullmatch(r"\w+|\W", word)), key=len, reverse=True)
    ends = [*switches.get("ordinals", ()), *switches.get("decades", ()), *switches.get("year_ends", ())]
    hyphened = "|".join(re.escape(end) for end in sorted(ends, key=len, reverse=True) if end[0] == "-")
    glued = f"(?:{hyphened})(?!\\w)|" if hyphened else ""
    months = "|".join(
        _phrase(word) for word in sorted(parts, key=len, reverse=True) if "month" in parts[word]
    )
    # 20 May 2025-22 May 2025: the year ends where another day begins
    year = f"[12][0-9]{{3}}(?=-[0-9]{{1,2}} {{1,3}}(?:{months}))|" if months else ""
    # 4. bis 7. Mai: the full stop of a day, which ends no sentence
    next_day = "(?:[^\\W\\d_]{2,3}|[-–])[ \\u00a0]{0,3}[0-9]{1,2}\\."
    day = f"[0-9]{{1,2}}\\.(?=[ \\u00a0]{{0,3}}(?:(?:{months})(?!\\w)|{next_day}))|"
    year += day if months and "." in ends else ""
    figures = f"{year}[0-9]+(?:[.,:/-][0-9]+)*(?:{glued}\\w*)"
    # by their first letters, so that few are tried at a place
    letters = sorted({phrase[0] for phrase in phrases})
    said = "|".join(
        f"(?={re.escape(letter)})(?:{'|'.join(_phrase(each) for each in phrases if each[0] == letter)})"
        for letter in letters
    )
    first = f"(?<!\\w)(?=[{''.join(map(re.escape, letters))}])(?:{said})|" if said else ""
    return re.compile(f"{first}{figures}|{_WORD}|\n|[^\\w\\s]")


def _phrase(phrase: str) -> str:
    """A phrase as a pattern; a figure at its end may not go on."""
    end = ""
    if phrase[-1].isdigit():
        end = "(?!\\w)(?![.,:][0-9])"
    elif phrase[-1].isalpha():
        end = "(?!\\w)"
    return re.escape(phrase).replace("\\ ", " {1,3}") + end


def _clean(word: str) -> str:
    return lowered(fold.plain(word))


def _plain(word: str) -> str:
    return " ".join(word.split()) if " " in word else word


def _bare(word: str) -> str:
    """A word without its accents; Cyrillic letters keep theirs but for ё."""
    split = unicodedata.normalize("NFD", word.replace("đ", "d").replace("ё", "е"))
    if not split.isascii() and any("a" <= char <= "z" for char in split):
        split = "".join(char for char in split if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", split)


def _without_small_letters(
    line: str, spans: list[tuple[int, int]], text: str, grammar: Lexicon, view: str
) -> str:
    """The codes without the words that are no month or weekday in small letters: "may", "march"."""
    if not grammar.capital:
        return line
    codes = list(line)
    for at, code in enumerate(codes):
        if code != OTHER:
            start, end = spans[at]
            word = view[start:end]
            if word in grammar.capital and text[start + word.rfind(" ") + 1].islower():
                codes[at] = OTHER
    return "".join(codes)
