"""The finished brief, ours and the one on real press reports: what a reader of the paper would check."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import ooxml_integrity
import openxml_audit
import page as page_validation
import pandoc
import paper
import pikepdf
import pytest
import validators
import word

import quality
from briefbook import api, pipeline, workspace
from briefbook.evidence import ledger

ROOT = Path(__file__).resolve().parents[2]
BRIEF = "kyrgyz-pm-vietnam-2025"
BOOK = (BRIEF, f"{BRIEF}-fr", f"{BRIEF}-economy")

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Built:
    """A brief on disk and in memory."""

    root: Path
    docx: Path
    pdf: Path
    composed: pipeline.Composed


@pytest.fixture(scope="module", params=["our own", "real"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = ROOT if request.param == "our own" else request.getfixturevalue("shared") / "workspace"
    folder = tmp_path_factory.mktemp("out")
    report = api.build(root, [BRIEF], output=folder)
    assert report.ok
    opened = workspace.open_(root)
    inputs = workspace.load(opened, BRIEF, pipeline.sections(opened.briefs.values()))
    return Built(root, folder / f"{BRIEF}.docx", folder / f"{BRIEF}.pdf", pipeline.compose(inputs))


def test_word_file_and_paper_have_the_same_notes_word_for_word(built: Built) -> None:
    notes = word.notes(built.docx.read_bytes())
    read = paper.read(built.pdf.read_bytes())
    assert len(notes) >= 75
    assert sorted(notes) == sorted(read.marks) == sorted(read.notes)
    assert [number for number, said in notes.items() if not paper.holds(read, number, said)] == []


def test_every_note_of_the_paper_begins_on_the_page_of_its_mark(built: Built) -> None:
    read = paper.read(built.pdf.read_bytes())
    assert read.marks == read.notes


def test_every_note_quotes_words_that_stand_in_a_source(built: Built) -> None:
    texts = [paper.glued(source) for source in sources(built)]
    for number, said in word.notes(built.docx.read_bytes()).items():
        quoted = re.findall(r"(?:para\.|line) \d+: “(.+?)”(?=[.;,]|\s|$)", said)
        assert quoted, f"note {number} quotes nothing: {said}"
        for words in quoted:
            whole = paper.glued(words)
            assert any(whole in text for text in texts) or "“" in words, f"note {number}: {words}"


def test_pandoc_reads_every_note_back(built: Built) -> None:
    reading = pandoc.read(built.docx.read_bytes(), "docx")
    notes = word.notes(built.docx.read_bytes())
    assert reading.notes == [pandoc.squeeze(notes[number]) for number in sorted(notes)]


def test_no_validator_has_a_finding(built: Built) -> None:
    assert list(ooxml_integrity.check(str(built.docx))) == []
    found = openxml_audit.OpenXmlValidator().validate(str(built.docx)).errors
    assert [f"{error.part_uri} {error.description}" for error in found] == []
    assert word.faults(built.docx.read_bytes()) == []
    for profile in ("ua1", "3a"):
        assert page_validation.validate_pdf_bytes(built.pdf.read_bytes(), profile=profile).is_compliant


def test_the_syntax_check_of_pikepdf_is_clean(built: Built) -> None:
    with pikepdf.open(built.pdf) as file:
        assert file.check_pdf_syntax() == []
        assert file.get_warnings() == []


def test_pages_are_full_and_nothing_stands_alone(built: Built) -> None:
    assert built.composed.document is not None
    pages = quality.measure(built.composed.document, built.composed.theme)
    assert [(each.number, round(each.fill, 2)) for each in pages[:-1] if each.fill < 0.8] == []
    assert [each.gaps for each in pages if each.gaps] == []
    assert [each.alone for each in pages if each.alone] == []


def test_the_annex_lists_each_source_with_its_fingerprint(built: Built) -> None:
    text = "".join(paper.read(built.pdf.read_bytes()).pages)
    assert "Sourcesused" in text
    assert len(set(re.findall(r"SHA-256([0-9a-f]{12})", text))) == 5


def sources(built: Built) -> list[str]:
    """The texts that the notes may quote, wraps and soft hyphens out of the way."""
    return [path.read_text(encoding="utf-8") for path in (built.root / "seeds" / BRIEF).glob("*.txt")]


def test_the_briefs_of_the_repository_make_one_valid_book(tmp_path: Path) -> None:
    for form in ("pdf", "docx"):
        report = api.bind(ROOT, BOOK, output=tmp_path / f"book.{form}")
        assert report.ok
        assert report.diagnostics == ()
        assert [brief.notes for brief in report.briefs] == [85, 85, 30]
    data = (tmp_path / "book.pdf").read_bytes()
    for profile in ("ua1", "3a"):
        assert page_validation.validate_pdf_bytes(data, profile=profile).is_compliant
    assert validators.findings(tmp_path / "book.docx", book=True) == []
    marks, notes = paper.read_pages(data, "Footnote", "Back to reference")
    assert marks[:-1] == notes[:-1]  # the last page mentions all of them
    assert sum(len(each) for each in notes) == 85 + 30
    marks, notes = paper.read_pages(data, "Note", "Retour à l’appel")
    assert marks[:-1] == notes[:-1]
    assert sum(len(each) for each in notes) == 85


def test_every_statement_of_the_repository_is_in_both_languages_with_the_same_figures() -> None:
    book, problems = ledger.load((ROOT / "seeds" / BRIEF / "facts.toml").read_bytes(), "facts.toml", BRIEF)
    assert problems == ()
    assert len(book.facts) == 75
    for fact in book.facts:
        english, french = (
            sorted(re.findall(r"\d+(?:[.,]\d+)?", fact.statements[lang].replace(",", ".")))
            for lang in ("en", "fr")
        )
        assert english == french, fact.id
