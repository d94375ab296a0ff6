"""The table of contents: set when the pages are known to be many, filled in when they are cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
MOST = 400
# entries of a book's contents; where sections would make more, tabs alone are listed
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
    number(galley, cut, numbers)
    return cut


def of_parts(
    galley: Galley, section: Element, parts: Sequence[tuple[d.Part, Sequence[Head]]], label: str
) -> tuple[list[Item], list[tuple[Item, Item, Target]]]:
    """Set the contents of a book, its tabs with their sections; sections are left out where they are many."""
    items = _title(galley, section, Slot(0, 0, 0, 0.0, 0), label, "heading")
    table = structure.add(section, "TOC")
    looks = galley.styles
    labels = [runs.run(galley.speech, part.label, looks["term"], section) for part, _ in parts if part.sign]
    column = max(lines.natural_width([each])[0] for each in labels) + galley.theme.body.size
    deepest = 2 if sum(head.level <= 2 for _, heads in parts for head in heads) <= MOST else 1
    waiting: list[tuple[Item, Item, Target]] = []
    # the title of the contents is the first entry of the outline
    before = 1
    for part, heads in parts:
        entry, inner = structure.add(table, "TOCI"), None
        for place, head in enumerate(heads):
            if place and head.level > deepest:
                continue
            if place:
                inner = inner or structure.add(entry, "TOC")
            owner = structure.add(inner, "TOCI") if inner else entry
            said = f"{part.label}: {head.title}" if part.sign and not place else head.title
            link = structure.add(structure.add(owner, "Reference"), "Link")
            target = Target(f"#heading-{before + place}", said, link)
            made = _of_part(galley, part, head, target, column, first=not place)
            items += made
            waiting.append((made[-1], head.item, target))
        before += len(heads)
    return items, waiting


def _of_part(
    galley: Galley, part: d.Part, head: Head, target: Target, column: float, *, first: bool
) -> list[Item]:
    """Set an entry of a book's contents; the entry of a tab begins with its label."""
    body = galley.theme.body
    style = galley.styles["term" if first else "body"]
    at = column if part.sign or not first else 0.0
    words = _spoken(plain(head.block.children), part.document.lang)
    text, _ = runs.flatten(galley.speech, words, style, target.element)
    label = runs.run(galley.speech, part.label, style, target.element, target)
    for run in text:
        run.target = target
    room = galley.width - _column(galley) - body.size * 1.5
    made = lines.finished(text, room - at)
    items = galleys.column(made, "contents", at, body.size, body.leading)
    for item in items:
        item.penalty = FORBIDDEN
    if not (first and part.sign):
        items[-1].penalty = 0.0
    if first:
        items[0].space = body.after
    if first and part.sign:
        items[0].lines.insert(0, (notes.label(label), 0.0, items[0].lines[0][2]))
    return items


def _spoken(inlines: d.Inlines, lang: str) -> d.Inlines:
    """Inlines of a part with the language of the part said."""
    found: list[d.Inline] = []
    for inline in inlines:
        if isinstance(inline, d.Text) and not inline.lang:
            found.append(replace(inline, lang=lang))
        elif isinstance(inline, d.Emphasis | d.Strong):
            found.append(replace(inline, children=_spoken(inline.children, lang)))
        else:
            found.append(inline)
    return tuple(found)


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


def _title(galley: Galley, section: Element, slot: Slot, label: str, look: str = "subheading") -> list[Item]:
    element = structure.add(section, f"H{min(slot.level + 1, 2)}")
    kind = galley.theme.heading if look == "heading" else galley.theme.subheading
    text = runs.run(galley.speech, label, galley.styles[look], element)
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


def number(galley: Galley, cut: list[Page], waiting: list[tuple[Item, Item, Target]]) -> None:
    """Write page numbers into the contents, with dots that lead to them."""
    homes = {id(item): number for number, page in enumerate(cut, 1) for item in page.items if item.entry}
    right = galley.width
    for entry, head, target in waiting:
        look = galley.styles["number"]
        line = notes.label(runs.run(galley.speech, str(homes[id(head)]), look, target.element, target))
        text, x, drop = entry.lines[-1]
        entry.lines.append((line, right - line.width, drop))
        start = x + text.x + text.width + galley.theme.body.size * 0.8
        first = right - PITCH * int((right - start) / PITCH)
        entry.dots = Dots(first, right - line.width - galley.theme.body.size * 0.5, drop)
