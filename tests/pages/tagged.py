"""The text of a finished PDF block by block, as its tag tree orders it and pdfium reads it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

import pypdfium2
import unpacked
from pypdfium2 import raw

BLOCKS = ("H1", "H2", "H3", "P", "Lbl", "Note", "TH", "TD", "Caption", "Figure", "TOCI")
_ELEMENT = re.compile(rb"<</Type/StructElem/S/(\w+)/P (\d+) 0 R(?:/Pg (\d+) 0 R)?(.*)>>", re.S)
_KIDS = re.compile(rb"/K\[((?:[^\[\]]|\[[^\]]*\])*)\]$", re.S)
_KID = re.compile(
    rb"<</Type/MCR/Pg (\d+) 0 R/MCID (\d+)>>|<</Type/OBJR/Pg \d+ 0 R/Obj \d+ 0 R>>|(\d+) 0 R|(\d+)"
)


@dataclass(slots=True)
class Element:
    """An element of the tag tree: its tag and what it holds, elements and words, in order."""

    tag: str
    kids: list[Element | str] = field(default_factory=list)


def blocks(data: bytes) -> list[tuple[str, str]]:
    """List the blocks of a PDF in reading order: tag and own words."""
    out: list[tuple[str, str]] = []
    _walk(read(data), out)
    return [(tag, " ".join(words.split())) for tag, words in out]


def _walk(element: Element, out: list[tuple[str, str]]) -> None:
    if element.tag in BLOCKS:
        place = len(out)
        out.append((element.tag, ""))
        out[place] = (element.tag, _own(element, out))
        return
    for kid in element.kids:
        if isinstance(kid, Element):
            _walk(kid, out)


def _own(element: Element, out: list[tuple[str, str]]) -> str:
    words = ""
    for kid in element.kids:
        if isinstance(kid, str):
            words += kid
        elif kid.tag in BLOCKS:
            _walk(kid, out)
        else:
            words += _own(kid, out)
    return words


def read(data: bytes) -> Element:
    """Read the tag tree of a file of ours, with the words of each piece of content."""
    file = unpacked.take_apart(data)
    catalog = file.objects[file.root]
    tree = _reference(catalog, rb"/StructTreeRoot (\d+) 0 R")
    root = _reference(file.objects[tree], rb"/K (\d+) 0 R")
    pages = [int(found) for found in re.findall(rb"(\d+) 0 R", _kids_of_pages(file, catalog))]
    words = {number: _words(data, index) for index, number in enumerate(pages)}
    return _element(file, root, words)


def _reference(data: bytes, pattern: bytes) -> int:
    found = re.search(pattern, data)
    assert found is not None
    return int(found[1])


def _kids_of_pages(file: unpacked.Unpacked, catalog: bytes) -> bytes:
    found = re.search(rb"/Kids\s*\[(.*?)\]", file.objects[_reference(catalog, rb"/Pages (\d+) 0 R")], re.S)
    assert found is not None
    return found[1]


def _element(file: unpacked.Unpacked, number: int, words: dict[int, dict[int, str]]) -> Element:
    match = _ELEMENT.fullmatch(file.objects[number].strip())
    assert match is not None, file.objects[number]
    made = Element(match[1].decode())
    home = int(match[3] or 0)
    kids = _KIDS.search(match[4])
    for page, marked, child, own in _KID.findall(kids[1] if kids else b""):
        if child:
            made.kids.append(_element(file, int(child), words))
        elif own or marked:
            made.kids.append(words[int(page) if page else home].get(int(own or marked), ""))
    return made


def _words(data: bytes, index: int) -> dict[int, str]:
    """Give the words of a page by the number of their marked content."""
    file = pypdfium2.PdfDocument(data)
    page = file[index]
    text = page.get_textpage()
    out: defaultdict[int, str] = defaultdict(str)
    last = -1
    for at in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, at) == 1:
            # A space that pdfium sees between two objects belongs to the first; line ends have their own.
            out[last] += " " if raw.FPDFText_GetUnicode(text, at) == 32 else ""
            continue
        last = raw.FPDFPageObj_GetMarkedContentID(raw.FPDFText_GetTextObject(text, at))
        code = raw.FPDFText_GetUnicode(text, at)
        out[last] += "\u00ad" if raw.FPDFText_IsHyphen(text, at) == 1 else chr(code)
    text.close()
    page.close()
    file.close()
    return {number: words.replace("\u00ad", "") for number, words in out.items()}
