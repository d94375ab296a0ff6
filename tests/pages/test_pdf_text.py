"""Text stays text: any string comes out letter for letter, or as a sign that no font has it."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections import Counter

import page
import pytest
import reading

import stories
from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.writers import pdf


def shown(*texts: str, lang: str = "en") -> str:
    """What a reader extracts of some paragraphs."""
    blocks = tuple(d.Paragraph((d.Text(text, lang),)) for text in texts)
    return reading.text(pdf.write(d.Document("Text", lang, blocks), Theme()))


@pytest.mark.parametrize(
    "text",
    [
        "An office of efficient, affluent waffle: fjord, flow, 0123456789.",
        "Thủ tướng Phạm Minh Chính chủ trì lễ đón chính thức, Hà Nội, Đà Nẵng.",
        "Кыргыз Республикасынын төрагасы өнөктөштүктү жаңы деңгээлге көтөрүү.",
        "«\u00a0L’œuvre commune\u00a0» naît où l’on s’y attend\u00a0; 13,5\u00a0%.",
        "Ωμέγα και άλφα, Ķ ș ț ğ ı ř ž ő Ø ə.",
        "<b>not bold</b> &amp; %PDF-1.7 ( \\( ) >> endobj /JS (x) 1 0 obj",
        "{{ template }} {% raw %} $HOME `id` ${x} ]]> -->",
        "a–b—c…d‑e • § ¶ † ‡ € £ ¥ № ™ © ½ × − ≤ ≠",
    ],
)
def test_text_comes_out_letter_for_letter(text: str) -> None:
    found = shown(text).replace("\u00a0", " ").replace("\u2011", "‑")
    assert " ".join(text.replace("\u00a0", " ").split()) in found


def test_decomposed_letters_are_composed() -> None:
    text = "Thu\u031bo\u031b\u0323ng Viê\u0323t"
    assert unicodedata.normalize("NFC", text) in shown(text)


def test_a_word_broken_at_the_end_of_a_line_is_one_word_again() -> None:
    words = "internationalisation representatives environmental responsibility " * 40
    assert " ".join(words.split()) in shown(words)


def test_the_text_of_a_brief_reads_in_its_order() -> None:
    found = shown("First paragraph.", "Second one.", "Third one.")
    assert found.startswith("First paragraph. Second one. Third one.")


@pytest.mark.parametrize(
    "text",
    [
        "\u202eright to left\u202c שלום مرحبا",
        "\ue000\uf8ff\U000f0000 private use",
        "👩‍👩‍👧‍👦 🇻🇳 ☃ ✓ 漢字かな한글 ไทย हिन्दी",
        "a\u0000b\u0007c\u0085d\u2028e\u2029f\tg\u00adh\ufeffi\ufffej\uffffk",
        "\ud800 lone \udfff surrogates",
        "e" + "\u0301" * 20,
        "x" * 10_000,
        "https://example.org/" + "a" * 3_000,
        "\u200b" * 300,
        " " * 500,
        "",
        ".",
        "-" * 400,
    ],
)
def test_hostile_text_neither_crashes_nor_breaks_the_file(text: str) -> None:
    inner = (d.Text(text), d.Note(1, "f", (d.Text(text),)))
    link = (d.Link("https://example.org/" + text[:20], (d.Text(text),)),)
    blocks: d.Blocks = (
        d.Heading(2, (d.Text(text),), "a"),
        d.Paragraph(inner),
        d.Paragraph(link),
        d.ListBlock(((d.Paragraph((d.Text(text),)),), ())),
        d.Table(((d.Text(text),), ()), (((), (d.Text(text),)), ((), ())), ("right", ""), (d.Text(text),)),
        d.Definitions((d.Definition((d.Text(text),), (d.Text(text),)), d.Definition((), ()))),
        d.BlockQuote((d.Paragraph((d.Text(text),)),)),
    )
    story = d.Document(text, "en", blocks, text, None, text, (text,), text[:200])
    data = pdf.write(story, Theme())
    for profile in ("ua1", "3a"):
        result = page.validate_pdf_bytes(data, profile=profile)
        assert result.is_compliant, result.failures


def test_an_empty_document_has_one_page() -> None:
    sheets = reading.sheets(pdf.write(d.Document("", "", ()), Theme()))
    assert [sheet.text.strip() for sheet in sheets] == ["Page 1 of 1"]


def test_empty_blocks_take_no_room_and_do_no_harm() -> None:
    blocks: d.Blocks = (
        d.Heading(2, ()),
        d.Paragraph(()),
        d.ListBlock(()),
        d.ListBlock(((),)),
        d.BlockQuote(()),
        d.Table((), (), ()),
        d.Table(((), ()), (), ("", "")),
        d.Definitions(()),
        d.Rule(),
        d.Paragraph((d.LineBreak(), d.LineBreak(), d.Anchor("a", ()), d.NoteRef(9), d.Note(1, "f", ()))),
    )
    assert "1" in reading.text(pdf.write(d.Document("Empty", "en", blocks), Theme()))


def test_header_marking_and_page_number_stand_on_every_page() -> None:
    story = stories.features()
    sheets = reading.sheets(pdf.write(story, Theme()))
    for number, sheet in enumerate(sheets, 1):
        assert sheet.text.count("TLP:AMBER") == 2
        assert f"Page {number} of {len(sheets)}" in sheet.text
        assert "Every kind of block" in sheet.text


def test_a_header_that_is_too_long_is_cut_short() -> None:
    story = d.Document("Long", "en", (), "A very long running header " * 20, marking="secret " * 40)
    (sheet,) = reading.sheets(pdf.write(story, Theme()))
    assert "…" in sheet.text
    right = max(box[2] for char, box in zip(sheet.text, sheet.boxes, strict=True) if char.strip())
    assert right < Theme().page.width - Theme().page.right + 1


def test_marks_that_meet_are_kept_apart() -> None:
    notes = tuple(d.Note(number, "f", (d.Text("Proof."),)) for number in (1, 2))
    assert "Fact.1 2" in shown_inlines((d.Text("Fact."), *notes))


def test_a_space_before_a_mark_is_dropped() -> None:
    assert "Fact.1 Next." in shown_inlines(
        (d.Text("Fact. "), d.Note(1, "f", (d.Text("Proof."),)), d.Text(" Next."))
    )


def shown_inlines(inlines: d.Inlines) -> str:
    return reading.text(pdf.write(d.Document("Text", "en", (d.Paragraph(inlines),)), Theme()))


def letters(node: object) -> Counter[str]:
    """Count the characters of all texts below a node of the tree."""
    if isinstance(node, d.Text):
        return Counter("".join(unicodedata.normalize("NFC", node.text).split()))
    if isinstance(node, tuple):
        return sum((letters(child) for child in node), Counter())
    if dataclasses.is_dataclass(node):
        own = Counter(str(node.number)) if isinstance(node, d.Note) else Counter()
        return own + sum(
            (letters(getattr(node, field.name)) for field in dataclasses.fields(node)), Counter()
        )
    return Counter()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_letter_of_a_random_document_is_missing(seed: int) -> None:
    story = stories.document(seed, notes=60, weird=False)
    found = Counter(reading.text(pdf.write(story, Theme())))
    missing = letters(story.blocks) - found
    # pdfium takes a hyphen of the text that ends a line for one of ours.
    del missing["-"]
    assert missing == Counter()
