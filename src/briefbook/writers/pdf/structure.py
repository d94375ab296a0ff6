"""The structure tree: what every piece of a page is, for readers who do not see it (ISO 32000-1, 14.7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

Content: TypeAlias = tuple[int, int]
# page index and MCID of a stretch of marked content


@dataclass(slots=True, eq=False)
class Element:
    """A structure element; it may join its parent when first drawn, so that kids stand in reading order."""

    tag: str
    parent: Element | None
    attributes: str = ""
    # further entries of the dictionary, ready to write
    kids: list[Element | Content | Object] = field(default_factory=list)
    joined: bool = False
    number: int = 0
    # object number in the file


@dataclass(slots=True, eq=False)
class Object:
    """An annotation among the kids of an element (an OBJR)."""

    page: int
    number: int = 0


def add(parent: Element, tag: str, attributes: str = "") -> Element:
    """Make an element that stands in its parent here and now."""
    element = Element(tag, parent, attributes, joined=True)
    parent.kids.append(element)
    return element


def join(element: Element) -> None:
    """Put an element, and what holds it, into the tree."""
    while not element.joined and element.parent is not None:
        element.joined = True
        element.parent.kids.append(element)
        element = element.parent


def ordered(root: Element) -> list[Element]:
    """List an element and all below it as they are read; the notes of a cell or a caption come last in it."""
    out: list[Element] = []
    stack = [root]
    while stack:
        element = stack.pop()
        out.append(element)
        if element.tag in ("TD", "TH", "Caption"):
            element.kids.sort(key=lambda kid: isinstance(kid, Element) and kid.tag == "Note")
        stack += [kid for kid in reversed(element.kids) if isinstance(kid, Element)]
    return out


def entry(element: Element, parent: int, pages: list[int]) -> str:
    """Write the dictionary of an element; `pages` are the object numbers of the pages."""
    home = -1
    kids: list[str] = []
    for kid in element.kids:
        if isinstance(kid, Element):
            kids.append(f"{kid.number} 0 R")
        elif isinstance(kid, Object):
            kids.append(f"<</Type/OBJR/Pg {pages[kid.page]} 0 R/Obj {kid.number} 0 R>>")
        elif kid[0] == home or home < 0:
            home = kid[0]
            kids.append(str(kid[1]))
        else:
            kids.append(f"<</Type/MCR/Pg {pages[kid[0]]} 0 R/MCID {kid[1]}>>")
    page = f"/Pg {pages[home]} 0 R" if home >= 0 else ""
    inner = f"/K[{' '.join(kids)}]" if kids else ""
    return f"<</Type/StructElem/S/{element.tag}/P {parent} 0 R{page}{element.attributes}{inner}>>"
