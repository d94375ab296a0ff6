"""Spans of Markdown turned into inlines, with the marks in their texts turned into nodes."""

import re
from collections.abc import Sequence

from briefbook.assembly import marks
from briefbook.assembly.spans import Span
from briefbook.model import document as d

_SPACES = re.compile(r"[ \t\r\n]{2,}|[\t\r\n]")
_PARTS = {marks.STATEMENT: "statement", marks.CITE: "cite", marks.LANGUAGE: "language"}


class Malformed(ValueError):
    """Marks that were cut or crossed by a template."""


def build(spans: Sequence[Span]) -> d.Inlines:
    """Turn spans into inlines."""
    stack: list[tuple[str, str, list[d.Inline]]] = [("", "", [])]
    # what is open: (kind, what it says of itself, its children so far)
    for span in spans:
        if span.kind == "text":
            _add_text(span.said, stack)
        elif span.kind in ("softbreak", "hardbreak"):
            stack[-1][2].append(d.Text(" ") if span.kind == "softbreak" else d.LineBreak())
        elif span.nesting == 1:
            stack.append((span.kind, span.said, []))
        elif span.nesting == -1:
            _close(stack, span.kind.replace("_close", "_open"))
    if len(stack) != 1:
        raise Malformed(f"a {stack[-1][0]} mark is cut off")
    return merged(stack[0][2])


def plain(children: d.Inlines) -> str:
    """The words of inlines, notes left out."""
    parts = []
    for child in children:
        if isinstance(child, d.Text):
            parts.append(child.text)
        elif isinstance(child, d.LineBreak):
            parts.append(" ")
        elif isinstance(child, d.Emphasis | d.Strong | d.Link | d.Anchor | d.Statement):
            parts.append(plain(child.children))
    return "".join(parts)


def merged(children: Sequence[d.Inline]) -> d.Inlines:
    """Join neighbouring texts of one language."""
    joined: list[d.Inline] = []
    for child in children:
        last = joined[-1] if joined else None
        if isinstance(child, d.Text) and isinstance(last, d.Text) and child.lang == last.lang:
            joined[-1] = d.Text(last.text + child.text, child.lang)
        else:
            joined.append(child)
    return tuple(joined)


def placeless(children: Sequence[d.Inline]) -> d.Inlines:
    """Inlines without the marks of where they were written."""
    return merged([child for child in children if not isinstance(child, d.Origin)])


def _add_text(content: str, stack: list[tuple[str, str, list[d.Inline]]]) -> None:
    done = 0
    for match in marks.MARK.finditer(content):
        _add_words(content[done : match.start()], stack)
        done = match.end()
        sign, said = match[0][0], match[1]
        if sign == marks.END:
            _close(stack, "")
        elif sign == marks.CITE:
            stack[-1][2].append(d.Cite(marks.decoded(said)))
        elif sign == marks.MENTION:
            stack[-1][2].append(d.NoteRef(int(marks.decoded(said))))
        elif sign in (marks.PLACE, marks.FIGURE):
            written = marks.NUMBER.match(content, done) if sign == marks.FIGURE else None
            stack[-1][2].append(d.Origin(marks.decoded(said), written[0] if written else ""))
        else:
            stack.append((_PARTS[sign], marks.decoded(said), []))
    _add_words(content[done:], stack)


def _add_words(content: str, stack: list[tuple[str, str, list[d.Inline]]]) -> None:
    if not content:
        return
    text = marks.reveal(content)
    if "  " in text or not text.isprintable():
        # marks and ends of lines are no printable characters
        text = _whole(text)
    lang = ""
    if len(stack) > 1:
        lang = next((said for kind, said, _ in reversed(stack) if kind == "language"), "")
    stack[-1][2].append(d.Text(text, lang))


def _whole(text: str) -> str:
    """Words with one space between them; a mark among them is refused."""
    if marks.CHART in text:
        raise Malformed("a chart stands in a paragraph of its own: put {{ series | chart }} on its own line")
    text = _SPACES.sub(" ", text)
    if marks.PRIVATE.search(text):
        raise Malformed("a mark is cut")
    return text


def _close(stack: list[tuple[str, str, list[d.Inline]]], kind: str) -> None:
    """Close what is open; "" closes the innermost mark, a token type only itself."""
    opened, said, children = stack.pop()
    if opened == "" or (kind and opened != kind) or (not kind and opened.endswith("_open")):
        raise Malformed("a mark and an emphasis cross")
    inner = merged(children)
    node: tuple[d.Inline, ...]
    if opened == "statement":
        node = (d.Statement(said, inner),)
    elif opened == "em_open":
        node = (d.Emphasis(inner),)
    elif opened == "strong_open":
        node = (d.Strong(inner),)
    elif opened == "link_open":
        node = (d.Link(said, inner),)
    else:
        node = inner
    stack[-1][2].extend(node)
