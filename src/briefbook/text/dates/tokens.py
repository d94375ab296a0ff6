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
BRANCHES = 2
# letters by which the phrases of a language are told apart before one is tried
_COUNTABLE = frozenset({"year", "years", "day", "days", "month_year", "tens"})
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
    counted: frozenset[str] = frozenset()
    # the characters of numbers that may stand for years and days
    seen: dict[str, str] = field(default_factory=dict)
    # the character of words met before
    said: dict[str, numeric.Cluster] = field(default_factory=dict)
    # what figures met before say
    shapes: dict[str, re.Pattern[str]] = field(default_factory=dict)
    # the rules of dates over this lexicon's characters, compiled when first needed
    fitting: dict[frozenset[str], tuple[tuple[str, re.Pattern[str]], ...]] = field(default_factory=dict)
    # those that may be in a text of these characters

    def look_up(self, word: str) -> str:
        """The character of a token."""
        found = self.seen.get(word)
        if found is None:
            found, cluster = _class_of(word, self)
            if len(self.seen) < KNOWN and len(word) <= LONG:
                self.seen[word] = found
                if cluster is not None:
                    self.said[word] = cluster
        return found


@dataclass(slots=True)
class Reading:
    """A text as tokens."""

    lexicon: Lexicon
    folded: fold.Folded
    view: str
    # the folded text in lower case, letter for letter
    codes: str
    # a character a token
    words: list[str]
    # the tokens
    places: list[re.Match[str]]
    # where each was found in the view

    def word(self, index: int) -> str:
        """A token as it stands in the view; "" beyond the text."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def value(self, index: int, part: str) -> str:
        """What a word says in a part: the number of a month, the key of "last year"."""
        return self.lexicon.parts[_plain(self.word(index))][part]

    def cluster(self, index: int) -> numeric.Cluster:
        """What figures say."""
        word = self.word(index)
        found = self.lexicon.said.get(word) or _class_of(word, self.lexicon)[1]
        assert found is not None
        return found

    def plays(self, index: int, part: str) -> bool:
        """Whether a token may play a part."""
        return 0 <= index < len(self.codes) and part in self.lexicon.roles[self.codes[index]]

    def glued(self, index: int) -> bool:
        """Whether no blank stands before a token."""
        return 0 < index < len(self.places) and self.places[index - 1].end() == self.places[index].start()


def read(text: str, language: Language) -> Reading | None:
    """Cut a text; None where no rule could find anything."""
    grammar = lexicon(language)
    folded = fold.fold(text)
    view = lowered(folded.text)
    seen, look_up = grammar.seen, grammar.look_up
    places = list(grammar.cut.finditer(view))
    words = [each[0] for each in places]
    line = "".join([seen.get(word) or look_up(word) for word in words])
    if not line.strip(OTHER):
        return None
    if not grammar.capital.isdisjoint(words):
        line = _without_small_letters(line, words, places, folded.text, grammar)
    return Reading(grammar, folded, view, line, words, places)


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
    counted = frozenset(code for code, each in roles.items() if not each.isdisjoint(_COUNTABLE))
    return Lexicon(_cutter(parts, switches), parts, numbered, switches, capital, roles, counted)


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
    letters = "".join(re.escape(each) for each in sorted({phrase[0] for phrase in phrases}))
    first = f"(?<!\\w)(?=[{letters}]){_tree(phrases)}|" if phrases else ""
    return re.compile(f"{first}{figures}|{_WORD}|\n|[^\\w\\s]")


def _tree(phrases: list[str], at: int = 0) -> str:
    """Phrases, the longest first, as a pattern by their first letters, so that few are tried at a place."""
    if at == BRANCHES:
        return f"(?:{'|'.join(_phrase(each, at) for each in phrases)})"
    letters = sorted({each[at] for each in phrases if len(each) > at})
    parts = []
    for letter in letters:
        going_on = [each for each in phrases if each[at : at + 1] == letter]
        parts.append(_blanks(letter) + _tree(going_on, at + 1))
    parts += [_phrase(each, at) for each in phrases if len(each) == at]
    return f"(?:{'|'.join(parts)})"


def _phrase(phrase: str, at: int = 0) -> str:
    """A phrase from a letter on as a pattern; a figure at its end may not go on."""
    end = ""
    if phrase[-1].isdigit():
        end = "(?!\\w)(?![.,:][0-9])"
    elif phrase[-1].isalpha():
        end = "(?!\\w)"
    return _blanks(phrase[at:]) + end


def _blanks(letters: str) -> str:
    return re.escape(letters).replace("\\ ", " {1,3}")


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
    line: str, words: list[str], places: list[re.Match[str]], text: str, grammar: Lexicon
) -> str:
    """The codes without the words that are no month or weekday in small letters: "may", "march"."""
    codes = list(line)
    for at, word in enumerate(words):
        if word in grammar.capital and text[places[at].start() + word.rfind(" ") + 1].islower():
            codes[at] = OTHER
    return "".join(codes)
