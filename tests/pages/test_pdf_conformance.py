"""The files keep the rules of PDF/UA-1 and PDF/A-3a, and hold nothing that acts."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import sys
import zlib
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest
import unpacked

import stories
from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.writers import pdf

STORIES = {
    "features": stories.features(charts=True),
    "random": stories.document(1, charts=True),
    "random with odd characters": stories.document(12, notes=60, charts=True),
    "brief": stories.plain(60),
    "empty": d.Document("", "", ()),
    "headings that skip levels": d.Document(
        "Skip", "en", (d.Heading(3, (d.Text("Third"),), "t"), d.Heading(2, (d.Text("Second"),), "s"))
    ),
}


def objects(data: bytes) -> bytes:
    """All object streams of a file, unpacked."""
    out = [data]
    for match in re.finditer(rb"/Type/ObjStm.*?stream\n(.*?)\r\nendstream", data, re.S):
        out.append(zlib.decompress(match[1]))
    return b"\n".join(out)


def outside_streams(data: bytes) -> bytes:
    """All objects of a file without the data of its streams, in which any name may stand by chance."""
    parts = unpacked.take_apart(data).objects.values()
    return b"\n".join(part.partition(b">>\nstream\n")[0] for part in parts)


@pytest.mark.parametrize("profile", ["ua1", "3a"])
@pytest.mark.parametrize("name", STORIES)
def test_the_file_conforms(name: str, profile: str) -> None:
    result = page.validate_pdf_bytes(pdf.write(STORIES[name], Theme()), profile=profile)
    assert result.is_compliant, result.failures


@pytest.mark.parametrize("name", STORIES)
def test_pikepdf_finds_nothing_wrong(name: str) -> None:
    with pikepdf.open(io.BytesIO(pdf.write(STORIES[name], Theme()))) as file:
        assert file.check_pdf_syntax() == []
        assert file.get_warnings() == []


def test_pikepdf_finds_what_is_wrong() -> None:
    data = pdf.write(STORIES["features"], Theme())
    start = data.rindex(b"startxref\n") + 10
    with pikepdf.open(io.BytesIO(data[:start] + b"7\n%%EOF\n")) as file:
        assert file.check_pdf_syntax() or file.get_warnings()


def test_all_but_streams_stands_in_object_streams() -> None:
    data = pdf.write(STORIES["brief"], Theme())
    loose = [body for body in re.findall(rb"\d+ 0 obj\n(.{0,200})", data, re.S) if b"stream\n" not in body]
    assert loose == []
    assert len(re.findall(rb"/Type/ObjStm", data)) > 1


def test_pikepdf_has_no_say_in_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "pikepdf.py").write_text("raise SystemExit('pikepdf was asked for')\n")
    code = (
        "import hashlib, sys; sys.path[:0] = sys.argv[1:]; import stories\n"
        "from briefbook.model.theme import Theme; from briefbook.writers import pdf\n"
        "print(hashlib.sha256(pdf.write(stories.plain(60), Theme())).hexdigest())"
    )
    folders = [str(tmp_path), str(Path(stories.__file__).parent)]
    done = subprocess.run([sys.executable, "-c", code, *folders], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == hashlib.sha256(pdf.write(STORIES["brief"], Theme())).hexdigest()


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
@pytest.mark.parametrize("name", STORIES)
def test_qpdf_finds_nothing_wrong(name: str, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf.write(STORIES[name], Theme()))
    done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_in_the_file_acts() -> None:
    data = outside_streams(pdf.write(stories.document(12, notes=60), Theme()))
    actions = set(re.findall(rb"/S\s*/(URI|GoTo|GoToR|Launch|JavaScript|SubmitForm|Named|Rendition)\b", data))
    assert actions == {b"URI"}
    for word in (b"/OpenAction", b"/AA", b"/JS", b"/Launch", b"/RichMedia", b"/AcroForm"):
        assert not re.search(re.escape(word) + rb"\b", data)


def test_an_address_that_is_no_web_or_mail_address_is_printed_as_text() -> None:
    children = tuple(
        d.Link(url, (d.Text(f"words{index} "),))
        for index, url in enumerate(("javascript:alert(1)", "file:///etc/passwd", "smb://host/x", "//host"))
    )
    good = (
        d.Link("https://example.org/a b", (d.Text("good"),)),
        d.Link("mailto:a@example.org", (d.Text("m"),)),
    )
    data = objects(pdf.write(d.Document("Links", "en", (d.Paragraph((*children, *good)),)), Theme()))
    assert re.findall(rb"/URI\((.*?)\)", data) == [b"https://example.org/a%20b", b"mailto:a@example.org"]


def test_the_outline_holds_the_headings_in_their_order_and_depth() -> None:
    blocks = tuple(
        d.Heading(level, (d.Text(title),), title.lower())
        for level, title in ((1, "Title"), (2, "First"), (3, "Inner"), (2, "Việt Nam"))
    )
    file = pypdfium2.PdfDocument(pdf.write(d.Document("Outline", "en", blocks), Theme()))
    shown = [(mark.level, mark.get_title()) for mark in file.get_toc()]
    assert shown == [(0, "Title"), (1, "First"), (2, "Inner"), (1, "Việt Nam")]


def test_the_properties_come_from_the_document_alone() -> None:
    story = stories.features()
    file = pypdfium2.PdfDocument(pdf.write(story, Theme()))
    shown = file.get_metadata_dict()
    assert shown["Title"] == story.title
    assert shown["Subject"] == "Test"
    assert shown["Keywords"] == "one, two"
    assert shown["Author"] == ""
    assert shown["CreationDate"] == shown["ModDate"] == "D:20250310000000Z"
    data = objects(pdf.write(story, Theme()))
    assert b"/DisplayDocTitle true" in data


def test_headings_and_anchors_can_be_pointed_at() -> None:
    anchor = d.Anchor("fact-one", (d.Text("words"),))
    blocks = (d.Heading(2, (d.Text("Economy"),), "economy"), d.Paragraph((anchor,)))
    data = objects(pdf.write(d.Document("Names", "en", blocks), Theme()))
    assert re.search(rb"/Dests<</Names\[\(economy\)\[\d+ 0 R/XYZ .*?\]\s*\(fact-one\)\[\d+ 0 R/XYZ ", data)


def test_marks_and_notes_lead_to_each_other_in_the_words_of_the_document() -> None:
    labels = {"footnote": "Note de bas de page {number}", "back_to_text": "Retour à l’appel {number}"}
    note = d.Note(1, "f", (d.Text("Preuve."),))
    story = d.Document("Notes", "fr", (d.Paragraph((d.Text("Fait."), note)),), labels=labels)
    data = objects(pdf.write(story, Theme()))
    assert b"/Contents(Note de bas de page 1)" in data
    assert "Retour à l’appel 1".encode("utf-16-be").hex().upper().encode() in data
    assert len(re.findall(rb"/Subtype/Link.*?/Dest\[\d+ 0 R/XYZ", data)) == 2


def test_attachments_travel_as_data() -> None:
    file = pypdfium2.PdfDocument(pdf.write(stories.features(), Theme()))
    assert [file.get_attachment(at).get_name() for at in range(file.count_attachments())] == ["facts.json"]
    assert bytes(file.get_attachment(0).get_data()) == b"{}"
    assert b"/AFRelationship/Data" in objects(pdf.write(stories.features(), Theme()))


def test_words_of_another_language_say_so() -> None:
    inlines = (d.Text("In English, "), d.Text("en français", "fr"), d.Text(", "), d.Text("tiếng Việt", "vi"))
    data = objects(pdf.write(d.Document("Tongues", "en", (d.Paragraph(inlines),)), Theme()))
    assert re.findall(rb"/S/Span.*?/Lang\((.*?)\)", data) == [b"fr", b"vi"]
