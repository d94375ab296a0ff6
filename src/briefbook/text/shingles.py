"""How much of a text stands in another one: runs of five words, compared as sets."""

import re
import unicodedata
from functools import lru_cache

SIZE = 5
# words of a run
_WORD = re.compile(r"[^\W_]+")


def containment(first: str, second: str) -> float:
    """The share, from 0 to 1, of the shorter text's runs of words that the other text has as well.

    Case, accents, punctuation and line wraps do not count. Texts under five words are compared whole.
    """
    one, other = of(first), of(second)
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0


@lru_cache(maxsize=256)
def of(text: str) -> frozenset[int]:
    """The runs of five words of a text, each as a number that is good within one run of the program."""
    words = _WORD.findall(_folded(text))
    if not words:
        return frozenset()
    runs = zip(*(words[at:] for at in range(SIZE)), strict=False) if len(words) >= SIZE else [tuple(words)]
    return frozenset(map(hash, runs))


def _folded(text: str) -> str:
    """Letters without case and marks, so that NFC, NFD and a text that lost its accents are alike."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFD", text.casefold())
    for char in set(parts):
        if unicodedata.combining(char):
            parts = parts.replace(char, "")
    return parts.replace("đ", "d")
