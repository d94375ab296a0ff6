"""What stands in the margins of each page: running header, page number, marking."""

from __future__ import annotations

import re

from lxml import etree

from briefbook.model.document import Document
from briefbook.model.theme import Theme
from briefbook.writers import tree
from briefbook.writers.docx import elements
from briefbook.writers.docx.elements import Look

_PAGE_OF = "Page {page} of {pages}"
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


def header(document: Document, which: str) -> etree._Element:
    """Make the header of the "first" page, under which the title stands, or of the others."""
    root = elements.root("hdr")
    paragraph = _paragraph(root, "Header")
    if document.header and which != "first":
        elements.run(paragraph, words=document.header)
    _marking(paragraph, document)
    return root


def footer(document: Document, theme: Theme) -> etree._Element:
    """Make the footer: the page's number in the middle, the marking to the right."""
    root = elements.root("ftr")
    paragraph = _paragraph(root, "Footer")
    elements.add(elements.run(paragraph), "tab")
    _number(paragraph, document, theme)
    _marking(paragraph, document)
    return root


def bare(document: Document) -> etree._Element:
    """Make the footer of a cover: the marking alone."""
    root = elements.root("ftr")
    paragraph = _paragraph(root, "Footer")
    elements.add(elements.run(paragraph), "tab")
    _marking(paragraph, document)
    return root


def of_part(document: Document, label: str) -> etree._Element:
    """Make the footer of a part of a book: its label and the page's number, the marking to the right."""
    root = elements.root("ftr")
    paragraph = _paragraph(root, "Footer")
    elements.add(elements.run(paragraph), "tab")
    if label:
        elements.run(paragraph, words=f"{label} · ")
    elements.field(paragraph, "PAGE", "1")
    _marking(paragraph, document)
    return root


def plain(root: etree._Element, document: Document, theme: Theme, kind: str, which: str) -> None:
    """Fill a header or footer that stands under a letterhead's styles, whose tab stops we do not know."""
    if kind == "header" and document.header and which != "first":
        elements.run(_paragraph(root, "Header"), words=document.header)
    elif kind == "footer":
        _number(_paragraph(root, "Footer", side="center"), document, theme)
    mark(root, document, kind)
    if not len(root):
        _paragraph(root, kind.capitalize())


def mark(root: etree._Element, document: Document, kind: str) -> None:
    """Add the marking to a header or footer as a line of its own, to the right."""
    if document.marking:
        line = _paragraph(root, kind.capitalize(), side="right")
        elements.run(line, Look("Marking"), document.marking.upper())


def _paragraph(root: etree._Element, style: str, side: str = "") -> etree._Element:
    paragraph = elements.add(root, "p")
    properties = elements.add(paragraph, "pPr")
    elements.add(properties, "pStyle", val=style)
    if side:
        elements.add(properties, "ind", left=0, right=0, firstLine=0)
        elements.add(properties, "jc", val=side)
    return paragraph


def _number(paragraph: etree._Element, document: Document, theme: Theme) -> None:
    for piece in re.split(r"(\{pages?\})", tree.label(document, theme, "page_of", _PAGE_OF)):
        if piece in _FIELDS:
            elements.field(paragraph, _FIELDS[piece], "1")
        elif piece:
            elements.run(paragraph, words=piece)


def _marking(paragraph: etree._Element, document: Document) -> None:
    if not document.marking:
        return
    elements.add(elements.run(paragraph), "tab")
    elements.run(paragraph, Look("Marking"), document.marking.upper())
