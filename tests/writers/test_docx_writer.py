"""What a reader of the Word file sees."""

from __future__ import annotations

import io
import json
import time
import timeit
import zipfile
from dataclasses import replace

import pytest
import sample
import word

import stories
from briefbook.model import document as d
from briefbook.model.date import PartialDate
from briefbook.model.theme import Theme
from briefbook.writers import docx, tree

W = word.W
BRIEF = docx.write(sample.BRIEF, Theme())


def body() -> word.etree._Element:
    return word.parts(BRIEF)["word/document.xml"][0]


def paragraph(words: str, data: bytes = BRIEF) -> word.etree._Element:
    found = word.parts(data)["word/document.xml"].iter(W + "p")
    return next(item for item in found if words in word.text(item))


def styled(name: str) -> word.etree._Element:
    styles = word.parts(BRIEF)["word/styles.xml"].iter(W + "style")
    return next(style for style in styles if style.get(W + "styleId") == name)


def test_headings_carry_the_styles_that_word_builds_its_outline_from() -> None:
    found = [item for item in word.paragraphs(BRIEF) if item[0] in ("Title", "Heading1", "Heading2")]
    assert found == [
        ("Title", "Visit of the Prime Minister of Lakeland"),
        ("Heading1", "Economy"),
        ("Heading2", "Figures"),
    ]
    assert [styled(f"Heading{n}").find(f"{W}pPr/{W}outlineLvl").get(W + "val") for n in (1, 2)] == ["0", "1"]
    assert styled("Heading1").find(f"{W}pPr/{W}keepNext") is not None


def test_each_note_stands_in_the_part_of_the_footnotes_with_its_words() -> None:
    assert word.notes(BRIEF) == {
        1: "Protocol office.",
        2: "Gazette du Lac, 5 March 2025, para. 2: “les échanges ont atteint 13,5 millions d’euros”, "
        "gazette.example",
        3: "Вестник долины, 6 March 2025: “стороны договорились”.",
        4: "Дала кабары: “өнөктөштүк жаңы деңгээлге көтөрүлдү”.",
        5: "In a list.",
        6: "In a table.",
        7: "In a quotation.",
        8: "In a definition.",
    }


def test_a_note_begins_with_its_mark_and_a_space_and_a_style_of_its_own() -> None:
    first = word.parts(BRIEF)["word/footnotes.xml"][2][0]
    assert word.style(first) == "FootnoteText"
    assert first[1].find(W + "footnoteRef") is not None
    assert first[1].find(f"{W}rPr/{W}rStyle").get(W + "val") == "FootnoteReference"
    assert first[2].find(W + "t").text == " "


def test_marks_side_by_side_do_not_read_as_one_number() -> None:
    runs = paragraph("Trade reached").iter(W + "r")
    marks = ["mark" if run.find(W + "footnoteReference") is not None else word.text(run) for run in runs]
    assert marks[2:5] == ["mark", "\u202f", "mark"]


def test_every_mark_stands_in_a_bookmark_that_mentions_lead_to() -> None:
    names = [mark.get(W + "name") for mark in body().iter(W + "bookmarkStart")]
    assert [name for name in names if name.startswith("_RefNote")] == [f"_RefNote{n}" for n in range(1, 9)]
    fields = [code.text.strip() for code in body().iter(W + "instrText")]
    noted = [field for field in fields if field.startswith("NOTEREF")]
    assert noted == ["NOTEREF _RefNote2 \\h", "NOTEREF _RefNote3 \\h"]


def test_a_mention_reads_as_the_number_and_a_missing_note_as_plain_text() -> None:
    assert word.text(paragraph("As note")) == "As note 3 says; note 99 is gone."
    assert paragraph("As note").find(f".//{W}vertAlign") is None


