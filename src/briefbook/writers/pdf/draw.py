"""Pages to the canvas: text from the top, notes at the foot, what stands in the margins."""

from __future__ import annotations

from briefbook.model.document import Document
from briefbook.writers.pdf import canvas as canvases
from briefbook.writers.pdf import galley as galleys
from briefbook.writers.pdf import lines, runs
from briefbook.writers.pdf.canvas import TaggedCanvas
from briefbook.writers.pdf.galley import Art, Galley, Item
from briefbook.writers.pdf.lines import Line
from briefbook.writers.pdf.pages import SEPARATOR, Page
from briefbook.writers.pdf.runs import Style

SHORT_RULE = 0.28
# share of the measure of the rule above notes; it goes all the way where a note is continued


def draw(canvas: TaggedCanvas, pages: list[Page], galley: Galley, document: Document) -> None:
    """Draw all pages."""
    pattern = document.labels.get("page_of", "Page {page} of {pages}").replace("{pages}", str(len(pages)))
    for number, page in enumerate(pages, 1):
        draw_page(canvas, page, galley, number)
        margins(canvas, galley, document, pattern.replace("{page}", str(number)))
        canvas.end_page()


def draw_page(canvas: TaggedCanvas, page: Page, galley: Galley, number: int) -> None:
    """Draw the text of a page and its notes."""
    canvas.left = galleys.left_edge(galley.theme.page, number)
    _text(canvas, galley, page)
    if page.notes:
        _notes(canvas, galley, page)
    # A long document is freed while it is written: its set lines are most of its memory.
    page.items.clear()
    page.notes.clear()


def _text(canvas: TaggedCanvas, galley: Galley, page: Page) -> None:
    sheet = galley.theme.page
    y = sheet.height - sheet.top
    if page.head is not None:
        _item(canvas, galley, page.head, y, "Pagination")
        y -= page.head.height
    for index, item in enumerate(page.items):
        if index:
            y -= item.space * page.stretch
        if item.entry is not None:
            _bookmark(canvas, galley, item.entry, y)
        _item(canvas, galley, item, y)
        y -= item.height


def _notes(canvas: TaggedCanvas, galley: Galley, page: Page) -> None:
    sheet = galley.theme.page
    y = sheet.bottom + sum(item.space + item.height for item in page.notes) + SEPARATOR
    width = galley.width * (1.0 if page.continued else SHORT_RULE)
    canvas.rule(canvas.left, canvas.left + width, y - SEPARATOR * 0.55, 0.5, galley.theme.colours.rule)
    y -= SEPARATOR
    for item in page.notes:
        y -= item.space
        if item.note:
            canvas.places[f"#note-{item.note}"] = (canvas.page, canvas.left, y)
        _item(canvas, galley, item, y)
        y -= item.height


def _item(canvas: TaggedCanvas, galley: Galley, item: Item, y: float, artifact: str = "") -> None:
    left = canvas.left
    for line, x, drop in item.lines:
        canvas.line(line, left + x, y - drop, artifact)
    if item.dots is not None:
        canvas.dots(left + item.dots.left, left + item.dots.right, y - item.dots.drop)
    if item.art is not None:
        _art(canvas, item.art, left, y)
    for rule in item.rules:
        colour = galley.theme.colours.rule
        canvas.rule(left + rule.left, left + rule.right, y - rule.drop, rule.weight, colour)


def _art(canvas: TaggedCanvas, art: Art, left: float, y: float) -> None:
    """Fill the boxes of a drawing and say where it stands (ISO 32000-1, 14.8.5.4.3)."""
    top = y - art.drop
    for box in art.boxes:
        low = top - box.drop - box.height
        canvas.box(art.element, left + art.left + box.left, low, box.width, box.height, box.colour)
    edges = (left + art.left, top - art.height, left + art.left + art.width, top)
    bounds = " ".join(f"{edge:.2f}" for edge in edges)
    alt = canvases.text(art.alt)
    art.element.attributes = f"/Alt{alt}/A<</O/Layout/Placement/Block/BBox[{bounds}]>>"


def _bookmark(canvas: TaggedCanvas, galley: Galley, entry: tuple[str, str, int], y: float) -> None:
    name, title, level = entry
    left = canvas.left
    if name:
        canvas.names.setdefault(name, (canvas.page, left, y + 4))
    if title:
        key = f"heading-{len(canvas.bookmarks)}"
        canvas.bookmarks.append(key)
        canvas.places[f"#{key}"] = (canvas.page, left, y + 4)
        canvas.bookmarkHorizontalAbsolute(key, round(y + 4, 2), round(left, 2))
        canvas.addOutlineEntry(title, key, min(level, canvas.outline_level + 1))
        canvas.outline_level = min(level, canvas.outline_level + 1)


def margins(canvas: TaggedCanvas, galley: Galley, document: Document, words: str) -> None:
    """Draw running header, marking and the words that number the page; none of them is part of the text."""
    sheet = galley.theme.page
    top = sheet.height - sheet.top * 0.55
    foot = sheet.bottom * 0.45
    right = canvas.left + galley.width
    room = galley.width
    if document.marking:
        marking = set_line(galley, document.marking.upper(), "marking", galley.width * 0.6)
        canvas.line(marking, right - marking.width, top, "Pagination")
        canvas.line(marking, right - marking.width, foot, "Pagination")
        room -= marking.width + 12
    if document.header:
        canvas.line(set_line(galley, document.header, "quiet", room), canvas.left, top, "Pagination")
    if not words:
        return
    label = set_line(galley, words, "quiet", room)
    x = canvas.left if document.marking else canvas.left + (galley.width - label.width) / 2
    canvas.line(label, x, foot, "Pagination")


def set_line(galley: Galley, words: str, style: str, room: float) -> Line:
    """Set one line, cut short with an ellipsis where it is too long for its room."""
    look: Style = galley.styles[style]
    text = runs.clean(words)
    made = lines.ragged([runs.run(galley.speech, text, look, galley.root)], 1e6)
    while made and made[0].width > room and len(text) > 1:
        text = text[: min(len(text) - 1, int(len(text) * room / made[0].width))].rstrip()
        made = lines.ragged([runs.run(galley.speech, text + "…", look, galley.root)], 1e6)
    return made[0] if made else lines.ragged([runs.run(galley.speech, "–", look, galley.root)], 1e6)[0]
