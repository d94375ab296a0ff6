"""The part of the lists: one definition for bullets, one for numbers, an instance for each numbered list."""

from __future__ import annotations

from lxml import etree

from briefbook.writers.docx import elements

BULLETS = 1
NUMBERS = 2
# instances that the styles List Bullet and List Number use
STEP = 340
# indent of one level, in twips
DEEPEST = 8
# Word has nine levels, counted from 0
_START_LIMIT = 32767
_SIGNS = ("•", "–")


def empty() -> etree._Element:
    """Make the numbering part with no numbered list in it."""
    root = elements.root("numbering")
    for identity, ordered in ((0, False), (1, True)):
        definition = elements.add(root, "abstractNum", abstractNumId=identity)
        elements.add(definition, "nsid", val=f"42524F{identity:02X}")
        elements.add(definition, "multiLevelType", val="multilevel")
        for level in range(DEEPEST + 1):
            _level(definition, level, ordered)
    for instance in (BULLETS, NUMBERS):
        elements.add(elements.add(root, "num", numId=instance), "abstractNumId", val=int(instance == NUMBERS))
    return root


def restart(root: etree._Element, instance: int, level: int, start: int) -> None:
    """Add the instance of a numbered list that begins anew at that level."""
    number = elements.add(root, "num", numId=instance)
    elements.add(number, "abstractNumId", val=1)
    override = elements.add(number, "lvlOverride", ilvl=level)
    elements.add(override, "startOverride", val=min(max(start, 0), _START_LIMIT))


def _level(definition: etree._Element, level: int, ordered: bool) -> None:
    element = elements.add(definition, "lvl", ilvl=level)
    elements.add(element, "start", val=1)
    elements.add(element, "numFmt", val="decimal" if ordered else "bullet")
    elements.add(element, "lvlText", val=f"%{level + 1}." if ordered else _SIGNS[level % len(_SIGNS)])
    elements.add(element, "lvlJc", val="left")
    elements.add(elements.add(element, "pPr"), "ind", left=STEP * (level + 1), hanging=STEP)
