"""Words that make what stands beside them unreal: "denied that", "if", "failed to", "… is false".

Kinds: "says" (with a "that" behind it), "that", "opens" (a condition), "touches" (stands right before),
"follows" (anywhere behind), "closes" (close behind), and "negation".
"""

from functools import lru_cache
from typing import NamedTuple

from briefbook.text import fold, stance
from briefbook.text.languages import Language
from briefbook.text.stance import Sign


class Words(NamedTuple):
    """The longest word of each phrase, by where it may stand: where it is not, no such phrase is."""

    before: frozenset[str]
    just_before: frozenset[str]
    behind: frozenset[str]
    just_behind: frozenset[str]


CLOSE = ("touches", "closes", "negation")
# kinds that bear on nothing but the words beside them
PLACES = (
    ("says", "within", "opens", "follows"),
    ("touches", "negation"),
    ("follows",),
    ("closes", "opens", "negation"),
)
# kinds by the place at which they bear on a quote, in the order of `Words`


def find(text: str, language: Language) -> tuple[Sign, ...]:
    """Every such word or phrase of a text in order, with what it does as `kind`."""
    return stance.frames(text, language)


@lru_cache(maxsize=64)
def words(language: Language) -> Words:
    """What a text is searched for before it is read."""
    longest = [(kind, max(phrase, key=len).rstrip("'")) for kind, phrase in stance.frame_phrases(language)]
    return Words(*(frozenset(word for kind, word in longest if kind in kinds) for kinds in PLACES))


@lru_cache(maxsize=64)
def parting(language: Language) -> frozenset[str]:
    """The words that begin another clause."""
    return frozenset(fold.plain(word) for word in language.table("stance").get("breaks", ()))


@lru_cache(maxsize=64)
def contrasting(language: Language) -> frozenset[str]:
    """Of these the words of which a denial may follow: but, however."""
    return frozenset(language.table("stance").get("contrasts", ()))
