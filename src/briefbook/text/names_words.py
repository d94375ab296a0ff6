"""A text as the words that names are made of, with what stands between them."""

import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_LETTERS = "[^\\W\\d_](?:[^\\W_]++|[\u0300-\u036f]++)*+"
_WORD = re.compile(
    f"(?:[^\\W\\d_]\\.){{2,}}|(?:[ldnsmtcjL]|[Qq]u)['’](?=[^\\W\\d_])|{_LETTERS}(?:['’ʼ‐‑-]{_LETTERS})*"
)
# initials set together (U.S., J.D.), an elided article (l’), a word with its hyphens and apostrophes
_POSSESSIVE = re.compile("['’ʼ]s?$")
KNOWN, LONG = 50_000, 48
# words that are kept, and the letters of the longest of them
_seen: dict[str, tuple[str, int, bool]] = {}
MAX_BETWEEN = 60
# characters of blank that may stand between two words of one name


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text by number."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    # half-open offsets; a possessive 's is left out
    keys: tuple[str, ...]
    # in NFC and lower case, initials without their full stops
    owned: frozenset[int]
    # numbers of the words that carry a possessive 's
    capitals: tuple[bool, ...]
    # whether each begins with a capital

    def written(self, at: int) -> str:
        """A word as it stands in the text."""
        return self.text[self.starts[at] : self.ends[at]]

    def is_capital(self, at: int) -> bool:
        """Whether a word begins with a capital."""
        return self.capitals[at]

    def between(self, at: int) -> str:
        """What stands between a word and the next; the end of the text is a line feed."""
        if at + 1 >= len(self.starts):
            return "\n\n"
        return self.text[self.ends[at] : self.starts[at + 1]]

    def is_joined(self, at: int) -> bool:
        """Whether only a blank, or one wrapped line, parts a word from the next."""
        gap = self.between(at)
        if gap == " ":
            return True
        wraps = gap.count("\n")
        return (
            len(gap) <= MAX_BETWEEN and gap.strip() == "" and (bool(gap) or self._is_elided(at)) and wraps < 2
        )

    def is_after_dot(self, at: int) -> bool:
        """Whether a full stop that belongs to a word, as in R. or Jr., and a blank part it from the next."""
        gap = self.between(at)
        return (
            gap[:1] == "." and 0 < len(gap) <= MAX_BETWEEN and gap[1:].strip() == "" and gap.count("\n") < 2
        )

    def _is_elided(self, at: int) -> bool:
        return self.text[self.ends[at] - 1] in "'’"


@lru_cache(maxsize=64)
def read(text: str) -> Words:
    """The words of a source, cut once."""
    return cut(text)


def cut(text: str) -> Words:
    """Cut a text into words."""
    found = list(_WORD.finditer(text))
    told = [_seen.get(word) or _look_up(word) for word in [match[0] for match in found]]
    return Words(
        text,
        tuple([match.start() for match in found]),
        tuple([match.end() - left for match, (_, left, _) in zip(found, told, strict=True)]),
        tuple([key for key, _, _ in told]),
        frozenset([at for at, (_, left, _) in enumerate(told) if left]),
        tuple([capital for _, _, capital in told]),
    )


def _look_up(word: str) -> tuple[str, int, bool]:
    """The key of a word, the letters of its possessive 's, and whether it begins with a capital."""
    key, left = word, 0
    if not word.isascii() or "'" in word or "." in word:
        key = unicodedata.normalize("NFC", word)
        own = _POSSESSIVE.search(key)
        if own and len(key) > 3:
            left = len(own[0])
            key = key[: own.start()]
        key = key.replace(".", "")
    known = sys.intern(key.lower()), left, word[0].isupper()
    if len(_seen) < KNOWN and len(word) <= LONG:
        _seen[word] = known
    return known
