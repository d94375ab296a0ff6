"""Footnotes: set once, in the order of their marks, and kept for the pages that call them."""

from __future__ import annotations

from briefbook.model import document as d
from briefbook.writers.pdf import galley as galleys
from briefbook.writers.pdf import lines, runs, structure
from briefbook.writers.pdf.galley import Galley, Item
from briefbook.writers.pdf.lines import Line
from briefbook.writers.pdf.runs import Run, Target
from briefbook.writers.pdf.structure import Element


def footnotes(galley: Galley, notes: list[d.Note], parent: Element) -> None:
    """Set notes; in the structure tree they stand after the block that calls them."""
    style, theme = galley.styles["note"], galley.theme.note
    for note in notes:
        name = f"note-{note.number}"
        element = structure.add(parent, "Note", f"/ID({name})")
        link = Element("Link", Element("Lbl", element))
        shown = galley.speech.numbers.get(note.number, note.number)
        back = runs.description(galley.speech, "back_to_text", shown)
        target = Target(f"#mark-{note.number}", back, link)
        number = runs.run(galley.speech, str(shown), galley.styles["label"], link, target)
        text, inner = runs.flatten(galley.speech, note.children, style, element)
        set_lines = lines.finished(text, galley.width - galley.hang)
        items = galleys.column(set_lines, "note", galley.hang, theme.size, theme.leading)
        mark = label(number)
        drop = galleys.baseline(theme.size, theme.leading)
        if items:
            items[0].lines.insert(0, (mark, 0.0, drop))
        else:
            items = [Item("note", theme.leading, [(mark, 0.0, drop)])]
        items[0].note = note.number
        items[0].space = theme.after
        galley.notes[note.number] = items
        if inner:
            # A note in a note is printed after it: its mark stands in the note area.
            footnotes(galley, inner, parent)
            for one in inner:
                items.extend(galley.notes.pop(one.number))


def label(run: Run) -> Line:
    """Set a number, bullet or term that stands beside a text."""
    return lines.ragged([run], 1e6)[0]
