"""Paragraphs and the space between blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.writers.docx import elements, inlines
from briefbook.writers.docx.inlines import Story
from briefbook.writers.docx.numbering import Lists


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks stand: the style of their paragraphs, their indent and the lists around them."""

    style: str = "Normal"
    left: int = 0
    # twips from the margin
    lists: int = 0
    # how many lists stand around


@dataclass(slots=True)
class Setting:
    """What writing the body leaves behind."""

    story: Story
    theme: Theme
    lists: Lists
    width: int
    # of the text, in twips
    captions: Mapping[str, str] = field(default_factory=dict)
    # "Table", "Figure": the word in the document's language
    captioned: Counter[str] = field(default_factory=Counter)
    # tables and figures with a caption so far
    pictures: int = 0
    # charts so far
    headings: int = 0
    # headings so far that a table of contents lists
    sections: list[etree._Element] = field(default_factory=list)
    # the ends of the sections before the last, to be filled in
    lowered: bool = False
    # in a book: the title of a brief is a heading of the first level, and so on below it
    gap: int = 0
    # space owed before the next paragraph, in twips: a table cannot have space below it


def start(
    parent: etree._Element,
    setting: Setting,
    style: str,
    *,
    keep: bool = False,
    numbered: tuple[int, int] | None = None,
    tab: int = 0,
    indent: tuple[int, int] | None = None,
    align: str = "",
) -> etree._Element:
    """Append an empty paragraph; `numbered` is the list and its level, `indent` the left and hanging one."""
    paragraph = elements.add(parent, "p")
    properties = elements.add(paragraph, "pPr")
    elements.add(properties, "pStyle", val=style)
    if keep:
        elements.add(properties, "keepNext")
    if numbered:
        numbering = elements.add(properties, "numPr")
        elements.add(numbering, "ilvl", val=numbered[1])
        elements.add(numbering, "numId", val=numbered[0])
    if tab:
        elements.add(elements.add(properties, "tabs"), "tab", val="left", pos=tab)
    if setting.gap > _before(style, setting.theme):
        elements.add(properties, "spacing", before=setting.gap)
    setting.gap = 0
    if indent:
        left, hanging = indent
        elements.add(properties, "ind", left=left, **({"hanging": hanging} if hanging else {"firstLine": 0}))
    if align:
        elements.add(properties, "jc", val=align)
    return paragraph


def introduces(children: d.Inlines) -> bool:
    """Tell whether words end in a colon, so that what they introduce must stay with them."""
    for inline in reversed(children):
        match inline:
            case d.Text():
                if inline.text.strip():
                    return inline.text.rstrip().endswith((":", "："))
            case d.Emphasis() | d.Strong() | d.Link() | d.Anchor() | d.Statement():
                return introduces(inline.children)
            case d.NoteRef():
                return False
    return False


def fill(paragraph: etree._Element, children: d.Inlines, setting: Setting) -> None:
    """Append inlines to a paragraph of the body."""
    inlines.append(paragraph, children, setting.story)


def caption(
    parent: etree._Element, words: d.Inlines, setting: Setting, kind: str, *, keep: bool = True
) -> None:
    """Append the caption of a table or a figure with the number that Word counts."""
    paragraph = start(parent, setting, "Caption", keep=keep)
    setting.captioned[kind] += 1
    elements.run(paragraph, words=f"{setting.captions.get(kind, kind)}\u00a0")
    elements.field(paragraph, rf"SEQ {kind} \* ARABIC", str(setting.captioned[kind]))
    elements.run(paragraph, words=". ")
    fill(paragraph, words, setting)


def _before(style: str, theme: Theme) -> int:
    by_style = {"Title": theme.title, "Heading1": theme.heading, "Heading2": theme.subheading}
    return elements.twips(by_style.get(style, theme.body).before)
