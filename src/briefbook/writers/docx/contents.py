"""A table of contents as Word's own field, its entries filled in; Word adds the numbers of the pages."""

from __future__ import annotations

from dataclasses import dataclass

from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.writers import tree
from briefbook.writers.docx import drafts, paragraphs
from briefbook.writers.docx.drafts import PLAIN, Draft
from briefbook.writers.docx.paragraphs import Setting

_INSTRUCTION = r' TOC \o "1-2" \h \z \u '
_LEVELS = (2, 3)
# of the headings that are listed: a section, a part of one
_GALLERY = "Table of Contents"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line."""

    index: int
    # of its heading among the blocks
    level: int
    # 1 or 2, as Word counts
    words: str
    label: str = ""
    # of a tab of a book, before its title


def of_parts(document: d.Document) -> list[Entry]:
    """The lines of a book's table of contents: its tabs with their sections."""
    return [
        Entry(index, block.level, tree.plain(block.children), part.label if part.sign and not index else "")
        for part in document.parts
        for index, block in enumerate(part.document.blocks)
        if isinstance(block, d.Heading) and lists(block, True)
    ]


def entries(document: d.Document, theme: Theme) -> list[Entry]:
    """The lines of a document's table of contents; none when the theme wants no table."""
    if not theme.contents:
        return []
    found: list[Entry] = []
    chapter = part = 0
    for index, block in enumerate(document.blocks):
        if not isinstance(block, d.Heading) or block.level not in _LEVELS:
            continue
        chapter, part = (chapter + 1, 0) if block.level == _LEVELS[0] else (chapter, part + 1)
        if lists(block):
            number = f"{chapter}. " if not part else f"{chapter}.{part} "
            words = tree.plain(block.children)
            level = _LEVELS.index(block.level) + 1
            found.append(Entry(index, level, number * theme.numbered_headings + words))
    return found


def lists(block: d.Heading, lowered: bool = False) -> bool:
    """Tell whether a heading is listed; in a book its level in Word is one lower."""
    return block.level + lowered in _LEVELS and bool(tree.legal(tree.plain(block.children)).strip())


def name(place: int) -> str:
    """The name of the bookmark round the heading of a line, counted from 1, as Word itself names it."""
    return f"_Toc{place:09d}"


def write(
    parent: Draft, listed: list[Entry], document: d.Document, setting: Setting, *, deepest: int = 2
) -> Draft:
    """Write the table and give its heading; Word offers to bring it up to date."""
    holder = drafts.add(parent, "sdt")
    gallery = drafts.add(drafts.add(holder, "sdtPr"), "docPartObj")
    drafts.put(gallery, "docPartGallery", val=_GALLERY)
    drafts.put(gallery, "docPartUnique")
    content = drafts.add(holder, "sdtContent")
    heading = paragraphs.start(content, setting, "TOCHeading")
    drafts.run(heading, words=tree.label(document, setting.theme, "contents", "Contents"))
    paragraph: Draft | None = None
    for place, entry in enumerate(listed, start=1):
        if entry.level > deepest:
            continue
        first = paragraph is None
        paragraph = paragraphs.start(content, setting, f"TOC{entry.level}")
        if first:
            drafts.sign(paragraph, "fldChar", fldCharType="begin")
            drafts.run(paragraph, PLAIN, _INSTRUCTION.replace("1-2", f"1-{deepest}"), "instrText")
            drafts.sign(paragraph, "fldChar", fldCharType="separate")
        link = drafts.add(paragraph, "hyperlink", anchor=name(place), history=1)
        if document.parts:
            _of_book(link, entry, place)
        else:
            drafts.run(link, words=entry.words)
    if paragraph is not None:
        drafts.sign(paragraph, "fldChar", fldCharType="end")
    return heading


def _of_book(link: Draft, entry: Entry, place: int) -> None:
    """A line of a book's contents: label, words, and the number of the page, which Word fills in."""
    if entry.level == 1:
        drafts.run(link, words=entry.label)
        drafts.sign(link, "tab")
    drafts.run(link, words=entry.words)
    drafts.sign(link, "tab")
    drafts.field(link, rf"PAGEREF {name(place)} \h", "")
