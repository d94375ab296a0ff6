"""Words that make what stands beside them unreal: "denied that", "if", "failed to", "… is false".

Kinds: "says" (with a "that" behind it), "that", "opens" (a condition), "touches" (stands right before),
"follows" (anywhere behind), "closes" (close behind), and "negation".
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from briefbook.text import fold, stance
from briefbook.text.languages import Language
from briefbook.text.stance import Sign

Phrases = Mapping[str, Sequence[frozenset[str]]]
# the words of each phrase, by the longest of them


class Words(NamedTuple):
    """The phrases by where they may stand: where one of its words is not, a phrase is not either."""

    before: Phrases
    just_before: Phrases
    behind: Phrases
    just_behind: Phrases


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
    listed = [
        (kind, max(phrase, key=len).rstrip("'"), frozenset(_letters(phrase)))
        for kind, phrase in stance.frame_phrases(language)
    ]
    places = []
    for kinds in PLACES:
        phrases: dict[str, list[frozenset[str]]] = {}
        for kind, longest, every in listed:
            if kind in kinds:
                phrases.setdefault(longest, []).append(every)
        places.append(phrases)
    return Words(*places)


def _letters(phrase: Sequence[str]) -> Iterator[str]:
    """The words of a phrase that are nothing but letters."""
    return (word for each in phrase if (word := each.rstrip("'")).isalpha())


def may_stand(phrases: Phrases, beside: Iterable[str], text: Set[str]) -> bool:
    """Whether one of some phrases may be in a text of these words, its longest word among those `beside`."""
    near = phrases.keys() & beside
    return any(every <= text for longest in near for every in phrases[longest])


@lru_cache(maxsize=64)
def parting(language: Language) -> frozenset[str]:
    """The words that begin another clause."""
    return frozenset(fold.plain(word) for word in language.table("stance").get("breaks", ()))


@lru_cache(maxsize=64)
def contrasting(language: Language) -> frozenset[str]:
    """Of these the words of which a denial may follow: but, however."""
    return frozenset(language.table("stance").get("contrasts", ()))
