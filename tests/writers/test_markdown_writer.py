"""What a reader of the Markdown sees, and what pandoc makes of it."""

from __future__ import annotations

import pandoc
import pytest
import sample

import stories
from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.writers import markdown, tree

BRIEF = markdown.write(sample.BRIEF, Theme()).decode()


def paragraph(*inlines: d.Inline) -> str:
    """The Markdown of one paragraph, without the properties above it."""
    data = markdown.write(d.Document("", "en", (d.Paragraph(inlines),)), Theme())
    return data.decode().split("---\n\n", 1)[1].rstrip("\n")


def test_a_brief_reads_as_markdown() -> None:
    for words in (
        "# Visit of the Prime Minister of Lakeland {#title}",
        "Level\n:   Official visit[^1]",
        "[Trade reached **€13.5 million**]{#fact-trade-2024}[^2][^3] and grows",
        "[more](<https://gazette.example/a?b=1&c=2>)).\\\nA new line.",
        "1.  First[^4]\n\n    -   Below the first\n\n2.  Second\n\n    More on the second.",
        "7.  Begins at seven",
        "| Year | Trade (€ million) | Remark |\n|:---|---:|:---:|\n| 2023 | 7.5[^6] |  |",
        ": Trade, 2023–2024",
        "> Words set apart.[^7]",
        "* * *",
        "[^4]: Дала кабары: “[өнөктөштүк жаңы деңгээлге көтөрүлдү]{lang=ky}”.",
    ):
        assert words in BRIEF


def test_the_marking_stands_above_and_below() -> None:
    assert BRIEF.count("**TLP:GREEN**") == 2


def test_only_what_could_be_misread_is_escaped() -> None:
    assert paragraph(d.Text("US$5 (net) - 3.5% of #1; e.g. 50/50, a+b=c")) == (
        "US\\$5 (net) - 3.5% of #1; e.g. 50/50, a+b=c"
    )
    assert paragraph(d.Text("2024. A year")) == "2024\\. A year"
    assert paragraph(d.Text("Yes. A word")) == "Yes. A word"


def test_emphasis_leaves_spaces_outside_and_neighbours_apart() -> None:
    emphasis, strong = d.Emphasis((d.Text(" a "),)), d.Strong((d.Text("b"),))
    assert paragraph(d.Text("x"), emphasis, d.Text("y")) == "x *a* y"
    assert paragraph(d.Emphasis((d.Text("a"),)), strong) == "*a*<!-- -->**b**"


def test_a_cell_is_one_line_whatever_it_holds() -> None:
    table = d.Table(((d.Text("a|b"), d.LineBreak(), d.Text("c")),), (((d.Text("d\ne"),),),), ("",))
    data = markdown.write(d.Document("", "en", (table,)), Theme()).decode()
    assert data.endswith("| a\\|b c |\n|----|\n| d e |\n")


def test_pandoc_reads_every_block_note_and_id_back() -> None:
    reading = pandoc.read(BRIEF.encode(), "markdown")
    assert reading.notes == [tree.plain(note.children) for note in sample.notes(sample.BRIEF)]
    assert {"title", "economy", "figures", "fact-trade-2024"} <= set(reading.ids)
    assert {"DefinitionList", "OrderedList", "BulletList", "Table", "BlockQuote", "HorizontalRule"} <= set(
        reading.kinds
    )
    assert reading.kinds.count("Table") == 4
    assert reading.kinds.count("OrderedList") == 2
    assert sorted(set(reading.languages)) == ["fr", "ky", "ru"]
    assert set(reading.links) == {"https://gazette.example/a?b=1&c=2"}


@pytest.mark.parametrize("seed", range(4))
def test_pandoc_reads_random_documents_back_word_for_word(seed: int) -> None:
    document = stories.document(seed, notes=40)
    reading = pandoc.read(markdown.write(document, Theme()), "markdown")
    wanted = [pandoc.squeeze(tree.legal(tree.plain(note.children))) for note in sample.notes(document)]
    assert reading.notes == wanted
    for block in document.blocks:
        if isinstance(block, d.Heading | d.Paragraph):
            assert pandoc.squeeze(tree.legal(tree.plain(block.children))) in reading.text


def test_pandoc_reads_hostile_words_back_as_words() -> None:
    texts = [text for text in sample.HOSTILE if text.strip() and len(text) < 1000]
    blocks: list[d.Block] = []
    for text in texts:
        words = (d.Text(text),)
        blocks += [
            d.Paragraph(words),
            d.Heading(2, words),
            d.ListBlock(((d.Paragraph(words),),)),
            d.Paragraph((d.Text("a"), d.Note(1, "", words))),
            d.Table((words,), ((words,),), ("",), words),
            d.Definitions((d.Definition(words, words),)),
            d.Paragraph((d.Emphasis(words), d.LineBreak(), *words)),
        ]
    reading = pandoc.read(markdown.write(d.Document("", "en", tuple(blocks)), Theme()), "markdown")
    wanted = [pandoc.squeeze(tree.legal(text)) for text in texts]
    assert reading.notes == wanted
    assert not {
        "Code",
        "Math",
        "RawInline",
        "RawBlock",
        "CodeBlock",
        "Quoted",
        "Link",
        "Image",
        "Cite",
    } & set(reading.kinds)
    assert (
        reading.text.split()
        == " ".join(
            f"{text} {text} {text} a {text} {text} {text} {text} {text} {text} {text}" for text in wanted
        ).split()
    )
    counts = {
        kind: reading.kinds.count(kind) for kind in ("Header", "BulletList", "OrderedList", "Table", "Div")
    }
    n = len(texts)
    assert counts == {"Header": n, "BulletList": n, "OrderedList": 0, "Table": n, "Div": 0}
