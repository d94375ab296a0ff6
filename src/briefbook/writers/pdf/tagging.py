"""What hangs on the finished pages: fonts, the structure tree with its parent tree, the links."""

from __future__ import annotations

from collections import deque
from typing import Any

from briefbook.writers.pdf import canvas as canvases
from briefbook.writers.pdf import fonts, structure
from briefbook.writers.pdf.canvas import Click, Raw, Stream, TaggedCanvas
from briefbook.writers.pdf.structure import Element


def embed_fonts(canvas: TaggedCanvas) -> None:
    """Add the used part of every face to the file as a CID font."""
    document = canvas._doc
    for subset in canvas.subsets.values():
        name, data = fonts.embed(subset)
        face = subset.face
        file = _add(document, Stream(data, f"/Length1 {len(data)}"))
        cmap = _add(document, Stream(fonts.to_unicode(subset), packed=True))
        gids = _add(document, Stream(fonts.glyph_map(subset), packed=True))
        extents = face.font.get_font_extents("ltr")
        rise, fall = extents.ascender * face.unit, extents.descender * face.unit
        slant = -12 if face.italic else 0
        descriptor = _add(
            document,
            Raw(
                f"<</Type/FontDescriptor/FontName/{name}/Flags {4 | (64 if slant else 0)}"
                f"/FontBBox[-500 -350 1600 1150]/ItalicAngle {slant}/Ascent {rise:.0f}"
                f"/Descent {fall:.0f}/CapHeight 670/StemV {140 if face.bold else 80}"
                f"/FontFile2 {file} 0 R>>"
            ),
        )
        widths = " ".join(f"{width:g}" for width in fonts.widths(subset))
        descendant = _add(
            document,
            Raw(
                f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/DW 1000/W[0[{widths}]]"
                "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                f"/CIDToGIDMap {gids} 0 R/FontDescriptor {descriptor} 0 R>>"
            ),
        )
        font = Raw(
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
            f"/DescendantFonts[{descendant} 0 R]/ToUnicode {cmap} 0 R>>"
        )
        document.idToObject["BasicFonts"].dict[subset.tag] = document.Reference(font)


def _add(document: Any, thing: Any) -> int:
    document.Reference(thing)
    return int(document.objectcounter)


def close_structure(canvas: TaggedCanvas, root: Element) -> None:
    """Write the structure tree with its parent tree, and the links that hang on it."""
    document = canvas._doc
    catalog = document.Catalog
    pages = [document.idToObjectNumberAndVersion[f"Page{index + 1}"][0] for index in range(canvas.page)]
    elements = structure.ordered(root)
    first = canvas.reserve(len(elements))
    for number, element in enumerate(elements, first):
        element.number = number
    tree = Raw()
    top = _add(document, tree)
    rows = [
        f"{index}[{' '.join([f'{element.number} 0 R' for element in marked])}]"
        for index, marked in enumerate(canvas.contents)
    ]
    indexes = {at: index for index, at in enumerate(canvas.clicks, canvas.page)}
    rows += [f"{indexes[at]} {click.target.element.number} 0 R" for at, click in canvas.clicks.items()]
    parents = _add(document, Raw(f"<</Nums[{chr(10).join(rows)}]>>"))
    named = sorted(
        (element.attributes[4:-1], element.number) for element in elements if element.tag == "Note"
    )
    ids = ""
    if named:
        names = " ".join(f"({name}) {at} 0 R" for name, at in named)
        ids = f"/IDTree<</Kids[<</Names[{names}]/Limits[({named[0][0]})({named[-1][0]})]>>]>>"
    tree.data = (
        f"<</Type/StructTreeRoot/K {root.number} 0 R/ParentTree {parents} 0 R"
        f"/ParentTreeNextKey {len(rows)}{ids}>>"
    )
    catalog.StructTreeRoot = tree
    catalog.MarkInfo = Raw("<</Marked true>>")

    canvas.contents.clear()
    waiting = deque(elements)
    del elements

    def entry(at: int) -> str:
        # Objects are asked for once each, in the order of their numbers, and let go when they are written.
        if at in indexes:
            return _annotation(canvas, canvas.clicks.pop(at), indexes[at], pages)
        element = waiting.popleft()
        written = structure.entry(element, element.parent.number if element.parent else top, pages)
        # Without its circles the tree is freed at once and leaves the collector nothing to do.
        element.kids.clear()
        return written

    canvas.entry = entry


def _annotation(canvas: TaggedCanvas, click: Click, index: int, pages: list[int]) -> str:
    address = click.target.address
    if address.startswith("#"):
        lead = f"/Dest{destination(canvas.places[address], pages)}"
    else:
        lead = f"/A<</S/URI/URI{canvases.text(_ascii(address))}>>"
    left, low, right, high = click.rectangle
    return (
        f"<</Type/Annot/Subtype/Link/Rect[{left:.2f} {low:.2f} {right:.2f} {high:.2f}]/Border[0 0 0]/F 4"
        f"/Contents{canvases.text(click.target.description)}/StructParent {index}{lead}>>"
    )


def destination(place: tuple[int, float, float], pages: list[int]) -> str:
    """Write an explicit destination."""
    page, left, top = place
    return f"[{pages[page]} 0 R/XYZ {left:.2f} {top:.2f} null]"


def _ascii(address: str) -> str:
    """Percent-encode what a URI may not hold (ISO 32000-1, 12.6.4.7)."""
    return "".join(
        char if "!" <= char <= "~" else "".join(f"%{byte:02X}" for byte in char.encode()) for char in address
    )
