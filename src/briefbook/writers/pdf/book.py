"""A bound book: a cover, the contents, a divider and the pages of each tab, numbered through."""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.writers import tree
from briefbook.writers.pdf import blocks, contents, draw, lines, pages, runs, structure
from briefbook.writers.pdf import galley as galleys
from briefbook.writers.pdf.canvas import TaggedCanvas
from briefbook.writers.pdf.galley import FORBIDDEN, Galley, Item, Rule
from briefbook.writers.pdf.pages import Page
from briefbook.writers.pdf.runs import Style
from briefbook.writers.pdf.structure import Element

DROP = 0.24
# share of the text area that stays white above the title of a cover or divider
COVER = 1.5
# size of the title of the book against that of a brief
TABS = 10
# index tabs below each other at the edge of the page; the eleventh begins at the top again
WIDE, NARROW = 26.0, 8.0
# points: an index tab on its divider, and on the other pages of its tab


@dataclass(slots=True, eq=False)
class Leaf:
    """Pages that are drawn alike."""

    galley: Galley
    document: d.Document
    # for the margins
    pages: list[Page]
    label: str = ""
    # what stands before the numbers of the pages
    sign: str = ""
    # of the index tab
    place: int = 0
    # of the index tab, counted from 0 at the top
    title: str = ""
    # "cover", "divider" or ""


def drawn(document: d.Document, theme: Theme) -> tuple[TaggedCanvas, Element]:
    """Draw a book; give the canvas and the root of its structure."""
    root = Element("Document", None)
    front = blocks.set_document(replace(document, blocks=()), theme, root)
    cover = _cover(front, document, structure.add(root, "Sect"))
    section = structure.add(root, "Sect")
    shown = tree.printed(document)
    chapters = [(part, blocks.set_document(part.document, theme, _part(root, part, front), shown))
                for part in document.parts]  # fmt: skip
    bodies = [_leaves(part, galley, place) for place, (part, galley) in enumerate(chapters)]
    listed = [(part, galley.heads) for part, galley in chapters]
    label = document.labels.get("contents", "Contents")
    entries, waiting = contents.of_parts(front, section, listed, label)
    inside = pages.paginate(entries, {}, front.height)
    leaves = [Leaf(front, document, cover, title="cover"), Leaf(front, document, inside)]
    leaves += [leaf for body in bodies for leaf in body]
    contents.number(front, [page for leaf in leaves for page in leaf.pages], waiting)
    sheet = TaggedCanvas((theme.page.width, theme.page.height), runs.language(document.lang))
    _draw(sheet, leaves)
    return sheet, root


def _part(root: Element, part: d.Part, front: Galley) -> Element:
    lang = runs.language(part.document.lang)
    return structure.add(root, "Part", f"/Lang({lang})" if lang != front.speech.lang else "")


def _leaves(part: d.Part, galley: Galley, place: int) -> list[Leaf]:
    """The divider page of a part, and the pages behind it."""
    head = galley.slot.items if galley.slot is not None and part.sign else 0
    first, rest = galley.items[:head], galley.items[head:]
    galley.items.clear()
    document = part.document
    found: list[Leaf] = []
    if part.sign:
        items = _divider(galley, part, first)
        cut = pages.paginate(items, galley.notes, galley.height)
        found.append(Leaf(galley, document, cut, part.label, part.sign, place, "divider"))
    if rest:
        cut = pages.paginate(rest, galley.notes, galley.height)
        found.append(Leaf(galley, document, cut, part.label, part.sign, place))
    galley.notes.clear()
    return found


# ── cover and dividers ───────────────────────────────────────────────────────


def _cover(front: Galley, document: d.Document, section: Element) -> list[Page]:
    theme = front.theme
    items: list[Item] = [_white(front)]
    for block in document.blocks:
        if isinstance(block, d.Heading):
            items += _title(front, block, structure.add(section, "H1"))
            items.append(_rule(front))
        elif isinstance(block, d.Paragraph):
            style = replace(front.styles["heading"], bold=False, colour=theme.colours.text)
            text, _ = runs.flatten(front.speech, block.children, style, structure.add(section, "P"))
            made = galleys.column(
                lines.balanced(text, front.width), "line", 0.0, theme.heading.size, theme.heading.leading
            )
            made[0].space = theme.body.after
            items += made
    return pages.paginate(items, {}, front.height)


