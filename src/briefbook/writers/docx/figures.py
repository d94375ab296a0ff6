"""Charts as pictures: a caption that Word counts, the picture below it, its figures as alternative text."""

from __future__ import annotations

import struct

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from briefbook.model import document as d
from briefbook.writers import pictures, tree
from briefbook.writers.docx import drafts, package, paragraphs
from briefbook.writers.docx.drafts import Draft
from briefbook.writers.docx.paragraphs import Place, Setting

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_NAMES = {"xmlns:a": _A, "xmlns:pic": _PICTURE, "xmlns:wp": _DRAWING}
_EMU = 914_400
# English Metric Units in an inch
_TWIP = 635
# English Metric Units in a twentieth of a point
_SIDES = ("distT", "distB", "distL", "distR")
# of the picture, from which words could be kept away


def write(parent: Draft, figure: d.Figure, setting: Setting, place: Place) -> None:
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
    run = drafts.add(paragraphs.start(parent, setting, "Figure", indent=indent), "r")
    size = _size(data, (setting.width - place.left) * _TWIP)
    said = figure.alt or "; ".join(f"{bar.label}: {bar.shown}" for bar in figure.chart.bars)
    _inline(drafts.add(run, "drawing"), identity, size, setting.pictures, tree.legal(said))


def _size(png: bytes, most: int) -> tuple[int, int]:
    """Width and height on paper, no wider than the text (PNG, 11.2.1: the two stand in its first chunk)."""
    wide, high = (side * _EMU // pictures.DPI for side in struct.unpack_from(">II", png, 16))
    return (wide, high) if wide <= most else (most, high * most // wide)


def _inline(drawing: Draft, identity: str, size: tuple[int, int], number: int, said: str) -> None:
    """The picture as a letter of its line (ECMA-376 part 1, 20.4.2.8)."""
    wide, high = map(str, size)
    name = f"Chart {number}"
    inline = drafts.named(drawing, "wp:inline", _NAMES | dict.fromkeys(_SIDES, "0"))
    drafts.named(inline, "wp:extent", {"cx": wide, "cy": high})
    drafts.named(inline, "wp:docPr", {"id": str(number), "name": name, "descr": said})
    graphic = drafts.named(inline, "a:graphic", {})
    picture = drafts.named(drafts.named(graphic, "a:graphicData", {"uri": _PICTURE}), "pic:pic", {})
    about = drafts.named(picture, "pic:nvPicPr", {})
    drafts.named(about, "pic:cNvPr", {"id": str(number), "name": name})
    drafts.named(about, "pic:cNvPicPr", {})
    fill = drafts.named(picture, "pic:blipFill", {})
    drafts.named(fill, "a:blip", {"r:embed": identity})
    drafts.named(drafts.named(fill, "a:stretch", {}), "a:fillRect", {})
    shape = drafts.named(picture, "pic:spPr", {})
    frame = drafts.named(shape, "a:xfrm", {})
    drafts.named(frame, "a:off", {"x": "0", "y": "0"})
    drafts.named(frame, "a:ext", {"cx": wide, "cy": high})
    drafts.named(drafts.named(shape, "a:prstGeom", {"prst": "rect"}), "a:avLst", {})
