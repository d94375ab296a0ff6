"""What a reader takes out of a PDF is the text of the document, block by block and in its order."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
import tagged

import stories
from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.writers import pdf

Block = tuple[str, str]


def said(inlines: d.Inlines) -> tuple[str, list[d.Note]]:
    """The words of inlines as a reader hears them, and the notes called in them."""
    words, notes = "", []
    for inline in inlines:
        match inline:
            case d.Text():
                words += inline.text
            case d.LineBreak():
                words += " "
            case d.NoteRef():
                words += str(inline.number)
            case d.Note():
                beside = notes and words.endswith(str(notes[-1].number))
                words = words.rstrip(" ") + (" " if beside else "") + str(inline.number)
                notes.append(inline)
            case d.Cite():
                pass
            case _:
                inner, more = said(inline.children)
                words += inner
                notes += more
    return words, notes


def noted(tag: str, inlines: d.Inlines) -> Iterator[Block]:
    words, notes = said(inlines)
    yield tag, words
    for note in notes:
        yield "Note", said(note.children)[0]
        yield "Lbl", str(note.number)


def expected(blocks: d.Blocks, depth: int = 0, level: int = 0) -> Iterator[Block]:
    """The blocks of a document, each with its tag and words, notes behind the block that calls them."""
    for block in blocks:
        match block:
            case d.Heading():
                level = min(block.level, level + 1)
                yield from noted(f"H{level}", block.children)
            case d.Paragraph():
                yield from noted("P", block.children)
            case d.BlockQuote():
                yield from expected(block.children, depth, level)
            case d.ListBlock():
                for index, item in enumerate(block.items):
                    yield "Lbl", f"{block.start + index}." if block.ordered else "•–·"[min(depth, 2)]
                    yield from expected(item, depth + 1, level)
            case d.Definitions():
                for entry in block.items:
                    yield "Lbl", said(entry.term)[0]
                    yield from noted("P", entry.children)
            case d.Table():
                if block.caption:
                    yield from noted("Caption", block.caption)
                for tag, row in (("TH", block.header), *(("TD", row) for row in block.rows)):
                    for cell in row:
                        yield from noted(tag, cell)
            case d.Figure():
                yield from noted("Caption", block.caption)
                yield "Figure", " ".join(f"{bar.label} {bar.shown}" for bar in block.chart.bars)


def even(blocks: Iterator[Block] | list[Block]) -> list[Block]:
    """Blocks with white space made even; pdfium takes a hyphen that ends a line for one of ours."""
    composed = ((tag, unicodedata.normalize("NFC", words)) for tag, words in blocks)
    return [(tag, " ".join(words.replace("-", "").split())) for tag, words in composed]


DOCUMENTS = {
    "every kind of block": stories.features(charts=True),
    "a brief": stories.plain(150),
    **{f"random {seed}": stories.document(seed, 50, weird=False, charts=True) for seed in range(40, 46)},
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_text_is_the_documents_block_by_block(name: str) -> None:
    story = DOCUMENTS[name]
    found = [block for block in even(tagged.blocks(pdf.write(story, Theme()))) if block[0] != "TOCI"]
    contents = ("H2", story.labels.get("contents", "Contents"))
    if contents in found:
        found.remove(contents)
    wanted = even(expected(story.blocks))
    assert len(found) == len(wanted) > 40
    for one, two in zip(found, wanted, strict=True):
        assert one == two


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("lang", stories.WORDS)
def test_pdftotext_reads_the_same_words(lang: str, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    for seed in range(4):
        words = " ".join(stories.WORDS[lang][seed * 5 :] + stories.WORDS[lang]) + "."
        note = d.Note(1, "f", (d.Text(words, lang),))
        story = d.Document("Text", lang, (d.Paragraph((d.Text(words), note)),))
        path.write_bytes(pdf.write(story, Theme()))
        command = ["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"]
        done = subprocess.run(command, capture_output=True, check=True)
        joined = done.stdout.decode().replace("\u00ad\n", "").replace("-\n", "-")
        found = " ".join(joined.split())
        assert found.replace("- ", "-").startswith(f"{words}1 1 {words}".replace("- ", "-"))
