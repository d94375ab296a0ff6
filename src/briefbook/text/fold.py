"""A view of a text for comparing: folded by a declared, reversible rule, with a map back to the offsets."""

import re
import unicodedata
from bisect import bisect_right
from functools import cache, lru_cache
from typing import NamedTuple

SINGLE = "‘’‚‛ʼ"
DOUBLE = "“”„‟"
DASHES = "‐‑‒–—―−"
SPACES = "\t\u00a0\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
SHORT = 2_000
# letters of a text whose folding is kept for a moment

_JOINING = (
    "\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf\u102e\u1b35"
    "\u1161-\u1175\u11a8-\u11c2\U0001133e\U00011357\U000114b0\U000114ba\U000114bd\U000115af\U00011930"
)
# vowel signs and Hangul that NFC may compose though their combining class is 0 (NFC_Quick_Check=Maybe)
_WRAP = re.compile("\r\n|\r|\n")
_SIMPLE = {ord(char): "'" for char in SINGLE} | {ord(char): '"' for char in DOUBLE}
_SIMPLE |= {ord(char): "-" for char in DASHES}
_SIMPLE |= {ord(char): " " for char in SPACES}
_CHANGED = re.compile(
    "(?:(?<![ \t])[ \t]++)?(?:\r\n|\r|\n)(?:[ \t]*+(?:\r\n|\r|\n))*+[ \t]*+"
    "|\u00ad++(?:[ \t]*+(?:\r\n|\r|\n)[ \t]*+)?"
)
# blanks are looked through from their first one only, and never given back: linear in any run of them
_BROKEN = re.compile(
    "(?:\r\n|\r|\n)(?:[ \t]*+(?:\r\n|\r|\n))*+[ \t]*+|\u00ad++(?:[ \t]*+(?:\r\n|\r|\n)[ \t]*+)?"
)
# the same without the blanks before a break: a letter that begins it is found at once
_SIMPLY = re.compile("[" + re.escape("".join(map(chr, _SIMPLE))) + "]")
_MOVED = re.compile("[\r\n\u00ad]")
# where a text in NFC has none of these, every letter stays in its place


class Folded(NamedTuple):
    """A folded text and the way back to the text it was made from."""

    text: str
    folded_at: tuple[int, ...]
    source_at: tuple[int, ...]
    # where a stretch begins that is as long in both texts: offsets in the folded and in the untouched text
    ends: tuple[tuple[int, int], ...]
    # per stretch, where it ends in both; past it lies a piece whose length changed

    def source_start(self, offset: int) -> int:
        """The offset in the untouched text of a folded offset where a quote begins."""
        if len(self.ends) == 1:
            return min(offset, self.ends[0][1])
        at = bisect_right(self.folded_at, offset) - 1
        return self.source_at[at] + min(offset - self.folded_at[at], self.ends[at][1] - self.source_at[at])

    def source_end(self, offset: int) -> int:
        """The offset in the untouched text of a folded offset where a quote ends."""
        return self.source_start(offset - 1) + self._length_of(offset - 1) if offset else 0

    def _length_of(self, offset: int) -> int:
        at = bisect_right(self.folded_at, offset) - 1
        if offset < self.ends[at][0]:
            return 1
        following = self.source_at[at + 1] if at + 1 < len(self.source_at) else self.ends[at][1] + 1
        return following - self.ends[at][1]


def fold(text: str) -> Folded:
    """Fold NFC/NFD, space kinds, quote and dash kinds, soft hyphens and line wraps; nothing else.

    A wrapped line becomes one space, a paragraph break one line feed, a soft hyphen nothing. Case, accents,
    punctuation and the number of spaces stay as they are.
    """
    return _lately(text) if len(text) < SHORT else _fold(text)


@lru_cache(maxsize=256)
def _lately(text: str) -> Folded:
    """A sentence is read for its dates, its figures and its words one after the other."""
    return _fold(text)


def _fold(text: str) -> Folded:
    if not _MOVED.search(text) and (text.isascii() or unicodedata.is_normalized("NFC", text)):
        same = _SIMPLY.sub(_simple, text)
        return Folded(same, (0,), (0,), ((len(same), len(same)),))
    simple = _SIMPLY.sub(_simple, text)
    pieces: list[str] = []
    folded_at, source_at, ends = [0], [0], []
    done = length = 0
    for start, end, piece in _changes(text):
        if start < done:
            # marks that stand on a line break or soft hyphen, which has been folded already
            start, piece = done, unicodedata.normalize("NFC", text[done:end])
        plain = simple[done:start]
        pieces += [plain, piece]
        length += len(plain)
        ends.append((length, start))
        length += len(piece)
        folded_at.append(length)
        source_at.append(end)
        done = end
    plain = simple[done:]
    ends.append((length + len(plain), len(text)))
    return Folded("".join((*pieces, plain)), tuple(folded_at), tuple(source_at), tuple(ends))


def _simple(found: re.Match[str]) -> str:
    return _SIMPLE[ord(found[0])]


def plain(text: str) -> str:
    """The folded text alone, for a quote, prefix or suffix."""
    return fold(text).text


def unwrapped(text: str) -> str:
    """The words of a text as they read on one line: wraps are spaces, soft hyphens are gone."""
    if not _MOVED.search(text):
        return text
    return _CHANGED.sub(lambda found: "" if found[0][0] == "\u00ad" else " ", text)


def _changes(text: str) -> list[tuple[int, int, str]]:
    """The stretches whose length folding may change: (start, end, folded), in order."""
    changes: list[tuple[int, int, str]] = []
    done = 0
    for match in _BROKEN.finditer(text):
        start, end = match.span()
        if text[start] != "\u00ad":
            while start > done and text[start - 1] in " \t":
                start -= 1
        changes.append((start, end, _folded_break(match[0])))
        done = end
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        changes += _compositions(text)
        changes.sort()
    return changes


def _folded_break(run: str) -> str:
    if run[0] == "\u00ad":
        return ""
    return " " if len(_WRAP.findall(run)) == 1 else "\n"


def _compositions(text: str) -> list[tuple[int, int, str]]:
    """The combining sequences and single letters that NFC writes otherwise."""
    found = []
    done = 0
    for match in _sequence().finditer(text):
        found += _singletons(text, done, match.start())
        composed = unicodedata.normalize("NFC", match[0])
        if composed != match[0]:
            found.append((match.start(), match.end(), composed))
        done = match.end()
    return found + _singletons(text, done, len(text))


@cache
def _sequence() -> re.Pattern[str]:
    """A character with the marks on it; built when the first text comes that is not in NFC."""
    marks = "".join(char for char in map(chr, range(0x300, 0x1E94B)) if unicodedata.combining(char))
    return re.compile(f"[\\s\\S][{marks}{_JOINING}]+")


def _singletons(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    if unicodedata.is_normalized("NFC", text[start:end]):
        return []
    composed = ((at, unicodedata.normalize("NFC", text[at])) for at in range(start, end))
    return [(at, at + 1, char) for at, char in composed if char != text[at]]
