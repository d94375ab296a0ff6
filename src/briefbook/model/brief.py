"""A brief: what an officer asks for, and the facts chosen for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from briefbook.model.date import PartialDate
from briefbook.model.fact import Fact, Resolution
from briefbook.model.matter import Event, Line, Own, Paper, Person
from briefbook.model.source import Source

SECTIONS = ("background", "political", "economy", "community", "outcomes")
KINDS = (
    "visit-brief",
    "checklist",
    "biography",
    "programme",
    "outcomes",
    "chronology",
    "key-facts",
    "differences",
)
# documents that can be made of the facts
PRIORITIES = ("must", "should", "could")


@dataclass(frozen=True, slots=True)
class Visit:
    """Who visits whom, at what level, and when."""

    visitor: str
    host: str
    level: str
    # state | official | working | private | transit
    start: PartialDate
    end: PartialDate


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """A section that a brief asks for."""

    key: str
    title: str = ""
    # "" = the language's own title of the section
    template: str = ""
    # "" = sections/<key>.md.j2, else sections/default.md.j2
    tags: tuple[str, ...] = ()
    # only facts with one of these tags; () = all of the section
    order: str = "priority"
    # priority | ledger | date
    min_facts: int = 0
    # fewer are worth a warning


@dataclass(frozen=True, slots=True)
class Spec:
    """What `briefs/<id>.toml` asks for."""

    id: str
    title: str
    lang: str
    collections: tuple[str, ...]
    sections: tuple[SectionSpec, ...]
    visit: Visit | None
    # None for a brief straight from documents, which nobody has said it of
    formats: tuple[str, ...] = ("docx", "pdf")
    theme: str = "default"
    date: PartialDate | None = None
    marking: str = ""
    kind: str = "visit-brief"
    citation_style: str = "chicago"
    min_sources: int = 0
    # known voices that each fact should have; fewer are worth a warning
    stale_after: int = 0
    # days that a fact's as-of date may lie before the brief's; 0 = no limit
    author: str = ""
    # who answers for the brief, as the officer writes it: a person, a desk, a ministry
    max_pages: int = 0
    # pages that the paper may have, its annex included where it is not a file of its own; 0 = no limit
    lines: tuple[Line, ...] = ()
    events: tuple[Event, ...] = ()
    # oldest day first
    documents: tuple[Paper, ...] = ()
    people: tuple[Person, ...] = ()
    path: str = ""

    @property
    def own_matter(self) -> tuple[tuple[str, tuple[Own, ...]], ...]:
        """The officer's own matter by the name of its table."""
        return (
            ("line", self.lines),
            ("event", self.events),
            ("document", self.documents),
            ("person", self.people),
        )


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a series."""

    when: str
    value: Decimal
    fact: Fact


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one subject and unit over time, oldest first."""

    of: str
    unit: str
    points: tuple[Point, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    # `of` by language tag, where it is given in several


@dataclass(frozen=True, slots=True)
class Section:
    """A section with the facts chosen for it, most important first."""

    key: str
    title: str
    template: str
    facts: tuple[Fact, ...]
    series: tuple[Series, ...] = ()
    marking: str = ""
    # the highest of its facts' markings


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything a template and the note pass need, chosen, merged and ordered."""

    spec: Spec
    sections: tuple[Section, ...]
    glance: tuple[Fact, ...]
    # up to five `must` facts for "At a glance"
    sources: tuple[Source, ...]
    # of all its collections, in the order of their `sources.toml`
    resolutions: tuple[Resolution, ...] = ()
    # where sources differ, as the officer decided
    named: tuple[Fact, ...] = ()
    # facts that its own matter names and that stand in none of its sections
    dates: Mapping[str, str] = field(default_factory=dict)
    # the date or period of a fact by its id, as EDTF, once `chronology.date` has looked

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact that it may print, once, in the order of its sections."""
        every = (*(fact for section in self.sections for fact in section.facts), *self.named)
        return tuple({fact.id: fact for fact in every}.values())
