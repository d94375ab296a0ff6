"""The document tree that every writer reads: blocks and inlines, notes standing where their marks stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from briefbook.model.date import PartialDate

# ── inlines ──────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words in one language. Never holds a line break."""

    text: str
    lang: str = ""
    # BCP 47; "" = the document's language


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Italic words."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Strong:
    """Bold words."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address (http, https or mailto, nothing else)."""

    url: str
    children: Inlines


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced new line inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote; its mark stands where the note stands in the tree."""

    number: int
    # from 1, in reading order of the whole document
    fact: str
    # id of the fact it proves
    children: Inlines


@dataclass(frozen=True, slots=True)
class NoteRef:
    """A mention of a note's number, e.g. in the annex; a live reference where the format has one."""

    number: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """A named stretch of text that can be pointed at: "fact-<id>", unique in the document."""

    name: str
    children: Inlines


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact's statement as a template printed it. Gone after `cite.resolve`."""

    fact: str
    children: Inlines


@dataclass(frozen=True, slots=True)
class Cite:
    """A template's wish for a note. Gone after `cite.resolve`."""

    fact: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a template wrote what follows. Gone after `cite.resolve`."""

    place: str
    # the number by which the templates know file and line
    figure: str = ""
    # a figure of the template's own, as written; "" before a statement


Inline: TypeAlias = (
    "Text | Emphasis | Strong | Link | LineBreak | Note | NoteRef | Anchor | Statement | Cite | Origin"
)
Inlines: TypeAlias = "tuple[Inline, ...]"

# ── blocks ───────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. Level 1 is the title of the document, 2 a section, 3 a part of a section."""

    level: int
    children: Inlines
    id: str = ""
    # unique in the document, lower-case words with hyphens


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A bulleted or numbered list; each item is a sequence of blocks and may hold a list."""

    items: tuple[Blocks, ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class BlockQuote:
    """A quotation set apart."""

    children: Blocks


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row; every row has as many cells as the header."""

    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    align: tuple[str, ...]
    # per column: "" | "left" | "right" | "center"
    caption: Inlines = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what is said of it."""

    term: Inlines
    children: Inlines


@dataclass(frozen=True, slots=True)
class Definitions:
    """Terms and what is said of them, set as a hanging list: key facts, the head block, the annex."""

    items: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure of a chart."""

    label: str
    # the period, as the language writes it
    value: float
    shown: str
    # the value as the language writes it, in the chart's unit


@dataclass(frozen=True, slots=True)
class Chart:
    """A small bar chart of one series, oldest first."""

    title: str
    unit: str
    # e.g. "US$ million"
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its caption; the marks of its facts' notes stand in the caption."""

    chart: Chart
    alt: str
    # says the figures, for those who do not see the chart
    caption: Inlines


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""


Block: TypeAlias = "Heading | Paragraph | ListBlock | BlockQuote | Table | Definitions | Figure | Rule"
Blocks: TypeAlias = "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside the rendering."""

    name: str
    media_type: str
    data: bytes
    description: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One finished brief, the same for every writer."""

    title: str
    lang: str
    # BCP 47
    blocks: Blocks
    header: str = ""
    # running header
    date: PartialDate | None = None
    # the brief's own date; the only date a writer may print or store
    subject: str = ""
    keywords: tuple[str, ...] = ()
    author: str = ""
    # stored among the properties of a file, printed nowhere
    marking: str = ""
    attachments: tuple[Attachment, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    # words of the document's language for what writers add: see `text.words`
    parts: tuple[Part, ...] = ()
    # of a bound book, whose own blocks are its cover


@dataclass(frozen=True, slots=True)
class Part:
    """A tab of a bound book, or its annex: it begins a page and keeps its language, title and words."""

    label: str
    # "Tab 3": stands before the numbers of its pages
    document: Document
    sign: str = ""
    # what its index tab at the edge of the page says, e.g. "3"; "" = a part without a divider page
    before: int = 0
    # notes of the parts before it: numbers are unique in the book, and its note n is printed as n - before


@dataclass(frozen=True, slots=True)
class Rendering:
    """A written file."""

    name: str
    media_type: str
    data: bytes
    pages: int | None = None
    # of a PDF
