"""A PDF as a reader meets it: the words of each page, and the pages on which marks and notes stand."""

import ctypes
import re
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as raw

_GLUE = re.compile(r"[\s\u00ad\ufffe\x02]+")
# white space, and what extraction makes of a hyphen at a line's end


LEAST = 20
# letters of a note that must stand on a page where a part of it does


@dataclass(frozen=True)
class Paper:
    """What stands where."""

    pages: list[str]
    # words of each page, white space and line-end hyphens taken out
    marks: dict[int, int]
    # note number: page of its mark, from 0
    notes: dict[int, int]
    # note number: page on which the note begins


def read(data: bytes, footnote: str = "Footnote", back: str = "Back to reference") -> Paper:
    """Read a PDF by its text and its link annotations, which say what they lead to."""
    document = pypdfium2.PdfDocument(data)
    pages, marks, notes = [], {}, {}
    for number in range(len(document)):
        page = document[number]
        pages.append(glued(page.get_textpage().get_text_bounded()))
        for said in _link_descriptions(page):
            kind, _, figure = said.rpartition(" ")
            if kind == footnote and figure.isdigit():
                marks.setdefault(int(figure), number)
            elif kind == back and figure.isdigit():
                notes.setdefault(int(figure), number)
    return Paper(pages, marks, notes)


def read_pages(data: bytes, footnote: str, back: str) -> tuple[list[set[int]], list[set[int]]]:
    """The numbers of the marks on each page, and those of the notes that begin on it."""
    document = pypdfium2.PdfDocument(data)
    marks, notes = [], []
    for page in document:
        said = [each.rpartition(" ") for each in _link_descriptions(page)]
        marks.append({int(figure) for kind, _, figure in said if kind == footnote})
        notes.append({int(figure) for kind, _, figure in said if kind == back})
    return marks, notes


def glued(text: str) -> str:
    """Words without white space and soft hyphens, to compare across line ends."""
    return _GLUE.sub("", text)


def holds(paper: Paper, number: int, note: str) -> bool:
    """Whether a note stands whole on the page where it begins, or goes on over the next ones."""
    rest, page = glued(note), paper.notes[number]
    while rest and page < len(paper.pages):
        if rest in paper.pages[page]:
            return True
        kept = next((n for n in range(len(rest), LEAST, -1) if rest[:n] in paper.pages[page]), 0)
        if not kept:
            return False
        rest, page = rest[kept:], page + 1
    return not rest


def _link_descriptions(page: pypdfium2.PdfPage) -> list[str]:
    found = []
    for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        length = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
        buffer = ctypes.create_string_buffer(length)
        written = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
        raw.FPDFAnnot_GetStringValue(annotation, b"Contents", written, length)
        found.append(buffer.raw[: length - 2].decode("utf-16-le", "replace"))
        raw.FPDFPage_CloseAnnot(annotation)
    return found
