"""The Word writer: a package of our own parts, real footnotes, real styles, and the same bytes every time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.package import Package
from docx.parts.story import StoryPart
from lxml import etree

from briefbook.errors import BriefbookError
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.document import Document
from briefbook.model.theme import Page, Theme
from briefbook.writers import tree
from briefbook.writers.docx import (
    adopt,
    body,
    book,
    counting,
    elements,
    fonts,
    languages,
    letterhead,
    margins,
    notes,
    numbering,
    package,
    paragraphs,
    settings,
    styles,
)
from briefbook.writers.docx.inlines import Bookmarks, Story
from briefbook.writers.docx.letterhead import Letterhead

_UNKNOWN = "und"
# BCP 47 for a language that nobody named


def write(document: Document, theme: Theme) -> bytes:
    """Write a document as DOCX, on the theme's letterhead when it has one."""
    lang = languages.tag(document.lang) or _UNKNOWN
    head = _letterhead(theme)
    whole = Package()
    root = elements.oxml(elements.root("document"))
    main = StoryPart(PackURI("/word/document.xml"), CONTENT_TYPE.WML_DOCUMENT_MAIN, root, whole)
    package.relate(whole, main, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    if document.parts:
        theme = book.theme(theme)
    width = (head.width if head else 0) or _width(theme.page)
    lists = adopt.lists(head, theme) if head else numbering.begin(headings=theme.numbered_headings)
    count = counting.count(document, theme)
    story = Story(main, lang, count, Bookmarks())
    content = elements.add(root, "body")
    setting = paragraphs.Setting(story, theme, lists, width, _captions(document, theme))
    looks = styles.build(theme, lang, width, lists)
    if document.parts:
        book.write(content, document, setting)
        styles.book(looks, theme, width)
    else:
        body.write(content, document, setting)
    footnotes = _footnotes(main, story)
    if document.parts:
        book.speak(footnotes.element, document, story)
    if head:
        shelf = adopt.Shelf()
        looks, names = adopt.add_styles(head, looks, lang)
        references = adopt.add_margins(main, document, theme, head, shelf, names)
        _sections(content, document, setting, adopt.page(head, theme), references)
        adopt.rename((root, footnotes.element), names)
        _parts(main, theme, lang, looks, lists, head, shelf, book=bool(document.parts))
    else:
        references = _margins(main, document, theme)
        _sections(content, document, setting, settings.page(theme.page), references, own=True)
        _parts(main, theme, lang, looks, lists, book=bool(document.parts))
    package.attach(main, counting.attached(document, count))
    package.describe(whole, document, lang)
    return package.save(whole)


def _sections(
    content: etree._Element, document: Document, setting: paragraphs.Setting,
    page: Sequence[etree._Element], references: Mapping[tuple[str, str], str], *, own: bool = False,
) -> None:  # fmt: skip
    """Close the sections of the body; in a book, each part has its own header and footer."""
    if not document.parts:
        bare = setting.story.count.bare
        settings.sections(content, setting.sections, page, references, setting.theme, bare=bare)
        return
    main = setting.story.part
    margins = [references, *(book.margins(main, document, references, own=own))]
    settings.parts([*setting.sections, elements.add(content, "sectPr")], page, margins)


def _letterhead(theme: Theme) -> Letterhead | None:
    if not theme.docx_reference:
        return None
    head, problems = letterhead.load(theme.docx_reference)
    if head is None:
        said = Diagnostic("bad-letterhead", f"the letterhead {problems[0]}")
        raise BriefbookError((said,))
    return head


def _parts(
    main: StoryPart, theme: Theme, lang: str, looks: etree._Element, lists: numbering.Lists,
    head: Letterhead | None = None, shelf: adopt.Shelf | None = None, *, book: bool = False,
) -> None:  # fmt: skip
    """Add what stands beside the text: styles, settings, lists, fonts and colours."""
    kept = head.settings if head else ()
    pieces = (head.numbering, head.fonts, head.scheme) if head else (None, None, None)
    for name, content_type, kind, element, piece in (
        ("styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, looks, None),
        ("settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS,
         settings.build(theme, lang, kept, book=book), None),
        ("numbering", CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING, lists.root, pieces[0]),
        ("fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE,
         pieces[1].copy() if pieces[1] else fonts.table(theme), pieces[1]),
        ("theme/theme1", CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME,
         pieces[2].copy() if pieces[2] else fonts.scheme(theme), pieces[2]),
    ):  # fmt: skip
        part = package.add(main, f"/word/{name}.xml", content_type, kind, element)
        if piece and shelf:
            shelf.put(part, piece)


def _captions(document: Document, theme: Theme) -> dict[str, str]:
    """The words that stand before the number of a table and of a figure."""
    return {kind: tree.label(document, theme, kind.lower(), kind) for kind in ("Table", "Figure")}


def _footnotes(main: StoryPart, story: Story) -> StoryPart:
    part = notes.FootnotesPart.empty(main.package)
    package.relate(main, part, RELATIONSHIP_TYPE.FOOTNOTES)
    notes.write(story.notes or [], Story(part, story.lang, story.count, story.bookmarks, notes=None))
    return part


def _margins(main: StoryPart, document: Document, theme: Theme) -> dict[tuple[str, str], str]:
    """Add headers and footers, the first page having its own; give the ids of their relationships."""
    found = {}
    for number, which in enumerate(("default", "first"), start=1):
        footer = book.footer(document, which) if document.parts else margins.footer(document, theme)
        for name, content_type, kind, root in (
            ("header", CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, margins.header(document, which)),
            ("footer", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, footer),
        ):
            part = package.add(main, f"/word/{name}{number}.xml", content_type, kind, root)
            found[name, which] = package.relate(main, part, kind)
    return found


def _width(page: Page) -> int:
    return elements.twips(page.width - page.left - page.right - page.binding)
