"""Faces pinned to a weight and an optical size, and the part of each that a document embeds."""

from __future__ import annotations

import hashlib
import json
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules

import uharfbuzz as hb

from briefbook.model.theme import Theme
from briefbook.writers import deflate

FALLBACK = "Noto Serif"
# asked for every character that the theme's family lacks

REPLACEMENT = "\ufffd"
# drawn for a character that no face has: PDF/A-3 (6.2.11.8) and PDF/UA-1 (7.21.8) refuse glyph 0

MARKS = "Source Serif 4"
# the family of the marks of notes, where the theme's has no raised figures

_OWN: dict[str, Mapping[str, bytes]] = {}
# fonts of themes, by the names that `adopt` gives them, which hold their fingerprints
_ILLEGAL = re.compile("[^A-Za-z0-9]")
_NEEDED = "AZaz09 .,-"
_LAST_CID = 0xFFFF
_NOT_EMBEDDED = {
    int.from_bytes(table, "big")
    for table in b"BASE DSIG GDEF GPOS GSUB MATH STAT gasp kern meta name post".split()
}
_KEPT = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_HINTING


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
    glyphs: dict[tuple[int, int, int, int, str], tuple[int, float, float, float, str, str]] = field(
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
    if family not in _OWN and family != FALLBACK and find_spec(_package(family)) is None:
        family = FALLBACK
    file = _own(family, bold, italic) if family in _OWN else _file(family, bold, italic)
    wanted = {"wght": 700.0 if bold else 400.0, "opsz": optical, "wdth": 100.0}
    pins = {
        axis.tag: min(max(wanted.get(axis.tag, axis.default_value), axis.min_value), axis.max_value)
        for axis in file.axis_infos
    }
    font = hb.Font(file)
    font.set_variations(pins)
    cut = ("Bold" if bold else "") + ("Italic" if italic else "")
    name = f"{_ILLEGAL.sub('', family) or 'Font'}-{cut or 'Regular'}"
    key = " ".join([name, *(f"{axis}={value!r}" for axis, value in sorted(pins.items()))])
    return Face(name, bold, italic, file, font, pins, 1000 / file.upem, key)


def adopt(theme: Theme) -> str:
    """Take in a theme's own fonts and give the name that they go by here; else the theme's family."""
    if not theme.font_files:
        return theme.font
    digest = hashlib.sha256(repr(sorted(theme.font_files.items())).encode()).hexdigest()
    name = f"{theme.font[:40]} {digest[:16]}"
    _OWN[name] = theme.font_files
    return name


@lru_cache(maxsize=16)
def tried(data: bytes) -> str:
    """What a font file lacks to print a brief: characters, an outline of any; "" where nothing."""
    file = hb.Face(hb.Blob(data))
    font = hb.Font(file)
    if not 16 <= file.upem <= 16384:
        return "a sound size of its em"
    absent = [sign for sign in _NEEDED if not font.get_nominal_glyph(ord(sign))]
    if absent:
        return f"the character {absent[0]!r}"
    wide = sum(font.get_glyph_h_advance(font.get_nominal_glyph(ord(sign)) or 0) for sign in _NEEDED)
    # letters that are no wider than nothing, or far wider than high, would break every page
    if not 0 < wide <= 4 * file.upem * len(_NEEDED):
        return "sound widths of its letters"
    choice = hb.SubsetInput()
    choice.unicode_set.update(file.unicodes)
    for axis in file.axis_infos:
        choice.pin_axis_location(file, axis.tag, axis.default_value)
    try:
        choice.subset(file)
    except RuntimeError:
        return "outlines that can be cut out of it"
    return ""


def families() -> tuple[str, ...]:
    """The families of the font packages that are installed, by name."""
    found = {part.name for part in iter_modules() if part.name.startswith("fontpkg_")}
    return tuple(sorted(filter(None, map(_family, found))))


def raises(face: Face) -> bool:
    """Whether a face has figures for the marks of notes."""
    buffer = hb.Buffer()
    buffer.add_str("1")
    buffer.guess_segment_properties()
    hb.shape(face.font, buffer, {"sups": True})
    return bool(buffer.glyph_infos[0].codepoint != face.font.get_nominal_glyph(ord("1")))


class Codes(dict[str, str]):
    """The CIDs of a document's signs as they are written, numbered as they are asked for.

    A sign stands for a glyph and the text that it shows, so that ligatures, old-style figures and soft
    hyphens stay readable: see `sign`.
    """

    def __missing__(self, sign: str) -> str:
        if len(self) > _LAST_CID:
            return f"{_LAST_CID:04X}"
        found = self[sign] = f"{len(self):04X}"
        return found


@dataclass(slots=True, eq=False)
class Subset:
    """What one document uses of a face; a CID stands for a sign."""

    face: Face
    tag: str
    # name of the font in content streams
    codes: Codes = field(default_factory=lambda: Codes({"\0": "0000"}))

    def glyphs(self) -> list[int]:
        """List the glyph of every CID."""
        return [ord(sign[0]) for sign in self.codes]


def sign(glyph: int, text: str) -> str:
    """Write a glyph and the text that it shows as one string: the glyph as the character of its number."""
    return chr(glyph) + text


def embed(subset: Subset) -> tuple[str, bytes]:
    """Cut the used glyphs out of a face and return them as a font file with its subset name."""
    choice = hb.SubsetInput()
    choice.glyph_set.update(set(subset.glyphs()))
    choice.flags = _KEPT
    choice.drop_table_tag_set.update(_NOT_EMBEDDED)
    for axis, value in subset.face.pins.items():
        choice.pin_axis_location(subset.face.file, axis, value)
    data: bytes = choice.subset(subset.face.file).blob.data
    prefix = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(data).digest()[:6])
    return f"{prefix}+{subset.face.name}", data


