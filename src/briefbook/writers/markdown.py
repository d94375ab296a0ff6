r"""The Markdown writer: pandoc's Markdown, with notes, and every word reading back as it was.

Paragraphs are single lines. What has a meaning in Markdown anywhere is escaped everywhere, what has one only
at the beginning of a line is escaped there, and straight quotes, `--` and `...` because pandoc sets them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.writers import tree

_SPECIAL = re.compile(r"""[\\`*_{}\[\]<>~^$@|"'&]|-(?=-)|(?<=-)-|\.(?=\.\.)""")
_LEADING = re.compile(r"[#:%]|[+=-](?=[\s=-]|$)")
# a heading, a definition, a title, a list, an underline
_COUNTER = re.compile(r"(\(?(?:[0-9]+|[A-Za-z]|[ivxlcdmIVXLCDM]+)|table|\[\^[0-9]+\])([.):])", re.IGNORECASE)
# the number of a list, the caption of a table, the beginning of a note: harmless without their last sign
_CLOSING = re.compile(r"#(?=#*$)")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BREAK = "\\\n"
_NAME = re.compile(r"[^\w.\-]+")
_BETWEEN = "<!-- -->"
# keeps two lists, or two kinds of emphasis, apart
_NOTHING = "\u00a0"
# stands where Markdown wants some words


@dataclass(slots=True)
class _State:
    """What writing leaves behind."""

    lang: str
    numbers: dict[int, int]
    # number of a note: its place in reading order
    notes: list[d.Note] = field(default_factory=list)
    in_note: bool = False
    in_link: bool = False
    in_line: bool = False
    # in a heading, a table or a term, where no line can be broken


def write(document: d.Document, theme: Theme) -> bytes:
    """Write a document as Markdown; the theme changes nothing."""
    state = _State(document.lang, tree.numbers(document))
    marking = f"**{_text(document.marking.upper())}**" if document.marking.strip() else ""
    parts = [_metadata(document), marking, *_flow(document.blocks, state), marking]
    state.in_note = True
    for place, note in enumerate(state.notes, start=1):
        words = _block_of(_inlines(note.children, state)) or _NOTHING
        parts.append(f"[^{place}]: {_indented(words, 4)}")
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _metadata(document: d.Document) -> str:
    """Write the properties as YAML, whose words pandoc reads as Markdown."""
    values = {
        "pagetitle": _text(document.title),
        "lang": _name(document.lang) if document.lang else "",
        "date-meta": str(document.date) if document.date else "",
        "subject": _text(document.subject),
        "keywords": _text(", ".join(document.keywords)),
        "author-meta": _text(document.author),
    }
    return "\n".join(("---", *(f"{key}: {_yaml(value)}" for key, value in values.items() if value), "---"))


def _yaml(value: str) -> str:
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in quoted) + '"'


# ── blocks ───────────────────────────────────────────────────────────────────


def _flow(blocks: d.Blocks, state: _State) -> Iterator[str]:
    before: d.Block | None = None
    for block in blocks:
        same = type(before) is type(block) and isinstance(block, d.ListBlock | d.Definitions | d.BlockQuote)
        if same:
            yield _BETWEEN
        written = _BLOCKS[type(block)](block, state)
        if written:
            yield written
            before = block


def _heading(block: d.Heading, state: _State) -> str:
    name = f" {{#{_name(block.id)}}}" if block.id else ""
    words = _CLOSING.sub(r"\#", _line(block.children, state))
    return f"{'#' * min(max(block.level, 1), 6)} {words}{name}"


def _paragraph(block: d.Paragraph, state: _State) -> str:
    return _block_of(_inlines(block.children, state))


def _list(block: d.ListBlock, state: _State) -> str:
    items = []
    tight = all(_is_tight(item) for item in block.items)
    for number, item in enumerate(block.items, start=max(block.start, 0)):
        marker = (f"{number}." if block.ordered else "-").ljust(4)
        marker = marker if marker.endswith(" ") else marker + " "
        content = ("\n" if tight else "\n\n").join(_flow(item, state))
        items.append(marker + _indented(content, len(marker)) if content else marker + _NOTHING)
    return ("\n" if tight else "\n\n").join(items)


def _is_tight(item: d.Blocks) -> bool:
    kinds = [type(block) for block in item]
    return kinds in ([d.Paragraph], [d.Paragraph, d.ListBlock]) and all(
        _is_tight(inner) for block in item if isinstance(block, d.ListBlock) for inner in block.items
    )


def _quote(block: d.BlockQuote, state: _State) -> str:
    content = "\n\n".join(_flow(block.children, state)) or _NOTHING
    return "\n".join(f"> {line}".rstrip(" ") for line in content.split("\n"))


def _table(block: d.Table, state: _State) -> str:
    columns = max(map(len, (block.header, *block.rows)))
    if not columns:
        return ""
    # the notes of the caption come first, though pandoc wants the caption last
    caption = _line(block.caption, state)
    sides = (*block.align, *[""] * columns)[:columns]
    marks = [{"left": ":---", "right": "---:", "center": ":---:"}.get(side, "----") for side in sides]
    rows = [_row(row, columns, state) for row in (block.header, *block.rows)]
    lines = [rows[0], f"|{'|'.join(marks)}|", *rows[1:]]
    return "\n".join(lines) + (f"\n\n: {caption}" if caption else "")


def _row(row: tuple[d.Inlines, ...], columns: int, state: _State) -> str:
    cells = [_line(cell, state) for cell in row] + [""] * (columns - len(row))
    return f"| {' | '.join(cells)} |"


def _definitions(block: d.Definitions, state: _State) -> str:
    entries = []
    for entry in block.items:
        term = _start(_line(entry.term, state)) or _NOTHING
        said = _block_of(_inlines(entry.children, state)) or _NOTHING
        entries.append(f"{term}\n:   {_indented(said, 4)}")
    return "\n\n".join(entries)


def _figure(block: d.Figure, state: _State) -> str:
    # Markdown has no drawing of its own: the figures are told in words
    told = (d.Emphasis((d.Text(block.alt),)),)
    return "\n\n".join(_start(_line(each, state)) for each in (block.caption, told))


def _rule(block: d.Rule, state: _State) -> str:
    return "* * *"


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


def _indented(content: str, by: int) -> str:
    first, *rest = content.split("\n")
    return "\n".join((first, *(" " * by + line if line else "" for line in rest)))


def _block_of(words: str) -> str:
    """Make a block of lines that are parted by forced breaks."""
    return _BREAK.join(_start(line) for line in _trimmed(words)[1].split(_BREAK))


def _start(words: str) -> str:
    """Escape what would have a meaning at the beginning of a line."""
    words = words.strip(" ")
    if match := _COUNTER.match(words):
        return f"{match[1]}\\{words[match.end(1) :]}"
    return f"\\{words}" if _LEADING.match(words) else words


def _trimmed(words: str) -> tuple[str, str, str]:
    """Part words from the spaces and forced breaks before and after them."""
    start, end = 0, len(words)
    while words.startswith((" ", _BREAK), start):
        start += 1 if words[start] == " " else len(_BREAK)
    while end > start and words.endswith((" ", _BREAK), start, end):
        end -= 1 if words[end - 1] == " " else len(_BREAK)
    return words[:start], words[start:end], words[end:]


# ── inlines ──────────────────────────────────────────────────────────────────


def _line(inlines: d.Inlines, state: _State) -> str:
    """Write inlines where no line can be broken."""
    state.in_line = True
    words = _inlines(inlines, state).strip(" ")
    state.in_line = False
    return words


def _inlines(inlines: d.Inlines, state: _State) -> str:
    return _joined(_inline(inline, state) for inline in inlines)


def _joined(pieces: Iterable[str]) -> str:
    """Join pieces and keep apart what would mean something together."""
    out = ""
    parts = []
    for piece in pieces:
        if not piece:
            continue
        if out.endswith("*") and piece[0] == "*":
            parts.append(_BETWEEN)
        elif out.endswith("!") and piece[0] == "[":
            parts[-1] = parts[-1][:-1] + "\\!"
        elif out[-1:] == piece[0] and piece[0] in "-.":
            parts.append("\\")
        parts.append(piece)
        out = piece
    return "".join(parts)


def _inline(inline: d.Inline, state: _State) -> str:
    match inline:
        case d.Text():
            words = _text(inline.text)
            foreign = tree.foreign(inline.lang, state.lang)
            return _span(words, f"lang={_name(inline.lang)}") if foreign else words
        case d.Emphasis():
            return _wrapped("*", _inlines(inline.children, state))
        case d.Strong():
            return _wrapped("**", _inlines(inline.children, state))
        case d.Link():
            return _link(inline, state)
        case d.LineBreak():
            return " " if state.in_line else _BREAK
        case d.Note():
            return _note(inline, state)
        case d.NoteRef():
            return str(state.numbers.get(inline.number, inline.number))
        case d.Anchor():
            return f"[{_inlines(inline.children, state)}]{{#{_name(inline.name)}}}"
        case d.Statement():
            return _inlines(inline.children, state)
        case d.Cite() | d.Origin():
            return ""


def _link(inline: d.Link, state: _State) -> str:
    address = "" if state.in_link else tree.address(inline.url)
    state.in_link = state.in_link or bool(address)
    words = _inlines(inline.children, state)
    state.in_link = state.in_link and not address
    if address and inline.children == (d.Text(address),):
        return f"<{_ENTITY.sub('&amp;', address)}>"
    return f"[{words}](<{_ENTITY.sub('&amp;', address)}>)" if address and words else words


def _note(inline: d.Note, state: _State) -> str:
    if state.in_note:
        return f" ({_inlines(inline.children, state)})"
    state.notes.append(inline)
    return f"[^{len(state.notes)}]"


def _wrapped(sign: str, words: str) -> str:
    """Emphasise words; spaces at their ends stay outside, or the signs would be read as words."""
    before, core, after = _trimmed(words)
    return f"{before}{sign}{core}{sign}{after}" if core else words


def _span(words: str, attribute: str) -> str:
    return f"[{words}]{{{attribute}}}" if words.strip() else words


def _text(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", tree.legal(text))


def _name(name: str) -> str:
    return _NAME.sub("-", tree.legal(name)).strip("-") or "at"
