"""The part of the settings, and the section at the body's end: page, margins, header and footer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import TypeAlias

from lxml import etree

from briefbook.model.theme import Page, Theme
from briefbook.writers.docx import elements, notes
from briefbook.writers.docx.elements import add, twips

_EDGE = 36.0
# points from the sheet's edge to the header and the footer
_COMPATIBLE = 15
# Word 2013 and later: no compatibility mode
_WORD = "http://schemas.microsoft.com/office/word"
_ORDER = (
    "zoom", "embedTrueTypeFonts", "embedSystemFonts", "saveSubsetFonts", "mirrorMargins",
    "alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop",
    "defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit", "evenAndOddHeaders",
    "characterSpacingControl", "updateFields", "footnotePr", "compat", "themeFontLang", "clrSchemeMapping",
    "decimalSymbol", "listSeparator",
)  # fmt: skip
# the schema's (ECMA-376 part 1, 17.15.1.78)
Margins: TypeAlias = Mapping[tuple[str, str], str]
# ("header" or "footer", "default", "first" or "even"): id of the relationship


def build(
    theme: Theme, lang: str, kept: Iterable[etree._Element] = (), *, book: bool = False
) -> etree._Element:
    """Make the settings part, with what is kept of a letterhead's."""
    root = elements.root("settings")
    add(root, "zoom", percent=100)
    if theme.page.binding and not theme.docx_reference:
        # the gutter is added on the inner side: left on odd pages, right on even ones
        add(root, "mirrorMargins")
    add(root, "defaultTabStop", val=720)
    if theme.hyphenate:
        add(root, "autoHyphenation")
        add(root, "consecutiveHyphenLimit", val=2)
    add(root, "characterSpacingControl", val="doNotCompress")
    if book:
        # the numbers of the pages in the contents are known to Word alone
        add(root, "updateFields", val="true")
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
    for element in kept:
        for old in root.findall(str(element.tag)):
            root.remove(old)
        root.append(deepcopy(element))
    root[:] = sorted(root, key=lambda element: _ORDER.index(etree.QName(element).localname))
    return root


def sections(
    count: int, page: Sequence[etree._Element], margins: Margins, theme: Theme, *, bare: bool = False
) -> Iterator[etree._Element]:
    """Make the sections of a body: one page set-up, and the same headers and footers.

    `bare` says that no note stands in the first of several sections.
    """
    anew = theme.note_restart == "section"
    for index in range(count):
        element = elements.root("sectPr")
        if not index:
            _refer(element, margins)
        if anew:
            _count_anew(element, index, count - 1 if bare else 0)
        if index:
            add(element, "type", val="continuous")
        for part in page:
            # a section that begins within a page is never the first; pages are counted on
            if not (index and etree.QName(part).localname in ("titlePg", "pgNumType")):
                element.append(deepcopy(part))
        yield element


def parts(page: Sequence[etree._Element], margins: Sequence[Margins]) -> Iterator[etree._Element]:
    """Make the sections of a book: each begins a page, has its own margins and counts its own notes."""
    for index, own in enumerate(margins):
        element = elements.root("sectPr")
        _refer(element, own)
        # no note stands on the cover
        _count_anew(element, index, len(margins) - 1)
        add(element, "type", val="nextPage")
        for part in page:
            # pages are counted on
            if not (index and etree.QName(part).localname == "pgNumType"):
                element.append(deepcopy(part))
        yield element


def _count_anew(section: etree._Element, index: int, last: int) -> None:
    """Begin the notes of a section with 1.

    LibreOffice counts the notes of a file only when its last section says of them something else than the
    first one, and prints 0 without that. So they differ in their numerals, the first one having no notes.
    """
    counted = add(section, "footnotePr")
    if last and index in (0, last):
        add(counted, "numFmt", val="decimal" if index else "lowerRoman")
    add(counted, "numRestart", val="eachSect")


def page(page: Page) -> list[etree._Element]:
    """Make the page set-up of a theme."""
    element = elements.root("sectPr")
    add(element, "pgSz", w=twips(page.width), h=twips(page.height))
    header, footer = min(_EDGE, page.top / 2), min(_EDGE, page.bottom / 2)
    add(
        element, "pgMar", top=twips(page.top), right=twips(page.right), bottom=twips(page.bottom),
        left=twips(page.left), header=twips(header), footer=twips(footer), gutter=twips(page.binding),
    )  # fmt: skip
    add(element, "titlePg")
    return list(element)


def _refer(section: etree._Element, margins: Margins) -> None:
    for (kind, which), identity in margins.items():
        add(section, f"{kind}Reference", type=which).set(elements.RELATION, identity)
