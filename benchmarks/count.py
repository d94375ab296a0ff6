"""Pages, notes and locators that really stand in an output: `python -m benchmarks.count FILE…`, as JSON.

With `--pages` before the name of one PDF, only its pages.
"""

import ctypes
import json
import re
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

LOCATOR = re.compile(r"para\.\s+\d+\s*:")
# stands before every quote of a note


def docx(path: Path) -> dict[str, int]:
    """The notes of a Word document, their marks, and the locators in them."""
    with zipfile.ZipFile(path) as package:
        notes = package.read("word/footnotes.xml").decode()
        body = package.read("word/document.xml").decode()
    real = [mark for mark in re.findall(r"<w:footnote [^>]*>", notes) if "w:type=" not in mark]
    words = re.sub(r"<[^>]+>", "", notes)
    marks = len(re.findall(r"<w:footnoteReference ", body))
    return {"notes": min(len(real), marks), "locators": len(LOCATOR.findall(words))}


def pdf(path: Path) -> dict[str, int]:
    """The pages of a PDF, its structure elements of type Note, and the locators in its text."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    notes, words = 0, []
    for number in range(len(document)):
        page = document[number]
        notes += sum(kind in ("Note", "FENote") for kind in _structure(page))
        words.append(page.get_textpage().get_text_bounded())
    return {"pages": len(document), "notes": notes, "locators": len(LOCATOR.findall(" ".join(words)))}


def pages(path: Path) -> int:
    """The pages of a PDF."""
    import pypdfium2

    return len(pypdfium2.PdfDocument(path))


def _structure(page: object) -> Iterator[str]:
    """The types of the structure elements that have something on a page."""
    import pypdfium2.raw as raw

    tree = raw.FPDF_StructTree_GetForPage(page)
    top = raw.FPDF_StructTree_CountChildren(tree)
    waiting = [raw.FPDF_StructTree_GetChildAtIndex(tree, number) for number in range(top)]
    while waiting:
        element = waiting.pop()
        if not element:
            continue
        size = raw.FPDF_StructElement_GetType(element, None, 0)
        name = ctypes.create_string_buffer(size)
        raw.FPDF_StructElement_GetType(element, name, size)
        yield name.raw.decode("utf-16-le").rstrip("\0")
        children = raw.FPDF_StructElement_CountChildren(element)
        waiting += [raw.FPDF_StructElement_GetChildAtIndex(element, number) for number in range(children)]
    raw.FPDF_StructTree_Close(tree)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what stands in the files."""
    names = sys.argv[1:] if arguments is None else arguments
    if names[:1] == ["--pages"]:
        print(pages(Path(names[1])))
        return 0
    paths = [Path(name) for name in names]
    print(json.dumps([pdf(path) if path.suffix == ".pdf" else docx(path) for path in paths]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
