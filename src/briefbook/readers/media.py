"""What a file is, by its content; its name is only asked where content leaves it open."""

import re
from pathlib import PurePosixPath

PLAIN, MARKDOWN, HTML, MAIL = "text/plain", "text/markdown", "text/html", "message/rfc822"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

ENDINGS = {
    ".txt": PLAIN,
    ".md": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".pdf": PDF,
    ".docx": DOCX,
    ".eml": MAIL,
}
SPOKEN = {
    PLAIN: "plain text",
    MARKDOWN: "Markdown",
    HTML: "a web page",
    PDF: "a PDF",
    DOCX: "a Word document",
    MAIL: "a mail",
}
OTHERS = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old or a locked Office file; save it as .docx, without a password",
    ),
    (b"{\\rtf", "rich text (RTF); save it as .docx or .txt"),
    (b"\x89PNG\r\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF87a", "a picture (GIF)"),
    (b"GIF89a", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"BM", "a picture (BMP)"),
    (b"\x1f\x8b", "an archive (gzip); unpack it first"),
    (b"BZh", "an archive (bzip2); unpack it first"),
    (b"\xfd7zXZ\0", "an archive (xz); unpack it first"),
    (b"7z\xbc\xaf'\x1c", "an archive (7z); unpack it first"),
    (b"Rar!\x1a\x07", "an archive (RAR); unpack it first"),
    (b"\x28\xb5\x2f\xfd", "an archive (zstd); unpack it first"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"SQLite format 3\0", "a database"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
    (b"fLaC", "a sound recording"),
    (b"%!PS", "a PostScript file; save it as PDF"),
    (b"\0\1\0\0", "a font"),
    (b"OTTO", "a font"),
)
HEAD = 4096
# bytes that are looked at to tell text files apart
_PAGE = re.compile(
    r"\ufeff?\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,200})?(?:<!--.{0,1000}?-->\s{0,200})?<(?:!doctype\s+html|html)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,40}):", re.ASCII)
_POSTED = {"mime-version", "message-id", "received", "return-path", "delivered-to", "x-mailer"}
# fields that only mail programs write


def of(data: bytes, path: str) -> tuple[str, str]:
    """The media type of a file's bytes, or "" and what it is that cannot be read."""
    if data.startswith(b"%PDF-"):
        both = _archive_at_end(data)
        return ("", "a PDF and an archive at once; no honest program writes that") if both else (PDF, "")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_archive(data)
    known = next((name for magic, name in OTHERS if data.startswith(magic) and not _reads_as_text(data)), "")
    if known or (known := _inside(data)):
        return "", known
    named = ENDINGS.get(ending(path), "")
    head = data[:HEAD]
    if _looks_binary(head):
        return "", "data that is no text"
    words = _head(head)
    if _PAGE.match(words) or (named == HTML and re.search(r"<[A-Za-z!/]", words)):
        return HTML, ""
    if _is_mail(words, named == MAIL):
        return MAIL, ""
    return (named if named == MARKDOWN else PLAIN), ""


def ending(path: str) -> str:
    """The ending of a file's name, in lower case."""
    return PurePosixPath(path).suffix.lower()


def _of_archive(data: bytes) -> tuple[str, str]:
    """An archive by the names in it, which stand unpacked in its directory."""
    if b"%PDF-" in data[:1024]:
        return "", "a PDF and an archive at once; no honest program writes that"
    if b"word/document.xml" in data or (b"[Content_Types].xml" in data and b"word/" in data):
        return DOCX, ""
    if b"application/vnd.oasis.opendocument" in data[:200]:
        return "", "an OpenDocument file; save it as .docx"
    if b"xl/workbook.xml" in data:
        return "", "an Excel workbook; save what matters as text"
    if b"ppt/presentation.xml" in data:
        return "", "a PowerPoint file; save it as PDF"
    if b"application/epub+zip" in data[:200]:
        return "", "an e-book (EPUB)"
    return "", "an archive (ZIP); unpack it first"


def _archive_at_end(data: bytes) -> bool:
    """Whether a ZIP directory ends exactly where the file ends."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 65557))
    return at >= 0 and at + 22 + int.from_bytes(data[at + 20 : at + 22], "little") == len(data)


def _inside(data: bytes) -> str:
    """What is known by bytes that stand further in."""
    if data[:4] == b"RIFF":
        return {b"WEBP": "a picture (WebP)", b"WAVE": "a sound recording"}.get(
            data[8:12], "a film or a recording"
        )
    if data[4:8] == b"ftyp":
        return "a picture (HEIC)" if data[8:12] in (b"heic", b"mif1", b"avif") else "a film or a recording"
    if data[257:262] == b"ustar":
        return "an archive (tar); unpack it first"
    return ""


def _reads_as_text(data: bytes) -> bool:
    """Whether bytes that begin as some other kind are words all the same, such as "BM said"."""
    head = data[:512]
    return not any(byte < 9 or 13 < byte < 32 for byte in head) and not head.startswith((b"{\\rtf", b"%!PS"))


_ODD = bytes(byte for byte in range(1, 32) if byte not in (9, 10, 11, 12, 13, 27))
# control characters that no text holds; NUL is one of UTF-16


def _looks_binary(head: bytes) -> bool:
    """Whether the bytes are no text in any encoding: control characters, but for those of UTF-16."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        return False
    odd = len(head) - len(head.translate(None, _ODD))
    return odd * 20 > len(head)


def _head(head: bytes) -> str:
    if head.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return head[: len(head) // 4 * 4].decode("utf-32", "replace")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _is_mail(words: str, named: bool) -> bool:
    """Whether a text begins with the fields of a mail; one that is not named so must show who carried it."""
    fields: set[str] = set()
    for line in words.splitlines()[:60]:
        if not line.strip():
            break
        if found := _FIELD.match(line):
            fields.add(found[1].lower())
        elif line[0] not in " \t":
            return False
    if not fields & {"from", "subject", "date", "to"}:
        return False
    return named or len(fields & _POSTED) >= 2
