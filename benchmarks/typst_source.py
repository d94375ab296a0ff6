"""A brief as Typst source: the same words, notes, page and sizes of type, out of pandoc's tree."""

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

Node = dict[str, Any]
Attributes = tuple[str, Sequence[str], Sequence[Sequence[str]]]

PREAMBLE = """\
#set document(title: {title})
#set page(paper: "a4", margin: (top: 71pt, right: 71pt, bottom: 74pt, left: 71pt),
  header: text(size: 8.5pt)[{header}], numbering: "1 / 1")
#set text(font: "Libertinus Serif", size: 10.5pt, lang: {lang}, top-edge: 0.8em, bottom-edge: -0.2em)
#set par(justify: true, leading: 3.5pt, spacing: 9.5pt)
#set list(spacing: 6pt)
#set smartquote(enabled: false)
#set footnote.entry(gap: 1.5pt)
#set table(stroke: (x: none, y: 0.5pt))
#show footnote.entry: set text(size: 8.5pt)
#show footnote.entry: set par(leading: 2.3pt)
#show table: set text(size: 9.5pt)
#show heading.where(level: 1): set text(size: 20pt)
#show heading.where(level: 2): set text(size: 14pt)
"""
# the measures of templates/themes/default.toml; a line is as high as its type, and leading comes on top

_SIGNS = re.compile(r"""[\\#$*_`<>@\[\]~'"/=+:-]|\.(?=\.\.)""")
_COUNTER = re.compile(r"(?<![^\s])(\d+)\.")
# the number of a list, where a line begins
_POINT = re.compile(r"^- (.*)$", re.MULTILINE)
_POINT_PARAGRAPH = r"#par(hanging-indent: 10pt)[•#h(5pt)\1]" + "\n"
_ALIGN = {"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center", "AlignDefault": "auto"}


def source(tree: str, *, lists: bool) -> str:
    """Write the Typst source of a document that pandoc gives as JSON; an unknown node is an error.

    Without `lists` the points are paragraphs with a bullet: they look the same, and Typst sets long lists
    with notes in them at twice the cost.
    """
    document = json.loads(tree)
    meta = document["meta"]
    title = _inlines(meta["pagetitle"]["c"])
    language = _inlines(meta["lang"]["c"])
    head = PREAMBLE.format(
        title=_string(_plain(meta["pagetitle"]["c"])), header=title, lang=_string(language)
    )
    blocks = _blocks(document["blocks"])
    return f"{head}\n{blocks if lists else _POINT.sub(_POINT_PARAGRAPH, blocks)}\n"


# ── blocks ───────────────────────────────────────────────────────────────────


def _blocks(nodes: Sequence[Node]) -> str:
    return "\n\n".join(_BLOCKS[node["t"]](node.get("c")) for node in nodes)


def _heading(content: tuple[int, Attributes, Sequence[Node]]) -> str:
    level, _, children = content
    return f"{'=' * level} {_inlines(children)}"


def _bullets(items: Sequence[Sequence[Node]]) -> str:
    return "\n".join(f"- {_item(item)}" for item in items)


def _item(blocks: Sequence[Node]) -> str:
    return _blocks(blocks).replace("\n", "\n  ")


def _definitions(items: Sequence[tuple[Sequence[Node], Sequence[Sequence[Node]]]]) -> str:
    return "\n".join(f"/ {_inlines(term)}: {_item([b for d in said for b in d])}" for term, said in items)


def _table(content: Sequence[Any]) -> str:
    _, (_, caption), columns, (_, head), bodies, _ = content
    aligned = ", ".join(_ALIGN[align["t"]] for align, _ in columns)
    widths = ", ".join(["1fr", *["auto"] * (len(columns) - 1)])
    lines = [f"#table(columns: ({widths}), align: ({aligned}),"]
    lines += [f"  table.header({_row(row)})," for row in head]
    lines += [f"  {_row(row)}," for _, _, above, below in bodies for row in (*above, *below)]
    words = f"*{_blocks(caption)}*\n\n" if caption else ""
    return words + "\n".join((*lines, ")"))


def _row(row: Sequence[Any]) -> str:
    return ", ".join(f"[{_blocks(cell[4])}]" for cell in row[1])


_BLOCKS: dict[str, Callable[[Any], str]] = {
    "Header": _heading,
    "Para": lambda children: _inlines(children),
    "Plain": lambda children: _inlines(children),
    "BulletList": _bullets,
    "DefinitionList": _definitions,
    "Table": _table,
    "RawBlock": lambda raw: "",
}


# ── inlines ──────────────────────────────────────────────────────────────────


def _inlines(nodes: Sequence[Node]) -> str:
    return "".join(_INLINES[node["t"]](node.get("c")) for node in nodes)


def _span(content: tuple[Attributes, Sequence[Node]]) -> str:
    (_, _, pairs), children = content
    words = _inlines(children)
    lang = dict(pairs).get("lang")
    return f"#text(lang: {_string(lang)})[{words}]" if lang else words


def _link(content: tuple[Attributes, Sequence[Node], tuple[str, str]]) -> str:
    _, children, (target, _) = content
    return f"#link({_string(target)})[{_inlines(children)}]"


_INLINES: dict[str, Callable[[Any], str]] = {
    "Str": lambda words: _escaped(words),
    "Space": lambda _: " ",
    "SoftBreak": lambda _: " ",
    "LineBreak": lambda _: " \\ ",
    "Emph": lambda children: f"#emph[{_inlines(children)}]",
    "Strong": lambda children: f"#strong[{_inlines(children)}]",
    "Span": _span,
    "Link": _link,
    "Note": lambda blocks: f"#footnote[{_blocks(blocks)}]",
    "RawInline": lambda raw: "",
}


def _escaped(words: str) -> str:
    """Take from every sign the meaning it would have in Typst; a full stop after a number lists nothing."""
    return _COUNTER.sub(r"\1\\.", _SIGNS.sub(r"\\\g<0>", words))


def _plain(nodes: Sequence[Node]) -> str:
    return "".join(node["c"] if node["t"] == "Str" else " " for node in nodes)


def _string(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
