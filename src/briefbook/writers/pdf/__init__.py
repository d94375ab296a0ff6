"""The PDF writer: a document with real footnotes as a tagged, archival PDF (PDF/UA-1, PDF/A-3a)."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from briefbook.model.document import Document
from briefbook.model.theme import Theme
from briefbook.writers.pdf import blocks, book, canvas, contents, draw, metadata, package, runs, tagging
from briefbook.writers.pdf.structure import Element


def write(document: Document, theme: Theme) -> bytes:
    """Write a document as PDF; the same document and theme give the same bytes."""
    with _uncollected():
        return _write(document, theme)


def pages(document: Document, theme: Theme) -> int:
    """Count the pages of a document: it is set and cut, and nothing is drawn."""
    with _uncollected():
        galley = blocks.set_document(document, theme)
        return len(contents.paginate(galley, document.labels))


def _write(document: Document, theme: Theme) -> bytes:
    sheet, root = book.drawn(document, theme) if document.parts else _drawn(document, theme)
    sheet.hands.clear()
    tagging.embed_fonts(sheet)
    tagging.close_structure(sheet, root)
    metadata.describe(sheet, document)
    return package.pack(sheet._doc, sheet)


def _drawn(document: Document, theme: Theme) -> tuple[canvas.TaggedCanvas, Element]:
    galley = blocks.set_document(document, theme)
    cut = contents.paginate(galley, document.labels)
    galley.items.clear()
    galley.notes.clear()
    sheet = canvas.TaggedCanvas((theme.page.width, theme.page.height), runs.language(document.lang))
    draw.draw(sheet, cut, galley, document)
    return sheet, galley.root


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold the cyclic collector off: it would walk the growing galley over and over and find nothing."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
