"""A clean and a poisoned twin of a Word file, told apart: the same place, once with a harmless change."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
import repack
import sample
from PIL import Image

from briefbook.model.theme import Theme
from briefbook.writers import docx, grammar

Parts = dict[str, bytes]
WHOLE = docx.write(sample.BRIEF, Theme())
DOCUMENT, RELS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def swap(name: str, old: str, new: str) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        assert old.encode() in parts[name], f"{old!r} is not in {name}"
        parts[name] = parts[name].replace(old.encode(), new.encode(), 1)

    return change


def body(xml: str) -> Callable[[Parts], None]:
    """Something more before the page set-up of the body."""
    return swap(DOCUMENT, "<w:sectPr", f"{xml}<w:sectPr")


def words(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def field(instruction: str) -> str:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return f"<w:p>{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>{end}</w:p>"


def relation(kind: str, target: str, mode: str = ' TargetMode="External"') -> Callable[[Parts], None]:
    new = f'<Relationship Id="rId900" Type="{REL}/{kind}" Target="{target}"{mode}/></Relationships>'
    return swap(RELS, "</Relationships>", new)


def part(name: str, content: bytes, kind: str, content_type: str) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        parts[name] = content
        relation(kind, name.removeprefix("word/"), "")(parts)
        swap(TYPES, "</Types>", f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>')(parts)

    return change


_buffer = io.BytesIO()
Image.new("RGB", (4, 4)).save(_buffer, "PNG")
PNG = _buffer.getvalue()
TEXT_PIECE = b"\0\0\0\7tEXtA\0hello\0\0\0\0"
FOOTER = "word/footer1.xml"
ATTACHED = '<attachment name="facts.json"'
TWINS: dict[str, tuple[Callable[[Parts], None], Callable[[Parts], None]]] = {
    "a field of another kind": (body(field(" PAGE ")), body(field(' INCLUDETEXT "x" '))),
    "a field that starts a program": (body(field(" NUMPAGES ")), body(field(" DDEAUTO cmd /c calc "))),
    "a field in capitals or not": (body(field(" page ")), body(field(" IncludePicture x "))),
    "a field in two pieces": (
        body(field(" PA</w:instrText></w:r><w:r><w:instrText>GE ")),
        body(field(" DD</w:instrText></w:r><w:r><w:instrText>E ")),
    ),
    "a field without an end": (
        body(words("end")),
        body('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'),
    ),
    "a simple field": (
        swap(FOOTER, "<w:p>", '<w:p><w:fldSimple w:instr=" PAGE "/>'),
        swap(FOOTER, "<w:p>", '<w:p><w:fldSimple w:instr=" MACROBUTTON x "/>'),
    ),
    "a link field": (
        body(field(' HYPERLINK "https://gazette.example/x" ')),
        body(field(' HYPERLINK "file:///c:/x" ')),
    ),
    "the address of a link": (
        relation("hyperlink", "https://gazette.example/b"),
        relation("hyperlink", "smb://host/share"),
    ),
    "the scheme of a link": (
        relation("hyperlink", "mailto:a@b.example"),
        relation("hyperlink", "javascript:x"),
    ),
    "a relationship to another file": (
        relation("hyperlink", "http://a.example/"),
        relation("attachedTemplate", "http://a.example/x.dotm"),
    ),
    "a picture": (
        part("word/media/image7.png", PNG, "image", "image/png"),
        relation("image", "https://a.example/x.png"),
    ),
    "a picture that is none": (
        part("word/media/image7.png", PNG, "image", "image/png"),
        part("word/media/image7.png", b"MZ\x90\0", "image", "image/png"),
    ),
    "words in a drawing": (
        part("word/media/chart7.png", PNG, "image", "image/png"),
        part("word/media/chart7.png", PNG[:33] + TEXT_PIECE + PNG[33:], "image", "image/png"),
    ),
    "macros": (
        part("word/media/image7.png", PNG, "image", "image/png"),
        part(
            "word/vbaProject.bin", b"\xd0\xcf\x11\xe0", "vbaProject", "application/vnd.ms-office.vbaProject"
        ),
    ),
    "the type of the main part": (
        swap(TYPES, "footnotes+xml", "footnotes+xml"),
        swap(TYPES, "wordprocessingml.document.main+xml", "wordprocessingml.document.macroEnabled.main+xml"),
    ),
    "an object": (body(words("object")), body("<w:p><w:r><w:object/></w:r></w:p>")),
    "another file to be merged in": (body(words("altChunk")), body('<w:altChunk r:id="rId1"/>')),
    "a control": (body(words("control")), body("<w:p><w:r><w:control/></w:r></w:p>")),
    "a DOCTYPE": (
        swap(DOCUMENT, "?>\n<w:document", "?>\n<w:document"),
        swap(DOCUMENT, "?>\n<w:document", '?>\n<!DOCTYPE x [<!ENTITY a "b">]><w:document'),
    ),
    "a comment": (body(words("a comment")), body("<!-- C:\\Users\\anna -->")),
    "an entity": (body(words("&amp;")), body(words("&xxe;"))),
    "tracked changes": (
        body(words("kept")),
        body("<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"),
    ),
    "a note of a reviewer": (
        body(words("fine")),
        body('<w:p><w:r><w:commentReference w:id="1"/></w:r></w:p>'),
    ),
    "hidden words": (
        body("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>seen</w:t></w:r></w:p>"),
        body("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r></w:p>"),
    ),
    "an attribute": (
        body('<w:p><w:bookmarkStart w:id="901" w:name="a"/><w:bookmarkEnd w:id="901"/></w:p>'),
        body('<w:p w:rsidR="00A1B2C3"><w:r><w:t>a</w:t></w:r></w:p>'),
    ),
    "an id without a relationship": (body(words("rId77")), body('<w:hyperlink r:id="rId77"/>')),
    "a part that nothing refers to": (
        part("word/media/image7.png", PNG, "image", "image/png"),
        lambda parts: parts.update({"word/media/image7.png": PNG}),
    ),
    "a part with a name of its own": (
        part("word/media/image8.png", PNG, "image", "image/png"),
        part("word/notes of anna.xml", b"<a/>", "customXml", "application/xml"),
    ),
    "an attachment": (
        swap("customXml/item1.xml", ATTACHED, ATTACHED),
        swap("customXml/item1.xml", ATTACHED, '<attachment name="other.json"/><attachment name="facts.json"'),
    ),
    "a setting": (
        swap("word/settings.xml", "<w:zoom", '<w:mirrorMargins w:val="0"/><w:zoom'),
        swap("word/settings.xml", "<w:zoom", '<w:attachedTemplate r:id="rId1"/><w:zoom'),
    ),
    "a reply to a template's owner": (
        swap("word/settings.xml", "<w:zoom", "<w:bookFoldPrinting/><w:zoom"),
        swap("word/settings.xml", "<w:zoom", "<w:mailMerge/><w:zoom"),
    ),
    "a strange namespace": (
        body(words("urn:evil")),
        swap(FOOTER, "<w:p>", '<x:y xmlns:x="urn:evil"/><w:p>'),
    ),
    "tags that are crossed": (body(words("a")), body("<w:p><w:r></w:p></w:r>")),
}


def made(change: Callable[[Parts], None]) -> tuple[str, ...]:
    parts = repack.members(WHOLE)
    change(parts)
    return grammar.look("docx", repack.zipped(parts), sample.BRIEF.attachments).faults


@pytest.mark.parametrize("what", TWINS)
def test_the_clean_twin_passes_and_the_poisoned_one_does_not(what: str) -> None:
    clean, poisoned = TWINS[what]
    assert made(clean) == ()
    assert made(poisoned) != ()


def test_nothing_may_stand_before_between_or_behind_the_parts_of_the_archive() -> None:
    parts = repack.members(WHOLE)
    assert grammar.look("docx", repack.zipped(parts), sample.BRIEF.attachments).faults == ()
    for data in (
        repack.zipped(parts) + b"behind",
        b"before" + repack.zipped(parts),
        repack.zipped(parts, stamp=(2026, 11, 22, 10, 0, 0)),
        repack.zipped(parts, extra=b"\x55\x54\x05\0\x01abcd"),
        repack.zipped(parts)[:-40],
    ):
        assert grammar.look("docx", data, sample.BRIEF.attachments).faults != ()
