"""What a reader of a DOCX sees, and the faults that no validator looks for."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FIELDS = {"PAGE", "NUMPAGES", "NOTEREF", "PAGEREF", "SEQ", "TOC", "STYLEREF"}
PARTS = {
    "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml", "word/document.xml",
    "word/_rels/document.xml.rels", "word/footnotes.xml", "word/_rels/footnotes.xml.rels", "word/styles.xml",
    "word/settings.xml", "word/numbering.xml", "word/fontTable.xml", "word/theme/theme1.xml",
    "word/header1.xml", "word/header2.xml", "word/footer1.xml", "word/footer2.xml", "customXml/item1.xml",
    "customXml/itemProps1.xml", "customXml/_rels/item1.xml.rels", "docProps/custom.xml",
}  # fmt: skip
MORE = re.compile(
    r"word/(header|footer)3\.xml|word/_rels/(header|footer)[123]\.xml\.rels"
    r"|word/_rels/(numbering|fontTable)\.xml\.rels|word/theme/_rels/theme1\.xml\.rels"
)
# what a letterhead may bring with it, and what charts do
TABS = re.compile(r"word/(header|footer)[0-9]+\.xml")
RELATIONS = {
    "officeDocument", "core-properties", "extended-properties", "header", "footer", "footnotes", "styles",
    "settings", "numbering", "fontTable", "theme", "customXml", "customXmlProps", "hyperlink",
    "custom-properties", "image", "font",
}  # fmt: skip


def parts(data: bytes) -> dict[str, etree._Element]:
    """Every part that is XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return {name: etree.fromstring(archive.read(name)) for name in names}


def text(element: etree._Element) -> str:
    """The words of a paragraph or a note; a forced line is a space, a tab a tab."""
    words = {W + "t": None, W + "br": " ", W + "tab": "\t"}
    found = []
    for child in element.iter(*words):
        # tab stops are named as tabs are
        if child.getparent().tag == W + "r":
            found.append(words[child.tag] or child.text or "")
    return "".join(found)


def style(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "Normal" if found is None else found.get(W + "val")


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    body = parts(data)["word/document.xml"]
    return [(style(paragraph), text(paragraph)) for paragraph in body.iter(W + "p")]


def notes(data: bytes) -> dict[int, str]:
    """Each footnote's words by its id, without the mark and its space."""
    root = parts(data)["word/footnotes.xml"]
    found = {int(note.get(W + "id")): text(note) for note in root if not note.get(W + "type")}
    assert all(words.startswith(" ") for words in found.values())
    return {identity: words[1:] for identity, words in found.items()}


def faults(data: bytes, *, book: bool = False) -> list[str]:
    """Duplicate and unclosed bookmarks, dangling references, open fields, unknown styles, strange parts."""
    tree = parts(data)
    strange = [name for name in tree if name not in PARTS and not MORE.fullmatch(name)]
    # each tab of a book has a header and a footer of its own
    found = [f"strange part {name}" for name in strange if not (book and TABS.fullmatch(name))]
    stories = {name: root for name, root in tree.items() if name.startswith("word/") and "rels" not in name}
    starts = [mark for root in stories.values() for mark in root.iter(W + "bookmarkStart")]
    ends = Counter(mark.get(W + "id") for root in stories.values() for mark in root.iter(W + "bookmarkEnd"))
    names = Counter(mark.get(W + "name").lower() for mark in starts)
    found += [f"bookmark {name} stands {count} times" for name, count in names.items() if count > 1]
    found += [f"bookmark name {name}" for name in names if not re.fullmatch(r"[^\W\d]\w{0,39}", name)]
    identities = Counter(mark.get(W + "id") for mark in starts)
    both = {*identities, *ends}
    found += [f"bookmark {identity}" for identity in both if (identities[identity], ends[identity]) != (1, 1)]
    for name, root in stories.items():
        found += _fields(name, root, set(names))
        found += _styles(name, root, tree["word/styles.xml"])
        found += _relations(name, root, tree)
    return found + _references(tree) + _numbers(tree)


def _fields(name: str, root: etree._Element, bookmarks: set[str]) -> list[str]:
    found, around = [], []
    following = {"begin": "separate", "separate": "end"}
    for mark in root.iter(W + "fldChar"):
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            around.append(kind)
        elif not around or following.get(around.pop()) != kind:
            found.append(f"{name}: field out of order at {kind}")
        elif kind == "separate":
            around.append(kind)
    found += [f"{name}: open field"] * len(around)
    for code in root.iter(W + "instrText"):
        words = (code.text or "").split()
        if words[0] not in FIELDS or (
            words[0] in ("NOTEREF", "PAGEREF") and words[1].lower() not in bookmarks
        ):
            found.append(f"{name}: field {code.text}")
    anchors = {link.get(W + "anchor", "").lower() for link in root.iter(W + "hyperlink")} - {""}
    return found + [f"{name}: link to nothing {anchor}" for anchor in anchors - bookmarks]


def _styles(name: str, root: etree._Element, styles: etree._Element) -> list[str]:
    known = {style.get(W + "styleId") for style in styles.iter(W + "style")}
    tags = [W + tag for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")]
    used = {element.get(W + "val") for element in root.iter(*tags)}
    return [f"{name}: unknown style {style}" for style in used - known]


def _relations(name: str, root: etree._Element, tree: dict[str, etree._Element]) -> list[str]:
    folder, file = name.rsplit("/", 1)
    rels = tree.get(f"{folder}/_rels/{file}.rels")
    relations = list(rels) if rels is not None else []
    found = []
    for relation in relations:
        kind = relation.get("Type").rsplit("/", 1)[1]
        outside = relation.get("TargetMode") == "External"
        if kind not in RELATIONS or outside != (kind == "hyperlink"):
            found.append(f"{name}: relation {kind}")
        if outside and not relation.get("Target").lower().startswith(("http://", "https://", "mailto:")):
            found.append(f"{name}: address {relation.get('Target')}")
    identities = [relation.get("Id") for relation in relations]
    used = {element.get(R + "id") for element in root.iter() if element.get(R + "id")}
    targets = [relation.get("Target") for relation in relations]
    if len(set(targets)) != len(targets) or len(set(identities)) != len(identities) or used - set(identities):
        found.append(f"{name}: relations double or missing")
    return found


def _references(tree: dict[str, etree._Element]) -> list[str]:
    marks = [int(mark.get(W + "id")) for mark in tree["word/document.xml"].iter(W + "footnoteReference")]
    notes = [int(note.get(W + "id")) for note in tree["word/footnotes.xml"]]
    wanted = list(range(1, len(marks) + 1))
    return [] if marks == wanted and notes == [-1, 0, *wanted] else [f"notes {notes}, marks {marks}"]


def _numbers(tree: dict[str, etree._Element]) -> list[str]:
    known = {number.get(W + "numId") for number in tree["word/numbering.xml"].iter(W + "num")}
    used = {number.get(W + "val") for number in tree["word/document.xml"].iter(W + "numId")}
    return [f"unknown list {number}" for number in used - known]
