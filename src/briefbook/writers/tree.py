r"""A document as an indented plain-text dump, and the questions that every writer asks of the tree.

The notation, one block a line: `*emphasis*`, `**strong**`, `[words](address)`, `[^1]` a note's mark,
`[=1]` a mention of note 1, `{#name words}` an anchor, `{fr words}` words in another language, `\n` a forced
line. A note's words stand, indented, below the block of its mark. Unprintable characters are escapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, urlsplit

from briefbook.model import document as d
from briefbook.model.theme import Theme

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile("[\t\n\r]")
_UNSAFE = re.compile(r'[\s<>"\\^`{|}]')
_ADDRESS_LIMIT = 2048
# Word refuses longer ones
_SCHEMES = ("http", "https", "mailto")
_RIGHT_TO_LEFT = frozenset(("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))


def write(document: d.Document, theme: Theme) -> bytes:
    """Write the tree of a document as readable text; the theme changes nothing."""
    lines = [f"document {document.lang} {_escape(document.title)}"]
    properties = {
        "header": document.header,
        "date": str(document.date) if document.date else "",
        "subject": document.subject,
        "keywords": "; ".join(document.keywords),
        "author": document.author,
        "marking": document.marking,
    }
    lines += [f"  {name}: {_escape(value)}" for name, value in properties.items() if value]
    lines += [
        f"  attachment {_escape(item.name)}: {_escape(item.media_type)}, {len(item.data)} bytes"
        for item in document.attachments
    ]
    lines += [f"  label {_escape(key)}: {_escape(word)}" for key, word in sorted(document.labels.items())]
    lines += _blocks(document.blocks)
    for part in document.parts:
        lines.append(f"part {_escape(part.label)}, after {part.before} notes")
        lines += _indent(write(part.document, theme).decode().splitlines(), 2)
    return ("\n".join(lines) + "\n").encode()


def legal(text: str, *, lines: bool = False) -> str:
    """Drop what XML 1.0 forbids (section 2.2) and, unless lines are kept, make tabs and line ends spaces."""
    if text.isprintable():
        return text
    kept = _ILLEGAL.sub("", text)
    return kept if lines else _BREAKS.sub(" ", kept)


def address(url: str) -> str:
    """Give the address when it may be a link (http, https, mailto; well formed), else nothing."""
    if legal(url) != url or len(url) > _ADDRESS_LIMIT:
        return ""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    sound = parts.scheme in _SCHEMES and bool(parts.path if parts.scheme == "mailto" else parts.hostname)
    return _UNSAFE.sub(lambda match: quote(match[0]), url) if sound and port != 0 else ""


def label(document: d.Document, theme: Theme, key: str, default: str) -> str:
    """Give a word that a writer adds: the theme's, else the document's, else the default."""
    return theme.labels.get(key) or document.labels.get(key) or default


def foreign(lang: str, home: str) -> bool:
    """Tell whether words must be marked as not in the document's language; "en" is at home in "en-GB"."""
    return bool(lang) and lang != home and not home.startswith(f"{lang}-")


def right_to_left(lang: str) -> bool:
    """Tell whether a language is written from right to left."""
    return lang.split("-")[0].lower() in _RIGHT_TO_LEFT


def plain(inlines: d.Inlines) -> str:
    """Give the words of inlines without their notes."""
    return "".join(_words(inlines))


def numbers(document: d.Document) -> dict[int, int]:
    """Map each note's number to its place in reading order, counted from 1."""
    found: dict[int, int] = {}
    for place, note in enumerate(notes(document.blocks), start=1):
        found.setdefault(note.number, place)
    return found


def printed(document: d.Document) -> dict[int, int]:
    """Map the number of each note of a book to the one that is printed: each part counts from 1."""
    return {
        note.number: note.number - part.before
        for part in document.parts
        for note in notes(part.document.blocks)
    }


def notes(blocks: d.Blocks) -> Iterator[d.Note]:
    """Give every note of some blocks in reading order."""
    for inlines in _sequences(blocks):
        yield from _notes(inlines)


def _words(inlines: d.Inlines) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case d.Text():
                yield inline.text
            case d.LineBreak():
                yield " "
            case d.NoteRef():
                yield str(inline.number)
            case d.Emphasis() | d.Strong() | d.Link() | d.Anchor() | d.Statement():
                yield from _words(inline.children)


