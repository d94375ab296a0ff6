"""The quick ways of the last look, held against slow and plain ones on files that were changed."""

from __future__ import annotations

import io
import random
import re
import zipfile

import pytest
import repack
import sample
import unpacked

from briefbook.model.theme import Theme
from briefbook.writers import docx, grammar, pdf
from briefbook.writers.grammar import archive, pdftext, tags
from briefbook.writers.grammar import pdf as walked
from briefbook.writers.grammar.found import Broken

PDF, WORD = pdf.write(sample.BRIEF, Theme()), docx.write(sample.BRIEF, Theme())
FILE = walked._apart(PDF)
PAGES = [body for _, body in FILE.streams.values() if b" TJ\n" in body]
DOCUMENT = repack.members(WORD)["word/document.xml"]
PIECES = (
    b" 5 0 R", b"/P 7 0 R", b"/Pg 8 0 R", b"<<", b">>", b"[", b"(", b"<", b">", b"<!--x-->", b"&xxe;",
    b"3 Tr\n", b"/X0 Do\n", b"ET\n", b" Tm\n", b"] TJ\n", b"\n", b" ", b"9", b".", b"</w:p>", b"<w:object/>",
)  # fmt: skip
NUMBER = r"-?\d*\.?\d+(?:e-\d+)?"
COLOUR = rf"(?:{NUMBER} ){{3}}"
LINES = (
    "", "EMC", "ET", r"\[[<>0-9A-F.\- ]*\] TJ", r"/(?:H[1-6]|[A-Z][A-Za-z]{0,11}) <</MCID \d+>> BDC",
    "/Artifact <</Type/(?:Pagination|Layout)>> BDC", rf"BT 1 0 0 1 {NUMBER} {NUMBER} Tm",
    rf"/T\d+ {NUMBER} Tf", rf"{COLOUR}rg", rf"{NUMBER} T[cs]", rf"q {COLOUR}rg (?:{NUMBER} ){{4}}re f Q",
    rf"q (?:1 J )?{NUMBER} w (?:\[0 4\] 0 d|{COLOUR}RG) (?:{NUMBER} ){{2}}m (?:{NUMBER} ){{2}}l S Q",
)  # fmt: skip


def changed(data: bytes, seed: int) -> bytes:
    """Some bytes with something more, less or other in them."""
    chance = random.Random(seed)
    at = chance.randrange(len(data))
    kind = seed % 4
    if kind == 0:
        return data
    if kind == 1:
        return data[:at] + data[at + chance.randrange(1, 9) :]
    if kind == 2:
        return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
    return data[:at] + chance.choice(PIECES) + data[at:]


@pytest.mark.parametrize("seed", range(80))
def test_a_page_is_ours_when_each_of_its_lines_is(seed: int) -> None:
    body = changed(PAGES[seed % len(PAGES)], seed)
    lines = body.decode("latin-1").split("\n")
    ours = all(any(re.fullmatch(each, line.rstrip(" ")) for each in LINES) for line in lines)
    assert (pdftext.strange(body) == b"") == ours


@pytest.mark.parametrize("seed", range(80))
def test_what_is_referred_to_is_found_from_behind_as_from_before(seed: int) -> None:
    joined = changed(b"\n".join(FILE.objects.values()) + b"\n", seed)
    found = re.findall(rb"/P(?:arent|g)? \d+ 0 R|(\d+) 0 R", joined)
    quick = walked._REFERENCE.findall(joined[::-1])
    assert {int(each[::-1]) for each in quick} == {int(each) for each in found if each}


def test_the_words_of_the_pages_are_those_that_the_maps_of_the_fonts_give_glyph_by_glyph() -> None:
    fonts = next(data for data in FILE.objects.values() if data.startswith(b"<<\n/T0 "))
    maps = {}
    for tag, number in re.findall(rb"/(T\d+) (\d+) 0 R", fonts):
        (stream,) = re.findall(rb"/ToUnicode (\d+) 0 R", FILE.objects[int(number)])
        rows = re.findall(r"<(\w{4})> <(\w+)>\n", FILE.streams[int(stream)][1].decode())
        maps[tag.decode()] = {code: bytes.fromhex(text).decode("utf-16-be") for code, text in rows}
    words, font = "", ""
    for line in b"\n".join(PAGES).decode("latin-1").split("\n"):
        if line.endswith(" Tm"):
            words += "\n"
        elif line.endswith(" Tf"):
            font = line.split()[0][1:]
        elif line.endswith(" TJ"):
            codes = "".join(re.findall("<([0-9A-F]*)>", line))
            words += "".join(maps[font][codes[at : at + 4]] for at in range(0, len(codes), 4))
    found = dict(grammar.look("pdf", PDF, sample.BRIEF.attachments).texts)["the pages"]
    plain = words.replace("\xad\n", "").replace("\u034f", "")
    assert found.split() == plain.split()


@pytest.mark.parametrize("seed", range(120))
def test_an_archive_that_passes_is_one_that_python_reads_alike(seed: int) -> None:
    data = changed(WORD, seed)
    try:
        found = dict(archive.parts(data))
    except Broken:
        assert data != WORD
        return
    with zipfile.ZipFile(io.BytesIO(data)) as there:
        assert found == {each.filename: there.read(each) for each in there.infolist()}
    assert data == WORD


@pytest.mark.parametrize("seed", range(80))
def test_tags_and_words_of_a_part_are_those_between_angles(seed: int) -> None:
    data = changed(DOCUMENT, seed)
    stray = b"<" in re.sub(rb"<[^<>]*>", b"", data)
    if stray:
        with pytest.raises(Broken):
            tags.unique(data)
        return
    assert tags.unique(data) == set(re.findall(rb"<[^<>]*>", data))
    try:
        words = tags.parse(data)
    except Broken:
        assert data != DOCUMENT
        return
    plain = re.sub(rb"<[^<>]*>|<\?.*?\?>", b"", data).decode()
    assert words.split() == re.sub("&lt;", "<", re.sub("&gt;", ">", plain)).replace("&amp;", "&").split()


def test_a_part_that_was_seen_before_is_refused_as_at_first() -> None:
    parts = repack.members(WORD)
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(
        b"<w:docDefaults>", b"<w:object/><w:docDefaults>"
    )
    twice = [grammar.look("docx", repack.zipped(parts), sample.BRIEF.attachments).faults for _ in range(2)]
    assert twice[0] == twice[1] != ()
    assert grammar.look("docx", WORD, sample.BRIEF.attachments).faults == ()


def test_a_page_that_holds_more_than_glyphs_is_refused_before_its_bytes_are_left_out() -> None:
    file = unpacked.take_apart(PDF)
    file.pattern(r"\nEMC\n", "\nEMC\n/anna-17 <</MCID 0>> BDC\nEMC\n")
    assert grammar.look("pdf", repack.packed(file), sample.BRIEF.attachments).faults != ()