def to_unicode(subset: Subset) -> bytes:
    """Write the CMap that gives every CID its text (ISO 32000-1, 9.10.3)."""
    rows = [f"<{code}> <{_utf16(sign[1:])}>" for sign, code in subset.codes.items() if len(sign) > 1]
    hundreds = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    body = "".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n" for part in hundreds)
    return deflate.packed((_CMAP_HEAD + body + _CMAP_FOOT).encode())


@lru_cache(maxsize=4096)
def _utf16(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()


def widths(subset: Subset) -> list[float]:
    """List the advance of every CID in thousandths of an em."""
    return [subset.face.advance(glyph) for glyph in subset.glyphs()]


def glyph_map(subset: Subset) -> bytes:
    """Write the CIDToGIDMap."""
    return deflate.packed(struct.pack(f">{len(subset.codes)}H", *subset.glyphs()))


@lru_cache(maxsize=8)
def _file(family: str, bold: bool, italic: bool) -> hb.Face:
    """Open a file of a font package; `fontpkg` itself is not imported, it costs more than all the fonts."""
    spec = find_spec(_package(family))
    folders = spec.submodule_search_locations if spec is not None else None
    if not folders:
        raise LookupError(f"there is no font package for the family “{family}”")
    files = [path for path in sorted(Path(folders[0], "files").iterdir()) if path.suffix == ".ttf"]
    axes = [path for path in files if "[" in path.name]
    variable = [path for path in axes if ("-Italic[" in path.name) is italic] or axes
    cut = ("Bold" if bold else "") + ("Italic" if italic else "") or "Regular"
    names = (f"-{cut}.ttf", "-Italic.ttf" if italic else "-Bold.ttf", "-Regular.ttf")
    still = [path for name in names for path in files if path.name.endswith(name)]
    found = (variable or still or files)[0]
    return _blob(str(found))


@lru_cache(maxsize=16)
def _blob(path: str) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(path))


@lru_cache(maxsize=8)
def _own(family: str, bold: bool, italic: bool) -> hb.Face:
    """Open a font file of a theme: the cut that is asked for, or the nearest that there is."""
    wanted = {(True, True): ("bold_italic", "bold", "italic"), (True, False): ("bold",)}
    cuts = (*wanted.get((bold, italic), ("italic",) if italic else ()), "text")
    files = _OWN[family]
    return hb.Face(hb.Blob(next(files[cut] for cut in cuts if cut in files)))


def _family(module: str) -> str:
    """The family's name as its package writes it; "" for a package without one."""
    spec = find_spec(module)
    folders = spec.submodule_search_locations if spec is not None else None
    try:
        said = json.loads(Path((folders or [""])[0], "metadata.json").read_bytes())["family"]
    except (OSError, ValueError, LookupError, TypeError):
        return ""
    return said if isinstance(said, str) and _package(said) == module else ""


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
