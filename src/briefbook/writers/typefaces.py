"""The fonts that a theme names: families of installed font packages, or files of the workspace."""

import re
import struct
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.inputs import File
from briefbook.model.theme import Theme
from briefbook.text import shape

CUTS = ("text", "bold", "italic", "bold_italic")
FILE = re.compile(r"fonts/[^/\\]{1,100}\.[to]tf")
SHIPPED = ("Source Serif 4", "Noto Serif")
# families that Briefbook brings with it
MAX_FONT = 8 * 1024 * 1024
# bytes of one font file
MAX_TABLES = 64
NEEDED = ("OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp")
KINDS = {
    b"OTTO": "has PostScript outlines (CFF); only TrueType outlines can be printed, so save it as .ttf",
    b"ttcf": "holds several fonts; save the one that you need as .ttf",
    b"wOFF": "is packed for the web (WOFF); give the .ttf",
    b"wOF2": "is packed for the web (WOFF2); give the .ttf",
}
TRUETYPE = (b"\0\1\0\0", b"true")
RESTRICTED, PREVIEW, EDITABLE, WHOLE, PICTURES = 0x0002, 0x0004, 0x0008, 0x0100, 0x0200
# bits of OS/2 fsType (OpenType 1.9, OS/2 table)

Chain = Sequence[tuple[Mapping[str, Any], str]]


def chosen(theme: Theme, chain: Chain, files: Mapping[str, File]) -> tuple[Theme, list[Diagnostic]]:
    """Give the theme the bytes of its own font files, or say why not, and whether its family is there."""
    named, found = _named(chain)
    if "text" not in named or found:
        return theme, found
    family, path = named["text"]
    if not FILE.fullmatch(family):
        odd = _absent(family, path, files)
        return (replace(theme, font=SHIPPED[0]) if odd else theme), odd
    held: dict[str, bytes] = {}
    for cut, (name, place) in named.items():
        why = _refusal(name, files)
        if why:
            message = f"the font {shape.shown(name)} {why}"
            found.append(Diagnostic("bad-font", message, path=place, keys=("fonts", cut)))
        else:
            held[cut] = files[name].data
    if found:
        return theme, found
    title = family.removeprefix("fonts/").rpartition(".")[0]
    return replace(theme, font=title, font_files=held), _lacking(held, path)


def check(data: bytes) -> str:
    """Why a file may not be a font of a brief, as the end of a sentence; "" when it may."""
    if len(data) > MAX_FONT:
        return f"has {len(data):,} bytes; the limit of a font is {MAX_FONT:,}"
    if data[:4] in KINDS:
        return KINDS[data[:4]]
    tables = _tables(data) if data[:4] in TRUETYPE else None
    if tables is None:
        return "is no font that can be read; give a whole TrueType font"
    missing = [name for name in NEEDED if not tables.get(name)]
    if missing:
        return f"lacks the table {missing[0]}; give a whole TrueType font"
    if why := _forbidden(tables["OS/2"]):
        return why
    # HarfBuzz is loaded for themes with fonts of their own alone
    from briefbook.writers.pdf import fonts

    lacks = fonts.tried(data)
    return f"lacks {lacks}; give one for the Latin script" if lacks else ""


def _named(chain: Chain) -> tuple[dict[str, tuple[str, str]], list[Diagnostic]]:
    """The fonts that a theme and those it extends name, by cut, each with the file that says so."""
    named: dict[str, tuple[str, str]] = {}
    found = []
    for table, path in chain:
        fonts = table.get("fonts", {})
        if "text" in fonts:
            # another family: the cuts of the old one are of no use
            named = {}
        named |= {cut: (fonts[cut], path) for cut in CUTS if cut in fonts}
        alone = [cut for cut in CUTS[1:] if cut in fonts]
        if alone and not FILE.fullmatch(named.get("text", ("", ""))[0]):
            message = (
                f'{alone[0]} is for fonts of your own: let text name a file too, such as "fonts/desk.ttf"'
            )
            found.append(Diagnostic("bad-font", message, path=path, keys=("fonts", alone[0])))
    return named, found


def _absent(family: str, path: str, files: Mapping[str, File]) -> list[Diagnostic]:
    """What is wrong with the name of a family, if anything."""
    if family in SHIPPED:
        return []
    from briefbook.writers.pdf import fonts

    known = fonts.families()
    if family in known:
        return []
    if family.lower().endswith((".ttf", ".otf")):
        hint = shape.nearest(family, files) or "; put it there and name it so: fonts/<name>.ttf"
        message = f"the font {shape.shown(family)} is not a file of templates/fonts/{hint}"
    else:
        hint = f"{shape.nearest(family, known)}; there are {', '.join(known)}, or a file of templates/fonts/"
        message = f"no font package has the family {shape.shown(family)}{hint}"
    return [Diagnostic("bad-value", message, path=path, keys=("fonts", "text"))]


def _refusal(name: str, files: Mapping[str, File]) -> str:
    file = files.get(name)
    if file is None:
        return f"is not in the folder templates/fonts/{shape.nearest(name, files)}"
    return file.refused or check(file.data)


def _lacking(held: Mapping[str, bytes], path: str) -> list[Diagnostic]:
    """A note where a theme's own font has no cut for what a brief prints."""
    bold = "bold" in held or "fvar" in (_tables(held["text"]) or {})
    missing = [cut for cut, there in (("bold", bold), ("italic", "italic" in held)) if not there]
    message = f"the theme names no {' and no '.join(missing)} font; upright, regular letters stand for it"
    at = ("fonts", "text")
    return [Diagnostic("font-cut", message, Severity.NOTE, path, keys=at)] if missing else []


def _forbidden(os2: bytes) -> str:
    """What a font's maker forbids of what a brief does: embed a part of the font."""
    if len(os2) < 10:
        return "has a broken table OS/2; give a whole TrueType font"
    (permission,) = struct.unpack(">H", os2[8:10])
    if permission & RESTRICTED and not permission & (PREVIEW | EDITABLE):
        return "may not be embedded in documents: its maker forbids it (OS/2 fsType); ask for another licence"
    if permission & WHOLE:
        return "may not be embedded in part: its maker forbids it (OS/2 fsType); ask for another licence"
    if permission & PICTURES:
        return "may be embedded as pictures only (OS/2 fsType); ask its maker for another licence"
    return ""


def _tables(data: bytes) -> dict[str, bytes] | None:
    """The tables of a font file; None where its directory leads outside it or is too long."""
    if len(data) < 12:
        return None
    (count,) = struct.unpack(">H", data[4:6])
    if not 0 < count <= MAX_TABLES or len(data) < 12 + 16 * count:
        return None
    found: dict[str, bytes] = {}
    for place in range(12, 12 + 16 * count, 16):
        tag, _, offset, length = struct.unpack(">4sLLL", data[place : place + 16])
        if offset + length > len(data):
            return None
        found[tag.decode("latin-1")] = data[offset : offset + length]
    return found
