"""How footnotes are counted: through the file or anew in each section, and which are said only once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.writers import tree

SECTION = 2
# the level of a heading that begins a section


@dataclass(slots=True)
class Count:
    """Which footnote each note of the tree becomes."""

    places: dict[int, int] = field(default_factory=dict)
    # number in the tree: the footnote's id, its place among the footnotes
    again: dict[int, int] = field(default_factory=dict)
    # n-th mark of the tree, from 1: the footnote that it mentions instead of being one
    shown: dict[int, int] = field(default_factory=dict)
    # id of the footnote: the number that Word prints, where that is another one
    breaks: set[int] = field(default_factory=set)
    # index of each block before which the count begins anew
    bare: bool = False
    # whether no note stands before the first of them

    def printed(self, place: int) -> int:
        """The number that Word prints for a footnote."""
        return self.shown.get(place, place)


def count(document: d.Document, theme: Theme) -> Count:
    """Count the notes of a document as the theme wants."""
    if document.parts:
        return _of_book(document, theme)
    once, anew = theme.note_repeat == "reference", theme.note_restart == "section"
    found = Count()
    first: dict[str, int] = {}
    marks = place = base = 0
    for index, block in enumerate(document.blocks):
        begins = isinstance(block, d.Heading) and block.level <= SECTION
        if anew and begins and place > base:
            found.breaks.add(index)
            base = place
        noted = list(tree.notes((block,)))
        if anew and index and not place and not found.breaks and (begins or noted):
            # what stands above is a section of its own, see `settings`
            found.breaks.add(index)
            found.bare = True
        for note in noted:
            marks += 1
            if once and note.fact in first:
                found.again[marks] = first[note.fact]
                found.places.setdefault(note.number, first[note.fact])
                continue
            place += 1
            found.places.setdefault(note.number, place)
            if note.fact:
                first[note.fact] = place
            if base:
                found.shown[place] = place - base
    return found


def _of_book(document: d.Document, theme: Theme) -> Count:
    """Count the notes of a book, from 1 in each part."""
    once = theme.note_repeat == "reference"
    found = Count()
    marks = place = 0
    for part in document.parts:
        base = place
        first: dict[str, int] = {}
        for note in tree.notes(part.document.blocks):
            marks += 1
            if once and note.fact in first:
                found.again[marks] = first[note.fact]
                found.places.setdefault(note.number, first[note.fact])
                continue
            place += 1
            found.places.setdefault(note.number, place)
            first[note.fact] = place
            if base:
                found.shown[place] = place - base
    return found


def attached(document: d.Document, count: Count) -> tuple[d.Attachment, ...]:
    """The attachments of a document, whose facts name the notes as they are printed."""
    if not count.again:
        return document.attachments
    if not document.parts:
        return renumbered(document.attachments, count.places)
    found: list[d.Attachment] = []
    for part in document.parts:
        notes = (note.number for note in tree.notes(part.document.blocks))
        places = {number - part.before: count.printed(count.places[number]) for number in notes}
        prefix = len(part.document.attachments)
        own = document.attachments[len(found) : len(found) + prefix]
        found += renumbered(own, places)
    return tuple(found)


def mentioned_once(inlines: d.Inlines, places: Mapping[int, int]) -> d.Inlines:
    """Leave out mentions, in a row of them, of a footnote that the row has mentioned."""
    found: list[d.Inline] = []
    row: set[int] = set()
    for inline in inlines:
        if isinstance(inline, d.NoteRef):
            place = places.get(inline.number, -inline.number)
            if place in row:
                found.pop()
                continue
            row.add(place)
        elif not (row and isinstance(inline, d.Text) and not any(map(str.isalnum, inline.text))):
            row.clear()
        found.append(inline)
    return tuple(found)


def renumbered(attachments: tuple[d.Attachment, ...], places: Mapping[int, int]) -> tuple[d.Attachment, ...]:
    """Let the attached facts name the footnotes of the file, where some notes of the tree became one."""
    return tuple(_renumbered(each, places) for each in attachments)


def _renumbered(attachment: d.Attachment, places: Mapping[int, int]) -> d.Attachment:
    try:
        table = json.loads(attachment.data)
    except (ValueError, RecursionError):
        return attachment
    facts = table.get("facts") if isinstance(table, dict) else None
    if not isinstance(facts, list) or not all(isinstance(fact, dict) for fact in facts):
        return attachment
    for fact in facts:
        if isinstance(numbers := fact.get("notes"), list):
            fact["notes"] = sorted({places.get(each, each) for each in numbers if isinstance(each, int)})
    return replace(attachment, data=json.dumps(table, ensure_ascii=False, indent=1).encode())
