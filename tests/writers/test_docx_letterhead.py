"""A brief on somebody's letterhead: what is taken, what is added, what is refused."""

from __future__ import annotations

import io
import random
import zipfile
from dataclasses import replace
from pathlib import Path

import letterheads
import pytest
import sample
import validators
import word
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.package import Package

from briefbook import limits, writers
from briefbook.errors import BriefbookError
from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.writers import docx, grammar, letterhead
from briefbook.writers.docx import drafts, elements, package

W = word.W
MINISTRY = letterheads.ministry()
SHIPPED = letterhead.reference(Theme())


def on(head: bytes, document: d.Document = sample.BRIEF, **choices: object) -> bytes:
    theme = replace(Theme(), docx_reference=head, **choices)  # type: ignore[arg-type]
    return docx.write(document, theme)


ON_MINISTRY = on(MINISTRY)
TREE = word.parts(ON_MINISTRY)


def shown(head: bytes) -> str:
    """All words of headers and footers."""
    return " | ".join(
        word.text(root)
        for name, root in sorted(word.parts(head).items())
        if "word/header" in name or "word/footer" in name
    )


def test_margins_and_size_of_the_page_are_the_letterheads() -> None:
    section = TREE["word/document.xml"].find(f".//{W}body/{W}sectPr")
    margins, size = section.find(W + "pgMar"), section.find(W + "pgSz")
    assert (margins.get(W + "left"), margins.get(W + "top"), size.get(W + "w")) == ("1701", "1440", "11906")
    for table in TREE["word/document.xml"].iter(W + "tbl"):
        assert sum(int(column.get(W + "w")) for column in table.iter(W + "gridCol")) <= 8504


def test_the_fonts_are_the_letterheads() -> None:
    styles = TREE["word/styles.xml"]
    normal = next(style for style in styles.iter(W + "style") if style.get(W + "styleId") == "Normal")
    assert normal.find(f"{W}rPr/{W}rFonts").get(W + "ascii") == "Georgia"
    assert normal.find(f"{W}rPr/{W}sz").get(W + "val") == "24"
    assert "Cambria" not in str([each.attrib for each in styles.find(W + "docDefaults").iter()])


def test_header_footer_and_logo_are_the_letterheads_and_the_marking_is_on_them() -> None:
    assert word.text(TREE["word/header1.xml"]) == "Ministry of LakesTLP:GREEN"
    assert word.text(TREE["word/footer1.xml"]) == "1 Harbour StreetTLP:GREEN"
    marking = TREE["word/header1.xml"][-1]
    assert marking.find(f"{W}pPr/{W}jc").get(W + "val") == "right"
    with zipfile.ZipFile(io.BytesIO(ON_MINISTRY)) as archive:
        assert archive.read("word/media/image1.png") == letterheads.logo()


def test_the_text_of_the_letterhead_and_its_author_are_gone() -> None:
    with zipfile.ZipFile(io.BytesIO(ON_MINISTRY)) as archive:
        everything = b"".join(map(archive.read, archive.namelist()))
    for word_ in (b"must not be printed", b"An Officer", b"rsid", b"thumbnail", b"stylesWithEffects"):
        assert word_ not in everything


def test_the_brief_has_its_notes_and_its_words_on_a_letterhead_too() -> None:
    assert word.notes(ON_MINISTRY) == word.notes(docx.write(sample.BRIEF, Theme()))
    plain = [words for _, words in word.paragraphs(docx.write(sample.BRIEF, Theme()))]
    assert [words for _, words in word.paragraphs(ON_MINISTRY)] == plain


def test_a_letterhead_is_read_anew_where_other_limits_hold() -> None:
    assert letterhead.check(SHIPPED, Theme())[0] == ""
    with limits.used({"archive_members": 10}):
        assert "10" in letterhead.check(SHIPPED, Theme())[0]
    assert letterhead.check(SHIPPED, Theme())[0] == ""


