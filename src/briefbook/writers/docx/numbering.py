"""The part of the lists: bullets, numbers and headings, and an instance for each numbered list."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from briefbook.writers.docx import elements

STEP = 340
# indent of one level, in twips
DEEPEST = 8
# Word has nine levels, counted from 0
HEADINGS = 5
# levels of headings that can be numbered
_START_LIMIT = 32767
_SIGNS = ("•", "–")
_W = f"{{{elements.W}}}"
_BULLETS, _NUMBERS, _HEADINGS = range(3)
# our definitions, in the order of their ids


@dataclass(frozen=True, slots=True)
class Kept:
    """A list of a letterhead's own, that its list style uses."""

    instance: int
    definition: int
    levels: dict[int, int]
    # level: indent, in twips


@dataclass(slots=True)
class Lists:
    """The numbering part while it grows."""

    root: etree._Element
    definition: int
    # id of the first of ours
    bullets: int
    numbers: int
    headings: int
    # instances that the styles use; that of the headings is 0 when we do not number them
    last: int
    # the highest instance
    kept: dict[bool, Kept] = field(default_factory=dict)
    # by whether the list is ordered

    def indent(self, ordered: bool, level: int) -> int:
        """Where the words of a list stand, in twips from the margin."""
        kept = self.kept.get(ordered)
        return kept.levels[level] if kept and level in kept.levels else STEP * (level + 1)

    def bullet(self, level: int) -> int:
        """The instance of a bulleted list."""
        kept = self.kept.get(False)
        return kept.instance if kept and level in kept.levels else self.bullets

    def restart(self, level: int, start: int) -> int:
        """Add a numbered list that begins anew at that level, and give its instance."""
        kept = self.kept.get(True)
        definition = kept.definition if kept and level in kept.levels else self.definition + _NUMBERS
        self.last += 1
        number = _instance(self.root, self.last, definition)
        override = elements.add(number, "lvlOverride", ilvl=level)
        elements.add(override, "startOverride", val=min(max(start, 0), _START_LIMIT))
        return self.last


def begin(theirs: etree._Element | None = None, *, headings: bool = False) -> Lists:
    """Make the numbering part, on top of a letterhead's; `headings` are to be numbered, too."""
    if theirs is None:
        return deepcopy(_plain(headings))
    return _begun(theirs, linked=False, headings=headings)


@lru_cache(maxsize=2)
def _plain(headings: bool) -> Lists:
    """The part where there is no letterhead, to be copied."""
    return _begun(elements.root("numbering"), linked=True, headings=headings)


def _begun(root: etree._Element, *, linked: bool, headings: bool) -> Lists:
    # it would have to stand after the instances, which are still to come
    for mark in root.findall(_W + "numIdMacAtCleanup"):
        root.remove(mark)
    definitions = [_id(each, "abstractNumId") for each in root.findall(_W + "abstractNum")]
    first = max(definitions, default=-1) + 1
    last = max((_id(each, "numId") for each in root.findall(_W + "num")), default=0)
    place = next((index for index, each in enumerate(root) if each.tag == f"{_W}num"), len(root))
    kinds = (_BULLETS, _NUMBERS, _HEADINGS) if headings else (_BULLETS, _NUMBERS)
    for kind in kinds:
        # the heading styles of a letterhead stay as they are, untied to our numbers
        root.insert(place + kind, _definition(first + kind, kind, linked=linked))
    for kind in kinds:
        _instance(root, last + kind + 1, first + kind)
    return Lists(root, first, last + 1, last + 2, last + 3 if headings else 0, last + len(kinds))


def keep(lists: Lists, styles: dict[bool, etree._Element]) -> None:
    """Use the lists that a letterhead's list styles name, on the levels that they define."""
    definitions = {_id(each, "abstractNumId"): each for each in lists.root.findall(_W + "abstractNum")}
    instances = {_id(each, "numId"): each for each in lists.root.findall(_W + "num")}
    for ordered, style in styles.items():
        named = style.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        number = instances.get(_id(named, "val")) if named is not None else None
        tie = number.find(_W + "abstractNumId") if number is not None else None
        definition = definitions.get(_id(tie, "val")) if tie is not None else None
        if number is None or definition is None:
            continue
        levels = {
            _id(level, "ilvl"): _left(level, style)
            for level in definition.findall(_W + "lvl")
            if (format_ := level.find(_W + "numFmt")) is not None
            and (format_.get(_W + "val") != "bullet") is ordered
        }
        lists.kept[ordered] = Kept(_id(number, "numId"), _id(definition, "abstractNumId"), levels)


def _left(level: etree._Element, style: etree._Element) -> int:
    for indent in (level.find(f"{_W}pPr/{_W}ind"), style.find(f"{_W}pPr/{_W}ind")):
        for name in ("left", "start") if indent is not None else ():
            value = indent.get(_W + name, "") if indent is not None else ""
            if value.isascii() and value.isdigit() and len(value) < 6:
                return int(value)
    return STEP


def _id(element: etree._Element, name: str) -> int:
    value = element.get(_W + name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0


def _instance(root: etree._Element, identity: int, definition: int) -> etree._Element:
    number = elements.add(root, "num", numId=identity)
    elements.add(number, "abstractNumId", val=definition)
    return number


def _definition(identity: int, kind: int, *, linked: bool) -> etree._Element:
    definition = elements.root("abstractNum")
    elements.put(definition, abstractNumId=identity)
    elements.add(definition, "nsid", val=f"42524F{identity % 256:02X}")
    elements.add(definition, "multiLevelType", val="multilevel")
    for level in range(DEEPEST + 1):
        _level(definition, level, kind, linked=linked)
    return definition


def _level(definition: etree._Element, level: int, kind: int, *, linked: bool) -> None:
    element = elements.add(definition, "lvl", ilvl=level)
    elements.add(element, "start", val=1)
    elements.add(element, "numFmt", val="bullet" if kind == _BULLETS else "decimal")
    if kind == _HEADINGS:
        if linked and level < HEADINGS:
            elements.add(element, "pStyle", val=f"Heading{level + 1}")
        elements.add(element, "suff", val="space")
    elements.add(element, "lvlText", val=_sign(level, kind))
    elements.add(element, "lvlJc", val="left")
    left, hanging = (0, 0) if kind == _HEADINGS else (STEP * (level + 1), STEP)
    elements.add(elements.add(element, "pPr"), "ind", left=left, hanging=hanging)


def _sign(level: int, kind: int) -> str:
    if kind == _BULLETS:
        return _SIGNS[level % len(_SIGNS)]
    if kind == _NUMBERS:
        return f"%{level + 1}."
    return ".".join(f"%{each}" for each in range(1, level + 2)) + ("." if not level else "")
