"""What validators, other readers and LibreOffice make of the Word file."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import mammoth
import ooxml_integrity
import openxml_audit
import pandoc
import pypdfium2
import pytest
import sample
from docx2python import docx2python

import stories
from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.writers import docx, tree

SOFFICE = shutil.which("soffice")
DOCUMENTS = {
    "brief": sample.BRIEF,
    "hostile": sample.hostile(),
    "odd": sample.ODD,
    "empty": sample.EMPTY,
    "features": stories.features(),
    **{f"random {seed}": stories.document(seed, notes=25) for seed in range(3)},
}


@pytest.fixture(params=DOCUMENTS)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    file = tmp_path / "brief.docx"
    file.write_bytes(docx.write(DOCUMENTS[request.param], Theme()))
    return file


def test_two_validators_have_nothing_to_say(path: Path) -> None:
    assert list(ooxml_integrity.check(str(path))) == []
    result = openxml_audit.OpenXmlValidator().validate(str(path))
    assert [f"{error.part_uri} {error.description}" for error in result.errors] == []


@pytest.mark.parametrize("name", ["brief", "features", "random 0", "random 1"])
def test_pandoc_reads_every_note_back_letter_for_letter(name: str) -> None:
    document = DOCUMENTS[name]
    reading = pandoc.read(docx.write(document, Theme()), "docx")
    assert reading.notes == expected(document)
    for block in document.blocks:
        # pandoc takes the title for a property
        if isinstance(block, d.Heading) and block.level > 1:
            assert pandoc.squeeze(tree.legal(tree.plain(block.children))) in reading.text


def test_mammoth_and_docx2python_read_every_note_back() -> None:
    data = docx.write(sample.BRIEF, Theme())
    page = mammoth.convert_to_html(io.BytesIO(data)).value
    items = re.findall(r'<li id="footnote-\d+">(.*?)</li>', page)
    assert [pandoc.squeeze(re.sub("<[^>]*>", "", item).replace("↑", "")) for item in items] == expected(
        sample.BRIEF
    )
    assert page.count("<h1>") == 1
    with docx2python(io.BytesIO(data)) as found:
        text = str(found.footnotes)
    assert all(note in text for note in expected(sample.BRIEF) if "gazette" not in note)


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not on this machine")
def test_notes_stand_on_the_pages_of_their_marks(tmp_path: Path) -> None:
    file = tmp_path / "brief.docx"
    file.write_bytes(docx.write(placed(140), Theme(docx_font="DejaVu Serif")))
    options = ("--headless", "--convert-to", "pdf", "--outdir", str(tmp_path))
    command = [str(SOFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", *options, str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pages: dict[str, int] = {}
    with pypdfium2.PdfDocument(tmp_path / "brief.pdf") as pdf:
        assert len(pdf) > 5
        for number, page in enumerate(pdf):
            for token in re.findall(r"(?:mark|note)\d+x", page.get_textpage().get_text_range()):
                pages.setdefault(token, number)
    assert len(pages) == 280
    apart = [n for n in range(1, 141) if pages[f"mark{n}x"] != pages[f"note{n}x"]]
    # LibreOffice itself carries a note over when its mark is the last of a page and no line is left for it
    assert len(apart) <= 2
    for n in apart:
        assert pages[f"note{n}x"] == pages[f"mark{n}x"] + 1 == pages[f"mark{n + 1}x"]


def expected(document: d.Document) -> list[str]:
    return [pandoc.squeeze(tree.legal(tree.plain(note.children))) for note in sample.notes(document)]


def placed(count: int) -> d.Document:
    """A document whose marks and notes say which they are, in paragraphs, lists, quotations and tables."""

    def statement(n: int) -> d.Inlines:
        said = d.Note(n, "", (d.Text(f"note{n}x " + "as was said at length " * (n % 7 + 1)),))
        return (d.Text("Words of a statement " * (n % 5 + 1) + f"mark{n}x"), said, d.Text(" and more. "))

    blocks: list[d.Block] = []
    for n in range(1, count + 1, 4):
        one, two, three, four = (statement(n + k) for k in range(4))
        blocks += [
            d.Heading(2, (d.Text("A section"),)),
            d.Paragraph(one),
            d.ListBlock(((d.Paragraph(two),),)),
            d.BlockQuote((d.Paragraph(three),)),
            d.Table(((d.Text("Head"),), (d.Text("Row"),)), ((four, ()),), ("", ""), (d.Text("Caption"),)),
        ]
    return d.Document("Placed", "en", tuple(blocks))
