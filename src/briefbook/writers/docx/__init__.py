"""The Word writer: a package of our own parts, real footnotes, real styles, and the same bytes every time."""

from __future__ import annotations

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.package import Package
from docx.parts.story import StoryPart

from briefbook.model.document import Document
from briefbook.model.theme import Page, Theme
from briefbook.writers import tree
from briefbook.writers.docx import (
    body,
    elements,
    fonts,
    languages,
    margins,
    notes,
    numbering,
    package,
    paragraphs,
    settings,
    styles,
)
from briefbook.writers.docx.inlines import Bookmarks, Story

_UNKNOWN = "und"
# BCP 47 for a language that nobody named


def write(document: Document, theme: Theme) -> bytes:
    """Write a document as DOCX."""
    lang = languages.tag(document.lang) or _UNKNOWN
    whole = Package()
    root = elements.oxml(elements.root("document"))
    main = StoryPart(PackURI("/word/document.xml"), CONTENT_TYPE.WML_DOCUMENT_MAIN, root, whole)
    package.relate(whole, main, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    width = _width(theme.page)
    lists = numbering.empty()
    story = Story(main, lang, tree.numbers(document), Bookmarks())
    content = elements.add(root, "body")
    body.write(content, document.blocks, paragraphs.Setting(story, theme, lists, width, numbering.NUMBERS))
    settings.section(content, theme.page, _margins(main, document, theme))
    _footnotes(main, story)
    for name, content_type, kind, element in (
        ("styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, styles.build(theme, lang, width)),
        ("settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, settings.build(theme, lang)),
        ("numbering", CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING, lists),
        ("fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, fonts.table(theme)),
        ("theme/theme1", CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME, fonts.scheme(theme)),
    ):
        package.add(main, f"/word/{name}.xml", content_type, kind, element)
    package.attach(main, document.attachments)
    package.describe(whole, document, lang)
    return package.save(whole)


def _footnotes(main: StoryPart, story: Story) -> None:
    part = notes.FootnotesPart.empty(main.package)
    package.relate(main, part, RELATIONSHIP_TYPE.FOOTNOTES)
    notes.write(story.notes or [], Story(part, story.lang, story.numbers, story.bookmarks, notes=None))


def _margins(main: StoryPart, document: Document, theme: Theme) -> dict[tuple[str, str], str]:
    """Add headers and footers, the first page having its own; give the ids of their relationships."""
    found = {}
    for number, which in enumerate(("default", "first"), start=1):
        for name, content_type, kind, root in (
            ("header", CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, margins.header(document, which)),
            ("footer", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, margins.footer(document, theme)),
        ):
            part = package.add(main, f"/word/{name}{number}.xml", content_type, kind, root)
            found[name, which] = package.relate(main, part, kind)
    return found


def _width(page: Page) -> int:
    return elements.twips(page.width - page.left - page.right)
