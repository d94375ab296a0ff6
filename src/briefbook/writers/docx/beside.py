"""What stands beside the text: styles, settings, lists, fonts and colours; made once for each theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part
from lxml import etree

from briefbook.model.theme import Theme
from briefbook.writers.docx import elements, fonts, numbering, package, settings, styles
from briefbook.writers.docx.adopt import Shelf
from briefbook.writers.docx.letterhead import Letterhead
from briefbook.writers.docx.numbering import Lists

_KINDS = {
    "styles": (CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES),
    "settings": (CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS),
    "numbering": (CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING),
    "fontTable": (CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE),
    "theme/theme1": (CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME),
}


def add(main: Part, theme: Theme, lang: str, width: int, lists: Lists, *, book: bool) -> None:
    """Add the parts of a document without a letterhead."""
    # no file of a font goes into them
    made = _made(replace(theme, font_files={}), lang, width, book=book)
    for name in _KINDS:
        _add(main, name, elements.written(lists.root) if name == "numbering" else made[name])


def adopt(
    main: Part, theme: Theme, lang: str, head: Letterhead, shelf: Shelf, looks: etree._Element, lists: Lists,
    *, book: bool,
) -> None:  # fmt: skip
    """Add the parts of a document on a letterhead: its own where it has them, with what they show."""
    for name, root, piece in (
        ("styles", looks, None),
        ("settings", settings.build(theme, lang, head.settings, book=book), None),
        ("numbering", lists.root, head.numbering),
        ("fontTable", head.fonts.copy() if head.fonts else fonts.table(theme), head.fonts),
        ("theme/theme1", head.scheme.copy() if head.scheme else fonts.scheme(theme), head.scheme),
    ):
        part = _add(main, name, elements.written(root))
        if piece:
            shelf.put(part, piece)


def looks(theme: Theme, lang: str, width: int, lists: Lists, *, book: bool) -> etree._Element:
    """Make the part of the styles, with those of a book."""
    root = styles.build(theme, lang, width, lists)
    if book:
        styles.book(root, theme, width)
    return root


@lru_cache(maxsize=16)
def _made(theme: Theme, lang: str, width: int, *, book: bool) -> Mapping[str, bytes]:
    """The parts that a theme, a language and a width decide."""
    lists = numbering.begin(headings=theme.numbered_headings)
    roots = {
        "styles": looks(theme, lang, width, lists, book=book),
        "settings": settings.build(theme, lang, book=book),
        "fontTable": fonts.table(theme),
        "theme/theme1": fonts.scheme(theme),
    }
    return {name: elements.written(root) for name, root in roots.items()}


def _add(main: Part, name: str, data: bytes) -> Part:
    return package.add(main, f"/word/{name}.xml", *_KINDS[name], data)
