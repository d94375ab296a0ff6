"""Faces pinned to a weight and an optical size, and the part of each that a document embeds."""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import uharfbuzz as hb

FALLBACK = "Noto Serif"
# asked for every character that the theme's family lacks

REPLACEMENT = "\ufffd"
# drawn for a character that no face has: PDF/A-3 (6.2.11.8) and PDF/UA-1 (7.21.8) refuse glyph 0

_LAST_CID = 0xFFFF
_NOT_EMBEDDED = (
    "BASE",
    "DSIG",
    "GDEF",
    "GPOS",
    "GSUB",
    "MATH",
    "STAT",
    "gasp",
    "kern",
    "meta",
    "name",
    "post",
)


@dataclass(slots=True, eq=False)
class Face:
    """One cut of a family: a font file with its axes pinned."""

    name: str
    # PostScript name
    bold: bool
    italic: bool
    file: hb.Face
    font: hb.Font
    pins: dict[str, float]
    unit: float
    # thousandths of an em in one unit of the font
    key: str = ""
    # name and pins: faces that are opened twice are still one font of a document
    glyphs: dict[tuple[int, int, int, int, str], tuple[int, float, float, float, str]] = field(
        default_factory=dict
    )
    # by number, advance and offsets in units of the font, and text; words share them, see `shape.Glyph`
    advances: dict[int, float] = field(default_factory=dict)
    # glyph: its own advance in thousandths of an em, before kerning

    def advance(self, glyph: int) -> float:
        """Tell how far a glyph moves on by itself, in thousandths of an em."""
        width = self.advances.get(glyph)
        if width is None:
            width = self.advances[glyph] = round(self.font.get_glyph_h_advance(glyph) * self.unit, 2)
        return width


@lru_cache(maxsize=64)
def face(family: str, bold: bool, italic: bool, optical: float) -> Face:
    """Open a cut of a family; `optical` is the size in points that its design is meant for.

    A family that is not installed is replaced by the fallback; the themes of files are checked before.
    """
    if family != FALLBACK and find_spec(_package(family)) is None:
        family = FALLBACK
    file = _file(family, italic)
    wanted = {"wght": 700.0 if bold else 400.0, "opsz": optical, "wdth": 100.0}
    pins = {
        axis.tag: min(max(wanted.get(axis.tag, axis.default_value), axis.min_value), axis.max_value)
        for axis in file.axis_infos
    }
    font = hb.Font(file)
    font.set_variations(pins)
    cut = ("Bold" if bold else "") + ("Italic" if italic else "")
    name = f"{family.replace(' ', '')}-{cut or 'Regular'}"
    key = " ".join([name, *(f"{axis}={value!r}" for axis, value in sorted(pins.items()))])
    return Face(name, bold, italic, file, font, pins, 1000 / file.upem, key)


@dataclass(slots=True, eq=False)
class Subset:
    """What one document uses of a face; a CID stands for a glyph and the text that it shows."""

    face: Face
    tag: str
    # name of the font in content streams
    cids: dict[tuple[int, str], int] = field(default_factory=lambda: {(0, ""): 0})
    codes: dict[tuple[int, str], tuple[str, float]] = field(default_factory=dict)
    # the CID as it is written, and the glyph's own advance

    def code(self, glyph: int, text: str) -> tuple[str, float]:
        """Give the CID of a glyph that shows a text as it is written, and the glyph's own advance."""
        found = self.codes[glyph, text] = f"{self.cid(glyph, text):04X}", self.face.advance(glyph)
        return found

    def cid(self, glyph: int, text: str) -> int:
        """Number a glyph that shows a text: ligatures, old-style figures and soft hyphens stay readable."""
        key = (glyph, text)
        number = self.cids.get(key)
        if number is None:
            if len(self.cids) > _LAST_CID:
                return _LAST_CID
            number = self.cids[key] = len(self.cids)
        return number


def embed(subset: Subset) -> tuple[str, bytes]:
    """Cut the used glyphs out of a face and return them as a font file with its subset name."""
    choice = hb.SubsetInput()
    choice.glyph_set.update({glyph for glyph, _ in subset.cids})
    choice.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_HINTING
    for table in _NOT_EMBEDDED:
        choice.drop_table_tag_set.add(int.from_bytes(table.encode(), "big"))
    for axis, value in subset.face.pins.items():
        choice.pin_axis_location(subset.face.file, axis, value)
    data: bytes = choice.subset(subset.face.file).blob.data
    prefix = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(data).digest()[:6])
    return f"{prefix}+{subset.face.name}", data


def to_unicode(subset: Subset) -> bytes:
    """Write the CMap that gives every CID its text (ISO 32000-1, 9.10.3)."""
    rows = [
        f"<{cid:04X}> <{text.encode('utf-16-be').hex().upper()}>"
        for (_, text), cid in subset.cids.items()
        if text and cid
    ]
    hundreds = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    body = "".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n" for part in hundreds)
    return zlib.compress((_CMAP_HEAD + body + _CMAP_FOOT).encode())


def widths(subset: Subset) -> list[float]:
    """List the advance of every CID in thousandths of an em."""
    return [subset.face.advance(glyph) for glyph, _ in subset.cids]


def glyph_map(subset: Subset) -> bytes:
    """Write the CIDToGIDMap."""
    return zlib.compress(b"".join(glyph.to_bytes(2, "big") for glyph, _ in subset.cids))


@lru_cache(maxsize=8)
def _file(family: str, italic: bool) -> hb.Face:
    """Open a file of a font package; `fontpkg` itself is not imported, it costs more than all the fonts."""
    spec = find_spec(_package(family))
    folders = spec.submodule_search_locations if spec is not None else None
    if not folders:
        raise LookupError(f"there is no font package for the family “{family}”")
    stem = family.replace(" ", "") + ("-Italic[" if italic else "[")
    found = sorted(path for path in Path(folders[0], "files").iterdir() if path.name.startswith(stem))
    return hb.Face(hb.Blob.from_file_path(str(found[0])))


def _package(family: str) -> str:
    return "fontpkg_" + re.sub(r"\W+", "_", family.strip().lower())


_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_FOOT = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
