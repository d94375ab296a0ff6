"""Who a brief is by: stored in every file when the officer says so, and nowhere when not."""

from __future__ import annotations

import io
from dataclasses import replace

import page
import pikepdf
import pypdfium2
import pytest
import sample
import word
from lxml import html

from briefbook.assembly import spec
from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.writers import docx, pdf, write

AUTHORS = ("Desk South, Ministry of Foreign Affairs", "Vụ Âu–Á (“Bộ”) & <b>Nội</b> \\ %s")


def made(author: str) -> d.Document:
    return replace(sample.BRIEF, author=author)


def core(document: d.Document) -> dict[str, str | None]:
    root = word.parts(docx.write(document, Theme()))["docProps/core.xml"]
    return {word.etree.QName(item).localname: item.text for item in root}


def meta(document: d.Document) -> list[str]:
    return html.fromstring(write("html", document, Theme(), "x").data).xpath(
        "//meta[@name='author']/@content"
    )


@pytest.mark.parametrize("author", AUTHORS)
def test_the_paper_names_its_author_twice_alike(author: str) -> None:
    data = pdf.write(made(author), Theme())
    assert pypdfium2.PdfDocument(data).get_metadata_dict()["Author"] == author
    with pikepdf.open(io.BytesIO(data)) as file:
        assert str(file.docinfo["/Author"]) == author
        assert list(file.open_metadata()["dc:creator"]) == [author]
    for profile in ("ua1", "3a"):
        assert page.validate_pdf_bytes(data, profile=profile).is_compliant


@pytest.mark.parametrize("author", AUTHORS)
def test_word_file_and_page_name_the_author(author: str) -> None:
    assert core(made(author))["creator"] == author
    assert meta(made(author)) == [author]


def test_markdown_names_the_author_without_printing_it() -> None:
    assert f'\nauthor-meta: "{AUTHORS[0]}"\n' in write("md", made(AUTHORS[0]), Theme(), "x").data.decode()


@pytest.mark.parametrize("author", ["", "\x00\n"])
def test_without_an_author_no_paper_names_one(author: str) -> None:
    data = pdf.write(made(author), Theme())
    with pikepdf.open(io.BytesIO(data)) as file:
        assert "/Author" not in file.docinfo
        assert "dc:creator" not in file.open_metadata()


def test_without_an_author_no_other_file_names_one() -> None:
    assert "creator" not in core(made(""))
    assert meta(made("")) == []
    assert b"author" not in write("md", made(""), Theme(), "x").data


def test_the_author_is_printed_on_no_page() -> None:
    pages = pypdfium2.PdfDocument(pdf.write(made(AUTHORS[0]), Theme()))
    assert not any("Desk South" in each.get_textpage().get_text_bounded() for each in pages)


def test_a_brief_names_its_author_in_every_file_built_of_it(space) -> None:
    (brief,) = (space.root / "briefs").iterdir()
    name = f"briefs/{brief.name}"
    space.write(name, 'author = "  Harbour   desk "\n' + space.read(name))
    assert space.run("build", "--to", "docx,pdf,html").status == 0
    out = space.root / "out"
    root = word.parts((out / f"{brief.stem}.docx").read_bytes())["docProps/core.xml"]
    assert "Harbour desk" in [item.text for item in root]
    assert pypdfium2.PdfDocument(out / f"{brief.stem}.pdf").get_metadata_dict()["Author"] == "Harbour desk"
    assert '<meta name="author" content="Harbour desk">' in (out / f"{brief.stem}.html").read_text("utf-8")


def test_settings_name_an_author_for_all_briefs() -> None:
    values, problems = spec.defaults(b'[defaults]\nauthor = "Protocol"\n', "briefbook.toml")
    assert (values, problems) == ({"author": "Protocol"}, ())


def test_an_author_that_is_no_text_is_refused_with_its_line(space) -> None:
    (brief,) = (space.root / "briefs").iterdir()
    name = f"briefs/{brief.name}"
    space.write(name, 'author = ["A", "B"]\n' + space.read(name))
    ran = space.run("build")
    assert ran.status == 1
    assert f"{name}:1: error" in ran.err
    assert "author" in ran.err
