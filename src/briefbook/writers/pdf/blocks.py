"""Blocks to items: headings, paragraphs, lists, quotations, definitions, rules; figures beside it."""

from __future__ import annotations

from collections.abc import Mapping

from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.writers import tree
from briefbook.writers.pdf import figures, fonts, lines, notes, runs, structure, tables
from briefbook.writers.pdf import galley as galleys
from briefbook.writers.pdf.galley import FORBIDDEN, Galley, Head, Item, Rule, Slot
from briefbook.writers.pdf.runs import Run, Speech
from briefbook.writers.pdf.structure import Element


def set_document(
    document: d.Document, theme: Theme, root: Element | None = None, shown: Mapping[int, int] | None = None
) -> Galley:
    """Set a whole document in one column; `shown` says what is printed for the numbers of a book's notes."""
    colours = theme.colours
    lang = runs.language(document.lang)
    numbers = {note.number: note.number for note in tree.notes(document.blocks)}
    speech = Speech(fonts.adopt(theme), lang, colours.mark, colours.link, document.labels, shown or numbers)
    root = root or Element("Document", None)
    looks = galleys.styles(theme)
    most = max((speech.numbers[number] for number in numbers), default=1)
    digits = "0" * len(str(most))
    label = runs.run(speech, digits, looks["label"], root)
    hang = lines.natural_width([label])[0] + theme.note.size * 0.6
    width, height = galleys.text_area(theme.page)
    galley = Galley(theme, speech, root, root, width, height, looks, hang)
    head = _head(document.blocks)
    set_blocks(galley, document.blocks[:head], None, 0.0, width, 0)
    kids, titled = len(root.kids), len(galley.heads)
    galley.slot = Slot(len(galley.items), kids, titled, galley.after, galley.level)
    set_blocks(galley, document.blocks[head:], None, 0.0, width, 0)
    return galley


def _head(blocks: d.Blocks) -> int:
    """Count the blocks of the head: the title and the definitions below it."""
    count = int(bool(blocks) and isinstance(blocks[0], d.Heading) and blocks[0].level <= 1)
    while 0 < count < len(blocks) and isinstance(blocks[count], d.Definitions):
        count += 1
    return count


def set_blocks(
    galley: Galley, blocks: d.Blocks, parent: Element | None, x: float, width: float, depth: int
) -> None:
    """Set blocks below each other; without a parent they belong to the section they stand in."""
    for block in blocks:
        if isinstance(block, d.Heading):
            _heading(galley, block, parent, x, width)
            continue
        owner = parent or galley.section
        match block:
            case d.Paragraph():
                paragraph(galley, block.children, owner, x, width)
            case d.ListBlock():
                _list(galley, block, owner, x, width, depth)
            case d.BlockQuote():
                quote = structure.add(owner, "BlockQuote")
                inset = galley.theme.body.size * 1.7
                set_blocks(galley, block.children, quote, x + inset, width - 2 * inset, depth)
            case d.Table():
                tables.set_table(galley, block, owner, x, width)
            case d.Figure():
                figures.set_figure(galley, block, owner, x, width)
            case d.Definitions():
                _definitions(galley, block, owner, x, width)
            case d.Rule():
                _rule(galley, x, width)


def paragraph(galley: Galley, inlines: d.Inlines, parent: Element, x: float, width: float) -> None:
    """Set a paragraph of running text; one that ends in a colon stays with what follows."""
    element = structure.add(parent, "P")
    text, called = runs.flatten(galley.speech, inlines, galley.styles["body"], element)
    _text(galley, text, x, width, 0.0)
    notes.footnotes(galley, called, parent)


def _heading(galley: Galley, block: d.Heading, parent: Element | None, x: float, width: float) -> None:
    level = min(max(block.level, 1), 3)
    name = ("title", "heading", "subheading")[level - 1]
    style = galley.styles[name]
    kind = (galley.theme.title, galley.theme.heading, galley.theme.subheading)[level - 1]
    # PDF/UA-1, 7.4.2: levels begin at 1 and skip none.
    depth = galley.level = min(level, galley.level + 1)
    if parent is None and level <= 2:
        galley.section = galley.root if level == 1 else structure.add(galley.root, "Sect")
    owner = parent or galley.section
    element = structure.add(owner, f"H{depth}")
    text, called = runs.flatten(galley.speech, block.children, style, element)
    items = galleys.column(lines.balanced(text, width), "heading", x, kind.size, kind.leading)
    for item in items:
        item.penalty = 2 * FORBIDDEN
    if items:
        title = "".join(run.text for run in text if not run.mark).strip().replace("\n", " ")
        items[0].entry = (block.id, title, depth - 1)
        if title:
            galley.heads.append(Head(items[0], block, level, title))
    galleys.place(galley, items, kind.before, kind.after)
    notes.footnotes(galley, called, owner)


