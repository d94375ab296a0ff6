"""A text made ready for reading figures in it."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from briefbook.text import figures_grammar, fold
from briefbook.text.figures_grammar import Grammar, Word

LABEL = "label"
ORDINAL = "ordinal"
FRACTION = "fraction"
TIME = "time"
YEAR = "year"
# what a label names that looks like a year
MOST, KEPT = 7, 64
# words that are read at a place, and places whose words are kept

_THIN = re.compile("(?<=[0-9])[\u00a0\u202f\u2009\u2007\u2008](?=[0-9]{3})")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>]+|[^\s@<>]{1,64}@[^\s@<>]+\.[^\s@<>]+")
# of a page or a person: its digits are no figures
_CLAUSE = re.compile(r"[,;:!?()\[\]\"\n]|\.(?=\s+\S)")
_SENTENCE = re.compile(r"[.;!?]\s|\n")
_BEFORE = re.compile(r"[^\W\d_]+'?|[№#°]")


@dataclass(slots=True)
class Page:
    """A text made ready for reading: folded, and in lower case letter for letter."""

    raw: str
    folded: fold.Folded
    lower: str
    grammar: Grammar
    moments: tuple[tuple[int, int], ...]
    # offsets of its dates and addresses in the untouched text, in order
    ahead: dict[int, list[Word]] = field(default_factory=dict)
    behind: dict[int, list[Word]] = field(default_factory=dict)
    # the words after and before a place, read once
    following: dict[int, Word | None] = field(default_factory=dict)
    # the next word after a place

    def moment(self, at: int) -> int:
        """Where the date that a folded offset stands in ends in the folded text; -1 where there is none."""
        if not self.moments:
            return -1
        place = self.folded.source_start(at)
        index = bisect_right(self.moments, (place, len(self.raw))) - 1
        if index < 0 or self.moments[index][1] <= place:
            return -1
        past = self.moments[index][1]
        if len(self.folded.ends) == 1:
            return max(at + 1, min(past, len(self.lower)))
        ahead = at + 1
        while ahead < len(self.lower) and self.folded.source_start(ahead) < past:
            ahead += 1
        return ahead

    def before(self, at: int) -> list[Word]:
        """The last words of the clause that a place stands in."""
        known = self.behind.get(at)
        if known is not None:
            return known
        window = self.lower[max(0, at - 60) : at].rstrip()
        clause = _CLAUSE.split(window)[-1]
        if len(self.behind) >= KEPT:
            self.behind.clear()
        found = self.behind[at] = [Word(each, " ", 0, 0) for each in _BEFORE.findall(clause)[-6:]]
        return found

    def opens(self, at: int) -> bool:
        """Whether a figure is where something rises or falls from: "с 3 млн"."""
        words = self.before(at)
        return bool(words) and words[-1].text in self.grammar.ranges.get("from_open", ())

    def closes(self, opened: int, at: int) -> bool:
        """Whether it is where that rose or fell to, and "до" no bound: "с 3 млн в 2029 году до 4 млн"."""
        words = self.before(at)
        closing = bool(words) and words[-1].text in self.grammar.ranges.get("from_close", ())
        return closing and not _SENTENCE.search(self.lower, opened, at)

    def words(self, at: int, most: int = MOST) -> list[Word]:
        """The next words, up to a mark that parts clauses."""
        found = self.ahead.get(at)
        if found is not None:
            return found if most == MOST else found[:most]
        found = self._read(at, most)
        if most == MOST:
            if len(self.ahead) >= KEPT:
                self.ahead.clear()
            self.ahead[at] = found
        return found

    def _read(self, at: int, most: int) -> list[Word]:
        """The next words, each read once though it stands after several places."""
        found: list[Word] = []
        following = self.following
        if len(following) >= KEPT * MOST:
            following.clear()
        while len(found) < most:
            if at in following:
                word = following[at]
            else:
                word = following[at] = figures_grammar.word(self.lower, at, self.grammar.abbreviations)
            if word is None:
                break
            found.append(word)
            at = word.end
        return found


class Piece(NamedTuple):
    """A figure in offsets of the folded text."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    unit: str
    noun: str = ""
    bound: str = ""
    other: Decimal | None = None
    weak: bool = False
    change: bool = False
    scale: Decimal = Decimal(1)
    money: bool = False
    # whether a currency stands before it


EMPTY = Piece(0, 0, Decimal(0), Decimal(0), "")


def prepare(text: str, grammar: Grammar, moments: Sequence[tuple[int, int]]) -> Page:
    """Fold a text; spaces that part groups of digits become apostrophes, which mean the same."""
    folded = fold.fold(text if text.isascii() else _THIN.sub("'", text))
    lower = folded.text.lower()
    if len(lower) != len(folded.text):
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in folded.text)
    addressed = "@" in text or "://" in text or "www." in text
    addresses = [match.span() for match in _ADDRESS.finditer(text)] if addressed else []
    return Page(text, folded, lower, grammar, _apart(sorted([*moments, *addresses])))


def _apart(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Stretches in order, those that overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