def test_first_and_even_pages_have_their_own_headers_and_each_its_marking() -> None:
    data = on(letterheads.ministry(first=True, even=True))
    said = shown(data)
    for words in ("Ministry of Lakes", "The first page alone", "An even page"):
        assert f"{words}TLP:GREEN" in said
    # the letterhead has one footer only: the others are made for the marking
    assert said.count("TLP:GREEN") == 6
    assert word.parts(data)["word/settings.xml"].find(W + "evenAndOddHeaders") is not None
    assert word.faults(data) == []


def test_a_later_section_goes_on_with_the_header_of_the_first() -> None:
    data = on(letterheads.sections())
    assert "Ministry of Lakes" in shown(data)
    section = word.parts(data)["word/document.xml"].find(f".//{W}body/{W}sectPr")
    assert section.find(W + "pgMar").get(W + "left") == "2835"


def test_a_letterhead_without_header_and_footer_gets_ours() -> None:
    bare = letterheads.saved(letterheads.docx.Document())
    said = shown(on(bare))
    assert "Visit brief: Lakeland" in said
    assert said.count("Page 1 of 1") == 2
    assert said.count("TLP:GREEN") == 4


def test_a_template_is_as_good_as_a_document() -> None:
    assert on(letterheads.template()) == ON_MINISTRY


def test_what_the_letterhead_lacks_is_named_and_added_and_what_it_has_is_kept() -> None:
    why, missing = letterhead.check(MINISTRY, Theme())
    assert why == ""
    assert {"footnote text", "footnote reference", "Marking", "Brief Table", "Hyperlink"} <= set(missing)
    assert not {"Title", "heading 1", "List Bullet", "Quote", "caption"} & set(missing)
    theirs, ours = (
        {style.get(W + "styleId"): style for style in word.parts(data)["word/styles.xml"].iter(W + "style")}
        for data in (MINISTRY, ON_MINISTRY)
    )
    assert theirs.keys() < ours.keys()
    assert len(ours) == len(theirs) + len(missing)
    kept = word.etree.tostring(theirs["Heading1"].find(W + "rPr"))
    assert word.etree.tostring(ours["Heading1"].find(W + "rPr")) == kept


def test_the_language_of_the_brief_replaces_that_of_the_letterhead() -> None:
    french = on(MINISTRY, replace(sample.BRIEF, lang="fr"))
    tags = [each.get(W + "val") for each in word.parts(french)["word/styles.xml"].iter(W + "lang")]
    assert tags == ["fr-FR"]


def test_styles_are_found_by_their_names_whatever_their_ids() -> None:
    """Word in other languages gives other ids: "berschrift1" is the German one's heading 1."""

    def rename(parts: dict[str, bytes]) -> None:
        parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'"Heading1"', b'"berschrift1"')

    other = letterheads.changed(MINISTRY, rename)
    data = on(other)
    assert ("berschrift1", "Economy") in word.paragraphs(data)
    assert word.faults(data) == []


def test_lists_are_the_letterheads_where_it_has_them_and_count_on_their_own() -> None:
    numbering = TREE["word/numbering.xml"]
    kinds = [word.etree.QName(each).localname for each in numbering]
    assert kinds == sorted(kinds)
    style = next(
        each for each in TREE["word/styles.xml"].iter(W + "style") if each.get(W + "styleId") == "ListBullet"
    )
    theirs = style.find(f"{W}pPr/{W}numPr/{W}numId").get(W + "val")
    bullet = next(each for each in TREE["word/document.xml"].iter(W + "p") if "A bullet" in word.text(each))
    assert bullet.find(f"{W}pPr/{W}numPr/{W}numId").get(W + "val") == theirs


def test_the_shipped_letterhead_lacks_nothing_and_changes_nothing() -> None:
    assert letterhead.check(SHIPPED, replace(Theme(), contents=True)) == ("", ())
    assert word.faults(SHIPPED) == []
    data, plain = on(SHIPPED), docx.write(sample.BRIEF, Theme())
    assert word.paragraphs(data) == word.paragraphs(plain)
    assert shown(data).count("TLP:GREEN") == 4


