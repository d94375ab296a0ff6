"""A text as the words that names are made of, with what stands between them."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_LETTERS = "[^\\W\\d_](?:[^\\W_]|[\u0300-\u036f])*"
_WORD = re.compile(
    f"(?:[^\\W\\d_]\\.){{2,}}|(?:[ldnsmtcjL]|[Qq]u)['’](?=[^\\W\\d_])|{_LETTERS}(?:['’ʼ‐‑-]{_LETTERS})*"
)
# initials set together (U.S., J.D.), an elided article (l’), a word with its hyphens and apostrophes
_POSSESSIVE = re.compile("['’ʼ]s?$")
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

    def written(self, at: int) -> str:
        """A word as it stands in the text."""
        return self.text[self.starts[at] : self.ends[at]]

    def is_capital(self, at: int) -> bool:
        """Whether a word begins with a capital."""
        return self.text[self.starts[at]].isupper()

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


@lru_cache(maxsize=128)
def read(text: str) -> Words:
    """The words of a source, cut once."""
    return cut(text)


def cut(text: str) -> Words:
    """Cut a text into words."""
    starts: list[int] = []
    ends: list[int] = []
    keys: list[str] = []
    owned: list[int] = []
    for found in _WORD.finditer(text):
        word = found[0]
        end = found.end()
        if not word.isascii() or "'" in word or "." in word:
            word = unicodedata.normalize("NFC", word)
            own = _POSSESSIVE.search(word)
            if own and len(word) > 3:
                end -= len(own[0])
                word = word[: own.start()]
                owned.append(len(starts))
            word = word.replace(".", "")
        starts.append(found.start())
        ends.append(end)
        keys.append(word.lower())
    return Words(text, tuple(starts), tuple(ends), tuple(keys), frozenset(owned))
