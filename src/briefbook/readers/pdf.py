"""PDF files: the text of their pages as paragraphs, with the page on which each stands."""

from collections.abc import Mapping, Sequence
from typing import Any

from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.reading import Reading
from briefbook.readers import media, pdfflow, pdfpage
from briefbook.readers.sheet import BLOCK, Sheet
from briefbook.text import characters, claims

MAX_BYTES = 64 * 1024 * 1024
MAX_PAGES = 1000
MAX_LETTERS = 4_000_000
# of all pages
_REASONS = {
    "password": "is locked with a password; save it without one",
    "security": "is locked in a way that is not known; save it without a lock",
    "format": "is damaged: it is no whole PDF",
}


def read(data: bytes, path: str) -> tuple[Reading, tuple[Diagnostic, ...]]:
    """Read a PDF; one that is cut, locked or without text is refused by name."""
    if len(data) > MAX_BYTES:
        return _refused(f"the file has {len(data):,} bytes; the limit for a PDF is {MAX_BYTES:,}", path)
    if b"%%EOF" not in data[-2048:]:
        return _refused("the file is cut: the end of the PDF is missing; get it again", path)
    file, why = _opened(data)
    if file is None:
        return _refused(f"the file {why}", path)
    try:
        pages, why = _pages(file)
        told = _claims(file)
    finally:
        file.close()
    if why:
        return _refused(f"the file {why}", path)
    if not any(page.rows for page in pages):
        message = (
            "the file has no text layer: its pages are pictures, such as a scan; "
            "put it through text recognition (OCR) first"
        )
        return _refused(message, path)
    reading = _laid_out(pages, told)
    if characters.too_many_marks(reading.text):
        return _refused(f"has a letter with more than {characters.MAX_MARKS} combining marks", path)
    return reading, _unseen(pages, path)


def _opened(data: bytes) -> tuple[Any, str]:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data), ""
    except pypdfium2.PdfiumError as error:
        told = str(error).lower()
        return None, next((why for word, why in _REASONS.items() if word in told), _REASONS["format"])


def _pages(file: Any) -> tuple[list[pdfpage.Page], str]:
    import pypdfium2

    if len(file) > MAX_PAGES:
        return [], f"has {len(file):,} pages; the limit is {MAX_PAGES:,}"
    pages: list[pdfpage.Page] = []
    letters = 0
    for number in range(len(file)):
        try:
            page = file[number]
            read_ = pdfpage.read(page)
            page.close()
        except pypdfium2.PdfiumError:
            return [], f"is damaged: its page {number + 1} cannot be read"
        if read_ is None:
            return [], f"has more than {pdfpage.MAX_CHARACTERS:,} letters on page {number + 1}"
        letters += sum(len(row.words) for row in read_.rows)
        if letters > MAX_LETTERS:
            return [], f"has more than {MAX_LETTERS:,} letters"
        pages.append(read_)
    return pages, ""


def _laid_out(pages: Sequence[pdfpage.Page], told: Mapping[str, str]) -> Reading:
    found = [each for each in pdfflow.paragraphs(pages) if any(words for _, words in each.parts)]
    mended = pdfflow.Mending(found)
    sheet = Sheet()
    begins: dict[int, int] = {}
    for each in found:
        parts = pdfflow.words_of(each, mended)
        sheet.part(BLOCK)
        kind = "cell" if each.kind == "row" else each.kind
        if kind:
            sheet.begin(kind, 1 if kind == "heading" else 0)
        sheet.add("".join(words for _, words in parts))
        if kind:
            sheet.end()
        at = sheet.blocks()[-1][0]
        for page, words in parts:
            begins.setdefault(page, at + len(words) - len(words.lstrip()))
            at += len(words)
    starts: list[int] = []
    for number in range(len(pages) - 1, -1, -1):
        starts.append(begins.get(number, starts[-1] if starts else sheet.length))
    starts[-1] = 0
    return Reading(sheet.text(), media.PDF, "utf-8", tuple(reversed(starts)), told, sheet.sorted_stretches())


def _claims(file: Any) -> Mapping[str, str]:
    """The title; when a file was made, and by whom, says nothing of when and by whom its text was."""
    title = claims.cleaned("title", file.get_metadata_dict().get("Title", ""))
    named = title.lower().endswith((".doc", ".docx", ".odt", ".pdf", ".indd", ".rtf", ".html"))
    if named or title.lower() in ("untitled", "unknown") or title.startswith("Microsoft Word - "):
        title = ""
    return {"title": title} if title else {}


def _unseen(pages: Sequence[pdfpage.Page], path: str) -> tuple[Diagnostic, ...]:
    found: list[Diagnostic] = []
    if hidden := sum(page.unseen for page in pages):
        message = f"holds {hidden} letter(s) off the page or too small to see; they are left out"
        found.append(Diagnostic("hidden-text", message, Severity.WARNING, path=path))
    bare = [str(number) for number, page in enumerate(pages, 1) if not page.rows and page.pictures]
    if bare:
        message = (
            f"has pictures and no text on page(s) {', '.join(bare[:20])}; words in pictures are not read"
        )
        found.append(Diagnostic("page-without-text", message, Severity.WARNING, path=path))
    return tuple(found)


def _refused(why: str, path: str) -> tuple[Reading, tuple[Diagnostic, ...]]:
    return Reading("", media.PDF), (Diagnostic("unreadable-source", why, path=path),)
