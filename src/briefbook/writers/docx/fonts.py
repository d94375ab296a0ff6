"""The font table and the colour and font scheme, from which Word fills its menus."""

from __future__ import annotations

from lxml import etree

from briefbook.model.theme import Theme
from briefbook.writers import tree
from briefbook.writers.docx import elements

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SLOTS = ("accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
_LINE_WIDTHS = (6350, 12700, 19050)
# in English Metric Units: half a point, one, one and a half


def table(theme: Theme) -> etree._Element:
    """Make the part that lists the fonts."""
    root = elements.root("fonts")
    font = elements.add(root, "font", name=tree.legal(theme.docx_font))
    elements.add(font, "family", val="auto")
    elements.add(font, "pitch", val="variable")
    return root


def scheme(theme: Theme) -> etree._Element:
    """Make the part of the scheme (ECMA-376 part 1, 20.1.6.9): the theme's colours and its one family."""
    root = etree.Element(f"{{{_A}}}theme", {"name": "Briefbook"}, {"a": _A})
    parts = _add(root, "themeElements")
    colours = _add(parts, "clrScheme", name="Briefbook")
    for slot, value in _colours(theme).items():
        _add(_add(colours, slot), "srgbClr", val=value)
    fonts = _add(parts, "fontScheme", name="Briefbook")
    for kind in ("majorFont", "minorFont"):
        family = _add(fonts, kind)
        for script, name in (("latin", tree.legal(theme.docx_font)), ("ea", ""), ("cs", "")):
            _add(family, script, typeface=name)
    _formats(_add(parts, "fmtScheme", name="Briefbook"))
    return root


def _colours(theme: Theme) -> dict[str, str]:
    colours = theme.colours
    base = {"dk1": colours.text, "lt1": "FFFFFF", "dk2": colours.heading, "lt2": "F2F2F2"}
    accents = (colours.heading, colours.link, colours.mark, colours.rule, colours.quiet, colours.text)
    return base | dict(zip(_SLOTS, accents, strict=True)) | {"hlink": colours.link, "folHlink": colours.link}


def _formats(formats: etree._Element) -> None:
    """Three fills, lines, effects and backgrounds: the schema wants them, a brief uses none."""
    for kind in ("fillStyleLst", "lnStyleLst", "effectStyleLst", "bgFillStyleLst"):
        entries = _add(formats, kind)
        for width in _LINE_WIDTHS:
            if kind == "effectStyleLst":
                _add(_add(entries, "effectStyle"), "effectLst")
                continue
            holder = _add(entries, "ln", w=str(width)) if kind == "lnStyleLst" else entries
            _add(_add(holder, "solidFill"), "schemeClr", val="phClr")


def _add(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{_A}}}{tag}", attributes)
