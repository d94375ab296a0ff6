"""The part of the footnotes: Word's two separators, then each note with its own mark."""

from __future__ import annotations

from briefbook.model import document as d
from briefbook.writers.docx import drafts, inlines
from briefbook.writers.docx.drafts import Draft, Look
from briefbook.writers.docx.inlines import Story

SEPARATORS = {-1: "separator", 0: "continuationSeparator"}
# id: the kind of footnote that holds nothing but a line; the ids Word itself gives


def begin() -> Draft:
    """Begin the part with the separators and no notes."""
    root = drafts.root("footnotes")
    for identity, kind in SEPARATORS.items():
        paragraph = drafts.add(drafts.add(root, "footnote", type=kind, id=identity), "p")
        drafts.put(drafts.add(paragraph, "pPr"), "spacing", after=0, line=240, lineRule="auto")
        drafts.sign(paragraph, kind)
    return root


def write(root: Draft, notes: list[d.Note], story: Story) -> None:
    """Write notes in the order of their marks; the first has the id 1."""
    for identity, note in enumerate(notes, start=1):
        _note(root, identity, note.children, story)


def _note(root: Draft, identity: int, children: d.Inlines, story: Story) -> None:
    paragraph = drafts.add(drafts.add(root, "footnote", id=identity), "p")
    drafts.put(drafts.add(paragraph, "pPr"), "pStyle", val="FootnoteText")
    drafts.sign(paragraph, "footnoteRef", Look("FootnoteReference"))
    drafts.run(paragraph, words=" ")
    inlines.append(paragraph, children, story)
