"""The bound book as a Word file: sections, notes that begin anew, languages, contents."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import binder
import docx as python_docx
import letterheads
import pytest
import validators
import word
from word import W

from briefbook.model import document as d
from briefbook.writers import docx, tree


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return binder.harbour(tmp_path_factory.mktemp("desk") / "w")


@pytest.fixture(scope="module")
def book(root: Path) -> tuple[d.Document, bytes]:
    document, theme = binder.composed(root, title="Harbour papers", subtitle="For the delegation")
    return document, docx.write(document, theme)


def test_each_tab_is_a_section_whose_notes_begin_anew(book) -> None:
    body = word.parts(book[1])["word/document.xml"]
    sections = list(body.iter(W + "sectPr"))
    assert len(sections) == 1 + len(book[0].parts)
    assert [each.find(f"{W}footnotePr/{W}numRestart").get(W + "val") for each in sections] == ["eachSect"] * 5
    assert {each.find(f"{W}type").get(W + "val") for each in sections} == {"nextPage"}
    # LibreOffice counts only where the last section differs from the first; neither of them has a note
    numerals = [each.find(f"{W}footnotePr/{W}numFmt") for each in sections]
    assert [each is not None and each.get(W + "val") for each in numerals] == [
        "lowerRoman", *[False] * 3, "decimal"
    ]  # fmt: skip
    ends = list(body.iter(W + "sectPr", W + "footnoteReference"))
    assert ends[0] is sections[0]
    assert ends[-2:] == sections[-2:]


def test_each_section_has_the_title_at_its_head_and_its_label_at_its_foot(book) -> None:
    made = python_docx.Document(io.BytesIO(book[1]))
    heads = [section.header.paragraphs[0].text for section in made.sections]
    feet = [section.footer.paragraphs[0].text for section in made.sections]
    assert heads == ["Harbour papers", *(part.document.title for part in book[0].parts)]
    assert feet == ["\t1", "\tTab 1 · 1", "\tTab 2 · 1", "\tTab 3 · 1", "\tSources · 1"]
    assert made.sections[0].first_page_footer.paragraphs[0].text == "\t"


def test_every_note_of_every_tab_is_there_in_order(book) -> None:
    document, data = book
    told = [tree.plain(note.children) for part in document.parts for note in tree.notes(part.document.blocks)]
    assert list(word.notes(data).values()) == told


def test_tabs_are_headings_of_the_first_level_with_sections_below(book) -> None:
    found = [(style, text) for style, text in word.paragraphs(book[1]) if style.startswith("Heading")]
    assert [text for style, text in found if style == "Heading1"] == [
        "Tab 1 Working visit of the Prime Minister of Maruvia to Halvery",
        "Tab 2 Visite de travail du Premier ministre de Maruvie",
        "Tab 3 Trade between Maruvia and Halvery",
        "Sources",
    ]
    assert ("Heading2", "Économie") in found


def test_the_contents_lead_to_tabs_and_sections_and_ask_word_for_the_pages(book) -> None:
    tree_ = word.parts(book[1])
    lines = [text for style, text in word.paragraphs(book[1]) if style in ("TOC1", "TOC2")]
    assert lines[0] == "Tab 1\tWorking visit of the Prime Minister of Maruvia to Halvery\t"
    assert len(lines) == sum(
        isinstance(block, d.Heading) and block.level <= 2
        for part in book[0].parts
        for block in part.document.blocks
    )
    assert tree_["word/settings.xml"].find(W + "updateFields") is not None
    body = tree_["word/document.xml"]
    told = [code.text.split() for code in body.iter(W + "instrText")]
    # a field of Word's for the whole would lose the labels in Word, and the numbers in LibreOffice
    assert not [code for code in told if code[0] == "TOC"]
    names = [mark.get(W + "name") for mark in body.iter(W + "bookmarkStart")]
    lead = [code[1] for code in told if code[0] == "PAGEREF"]
    assert lead == [name for name in names if name.startswith("_Toc")]
    assert len(lead) == len(lines)


def test_the_lines_of_the_contents_have_no_indent_on_the_right(book) -> None:
    """LibreOffice prints no number that stands in it."""
    styles = word.parts(book[1])["word/styles.xml"]
    for level in (1, 2):
        (style,) = (each for each in styles if each.get(W + "styleId") == f"TOC{level}")
        assert style.find(f"{W}pPr/{W}ind").get(W + "right", "0") == "0"


def test_mentions_in_the_annex_show_the_numbers_of_their_tabs(book) -> None:
    body = word.parts(book[1])["word/document.xml"]
    said = [word.text(paragraph) for paragraph in body.iter(W + "p")][-2]
    assert "Tab 3: Notes 1–7" in " ".join(said.split())


def test_words_of_another_language_say_so_in_text_and_notes(book) -> None:
    parts = word.parts(book[1])
    french = [
        run
        for name in ("word/document.xml", "word/footnotes.xml")
        for run in parts[name].iter(W + "r")
        if (lang := run.find(f"{W}rPr/{W}lang")) is not None and lang.get(W + "val") == "fr-FR"
    ]
    said = " ".join(word.text(run) for run in french)
    assert "Économie" in said
    assert "Onglet" not in said
    titles = [p for p in parts["word/document.xml"].iter(W + "p") if word.style(p) == "Heading1"]
    label, _, title = list(titles[1].iter(W + "r"))
    assert label.find(f"{W}rPr/{W}lang") is None
    assert title.find(f"{W}rPr/{W}lang").get(W + "val") == "fr-FR"


def test_facts_of_all_tabs_are_kept_under_their_own_names(book) -> None:
    root = word.parts(book[1])["customXml/item1.xml"]
    assert [each.get("name") for each in root] == [f"tab-{number}-facts.json" for number in (1, 2, 3)]
    for each, part in zip(root, book[0].parts, strict=False):
        numbers = {number for fact in json.loads(each.text)["facts"] for number in fact["notes"]}
        assert numbers == set(range(1, len(list(tree.notes(part.document.blocks))) + 1))


def test_repeated_marks_are_counted_in_their_own_tab(root: Path, tmp_path: Path) -> None:
    document, theme = binder.composed(root)
    data = docx.write(document, replace(theme, note_repeat="reference"))
    assert word.faults(data, book=True) == []
    facts = word.parts(data)["customXml/item1.xml"]
    for each in facts:
        numbers = sorted({number for fact in json.loads(each.text)["facts"] for number in fact["notes"]})
        assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.slow
@pytest.mark.parametrize("head", ["", "ministry", "both", "sections"])
def test_no_validator_has_a_finding_on_a_book(root: Path, tmp_path: Path, head: str) -> None:
    document, theme = binder.composed(root, marking="TLP:RED")
    heads = {
        "": b"",
        "ministry": letterheads.ministry(),
        "both": letterheads.ministry(first=True, even=True),
        "sections": letterheads.sections(),
    }
    path = tmp_path / "book.docx"
    path.write_bytes(docx.write(document, replace(theme, docx_reference=heads[head], numbered_headings=True)))
    assert validators.findings(path, book=True) == []


@pytest.mark.slow
@pytest.mark.skipif(validators.SOFFICE is None, reason="LibreOffice is not here")
def test_libreoffice_opens_a_book_with_every_tab_on_a_page_of_its_own(book, tmp_path: Path) -> None:
    import pypdfium2

    path = tmp_path / "book.docx"
    path.write_bytes(book[1])
    file = pypdfium2.PdfDocument(validators.convert(path, "pdf", tmp_path / "office"))
    texts = binder.words(file)
    for number, part in enumerate(book[0].parts[:3], 1):
        (at,) = [
            at for at, text in enumerate(texts) if f"Tab {number} {part.document.title}" in text and at > 1
        ]
        assert f"Tab {number} · {at + 1}" in texts[at]
        assert "At a glance" not in texts[at]
