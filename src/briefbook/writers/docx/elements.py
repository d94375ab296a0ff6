"""Elements of WordprocessingML as trees: for the parts beside the text, and for what a letterhead brings."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION = f"{{{R}}}id"
_PREFIX = f"{{{W}}}"
_FIELD_MARKS = tuple(_PREFIX + tag for tag in ("fldChar", "instrText", "delInstrText"))


def root(tag: str) -> etree._Element:
    """Make the root element of a part."""
    return etree.Element(_PREFIX + tag, nsmap={"w": W, "r": R})


def add(parent: etree._Element, tag: str, **attributes: str | int) -> etree._Element:
    """Append an element `w:<tag>` with attributes of the same namespace."""
    if not attributes:
        return etree.SubElement(parent, _PREFIX + tag)
    named = {_PREFIX + name: str(value) for name, value in attributes.items()}
    return etree.SubElement(parent, _PREFIX + tag, named)


def written(root: etree._Element) -> bytes:
    """Write a root as the bytes of its part."""
    return etree.tostring(root, encoding="UTF-8", standalone=True)


def put(element: etree._Element, **attributes: str | int) -> None:
    """Set attributes of the same namespace."""
    for name, value in attributes.items():
        element.set(_PREFIX + name, str(value))


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
