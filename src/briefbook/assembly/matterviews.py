"""What a template sees of an officer's own matter: plain values in the brief's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from briefbook.assembly import chronology, marks
from briefbook.model import matter
from briefbook.model.brief import Spec
from briefbook.model.date import PartialDate
from briefbook.model.matter import Event, Line, Paper, Texts
from briefbook.text.words import Words

if TYPE_CHECKING:
    from briefbook.assembly.views import FactView


@dataclass(frozen=True, slots=True)
class LineView:
    """A line to say or to keep in hand: our own words."""

    role: str
    # objective | point | if-raised | defensive | press
    text: str
    # {{ line | cite }} beside it prints the notes of its facts
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class RoleView:
    """The lines of one role, under the title that the brief's language gives it."""

    key: str
    title: str
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class EventView:
    """One item of the programme."""

    date: str
    time: str
    # "09:30–10:15", or ""
    title: str
    place: str
    people: tuple[str, ...]
    press: str
    # open | pool | photo | closed, or ""
    press_label: str
    # the same in the brief's language
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class DayView:
    """One day of the programme."""

    date: str
    events: tuple[EventView, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document of the visit."""

    title: str
    signatories: tuple[str, ...]
    date: str
    stage: str
    stage_label: str
    next: str
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person of the visit."""

    name: str
    role: str
    biography: str
    born: str
    languages: tuple[str, ...]
    # as the brief's language calls them
    pronunciation: str
    facts: tuple[FactView, ...]


VIEWS = (LineView, RoleView, EventView, DayView, DocumentView, PersonView)
CITING = (LineView, EventView, DocumentView, PersonView)
# what `cite` prints the notes of, fact by fact

Seen = Mapping[str, "FactView"]


def lines(spec: Spec, seen: Seen) -> tuple[LineView, ...]:
    """The lines of a brief, as they are written."""
    return tuple(
        LineView(line.role, _marked(line, line.texts, spec.lang), _facts(line.facts, seen))
        for line in spec.lines
    )


def roles(shown: Sequence[LineView], words: Words) -> tuple[RoleView, ...]:
    """Lines by role, in the order of a checklist; a role without lines is left out."""
    found = []
    for role in matter.ROLES:
        own = tuple(line for line in shown if line.role == role)
        if own:
            found.append(RoleView(role, words.label(f"roles.{role}"), own))
    return tuple(found)


def events(spec: Spec, seen: Seen, words: Words) -> tuple[EventView, ...]:
    """The programme of a brief, oldest day first."""
    return tuple(_event(event, spec.lang, seen, words) for event in spec.events)


def days(shown: Sequence[EventView]) -> tuple[DayView, ...]:
    """The programme day by day."""
    return tuple(DayView(date, tuple(group)) for date, group in groupby(shown, lambda event: event.date))


def documents(spec: Spec, seen: Seen, words: Words) -> tuple[DocumentView, ...]:
    """The documents of a brief; one that does not say its stage has that of its fact."""
    found = []
    for paper in spec.documents:
        facts = _facts(paper.facts, seen)
        stage = paper.stage or next((fact.stage for fact in facts if fact.stage), "")
        found.append(
            DocumentView(
                title=_marked(paper, paper.title, spec.lang),
                signatories=paper.signatories,
                date=_day(paper.date, words),
                stage=stage,
                stage_label=words.label(f"stages.{stage}") if stage else "",
                next=_said(paper.next, spec.lang),
                facts=facts,
            )
        )
    return tuple(found)


def people(spec: Spec, seen: Seen, words: Words) -> tuple[PersonView, ...]:
    """The people of a brief."""
    return tuple(
        PersonView(
            person.name,
            _said(person.role, spec.lang),
            _said(person.biography, spec.lang),
            _day(person.born, words),
            tuple(words.label(f"languages.{tag}", tag) for tag in person.languages),
            person.pronunciation,
            _facts(person.facts, seen),
        )
        for person in spec.people
    )


def _event(event: Event, lang: str, seen: Seen, words: Words) -> EventView:
    return EventView(
        date=_day(event.date, words),
        time="–".join(_clock(each, words) for each in event.time.split("-")) if event.time else "",
        title=_marked(event, event.title, lang),
        place=_said(event.place, lang),
        people=event.people,
        press=event.press,
        press_label=words.label(f"press.{event.press}") if event.press else "",
        facts=_facts(event.facts, seen),
    )


def _day(date: PartialDate | None, words: Words) -> str:
    return chronology.shown(str(date), words) if date else ""


def _clock(time: str, words: Words) -> str:
    """A time of the day as the language writes it: 09:30, 9 h 30."""
    hour, _, minute = time.partition(":")
    return words.say("clock", "{hour}:{minute}", hour=hour, short=int(hour), minute=minute)


def _marked(own: Line | Event | Paper, texts: Texts, lang: str) -> str:
    """Words with the mark of the facts behind them before them, as statements have it."""
    return (f"({own.marking}) " if own.marking else "") + _said(texts, lang)


def _said(texts: Texts | None, lang: str) -> str:
    text, tag = matter.said(texts, lang)
    return marks.run(tag, text)


def _facts(ids: Sequence[str], seen: Seen) -> tuple[FactView, ...]:
    return tuple(seen[key] for key in dict.fromkeys(ids) if key in seen)
