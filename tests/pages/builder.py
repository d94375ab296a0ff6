"""What must hold of the pages of any document, as sentences about what went wrong."""

from __future__ import annotations

from collections import Counter

from briefbook.model.document import Document
from briefbook.model.theme import Theme
from briefbook.writers.pdf import blocks, contents
from briefbook.writers.pdf.galley import Galley, Item
from briefbook.writers.pdf.pages import SEPARATOR, Page


def build(document: Document, theme: Theme) -> tuple[Galley, list[Page]]:
    """Set a document and cut it into pages."""
    galley = blocks.set_document(document, theme)
    return galley, contents.paginate(galley, document.labels)


def faults(galley: Galley, cut: list[Page]) -> list[str]:
    """List every broken promise of the page builder."""
    return [*_lost(galley, cut), *_overflowing(galley, cut), *_misplaced(galley, cut)]


def _lost(galley: Galley, cut: list[Page]) -> list[str]:
    wanted = [id(item) for item in galley.items]
    placed = [id(item) for page in cut for item in page.items]
    out = [] if wanted == placed else ["the text is not placed line by line in its order"]
    order = [number for item in galley.items for number in item.notes]
    lines = [id(line) for number in order for line in galley.notes[number]]
    noted = [id(line) for page in cut for line in page.notes]
    if lines != noted:
        out.append("the lines of the notes are not placed one by one in the order of their marks")
    if set(order) != set(galley.notes):
        out.append(f"notes without a place: {sorted(set(galley.notes) - set(order))}")
    repeated = [number for number, times in Counter(order).items() if times > 1]
    return [*out, *(f"note {number} is called twice" for number in repeated)]


def height(page: Page) -> float:
    """Add up what stands on a page, white and separator included."""
    text = page.head.height if page.head is not None else 0.0
    for index, item in enumerate(page.items):
        text += item.height + (item.space * page.stretch if index else 0.0)
    notes = sum(item.space + item.height for item in page.notes)
    return text + (notes + SEPARATOR if page.notes else 0.0)


def _overflowing(galley: Galley, cut: list[Page]) -> list[str]:
    out: list[str] = []
    for number, page in enumerate(cut, 1):
        if height(page) > galley.height + 0.1:
            out.append(f"page {number} is {height(page) - galley.height:.1f} pt too high")
        for item in (*page.items, *page.notes):
            for line, x, _ in item.lines:
                left, right = x + line.x, x + line.x + line.width
                if left < -6 or right > galley.width + 6:
                    out.append(f"page {number}: a line runs from {left:.1f} to {right:.1f}")
    return out


def _misplaced(galley: Galley, cut: list[Page]) -> list[str]:
    begun = {item.note: number for number, page in enumerate(cut) for item in page.notes if item.note}
    out: list[str] = []
    for number, page in enumerate(cut):
        for item in page.items:
            for note in item.notes:
                if begun.get(note) != number and not _too_many(galley, item):
                    out.append(f"note {note} of page {number + 1} begins on page {begun.get(note, -2) + 1}")
    return out


def _too_many(galley: Galley, item: Item) -> bool:
    """Tell whether the notes of a line fill more than a page by themselves."""
    heights = [sum(line.height + line.space for line in galley.notes[note]) for note in item.notes]
    last = galley.notes[item.notes[-1]][0]
    least = sum(heights[:-1]) + last.height + last.space
    head = item.head.height if item.head is not None else 0.0
    return item.height + head + least + SEPARATOR > galley.height
