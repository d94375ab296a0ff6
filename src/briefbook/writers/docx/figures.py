"""Charts as pictures: a caption that Word counts, the picture below it, its figures as alternative text."""

from __future__ import annotations

import struct

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from briefbook.model import document as d
from briefbook.writers import pictures, tree
from briefbook.writers.docx import elements, package, paragraphs
from briefbook.writers.docx.paragraphs import Place, Setting

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_NAMES = {"a": _A, "pic": _PICTURE, "wp": _DRAWING}
_EMBED = f"{{{elements.R}}}embed"
_EMU = 914_400
# English Metric Units in an inch
_TWIP = 635
# English Metric Units in a twentieth of a point
_SIDES = ("distT", "distB", "distL", "distR")
# of the picture, from which words could be kept away


def write(parent: etree._Element, figure: d.Figure, setting: Setting, place: Place) -> None:
    """Write a chart; one without bars is its caption."""
    if figure.caption:
        paragraphs.caption(parent, figure.caption, setting, "Figure", keep=bool(figure.chart.bars))
    if not figure.chart.bars:
        return
    data = pictures.png(figure.chart, setting.theme)
    setting.pictures += 1
    main = setting.story.part
    uri = PackURI(f"/word/media/chart{setting.pictures}.png")
    part = Part(uri, CONTENT_TYPE.PNG, data, main.package)
    identity = package.relate(main, part, RELATIONSHIP_TYPE.IMAGE)
    indent = (place.left, 0) if place.left else None
    run = elements.run(paragraphs.start(parent, setting, "Figure", indent=indent))
    size = _size(data, (setting.width - place.left) * _TWIP)
    said = figure.alt or "; ".join(f"{bar.label}: {bar.shown}" for bar in figure.chart.bars)
    _inline(elements.add(run, "drawing"), identity, size, setting.pictures, tree.legal(said))


def _size(png: bytes, most: int) -> tuple[int, int]:
    """Width and height on paper, no wider than the text (PNG, 11.2.1: the two stand in its first chunk)."""
    wide, high = (side * _EMU // pictures.DPI for side in struct.unpack_from(">II", png, 16))
    return (wide, high) if wide <= most else (most, high * most // wide)


def _inline(
    drawing: etree._Element, identity: str, size: tuple[int, int], number: int, said: str
) -> etree._Element:
    """The picture as a letter of its line (ECMA-376 part 1, 20.4.2.8)."""
    wide, high = map(str, size)
    name = f"Chart {number}"
    inline = etree.SubElement(drawing, f"{{{_DRAWING}}}inline", dict.fromkeys(_SIDES, "0"), _NAMES)
    _add(inline, _DRAWING, "extent", cx=wide, cy=high)
    _add(inline, _DRAWING, "docPr", id=str(number), name=name, descr=said)
    graphic = _add(inline, _A, "graphic")
    picture = _add(_add(graphic, _A, "graphicData", uri=_PICTURE), _PICTURE, "pic")
    about = _add(picture, _PICTURE, "nvPicPr")
    _add(about, _PICTURE, "cNvPr", id=str(number), name=name)
    _add(about, _PICTURE, "cNvPicPr")
    fill = _add(picture, _PICTURE, "blipFill")
    _add(fill, _A, "blip").set(_EMBED, identity)
    _add(_add(fill, _A, "stretch"), _A, "fillRect")
    shape = _add(picture, _PICTURE, "spPr")
    frame = _add(shape, _A, "xfrm")
    _add(frame, _A, "off", x="0", y="0")
    _add(frame, _A, "ext", cx=wide, cy=high)
    _add(_add(shape, _A, "prstGeom", prst="rect"), _A, "avLst")
    return inline


def _add(parent: etree._Element, namespace: str, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{namespace}}}{tag}", attributes)
