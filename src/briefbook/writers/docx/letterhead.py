"""A letterhead: what a brief takes from somebody's own Word file, and why such a file may be refused."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from lxml import etree

from briefbook import limits
from briefbook.writers.docx import elements, foreign
from briefbook.writers.docx.archive import Archive, Refused, Relation

_W = f"{{{elements.W}}}"
_R = f"{{{elements.R}}}"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MAINS = (f"{_MAIN}document.main+xml", f"{_MAIN}template.main+xml")
_STRICT = "http://purl.oclc.org/ooxml/"
_LEAST = 2000
# twips that must be left for the text, in width and height
_MOST = 57_600
# twips: 40 inches, a little over what Word allows
_UNITS = {"": 1.0, "pt": 20.0, "in": 1440.0, "cm": 1440 / 2.54, "mm": 144 / 2.54, "pc": 240.0, "pi": 240.0}
_MEASURE = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?)(pt|in|cm|mm|pc|pi|)")
KEPT_SETTINGS = (
    "embedTrueTypeFonts", "embedSystemFonts", "saveSubsetFonts", "mirrorMargins", "alignBordersAndEdges",
    "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop", "defaultTabStop",
    "evenAndOddHeaders", "clrSchemeMapping",
)  # fmt: skip
SECTION = (
    "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign",
    "noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid",
)  # fmt: skip
# of the page set-up, in the order of the schema (ECMA-376 part 1, 17.6.17)
_PICTURES = {
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "gif": ("image/gif", (b"GIF87a", b"GIF89a")),
    "bmp": ("image/bmp", (b"BM",)),
    "tif": ("image/tiff", (b"II*\0", b"MM\0*")),
    "tiff": ("image/tiff", (b"II*\0", b"MM\0*")),
    "emf": ("image/x-emf", (b"\x01\0\0\0",)),
    "wmf": ("image/x-wmf", (b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0", b"\x02\0\x09\0")),
}
# ending: media type, and how such a file begins
_ROOTS = {"numbering": "numbering", "theme": "theme", "fontTable": "fonts"}
# kind of a part: the element that it is
_FONT = "application/vnd.openxmlformats-officedocument.obfuscatedFont"


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or a font that a part shows."""

    name: str
    # of the member it comes from
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Piece:
    """A part without what may not come in, and what its relationships lead to."""

    root: etree._Element
    targets: dict[str, Media | str] = field(default_factory=dict)
    # id of the relationship: a picture or font, or an address

    def copy(self) -> etree._Element:
        """Give the part's root to be changed."""
        return deepcopy(self.root)


