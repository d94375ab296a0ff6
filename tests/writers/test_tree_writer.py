"""What the dump of a tree looks like, and the questions that writers ask of it."""

from __future__ import annotations

import pytest
import sample

from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.writers import tree


def test_a_tree_reads_from_top_to_bottom_with_notes_below_their_blocks() -> None:
    small = d.Document(
        "Title",
        "en",
        (
            d.Heading(1, (d.Text("Title"),), "title"),
            d.Paragraph(
                (
                    d.Anchor("fact-a", (d.Strong((d.Text("Bold"),)), d.Text(" words"))),
                    d.Note(1, "a", (d.Text("Said "), d.Emphasis((d.Text("ici", "fr"),)))),
                    d.LineBreak(),
                    d.Link("https://a.example", (d.Text("a[b]*c\x00"),)),
                    d.NoteRef(1),
                )
            ),
            d.ListBlock(((d.Paragraph((d.Text("one"),)),),), ordered=True, start=3),
            d.Table(((d.Text("H"),),), (((d.Text("c"),),),), ("right",), (d.Text("Cap"),)),
            d.Definitions((d.Definition((d.Text("t"),), (d.Text("s"),)),)),
            d.BlockQuote((d.Rule(),)),
        ),
        marking="x",
        attachments=(d.Attachment("f.json", "application/json", b"12"),),
        labels={"b": "2", "a": "1"},
    )
    assert tree.write(small, Theme()).decode() == (
        "document en Title\n"
        "  marking: x\n"
        "  attachment f.json: application/json, 2 bytes\n"
        "  label a: 1\n"
        "  label b: 2\n"
        "heading 1 #title: Title\n"
        "paragraph: {#fact-a **Bold** words}[^1]\\n[a\\[b\\]\\*c\\u{0}](https://a.example)[=1]\n"
        "    note 1 of a: Said *{fr ici}*\n"
        "numbered list from 3\n"
        "  item\n"
        "    paragraph: one\n"
        "table right\n"
        "  caption: Cap\n"
        "  header\n"
        "    cell: H\n"
        "  row\n"
        "    cell: c\n"
        "definitions\n"
        "  term: t\n"
        "    said: s\n"
        "quote\n"
        "  rule\n"
    )


@pytest.mark.parametrize("address", sample.ADDRESSES)
def test_only_whole_addresses_of_the_web_and_of_mail_are_links(address: str) -> None:
    assert tree.address(address) == ""


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.example/b?c=d&e=f#g", "https://a.example/b?c=d&e=f#g"),
        ("HTTP://A.example", "HTTP://A.example"),
        ("mailto:desk@a.example", "mailto:desk@a.example"),
        ("https://vi.example/Việt", "https://vi.example/Việt"),
        ("https://a.example/b c|d<e>", "https://a.example/b%20c%7Cd%3Ce%3E"),
    ],
)
def test_addresses_are_kept_and_made_safe(address: str, expected: str) -> None:
    assert tree.address(address) == expected


def test_what_xml_forbids_is_dropped_and_everything_else_stays() -> None:
    assert tree.legal("a\x00b\ud800c\ufffed\U0001f600\u202e\u00a0é") == "abcd\U0001f600\u202e\u00a0é"
    assert tree.legal("a\tb\nc") == "a b c"
    assert tree.legal("a\tb\nc", lines=True) == "a\tb\nc"


def test_notes_are_numbered_in_the_order_in_which_they_are_read() -> None:
    assert tree.numbers(sample.BRIEF) == {n: n for n in range(1, 9)}


def test_a_language_is_at_home_in_its_regions() -> None:
    assert not tree.foreign("", "en")
    assert not tree.foreign("en", "en-GB")
    assert tree.foreign("fr", "en-GB")
    assert tree.foreign("e", "en-GB")