def test_the_same_letterhead_gives_the_same_bytes() -> None:
    assert on(MINISTRY) == ON_MINISTRY
    assert letterhead.reference(Theme()) == SHIPPED


@pytest.mark.parametrize("name", letterheads.REFUSED)
def test_a_bad_letterhead_is_refused_with_the_reason(name: str) -> None:
    data, why = letterheads.refused(name)
    said, missing = letterhead.check(data, Theme())
    assert why in said
    assert len(said) < 300
    assert missing == ()
    with pytest.raises(BriefbookError):
        writers.write("docx", sample.BRIEF, replace(Theme(), docx_reference=data or b"x"), "x")


@pytest.mark.parametrize(
    "instruction", [" PAGE ", ' STYLEREF "heading 1" ', ' HYPERLINK "https://lake.example" ']
)
def test_fields_that_a_brief_may_hold_stay_in_the_header(instruction: str) -> None:
    head = letterheads.changed(MINISTRY, letterheads.in_header(letterheads.field(instruction)))
    assert letterhead.check(head, Theme())[0] == ""
    codes = "".join(code.text for code in word.parts(on(head))["word/header1.xml"].iter(W + "instrText"))
    assert codes == instruction


def test_what_is_left_behind_leaves_nothing_dangling() -> None:
    inside = (
        '<w:bookmarkStart w:id="0" w:name="title"/><w:r><w:t>x</w:t></w:r><w:bookmarkEnd w:id="0"/>'
        '<w:commentRangeStart w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>'
        '<w:proofErr w:type="spellStart"/>'
    )
    data = on(letterheads.changed(MINISTRY, letterheads.in_header(inside)))
    assert word.faults(data) == []
    tags = {word.etree.QName(each).localname for each in word.parts(data)["word/header1.xml"].iter()}
    assert not {"bookmarkStart", "commentReference", "proofErr"} & tags


