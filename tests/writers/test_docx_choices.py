"""What a theme may choose for the Word file: contents, numbers, how notes are counted and repeated."""

from __future__ import annotations

import io
import json
import re
import timeit
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import sample
import validators
import word

from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.writers import docx, tree

W = word.W
T = d.Text


def made(document: d.Document, **choices: object) -> bytes:
    data = docx.write(document, replace(Theme(), **choices))  # type: ignore[arg-type]
    assert word.faults(data) == []
    return data


def body(data: bytes) -> word.etree._Element:
    return word.parts(data)["word/document.xml"]


def instructions(data: bytes) -> list[str]:
    return [code.text.strip() for code in body(data).iter(W + "instrText")]


def heading(level: int, words: str) -> d.Heading:
    return d.Heading(level, (T(words),), words.lower().replace(" ", "-"))


def stated(number: int, fact: str) -> d.Paragraph:
    return d.Paragraph((T(f"Statement of {fact}."), d.Note(number, fact, (T(f"Proof {number} of {fact}."),))))


CHAPTERS = d.Document(
    "Chapters",
    "en",
    (
        heading(1, "Title"),
        stated(1, "trade"),
        heading(2, "Economy"),
        stated(2, "trade"),
        heading(3, "Figures"),
        stated(3, "students"),
        heading(2, "Outcomes"),
        stated(4, "trade"),
        d.Table(
            ((T("Head"),),), (((T("cell"), d.Note(5, "accord", (T("Proof 5."),))),),), ("",), (T("Said"),)
        ),
        heading(2, "Sources"),
        d.Paragraph(
            (T("Notes "), d.NoteRef(1), T(", "), d.NoteRef(2), T(", "), d.NoteRef(3), T(", "), d.NoteRef(5))
        ),
    ),
    attachments=(
        d.Attachment(
            "facts.json",
            "application/json",
            json.dumps(
                {"facts": [{"id": "trade", "notes": [1, 2, 4]}, {"id": "accord", "notes": [5]}]}
            ).encode(),
        ),
    ),
)


def test_the_table_of_contents_is_a_field_whose_entries_are_there() -> None:
    data = made(CHAPTERS, contents=True)
    assert [item for item in word.paragraphs(data) if item[0].startswith("TOC")] == [
        ("TOCHeading", "Contents"),
        ("TOC1", "Economy"),
        ("TOC2", "Figures"),
        ("TOC1", "Outcomes"),
        ("TOC1", "Sources"),
    ]
    assert instructions(data)[0] == r'TOC \o "1-2" \h \z \u'.strip()
    styles = [style for style, _ in word.paragraphs(data)]
    assert styles.index("TOCHeading") == 2
    links = [link.get(W + "anchor") for link in body(data).iter(W + "hyperlink")]
    assert links == [f"_Toc{n:09d}" for n in range(1, 5)]
    for link, words in zip(links, ("Economy", "Figures", "Outcomes", "Sources"), strict=True):
        mark = next(each for each in body(data).iter(W + "bookmarkStart") if each.get(W + "name") == link)
        assert word.text(mark.getparent()) == words


def test_the_table_of_contents_speaks_the_language_of_the_brief() -> None:
    french = replace(CHAPTERS, lang="fr", labels={"contents": "Sommaire", "table": "Tableau"})
    said = word.paragraphs(made(french, contents=True))
    assert ("TOCHeading", "Sommaire") in said
    assert ("Caption", "Tableau\u00a01. Said") in said


def test_a_document_without_headings_has_no_table_of_contents() -> None:
    document = d.Document("", "en", (d.Paragraph((T("One."),)),))
    assert [words for _, words in word.paragraphs(made(document, contents=True))] == ["One."]


def test_numbers_of_headings_are_words_own() -> None:
    data = made(CHAPTERS, numbered_headings=True, contents=True)
    assert [words for style, words in word.paragraphs(data) if style in ("TOC1", "TOC2")] == [
        "1. Economy",
        "1.1 Figures",
        "2. Outcomes",
        "3. Sources",
    ]
    assert ("Heading1", "Economy") in word.paragraphs(data)
    numbered = {
        word.text(each): (each.find(f".//{W}numId").get(W + "val"), each.find(f".//{W}ilvl").get(W + "val"))
        for each in body(data).iter(W + "p")
        if word.style(each) in ("Title", "Heading1", "Heading2") and each.find(f".//{W}numId") is not None
    }
    assert numbered == {
        "Economy": ("3", "0"),
        "Figures": ("3", "1"),
        "Outcomes": ("3", "0"),
        "Sources": ("3", "0"),
    }
    tied = [each.get(W + "val") for each in word.parts(data)["word/numbering.xml"].iter(W + "pStyle")]
    assert tied == ["Heading1", "Heading2", "Heading3", "Heading4", "Heading5"]


