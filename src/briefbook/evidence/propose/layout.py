"""The paragraphs, headings and items of a document, and how they look on the page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from briefbook.model.proposal import Document
from briefbook.text import sentences

PROSE = 14
# words from which on a block that is closed by a full stop is prose
TITLE = 14
# words that a heading has at most
TAIL = 120
# letters at the end of a text in which it is closed
LOOK = 24
# letters before a block in which its mark stands

_MARKED = re.compile(r"[-*+•‣▪●◦·–—]|\(?[a-zA-Z0-9]{1,3}[.)]")
_HASHES = re.compile(r"#{1,6}[ \t]+\S")
_EMPHASIS = re.compile(r"(?:\*{1,3}|_{1,3}|<(?:u|b|strong|em|i)>)+")
_CLOSED = re.compile(r"[.!?…。！？｡।॥؟۔;](?:[\"'”’»›)\]）」』*_\s]|</?\w{1,8}>)*$")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_LINK = re.compile(r"\]\([^()\s]{1,500}(?:\([^()\s]{0,100}\))?[^()]{0,200}\)")
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


class Look(NamedTuple):
    """What an eye sees of a block before it reads it."""

    start: int
    end: int
    text: str
    # without marks of emphasis, links' addresses and tags
    mark: str
    # what stands before it on its line: "- ", ">> ", "#", "1."
    words: int
    closed: bool
    # whether it ends as a sentence does
    strong: bool
    # whether all of it is emphasised, or in capitals

    @property
    def is_prose(self) -> bool:
        """Whether it is a paragraph of sentences."""
        return self.closed and self.words >= PROSE

    @property
    def is_item(self) -> bool:
        """Whether it is an item of a list."""
        return bool(_MARKED.fullmatch(self.mark))


@dataclass(frozen=True, slots=True)
class Page:
    """A document as blocks."""

    document: Document
    looks: tuple[Look, ...]
    headings: frozenset[int]
    # numbers of the blocks that are headings


def page(document: Document) -> Page:
    """Look over a document's blocks."""
    text = document.reading.text
    front = sentences.front_matter(text)
    looks = tuple(_look(text, start, end) for start, end in sentences.blocks(text))
    named = {(each.start, each.end) for each in document.reading.stretches if each.kind == "heading"}
    found = frozenset(
        number
        for number, look in enumerate(looks)
        if look.start >= front and ((look.start, look.end) in named or _is_heading(looks, number))
    )
    return Page(document, looks, found)


def is_closed(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return _CLOSED.search(text, max(0, len(text) - TAIL)) is not None


def bare(text: str) -> str:
    """A text without marks of emphasis, tags and the addresses of its links."""
    return _EMPHASIS.sub("", _TAG.sub(" ", _LINK.sub("", text))).strip("[] \t\r\n\u00a0")


def _look(text: str, start: int, end: int) -> Look:
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start), start - LOOK) + 1
    mark = text[line:start].strip()
    own = text[start:end]
    plain = bare(own)
    words = len(_WORD.findall(plain))
    if mark.endswith(":") or len(mark.split()) > 1:
        mark = mark.split()[-1] if mark.split() else ""
    hashed = mark.startswith("#") or _HASHES.match(text[line:end][:80]) is not None
    opened = _EMPHASIS.match(own)
    whole = bool(opened) and own.rstrip(" :").endswith(("*", "_", ">")) and own.count("**") <= 4
    loud = plain.isupper() and sum(map(str.isalpha, plain)) > 3
    return Look(start, end, plain, "#" if hashed else mark, words, is_closed(plain), whole or loud)


def _is_heading(looks: Sequence[Look], number: int) -> bool:
    """Whether a short line without a full stop stands over something."""
    look = looks[number]
    if look.closed and not look.strong and look.mark != "#":
        return False
    if number + 1 >= len(looks) or not 0 < look.words <= 2 * TITLE:
        return False
    if look.mark == "#" or (look.strong and not (look.closed and look.words > TITLE)):
        return True
    after = looks[number + 1]
    return look.words <= TITLE and not look.is_item and (after.is_prose or after.is_item)
