"""Figures: a caption and the chart below it, kept together on one page."""

from __future__ import annotations

from briefbook.model import document as d
from briefbook.writers.pdf import charts, lines, notes, runs, structure
from briefbook.writers.pdf import galley as galleys
from briefbook.writers.pdf.galley import FORBIDDEN, Galley, Item
from briefbook.writers.pdf.structure import Element

HIGHEST = 0.6
# of the text area that a chart may take


def set_figure(galley: Galley, block: d.Figure, parent: Element, x: float, width: float) -> None:
    """Set a figure.

    The caption stands beside the Figure in the tag tree, not in it: what has an alternative text is not
    read itself, and the marks of its notes must be.
    """
    group = structure.add(parent, "Div") if block.chart.bars else parent
    items, called, caption = _caption(galley, block.caption, group, x, width)
    chart = _chart(galley, block, group, x, width) if block.chart.bars else None
    if chart is not None and sum(item.height for item in items) + chart.height <= galley.height * 0.9:
        items = [_joined(items, chart)]
    elif chart is not None:
        items.append(chart)
    theme = galley.theme.table
    galleys.place(galley, items, max(theme.before, galley.theme.body.after), theme.after)
    notes.footnotes(galley, called, caption)


def _caption(
    galley: Galley, caption: d.Inlines, parent: Element, x: float, width: float
) -> tuple[list[Item], list[d.Note], Element]:
    theme = galley.theme.table
    element = structure.add(parent, "Caption")
    text, called = runs.flatten(galley.speech, caption, galley.styles["head cell"], element)
    items = galleys.column(lines.balanced(text, width), "heading", x, theme.size, theme.leading)
    for item in items:
        item.penalty = 2 * FORBIDDEN
    return items, called, element


def _chart(galley: Galley, block: d.Figure, parent: Element, x: float, width: float) -> Item:
    made = charts.drawing(block.chart, galley.theme, width, galley.height * HIGHEST)
    element = structure.add(parent, "Figure")
    texts, boxes = charts.placed(made, galley.speech, galley.styles["cell"], element)
    said = block.alt or "; ".join(f"{bar.label}: {bar.shown}" for bar in block.chart.bars)
    gap = galley.theme.table.leading * 0.5
    item = Item("figure", made.height + gap, [(line, x + left, drop + gap) for line, left, drop in texts])
    item.art = galleys.Art(element, runs.clean(said), x, gap, made.width, made.height, tuple(boxes))
    return item


def _joined(caption: list[Item], chart: Item) -> Item:
    """Make one item of a caption and its chart."""
    height = 0.0
    held: list[tuple[lines.Line, float, float]] = []
    called: tuple[int, ...] = ()
    for item in caption:
        held.extend((line, x, drop + height) for line, x, drop in item.lines)
        called += item.notes
        height += item.height
    held.extend((line, x, drop + height) for line, x, drop in chart.lines)
    joined = Item("figure", height + chart.height, held, notes=called)
    if chart.art is not None:
        chart.art.drop += height
    joined.art = chart.art
    return joined
