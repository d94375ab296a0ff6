"""Ids that a person can read: the first words of a statement, in plain letters."""

import re
from collections.abc import Container, Sequence
from dataclasses import replace

from briefbook.model.proposal import Draft

MAX_WORDS, MAX_LETTERS = 6, 48
_WORD = re.compile("[a-z0-9]+")


def name(drafts: Sequence[Draft], taken: Container[str] = ()) -> tuple[Draft, ...]:
    """Give every draft an id of its own, made of its words; `taken` are ids that are in use."""
    given: dict[str, str] = {}
    used: set[str] = set()
    for draft in drafts:
        given[draft.id] = free(slug(draft.statement), taken, used)
        used.add(given[draft.id])
    return tuple(
        replace(draft, id=given[draft.id], similar=tuple(given.get(each, each) for each in draft.similar))
        for draft in drafts
    )


def slug(statement: str) -> str:
    """The first words of a statement as an id."""
    return words(statement, MAX_WORDS) or "fact"


def words(text: str, most: int = 20) -> str:
    """Words in plain small letters, parted by hyphens; "" where there is none."""
    plain = text[:160].replace("'", "").replace("’", "")
    if not plain.isascii():
        from anyascii import anyascii

        plain = anyascii(plain)
    made = ""
    for word in _WORD.findall(plain.lower())[:most]:
        if made and len(made) + 1 + len(word) > MAX_LETTERS:
            break
        made = f"{made}-{word}" if made else word[:MAX_LETTERS]
    return made


def free(wanted: str, *taken: Container[str]) -> str:
    """An id that nobody has: the wanted one, or with the first number that is free."""
    made, number = wanted, 2
    while any(made in each for each in taken):
        made, number = f"{wanted}-{number}", number + 1
    return made
