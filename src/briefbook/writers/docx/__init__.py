"""The Word writer: a package of our own parts, real footnotes, real styles, and the same bytes every time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.package import Package
from lxml import etree

from briefbook.errors import BriefbookError
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.document import Document
from briefbook.model.theme import Page, Theme
from briefbook.writers import tree
from briefbook.writers.docx import (
    adopt,
    beside,
    body,
    book,
    counting,
    drafts,
    elements,
    languages,
    letterhead,
    margins,
    notes,
    numbering,
    package,
    paragraphs,
    settings,
)
from briefbook.writers.docx.drafts import Draft
from briefbook.writers.docx.inlines import Bookmarks, Story
from briefbook.writers.docx.letterhead import Letterhead

_UNKNOWN = "und"
# BCP 47 for a language that nobody named


def write(document: Document, theme: Theme) -> bytes:
    """Write a document as DOCX, on the theme's letterhead when it has one."""
    lang = languages.tag(document.lang) or _UNKNOWN
    head = _letterhead(theme)
    whole = Package()
    main = package.begin(
        whole, "/word/document.xml", CONTENT_TYPE.WML_DOCUMENT_MAIN, RELATIONSHIP_TYPE.OFFICE_DOCUMENT
    )
    if document.parts:
        theme = book.theme(theme)
    width = (head.width if head else 0) or _width(theme.page)
    lists = adopt.lists(head, theme) if head else numbering.begin(headings=theme.numbered_headings)
    count = counting.count(document, theme)
    story = Story(main, lang, count, Bookmarks())
    root = drafts.root("document")
    content = drafts.add(root, "body")
    setting = paragraphs.Setting(story, theme, lists, width, _captions(document, theme))
    spoken: list[book.Spoken] = []
    if document.parts:
        spoken = book.write(content, document, setting)
    else:
        body.write(content, document, setting)
    footnotes, noted = _footnotes(main, story)
    names: dict[str, str] = {}
    if head:
        shelf = adopt.Shelf()
        ours = beside.looks(theme, lang, width, lists, book=bool(document.parts))
        looks, names = adopt.add_styles(head, ours, lang)
        references = adopt.add_margins(main, document, theme, head, shelf, names)
        _sections(content, document, setting, adopt.page(head, theme), references)
        beside.adopt(main, theme, lang, head, shelf, looks, lists, book=bool(document.parts))
    else:
        references = _margins(main, document, theme)
        _sections(content, document, setting, settings.page(theme.page), references, own=True)
        beside.add(main, theme, lang, width, lists, book=bool(document.parts))
    if document.parts or names:
        main.data, footnotes.data = _revised((root, noted), document, story, spoken, names)
    else:
        main.data, footnotes.data = drafts.part(root), drafts.part(noted)
    package.attach(main, counting.attached(document, count))
    package.describe(whole, document, lang)
    return package.save(whole)


def _revised(
    roots: tuple[Draft, Draft], document: Document, story: Story, spoken: Sequence[book.Spoken],
    names: Mapping[str, str],
) -> tuple[bytes, bytes]:  # fmt: skip
    """Body and notes with what concerns all their runs: the languages of a book, a letterhead's styles."""
    text, footnotes = map(drafts.tree_of, roots)
    if document.parts:
        book.say(text[0], spoken)
        book.speak(footnotes, document, story)
    adopt.rename((text, footnotes), names)
    return elements.written(text), elements.written(footnotes)


def _sections(
    content: Draft, document: Document, setting: paragraphs.Setting,
    page: Sequence[etree._Element], references: Mapping[tuple[str, str], str], *, own: bool = False,
) -> None:  # fmt: skip
    """Close the sections of the body; in a book, each part has its own header and footer."""
    ends = [*setting.sections, content]
    if document.parts:
        margins = [references, *book.margins(setting.story.part, document, references, own=own)]
        made = settings.parts(page, margins)
    else:
        bare = setting.story.count.bare
        made = settings.sections(len(ends), page, references, setting.theme, bare=bare)
    for end, section in zip(ends, made, strict=True):
        end.append(drafts.bare(section))


def _letterhead(theme: Theme) -> Letterhead | None:
    if not theme.docx_reference:
        return None
    head, problems = letterhead.load(theme.docx_reference)
    if head is None:
        said = Diagnostic("bad-letterhead", f"the letterhead {problems[0]}")
        raise BriefbookError((said,))
    return head


def _captions(document: Document, theme: Theme) -> dict[str, str]:
    """The words that stand before the number of a table and of a figure."""
    return {kind: tree.label(document, theme, kind.lower(), kind) for kind in ("Table", "Figure")}


def _footnotes(main: Part, story: Story) -> tuple[package.Written, Draft]:
    part = package.begin(main, "/word/footnotes.xml", CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES)
    root = notes.begin()
    notes.write(root, story.notes or [], Story(part, story.lang, story.count, story.bookmarks, notes=None))
    return part, root


def _margins(main: Part, document: Document, theme: Theme) -> dict[tuple[str, str], str]:
    """Add headers and footers, the first page having its own; give the ids of their relationships."""
    found = {}
    for number, which in enumerate(("default", "first"), start=1):
        footer = book.footer(document, which) if document.parts else margins.footer(document, theme)
        for name, content_type, kind, root in (
            ("header", CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, margins.header(document, which)),
            ("footer", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, footer),
        ):
            part = package.add(main, f"/word/{name}{number}.xml", content_type, kind, drafts.part(root))
            found[name, which] = package.relate(main, part, kind)
    return found


def _width(page: Page) -> int:
    return elements.twips(page.width - page.left - page.right - page.binding)
