"""The objects of a PDF held against closed lists: the many by their shape, the few by keys and names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from briefbook.writers.grammar import pdftext, tags
from briefbook.writers.grammar.found import Broken, shown

_TEXT = rb"(?:\((?:[^()\\\r\n]|\\.)*+\)|<FEFF[0-9A-F]*+>)"
_PLACES = rb"(?:[0-9R ]|<</Type/(?:OBJR/Pg \d+ 0 R/Obj \d+ 0 R|MCR/Pg \d+ 0 R/MCID \d+)>>)*+"
_ELEMENT = (
    rb"<</Type/StructElem/S/[A-Za-z0-9]{1,12}/P \d+ 0 R(?:/Pg \d+ 0 R)?"
    rb"(?:/ID\([a-z0-9-]+\)|/Lang\([A-Za-z0-9-]*\)|/Alt" + _TEXT + rb"|/A<</O/[A-Za-z]+(?:/[A-Za-z]+"
    rb"(?:/[A-Za-z]+| -?[0-9.]+|\[[-0-9. ]+\]))*+>>)*+(?:/K\[" + _PLACES + rb"\])?>>\n"
)
_LINK = (
    rb"<</Type/Annot/Subtype/Link/Rect\[[-0-9. ]+\]/Border\[0 0 0\]/F 4/Contents" + _TEXT
    + rb"/StructParent \d+(?:/Dest\[\d+ 0 R/XYZ [-0-9. ]+ null\]|/A<</S/URI/URI(" + _TEXT + rb")>>)>>\n"
)  # fmt: skip
_MANY = re.compile(rb"(?:" + _ELEMENT + rb"|" + _LINK + rb")*+")
_NUMBERS = re.compile(rb"/Nums\[(?:\d+(?:\[(?:\d+ 0 R ?)*+\]| \d+ 0 R)[\n ]?)++(?=\]>>\n)")
# the rows of the tree of parents
_DESTINATIONS = re.compile(_TEXT + rb"\[\d+ 0 R/XYZ [-0-9. ]+ null\]\n?")
_BEGINNINGS = (b"<</Type/StructElem/", b"<</Type/Annot/")
_BETWEEN = b"\n\0\n"
_STRING = re.compile(_TEXT)
_FIGURE = re.compile(rb"(?<![\w+.-])-?\d[\d.]*")
_SUBSET = re.compile(rb"/[A-Z]{6}\+[A-Za-z0-9._-]+")
_FIGURES = re.compile(rb"\[[-0-9.R \n]++\]")
_TOKEN = re.compile(
    rb"\s*+(?:("
    + _TEXT
    + rb"|<[0-9A-F]*+>)|(<<|>>|[\[\]])|/([^\s()<>\[\]{}/%]*+)|([-+.0-9][-+.0-9e]*+)|(true|false|null|R)\b)"
)
KEYS = frozenset(
    b"""
    Type Subtype AF Lang MarkInfo Metadata Names Outlines OutputIntents S OutputConditionIdentifier Info
    RegistryName DestOutputProfile PageLabels PageMode Pages StructTreeRoot ViewerPreferences Title Creator
    Producer Subject Keywords Author CreationDate ModDate Trapped Count First Last Dest Parent Next Prev Kids
    Annots Contents MediaBox Resources Font ProcSet Rotate StructParents Tabs Trans FontName Flags FontBBox
    ItalicAngle Ascent Descent CapHeight StemV FontFile2 BaseFont DW W CIDSystemInfo Registry Ordering
    Supplement CIDToGIDMap FontDescriptor Encoding DescendantFonts ToUnicode F UF Desc AFRelationship EF
    Dests EmbeddedFiles DisplayDocTitle Nums P St Marked K ParentTree ParentTreeNextKey IDTree Limits CropBox
    """.split()
)
NAMES = frozenset(
    b"""
    Catalog Pages Page Outlines OutputIntent GTS_PDFA1 UseNone UseOutlines Font Type0 CIDFontType2
    FontDescriptor Identity-H XYZ Filespec Data StructTreeRoot PDF Text ImageB ImageC ImageI S D r R a A
    False True Fit
    """.split()
)
_FONT = re.compile(rb"[A-Z]{6}\+[A-Za-z0-9#._-]+|T\d+")
ROLES = {
    b"Contents": "page", b"Metadata": "metadata", b"DestOutputProfile": "profile", b"FontFile2": "font",
    b"ToUnicode": "map", b"CIDToGIDMap": "glyphs", b"F": "file", b"UF": "file",
}  # fmt: skip
# what the stream is that a key leads to
HEADS = {
    "page": re.compile(rb"<</Filter/FlateDecode"),
    "metadata": re.compile(rb"<</Type/Metadata/Subtype/XML"),
    "profile": re.compile(rb"<</N 3/Filter/FlateDecode"),
    "font": re.compile(rb"<</Length1 \d+/Filter/FlateDecode"),
    "map": re.compile(rb"<</Filter/FlateDecode"),
    "glyphs": re.compile(rb"<</Filter/FlateDecode"),
    "file": re.compile(
        rb"<</Type/EmbeddedFile/Subtype/[A-Za-z0-9.+#-]+/Params<</Size \d+"
        rb"/ModDate\(D:\d{14}Z\)>>/Filter/FlateDecode"
    ),
}


def check(objects: dict[int, bytes], root: int, attached: Sequence[str]) -> dict[int, str]:
    """Hold every object against the lists; what each stream is, by its number."""
    many = b"\n".join([each for each in objects.values() if each.startswith(_BEGINNINGS)]) + b"\n"
    fewer = [each for each in objects.values() if not each.startswith(_BEGINNINGS)]
    for address in sorted(set(_addresses(many))):
        if not tags.is_address(address):
            raise Broken(f"a link leads to {shown(address)}")
    known = _MANY.match(many)
    if known and known.end() < len(many) - (many == b"\n"):
        raise Broken(f"an object holds {shown(many[known.end() :])}")
    rest = _DESTINATIONS.sub(b"", _NUMBERS.sub(b"/Nums[", _BETWEEN.join(fewer)))
    plain = _STRING.sub(b"()", _FIGURE.sub(b"0", _FIGURES.sub(b"[]", _SUBSET.sub(b"/A", rest))))
    for each in sorted(set(plain.split(_BETWEEN))):
        if fault := _fault(each):
            raise Broken(fault)
    roles: dict[int, str] = {}
    for key, places in re.findall(rb"/(" + b"|".join(ROLES) + rb") ?(\d+ 0 R)", rest):
        number, role = int(places.split()[0]), ROLES[key]
        if roles.setdefault(number, role) != role:
            raise Broken(f"object {number} is used as two things")
    files = [each for each in fewer if b"/Filespec" in each]
    named = sorted(
        pdftext.literal(found[1]) for each in files if (found := re.search(rb"/UF(" + _TEXT + rb")", each))
    )
    if named != sorted(attached) or len(files) != len(attached):
        raise Broken(f"it attaches {shown(', '.join(named))}, declared is {shown(', '.join(attached))}")
    if not re.search(rb"/Type /Catalog\b", objects.get(root, b"")):
        raise Broken("its root is no catalogue")
    return roles


def _addresses(joined: bytes) -> Iterator[str]:
    for found in re.findall(rb"/URI(" + _TEXT + rb")", joined):
        yield pdftext.literal(found)


@lru_cache(maxsize=2000)
def _fault(plain: bytes) -> str:
    """What is wrong with an object without its figures and strings; a document has some dozen of them."""
    try:
        _few(plain)
    except Broken as broken:
        return str(broken)
    return ""


def _few(data: bytes) -> None:
    """Read what is no element and no link token by token: every key and every name is on its list."""
    at, end = 0, len(data.rstrip())
    held: list[bool | None] = []
    # for each that is open: whether a key comes next in a dictionary, None in an array
    while at < end:
        match = _TOKEN.match(data, at)
        if match is None:
            raise Broken(f"an object holds {shown(data[at : at + 40])}")
        at = match.end()
        _, mark, name, number, word = match.groups()
        if mark in (b"<<", b"["):
            held.append(True if mark == b"<<" else None)
            continue
        if mark:
            if not held or (held.pop() is None) != (mark == b"]"):
                raise Broken("an object is not closed as it was opened")
        elif name is not None and held and held[-1]:
            if name not in KEYS and not _FONT.fullmatch(name):
                raise Broken(f"an object has the key {shown(name)}, which may not be in it")
            held[-1] = False
            continue
        elif name is not None and name not in NAMES and not _FONT.fullmatch(name):
            raise Broken(f"an object has the name {shown(name)}, which may not be in it")
        following = data[at : at + 12].lstrip()[:1]
        if held and held[-1] is False and (mark or following in b"/>" or not (number or word)):
            held[-1] = True
    if held:
        raise Broken("an object is not closed")
