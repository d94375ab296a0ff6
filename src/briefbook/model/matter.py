"""The officer's own matter in a brief: printed as ours, never as a source's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from briefbook.model.date import PartialDate

ROLES = ("objective", "point", "if-raised", "defensive", "press")
# what a line is for, in the order in which a checklist prints them
PRESS = ("open", "pool", "photo", "closed")
# who of the press may come to an event: all | a pool | photographers alone | nobody

Texts: TypeAlias = Mapping[str, str]
# by language tag; "" for words given as plain text


@dataclass(frozen=True, slots=True)
class Line:
    """A line to say or to keep in hand."""

    role: str
    texts: Texts
    facts: tuple[str, ...] = ()
    # ids of the facts it rests on
    index: int = 0
    # its place in the brief, counted from 0
    marking: str = ""
    # the highest of its facts' markings, once `markings.mark` has looked


@dataclass(frozen=True, slots=True)
class Event:
    """One item of the programme."""

    date: PartialDate
    title: Texts
    time: str = ""
    # "09:30" or "09:30-10:15", local
    place: Texts | None = None
    people: tuple[str, ...] = ()
    press: str = ""
    # one of PRESS, or ""
    facts: tuple[str, ...] = ()
    index: int = 0
    marking: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the visit: who signed or signs it, how far it has got, what comes next."""

    title: Texts
    signatories: tuple[str, ...] = ()
    date: PartialDate | None = None
    stage: str = ""
    # one of model.fact.STAGES, or ""
    next: Texts | None = None
    facts: tuple[str, ...] = ()
    index: int = 0
    marking: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the visit."""

    name: str
    role: Texts | None = None
    biography: Texts | None = None
    born: PartialDate | None = None
    languages: tuple[str, ...] = ()
    # BCP 47
    pronunciation: str = ""
    facts: tuple[str, ...] = ()
    index: int = 0


Own: TypeAlias = Line | Event | Paper | Person


def said(texts: Texts | None, lang: str) -> tuple[str, str]:
    """The words in a language, or in the one they were written in; and their tag where it is another."""
    if not texts:
        return "", ""
    wanted = (lang, lang.partition("-")[0], "")
    key = next((each for each in wanted if texts.get(each)), next(iter(texts)))
    return texts[key], "" if key in wanted else key
