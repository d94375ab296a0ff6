"""The part of the footnotes: Word's two separators, then each note with its own mark."""

from __future__ import annotations

from docx.opc.constants import CONTENT_TYPE
from docx.opc.packuri import PackURI
from docx.package import Package
from docx.parts.story import StoryPart
from lxml import etree

from briefbook.model import document as d
from briefbook.writers.docx import elements, inlines
from briefbook.writers.docx.elements import Look
from briefbook.writers.docx.inlines import Story

SEPARATORS = {-1: "separator", 0: "continuationSeparator"}
# id: the kind of footnote that holds nothing but a line; the ids Word itself gives


class FootnotesPart(StoryPart):
    """The footnotes of a package; a story part, so it has relationships of its own for its links."""

    @classmethod
    def empty(cls, package: Package) -> FootnotesPart:
        """Make a part with the separators and no notes."""
        root = elements.root("footnotes")
        for identity, kind in SEPARATORS.items():
            paragraph = elements.add(elements.add(root, "footnote", type=kind, id=identity), "p")
            elements.add(elements.add(paragraph, "pPr"), "spacing", after=0, line=240, lineRule="auto")
            elements.add(elements.run(paragraph), kind)
        return cls(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, elements.oxml(root), package)


def write(notes: list[d.Note], story: Story) -> None:
    """Write notes in the order of their marks; the first has the id 1."""
    for identity, note in enumerate(notes, start=1):
        _note(story.part.element, identity, note.children, story)


def _note(root: etree._Element, identity: int, children: d.Inlines, story: Story) -> None:
    paragraph = elements.add(elements.add(root, "footnote", id=identity), "p")
    elements.add(elements.add(paragraph, "pPr"), "pStyle", val="FootnoteText")
    elements.add(elements.run(paragraph, Look("FootnoteReference")), "footnoteRef")
    elements.run(paragraph, words=" ")
    inlines.append(paragraph, children, story)
