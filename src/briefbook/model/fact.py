"""A fact: one statement admitted by the exact words of its sources."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from briefbook.model.date import PartialDate

STAGES = (
    "signed",
    "agreed",
    "instructed",
    "invited",
    "accepted",
    "proposed",
    "discussed",
    "requested",
    "planned",
    "done",
)

SUPPORTS = ("independent", "unproven", "one voice", "single source", "own note")
# two known voices | a further source has neither publisher nor wire | several sources of one voice |
# one source | reading notes of our own alone


@dataclass(frozen=True, slots=True)
class Span:
    """Where a quote stands: half-open code-point offsets in the source's untouched text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim words of a source (W3C Web Annotation, TextQuoteSelector)."""

    source: str
    exact: str
    prefix: str = ""
    suffix: str = ""
    span: Span | None = None
    # None until `anchor.bind` has found the words
    words: str = ""
    # the source's own words at the span, line wraps and soft hyphens folded away
    locator: int | None = None
    # paragraph of the source, counted from 1; lines where the text has no blank line
    by_line: bool = False
    # whether the locator counts lines
    page: int | None = None
    # of the source, counted from 1, where it has pages; the locator then counts on that page


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure of a fact with its meaning."""

    of: str
    value: Decimal
    unit: str
    when: str = ""
    # EDTF date or interval, as written: "2024", "2024-10-31", "2017/2021"
    names: Mapping[str, str] = field(default_factory=dict)
    # `of` by language tag, where it is given in several


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement, its section and tags, and the quotes that admit it."""

    id: str
    section: str
    statements: Mapping[str, str]
    # by language tag; "" for a statement given as plain text
    quotes: tuple[Quote, ...]
    collection: str = ""
    tags: tuple[str, ...] = ()
    status: str = "accepted"
    # draft | accepted | rejected
    priority: str = "should"
    # must | should | could
    as_of: PartialDate | None = None
    marking: str = ""
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[str, ...] | None = None
    # when it happened, as EDTF, where the ledger says so; None leaves it to the statement
    reviewed: Mapping[str, str] = field(default_factory=dict)
    # diagnostics silenced by a person: code to reason
    path: str = ""
    # the ledger it stands in, relative to the workspace
    index: int = 0
    # its place in the ledger, counted from 0
    support: str = ""
    # one of SUPPORTS, once `voices.weigh` has looked at its sources
    voices: int = 0
    # known voices that tell it; 0 for own notes

    def statement(self, lang: str) -> str:
        """The statement in a language, or in the language it was written in."""
        return in_language(self.statements, lang)

    @property
    def stage(self) -> str:
        """How far the thing has got, from its tags; "" where no tag says so."""
        return next((tag for tag in self.tags if tag in STAGES), "")


def in_language(texts: Mapping[str, str], lang: str) -> str:
    """One of the same text in several languages: that of the language, else what was written first."""
    wanted = (lang, lang.partition("-")[0], "")
    found = next((texts[key] for key in wanted if texts.get(key)), "")
    return found or next(iter(texts.values()))


def speaks(texts: Mapping[str, str], lang: str) -> bool:
    """Whether a text is there in a language; one without a language counts as being in any."""
    return any(texts.get(key) for key in (lang, lang.partition("-")[0], ""))


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the officer decided where sources differ."""

    facts: tuple[str, ...]
    use: str
    why: str
    show: bool = False
    reasons: Mapping[str, str] = field(default_factory=dict)
    # `why` by language tag, where it is given in several
    path: str = ""
    index: int = 0
    # the ledger it stands in, and its place there


@dataclass(frozen=True, slots=True)
class Ledger:
    """The facts of one collection and the decisions about them."""

    facts: tuple[Fact, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
