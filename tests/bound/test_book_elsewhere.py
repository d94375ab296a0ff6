"""What LibreOffice makes of a bound book: notes counted tab by tab, the contents with numbers of pages."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import binder
import letterheads
import pypdfium2
import pytest
import validators

from briefbook.assembly import book
from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.text import words
from briefbook.writers import docx, tree

T = d.Text
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(validators.SOFFICE is None, reason="LibreOffice (soffice) is not on this machine"),
]


def orchards() -> d.Document:
    """A book of four: one of several pages, one without a note, one whose titles are very long."""
    long = "The orchards of the upper valley, their water, their roads and what the two councils said of them"
    plans = (("Pears", 40), ("Plums", 0), (long, 3), ("Quinces", 12))
    chapters = []
    for title, count in plans:
        notes = (d.Note(number, f"fact-{number}", (T(f"Proof {number}."),)) for number in range(1, count + 1))
        blocks = [d.Heading(1, (T(title),), "title"), d.Definitions((d.Definition((T("Of"),), (T("us"),)),))]
        for number, note in enumerate(notes, 1):
            if number % 9 == 1:
                blocks.append(d.Heading(2, (T(f"{title}: part {number}"),), f"part-{number}"))
            blocks.append(d.Paragraph((T(f"{title} number {number} stand in water. " * 6), note)))
        blocks.append(d.Paragraph((T("An end."),)))
        resting = {"paper": range(1, count + 1)} if count else {}
        chapters.append(book.Chapter(d.Document(title, "en", tuple(blocks)), (), resting))
    language = words.load("en")
    return book.bind(chapters, book.Cover("Orchards"), language, {"contents": "Contents"})


def documents(tmp_path: Path) -> dict[str, tuple[d.Document, Theme]]:
    document, theme = binder.composed(binder.harbour(tmp_path / "w"), title="Harbour papers")
    return {
        "harbour": (document, theme),
        "harbour with a letterhead": (document, replace(theme, docx_reference=letterheads.ministry())),
        "marks repeated": (document, replace(theme, note_repeat="reference")),
        "orchards": (orchards(), Theme()),
    }


@pytest.mark.parametrize("name", ["harbour", "harbour with a letterhead", "marks repeated", "orchards"])
def test_libreoffice_shows_each_tab_its_notes_from_one_and_each_line_its_page(name, tmp_path: Path) -> None:
    document, theme = documents(tmp_path)[name]
    path = tmp_path / "book.docx"
    path.write_bytes(docx.write(document, theme))
    text = validators.convert(path, "fodt", tmp_path / "office").read_text(encoding="utf-8")
    shown = [int(each) for each in re.findall("<text:note-citation>([^<]*)", text)]
    assert shown == [number for part in document.parts for number in counted(part, theme)]
    file = pypdfium2.PdfDocument(validators.convert(path, "pdf", tmp_path / "office"))
    lines = contents(file)
    texts = binder.words(file)
    titles = [
        (part, tree.plain(block.children))
        for part in document.parts
        for block in part.document.blocks
        if isinstance(block, d.Heading) and block.level <= 2
    ]
    assert len(lines) == len(titles)
    for (part, title), (words_, page) in zip(titles, lines, strict=True):
        assert words_.endswith(title)
        divides = part.sign and title == part.document.title
        assert (f"{part.label} {title}" if divides else title) in texts[page - 1]


def counted(part: d.Part, theme: Theme) -> range:
    """The numbers of a tab's footnotes."""
    notes = list(tree.notes(part.document.blocks))
    once = theme.note_repeat == "reference"
    return range(1, 1 + (len({note.fact for note in notes}) if once else len(notes)))


def contents(file: pypdfium2.PdfDocument) -> list[tuple[str, int]]:
    """The lines of the contents, each with its number."""
    text = ""
    for number in range(1, len(file)):
        page = file[number].get_textpage().get_text_bounded()
        if "Contents" not in page and not text:
            continue
        if "..." not in page:
            break
        text += page
    even = " ".join(text.split()).partition("Contents ")[2]
    return [(words_, int(page)) for words_, page in re.findall(r"(.*?) ?\.{3,} ?(\d+)", even)]
