"""Inlines as runs, links, bookmarks, fields and the marks of footnotes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part

from briefbook.model import document as d
from briefbook.writers import tree
from briefbook.writers.docx import counting, drafts, languages
from briefbook.writers.docx.counting import Count
from briefbook.writers.docx.drafts import PLAIN, Draft, Look

_NAME_LIMIT = 40
# characters of a bookmark's name in Word
_ILLEGAL = re.compile(r"\W")
_MARK = Look("FootnoteReference")


@dataclass(slots=True)
class Bookmarks:
    """The bookmarks of one package: their names are unique in it whatever their case."""

    count: int = 0
    taken: dict[str, int] = field(default_factory=dict)
    # folded name: the number that a second one of that name is given


@dataclass(slots=True)
class Story:
    """One part that holds running text, and what its inlines leave behind."""

    part: Part
    lang: str
    # Word's tag of the document's language
    count: Count
    bookmarks: Bookmarks
    notes: list[d.Note] | None = field(default_factory=list)
    # the notes whose marks have been set; None where no mark may stand, in a note
    links: dict[str, str] = field(default_factory=dict)
    # address: id of its relationship
    marks: int = 0
    # how many marks of notes have been set, mentions of earlier footnotes among them


def append(parent: Draft, inlines: d.Inlines, story: Story, look: Look = PLAIN) -> None:
    """Append inlines to a paragraph or a link."""
    before: d.Inline | None = None
    if story.count.again:
        inlines = counting.mentioned_once(inlines, story.count.places)
    for inline in inlines:
        if isinstance(inline, d.Note) and isinstance(before, d.Note):
            # two marks side by side would read as one number
            drafts.run(parent, look._replace(style="FootnoteReference"), "\u202f")
        _SETTERS[type(inline)](parent, inline, story, look)
        before = inline


def bookmark(parent: Draft, name: str, story: Story) -> str:
    """Open a bookmark with a legal name that is unique in the package; give its id."""
    wanted = _ILLEGAL.sub("_", tree.legal(name)).lstrip("_")
    if not wanted[:1].isalpha():
        wanted = f"at_{wanted}"
    return _open(parent, _unique(wanted[:_NAME_LIMIT], story.bookmarks), story.bookmarks)


def hidden(parent: Draft, name: str, story: Story) -> str:
    """Open a bookmark that Word does not list, of a name that is ours alone; give its id."""
    return _open(parent, name, story.bookmarks)


def close(parent: Draft, identity: str) -> None:
    """Close the bookmark of that id."""
    drafts.put(parent, "bookmarkEnd", id=identity)


def _unique(name: str, bookmarks: Bookmarks) -> str:
    candidate = name
    while candidate.casefold() in bookmarks.taken:
        number = bookmarks.taken[name.casefold()] = bookmarks.taken.get(name.casefold(), 1) + 1
        ending = f"_{number}"
        candidate = name[: _NAME_LIMIT - len(ending)] + ending
    bookmarks.taken[candidate.casefold()] = 1
    return candidate


def _open(parent: Draft, name: str, bookmarks: Bookmarks) -> str:
    identity = str(bookmarks.count)
    bookmarks.count += 1
    drafts.put(parent, "bookmarkStart", id=identity, name=name)
    return identity


# ── one setter for each kind of inline ───────────────────────────────────────


def _text(parent: Draft, inline: d.Text, story: Story, look: Look) -> None:
    if not inline.text:
        return
    lang = languages.tag(inline.lang) if tree.foreign(inline.lang, story.lang) else ""
    if lang and lang != story.lang:
        look = Look(look.style, look.bold, look.italic, lang)
    drafts.run(parent, look, inline.text)


def _emphasis(parent: Draft, inline: d.Emphasis, story: Story, look: Look) -> None:
    append(parent, inline.children, story, look._replace(italic=True))


def _strong(parent: Draft, inline: d.Strong, story: Story, look: Look) -> None:
    append(parent, inline.children, story, look._replace(bold=True))


def _link(parent: Draft, inline: d.Link, story: Story, look: Look) -> None:
    address = tree.address(inline.url)
    if not address or look.style == "Hyperlink":
        append(parent, inline.children, story, look)
        return
    identity = story.links.get(address)
    if identity is None:
        # python-docx searches its relationships at each new one: quadratic
        identity = story.links[address] = f"rIdLink{len(story.links) + 1}"
        story.part.load_rel(RELATIONSHIP_TYPE.HYPERLINK, address, identity, is_external=True)
    hyperlink = drafts.named(parent, "w:hyperlink", {"w:history": "1", "r:id": identity})
    append(hyperlink, inline.children, story, look._replace(style="Hyperlink"))


def _line_break(parent: Draft, _: d.LineBreak, story: Story, look: Look) -> None:
    drafts.sign(parent, "br", look)


def _note(parent: Draft, inline: d.Note, story: Story, look: Look) -> None:
    if story.notes is None:
        drafts.run(parent, look, " (")
        append(parent, inline.children, story, look)
        drafts.run(parent, look, ")")
        return
    story.marks += 1
    if before := story.count.again.get(story.marks):
        _mention(parent, before, rf"NOTEREF _RefNote{before} \f \h", story, _MARK)
        return
    story.notes.append(inline)
    place = len(story.notes)
    first = story.count.places.get(inline.number) == place
    identity = _open(parent, f"_RefNote{place}", story.bookmarks) if first else ""
    drafts.sign(parent, "footnoteReference", _MARK, id=place)
    if first:
        close(parent, identity)


def _note_ref(parent: Draft, inline: d.NoteRef, story: Story, look: Look) -> None:
    place = story.count.places.get(inline.number)
    if place is None:
        drafts.run(parent, look, str(inline.number))
    else:
        _mention(parent, place, rf"NOTEREF _RefNote{place} \h", story, look)


def _mention(parent: Draft, place: int, instruction: str, story: Story, look: Look) -> None:
    drafts.field(parent, instruction, str(story.count.printed(place)), look)


def _anchor(parent: Draft, inline: d.Anchor, story: Story, look: Look) -> None:
    identity = bookmark(parent, inline.name, story)
    append(parent, inline.children, story, look)
    close(parent, identity)


def _statement(parent: Draft, inline: d.Statement, story: Story, look: Look) -> None:
    append(parent, inline.children, story, look)


def _nothing(parent: Draft, inline: d.Cite | d.Origin, story: Story, look: Look) -> None:
    """A wish that was never granted leaves no trace."""


_SETTERS: dict[type, Callable[[Draft, Any, Story, Look], None]] = {
    d.Text: _text,
    d.Emphasis: _emphasis,
    d.Strong: _strong,
    d.Link: _link,
    d.LineBreak: _line_break,
    d.Note: _note,
    d.NoteRef: _note_ref,
    d.Anchor: _anchor,
    d.Statement: _statement,
    d.Cite: _nothing,
    d.Origin: _nothing,
}
