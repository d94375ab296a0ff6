"""Markdown as we write it: no HTML, no raw matter of another format, links to the web and to mail alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from briefbook.model.document import Attachment
from briefbook.writers.grammar import tags
from briefbook.writers.grammar.found import Found, shown

_ESCAPED = re.compile(r"\\.", re.S)
_HEAD = re.compile(
    r'---\n(?:(?:pagetitle|lang|date-meta|subject|keywords|author-meta): "(?:[^"\\\n]|\\.)*"\n)*---\n'
)
_BETWEEN = "<!-- -->"
_ADDRESS = re.compile(r"<(\w+:[^<>\s]*)>")
_BRACES = re.compile(r"\{([^{}\n]*)\}?")
_STRANGE = re.compile(r"<|&(?=#?\w)|`|\$|~~~|^ {0,3}\[[^\]\n^]*\]:|!\[|\]\((?!\))", re.M)
# tags, entities, code, mathematics, references, pictures, links without brackets
_ATTRIBUTES = re.compile(r"#[\w.-]+|lang=[\w.-]+")


def look(data: bytes, attachments: Sequence[Attachment] = ()) -> Found:
    """Walk Markdown as `writers.markdown` writes it."""
    text = data.decode("utf-8", "replace")
    return Found(
        tuple(_faults(text)), (("the file", text), ("the words", re.sub(r"\\(?=[^\w\s])", "", text)))
    )


def _faults(text: str) -> list[str]:
    head = _HEAD.match(text)
    plain = _ESCAPED.sub("", text[head.end() :] if head else text).replace(_BETWEEN, "")
    targets = _ADDRESS.findall(plain)
    plain = _ADDRESS.sub("", plain)
    found = [] if head else ["it does not begin with its properties"]
    found += [f"a link leads to {shown(each)}" for each in targets if not tags.is_address(unescape(each))]
    found += [
        f"it holds the attributes {shown(each)}"
        for each in _BRACES.findall(plain)
        if not _ATTRIBUTES.fullmatch(each)
    ]
    if strange := _STRANGE.search(plain):
        found.append(f"it holds {shown(plain[strange.start() : strange.start() + 40])}")
    return found
