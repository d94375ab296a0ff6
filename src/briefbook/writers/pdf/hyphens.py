"""Where a word may be broken: at its own hyphens, inside addresses, and by the patterns of its language."""

from __future__ import annotations

import re
from functools import lru_cache

from briefbook.writers.pdf import patterns, shape
from briefbook.writers.pdf.shape import Cut, Setting, Word

SHORTEST = 6
# letters of a word that may be hyphenated


def cuts(setting: Setting, word: Word, level: int) -> tuple[Cut, ...]:
    """List the places where a word may be broken, from left to right.

    Level 0 is without hyphenation, 1 leaves words with a capital whole, 2 does not.
    """
    if word.cuts is None:
        word.cuts = _explicit(word)
    if not level or word.cuts:
        return word.cuts
    if word.soft_cuts is None:
        word.soft_cuts = _soft(word, setting.lang)
    if level == 1 and word.named:
        return ()
    return word.soft_cuts


def emergency(word: Word, step: int) -> tuple[Cut, ...]:
    """List places in a word that is wider than its line and has no better ones."""
    out: list[Cut] = []
    width, seen, since = 0.0, 0, 0
    for _, glyphs in word.pieces:
        for _, advance, _, _, text, _ in glyphs:
            if text and since >= step:
                out.append((seen, width, 2))
                since = 0
            width += advance
            seen += len(text)
            since += 1
    return tuple(out)


_ADDRESS = re.compile(r"://|^www\.|[\w-]\.\w+/|\w@\w")
_IN_ADDRESS = re.compile(r"(?<=[/.?&=_\-#:+%~,@])(?=[^/.?&=_\-#:+%~,@])")
_IN_WORD = (
    r"(?<=[^\W\d_]{2}[-\u2010\u2013/])(?=[^\W\d_]{2})|(?<=\w\u2014)(?=\w)|(?<=\w{2}\u2026)(?=\w)|\u200b"
)
_IDEOGRAPH = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_FIRST_IDEOGRAPH = "\u3040"
_LETTERS = re.compile(r"(\W*(?:[^\W\d_]{1,2}[’'])?)([^\W\d_]+)(\W*)")
# an elided article ("l’") before the word, punctuation around it
_SPECIAL = re.compile(r"[-/\u2010\u2013\u2014\u2026\u200b.@]")


def _explicit(word: Word) -> tuple[Cut, ...]:
    text = word.text
    wide = max(text, default="") >= _FIRST_IDEOGRAPH
    if not wide and not _SPECIAL.search(text):
        return ()
    address = _ADDRESS.search(text) is not None
    pattern, edge = (_IN_ADDRESS, 3) if address else (_in_word(wide), 1)
    places = [match.start() for match in pattern.finditer(text)]
    places = [place for place in places if edge <= place <= len(text) - edge]
    return tuple((place, shape.prefix_width(word, place), 0) for place in places)


@lru_cache(maxsize=2)
def _in_word(wide: bool) -> re.Pattern[str]:
    # Large sets of characters take long to compile, so only a text that has such letters asks for them.
    return re.compile(f"{_IN_WORD}|(?<={_IDEOGRAPH})(?={_IDEOGRAPH})" if wide else _IN_WORD)


def _soft(word: Word, lang: str) -> tuple[Cut, ...]:
    match = _LETTERS.fullmatch(word.text)
    if match is None or len(match[2]) < SHORTEST:
        return ()
    letters = match[2]
    if not letters[1:].islower() or (known := patterns.load(lang)) is None:
        return ()
    # Names are left whole where that can be; German writes every noun with a capital.
    word.named = letters[0].isupper() and not lang.startswith("de")
    start = match.end(1)
    places = [start + place for place in patterns.positions(known, letters)]
    return tuple((place, shape.prefix_width(word, place), 1) for place in places)
