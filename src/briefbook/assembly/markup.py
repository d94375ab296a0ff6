"""Markdown with marks, as templates yield it, parsed into blocks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin

from briefbook.assembly import inlines, spans
from briefbook.model import document as d

CAPTION = "Table:"
# a paragraph that begins so, right before or after a table, is its caption


def parse(markdown: str, figures: Mapping[str, d.Figure] = MappingProxyType({})) -> d.Blocks:
    """Parse a template's Markdown into blocks with statements and cites still in them.

    `figures` are the charts that it may ask for, by their marks.
    """
    tokens = _parser().parse(markdown)
    blocks, _ = _blocks(tokens, 0, "", figures)
    return _named(_captioned(blocks))


def parse_inline(markdown: str) -> d.Inlines:
    """Parse one line of Markdown, such as a note."""
    return inlines.placeless(_said(markdown))


@cache
def _parser() -> MarkdownIt:
    """What tells blocks apart; what stands in them is for `spans`."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").use(deflist_plugin)
    return parser.disable([*spans.OFF, "inline", "text_join"])


def _said(content: str) -> d.Inlines:
    return inlines.build(spans.parse(content))


def _blocks(
    tokens: Sequence[Token], at: int, until: str, figures: Mapping[str, d.Figure]
) -> tuple[list[d.Block], int]:
    """The blocks from a token up to the closing one; and where that stands."""
    blocks: list[d.Block] = []
    while at < len(tokens) and tokens[at].type != until:
        token = tokens[at]
        if token.type == "paragraph_open" and (figure := figures.get(tokens[at + 1].content.strip())):
            blocks.append(figure)
            at += 3
        elif token.type in ("paragraph_open", "heading_open"):
            children = _said(tokens[at + 1].content)
            level = int(token.tag[1]) if token.type == "heading_open" else 0
            if children:
                blocks.append(d.Heading(min(level, 3), children) if level else d.Paragraph(children))
            at += 3
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            block, at = _list(tokens, at, figures)
            blocks.append(block)
        elif token.type == "blockquote_open":
            inner, at = _blocks(tokens, at + 1, "blockquote_close", figures)
            blocks.append(d.BlockQuote(tuple(inner)))
            at += 1
        elif token.type == "table_open":
            table, at = _table(tokens, at)
            blocks.append(table)
        elif token.type == "dl_open":
            definitions, at = _definitions(tokens, at, figures)
            blocks.append(definitions)
        else:
            if token.type == "hr":
                blocks.append(d.Rule())
            at += 1
    return blocks, at


def _list(tokens: Sequence[Token], at: int, figures: Mapping[str, d.Figure]) -> tuple[d.ListBlock, int]:
    opening = tokens[at]
    closing = opening.type.replace("_open", "_close")
    items: list[d.Blocks] = []
    at += 1
    while tokens[at].type != closing:
        inner, at = _blocks(tokens, at + 1, "list_item_close", figures)
        items.append(tuple(inner))
        at += 1
    ordered = opening.type == "ordered_list_open"
    start = opening.attrs.get("start", 1) if ordered else 1
    return d.ListBlock(tuple(items), ordered, int(start)), at + 1


def _table(tokens: Sequence[Token], at: int) -> tuple[d.Table, int]:
    rows: list[list[d.Inlines]] = []
    align: list[str] = []
    while tokens[at].type != "table_close":
        token = tokens[at]
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            rows[-1].append(_said(tokens[at + 1].content))
            if token.type == "th_open":
                align.append(str(token.attrs.get("style", "")).rpartition(":")[2])
        at += 1
    header, *body = (tuple(row) for row in rows)
    return d.Table(header, tuple(body), tuple(align)), at + 1


def _definitions(
    tokens: Sequence[Token], at: int, figures: Mapping[str, d.Figure]
) -> tuple[d.Definitions, int]:
    items: list[d.Definition] = []
    term: d.Inlines = ()
    while tokens[at].type != "dl_close":
        if tokens[at].type == "dt_open":
            term = _said(tokens[at + 1].content)
        elif tokens[at].type == "dd_open":
            inner, at = _blocks(tokens, at + 1, "dd_close", figures)
            paragraphs = [block.children for block in inner if isinstance(block, d.Paragraph)]
            if len(paragraphs) < len(inner):
                raise inlines.Malformed("a definition holds paragraphs only, no list, table or chart")
            said = [part for each in paragraphs for part in (d.LineBreak(), *each)][1:]
            items.append(d.Definition(term, tuple(said)))
        at += 1
    return d.Definitions(tuple(items)), at + 1


def _captioned(blocks: Iterable[d.Block]) -> list[d.Block]:
    """Give each table the caption that stands before or after it."""
    found: list[d.Block] = []
    pending: d.Paragraph | None = None
    for block in blocks:
        caption = _caption(block)
        if isinstance(block, d.Table) and pending is not None:
            block = d.Table(block.header, block.rows, block.align, _caption(pending) or ())
            pending = None
        elif pending is not None:
            found.append(pending)
            pending = None
        last = found[-1] if found else None
        if caption and isinstance(last, d.Table) and not last.caption:
            found[-1] = d.Table(last.header, last.rows, last.align, caption)
        elif caption and isinstance(block, d.Paragraph):
            pending = block
        else:
            found.append(block)
    return [*found, pending] if pending is not None else found


def _caption(block: d.Block) -> d.Inlines | None:
    if not isinstance(block, d.Paragraph) or not block.children:
        return None
    first = block.children[0]
    if not isinstance(first, d.Text) or not first.text.startswith(CAPTION):
        return None
    return (d.Text(first.text.removeprefix(CAPTION).lstrip(), first.lang), *block.children[1:])


def _named(blocks: Iterable[d.Block]) -> d.Blocks:
    """Give every heading an id of its own."""
    seen: dict[str, int] = {}
    named: list[d.Block] = []
    for block in blocks:
        if isinstance(block, d.Heading):
            slug = slugged(inlines.plain(block.children)) or "section"
            seen[slug] = seen.get(slug, 0) + 1
            block = d.Heading(
                block.level, block.children, slug if seen[slug] == 1 else f"{slug}-{seen[slug]}"
            )
        named.append(block)
    return tuple(named)


def slugged(text: str) -> str:
    """Words as an id: lower-case ASCII letters and digits parted by hyphens."""
    folded = unicodedata.normalize("NFKD", text.lower().replace("đ", "d"))
    return re.sub("[^a-z0-9]+", "-", folded.encode("ascii", "ignore").decode())[:60].strip("-")
