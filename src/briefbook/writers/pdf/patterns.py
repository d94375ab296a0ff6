"""The hyphenation patterns of a language, out of pyphen's dictionaries: those that are met are parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import pyphen

Weights: TypeAlias = tuple[int, ...]
# of the places before, between and behind the letters of a pattern; an odd one is a place to break


@dataclass(slots=True, eq=False)
class Patterns:
    """Frank Liang's patterns: the weights of a word's places are the highest of all that match in it."""

    lines: dict[str, str]
    # as they stand in the dictionary, by their letters
    longest: int
    # letters of a pattern
    weights: dict[str, Weights] = field(default_factory=dict)
    # of the patterns that were met


@lru_cache(maxsize=64)
def load(lang: str) -> Patterns | None:
    """Read the patterns of a language; None where there are none."""
    tag = lang.replace("-", "_")
    if tag == "en":
        tag = "en_GB"
    known = pyphen.language_fallback(tag) if tag else None
    return _read(pyphen.LANGUAGES[known]) if known else None


def positions(patterns: Patterns, word: str, left: int = 2, right: int = 3) -> list[int]:
    """List how many letters may stand before a hyphen; so many at least stand before and behind one."""
    letters = f".{word.lower()}."
    size = len(letters)
    found = [0] * (size + 1)
    lines = patterns.lines
    for start in range(size - 1):
        for end in range(start + 1, min(start + patterns.longest, size) + 1):
            key = letters[start:end]
            if key not in lines:
                continue
            weights = patterns.weights.get(key)
            if weights is None:
                weights = patterns.weights[key] = _weights(lines[key])
            for place, weight in enumerate(weights, start):
                if weight > found[place]:
                    found[place] = weight
    last = len(word) - right
    return [place - 1 for place, weight in enumerate(found) if weight % 2 and left <= place - 1 <= last]


_ESCAPE = re.compile(r"\^\^([0-9a-f]{2})")
_LETTER = re.compile(r"(\d?)(\D?)")
_NO_PATTERN = ("%", "#", "LEFTHYPHENMIN", "RIGHTHYPHENMIN", "COMPOUNDLEFTHYPHENMIN", "COMPOUNDRIGHTHYPHENMIN")
# beginnings of lines that say something else


def _read(path: Path) -> Patterns:
    """Read a dictionary of the form that Hunspell uses; its first line names the encoding."""
    first, _, rest = path.read_bytes().partition(b"\n")
    encoding = first.decode().strip().lower()
    text = rest.decode("cp1251" if encoding == "microsoft-cp1251" else encoding)
    if "^^" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    lines = [line for line in map(str.strip, text.split("\n")) if not line.startswith(_NO_PATTERN)]
    if "/" in text:
        # What follows says how the spelling changes at a break; such changes are not drawn.
        lines = [line.partition("/")[0] if "=" in line else line for line in lines]
    # As bytes: ten times as fast, and UTF-8 has these bytes in digits only.
    keys = "\n".join(lines).encode().translate(None, b"0123456789").decode().split("\n")
    # A line without a weight says nothing, even where it comes after another for the same letters.
    found = {key: line for key, line in zip(keys, lines, strict=True) if key != line}
    return Patterns(found, max(map(len, found), default=0))


def _weights(line: str) -> Weights:
    return tuple(int(weight or "0") for weight, _ in _LETTER.findall(line))
