"""What stands in the margins of each page: running header, page number, marking."""

from __future__ import annotations

import re

from briefbook.model.document import Document
from briefbook.model.theme import Theme
from briefbook.writers import tree
from briefbook.writers.docx import drafts
from briefbook.writers.docx.drafts import Draft, Look

_PAGE_OF = "Page {page} of {pages}"
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


def header(document: Document, which: str) -> Draft:
    """Make the header of the "first" page, under which the title stands, or of the others."""
    root = drafts.root("hdr")
    paragraph = _paragraph(root, "Header")
    if document.header and which != "first":
        drafts.run(paragraph, words=document.header)
    _marking(paragraph, document)
    return root


def footer(document: Document, theme: Theme) -> Draft:
    """Make the footer: the page's number in the middle, the marking to the right."""
    root = drafts.root("ftr")
    paragraph = _paragraph(root, "Footer")
    drafts.sign(paragraph, "tab")
    _number(paragraph, document, theme)
    _marking(paragraph, document)
    return root


def bare(document: Document) -> Draft:
    """Make the footer of a cover: the marking alone."""
    root = drafts.root("ftr")
    paragraph = _paragraph(root, "Footer")
    drafts.sign(paragraph, "tab")
    _marking(paragraph, document)
    return root


def of_part(document: Document, label: str) -> Draft:
    """Make the footer of a part of a book: its label and the page's number, the marking to the right."""
    root = drafts.root("ftr")
    paragraph = _paragraph(root, "Footer")
    drafts.sign(paragraph, "tab")
    if label:
        drafts.run(paragraph, words=f"{label} · ")
    drafts.field(paragraph, "PAGE", "1")
    _marking(paragraph, document)
    return root


def plain(root: Draft, document: Document, theme: Theme, kind: str, which: str) -> None:
    """Fill a header or footer that stands under a letterhead's styles, whose tab stops we do not know."""
    if kind == "header" and document.header and which != "first":
        drafts.run(_paragraph(root, "Header"), words=document.header)
    elif kind == "footer":
        _number(_paragraph(root, "Footer", side="center"), document, theme)
    mark(root, document, kind)
    if not root:
        _paragraph(root, kind.capitalize())


def mark(root: Draft, document: Document, kind: str) -> None:
    """Add the marking to a header or footer as a line of its own, to the right."""
    if document.marking:
        line = _paragraph(root, kind.capitalize(), side="right")
        drafts.run(line, Look("Marking"), document.marking.upper())


def _paragraph(root: Draft, style: str, side: str = "") -> Draft:
    paragraph = drafts.add(root, "p")
    properties = drafts.add(paragraph, "pPr")
    drafts.put(properties, "pStyle", val=style)
    if side:
        drafts.put(properties, "ind", left=0, right=0, firstLine=0)
        drafts.put(properties, "jc", val=side)
    return paragraph


def _number(paragraph: Draft, document: Document, theme: Theme) -> None:
    for piece in re.split(r"(\{pages?\})", tree.label(document, theme, "page_of", _PAGE_OF)):
        if piece in _FIELDS:
            drafts.field(paragraph, _FIELDS[piece], "1")
        elif piece:
            drafts.run(paragraph, words=piece)


def _marking(paragraph: Draft, document: Document) -> None:
    if not document.marking:
        return
    drafts.sign(paragraph, "tab")
    drafts.run(paragraph, Look("Marking"), document.marking.upper())
