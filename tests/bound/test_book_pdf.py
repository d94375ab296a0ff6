"""The bound book on paper: notes beside their marks, numbers that agree, links that land."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import binder
import page as page_validation
import paper
import pypdfium2
import pytest
from test_pdf_conformance import objects

from briefbook import writers
from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.writers import pdf, tree

SAID = {"en": ("Footnote", "Back to reference"), "fr": ("Note", "Retour à l’appel")}
# what links to notes and back to their marks say, by language
NASTY = "<b>%PDF \\( )>> endobj</b> שלום e\u0301 漢字 " + "Long " * 60


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> tuple[d.Document, bytes]:
    root = binder.harbour(tmp_path_factory.mktemp("desk") / "w")
    document, theme = binder.composed(root, title="Harbour papers", subtitle="For the delegation")
    return document, pdf.write(document, theme)


@pytest.fixture(scope="module")
def file(book: tuple[d.Document, bytes]) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(book[1])


def test_tabs_are_the_first_level_of_the_outline_and_their_sections_the_second(file) -> None:
    found = binder.outline(file)
    assert [each.title for each in found if each.level == 0] == [
        "Contents",
        "Tab 1 · Working visit of the Prime Minister of Maruvia to Halvery",
        "Tab 2 · Visite de travail du Premier ministre de Maruvie",
        "Tab 3 · Trade between Maruvia and Halvery",
        "Sources",
    ]
    assert "Économie" in [each.title for each in found if each.level == 1]
    texts = binder.words(file)
    for each in found:
        assert each.title.partition(" · ")[2] or each.title in texts[each.page], each


def test_the_label_of_a_page_is_what_stands_at_its_foot(file) -> None:
    texts, labels = binder.words(file), binder.labels(file)
    assert labels[:2] == ["1", "2"]
    assert labels[2] == "Tab 1 · 3"
    assert labels[-1] == f"Sources · {len(file)}"
    assert [int(label.rpartition(" ")[2]) for label in labels] == list(range(1, len(file) + 1))
    for text, label in list(zip(texts, labels, strict=True))[1:]:
        assert label in text


def test_the_contents_give_the_page_of_each_heading_and_lead_there(file) -> None:
    text = binder.words(file)[1]
    entries = binder.outline(file)[1:]
    rest = text[text.index("Contents") :]
    for each in entries:
        title = each.title.replace(" · ", " ")
        found = re.search(rf"{re.escape(title)} (\d+)", rest)
        assert found, title
        assert int(found[1]) == each.page + 1
        rest = rest[found.end() - len(found[1]) :]
    landed = binder.links(file, 1)
    assert list(dict.fromkeys(landed)) == list(dict.fromkeys(each.page for each in entries))


def test_every_note_stands_on_the_page_of_its_mark_and_each_tab_counts_from_one(book, file) -> None:
    document, data = book
    read = {lang: paper.read_pages(data, *words) for lang, words in SAID.items()}
    texts, labels = [paper.glued(text) for text in binder.words(file)], binder.labels(file)
    for number, part in enumerate(document.parts[:3], 1):
        notes = list(tree.notes(part.document.blocks))
        own = [at for at, label in enumerate(labels) if label.startswith(f"Tab {number} ")]
        marks, begun = read[part.document.lang]
        assert sorted(n for at in own for n in begun[at]) == list(range(1, len(notes) + 1))
        assert [sorted(marks[at]) for at in own] == [sorted(begun[at]) for at in own]
        for note in notes:
            printed = note.number - part.before
            (at,) = [at for at in own if printed in begun[at]]
            whole = f"{printed}{paper.glued(tree.plain(note.children))}"
            # a note may end on the next page
            here = next(size for size in range(len(whole), 0, -1) if whole[:size] in texts[at])
            assert here > 20
            assert whole[here:] in texts[at + 1]


def test_links_of_marks_and_notes_stay_in_their_tab(file) -> None:
    labels = binder.labels(file)
    for number in range(2, len(file) - 1):
        home = labels[number].partition(" · ")[0]
        assert {labels[at].partition(" · ")[0] for at in binder.links(file, number)} <= {home}
    tabs = {labels[at].partition(" · ")[0] for at in binder.links(file, len(file) - 1)}
    assert tabs == {"Tab 1", "Tab 2", "Tab 3"}


def test_each_source_is_listed_once_with_the_tabs_that_use_it(file) -> None:
    texts = binder.words(file)
    assert sum(text.count("courier-2024-05-15") for text in texts) == 1
    assert "SHA-256" not in "".join(texts[:-1])
    assert re.search(r"Tab 1: Notes 1[,–].* Tab 2: Notes 1[,–].* Tab 3: Notes 1[,–]", texts[-1])


def test_the_facts_of_every_brief_travel_in_the_book(book, file) -> None:
    names = [file.get_attachment(at).get_name() for at in range(file.count_attachments())]
    assert sorted(names) == ["tab-1-facts.json", "tab-2-facts.json", "tab-3-facts.json"]


def test_each_tab_keeps_its_language(book) -> None:
    document, _ = book
    assert [part.document.lang for part in document.parts] == ["en", "fr", "en", "en"]
    assert b"/S/Part/P" in objects(book[1])
    assert re.search(rb"/S/Part/P \d+ 0 R/Lang\(fr\)", objects(book[1]))


def test_names_are_unique_over_the_tabs(book) -> None:
    names = re.findall(r"\{#(\S+) ", tree.write(book[0], Theme()).decode())
    names += re.findall(r"heading \d #(\S+):", tree.write(book[0], Theme()).decode())
    assert len(names) == len(set(names)) > 30


def test_a_later_brief_with_the_latest_date_dates_the_book(book, file) -> None:
    assert str(book[0].date) == "2024-06-02"
    assert "For the delegation 2 June 2024" in binder.words(file)[0]


def test_a_brief_that_meets_itself_in_french_counts_its_own_notes(tmp_path: Path) -> None:
    names = ("harbour-visit-fr", "harbour-visit")
    document, theme = binder.composed(binder.harbour(tmp_path / "w"), names)
    file = pypdfium2.PdfDocument(pdf.write(document, theme))
    assert document.title == "Recueil de dossiers"
    assert [each.title for each in binder.outline(file) if not each.level][:2] == [
        "Sommaire",
        "Onglet 1 · Visite de travail du Premier ministre de Maruvie",
    ]
    assert "Onglet 2 · 7" in binder.labels(file)


@pytest.mark.parametrize("title", [NASTY, "—", "a" * 400, "Tab 1 · 3"])
def test_a_hostile_title_is_printed_and_harms_nothing(tmp_path: Path, title: str) -> None:
    document, theme = binder.composed(binder.harbour(tmp_path / "w"), ("harbour-trade",), title=title)
    part = document.parts[0]
    blocks = (d.Heading(1, (d.Text(title),), "t"), *part.document.blocks[1:])
    parts = (replace(part, document=replace(part.document, blocks=blocks, header=title)), *document.parts[1:])
    data = pdf.write(replace(document, parts=parts), theme)
    assert page_validation.validate_pdf_bytes(data, profile="ua1").is_compliant
    file = pypdfium2.PdfDocument(data)
    assert len(file) >= 5
    assert paper.glued(title)[:8] in paper.glued(binder.words(file)[0])


def test_a_book_of_many_tabs_lists_tabs_alone_and_its_index_tabs_begin_again() -> None:
    def part(number: int) -> d.Part:
        blocks: list[d.Block] = [d.Heading(1, (d.Text(f"Paper {number}"),), f"p{number}")]
        for place in range(9):
            note = d.Note(number * 9 + place + 1, "f", (d.Text(f"Proof {number}-{place}."),))
            blocks += [d.Heading(2, (d.Text(f"Section {number}-{place}"),), f"s{number}-{place}")]
            blocks += [d.Paragraph((d.Text("Said."), note))]
        document = d.Document(f"Paper {number}", "en", tuple(blocks))
        return d.Part(f"Tab {number + 1}", document, str(number + 1), number * 9)

    parts = tuple(part(number) for number in range(60))
    book = d.Document("Many", "en", (d.Heading(1, (d.Text("Many"),), "book"),), parts=parts)
    file = pypdfium2.PdfDocument(pdf.write(book, Theme()))
    texts = binder.words(file)
    front = [at for at, label in enumerate(binder.labels(file)) if label.isdigit()]
    listed = " ".join(texts[at] for at in front[1:])
    assert "Tab 60 Paper 59" in listed
    assert "Section 3-1" not in listed
    assert len([each for each in binder.outline(file) if each.level == 1]) == 540
    assert all(f"9 Proof {number}-8." in "".join(texts) for number in (0, 31, 59))


def test_no_writer_drops_the_parts_of_a_book(book) -> None:
    for form in ("md", "html"):
        with pytest.raises(ValueError, match="book"):
            writers.write(form, book[0], Theme(), "x")


@pytest.mark.slow
@pytest.mark.parametrize("changes", [{}, {"justify": False}, {"contents_when": "never"}])
def test_a_book_is_valid_for_readers_and_archives(book, changes: dict[str, object]) -> None:
    data = pdf.write(book[0], replace(Theme(), **changes))  # type: ignore[arg-type]
    for profile in ("ua1", "3a"):
        assert page_validation.validate_pdf_bytes(data, profile=profile).is_compliant