def _notes(inlines: d.Inlines) -> Iterator[d.Note]:
    for inline in inlines:
        if isinstance(inline, d.Note):
            yield inline
        elif isinstance(inline, d.Emphasis | d.Strong | d.Link | d.Anchor | d.Statement):
            yield from _notes(inline.children)


def _sequences(blocks: d.Blocks) -> Iterator[d.Inlines]:
    """Every sequence of inlines in reading order: the order in which writers set them."""
    for block in blocks:
        match block:
            case d.Heading() | d.Paragraph():
                yield block.children
            case d.ListBlock():
                for item in block.items:
                    yield from _sequences(item)
            case d.BlockQuote():
                yield from _sequences(block.children)
            case d.Table():
                yield block.caption
                for row in (block.header, *block.rows):
                    yield from row
            case d.Figure():
                yield block.caption
            case d.Definitions():
                for entry in block.items:
                    yield from (entry.term, entry.children)


# ── the dump ─────────────────────────────────────────────────────────────────


def _blocks(blocks: d.Blocks) -> Iterator[str]:
    for block in blocks:
        match block:
            case d.Heading():
                name = f" #{_escape(block.id)}" if block.id else ""
                yield from _line(f"heading {block.level}{name}", block.children)
            case d.Paragraph():
                yield from _line("paragraph", block.children)
            case d.ListBlock():
                yield f"numbered list from {block.start}" if block.ordered else "list"
                for item in block.items:
                    yield "  item"
                    yield from _indent(_blocks(item), 4)
            case d.BlockQuote():
                yield "quote"
                yield from _indent(_blocks(block.children), 2)
            case d.Table():
                yield from _table(block)
            case d.Definitions():
                yield "definitions"
                for entry in block.items:
                    yield from _indent(_line("term", entry.term), 2)
                    yield from _indent(_line("said", entry.children), 4)
            case d.Figure():
                yield f"figure {_escape(block.chart.title)}, {_escape(block.chart.unit)}"
                yield f"  alt: {_escape(block.alt)}"
                for bar in block.chart.bars:
                    yield f"  bar {_escape(bar.label)}: {_escape(bar.shown)}"
                yield from _indent(_line("caption", block.caption), 2)
            case d.Rule():
                yield "rule"


def _table(table: d.Table) -> Iterator[str]:
    yield f"table {' '.join(side or 'plain' for side in table.align)}".rstrip()
    if table.caption:
        yield from _indent(_line("caption", table.caption), 2)
    for name, row in (("header", table.header), *(("row", row) for row in table.rows)):
        yield f"  {name}"
        for cell in row:
            yield from _indent(_line("cell", cell), 4)


def _line(name: str, inlines: d.Inlines) -> Iterator[str]:
    yield f"{name}: {_inlines(inlines)}".rstrip()
    for note in _notes(inlines):
        yield from _indent(_line(f"note {note.number} of {_escape(note.fact)}", note.children), 4)


def _indent(lines: Iterable[str], by: int) -> Iterator[str]:
    return (" " * by + line for line in lines)


def _inlines(inlines: d.Inlines) -> str:
    return "".join(map(_inline, inlines))


def _inline(inline: d.Inline) -> str:
    match inline:
        case d.Text():
            words = _escape(inline.text)
            return f"{{{_escape(inline.lang)} {words}}}" if inline.lang else words
        case d.Emphasis():
            return f"*{_inlines(inline.children)}*"
        case d.Strong():
            return f"**{_inlines(inline.children)}**"
        case d.Link():
            return f"[{_inlines(inline.children)}]({_escape(inline.url)})"
        case d.LineBreak():
            return r"\n"
        case d.Note():
            return f"[^{inline.number}]"
        case d.NoteRef():
            return f"[={inline.number}]"
        case d.Anchor():
            return f"{{#{_escape(inline.name)} {_inlines(inline.children)}}}"
        case d.Statement():
            return f"{{statement {_escape(inline.fact)} {_inlines(inline.children)}}}"
        case d.Origin():
            return ""
        case d.Cite():
            return f"{{cite {_escape(inline.fact)}}}"


def _escape(text: str) -> str:
    return "".join(map(_character, text))


def _character(character: str) -> str:
    if character in r"\*[]{}":
        return "\\" + character
    if character.isprintable():
        return character
    return f"\\u{{{ord(character):x}}}"
