"""What of a foreign part may not come in: code, things from outside, traces of people."""

from __future__ import annotations

import re

from lxml import etree

from briefbook.writers import tree
from briefbook.writers.docx import elements
from briefbook.writers.docx.archive import Archive, Refused

_W = f"{{{elements.W}}}"
_R = f"{{{elements.R}}}"
_MACROS = ("vbaproject", "wordvbadata", "keymapcustomizations", "attachedtoolbars")
_OBJECTS = ("oleobject", "package", "control", "activexcontrolbinary")
_OUTSIDE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.I)
# how an address or a share begins
_FIELDS = frozenset(("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF"))
_LINK = re.compile(r'HYPERLINK\s+"([^"]*)"(?:\s+\\[ot]\s+"[^"]*")*\s*', re.I)
_CHANGES = frozenset(_W + tag for tag in ("ins", "del", "moveFrom", "moveTo"))
_ACTIVE = frozenset(_W + tag for tag in ("object", "control", "altChunk", "subDoc"))
_LEFT = frozenset(
    _W + tag for tag in (
        "bookmarkStart", "bookmarkEnd", "proofErr", "commentRangeStart", "commentRangeEnd",
        "commentReference",
        "permStart", "permEnd", "lastRenderedPageBreak", "dataBinding", "placeholder", "showingPlcHdr",
        "ffData", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange",
        "tblGridChange", "numberingChange", "rsid", "printerSettings", "footnoteReference",
        "endnoteReference",
    )
)  # fmt: skip
_MENDED = frozenset((f"{_W}charset", f"{_W}lvlJc"))
_SIDES = {"start": "left", "end": "right"}
_TRACES = re.compile(r"\{[^}]*\}(?:rsid\w*|paraId|textId)")
# attributes by which Word knows the session of an edit
_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"


def inspect(archive: Archive) -> None:
    """Refuse a package that holds macros or objects, or draws on anything outside itself."""
    types = " ".join(archive.content_types()).lower()
    files = {name.rpartition("/")[2].lower() for name in archive.sizes}
    if "macroenabled" in types or "vbaproject" in types or {"vbaproject.bin", "vbadata.xml"} & files:
        raise Refused("holds macros; save it in Word as .docx or .dotx, which hold none")
    for name in archive.sizes:
        if "/embeddings/" in f"/{name.lower()}":
            raise Refused("holds an embedded object (OLE); replace it by a picture")
        if name.endswith((".xml", ".rels", ".vml")):
            archive.xml(name)
        if name.endswith(".rels"):
            folder, _, file = name.rpartition("_rels/")
            for relation in archive.relations(folder + file.removesuffix(".rels")):
                _relation(relation.kind.lower(), relation.target, relation.external)


def clean(root: etree._Element, name: str) -> None:
    """Refuse a part with something active in it; take out what tells of people and what would dangle."""
    for element in list(root.iter(etree.Element)):
        tag = element.tag
        if tag in _CHANGES:
            raise Refused(f"has tracked changes in {name!r}; accept or reject them all")
        if tag in _ACTIVE or etree.QName(element).localname == "OLEObject":
            raise Refused(f"holds an object in {name!r}; replace it by a picture")
        if tag in _LEFT:
            _drop(element)
            continue
        if tag == _SVG and (extension := element.getparent()) is not None:
            # Word writes a plain picture beside it
            _drop(extension)
            continue
        if tag in _MENDED:
            _mend(element)
        for key in map(str, element.keys()):
            if _TRACES.fullmatch(key):
                del element.attrib[key]
            elif etree.QName(key).localname in ("src", "href", "althref", "action"):
                _address(element, key, name)
    _fields(root, name)


def _relation(kind: str, target: str, external: bool) -> None:
    if kind in _MACROS:
        raise Refused("holds macros; save it in Word as .docx or .dotx, which hold none")
    if kind in _OBJECTS:
        raise Refused("holds an embedded object (OLE); replace it by a picture")
    if kind == "afchunk":
        raise Refused("holds another file to be merged in (altChunk)")
    if kind == "attachedtemplate":
        raise Refused(
            f"is tied to the template {_shown(target)}; in Word choose Developer > Document Template, Normal"
        )
    if not external:
        return
    if kind == "image":
        raise Refused(f"draws a picture from outside itself ({_shown(target)}); insert it instead")
    if kind != "hyperlink":
        raise Refused(f"draws on something outside itself ({kind[:40]}: {_shown(target)})")
    if not tree.address(target):
        raise Refused(f"links to {_shown(target)}; links may only be http, https or mailto")


def _address(element: etree._Element, key: str, name: str) -> None:
    value = element.get(key, "")
    if key == "href" and tree.address(value):
        return
    if _OUTSIDE.match(value):
        raise Refused(f"draws on something outside itself ({_shown(value)}) in {name!r}")
    del element.attrib[key]


def _fields(root: etree._Element, name: str) -> None:
    try:
        for instruction in elements.instructions(root):
            _field(instruction, name)
    except ValueError as error:
        raise Refused(f"{error}, in {name!r}") from error


def _field(instruction: str, name: str) -> None:
    words = instruction.split()
    if words and words[0].upper() in _FIELDS:
        return
    link = _LINK.fullmatch(instruction.strip())
    if not link or not tree.address(link[1]):
        kind = words[0].upper() if words else "(empty)"
        said = f"has the field {_shown(kind)} in {name!r}; a brief may hold {', '.join(sorted(_FIELDS))}"
        raise Refused(f"{said} and links: replace it by plain words")


def _mend(element: etree._Element) -> None:
    """Put right what LibreOffice writes and the schema does not know."""
    element.attrib.pop(_W + "characterSet", "")
    side = element.get(_W + "val", "")
    if element.tag == f"{_W}lvlJc" and side in _SIDES:
        elements.put(element, val=_SIDES[side])


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _shown(text: str) -> str:
    plain = "".join(character if character.isprintable() else "�" for character in text)
    return repr(plain if len(plain) <= 80 else plain[:77] + "…")
