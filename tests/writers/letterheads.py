"""Letterheads as other programs make them, sound ones and ones that must be refused."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import docx
from docx.enum.section import WD_SECTION
from docx.shared import Mm, Pt

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"
Change = Callable[[dict[str, bytes]], None]


def logo() -> bytes:
    """A small red picture."""
    wide = high = 16
    rows = b"".join(b"\0" + b"\xc0\x10\x10" * wide for _ in range(high))
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    made = b"\x89PNG\r\n\x1a\n"
    for kind, data in chunks:
        made += struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return made


def ministry(*, first: bool = False, even: bool = False) -> bytes:
    """What python-docx makes of its own template: a logo in the header, an address in the footer, Georgia."""
    made = docx.Document()
    made.add_paragraph("This text must not be printed.")
    made.styles["Normal"].font.name = "Georgia"
    made.styles["Normal"].font.size = Pt(12)
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(30)
    section.header.paragraphs[0].text = "Ministry of Lakes"
    section.header.paragraphs[0].add_run().add_picture(io.BytesIO(logo()), width=Mm(8))
    section.footer.paragraphs[0].text = "1 Harbour Street"
    if first:
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = "The first page alone"
    if even:
        made.settings.odd_and_even_pages_header_footer = True
        section.even_page_header.paragraphs[0].text = "An even page"
    made.core_properties.author = "An Officer"
    return saved(made)


def sections() -> bytes:
    """A cover page and a text, whose header the text goes on with."""
    made = docx.Document(io.BytesIO(ministry()))
    made.add_section(WD_SECTION.NEW_PAGE).left_margin = Mm(50)
    return saved(made)


def template() -> bytes:
    """The same as a .dotx."""
    return changed(ministry(), as_template)


def as_template(parts: dict[str, bytes]) -> None:
    """Change the type of the main part, all that makes a template of a document."""
    said = parts["[Content_Types].xml"].decode()
    parts["[Content_Types].xml"] = said.replace(MAIN.format("document"), MAIN.format("template")).encode()


def saved(document: docx.document.Document) -> bytes:
    """The bytes of a document."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def changed(data: bytes, *changes: Change) -> bytes:
    """A file with changes in its parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for change in changes:
        change(parts)
    return zipped(parts)


def zipped(parts: dict[str, bytes]) -> bytes:
    """An archive of parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def put(name: str, data: bytes) -> Change:
    """Add or replace a part."""
    return lambda parts: parts.update({name: data})


def replace(name: str, old: str, new: str) -> Change:
    """Replace words of a part, which must be there."""

    def change(parts: dict[str, bytes]) -> None:
        text = parts[name].decode()
        assert old in text, name
        parts[name] = text.replace(old, new, 1).encode()

    return change


def relation(source: str, kind: str, target: str, *, outside: bool = False, identity: str = "rIdX") -> Change:
    """Add a relationship to a part's, which may have none."""

    def change(parts: dict[str, bytes]) -> None:
        folder, _, file = source.rpartition("/")
        name = f"{folder}/_rels/{file}.rels"
        empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        mode = ' TargetMode="External"' if outside else ""
        added = f'<Relationship Id="{identity}" Type="{REL}/{kind}" Target="{target}"{mode}/></Relationships>'
        parts[name] = parts.get(name, empty).replace(b"</Relationships>", added.encode())

    return change


def in_header(xml: str) -> Change:
    """Add something to the header."""
    return replace("word/header1.xml", "</w:hdr>", f"<w:p>{xml}</w:p></w:hdr>")


def field(instruction: str, result: str = "x") -> str:
    """A field, its instruction in two runs."""
    half = len(instruction) // 2
    codes = "".join(
        f"<w:r><w:instrText xml:space='preserve'>{part}</w:instrText></w:r>"
        for part in (instruction[:half], instruction[half:])
    )
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}{codes}{marks[1]}<w:r><w:t>{result}</w:t></w:r>{marks[2]}"


