"""Markdown as templates yield it, parsed into blocks: shown as the readable tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.assembly import inlines, markup
from briefbook.model import document as d


def shown(block: d.Block, depth: int = 0) -> list[str]:
    """A block as an indented outline."""
    pad = "  " * depth
    if isinstance(block, d.Heading):
        return [f"{pad}h{block.level} #{block.id}: {words(block.children)}"]
    if isinstance(block, d.Paragraph):
        return [f"{pad}p: {words(block.children)}"]
    if isinstance(block, d.ListBlock):
        name = f"ol {block.start}" if block.ordered else "ul"
        items = [line for item in block.items for line in (f"{pad}  item", *many(item, depth + 2))]
        return [f"{pad}{name}", *items]
    if isinstance(block, d.BlockQuote):
        return [f"{pad}quote", *many(block.children, depth + 1)]
    if isinstance(block, d.Table):
        rows = [" | ".join(map(words, row)) for row in (block.header, *block.rows)]
        caption = f" “{words(block.caption)}”" if block.caption else ""
        return [f"{pad}table {','.join(block.align)}{caption}", *(f"{pad}  {row}" for row in rows)]
    if isinstance(block, d.Definitions):
        return [f"{pad}dl", *(f"{pad}  {words(i.term)}: {words(i.children)}" for i in block.items)]
    return [f"{pad}rule"]


def many(blocks: d.Blocks, depth: int) -> list[str]:
    return [line for block in blocks for line in shown(block, depth)]


def words(children: d.Inlines) -> str:
    return "".join(word(child) for child in children)


def word(child: d.Inline) -> str:
    if isinstance(child, d.Text):
        return child.text
    if isinstance(child, d.LineBreak):
        return "⏎"
    kind = {d.Emphasis: "em", d.Strong: "strong"}.get(type(child), "")
    if isinstance(child, d.Link):
        return f"<a {child.url}>{words(child.children)}</a>"
    return f"<{kind}>{words(child.children)}</{kind}>"


def test_markdown_becomes_these_blocks(case):
    assert many(markup.parse(case["input"]), 0) == case["expected"].split("\n")


ADDRESSES = {
    "https://example.org/a?b=c&d=(e)": True,
    "HTTP://EXAMPLE.ORG": True,
    "mailto:desk@example.org": True,
    "javascript:alert(1)": False,
    "JaVaScRiPt:alert(1)": False,
    "data:text/html;base64,AAAA": False,
    "file:///etc/passwd": False,
    "smb://host/share": False,
    "ms-word:ofe|u|https://example.org/a.docx": False,
    "search-ms:query=a": False,
    "//example.org/a": False,
    "/etc/passwd": False,
    "ftp://example.org": False,
    "vbscript:x": False,
    "tel:117": False,
    "#fact-a": False,
    "": False,
}


@pytest.mark.parametrize("url", ADDRESSES)
def test_a_link_leads_to_the_web_or_to_a_mailbox_and_nowhere_else(url):
    text = f"See [the paper](<{url}>) now."
    (block,) = markup.parse(text)
    links = [child for child in block.children if isinstance(child, d.Link)]
    assert bool(links) is ADDRESSES[url]
    if not links:
        assert "the paper" in inlines.plain(block.children)


def test_no_markdown_gives_an_image_or_raw_html():
    blocks = markup.parse("![x](https://example.org/x.png) <b>bold</b> <script>1</script>\n\n<div>y</div>\n")
    said = " ".join(inlines.plain(block.children) for block in blocks)
    assert "<b>bold</b> <script>1</script>" in said
    assert "<div>y</div>" in said
    kinds = {type(child) for block in blocks for child in block.children}
    assert kinds <= {d.Text, d.Link}


@given(st.text("ab *_[]()<>|#-+=`~:\n\\!&;1.", max_size=120))
def test_any_markdown_gives_blocks_of_known_kinds_and_even_tables(text):
    for block in walk(markup.parse(text)):
        if isinstance(block, d.Table):
            assert {len(row) for row in (block.header, *block.rows)} == {len(block.align)}
        if isinstance(block, d.Heading):
            assert 1 <= block.level <= 3
            assert block.id


@given(st.text("ab#=\n ", max_size=60))
def test_ids_of_headings_differ(text):
    ids = [block.id for block in markup.parse(text) if isinstance(block, d.Heading)]
    assert len(ids) == len(set(ids))


def walk(blocks: d.Blocks):
    for block in blocks:
        yield block
        if isinstance(block, d.ListBlock):
            for item in block.items:
                yield from walk(item)
        elif isinstance(block, d.BlockQuote):
            yield from walk(block.children)
