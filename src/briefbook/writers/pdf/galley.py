"""The galley: all that a document prints, set in one long column before it is cut into pages."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefbook.model.document import Heading
from briefbook.model.theme import Page, Theme, Type
from briefbook.writers.pdf.lines import Line
from briefbook.writers.pdf.runs import Speech, Style
from briefbook.writers.pdf.structure import Element

FORBIDDEN = 10_000.0
# a page break here is taken only where no page could be made without it


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin horizontal line; `drop` is its distance from the top of its item."""

    left: float
    right: float
    drop: float
    weight: float


@dataclass(frozen=True, slots=True)
class Dots:
    """A row of dots that leads from words to a page number; `drop` as of the baseline."""

    left: float
    right: float
    drop: float


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle of a drawing; `drop` is the distance of its top from the top of the drawing."""

    left: float
    drop: float
    width: float
    height: float
    colour: str


@dataclass(slots=True, eq=False)
class Art:
    """A drawing inside an item; its text stands among the lines of the item."""

    element: Element
    alt: str
    left: float
    drop: float
    # of its top from the top of the item
    width: float
    height: float
    boxes: tuple[Box, ...]


@dataclass(slots=True, eq=False)
class Item:
    """What stays together on a page: a line, a row of a table, a line of a note."""

    kind: str
    # "line", "heading", "row", "rule", "figure" or "note"
    height: float
    lines: list[tuple[Line, float, float]]
    # each with the left edge of its column and the distance of its baseline from the top
    space: float = 0.0
    # white above it, dropped at the top of a page
    notes: tuple[int, ...] = ()
    # footnotes called in it
    penalty: float = 0.0
    # cost of a page break after it
    rules: tuple[Rule, ...] = ()
    head: Item | None = None
    # header row that is printed again where a page begins with this row
    part: tuple[int, int] = (0, 1)
    # which line of its paragraph, of how many
    entry: tuple[str, str, int] | None = None
    # destination, title and level in the outline
    note: int = 0
    # number of the note that begins here
    art: Art | None = None
    dots: Dots | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """A heading with words, as the contents list it."""

    item: Item
    block: Heading
    level: int
    title: str


@dataclass(frozen=True, slots=True)
class Slot:
    """The place behind the head block, where the contents stand if there are any."""

    items: int
    kids: int
    # items of the galley and kids of the root before it
    titled: int
    # headings with words before it
    after: float
    level: int
    # white wanted below what stands before it, and the level of the last heading


@dataclass(slots=True, eq=False)
class Galley:
    """The column under construction."""

    theme: Theme
    speech: Speech
    root: Element
    section: Element
    # where the next block belongs
    width: float
    height: float
    # the text area of a page
    styles: dict[str, Style]
    hang: float
    # indent of the text of a note
    items: list[Item] = field(default_factory=list)
    notes: dict[int, list[Item]] = field(default_factory=dict)
    after: float = 0.0
    # white wanted below the last block
    labels: list[tuple[Line, float]] = field(default_factory=list)
    # bullets, numbers and terms that wait for their first line
    level: int = 0
    # of the last heading
    heads: list[Head] = field(default_factory=list)
    slot: Slot | None = None


def text_area(page: Page) -> tuple[float, float]:
    """Give width and height of the text area of a sheet; margins that leave none still leave a point."""
    width = page.width - page.left - page.right - page.binding
    return max(width, 1.0), max(page.height - page.top - page.bottom, 1.0)


def left_edge(page: Page, number: int) -> float:
    """Give the left edge of the text area; the binding is left on odd pages, right on even ones."""
    return page.left + (page.binding if number % 2 else 0.0)


def place(galley: Galley, items: list[Item], before: float, after: float) -> None:
    """Put items at the end of the galley, with white above and below; labels join the first of them."""
    if not items:
        return
    first = items[0]
    if galley.labels and first.lines:
        drop = first.lines[0][2]
        first.lines[:0] = [(line, x, drop) for line, x in galley.labels]
        notes = tuple(note for line, _ in galley.labels for note in line.notes)
        if notes:
            first.notes = notes + first.notes
        galley.labels = []
    first.space = max(galley.after, before) if galley.items else 0.0
    galley.items.extend(items)
    galley.after = after


def column(lines: list[Line], kind: str, x: float, size: float, leading: float) -> list[Item]:
    """Make items of the lines of a paragraph and forbid widows and orphans."""
    count = len(lines)
    drop = baseline(size, leading)
    items = [
        Item(kind, leading, [(line, x, drop)], notes=line.notes, part=(index, count))
        for index, line in enumerate(lines)
    ]
    for index, item in enumerate(items):
        if index < count - 1:
            if index in (0, count - 2):
                item.penalty = FORBIDDEN
            elif item.lines[0][0].hyphen:
                item.penalty = 40.0
    return items


def baseline(size: float, leading: float) -> float:
    """Tell how far below the top of its leading a line stands."""
    return leading / 2 + size * 0.33


def styles(theme: Theme) -> dict[str, Style]:
    """Derive the looks of text from the theme."""
    text, head = theme.colours.text, theme.colours.heading
    optical = theme.body.size
    lining = ("lnum", "tnum")

    def style(kind: Type, size: float, colour: str = text, bold: bool = False) -> Style:
        return Style(kind.size, size, colour, bold)

    return {
        "body": style(theme.body, optical),
        "term": style(theme.body, optical, text, True),
        "note": style(theme.note, theme.note.size),
        "label": Style(theme.note.size, theme.note.size, theme.colours.mark, figures=lining),
        "bullet": Style(theme.body.size, optical, text, True),
        "number": Style(theme.body.size, optical, text, figures=lining),
        "cell": Style(theme.table.size, optical, text, figures=lining),
        "head cell": Style(theme.table.size, optical, text, True, figures=lining),
        "title": style(theme.title, theme.heading.size, head, True),
        "heading": style(theme.heading, theme.heading.size, head, True),
        "subheading": style(theme.subheading, optical, head, True),
        "quiet": Style(theme.note.size, theme.note.size, theme.colours.quiet),
        "marking": Style(12.0, optical, text, True, figures=lining),
    }