def test_a_drawing_for_the_web_gives_way_to_the_picture_beside_it() -> None:
    names = 'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"'
    inside = f'<a:ext uri="{{96DAC541}}"><asvg:svgBlip {names} r:embed="rIdX"/></a:ext>'
    blip = '<a:blip r:embed="rId1"'
    head = letterheads.changed(
        MINISTRY,
        letterheads.put("word/media/logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
        letterheads.relation("word/header1.xml", "image", "media/logo.svg"),
        letterheads.replace(
            "word/header1.xml", f"{blip}/>", f"{blip}><a:extLst>{inside}</a:extLst></a:blip>"
        ),
    )
    assert letterhead.check(head, Theme())[0] == ""
    with zipfile.ZipFile(io.BytesIO(on(head))) as archive:
        assert [name for name in archive.namelist() if "media" in name] == ["word/media/image1.png"]


def test_what_newer_words_say_of_a_section_is_left_behind() -> None:
    newer = (
        '<w15:footnoteColumns xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" w15:val="1"/>'
    )
    data = on(
        letterheads.changed(MINISTRY, letterheads.replace("word/document.xml", "<w:pgSz", f"{newer}<w:pgSz"))
    )
    section = word.parts(data)["word/document.xml"].find(f".//{W}body/{W}sectPr")
    assert all(each.tag.startswith(W) for each in section)


@pytest.mark.parametrize("seed", range(40))
def test_a_letterhead_with_odd_elements_and_values_is_refused_or_taken(seed: int) -> None:
    r = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(letterheads.ministry(first=True))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = [name for name in parts if name.endswith((".xml", ".rels")) and "Effects" not in name]
    for _ in range(3):
        name = r.choice(names)
        root = word.etree.fromstring(parts[name])
        every = list(root.iter(word.etree.Element))
        element, other = r.choice(every), r.choice(every)
        if element.attrib and r.random() < 0.5:
            element.set(r.choice(list(element.attrib)), r.choice(["", "-1", "9" * 12, "x", "0", "rId1", "٣"]))
        elif r.random() < 0.5:
            element.append(word.etree.fromstring(word.etree.tostring(other)))
        elif element is not root:
            element.getparent().remove(element)
        parts[name] = word.etree.tostring(root)
    head = letterheads.zipped(parts)
    if not letterhead.check(head, Theme())[0]:
        assert word.notes(on(head)) == word.notes(ON_MINISTRY)


def running() -> word.etree._Element:
    holder = drafts.root("p")
    drafts.field(holder, "DDEAUTO cmd", "x")
    return drafts.tree_of(holder)


PLANTED = {
    "a remote picture": lambda root, part: part.load_rel(
        f"{letterheads.REL}/image", "https://a.example/", "x", True
    ),
    "a template": lambda root, part: part.load_rel(
        f"{letterheads.REL}/attachedTemplate", "a.dotm", "x", True
    ),
    "a link to a file": lambda root, part: part.load_rel(
        f"{letterheads.REL}/hyperlink", "file:///a", "x", True
    ),
    "an object": lambda root, part: elements.add(root, "object"),
    "a field that runs": lambda root, part: root.extend(list(running())),
    "an open field": lambda root, part: elements.add(root, "fldChar", fldCharType="begin"),
}


@pytest.mark.parametrize("what", PLANTED)
def test_the_grammar_lets_nothing_active_leave(what: str) -> None:
    whole = Package()
    root = elements.root("document")
    main = XmlPart(PackURI("/word/document.xml"), CONTENT_TYPE.WML_DOCUMENT_MAIN, root, whole)
    whole.relate_to(main, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    assert grammar.look("docx", package.save(whole)).faults == ()
    PLANTED[what](root, main)
    assert grammar.look("docx", package.save(whole)).faults != ()


@pytest.mark.parametrize("cut", range(0, 100, 7))
def test_a_cut_or_flipped_letterhead_is_refused_or_read_but_never_fails(cut: int) -> None:
    place = len(MINISTRY) * cut // 100
    flipped = bytearray(MINISTRY)
    flipped[place] ^= 0xFF
    for data in (MINISTRY[:place], bytes(flipped)):
        why, _ = letterhead.check(data, Theme())
        assert isinstance(why, str)


@pytest.mark.slow
@pytest.mark.skipif(validators.SOFFICE is None, reason="LibreOffice (soffice) is not on this machine")
def test_a_letterhead_that_libreoffice_made_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "ministry.docx"
    file.write_bytes(MINISTRY)
    made = validators.convert(file, "docx", tmp_path / "out").read_bytes()
    data = on(made)
    assert "Ministry of Lakes" in shown(data)
    assert b"Georgia" in word.etree.tostring(word.parts(data)["word/styles.xml"])
    assert word.faults(data) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "choices", [{}, {"contents": True, "numbered_headings": True}, {"note_restart": "section"}]
)
@pytest.mark.parametrize(
    "name", ["ministry", "first and even", "sections", "template", "shipped", "libreoffice"]
)
def test_no_validator_has_a_finding_on_a_letterhead(
    name: str, choices: dict[str, object], tmp_path: Path
) -> None:
    made = {
        "ministry": lambda: MINISTRY,
        "first and even": lambda: letterheads.ministry(first=True, even=True),
        "sections": letterheads.sections,
        "template": letterheads.template,
        "shipped": lambda: SHIPPED,
        "libreoffice": lambda: libreoffice(tmp_path),
    }[name]()
    file = tmp_path / "brief.docx"
    file.write_bytes(on(made, **choices))
    assert validators.findings(file) == []


def libreoffice(folder: Path) -> bytes:
    if validators.SOFFICE is None:
        pytest.skip("LibreOffice (soffice) is not on this machine")
    (folder / "ministry.docx").write_bytes(MINISTRY)
    return validators.convert(folder / "ministry.docx", "docx", folder / "out").read_bytes()
