"""What the styles of a Word file say of its paragraphs: headings, items, captions, hidden text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

DEPTH = 20
# styles based one on the other
_HEADING = re.compile(r"heading ([1-9])")
_SPOKEN = {
    "title": ("heading", 1),
    "caption": ("caption", 0),
    "quote": ("quote", 0),
    "block text": ("quote", 0),
    "quotations": ("quote", 0),
    "intense quote": ("quote", 0),
}


@dataclass(frozen=True, slots=True)
class Style:
    """What one style says, with what it inherits."""

    kind: str = ""
    level: int = 0
    hidden: bool = False


def of(root: Any) -> Mapping[str, Style]:
    """The styles by their ids."""
    written: dict[str, Any] = {}
    for element in root:
        if local(element) == "style" and (key := attribute(element, "styleId")):
            written.setdefault(key, element)
    return {key: _resolved(key, written) for key in written}


def _resolved(key: str, written: Mapping[str, Any]) -> Style:
    kind, level, hidden, decided = "", 0, False, False
    for _ in range(DEPTH):
        element = written.get(key)
        if element is None:
            break
        parts = {local(child): child for child in element}
        name = attribute(parts.get("name"), "val").lower()
        if not kind:
            kind, level = _spoken(name, parts.get("pPr"))
        run = parts.get("rPr")
        if not decided and run is not None and any(local(child) == "vanish" for child in run):
            hidden, decided = is_hidden(run), True
        key = attribute(parts.get("basedOn"), "val")
    return Style(kind, level, hidden)


def _spoken(name: str, properties: Any) -> tuple[str, int]:
    if found := _HEADING.fullmatch(name):
        return "heading", min(6, int(found[1]))
    if name in _SPOKEN:
        return _SPOKEN[name]
    return of_properties(properties)


def of_properties(properties: Any) -> tuple[str, int]:
    """What the properties of a paragraph say: an outline level, a place in a list."""
    for child in properties if properties is not None else ():
        if local(child) == "outlineLvl" and (value := attribute(child, "val")) in set("012345"):
            return "heading", int(value) + 1
    for child in properties if properties is not None else ():
        if local(child) == "numPr":
            numbers = [attribute(each, "val") for each in child if local(each) == "numId"]
            return ("item", 0) if numbers and numbers[0] != "0" else ("", 0)
    return "", 0


def is_hidden(properties: Any) -> bool:
    """Whether the properties of a run hide it, or make it too small to see."""
    for child in properties if properties is not None else ():
        if local(child) == "vanish":
            return attribute(child, "val").lower() not in ("0", "false", "off")
        if local(child) == "sz" and attribute(child, "val") in ("0", "1", "2"):
            return True
    return False


def local(element: Any) -> str:
    """The name of an element without its namespace; both dialects of the format have the same names."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """An attribute by its name without namespace."""
    if element is None:
        return ""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