def test_captions_are_counted_by_a_field() -> None:
    table = d.Table(((T("a"),),), (), ("",), (T("Said"),))
    data = made(d.Document("", "en", (table, d.Table(((T("b"),),), (), ("",)), table)))
    assert instructions(data) == [r"SEQ Table \* ARABIC"] * 2
    captions = [words for style, words in word.paragraphs(data) if style == "Caption"]
    assert captions == ["Table\u00a01. Said", "Table\u00a02. Said"]


def test_a_fact_cited_again_may_repeat_the_mark_of_its_first_note() -> None:
    data = made(CHAPTERS, note_repeat="reference")
    assert word.notes(data) == {1: "Proof 1 of trade.", 2: "Proof 3 of students.", 3: "Proof 5."}
    fields = [code for code in instructions(data) if code.startswith("NOTEREF")]
    assert fields[:2] == [r"NOTEREF _RefNote1 \f \h"] * 2
    again = next(each for each in body(data).iter(W + "p") if word.text(each) == "Statement of trade.1")
    marks = [run for run in again.iter(W + "r") if word.text(run) == "1"]
    assert marks[0].find(f"{W}rPr/{W}rStyle").get(W + "val") == "FootnoteReference"


def test_the_annex_mentions_a_repeated_note_once_and_by_its_number_in_the_file() -> None:
    last = word.paragraphs(made(CHAPTERS, note_repeat="reference"))[-1][1]
    assert last == "Notes 1, 2, 3"


def test_the_attached_facts_name_the_notes_of_the_file() -> None:
    def noted(data: bytes) -> dict[str, list[int]]:
        table = json.loads(word.parts(data)["customXml/item1.xml"][0].text)
        return {fact["id"]: fact["notes"] for fact in table["facts"]}

    assert noted(made(CHAPTERS)) == {"trade": [1, 2, 4], "accord": [5]}
    assert noted(made(CHAPTERS, note_repeat="reference")) == {"trade": [1], "accord": [3]}


def test_notes_may_begin_anew_in_each_section() -> None:
    data = made(CHAPTERS, note_restart="section")
    ends = list(body(data).iter(W + "sectPr"))
    # the title above the first note is a section of its own, so that LibreOffice counts them too
    assert len(ends) == 5
    assert all(end.find(f"{W}footnotePr/{W}numRestart").get(W + "val") == "eachSect" for end in ends)
    kinds = [None if (kind := end.find(W + "type")) is None else kind.get(W + "val") for end in ends]
    assert kinds == [None, *["continuous"] * 4]
    assert [len(end.findall(W + "headerReference")) for end in ends] == [2, 0, 0, 0, 0]
    assert word.paragraphs(data)[-1][1] == "Notes 1, 1, 2, 2"
    # after a table a section ends in the paragraph that Word demands there
    assert ends[3].getparent().getparent().tag == W + "p"


@pytest.mark.parametrize(
    ("blocks", "numerals"),
    [
        (CHAPTERS.blocks, ["lowerRoman", "", "", "", "decimal"]),
        # the first section heading ends what stands above it
        ((heading(1, "Title"), *CHAPTERS.blocks[2:]), ["lowerRoman", "", "", "decimal"]),
        ((heading(2, "Ports"), stated(1, "quay"), heading(2, "Roads")), ["lowerRoman", "", "decimal"]),
        # a first section with notes keeps the numerals of the others
        ((stated(1, "quay"), heading(2, "Roads"), stated(2, "toll")), ["", ""]),
        ((heading(2, "Ports"), heading(2, "Roads")), ["lowerRoman", "decimal"]),
        ((stated(1, "quay"),), [""]),
    ],
)
def test_only_a_section_without_notes_has_numerals_of_its_own(blocks, numerals) -> None:
    root = body(made(replace(CHAPTERS, blocks=blocks, attachments=()), note_restart="section"))
    found = [end.find(f"{W}footnotePr/{W}numFmt") for end in root.iter(W + "sectPr")]
    assert ["" if each is None else each.get(W + "val") for each in found] == numerals
    marks = 0
    for element in root.iter(W + "footnoteReference", W + "sectPr"):
        if element.tag == W + "footnoteReference":
            marks += 1
        elif element.find(f"{W}footnotePr/{W}numFmt[@{W}val='lowerRoman']") is not None:
            assert not marks