def _text(galley: Galley, text: list[Run], x: float, width: float, first: float) -> None:
    theme = galley.theme
    if theme.justify:
        set_lines = lines.justified(text, width, first, theme.hyphenate)
    else:
        set_lines = lines.ragged(text, width, first, 0.0, theme.hyphenate)
    items = galleys.column(set_lines, "line", x, theme.body.size, theme.body.leading)
    if items and _ends_in_colon(text):
        items[-1].penalty = FORBIDDEN
    galleys.place(galley, items, theme.body.before, theme.body.after)


def _ends_in_colon(text: list[Run]) -> bool:
    for run in reversed(text):
        if not run.mark and run.text.strip():
            return run.text.rstrip().endswith((":", "："))
    return False


def _list(galley: Galley, block: d.ListBlock, parent: Element, x: float, width: float, depth: int) -> None:
    numbering = "Decimal" if block.ordered else ("Disc", "Circle", "Square")[min(depth, 2)]
    owner = structure.add(parent, "L", f"/A<</O/List/ListNumbering/{numbering}>>")
    size = galley.theme.body.size
    last = block.start + len(block.items) - 1
    bullet = ("•", "–", "·")[min(depth, 2)]
    texts = [f"{block.start + i}." if block.ordered else bullet for i in range(len(block.items))]
    widest = len(f"{last}.") if block.ordered else 1
    look = galley.styles["number" if block.ordered else "bullet"]
    indent = min(max(size * 1.35, size * (0.56 * widest + 0.45)), width * 0.4)
    for text, blocks in zip(texts, block.items, strict=True):
        entry = structure.add(owner, "LI")
        mark = structure.add(entry, "Lbl")
        line = notes.label(runs.run(galley.speech, text, look, mark))
        at = x + indent - size * 0.45 - line.width if block.ordered else x + size * 0.3
        galley.labels.append((line, at))
        set_blocks(galley, blocks, structure.add(entry, "LBody"), x + indent, width - indent, depth + 1)
        _flush(galley, x + indent)
        galley.after = galley.theme.body.after / 2
    galley.after = galley.theme.body.after


def _flush(galley: Galley, x: float) -> None:
    """Give a label a line of its own where no text came to stand beside it."""
    if galley.labels:
        theme = galley.theme.body
        line, at = galley.labels.pop(0)
        drop = galleys.baseline(theme.size, theme.leading)
        item = Item("line", theme.leading, [(line, at, drop)], notes=line.notes)
        galleys.place(galley, [item], theme.before, theme.after)


def _definitions(galley: Galley, block: d.Definitions, parent: Element, x: float, width: float) -> None:
    owner = structure.add(parent, "L", "/A<</O/List/ListNumbering/None>>")
    body = galley.theme.body
    entries = []
    for item in block.items:
        entry = structure.add(owner, "LI")
        mark = structure.add(entry, "Lbl")
        term, called = runs.flatten(galley.speech, item.term, galley.styles["term"], mark)
        entries.append((item, entry, term, called, lines.natural_width(term)[0]))
    longest = max((entry[-1] for entry in entries), default=0.0)
    beside = longest <= width * 0.32 and not any(run.text == "\n" for e in entries for run in e[2])
    indent = longest + body.size * 1.3 if beside else body.size * 1.7
    for item, entry, term, called, _ in entries:
        inside = structure.add(entry, "LBody")
        element = structure.add(inside, "P")
        text, more = runs.flatten(galley.speech, item.children, galley.styles["body"], element)
        if beside:
            galley.labels.extend((line, x) for line in lines.ragged(term, width))
            _text(galley, text, x + indent, width - indent, 0.0)
            _flush(galley, x)
        else:
            gap = runs.run(galley.speech, "\u2002", galley.styles["body"], element)
            _text(galley, [*term, gap, *text], x + indent, width - indent, -indent)
        notes.footnotes(galley, [*called, *more], inside)
        galley.after = body.after / 3
    galley.after = body.after


def _rule(galley: Galley, x: float, width: float) -> None:
    leading = galley.theme.body.leading
    item = Item("rule", leading, [], rules=(Rule(x + width * 0.35, x + width * 0.65, leading / 2, 0.5),))
    item.penalty = 3000.0
    galleys.place(galley, [item], galley.theme.body.before, galley.theme.body.after)
