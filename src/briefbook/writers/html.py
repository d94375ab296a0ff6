"""The HTML writer: one file that needs nothing else, with the notes at the end and links both ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import Any

from briefbook.model import document as d
from briefbook.model.theme import Theme, Type
from briefbook.writers import tree

_ARROW = "↩\ufe0e"
# as text, not as a picture


@dataclass(slots=True)
class _State:
    """What writing leaves behind."""

    lang: str
    theme: Theme
    numbers: dict[int, int]
    # number of a note: its place in reading order
    taken: set[str]
    # ids
    again: dict[str, int] = field(default_factory=dict)
    # id: the number that a second one of that name is given
    notes: list[d.Note] = field(default_factory=list)
    in_link: bool = False
    in_note: bool = False


def write(document: d.Document, theme: Theme) -> bytes:
    """Write a document as HTML."""
    numbers = tree.numbers(document)
    places = range(1, max(numbers.values(), default=0) + 1)
    taken = {"notes", *(f"{kind}-{place}" for kind in ("note", "noteref") for place in places)}
    state = _State(document.lang, theme, numbers, taken)
    body = "\n".join(_sections(document.blocks, state))
    marking = f'<p class="marking">{_text(document.marking.upper())}</p>\n' if document.marking else ""
    page = (
        f"<!DOCTYPE html>\n<html{_lang(document.lang)}>\n<head>\n{_head(document, theme)}</head>\n<body>\n"
        f"{marking}<main>\n{body}\n{_endnotes(document, theme, state)}</main>\n{marking}</body>\n</html>\n"
    )
    return page.encode()


def _head(document: d.Document, theme: Theme) -> str:
    metadata = {
        "viewport": "width=device-width, initial-scale=1",
        "description": document.subject,
        "keywords": ", ".join(document.keywords),
        "author": document.author,
        "dcterms.date": str(document.date) if document.date else "",
    }
    lines = ['<meta charset="utf-8">', f"<title>{_text(document.title)}</title>"]
    lines += [f'<meta name="{name}" content="{_text(value)}">' for name, value in metadata.items() if value]
    lines.append(f"<style>\n{_style(theme)}</style>")
    return "\n".join(lines) + "\n"


def _sections(blocks: d.Blocks, state: _State) -> Iterator[str]:
    """Write blocks, each heading below the title opening a section that holds what follows it."""
    open_levels: list[int] = []
    for block in blocks:
        if isinstance(block, d.Heading):
            while open_levels and open_levels[-1] >= block.level:
                open_levels.pop()
                yield "</section>"
            if block.level > 1:
                open_levels.append(block.level)
                yield "<section>"
        yield _block(block, state)
    yield from ("</section>" for _ in open_levels)


def _endnotes(document: d.Document, theme: Theme, state: _State) -> str:
    if not state.notes:
        return ""
    title = _text(tree.label(document, theme, "notes", "Notes"))
    back = tree.label(document, theme, "back_to_text", "Back to reference {number}")
    state.in_note = True
    lines = ['<section role="doc-endnotes" aria-labelledby="notes">', f'<h2 id="notes">{title}</h2>', "<ol>"]
    for place, note in enumerate(state.notes, start=1):
        words = _inlines(note.children, state)
        name = _text(back.replace("{number}", str(place)))
        link = f'<a role="doc-backlink" href="#noteref-{place}" aria-label="{name}">{_ARROW}</a>'
        lines.append(f'<li id="note-{place}">{words} {link}</li>')
    return "\n".join((*lines, "</ol>", "</section>")) + "\n"


# ── blocks ───────────────────────────────────────────────────────────────────


def _block(block: d.Block, state: _State) -> str:
    return _BLOCKS[type(block)](block, state)


def _flow(blocks: d.Blocks, state: _State) -> str:
    return "\n".join(_block(block, state) for block in blocks)


def _heading(block: d.Heading, state: _State) -> str:
    level = min(max(block.level, 1), 6)
    identity = f' id="{_id(block.id, state)}"' if block.id else ""
    return f"<h{level}{identity}>{_inlines(block.children, state)}</h{level}>"


def _paragraph(block: d.Paragraph, state: _State) -> str:
    return f"<p>{_inlines(block.children, state)}</p>" if block.children else ""


def _list(block: d.ListBlock, state: _State) -> str:
    tag = "ol" if block.ordered else "ul"
    start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
    items = "\n".join(f"<li>{_item(item, state)}</li>" for item in block.items)
    return f"<{tag}{start}>\n{items}\n</{tag}>"


def _item(item: d.Blocks, state: _State) -> str:
    if len(item) == 1 and isinstance(item[0], d.Paragraph):
        return _inlines(item[0].children, state)
    return _flow(item, state)


def _quote(block: d.BlockQuote, state: _State) -> str:
    return f"<blockquote>\n{_flow(block.children, state)}\n</blockquote>"


def _table(block: d.Table, state: _State) -> str:
    caption = f"<caption>{_inlines(block.caption, state)}</caption>\n" if block.caption else ""
    head = _row(block.header, block.align, state, "th", ' scope="col"')
    rows = "\n".join(_row(row, block.align, state, "td") for row in block.rows)
    return f"<table>\n{caption}<thead>\n{head}\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _row(row: tuple[d.Inlines, ...], align: tuple[str, ...], state: _State, tag: str, scope: str = "") -> str:
    cells = []
    for index, cell in enumerate(row):
        side = align[index] if index < len(align) else ""
        look = f' class="{side}"' if side in ("right", "center") else ""
        cells.append(f"<{tag}{scope}{look}>{_inlines(cell, state)}</{tag}>")
    return f"<tr>{''.join(cells)}</tr>"


def _definitions(block: d.Definitions, state: _State) -> str:
    lines = ["<dl>"]
    for entry in block.items:
        lines.append(f"<dt>{_inlines(entry.term, state)}</dt>")
        lines.append(f"<dd>{_inlines(entry.children, state)}</dd>")
    return "\n".join((*lines, "</dl>"))


def _figure(block: d.Figure, state: _State) -> str:
    # drawn by the same code as the paper's, which is loaded only for a document that has a chart
    from briefbook.writers import pictures

    drawing = pictures.svg(block.chart, state.theme)
    caption = _inlines(block.caption, state)
    return f"<figure>\n{drawing}\n<figcaption>{caption}</figcaption>\n</figure>"


def _rule(block: d.Rule, state: _State) -> str:
    return "<hr>"


_BLOCKS: dict[type, Callable[[Any, _State], str]] = {
    d.Heading: _heading,
    d.Paragraph: _paragraph,
    d.ListBlock: _list,
    d.BlockQuote: _quote,
    d.Table: _table,
    d.Definitions: _definitions,
    d.Figure: _figure,
    d.Rule: _rule,
}

# ── inlines ──────────────────────────────────────────────────────────────────


def _inlines(inlines: d.Inlines, state: _State) -> str:
    out = []
    before: d.Inline | None = None
    for inline in inlines:
        if isinstance(inline, d.Note) and isinstance(before, d.Note):
            # two marks side by side would read as one number
            out.append("<sup>\u202f</sup>")
        out.append(_inline(inline, state))
        before = inline
    return "".join(out)


def _inline(inline: d.Inline, state: _State) -> str:
    match inline:
        case d.Text():
            words = _text(inline.text)
            foreign = tree.foreign(inline.lang, state.lang)
            return f"<span{_lang(inline.lang)}>{words}</span>" if foreign else words
        case d.Emphasis():
            return f"<em>{_inlines(inline.children, state)}</em>"
        case d.Strong():
            return f"<strong>{_inlines(inline.children, state)}</strong>"
        case d.Link():
            return _link(inline, state)
        case d.LineBreak():
            return "<br>\n"
        case d.Note():
            return _note(inline, state)
        case d.NoteRef():
            return _note_ref(inline, state)
        case d.Anchor():
            return f'<span id="{_id(inline.name, state)}">{_inlines(inline.children, state)}</span>'
        case d.Statement():
            return _inlines(inline.children, state)
        case d.Cite() | d.Origin():
            return ""


def _link(inline: d.Link, state: _State) -> str:
    address = tree.address(inline.url)
    if not address or state.in_link:
        return _inlines(inline.children, state)
    pieces = []
    # a link must not hold another, so a note's mark stands outside it
    for is_note, group in groupby(inline.children, lambda child: isinstance(child, d.Note)):
        state.in_link = not is_note
        words = _inlines(tuple(group), state)
        pieces.append(words if is_note else f'<a href="{_text(address)}">{words}</a>')
    state.in_link = False
    return "".join(pieces)


def _note(inline: d.Note, state: _State) -> str:
    if state.in_note:
        return f" ({_inlines(inline.children, state)})"
    state.notes.append(inline)
    place = len(state.notes)
    if state.in_link:
        return f'<sup id="noteref-{place}">{place}</sup>'
    return f'<sup><a role="doc-noteref" id="noteref-{place}" href="#note-{place}">{place}</a></sup>'


def _note_ref(inline: d.NoteRef, state: _State) -> str:
    place = state.numbers.get(inline.number)
    if place is None or state.in_link:
        return str(place or inline.number)
    return f'<a href="#note-{place}">{place}</a>'


def _text(text: str) -> str:
    return escape(tree.legal(text))


def _lang(lang: str) -> str:
    direction = ' dir="rtl"' if tree.right_to_left(lang) else ""
    return f' lang="{_text(lang)}"{direction}' if lang else ""


def _id(name: str, state: _State) -> str:
    """Make an id that stands once in the file and holds no space."""
    wanted = "-".join(tree.legal(name).split()) or "at"
    candidate = wanted
    while candidate in state.taken:
        state.again[wanted] = state.again.get(wanted, 1) + 1
        candidate = f"{wanted}-{state.again[wanted]}"
    state.taken.add(candidate)
    return escape(candidate)


# ── the style sheet ──────────────────────────────────────────────────────────


def _style(theme: Theme) -> str:
    page, colours = theme.page, theme.colours
    fonts = ", ".join((*(_string(name) for name in (theme.font, theme.docx_font)), "serif"))
    rules = [
        f"@page {{ size: {page.width:g}pt {page.height:g}pt;"
        f" margin: {page.top:g}pt {page.right:g}pt {page.bottom:g}pt {page.left:g}pt }}",
        f"body {{ {_type(theme.body)} font-family: {fonts}; color: #{_colour(colours.text)};"
        f" max-width: {page.width - page.left - page.right:g}pt; margin: 2em auto; padding: 0 1em }}",
        f"h1 {{ {_type(theme.title)} }}",
        f"h2 {{ {_type(theme.heading)} }}",
        f"h3, h4, h5, h6 {{ {_type(theme.subheading)} }}",
        f"h1, h2, h3, h4, h5, h6 {{ color: #{_colour(colours.heading)}; break-after: avoid }}",
        f"p {{ margin: 0 0 {theme.body.after:g}pt; orphans: 2; widows: 2 }}",
        f"main > p, main > section p {{ text-align: {'justify' if theme.justify else 'left'};"
        f" hyphens: {'auto' if theme.hyphenate else 'manual'} }}",
        f"a {{ color: #{_colour(colours.link)}; overflow-wrap: anywhere }}",
        "sup { line-height: 0; font-size: 70% }",
        f"sup a {{ color: #{_colour(colours.mark)}; text-decoration: none }}",
        f"blockquote {{ margin: 0 2em {theme.body.after:g}pt; color: #{_colour(colours.quiet)} }}",
        f"table {{ {_type(theme.table)} border-collapse: collapse; width: 100%;"
        f" border-block: 1pt solid #{_colour(colours.rule)} }}",
        "caption { font-weight: bold; text-align: left; padding-bottom: 3pt }",
        f"th, td {{ padding: 2pt 4pt; text-align: left; vertical-align: top;"
        f" border-bottom: .5pt solid #{_colour(colours.rule)}; overflow-wrap: anywhere }}",
        "th.right, td.right { text-align: right } th.center, td.center { text-align: center }",
        "thead { display: table-header-group } tr { break-inside: avoid }",
        "figure { margin: 0 0 1em } figcaption { font-size: 90% }",
        "figure svg { max-width: 100%; height: auto }",
        "dl { display: grid; grid-template-columns: fit-content(34%) 1fr; gap: 3pt 1em; margin: 0 0 1em }",
        "dt { font-weight: bold } dd { margin: 0 }",
        f"hr {{ border: 0; border-top: .5pt solid #{_colour(colours.rule)} }}",
        f"[role=doc-endnotes] {{ border-top: .5pt solid #{_colour(colours.rule)}; margin-top: 2em }}",
        f"[role=doc-endnotes] ol {{ {_type(theme.note)} padding-left: 2.5em }}",
        ".marking { text-align: right; font-weight: bold; font-size: 12pt }",
        ":target { background: #fff3bf }",
        "@media print { body { max-width: none; margin: 0; padding: 0 } [role=doc-backlink] { display: none }"
        " :target { background: none } }",
    ]
    return "\n".join(rules) + "\n"


def _type(type_: Type) -> str:
    margin = f"{type_.before:g}pt 0 {type_.after:g}pt"
    leading = type_.leading / max(type_.size, 1)
    return f"font-size: {type_.size:g}pt; line-height: {leading:.3g}; margin: {margin};"


def _string(name: str) -> str:
    """Write a name as a string of CSS that can end neither itself nor the style sheet."""
    return '"' + "".join(c if c.isalnum() or c in " -_" else f"\\{ord(c):x} " for c in tree.legal(name)) + '"'


def _colour(value: str) -> str:
    return "".join(c for c in value if c.isalnum())