def _title(front: Galley, block: d.Heading, element: Element) -> list[Item]:
    """The title of the book, large where it is short."""
    kind = front.theme.title
    size = COVER if len(tree.plain(block.children)) <= 120 else 1.0
    style = replace(front.styles["title"], size=kind.size * size)
    text, _ = runs.flatten(front.speech, block.children, style, element)
    made = lines.balanced(text, front.width)
    items = galleys.column(made, "heading", 0.0, kind.size * size, kind.leading * size)
    for item in items:
        item.penalty = 0.0
    items[0].entry = (block.id, "", 0)
    return items


def _divider(galley: Galley, part: d.Part, head: list[Item]) -> list[Item]:
    """The items of a divider page: the label of the tab above its title, the head block below."""
    titles = [item for item in head if item.kind == "heading"]
    rest = head[len(titles) :]
    element = titles[0].lines[0][0].parts[0][0].element
    kind = galley.theme.heading
    style = replace(galley.styles["heading"], colour=galley.theme.colours.quiet)
    made = lines.ragged([runs.run(galley.speech, part.label, style, element)], galley.width)
    labels = galleys.column(made, "heading", 0.0, kind.size, kind.leading)
    for item in labels:
        item.penalty = 2 * FORBIDDEN
    name, title, level = titles[0].entry or ("", "", 0)
    titles[0].entry = None
    titles[0].space = kind.after
    labels[0].entry = (name, f"{part.label} · {title}", level)
    galley.heads[0] = replace(galley.heads[0], item=labels[0])
    for item in titles[:-1]:
        item.penalty = 0.0
    return [_white(galley), *labels, *titles, _rule(galley), *rest]


def _white(galley: Galley) -> Item:
    """The white above a title that has a page of its own."""
    return Item("rule", galley.height * DROP, [], penalty=FORBIDDEN)


def _rule(galley: Galley) -> Item:
    height = galley.theme.body.leading
    line = Rule(0.0, galley.width * 0.2, height / 2, 1.5)
    return Item("rule", height, [], space=galley.theme.body.after, rules=(line,))


# ── drawing ──────────────────────────────────────────────────────────────────


def _draw(sheet: TaggedCanvas, leaves: list[Leaf]) -> None:
    number = 0
    before = ""
    for leaf in leaves:
        if leaf.label != before:
            before = leaf.label
            sheet.labels[number] = f"{leaf.label} · "
        bare = replace(leaf.document, header="") if leaf.title else leaf.document
        for page in leaf.pages:
            number += 1
            draw.draw_page(sheet, page, leaf.galley, number)
            said = f"{leaf.label} · {number}" if leaf.label else str(number)
            draw.margins(sheet, leaf.galley, bare, "" if leaf.title == "cover" else said)
            if leaf.sign:
                _index_tab(sheet, leaf, number)
            sheet.end_page()


def _index_tab(sheet: TaggedCanvas, leaf: Leaf, number: int) -> None:
    """Draw the index tab at the outer edge of the page, with its sign on the divider."""
    theme = leaf.galley.theme
    page = theme.page
    left = bool(page.binding) and number % 2 == 0
    margin = page.left if left else page.right
    width = min(WIDE if leaf.title else NARROW, margin * 0.4)
    step = (page.height - page.top - page.bottom) / TABS
    top = page.height - page.top - step * (leaf.place % TABS)
    low, high = top - step * 0.8, step * 0.8
    x = 0.0 if left else page.width - width
    sheet.patch(x, low, width, high, theme.colours.heading)
    if leaf.title:
        size = min(11.0, width * 0.45)
        style = Style(size, size, "FFFFFF", True, figures=("lnum", "tnum"))
        line = lines.ragged([runs.run(leaf.galley.speech, leaf.sign, style, leaf.galley.root)], 1e6)[0]
        sheet.line(line, x + (width - line.width) / 2, low + high / 2 - size * 0.35, "Pagination")
