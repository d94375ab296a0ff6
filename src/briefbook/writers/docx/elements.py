"""Elements of WordprocessingML, made with lxml and never with strings, so that text stays text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from briefbook.writers import tree
from briefbook.writers.docx import languages

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION = f"{{{R}}}id"
_PREFIX = f"{{{W}}}"
_FIELD_MARKS = tuple(_PREFIX + tag for tag in ("fldChar", "instrText", "delInstrText"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Look:
    """What a run looks like beside its paragraph's style."""

    style: str = ""
    bold: bool = False
    italic: bool = False
    lang: str = ""
    # Word's tag; "" = the document's language


PLAIN = Look()


def root(tag: str) -> etree._Element:
    """Make the root element of a part."""
    return etree.Element(_PREFIX + tag, nsmap={"w": W, "r": R})


def add(parent: etree._Element, tag: str, **attributes: str | int) -> etree._Element:
    """Append an element `w:<tag>` with attributes of the same namespace."""
    if not attributes:
        return etree.SubElement(parent, _PREFIX + tag)
    named = {_PREFIX + name: str(value) for name, value in attributes.items()}
    return etree.SubElement(parent, _PREFIX + tag, named)


def oxml(element: etree._Element) -> BaseOxmlElement:
    """Give an element as what python-docx asks for: its parts only hold and serialise it."""
    return cast("BaseOxmlElement", element)


def put(element: etree._Element, **attributes: str | int) -> None:
    """Set attributes of the same namespace."""
    for name, value in attributes.items():
        element.set(_PREFIX + name, str(value))


def run(parent: etree._Element, look: Look = PLAIN, words: str = "") -> etree._Element:
    """Append a run, with words when there are any."""
    element = etree.SubElement(parent, _PREFIX + "r")
    if look is not PLAIN and look != PLAIN:
        _properties(element, look)
    if words:
        text(element, words)
    return element


def text(parent: etree._Element, words: str, tag: str = "t") -> None:
    """Append words to a run, with what XML forbids left out."""
    element = etree.SubElement(parent, _PREFIX + tag)
    element.text = words = tree.legal(words)
    if words[:1] == " " or words[-1:] == " " or "  " in words:
        element.set(_SPACE, "preserve")


def field(parent: etree._Element, instruction: str, cached: str, look: Look = PLAIN) -> None:
    """Append a complex field with its cached result (ECMA-376 part 1, 17.16.18)."""
    add(run(parent, look), "fldChar", fldCharType="begin")
    text(run(parent, look), f" {instruction} ", "instrText")
    add(run(parent, look), "fldChar", fldCharType="separate")
    run(parent, look, cached)
    add(run(parent, look), "fldChar", fldCharType="end")


def instructions(root: etree._Element) -> Iterator[str]:
    """Give the instruction of every field, spread over runs or not; ValueError for one left open."""
    for element in root.iter(_PREFIX + "fldSimple"):
        yield str(element.get(_PREFIX + "instr", ""))
    around: list[str | None] = []
    # the instructions of the fields around, None once their result has begun
    for element in root.iter(*_FIELD_MARKS):
        kind = element.get(_PREFIX + "fldCharType")
        if kind == "begin":
            around.append("")
        elif not around:
            raise ValueError("has words or marks of a field outside of one")
        elif kind in ("separate", "end"):
            if (instruction := around[-1]) is not None:
                yield instruction
            around[-1] = None
            if kind == "end":
                around.pop()
        elif (instruction := around[-1]) is not None:
            around[-1] = instruction + (element.text or "")
        else:
            raise ValueError("has the instruction of a field in its result")
    if around:
        raise ValueError("has a field that never ends")


def twips(points: float) -> int:
    """Give a length in points as whole twips, twentieths of a point."""
    return round(points * 20)


def _properties(parent: etree._Element, look: Look) -> None:
    properties = etree.SubElement(parent, _PREFIX + "rPr")
    if look.style:
        add(properties, "rStyle", val=look.style)
    for wanted, tags in ((look.bold, ("b", "bCs")), (look.italic, ("i", "iCs"))):
        if wanted:
            for tag in tags:
                add(properties, tag)
    if look.lang:
        if tree.right_to_left(look.lang):
            add(properties, "rtl")
        add(properties, "lang", **{languages.slot(look.lang): look.lang})
