"""The table of contents: where it stands, what it says, where it leads."""

from __future__ import annotations

import re
from dataclasses import replace

import builder
import page
import pypdfium2
import pytest
import reading
from test_pdf_conformance import objects

import stories
from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.writers import pdf

ALWAYS, NEVER = replace(Theme(), contents_when="always"), replace(Theme(), contents_when="never")


def story(sections: int, lines: int = 40, **more: object) -> d.Document:
    head = d.Definitions((d.Definition((d.Text("Host"),), (d.Text("Harbourland"),)),))
    blocks: list[d.Block] = [d.Heading(1, (d.Text("The visit"),), "title"), head]
    for number in range(1, sections + 1):
        note = d.Note(number, "f", (d.Text(f"Proof {number}."),))
        link = d.Link("https://example.org", (d.Text(f"Heading{number:02d}"),))
        children = (link, note, d.LineBreak(), d.Emphasis((d.Text("in two lines"),)))
        blocks.append(d.Heading(2 + (number % 3 == 0), children, f"h{number}"))
        blocks.extend(d.Paragraph((d.Text(f"Line {line} of the text."),)) for line in range(lines))
    return d.Document("The visit", "en", tuple(blocks), **more)  # type: ignore[arg-type]


def has_contents(document: d.Document, theme: Theme) -> bool:
    return "Contents" in reading.sheets(pdf.write(document, theme))[0].text


def test_only_documents_of_more_than_four_pages_have_contents_by_themselves() -> None:
    seen = set()
    for lines in range(20, 90, 3):
        short = story(3, lines)
        _, cut = builder.build(short, NEVER)
        seen.add(len(cut) > 4)
        assert has_contents(short, Theme()) == (len(cut) > 4)
    assert seen == {True, False}


def test_a_theme_may_want_contents_always_or_never() -> None:
    assert has_contents(story(2, 2), ALWAYS)
    assert not has_contents(story(20), NEVER)
    assert not has_contents(story(1, 300), ALWAYS), "contents of one line say nothing"


@pytest.mark.parametrize("sections", [7, 30])
def test_the_contents_name_each_heading_and_the_page_it_is_on(sections: int) -> None:
    sheets = reading.sheets(pdf.write(story(sections), Theme()))
    end = sheets[0].text.index("Line 0 of") if "Line 0 of" in sheets[0].text else len(sheets[0].text)
    said = re.findall(r"Heading(\d\d) in two lines \r?\n?(\d+)", sheets[0].text[:end])
    found = [
        (number, str(at))
        for at, sheet in enumerate(sheets, 1)
        for number in re.findall(r"Heading(\d\d)(?!.*\d* in two lines)", sheet.text)
    ]
    assert said == found
    assert len(said) == sections


def test_the_contents_stand_between_the_head_block_and_the_first_section() -> None:
    first = reading.sheets(pdf.write(story(8), Theme()))[0].text
    places = [first.index(words) for words in ("The visit", "Harbourland", "Contents", "Heading01", "Line 0")]
    assert places == sorted(places)


def test_the_contents_have_the_title_that_the_document_gives() -> None:
    french = story(8, labels={"contents": "Sommaire"})
    assert "Sommaire" in reading.sheets(pdf.write(french, Theme()))[0].text


def test_each_entry_leads_to_the_place_of_its_heading() -> None:
    data = pdf.write(story(8), Theme())
    plain = objects(data)
    file = pypdfium2.PdfDocument(data)
    marks = {mark.get_title(): mark.get_dest().get_index() for mark in file.get_toc()}
    numbers = {str(index + 1): label for label, index in marks.items() if label.startswith("Heading")}
    assert numbers
    pages = re.findall(rb"/Kids\s*\[\s*((?:\d+ 0 R\s*)+)\]", plain)
    kids = re.findall(rb"(\d+) 0 R", max(pages, key=len))
    links = re.findall(rb"/Contents\((Heading\d\d).*?/Dest\[(\d+) 0 R/XYZ", plain)
    assert len({name for name, _ in links}) == 8
    for name, target in links:
        (title,) = [title for title in marks if title.startswith(name.decode())]
        assert kids.index(target) == marks[title]


def test_the_contents_are_tagged_and_the_file_conforms() -> None:
    data = pdf.write(story(8), Theme())
    plain = objects(data)
    assert plain.count(b"/S/TOC/") == 1
    assert plain.count(b"/S/TOCI/") == 8
    for profile in ("ua1", "3a"):
        result = page.validate_pdf_bytes(data, profile=profile)
        assert result.is_compliant, result.failures


def test_many_parts_leave_only_the_sections_in_the_contents() -> None:
    plain = objects(pdf.write(story(60, 5), Theme()))
    assert plain.count(b"/S/TOCI/") == 40


def test_notes_stay_with_their_marks_behind_contents() -> None:
    for seed in range(600, 606):
        random = stories.document(seed, notes=30, charts=True)
        assert builder.faults(*builder.build(random, ALWAYS)) == []


def test_pages_are_labelled_with_the_numbers_printed_on_them() -> None:
    file = pypdfium2.PdfDocument(pdf.write(story(8), Theme()))
    assert [file.get_page_label(at) for at in range(3)] == ["1", "2", "3"]
