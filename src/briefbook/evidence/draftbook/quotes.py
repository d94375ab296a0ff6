"""Sentences as quotes that are found again: exact words, framed where they stand more than once."""

import re

from briefbook.evidence import anchor
from briefbook.model.fact import Quote
from briefbook.model.proposal import Unit
from briefbook.text import characters, fold

FRAMES = (16, 32, 64, 128, 256)
# letters of prefix and suffix that are tried
_UNQUOTABLE = re.compile(f"[{characters.CONTROL}{characters.PRIVATE}{characters.PLANE_END}]+")


def of(unit: Unit, ground: anchor.Ground) -> tuple[Quote, ...]:
    """The quotes of a sentence: one, or more where it holds characters that no quote may hold; or none."""
    found = []
    done = unit.start
    text = ground.source.text
    for match in _UNQUOTABLE.finditer(text, unit.start, unit.end):
        found.append((done, match.start()))
        done = match.end()
    found.append((done, unit.end))
    quotes = [_framed(*_trimmed(text, start, end), ground) for start, end in found]
    return tuple(quote for quote in quotes if quote)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _framed(start: int, end: int, ground: anchor.Ground) -> Quote | None:
    """A quote that is found at this place and nowhere else; None where there is no such."""
    text = ground.source.text
    whole = text[start:end]
    if not any(char.isalnum() for char in whole) or characters.too_many_marks(whole):
        return None
    plain = Quote(ground.source.id, fold.unwrapped(whole))
    found = anchor.places(ground, plain)
    if len(found) < 2:
        return plain if found else None
    for size in FRAMES:
        before, after = _before(text, start, size), _after(text, end, size)
        for prefix, suffix in ((before, ""), ("", after), (before, after)):
            quote = Quote(plain.source, plain.exact, prefix, suffix)
            places = anchor.places(ground, quote) if prefix or suffix else []
            if len(places) == 1 and ground.folded.source_start(places[0]) == start:
                return quote
    return None


def _before(text: str, start: int, size: int) -> str:
    """Words that stand before a place, cut where a word begins."""
    piece = text[max(0, start - size) : start]
    last = max((found.end() for found in _UNQUOTABLE.finditer(piece)), default=0)
    if not last and start > size:
        blank = re.search(r"\s", piece)
        last = blank.end() if blank else 0
    return piece[last:]


def _after(text: str, end: int, size: int) -> str:
    piece = text[end : end + size]
    control = _UNQUOTABLE.search(piece)
    if control:
        return piece[: control.start()]
    if end + size < len(text):
        blanks = [found.start() for found in re.finditer(r"\s", piece)]
        return piece[: blanks[-1]] if blanks and blanks[-1] else piece
    return piece
