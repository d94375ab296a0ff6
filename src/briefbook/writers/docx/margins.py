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
    _marking(paragraph, document, tabs=2)
    return root


def footer(document: Document, theme: Theme) -> etree._Element:
    """Make the footer: the page's number in the middle, the marking to the right."""
    root = elements.root("ftr")
    paragraph = _paragraph(root, "Footer")
    elements.add(elements.run(paragraph), "tab")
    for piece in re.split(r"(\{pages?\})", tree.label(document, theme, "page_of", _PAGE_OF)):
        if piece in _FIELDS:
            elements.field(paragraph, _FIELDS[piece], "1")
        elif piece:
            elements.run(paragraph, words=piece)
    _marking(paragraph, document, tabs=1)
    return root


def _paragraph(root: etree._Element, style: str) -> etree._Element:
    paragraph = elements.add(root, "p")
    elements.add(elements.add(paragraph, "pPr"), "pStyle", val=style)
    return paragraph


def _marking(paragraph: etree._Element, document: Document, tabs: int) -> None:
    if not document.marking:
        return
    for _ in range(tabs):
        elements.add(elements.run(paragraph), "tab")
    elements.run(paragraph, Look("Marking"), document.marking.upper())