@pytest.mark.slow
@pytest.mark.skipif(validators.SOFFICE is None, reason="LibreOffice (soffice) is not on this machine")
@pytest.mark.parametrize("first", [1, 2, 3])
def test_libreoffice_counts_the_notes_of_each_section_as_word_does(first, tmp_path: Path) -> None:
    blocks = (heading(1, "Title"), *CHAPTERS.blocks[first:])
    path = tmp_path / "anew.docx"
    path.write_bytes(made(replace(CHAPTERS, blocks=blocks, attachments=()), note_restart="section"))
    text = validators.convert(path, "fodt", tmp_path / "office").read_text(encoding="utf-8")
    shown = re.findall("<text:note-citation>([^<]*)", text)
    assert shown == {1: ["1", "1", "2", "1", "2"], 2: ["1", "2", "1", "2"], 3: ["1", "2", "1", "2"]}[first]


def test_the_date_and_the_marking_are_properties_of_the_file() -> None:
    root = word.parts(made(sample.BRIEF))["docProps/custom.xml"]
    assert {each.get("name"): each[0].text for each in root} == {
        "Date of the brief": "2025-03-10",
        "Marking": "tlp:green",
    }
    with zipfile.ZipFile(io.BytesIO(made(sample.EMPTY))) as archive:
        assert "docProps/custom.xml" not in archive.namelist()


CHART = d.Figure(
    d.Chart("Trade", "US$ million", (d.Bar("2023", 7.5, "7.5"), d.Bar("2024", 13.5, "13.5"))),
    "Trade: 2023: 7.5; 2024: 13.5",
    (T("Trade in US$ million"), d.Note(1, "trade", (T("Proof."),))),
)


def test_a_chart_is_a_picture_with_its_figures_as_alternative_text() -> None:
    data = made(d.Document("", "en", (CHART, CHART)))
    about = [each for each in body(data).iter() if word.etree.QName(each).localname == "docPr"]
    assert [(each.get("id"), each.get("descr")) for each in about] == [("1", CHART.alt), ("2", CHART.alt)]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("word/media/chart1.png").startswith(b"\x89PNG")
    assert [item for item in word.paragraphs(data) if item[0] == "Caption"] == [
        ("Caption", "Figure\u00a01. Trade in US$ million"),
        ("Caption", "Figure\u00a02. Trade in US$ million"),
    ]


def test_a_chart_without_bars_is_its_caption() -> None:
    data = made(d.Document("", "en", (replace(CHART, chart=d.Chart("", "", ())),)))
    assert [item[0] for item in word.paragraphs(data)] == ["Caption"]


def test_a_chart_is_no_wider_than_the_text() -> None:
    narrow = replace(Theme().page, left=200, right=200)
    data = made(d.Document("", "en", (d.BlockQuote((CHART,)),)), page=narrow)
    extent = next(each for each in body(data).iter() if word.etree.QName(each).localname == "extent")
    assert int(extent.get("cx")) <= (595 - 400) * 12_700


@pytest.mark.slow
def test_a_long_table_costs_no_more_by_the_row_than_a_short_one() -> None:
    def seconds(rows: int) -> float:
        row = ((T("2024"),), (T("13.5"),), (T("words of a remark "), d.NoteRef(1)), (T("more"),))
        table = d.Table(row, (row,) * rows, ("left", "right", "", ""), (T("Long"),))
        document = d.Document("", "en", (table,))
        return min(timeit.repeat(lambda: docx.write(document, Theme()), number=1, repeat=3))

    seconds(50)
    assert seconds(2000) < 7 * seconds(500)


def test_every_note_is_found_by_the_name_of_its_fact() -> None:
    """The bookmark of a statement leads to the notes beside it."""
    data = made(sample.BRIEF)
    mark = next(
        each for each in body(data).iter(W + "bookmarkStart") if each.get(W + "name") == "fact_trade_2024"
    )
    marks = [each.get(W + "id") for each in mark.getparent().iter(W + "footnoteReference")]
    assert [word.notes(data)[int(each)] for each in marks] == [
        tree.plain(sample.FRENCH.children),
        tree.plain(sample.RUSSIAN.children),
    ]


@pytest.mark.parametrize(("rows", "kept"), [(1, ""), (3, "12"), (10, "123456789"), (14, "1d"), (11, "1a")])
def test_small_tables_stay_whole_and_of_long_ones_no_row_is_alone(rows: int, kept: str) -> None:
    block = d.Table(((T("Head"),),), tuple(((T(f"{number:x}"),),) for number in range(1, rows + 1)), ("",))
    (table,) = body(made(d.Document("", "en", (block,)))).iter(W + "tbl")
    held = [word.text(each) for each in table.iter(W + "p") if each.find(f"{W}pPr/{W}keepNext") is not None]
    assert "".join(held) == "Head" + kept
    assert len(list(table.iter(W + "tblHeader"))) == 1
    assert len(list(table.iter(W + "cantSplit"))) == rows + 1
