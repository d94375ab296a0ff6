"""Documents cut into sentences, headings and items, each knowing where it stands."""

import re
from collections.abc import Iterator, Sequence

from briefbook.evidence.propose import layout, seams, wording
from briefbook.evidence.propose.layout import Page
from briefbook.isolation import beacon
from briefbook.model.proposal import Unit
from briefbook.text import languages, sentences, tongue
from briefbook.text.languages import Own

FOREIGN = 0.75
# how sure it must be that a block is in another language than its document
_EMPHASIS = re.compile(r"[*_]+")
_PICTURE = re.compile(r"!\[[^\[\]]{0,500}\]\([^()]{0,700}\)")


def cut(pages: Sequence[Page], own: Own | None = None) -> tuple[Unit, ...]:
    """Every sentence, heading and item of every document, in order."""
    return tuple(unit for page in pages for unit in _units(page, own))


def _units(page: Page, own: Own | None) -> Iterator[Unit]:
    beacon.at("cutting", page.document.source.meta.path)
    text, tag = page.document.reading.text, page.document.source.meta.lang
    front = sentences.front_matter(text)
    spoken = [_spoken(look, tag) for look in page.looks]
    cloth, words = seams.look(text, len(page.looks)), wording.of(tag, own)
    pictures = [(found.start(), found.end()) for found in _PICTURE.finditer(text)]
    number, above = 0, ""
    for start, end, part in (
        piece
        for begin, stop in sentences.split(text, languages.load(tag, own))
        for piece in seams.part(text, begin, stop, cloth, words)
    ):
        start, end = _trimmed(text, *_beside(start, end, pictures))
        if start >= end:
            continue
        while number + 1 < len(page.looks) and page.looks[number + 1].start <= start:
            number += 1
        look = page.looks[number]
        kind = "item" if look.is_item else "sentence"
        if start < front or part != seams.PIECE:
            kind = "matter" if start < front else part
        elif number in page.headings:
            kind, above = "heading", look.text
        yield Unit(
            page.document.id, start, end, text[start:end], spoken[number], kind, number,
            above if kind != "heading" else "",
        )  # fmt: skip


def _beside(start: int, end: int, pictures: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """A stretch without the picture in which it begins or ends."""
    for first, last in pictures:
        if first <= start < last < end:
            start = last
        elif start < first < end <= last:
            end = first
    return start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without blanks at its ends, and without a mark of emphasis that has no other."""
    own = text[start:end]
    edge = "*_ \t\r\n\u00a0" if len(_EMPHASIS.findall(own)) == 1 else None
    return start + len(own) - len(own.lstrip(edge)), end - len(own) + len(own.rstrip(edge))


def _spoken(look: layout.Look, tag: str) -> str:
    """The language of a block: its document's, unless it is plainly another."""
    if look.words < 6:
        return tag
    found, share = tongue.judged(look.text)
    return found if found and share >= FOREIGN and found != tag.partition("-")[0] else tag
