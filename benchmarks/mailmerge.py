"""A brief for docxtpl, which has no footnotes: a note is plain text in brackets at its place."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docxtpl import DocxTemplate

from briefbook.model import document as d

STYLES = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2", "li": "List Bullet", "p": "Normal"}


def template() -> bytes:
    """A template that repeats a paragraph of the right style for every block."""
    made = docx.Document()
    made.add_paragraph("{%p for block in blocks %}")
    for kind, style in STYLES.items():
        made.add_paragraph(f"{{%p if block.kind == '{kind}' %}}")
        made.add_paragraph("{{ block.words }}", style=style)
        made.add_paragraph("{%p endif %}")
    made.add_paragraph("{%p endfor %}")
    target = BytesIO()
    made.save(target)
    return target.getvalue()


def context(document: d.Document) -> dict[str, Any]:
    """The paragraphs of a document; a row of a table is one, its cells parted by tabs."""
    return {"blocks": [{"kind": kind, "words": words} for kind, words in _blocks(document.blocks, "p")]}


def write(source: bytes, words: dict[str, Any]) -> bytes:
    """Fill in the template."""
    made = DocxTemplate(BytesIO(source))
    made.render(words, autoescape=True)
    target = BytesIO()
    made.save(target)
    return target.getvalue()


def _blocks(blocks: d.Blocks, kind: str) -> Iterator[tuple[str, str]]:
    for block in blocks:
        match block:
            case d.Heading():
                yield f"h{min(block.level, 3)}", _words(block.children)
            case d.Paragraph():
                yield kind, _words(block.children)
            case d.ListBlock():
                for item in block.items:
                    yield from _blocks(item, "li")
            case d.BlockQuote():
                yield from _blocks(block.children, kind)
            case d.Definitions():
                for item in block.items:
                    yield kind, f"{_words(item.term)}\t{_words(item.children)}"
            case d.Table():
                yield kind, _words(block.caption)
                for row in (block.header, *block.rows):
                    yield kind, "\t".join(_words(cell) for cell in row)
            case d.Figure():
                yield kind, _words(block.caption)


def _words(inlines: d.Inlines) -> str:
    return "".join(_word(inline) for inline in inlines)


def _word(inline: d.Inline) -> str:
    match inline:
        case d.Text():
            return inline.text
        case d.Note():
            return f" [{inline.number}: {_words(inline.children)}]"
        case d.NoteRef():
            return str(inline.number)
        case d.LineBreak():
            return "\n"
        case d.Cite():
            return ""
        case _:
            return _words(inline.children)
