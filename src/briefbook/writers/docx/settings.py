"""The part of the settings, and the section at the body's end: page, margins, header and footer."""

from __future__ import annotations

from lxml import etree

from briefbook.model.theme import Page, Theme
from briefbook.writers.docx import elements, notes
from briefbook.writers.docx.elements import add, twips

_EDGE = 36.0
# points from the sheet's edge to the header and the footer
_COMPATIBLE = 15
# Word 2013 and later: no compatibility mode
_WORD = "http://schemas.microsoft.com/office/word"


def build(theme: Theme, lang: str) -> etree._Element:
    """Make the settings part; the order of its elements is the schema's (ECMA-376 part 1, 17.15.1.78)."""
    root = elements.root("settings")
    add(root, "zoom", percent=100)
    add(root, "defaultTabStop", val=720)
    if theme.hyphenate:
        add(root, "autoHyphenation")
        add(root, "consecutiveHyphenLimit", val=2)
    add(root, "characterSpacingControl", val="doNotCompress")
    separators = add(root, "footnotePr")
    for identity in notes.SEPARATORS:
        add(separators, "footnote", id=identity)
    compatibility = add(root, "compat")
    # or a justified line before a forced break is torn apart
    add(compatibility, "doNotExpandShiftReturn")
    add(compatibility, "compatSetting", name="compatibilityMode", uri=_WORD, val=_COMPATIBLE)
    add(root, "themeFontLang", val=lang)
    add(root, "decimalSymbol", val=".")
    add(root, "listSeparator", val=",")
    return root


def section(body: etree._Element, page: Page, margins: dict[tuple[str, str], str]) -> None:
    """Close the body; `margins` maps ("header" or "footer", type) to the id of a relationship."""
    element = add(body, "sectPr")
    for (kind, which), identity in margins.items():
        reference = add(element, f"{kind}Reference", type=which)
        reference.set(elements.RELATION, identity)
    add(element, "pgSz", w=twips(page.width), h=twips(page.height))
    header, footer = min(_EDGE, page.top / 2), min(_EDGE, page.bottom / 2)
    add(
        element, "pgMar", top=twips(page.top), right=twips(page.right), bottom=twips(page.bottom),
        left=twips(page.left), header=twips(header), footer=twips(footer), gutter=0,
    )  # fmt: skip
    add(element, "titlePg")