def test_anchors_and_headings_are_bookmarks_with_legal_and_unique_names() -> None:
    names = [mark.get(W + "name") for mark in body().iter(W + "bookmarkStart")]
    own = [name for name in names if not name.startswith("_")]
    assert own == ["title", "economy", "fact_trade_2024", "figures", "fact_trade_2024_2"]


def test_languages_are_tagged_with_the_region_that_proofing_wants() -> None:
    footnotes = word.parts(BRIEF)["word/footnotes.xml"]
    tags = {run.find(W + "t").text: lang.get(W + "val") for run in footnotes.iter(W + "r")
            if (lang := run.find(f"{W}rPr/{W}lang")) is not None}  # fmt: skip
    assert tags["les échanges ont atteint 13,5 millions d’euros"] == "fr-FR"
    assert tags["стороны договорились"] == "ru-RU"
    assert tags["өнөктөштүк жаңы деңгээлге көтөрүлдү"] == "ky-KG"
    defaults = word.parts(BRIEF)["word/styles.xml"].find(f".//{W}docDefaults//{W}lang")
    assert defaults.get(W + "val") == "en-GB"


def test_emphasis_is_italic_and_strong_is_bold() -> None:
    runs = {word.text(run): run for run in paragraph("Trade reached").iter(W + "r")}
    assert runs["€13.5 million"].find(f"{W}rPr/{W}b") is not None
    assert runs["Trade reached "].find(W + "rPr") is None


def test_one_address_is_one_relationship_of_its_part() -> None:
    links = body().findall(f".//{W}hyperlink")
    assert [word.text(link) for link in links] == ["more"]
    rels = word.parts(BRIEF)["word/_rels/footnotes.xml.rels"]
    assert [rel.get("Target") for rel in rels] == ["https://gazette.example/a?b=1&c=2"]
    same = d.Link("https://a.example/", (d.Text("here"),))
    twice = docx.write(d.Document("", "en", (d.Paragraph((same, same)),)), Theme())
    rels = word.parts(twice)["word/_rels/document.xml.rels"]
    assert [rel.get("Target") for rel in rels].count("https://a.example/") == 1


def numbering(words: str) -> tuple[str, str]:
    properties = paragraph(words).find(f"{W}pPr/{W}numPr")
    return properties.find(W + "numId").get(W + "val"), properties.find(W + "ilvl").get(W + "val")


def test_numbered_lists_begin_anew_and_where_they_should() -> None:
    first, seventh = numbering("First")[0], numbering("Begins at seven")[0]
    assert first == numbering("Second")[0] != seventh
    starts = {
        number.get(W + "numId"): number.find(f"{W}lvlOverride/{W}startOverride").get(W + "val")
        for number in word.parts(BRIEF)["word/numbering.xml"].iter(W + "num")
        if number.find(W + "lvlOverride") is not None
    }
    assert (starts[first], starts[seventh]) == ("1", "7")


def test_lists_nest_and_their_further_paragraphs_are_indented() -> None:
    assert numbering("Below the first")[1] == "1"
    assert word.style(paragraph("Below the first")) == "ListBullet"
    more = paragraph("More on the second")
    assert word.style(more) == "ListContinue"
    assert more.find(f"{W}pPr/{W}numPr") is None
    assert int(more.find(f"{W}pPr/{W}ind").get(W + "left")) > 0


