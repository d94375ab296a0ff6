"""Blocks as paragraphs: headings, lists, quotations, definitions; tables have a module of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from briefbook.model import document as d
from briefbook.writers import tree
from briefbook.writers.docx import (
    contents,
    drafts,
    elements,
    figures,
    inlines,
    numbering,
    paragraphs,
    styles,
    tables,
)
from briefbook.writers.docx.drafts import Draft, Look
from briefbook.writers.docx.paragraphs import Place, Setting

_HEADINGS = ("Title", "Heading1", "Heading2", "Heading3", "Heading4", "Heading5")
# style by the level of a heading, from 1
_TERM_SHARE = 0.34
# of the text's width, at most, for the column of terms
_LETTER = 0.56
# mean width of a bold letter, in ems


def write(parent: Draft, document: d.Document, setting: Setting) -> None:
    """Write the blocks of a document; the body ends in a paragraph, as Word demands."""
    listed = contents.entries(document, setting.theme)
    for index, block in enumerate(document.blocks):
        if index in setting.story.count.breaks:
            end(parent, setting)
            setting.sections.append(paragraphs.properties(parent[-1]))
        if listed and index == listed[0].index:
            contents.write(parent, listed, document, setting)
        append(parent, (block,), setting, Place())
    end(parent, setting)


def end(parent: Draft, setting: Setting) -> None:
    """A section and a body end in a paragraph."""
    if not parent or drafts.name(parent[-1]) == "w:tbl":
        setting.gap = 0
        paragraphs.start(parent, setting, "AfterTable")


def append(parent: Draft, blocks: d.Blocks, setting: Setting, place: Place) -> None:
    """Append blocks one after the other."""
    for block in blocks:
        _SETTERS[type(block)](parent, block, setting, place)


def _heading(parent: Draft, block: d.Heading, setting: Setting, place: Place) -> None:
    level = min(max(block.level, 1) + setting.lowered, len(_HEADINGS)) - 1
    numbered = (setting.lists.headings, level - 1) if setting.lists.headings and level else None
    paragraph = paragraphs.start(parent, setting, _HEADINGS[level], numbered=numbered)
    open_ = [inlines.bookmark(paragraph, block.id, setting.story)] if block.id else []
    if setting.theme.contents and place == Place() and contents.lists(block, setting.lowered):
        setting.headings += 1
        open_.append(inlines.hidden(paragraph, contents.name(setting.headings), setting.story))
    paragraphs.fill(paragraph, block.children, setting)
    for identity in open_:
        inlines.close(paragraph, identity)


def _paragraph(parent: Draft, block: d.Paragraph, setting: Setting, place: Place) -> None:
    if not block.children:
        return
    indent = (place.left, 0) if place.left else None
    keep = paragraphs.introduces(block.children)
    paragraph = paragraphs.start(parent, setting, place.style, keep=keep, indent=indent)
    paragraphs.fill(paragraph, block.children, setting)


def _list(parent: Draft, block: d.ListBlock, setting: Setting, place: Place) -> None:
    level = min(place.lists, numbering.DEEPEST)
    lists = setting.lists
    instance = lists.bullet(level)
    if block.ordered and block.items:
        instance = lists.restart(level, block.start)
    style = "ListNumber" if block.ordered else "ListBullet"
    own = lists.indent(block.ordered, level)
    inner = Place("ListContinue", place.left + (own if not level else numbering.STEP), place.lists + 1)
    indent = None if inner.left == own else (inner.left, numbering.STEP)
    for item in block.items:
        first = item[0].children if item and isinstance(item[0], d.Paragraph) else None
        keep = paragraphs.introduces(first or ())
        numbered = (instance, level)
        paragraph = paragraphs.start(parent, setting, style, keep=keep, numbered=numbered, indent=indent)
        if first is not None:
            paragraphs.fill(paragraph, first, setting)
        append(parent, item if first is None else item[1:], setting, inner)
    if not place.lists:
        # Word takes the larger of the space below and the space above, never both
        setting.gap = max(setting.gap, elements.twips(setting.theme.body.after))


def _quote(parent: Draft, block: d.BlockQuote, setting: Setting, place: Place) -> None:
    append(parent, block.children, setting, Place("Quote", place.left + styles.QUOTE_INDENT, place.lists))


def _table(parent: Draft, block: d.Table, setting: Setting, place: Place) -> None:
    tables.write(parent, block, setting, place)


def _definitions(parent: Draft, block: d.Definitions, setting: Setting, place: Place) -> None:
    widths = [_width(entry.term, setting) for entry in block.items]
    most = (setting.width - place.left) * _TERM_SHARE
    hanging = round(min(max(widths, default=0), most))
    left = place.left + hanging
    for entry, width in zip(block.items, widths, strict=True):
        tab = left if entry.term else 0
        indent = (left, hanging)
        paragraph = paragraphs.start(parent, setting, "Definition", tab=tab, indent=indent)
        inlines.append(paragraph, entry.term, setting.story, Look(bold=True))
        if entry.term or hanging:
            drafts.sign(paragraph, "br" if width > hanging else "tab")
        paragraphs.fill(paragraph, entry.children, setting)


def _width(term: d.Inlines, setting: Setting) -> float:
    size = setting.theme.body.size
    return elements.twips((len(tree.plain(term)) + 2) * size * _LETTER)


def _figure(parent: Draft, block: d.Figure, setting: Setting, place: Place) -> None:
    figures.write(parent, block, setting, place)


def _rule(parent: Draft, block: d.Rule, setting: Setting, place: Place) -> None:
    paragraphs.start(parent, setting, "Rule")


_SETTERS: dict[type, Callable[[Draft, Any, Setting, Place], None]] = {
    d.Heading: _heading,
    d.Paragraph: _paragraph,
    d.ListBlock: _list,
    d.BlockQuote: _quote,
    d.Table: _table,
    d.Definitions: _definitions,
    d.Figure: _figure,
    d.Rule: _rule,
}
