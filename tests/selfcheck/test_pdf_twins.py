"""A clean and a poisoned twin of a PDF, told apart."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
import repack
import sample
import unpacked

from briefbook.model.document import Attachment
from briefbook.model.theme import Theme
from briefbook.writers import grammar, pdf

WHOLE = pdf.write(sample.BRIEF, Theme())
Change = Callable[[unpacked.Unpacked], None]


def swap(old: str, new: str) -> Change:
    return lambda file: file.swap(old, new)


def pattern(old: str, new: str) -> Change:
    return lambda file: file.pattern(old, new)


def catalogue(entry: str) -> Change:
    return swap("/Type /Catalog", f"{entry} /Type /Catalog")


def new(data: str, entry: str) -> Change:
    """One object more, and an entry of the catalogue that leads to it."""

    def change(file: unpacked.Unpacked) -> None:
        number = max(file.objects) + 1
        file.objects[number] = data.encode("latin-1")
        file.swap("/Type /Catalog", f"{entry} {number} 0 R /Type /Catalog")

    return change


def page(line: str) -> Change:
    return lambda file: file.pattern(r"\nEMC\n", f"\nEMC\n{line}\n")


def alone(file: unpacked.Unpacked) -> None:
    file.objects[max(file.objects) + 1] = b"<</Title(an earlier revision)>>"


def nothing(file: unpacked.Unpacked) -> None:
    """The file as it is, closed anew."""


ADDRESS = r"/URI\(https://[^)]*\)"
TWINS: dict[str, tuple[Change, Change]] = {
    "an action when it is opened": (
        pattern(r"/PageMode /UseNone", "/PageMode /UseOutlines"),
        catalogue("/OpenAction <</S/JavaScript/JS(app.alert\\(1\\))>>"),
    ),
    "further actions": (nothing, catalogue("/AA <</WC <</S/JavaScript/JS(x)>>>>")),
    "a script among the names": (
        nothing,
        pattern(r"/Dests<<", "/JavaScript<</Names[(a)<</S/JavaScript/JS(x)>>]>>/Dests<<"),
    ),
    "the address of a link": (
        pattern(ADDRESS, "/URI(https://gazette.example/other)"),
        pattern(ADDRESS, "/URI(file:///c:/x)"),
    ),
    "the scheme of a link": (
        pattern(ADDRESS, "/URI(mailto:a@b.example)"),
        pattern(ADDRESS, "/URI(javascript:x)"),
    ),
    "an address behind an escape": (
        pattern(ADDRESS, "/URI(http://gazette.example/)"),
        pattern(ADDRESS, "/URI(\\\\152avascript:x)"),
    ),
    "what a link does": (
        pattern(ADDRESS, "/URI(https://gazette.example/a)"),
        pattern(r"/A<</S/URI" + ADDRESS + ">>", "/A<</S/Launch/F(calc.exe)>>"),
    ),
    "a link into another file": (
        pattern(r"/XYZ \d+\.\d+", "/XYZ 71.00"),
        pattern(r"/A<</S/URI" + ADDRESS + ">>", "/A<</S/GoToR/F(other.pdf)/D[0/Fit]>>"),
    ),
    "an action after the action": (
        nothing,
        pattern(
            r"/A<</S/URI(" + ADDRESS + ")>>",
            "/A<</S/URI/URI(https://a.example)/Next<</S/JavaScript/JS(x)>>>>",
        ),
    ),
    "the kind of a note": (
        pattern(r"/Rect\[\d+\.\d+", "/Rect[71.00"),
        pattern(r"/Subtype/Link/Rect", "/Subtype/FileAttachment/Rect"),
    ),
    "a film": (nothing, pattern(r"/Subtype/Link/Rect", "/Subtype/RichMedia/Rect")),
    "a form": (nothing, new("<</Fields[]/XFA(x)>>", "/AcroForm")),
    "words of the properties": (
        pattern(r"/Creator\(Briefbook\)", "/Creator(Briefbook 2)"),
        pattern(r"/Creator\(Briefbook\)", "/Creator(Briefbook)/Company(anna)"),
    ),
    "an attached file": (
        nothing,
        pattern(r"/EmbeddedFiles<</Names\[", "/EmbeddedFiles<</Names[(x) <</Type/Filespec/F(x)/UF(x)>> "),
    ),
    "what is attached": (nothing, pattern(r'"facts": \[', '"facts": ["more", ')),
    "a page that draws another file": (page("q 0 0 0 rg 1 1 1 1 re f Q"), page("/X0 Do")),
    "a picture in the line": (page("q 0 0 1 rg 1 1 1 1 re f Q"), page("BI /W 1 /H 1 ID x EI")),
    "words that are not drawn": (page("0 Ts"), page("3 Tr")),
    "a page with marks of its own": (
        page("/Artifact <</Type/Layout>> BDC\nEMC"),
        page("/OC /hidden BDC\nEMC"),
    ),
    "layers": (nothing, new("<</OCGs[]/D<</Order[]>>>>", "/OCProperties")),
    "an object that nothing refers to": (nothing, alone),
    "a private note of a program": (nothing, catalogue("/PieceInfo <</Illustrator(x)>>")),
    "a name in other letters": (nothing, catalogue("/Open#41ction [0 /Fit]")),
    "declarations among the properties": (
        pattern(r"<dc:format>", "\n<dc:format>"),
        pattern(r"<dc:format>", "<!-- anna --><dc:format>"),
    ),
    "a thumbnail": (nothing, pattern(r"/Tabs /S", "/Tabs /S /Thumb 5 0 R")),
    "how it looks": (
        nothing,
        pattern(r"<</DisplayDocTitle true>>", "<</DisplayDocTitle true/Enforce[/PrintScaling]>>"),
    ),
}


def attachments() -> tuple[Attachment, ...]:
    return sample.BRIEF.attachments


def made(change: Change) -> tuple[str, ...]:
    file = unpacked.take_apart(WHOLE)
    change(file)
    return grammar.look("pdf", repack.packed(file), attachments()).faults


@pytest.mark.parametrize("what", TWINS)
def test_the_clean_twin_passes_and_the_poisoned_one_does_not(what: str) -> None:
    clean, poisoned = TWINS[what]
    assert made(clean) == ()
    assert made(poisoned) != ()


def test_a_file_that_another_program_has_added_to_is_none_of_ours() -> None:
    assert grammar.look("pdf", WHOLE, attachments()).faults == ()
    later = (
        WHOLE
        + b"9999 0 obj\n<</S/JavaScript/JS(x)>>\nendobj\nxref\n0 0\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n"
    )
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(WHOLE)) as file:
        file.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="x")
        file.save(buffer)
    for data in (
        later,
        buffer.getvalue(),
        b"x" + WHOLE,
        WHOLE[:-30],
        WHOLE.replace(b"endobj\n", b"endobj\n\n", 1),
    ):
        assert grammar.look("pdf", data, attachments()).faults != ()


@pytest.mark.parametrize("cut", range(1, 100, 9))
def test_a_cut_or_flipped_file_is_told_and_never_fails(cut: int) -> None:
    place = len(WHOLE) * cut // 100
    assert grammar.look("pdf", WHOLE[:place], attachments()).faults != ()
    flipped = bytearray(WHOLE)
    flipped[place] ^= 0xFF
    assert grammar.look("pdf", bytes(flipped), attachments()).faults != ()


def test_an_address_with_an_entity_in_it_is_an_address() -> None:
    assert made(pattern(ADDRESS, "/URI(https://gazette.example/a-&lt;b)")) == ()
