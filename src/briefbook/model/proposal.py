"""What is drafted from documents: sentences judged, and facts that a person has yet to accept."""

from dataclasses import dataclass

from briefbook.model.diagnostic import Diagnostic
from briefbook.model.fact import Quantity
from briefbook.model.reading import Reading
from briefbook.model.source import Source

KEEP, SUSPECT, NOISE = "keep", "suspect", "noise"


@dataclass(frozen=True, slots=True)
class Document:
    """A source as it was read, before anybody has judged its sentences."""

    source: Source
    reading: Reading

    @property
    def id(self) -> str:
        """The name that quotes use for this document."""
        return self.source.id


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, heading or item of a document, and whether it says something of the visit."""

    source: str
    # id of its document
    start: int
    end: int
    # half-open code-point offsets in the document's text
    text: str
    # the document's own words, `text[start:end]`
    lang: str
    # BCP 47
    kind: str = "sentence"
    # sentence | heading | item | cell | caption | note | matter (front matter)
    block: int = 0
    # number of the paragraph, heading or item it stands in
    heading: str = ""
    # the nearest heading above it, as written
    state: str = KEEP
    # keep | suspect | noise
    reason: str = ""
    # why it is not kept, in a few plain words


@dataclass(frozen=True, slots=True)
class Tagged:
    """A unit with its place in the brief."""

    unit: Unit
    section: str
    tags: tuple[str, ...] = ()
    confidence: float = 0.0
    # from 0 to 1
    reason: str = ""
    # why a person should look at the section; "" where it is clear


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact that nobody has accepted yet."""

    id: str
    section: str
    tags: tuple[str, ...]
    statement: str
    lang: str
    # of the statement
    units: tuple[Unit, ...]
    # its quotes, the one of the statement first
    confidence: float
    review: bool = False
    reason: str = ""
    similar: tuple[str, ...] = ()
    # ids of drafts that may say the same
    dates: tuple[str, ...] = ()
    # EDTF
    entities: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft ledger with all that was left out of it."""

    documents: tuple[Document, ...]
    drafts: tuple[Draft, ...]
    set_aside: tuple[Unit, ...]
    # noise alone; what may be noise is a draft to be reviewed
    diagnostics: tuple[Diagnostic, ...] = ()
