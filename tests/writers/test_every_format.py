"""DOCX, PDF, HTML and Markdown of one brief carry the same words and the same notes in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandoc
import paper
import pytest
import word
from lxml import html

from briefbook import pipeline, workspace
from briefbook.model import document as d
from briefbook.writers import tree, write

ROOT = Path(__file__).resolve().parents[2]
VISIT = "kyrgyz-pm-vietnam-2025"
LEAST = 12
# letters of a stretch of words that may stand on either side of a page's end

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=["our own", "real"])
def brief(request: pytest.FixtureRequest) -> pipeline.Composed:
    root = ROOT if request.param == "our own" else request.getfixturevalue("shared") / "workspace"
    opened = workspace.open_(root)
    return pipeline.compose(workspace.load(opened, VISIT, pipeline.sections(opened.briefs.values())))


def test_every_format_has_the_notes_of_the_tree_in_their_order(brief: pipeline.Composed) -> None:
    document = brief.document
    assert document is not None
    said = [tree.plain(note.children) for note in tree.notes(document.blocks)]
    expected = list(map(glued, said))
    assert len(expected) >= 75
    made = {form: write(form, document, brief.theme, "x").data for form in ("docx", "pdf", "html", "md")}
    assert list(map(glued, word.notes(made["docx"]).values())) == expected
    assert list(map(glued, notes_of_page(made["html"]))) == expected
    assert list(map(glued, pandoc.read(made["md"], "markdown-smart").notes)) == expected
    read = paper.read(made["pdf"])
    assert sorted(read.notes) == list(range(1, len(expected) + 1))
    assert [n for n, words in enumerate(said, start=1) if not paper.holds(read, n, words)] == []


def test_every_format_has_the_words_of_the_tree_in_their_order(brief: pipeline.Composed) -> None:
    document = brief.document
    assert document is not None
    expected = [words for each in stretches(document.blocks) if (words := glued(each))]
    assert len(expected) > 100
    made = {form: write(form, document, brief.theme, "x").data for form in ("docx", "pdf", "html", "md")}
    texts = {
        "docx": " ".join(words for _, words in word.paragraphs(made["docx"])),
        "html": text_of_page(made["html"]),
        "md": pandoc.read(made["md"], "markdown-smart").text,
        "pdf": "".join(paper.read(made["pdf"]).pages),
    }
    assert {form: missing(glued(text), expected) for form, text in texts.items()} == {
        form: [] for form in texts
    }


def missing(text: str, expected: list[str]) -> list[str]:
    """The stretches of words that do not follow in a text; one may go on behind the notes of a page."""
    lost, place = [], 0
    for words in expected:
        at = text.find(words, place)
        if at >= 0:
            place = at + len(words)
            continue
        for cut in range(len(words) - 1, 0, -1):
            at = text.find(words[:cut], place)
            on = text.find(words[cut:], at + cut) if at >= 0 and max(cut, len(words) - cut) >= LEAST else -1
            if on >= 0:
                place = on + len(words) - cut
                break
        else:
            lost.append(words)
    return lost


def stretches(blocks: d.Blocks) -> Iterator[str]:
    """The words between marks of notes, in reading order."""
    for block in blocks:
        match block:
            case d.Heading() | d.Paragraph():
                yield from parts(block.children)
            case d.ListBlock():
                for item in block.items:
                    yield from stretches(item)
            case d.BlockQuote():
                yield from stretches(block.children)
            case d.Figure():
                yield from parts(block.caption)
            case d.Table():
                yield from parts(block.caption)
                for row in (block.header, *block.rows):
                    for cell in row:
                        yield from parts(cell)
            case d.Definitions():
                for entry in block.items:
                    yield from (*parts(entry.term), *parts(entry.children))


def parts(inlines: d.Inlines) -> Iterator[str]:
    run: list[d.Inline] = []
    for inline in inlines:
        if isinstance(inline, d.Emphasis | d.Strong | d.Link | d.Anchor | d.LineBreak | d.Note):
            yield tree.plain(tuple(run))
            run = []
            yield from parts(getattr(inline, "children", ()) if not isinstance(inline, d.Note) else ())
        else:
            run.append(inline)
    yield tree.plain(tuple(run))


def glued(text: str) -> str:
    # a hyphen at a line's end cannot be told from one that the line put there
    return paper.glued(text).replace("-", "")


def notes_of_page(data: bytes) -> list[str]:
    items = html.fromstring(data).xpath("//li[starts-with(@id, 'note-')]")
    for item in items:
        for back in item.xpath(".//a[@role='doc-backlink']"):
            back.drop_tree()
    return ["".join(item.itertext()) for item in items]


def text_of_page(data: bytes) -> str:
    return "".join(html.fromstring(data).find("body").itertext())
