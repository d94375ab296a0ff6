"""Paragraphs and the space between blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import cast

from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.writers.docx import drafts, elements, inlines
from briefbook.writers.docx.drafts import Draft
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
    sections: list[Draft] = field(default_factory=list)
    # the properties of the paragraphs that end the sections before the last
    lowered: bool = False
    # in a book: the title of a brief is a heading of the first level, and so on below it
    gap: int = 0
    # space owed before the next paragraph, in twips: a table cannot have space below it


def start(
    parent: Draft,
    setting: Setting,
    style: str,
    *,
    keep: bool = False,
    numbered: tuple[int, int] | None = None,
    tab: int = 0,
    indent: tuple[int, int] | None = None,
    align: str = "",
) -> Draft:
    """Append an empty paragraph; `numbered` is the list and its level, `indent` the left and hanging one."""
    space = setting.gap if setting.gap > _before(style, setting.theme) else 0
    setting.gap = 0
    paragraph = drafts.add(parent, "p")
    drafts.add(paragraph, "pPr").extend(_properties(style, keep, numbered, tab, space, indent, align))
    return paragraph


def properties(paragraph: Draft | str) -> Draft:
    """The properties of a paragraph of ours: each has some, and they come first."""
    return cast("Draft", paragraph[0])


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


def fill(paragraph: Draft, children: d.Inlines, setting: Setting) -> None:
    """Append inlines to a paragraph of the body."""
    inlines.append(paragraph, children, setting.story)


def caption(parent: Draft, words: d.Inlines, setting: Setting, kind: str, *, keep: bool = True) -> None:
    """Append the caption of a table or a figure with the number that Word counts."""
    paragraph = start(parent, setting, "Caption", keep=keep)
    setting.captioned[kind] += 1
    drafts.run(paragraph, words=f"{setting.captions.get(kind, kind)}\u00a0")
    drafts.field(paragraph, rf"SEQ {kind} \* ARABIC", str(setting.captioned[kind]))
    drafts.run(paragraph, words=". ")
    fill(paragraph, words, setting)


@lru_cache(maxsize=1024)
def _properties(
    style: str, keep: bool, numbered: tuple[int, int] | None, tab: int, space: int,
    indent: tuple[int, int] | None, align: str,
) -> tuple[Draft | str, ...]:  # fmt: skip
    """The properties of a paragraph in the order of the schema."""
    made = Draft("w:pPr")
    drafts.put(made, "pStyle", val=style)
    if keep:
        drafts.put(made, "keepNext")
    if numbered:
        numbering = Draft("w:numPr")
        drafts.put(numbering, "ilvl", val=numbered[1])
        drafts.put(numbering, "numId", val=numbered[0])
        made.append(drafts.xml(numbering))
    if tab:
        stops = Draft("w:tabs")
        drafts.put(stops, "tab", val="left", pos=tab)
        made.append(drafts.xml(stops))
    if space:
        drafts.put(made, "spacing", before=space)
    if indent:
        left, hanging = indent
        drafts.put(made, "ind", left=left, **({"hanging": hanging} if hanging else {"firstLine": 0}))
    if align:
        drafts.put(made, "jc", val=align)
    return tuple(made)


def _before(style: str, theme: Theme) -> int:
    by_style = {"Title": theme.title, "Heading1": theme.heading, "Heading2": theme.subheading}
    return elements.twips(by_style.get(style, theme.body).before)
