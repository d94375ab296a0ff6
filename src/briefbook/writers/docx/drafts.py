"""WordprocessingML while it is written: light elements that end as text, and the one escape of every word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from briefbook.writers import tree
from briefbook.writers.docx import elements, languages

_DECLARED = f' xmlns:w="{elements.W}" xmlns:r="{elements.R}"'
# by the root of a part of ours
_START = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_ESCAPES = str.maketrans({
    "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;",
})  # fmt: skip
_MARKUP = re.compile("[&<>\r]")
# what words would be read as anything else by
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# by XML 1.0, 2.2
_NAME = re.compile(r"<([\w:]+)")


class Draft(list["Draft | str"]):
    """An element that grows: its name, its attributes as text, and what stands in it, finished or growing."""

    __slots__ = ("attributes", "name")

    def __init__(self, name: str, attributes: str = "") -> None:
        """Begin an element with nothing in it."""
        self.name = name
        self.attributes = attributes


class Look(NamedTuple):
    """What a run looks like beside its paragraph's style."""

    style: str = ""
    bold: bool = False
    italic: bool = False
    lang: str = ""
    # Word's tag; "" = the document's language


PLAIN = Look()


def root(tag: str) -> Draft:
    """Begin the root element of a part."""
    return Draft(f"w:{tag}", _DECLARED)


def add(parent: Draft, tag: str, **attributes: str | int) -> Draft:
    """Append an element `w:<tag>` that will hold others, with attributes of the same namespace."""
    made = Draft(f"w:{tag}", _own(attributes))
    parent.append(made)
    return made


def named(parent: Draft, name: str, attributes: Mapping[str, str]) -> Draft:
    """Append an element of any namespace; names are written with their prefixes."""
    made = Draft(name, "".join([f' {key}="{_quoted(value)}"' for key, value in attributes.items()]))
    parent.append(made)
    return made


def put(parent: Draft, tag: str, **attributes: str | int) -> None:
    """Append an element `w:<tag>` that holds nothing."""
    parent.append(f"<w:{tag}{_own(attributes)}/>")


def run(parent: Draft, look: Look = PLAIN, words: str = "", tag: str = "t") -> None:
    """Append a run, with words when there are any, and with what XML forbids left out."""
    held = _words(words, tag) if words else ""
    if look is not PLAIN:
        held = _properties(look) + held
    parent.append(f"<w:r>{held}</w:r>" if held else "<w:r/>")


def sign(parent: Draft, tag: str, look: Look = PLAIN, **attributes: str | int) -> None:
    """Append a run that holds one element without words: a tab, the mark of a note."""
    parent.append(f"<w:r>{_properties(look)}<w:{tag}{_own(attributes)}/></w:r>")


def field(parent: Draft, instruction: str, cached: str, look: Look = PLAIN) -> None:
    """Append a complex field with its cached result (ECMA-376 part 1, 17.16.18)."""
    begin, separate, end = _marks(look)
    parent.append(begin)
    run(parent, look, f" {instruction} ", "instrText")
    parent.append(separate)
    run(parent, look, cached)
    parent.append(end)


def name(child: Draft | str) -> str:
    """The name of an element, whether it grows or is finished."""
    if isinstance(child, Draft):
        return child.name
    found = _NAME.match(child)
    return found[1] if found else ""


def xml(draft: Draft) -> str:
    """Write an element and all that stands in it as text."""
    out: list[str] = []
    _write(draft, out)
    return "".join(out)


def part(draft: Draft) -> bytes:
    """Write a root as the bytes of its part."""
    return (_START + xml(draft)).encode()


def bare(element: etree._Element) -> str:
    """Give a root of `elements` as text that stands in a part of ours, which declares its namespaces."""
    return etree.tostring(element, encoding="unicode").replace(_DECLARED, "", 1)


def tree_of(draft: Draft) -> etree._Element:
    """Give a root as a tree of elements, for what is done with all of it."""
    return etree.fromstring(xml(draft))


def _write(draft: Draft, out: list[str]) -> None:
    if not draft:
        out.append(f"<{draft.name}{draft.attributes}/>")
        return
    out.append(f"<{draft.name}{draft.attributes}>")
    for child in draft:
        if isinstance(child, str):
            out.append(child)
        else:
            _write(child, out)
    out.append(f"</{draft.name}>")


def _own(attributes: Mapping[str, str | int]) -> str:
    return "".join([f' w:{key}="{_quoted(value)}"' for key, value in attributes.items()])


def _quoted(value: str | int) -> str:
    """Escape the value of an attribute, with what XML forbids left out."""
    text = str(value)
    return text if text.isalnum() else _FORBIDDEN.sub("", text).translate(_ESCAPES)


def _words(words: str, tag: str) -> str:
    """Words as an element of a run, escaped."""
    words = tree.legal(words)
    spaced = words[:1] == " " or words[-1:] == " " or "  " in words
    if _MARKUP.search(words):
        words = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    kept = ' xml:space="preserve"' if spaced else ""
    return f"<w:{tag}{kept}>{words}</w:{tag}>" if words else f"<w:{tag}/>"


@lru_cache(maxsize=256)
def _marks(look: Look) -> tuple[Draft | str, ...]:
    """The three marks of a field."""
    marks = Draft("w:p")
    for kind in ("begin", "separate", "end"):
        sign(marks, "fldChar", look, fldCharType=kind)
    return tuple(marks)


@lru_cache(maxsize=256)
def _properties(look: Look) -> str:
    if look == PLAIN:
        return ""
    properties = Draft("w:rPr")
    if look.style:
        put(properties, "rStyle", val=look.style)
    for wanted, tags in ((look.bold, ("b", "bCs")), (look.italic, ("i", "iCs"))):
        if wanted:
            for tag in tags:
                put(properties, tag)
    if look.lang:
        if tree.right_to_left(look.lang):
            put(properties, "rtl")
        put(properties, "lang", **{languages.slot(look.lang): look.lang})
    return xml(properties)
