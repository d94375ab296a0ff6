"""Every validator on every kind of document, and on files that are broken on purpose."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import docx as python_docx
import letterheads
import pandoc
import pytest
import sample
import validators
import word

import stories
from briefbook import pipeline, workspace
from briefbook.model.theme import Theme
from briefbook.writers import docx, letterhead, tree

ROOT = Path(__file__).resolve().parents[2]
VISIT = "kyrgyz-pm-vietnam-2025"
CHOICES = replace(Theme(), contents=True, numbered_headings=True)
BRIEF = docx.write(sample.BRIEF, CHOICES)

pytestmark = pytest.mark.slow


def test_the_open_xml_sdk_is_here() -> None:
    if validators.WITHOUT_SDK:
        pytest.skip(validators.WITHOUT_SDK)
    file = validators.SDK.parent / "none.docx"
    assert validators.sdk(file) != []


@pytest.mark.parametrize("first", range(0, 100, 5))
def test_no_validator_has_a_finding_on_a_hundred_random_documents(first: int, tmp_path: Path) -> None:
    themes = (
        Theme(),
        CHOICES,
        replace(Theme(), note_restart="section"),
        replace(Theme(), note_repeat="reference"),
    )
    heads = (b"", letterheads.ministry(first=True, even=True), letterheads.sections())
    for seed in range(first, first + 5):
        theme = replace(themes[seed % 4], docx_reference=heads[seed % 3])
        file = tmp_path / f"{seed}.docx"
        file.write_bytes(docx.write(stories.document(seed, notes=15), theme))
        assert validators.findings(file) == [], f"seed {seed}"


@pytest.mark.parametrize("name", ["brief", "features", "hostile", "odd", "empty"])
@pytest.mark.parametrize("head", ["", "ministry", "shipped"])
def test_no_validator_has_a_finding_on_every_kind_of_block(name: str, head: str, tmp_path: Path) -> None:
    document = {
        "brief": sample.BRIEF, "features": stories.features(), "hostile": sample.hostile(), "odd": sample.ODD,
        "empty": sample.EMPTY,
    }[name]  # fmt: skip
    data = {"": b"", "ministry": letterheads.ministry(), "shipped": letterhead.reference(Theme())}[head]
    file = tmp_path / "brief.docx"
    file.write_bytes(docx.write(document, replace(CHOICES, docx_reference=data)))
    assert validators.findings(file) == []


@pytest.fixture(scope="module", params=["our own", "real"])
def composed(request: pytest.FixtureRequest) -> pipeline.Composed:
    root = ROOT if request.param == "our own" else request.getfixturevalue("shared") / "workspace"
    opened = workspace.open_(root)
    return pipeline.compose(workspace.load(opened, VISIT, pipeline.sections(opened.briefs.values())))


@pytest.mark.parametrize("head", ["", "ministry", "template"])
def test_no_validator_has_a_finding_on_a_real_brief(
    composed: pipeline.Composed, head: str, tmp_path: Path
) -> None:
    data = {"": b"", "ministry": letterheads.ministry(), "template": letterheads.template()}[head]
    assert composed.document is not None
    for count, theme in enumerate((composed.theme, CHOICES, replace(Theme(), note_repeat="reference"))):
        file = tmp_path / f"{count}.docx"
        file.write_bytes(docx.write(composed.document, replace(theme, docx_reference=data)))
        assert validators.findings(file) == []


def test_a_real_brief_can_be_verified_from_its_word_file_alone(composed: pipeline.Composed) -> None:
    """Each quote of the attached facts stands in the notes that name it, each source has its hash."""
    assert composed.document is not None
    for repeat in ("short", "reference"):
        data = docx.write(composed.document, replace(Theme(), note_repeat=repeat))
        table = json.loads(word.parts(data)["customXml/item1.xml"][0].text)
        notes = {number: tree.legal(words) for number, words in word.notes(data).items()}
        hashes = {source["id"]: source["sha256"] for source in table["sources"]}
        named: set[int] = set()
        for fact in table["facts"]:
            assert fact["statement"]
            for quote in fact["quotes"]:
                assert len(hashes[quote["source"]]) == 64
                assert quote["end"] - quote["start"] >= len(quote["exact"])
                for number in fact["notes"]:
                    assert "".join(quote["exact"].split()) in "".join(notes[number].split())
            named |= set(fact["notes"])
        assert named == set(notes)


# ── elsewhere ────────────────────────────────────────────────────────────────


def test_python_docx_opens_and_saves_it_and_it_is_as_sound_as_before(tmp_path: Path) -> None:
    for count, head in enumerate((b"", letterheads.ministry())):
        data = docx.write(sample.BRIEF, replace(CHOICES, docx_reference=head))
        opened = python_docx.Document(io.BytesIO(data))
        opened.paragraphs[-1].add_run("Added by an officer.")
        file = tmp_path / f"{count}.docx"
        opened.save(str(file))
        assert validators.findings(file, own=False) == []
        assert word.notes(file.read_bytes()) == word.notes(data)


@pytest.mark.skipif(validators.SOFFICE is None, reason="LibreOffice (soffice) is not on this machine")
@pytest.mark.parametrize("head", ["", "ministry"])
def test_libreoffice_keeps_notes_fields_and_facts(head: str, tmp_path: Path) -> None:
    theme = replace(CHOICES, docx_reference=letterheads.ministry() if head else b"")
    file = tmp_path / "brief.docx"
    file.write_bytes(docx.write(sample.BRIEF, theme))
    again = validators.convert(file, "docx", tmp_path / "out").read_bytes()
    before = [pandoc.squeeze(words) for words in word.notes(file.read_bytes()).values()]
    assert pandoc.read(again, "docx").notes == before
    parts = word.parts(again)
    kept = " ".join(code.text or "" for code in parts["word/document.xml"].iter(word.W + "instrText"))
    assert kept.count("NOTEREF") == 2
    for field in ("SEQ Table", "TOC"):
        assert field in kept
    margins = " ".join(
        code.text or ""
        for name, root in parts.items()
        if "footer" in name
        for code in root.iter(word.W + "instrText")
    )
    assert head or ("PAGE" in margins and "NUMPAGES" in margins)
    attached = [
        root for name, root in parts.items() if name.startswith("customXml/item") and "rels" not in name
    ]
    facts = [root for root in attached if root.tag == "{urn:briefbook:facts:1}attachments"]
    assert facts[0][0].text == sample.BRIEF.attachments[0].data.decode()


# ── broken on purpose ────────────────────────────────────────────────────────

DOCUMENT, FOOTNOTES, STYLES = "word/document.xml", "word/footnotes.xml", "word/styles.xml"
BROKEN = {
    "a bookmark twice": (DOCUMENT, 'w:name="_RefNote2"', 'w:name="_RefNote1"'),
    "a mention of no note": (DOCUMENT, "NOTEREF _RefNote2", "NOTEREF _RefNote9"),
    "a field that runs": (DOCUMENT, "NOTEREF _RefNote2", "INCLUDETEXT _RefNote2"),
    "an open field": (DOCUMENT, '<w:fldChar w:fldCharType="end"/>', ""),
    "an open bookmark": (DOCUMENT, '<w:bookmarkEnd w:id="0"/>', ""),
    "a style that is not there": (DOCUMENT, 'w:val="Heading1"', 'w:val="Headding1"'),
    "a mark without its note": (
        DOCUMENT,
        '<w:footnoteReference w:id="5"/>',
        '<w:footnoteReference w:id="55"/>',
    ),
    "a note twice": (FOOTNOTES, '<w:footnote w:id="7">', '<w:footnote w:id="6">'),
    "a link to nothing": (FOOTNOTES, 'r:id="rIdLink1"', 'r:id="rIdLink9"'),
    "a link inside to nothing": (DOCUMENT, 'w:anchor="_Toc000000001"', 'w:anchor="_Toc000000077"'),
    "a link to a file": ("word/_rels/footnotes.xml.rels", "https://", "file://"),
    "a list that is not there": (DOCUMENT, '<w:numId w:val="1"/>', '<w:numId w:val="99"/>'),
    "an element out of its order": (DOCUMENT, "<w:body>", "<w:body><w:tc/>"),
    "a value of no kind": (STYLES, 'w:type="paragraph"', 'w:type="parograph"'),
    "a row without cells": (DOCUMENT, "<w:tbl>", "<w:tbl><w:tr/>"),
    "a style based on none": (STYLES, '<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="Nirmal"/>'),
    "a strange part": (
        "[Content_Types].xml",
        "</Types>",
        '<Override PartName="/x" ContentType="y"/></Types>',
    ),
    "a half-closed element": (DOCUMENT, "</w:body>", ""),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_broken_on_purpose_is_refused(name: str, tmp_path: Path) -> None:
    part, sound, broken = BROKEN[name]
    file = tmp_path / "broken.docx"
    file.write_bytes(letterheads.changed(BRIEF, letterheads.replace(part, sound, broken)))
    try:
        found = validators.findings(file)
    except word.etree.XMLSyntaxError:
        found = ["not XML"]
    assert found != []


def test_the_sound_file_is_not_refused(tmp_path: Path) -> None:
    file = tmp_path / "sound.docx"
    file.write_bytes(BRIEF)
    assert validators.findings(file) == []
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