OBJECT = "</w:t></w:r><w:r><w:object/></w:r><w:r><w:t>"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
CROWD = b"<a>" + b"".join(b"<b/>%d" % (n * 2_654_435_761 % 2**32) for n in range(500_000)) + b"</a>"
REFUSED: dict[str, tuple[Change | bytes, str]] = {
    "empty": (b"", "is not a Word file"),
    "words": (b"Dear Sir or Madam, this is no archive", "is not a Word file"),
    "old": (b"\xd0\xcf\x11\xe0" + bytes(600), "is an old .doc or has a password"),
    "cut": (ministry()[:-400], "is not a Word file"),
    "archive": (zipped({"a.txt": b"a"}), "is a zip archive of something else"),
    "no main": (lambda parts: parts.pop("word/document.xml") and None, "lacks its main part"),
    "no start": (lambda parts: parts.pop("_rels/.rels") and None, "lacks its main part"),
    "macros": (
        replace(
            "[Content_Types].xml",
            MAIN.format("document"),
            MACROS,
        ),
        "holds macros",
    ),
    "macro part": (put("word/vbaProject.bin", b"\xd0\xcf\x11\xe0"), "holds macros"),
    "macro relation": (relation("word/document.xml", "vbaProject", "x.bin"), "holds macros"),
    "template": (
        relation("word/settings.xml", "attachedTemplate", "file:///C:/Users/x/Evil.dotm", outside=True),
        "is tied to the template",
    ),
    "remote picture": (
        relation("word/header1.xml", "image", "https://evil.example/a.png", outside=True),
        "draws a picture from outside itself",
    ),
    "remote drawing": (
        in_header(
            '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata '
            'src="http://evil.example/a.png"/></v:shape></w:pict></w:r>'
        ),
        "draws on something outside itself",
    ),
    "remote frame": (
        relation("word/webSettings.xml", "frame", "https://evil.example/", outside=True),
        "draws on something outside itself",
    ),
    "strange link": (
        relation("word/header1.xml", "hyperlink", "javascript:alert(1)", outside=True),
        "links may only be http, https or mailto",
    ),
    "embedded": (put("word/embeddings/oleObject1.bin", b"x"), "holds an embedded object"),
    "object relation": (relation("word/document.xml", "oleObject", "o.bin"), "holds an embedded object"),
    "object": (replace("word/document.xml", "This text", f"{OBJECT}This text"), "holds an object"),
    "merged file": (relation("word/document.xml", "aFChunk", "chunk.html"), "another file to be merged in"),
    "doctype": (
        put("word/theme/theme1.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
        "declares a DOCTYPE",
    ),
    "doctype elsewhere": (put("customXml/item9.xml", b'<!DOCTYPE x SYSTEM "x"><x/>'), "declares a DOCTYPE"),
    "not xml": (put("word/styles.xml", b"<w:styles"), "is not XML"),
    "bomb": (put("word/media/big.bmp", bytes(20_000_000)), "more than 100 times its size"),
    "many parts": (lambda parts: parts.update({f"x/{n}.bin": b"x" for n in range(600)}), "the limit is 500"),
    "many elements": (put("word/x.xml", CROWD), "too large"),
    "outside the folder": (put("../../evil.xml", b"<x/>"), "in a strange place"),
    "date field": (in_header(field(" DATE ")), "has the field 'DATE'"),
    "include field": (in_header(field(' INCLUDEPICTURE "http://evil.example/a.png" ')), "has the field"),
    "link field": (in_header(field(' HYPERLINK "file:///C:/a.exe" ')), "has the field 'HYPERLINK'"),
    "simple field": (in_header('<w:fldSimple w:instr=" DDEAUTO cmd "/>'), "has the field 'DDEAUTO'"),
    "open field": (in_header('<w:r><w:fldChar w:fldCharType="begin"/></w:r>'), "never ends"),
    "changes": (in_header('<w:ins w:id="1" w:author="x"><w:r/></w:ins>'), "has tracked changes"),
    "missing picture": (lambda parts: parts.pop("word/_rels/header1.xml.rels") and None, "is not there"),
    "missing header": (lambda parts: parts.pop("word/header1.xml") and None, "lacks its part"),
    "no room": (replace("word/document.xml", 'w:left="1701"', 'w:left="9999"'), "less than 100 points"),
    "strange measure": (replace("word/document.xml", 'w:left="1701"', 'w:left="wide"'), "cannot be read"),
    "strange picture": (put("word/media/image1.png", b"MZ\x90\0"), "a picture that is none of"),
    "mail merge": (
        replace("word/settings.xml", "</w:settings>", "<w:mailMerge/></w:settings>"),
        "is a mail merge",
    ),
}
# what is done to the ministry's file, or another file: why it is refused


def refused(name: str) -> tuple[bytes, str]:
    """A file that must be refused, and the words that must say why."""
    done, why = REFUSED[name]
    return (done if isinstance(done, bytes) else changed(ministry(), done)), why