def test_a_table_repeats_its_header_keeps_its_rows_whole_and_has_its_caption_above() -> None:
    table = body().find(W + "tbl")
    rows = table.findall(W + "tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    caption = table.getprevious()
    assert (word.style(caption), word.text(caption)) == ("Caption", "Table\u00a01. Trade, 2023–2024")
    assert table.find(f"{W}tblPr/{W}tblCaption").get(W + "val") == "Trade, 2023–2024"
    cells = [[word.text(cell) for cell in row.iter(W + "tc")] for row in rows]
    assert cells[1:] == [["2023", "7.5", ""], ["2024", "13.5", "see note 2"]]
    sides = [cell.find(f".//{W}jc") for cell in rows[1].iter(W + "tc")]
    assert [side is not None and side.get(W + "val") for side in sides] == [False, "right", "center"]


def test_a_small_table_stays_on_one_page() -> None:
    rows = body().find(W + "tbl").findall(W + "tr")
    kept = [
        all(cell.find(f"{W}p/{W}pPr/{W}keepNext") is not None for cell in row.iter(W + "tc")) for row in rows
    ]
    assert kept == [True, True, False]


def test_columns_share_the_width_of_the_text_by_what_they_hold() -> None:
    for table in body().iter(W + "tbl"):
        widths = [int(column.get(W + "w")) for column in table.iter(W + "gridCol")]
        # no table of this brief needs the whole width
        assert sum(widths) == int(table.find(f"{W}tblPr/{W}tblW").get(W + "w")) < 0.6 * 9066
    wide = d.Table(((d.Text("word " * 12),), (d.Text("and more " * 9),)), (), ("", ""))
    assert sum(docx.tables.measure(wide, 2, 9066, 9.5)) == 9066
    year, trade, remark = (int(column.get(W + "w")) for column in body().find(W + "tbl").iter(W + "gridCol"))
    assert year < remark
    assert year < trade


def test_a_column_makes_room_for_its_longest_word_but_not_for_an_endless_one() -> None:
    table = d.Table(
        ((d.Text("a"),), (d.Text("b"),)), (((d.Text("W" * 10_000),), (d.Text("word " * 50),)),), ("", "")
    )
    first, second = docx.tables.measure(table, 2, 9000, 9.5)
    assert first + second == 9000
    assert 1500 < second < 7500


def test_there_are_no_empty_paragraphs_but_the_rule_and_where_word_demands_one() -> None:
    empty = [style for style, words in word.paragraphs(BRIEF) if not words and style != "TableText"]
    assert empty == ["AfterTable", "AfterTable", "Rule", "AfterTable"]


def test_what_follows_a_table_keeps_its_distance() -> None:
    quote = paragraph("Words set apart")
    assert quote.find(f"{W}pPr/{W}spacing").get(W + "before") == "240"


def test_words_that_end_in_a_colon_stay_with_what_they_introduce() -> None:
    assert paragraph("Three things matter:").find(f"{W}pPr/{W}keepNext") is not None
    assert paragraph("Between the lists.").find(f"{W}pPr/{W}keepNext") is None


def test_definitions_hang_from_a_bold_term() -> None:
    entry = paragraph("What is said.")
    assert word.style(entry) == "Definition"
    assert word.text(entry) == "Term\tWhat is said."
    assert entry.find(W + "r").find(f"{W}rPr/{W}b") is not None
    indent = entry.find(f"{W}pPr/{W}ind")
    assert indent.get(W + "left") == indent.get(W + "hanging")


def test_the_marking_stands_right_in_capitals_of_twelve_points_on_every_page() -> None:
    parts = word.parts(BRIEF)
    for name in ("header1", "header2", "footer1", "footer2"):
        run = parts[f"word/{name}.xml"].findall(f".//{W}r")[-1]
        assert word.text(run) == "TLP:GREEN"
        assert run.find(f"{W}rPr/{W}rStyle").get(W + "val") == "Marking"
        # to the right margin: past the page's number in the footer
        assert word.text(parts[f"word/{name}.xml"]).count("\t") == (2 if "footer" in name else 1)
    assert int(styled("Marking").find(f"{W}rPr/{W}sz").get(W + "val")) >= 24


def test_the_running_header_stands_on_all_pages_but_the_first() -> None:
    parts = word.parts(BRIEF)
    assert word.text(parts["word/header1.xml"]) == "Visit brief: Lakeland\tTLP:GREEN"
    assert word.text(parts["word/header2.xml"]) == "\tTLP:GREEN"
    assert body().find(f"{W}sectPr/{W}titlePg") is not None


def test_the_footer_counts_pages_in_the_words_of_the_document() -> None:
    def footer(labels: dict[str, str], theme: dict[str, str]) -> str:
        document = d.Document("", "fr", (), labels=labels)
        root = word.parts(docx.write(document, Theme(labels=theme)))["word/footer1.xml"]
        codes = [code.text.strip() for code in root.iter(W + "instrText")]
        assert codes == ["PAGE", "NUMPAGES"]
        return word.text(root).strip()

    assert footer({}, {}) == "Page 1 of 1"
    assert footer({"page_of": "Page {page} sur {pages}"}, {}) == "Page 1 sur 1"
    assert footer({"page_of": "Page {page} sur {pages}"}, {"page_of": "{page}/{pages}"}) == "1/1"


def test_the_page_is_the_themes() -> None:
    section = body().find(W + "sectPr")
    size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    assert (size.get(W + "w"), size.get(W + "h")) == ("11906", "16838")
    assert (margins.get(W + "left"), margins.get(W + "bottom")) == ("1420", "1480")


@pytest.mark.parametrize("binding", [18.0, 36.0])
def test_the_binding_is_on_the_inner_side_as_on_paper(binding: float) -> None:
    theme = replace(Theme(), page=replace(Theme().page, binding=binding))
    parts = word.parts(docx.write(sample.BRIEF, theme))
    margins = parts["word/document.xml"].find(f".//{W}body/{W}sectPr/{W}pgMar")
    assert margins.get(W + "gutter") == str(round(20 * binding))
    assert margins.get(W + "left") == "1420"
    assert parts["word/settings.xml"].find(W + "mirrorMargins") is not None
    room = round(20 * (theme.page.width - theme.page.left - theme.page.right - binding))
    for table in parts["word/document.xml"].iter(W + "tbl"):
        assert sum(int(column.get(W + "w")) for column in table.iter(W + "gridCol")) <= room + 1


def test_without_a_binding_left_stays_left() -> None:
    parts = word.parts(BRIEF)
    assert parts["word/document.xml"].find(f".//{W}body/{W}sectPr/{W}pgMar").get(W + "gutter") == "0"
    assert parts["word/settings.xml"].find(W + "mirrorMargins") is None


def test_fonts_sizes_and_colours_are_the_themes() -> None:
    styles = word.parts(docx.write(sample.EMPTY, Theme(docx_font='A&B "C"', justify=False)))[
        "word/styles.xml"
    ]
    assert styles.find(f".//{W}rFonts").get(W + "ascii") == 'A&B "C"'
    assert styled("Heading1").find(f"{W}rPr/{W}color").get(W + "val") == "1F3864"
    assert styled("FootnoteText").find(f"{W}rPr/{W}sz").get(W + "val") == "17"
    assert styled("FootnoteText").find(f"{W}pPr/{W}ind").get(W + "hanging") == "227"


def test_properties_tell_of_the_document_and_of_nobody() -> None:
    root = word.parts(BRIEF)["docProps/core.xml"]
    found = {word.etree.QName(item).localname: item.text for item in root}
    assert found == {
        "title": "Visit of the Prime Minister of Lakeland to Harbourland",
        "subject": "Visit brief",
        "keywords": "Lakeland; Harbourland",
        "language": "en-GB",
        "created": "2025-03-10T00:00:00Z",
        "modified": "2025-03-10T00:00:00Z",
    }
    assert [item.text for item in word.parts(BRIEF)["docProps/app.xml"]] == ["Briefbook"]


@pytest.mark.parametrize("date", [None, PartialDate(2025), PartialDate(2025, 3)])
def test_a_date_known_in_part_is_stored_as_its_first_day(date: PartialDate | None) -> None:
    root = word.parts(docx.write(d.Document("", "en", (), date=date), Theme()))["docProps/core.xml"]
    expected = {None: "1980-01-01", PartialDate(2025): "2025-01-01", PartialDate(2025, 3): "2025-03-01"}
    assert root[-1].text == expected[date] + "T00:00:00Z"


def test_the_attached_facts_travel_as_custom_xml() -> None:
    attached = word.parts(BRIEF)["customXml/item1.xml"]
    assert attached.tag == "{urn:briefbook:facts:1}attachments"
    assert [item.get("name") for item in attached] == ["facts.json"]
    assert json.loads(attached[0].text) == {"facts": ["Việt Nam & <b>"]}
    assert attached[0].text.encode() == sample.BRIEF.attachments[0].data


def test_the_package_has_the_content_types_first_and_no_hour() -> None:
    with zipfile.ZipFile(io.BytesIO(BRIEF)) as archive:
        names = archive.namelist()
        assert names == ["[Content_Types].xml", *sorted(names[1:])]
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_package_has_only_known_parts_and_no_fault_that_validators_miss() -> None:
    assert word.faults(BRIEF) == []
    assert set(word.parts(BRIEF)) == word.PARTS


@pytest.mark.parametrize("seed", range(12))
def test_random_documents_keep_every_word_and_every_note(seed: int) -> None:
    document = stories.document(seed, notes=30)
    data = docx.write(document, Theme())
    assert word.faults(data) == []
    expected = [tree.legal(tree.plain(note.children)) for note in sample.notes(document)]
    assert list(word.notes(data).values()) == expected
    words = [item for _, item in word.paragraphs(data)]
    for block in document.blocks:
        if isinstance(block, d.Heading | d.Paragraph) and block.children:
            assert shown(block.children) in words


def shown(inlines: d.Inlines) -> str:
    """The words with what stands between two marks side by side."""
    gaps = tuple(
        d.Text("\u202f") if isinstance(inline, d.Note) and isinstance(before, d.Note) else inline
        for before, inline in zip((None, *inlines), inlines, strict=False)
    )
    return tree.legal(tree.plain(gaps))


@pytest.mark.parametrize(
    ("part", "sound", "broken"),
    [
        ("document", 'w:name="_RefNote2"', 'w:name="_RefNote1"'),
        ("document", "NOTEREF _RefNote2", "NOTEREF _RefNote9"),
        ("document", "NOTEREF _RefNote2", "INCLUDETEXT _RefNote2"),
        ("document", '<w:fldChar w:fldCharType="end"/>', ""),
        ("document", '<w:bookmarkEnd w:id="0"/>', ""),
        ("document", 'w:val="Heading1"', 'w:val="Headding1"'),
        ("document", '<w:footnoteReference w:id="5"/>', '<w:footnoteReference w:id="6"/>'),
        ("footnotes", '<w:footnote w:id="7">', '<w:footnote w:id="6">'),
        ("footnotes", 'r:id="rIdLink1"', 'r:id="rIdLink9"'),
        ("_rels/footnotes", "https://", "file://"),
    ],
)
def test_planted_faults_are_found(part: str, sound: str, broken: str) -> None:
    name = f"word/{part}.xml" + (".rels" if "_rels" in part else "")
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BRIEF)) as old, zipfile.ZipFile(buffer, "w") as new:
        for member in old.namelist():
            text = old.read(member).decode()
            assert member != name or sound in text
            new.writestr(member, text.replace(sound, broken, 1) if member == name else text)
    assert word.faults(buffer.getvalue())


@pytest.mark.slow
def test_the_time_grows_no_faster_than_the_notes() -> None:
    def seconds(notes: int) -> float:
        document = stories.plain(notes)
        # CPU and not the clock on the wall: other work on the machine does not count
        clock = time.process_time
        return min(timeit.repeat(lambda: docx.write(document, Theme()), timer=clock, number=1, repeat=3))

    seconds(100)
    assert seconds(10_000) < 30 * seconds(600)
