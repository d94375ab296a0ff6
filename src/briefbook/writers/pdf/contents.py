"""The table of contents: set when the pages are known to be many, filled in when they are cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefbook.model import document as d
from briefbook.writers.pdf import galley as galleys
from briefbook.writers.pdf import lines, notes, pages, runs, structure
from briefbook.writers.pdf.galley import FORBIDDEN, Dots, Galley, Head, Item, Slot
from briefbook.writers.pdf.pages import Page
from briefbook.writers.pdf.runs import Target
from briefbook.writers.pdf.structure import Element

FEW = 4
# pages that need no contents
LONGEST = 40
# entries; where parts of sections would make more, sections alone are listed
PITCH = 4.0
# from dot to dot of a leader, points


def paginate(galley: Galley, labels: Mapping[str, str]) -> list[Page]:
    """Cut a galley into pages; the contents stand after the head block where the theme wants them."""
    heads, slot = _listed(galley), galley.slot
    if slot is None or len(heads) < 2 or galley.theme.contents_when == "never":
        return pages.paginate(galley.items, galley.notes, galley.height)
    if galley.theme.contents_when == "auto" and _height(galley) <= FEW * galley.height:
        # Most short documents are known by their height alone; between the two only cutting tells.
        cut = pages.paginate(galley.items, galley.notes, galley.height)
        if len(cut) <= FEW:
            return cut
    numbers = _insert(galley, slot, heads, labels.get("contents", "Contents"))
    cut = pages.paginate(galley.items, galley.notes, galley.height)
    _number(galley, cut, numbers)
    return cut


def _height(galley: Galley) -> float:
    """Add up what a document needs at least, white between blocks left out."""
    noted = sum(line.height for note in galley.notes.values() for line in note)
    return noted + sum(item.height for item in galley.items)


def _listed(galley: Galley) -> list[Head]:
    heads = [head for head in galley.heads if head.level > 1]
    return heads if len(heads) <= LONGEST else [head for head in heads if head.level == 2]


def _insert(galley: Galley, slot: Slot, heads: list[Head], label: str) -> list[tuple[Item, Item, Target]]:
    """Put the contents where they belong; give each entry's last line with the heading that it names."""
    section = Element("Sect", galley.root, joined=True)
    galley.root.kids.insert(slot.kids, section)
    items = _title(galley, section, slot, label)
    table = structure.add(section, "TOC")
    # The title of the contents is an entry of the outline, too, and moves those behind it on by one.
    keys = {id(head.item): f"#heading-{at + (at >= slot.titled)}" for at, head in enumerate(galley.heads)}
    waiting: list[tuple[Item, Item, Target]] = []
    for head in heads:
        link = structure.add(structure.add(structure.add(table, "TOCI"), "Reference"), "Link")
        target = Target(keys[id(head.item)], head.title, link)
        made = _entry(galley, head, target)
        items.extend(made)
        waiting.append((made[-1], head.item, target))
    galley.items[slot.items : slot.items] = items
    after = slot.items + len(items)
    if after < len(galley.items):
        galley.items[after].space = max(galley.items[after].space, galley.theme.heading.before)
    return waiting


def _title(galley: Galley, section: Element, slot: Slot, label: str) -> list[Item]:
    element = structure.add(section, f"H{min(slot.level + 1, 2)}")
    kind = galley.theme.subheading
    text = runs.run(galley.speech, label, galley.styles["subheading"], element)
    items = galleys.column(lines.ragged([text], galley.width), "heading", 0.0, kind.size, kind.leading)
    for item in items:
        item.penalty = 2 * FORBIDDEN
    items[0].entry = ("", runs.clean(label), min(slot.level, 1))
    items[0].space = max(slot.after, kind.before) if slot.items else 0.0
    return items


def _entry(galley: Galley, head: Head, target: Target) -> list[Item]:
    body = galley.theme.body
    indent = body.size * 1.35 * (head.level - 2)
    style = galley.styles["body"]
    text, _ = runs.flatten(galley.speech, plain(head.block.children), style, target.element)
    for run in text:
        run.target = target
    room = galley.width - _column(galley) - body.size * 1.5
    made = lines.ragged(text, room, indent, indent + body.size * 2.7)
    items = galleys.column(made, "contents", 0.0, body.size, body.leading)
    for item in items:
        item.penalty = FORBIDDEN
    items[-1].penalty = 0.0
    items[0].space = body.after / 2 if head.level == 2 else 0.0
    return items


def plain(inlines: d.Inlines) -> d.Inlines:
    """Give a heading without its notes, links and anchors, on one line."""
    out: list[d.Inline] = []
    for inline in inlines:
        match inline:
            case d.Note() | d.NoteRef() | d.Cite() | d.Origin():
                continue
            case d.LineBreak():
                out.append(d.Text(" "))
            case d.Link() | d.Anchor() | d.Statement():
                out.extend(plain(inline.children))
            case d.Emphasis() | d.Strong():
                out.append(replace(inline, children=plain(inline.children)))
            case _:
                out.append(inline)
    return tuple(out)


def _column(galley: Galley) -> float:
    """Give the room of the widest page number."""
    look = galley.styles["number"]
    return notes.label(runs.run(galley.speech, "0000", look, galley.root)).width


def _number(galley: Galley, cut: list[Page], waiting: list[tuple[Item, Item, Target]]) -> None:
    """Write page numbers into the contents, with dots that lead to them."""
    homes = {id(item): number for number, page in enumerate(cut, 1) for item in page.items if item.entry}
    right = galley.width
    for entry, head, target in waiting:
        look = galley.styles["number"]
        line = notes.label(runs.run(galley.speech, str(homes[id(head)]), look, target.element, target))
        text, x, drop = entry.lines[0]
        entry.lines.append((line, right - line.width, drop))
        start = x + text.x + text.width + galley.theme.body.size * 0.8
        first = right - PITCH * int((right - start) / PITCH)
        entry.dots = Dots(first, right - line.width - galley.theme.body.size * 0.5, drop)