Margins: TypeAlias = dict[tuple[str, str], Piece]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What is taken: page set-up, margins, styles, lists, fonts and the settings that belong to them."""

    section: etree._Element | None
    # without the references to headers and footers
    margins: Margins
    # by "header" or "footer" and "default", "first" or "even"
    width: int
    # of the text, in twips; 0 when the file does not say
    styles: etree._Element | None = None
    numbering: Piece | None = None
    scheme: Piece | None = None
    fonts: Piece | None = None
    settings: tuple[etree._Element, ...] = ()

    @property
    def own_first(self) -> bool:
        """Whether the first page has a header and a footer of its own."""
        return self.section is not None and _on(self.section.find(_W + "titlePg"))

    @property
    def own_even(self) -> bool:
        """Whether even pages have a header and a footer of their own."""
        return any(_on(element) for element in self.settings if element.tag == f"{_W}evenAndOddHeaders")


def load(data: bytes) -> tuple[Letterhead | None, tuple[str, ...]]:
    """Read a letterhead; when it may not be used, say why, as the rest of a sentence about it."""
    return _loaded(data, tuple(limits.now().items()))


@lru_cache(maxsize=4)
def _loaded(data: bytes, _limits: tuple[tuple[str, int], ...]) -> tuple[Letterhead | None, tuple[str, ...]]:
    """What `load` gives; the briefs of a workspace share a letterhead, and other limits may refuse it."""
    try:
        archive = Archive(data)
        foreign.inspect(archive)
        main = _main(archive)
        return _taken(archive, main), ()
    except Refused as refused:
        return None, (str(refused),)


def _main(archive: Archive) -> str:
    found = [each for each in archive.relations("") if each.kind == "officeDocument" and not each.external]
    if not found or found[0].target not in archive.sizes:
        raise Refused("lacks its main part, the text of a Word file")
    main = found[0].target
    if archive.content_type(main) not in _MAINS:
        raise Refused("is not a Word file (.docx or .dotx), but something else in the same kind of archive")
    root = archive.xml(main)
    if root.tag.startswith(f"{{{_STRICT}"):
        raise Refused('is saved as "Strict Open XML"; save it in Word as plain .docx')
    if root.tag != f"{_W}document":
        raise Refused("lacks its main part, the text of a Word file")
    return main


def _taken(archive: Archive, main: str) -> Letterhead:
    root = archive.xml(main)
    for element in root.iter(_W + "object", _W + "control", _W + "altChunk", _W + "subDoc"):
        raise Refused(f"holds an object ({etree.QName(element).localname}); replace it by a picture")
    relations = {relation.identity: relation for relation in archive.relations(main)}
    section, margins = _section(archive, root, relations)
    parts = {each.kind: each.target for each in relations.values() if not each.external}
    styles = _piece(archive, parts["styles"], "styles").root if "styles" in parts else None
    settings: tuple[etree._Element, ...] = ()
    if "settings" in parts:
        settings = _settings(archive.xml(parts["settings"]))
    pieces = {kind: _piece(archive, parts[kind], tag) for kind, tag in _ROOTS.items() if kind in parts}
    return Letterhead(
        section,
        margins,
        0 if section is None else _width(section),
        styles,
        pieces.get("numbering"),
        pieces.get("theme"),
        pieces.get("fontTable"),
        settings,
    )


def _section(
    archive: Archive, root: etree._Element, relations: dict[str, Relation]
) -> tuple[etree._Element | None, Margins]:
    """The last section, with the headers and footers that it has or goes on with."""
    named: dict[tuple[str, str], str] = {}
    last: etree._Element | None = None
    for element in root.iter(_W + "sectPr"):
        parent = element.getparent()
        if parent is None or parent.tag == f"{_W}sectPrChange":
            continue
        last = element
        for kind in ("header", "footer"):
            for reference in element.iter(f"{_W}{kind}Reference"):
                relation = relations.get(reference.get(elements.RELATION, ""))
                if relation is None or relation.kind != kind or relation.external:
                    raise Refused(f"is damaged: it names a {kind} that is not there")
                named[kind, reference.get(_W + "type", "default")] = relation.target
    if last is None:
        return None, {}
    foreign.clean(last, "document.xml")
    section = deepcopy(last)
    known = {_W + tag for tag in SECTION}
    for element in list(section):
        if element.tag not in known or section.find(element.tag) is not element:
            section.remove(element)
    tags = {"header": "hdr", "footer": "ftr"}
    return section, {
        place: _piece(archive, target, tags[place[0]]) for place, target in sorted(named.items())
    }


def _piece(archive: Archive, name: str, tag: str) -> Piece:
    root = archive.xml(name)
    short = name.rpartition("/")[2]
    if etree.QName(root).localname != tag:
        raise Refused(f"is damaged: its part {short!r} is not what it should be")
    foreign.clean(root, short)
    used = {
        str(value)
        for element in root.iter(etree.Element)
        for key, value in element.attrib.items()
        if str(key).startswith(_R)
    }
    targets: dict[str, Media | str] = {}
    for relation in archive.relations(name):
        if relation.identity not in used:
            continue
        if relation.external:
            targets[relation.identity] = relation.target
        elif relation.kind in ("image", "font"):
            targets[relation.identity] = _media(archive, relation)
        else:
            said = f"has something in {short!r} that a brief cannot carry ({relation.kind[:40]})"
            raise Refused(f"{said}; replace it by a picture")
    if used - {""} - targets.keys():
        raise Refused(f"is damaged: {short!r} names a part that is not there")
    return Piece(root, targets)


def _media(archive: Archive, relation: Relation) -> Media:
    data = archive.read(relation.target)
    if relation.kind == "font":
        return Media(relation.target, _FONT, data)
    content_type, beginnings = _PICTURES.get(relation.target.rpartition(".")[2].lower(), ("", ()))
    if not any(map(data.startswith, beginnings)):
        raise Refused(f"holds a picture that is none of PNG, JPEG, GIF, BMP, TIFF, EMF: {relation.target!r}")
    return Media(relation.target, content_type, data)


def _settings(root: etree._Element) -> tuple[etree._Element, ...]:
    if root.find(_W + "mailMerge") is not None:
        raise Refused("is a mail merge; turn it into a plain document in Word")
    found = (root.find(_W + tag) for tag in KEPT_SETTINGS)
    return tuple(element for element in found if element is not None)


def _width(section: etree._Element) -> int:
    """The width of the text, or of one column of it."""
    size, margins = section.find(_W + "pgSz"), section.find(_W + "pgMar")
    if size is None or margins is None:
        return 0
    wide = _twips(size, "w") - _twips(margins, "left") - _twips(margins, "right")
    high = _twips(size, "h") - abs(_twips(margins, "top")) - abs(_twips(margins, "bottom"))
    wide -= _twips(margins, "gutter")
    columns = section.find(_W + "cols")
    if columns is not None and (count := _whole(columns.get(_W + "num", "1"))) > 1:
        wide = (wide - (count - 1) * _twips(columns, "space")) // count
    if not (wide >= _LEAST <= high and max(wide, high) <= _MOST):
        raise Refused("leaves less than 100 points for the text between its margins")
    return wide


def _twips(element: etree._Element, name: str) -> int:
    value = element.get(_W + name, "0")
    found = _MEASURE.fullmatch(value)
    if not found:
        raise Refused(f"has a page set-up that cannot be read: {value[:20]!r}")
    return round(float(found[1]) * _UNITS[found[2]])


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 1


def _on(element: etree._Element | None) -> bool:
    return element is not None and element.get(_W + "val", "true") not in ("0", "false", "off")
