"""What a reader of the HTML sees, and what a machine that helps them reads."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pandoc
import pytest
import sample

import stories
from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.writers import html, tree

VOID = {"meta", "br", "hr"}


class Page(HTMLParser):
    """A page as its tags and words; a tag that is closed wrongly is an error."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(data.decode())
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        assert not (tag == "a" and "a" in self.open)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "title"):
            self.words.append(data)

    @property
    def ids(self) -> list[str]:
        return [attrs["id"] or "" for _, attrs in self.tags if "id" in attrs]

    def having(self, name: str, value: str) -> list[dict[str, str | None]]:
        return [attrs for _, attrs in self.tags if attrs.get(name) == value]


BRIEF = html.write(sample.BRIEF, Theme())
PAGE = Page(BRIEF)


def check(page: Page) -> None:
    """Ids are unique, links lead somewhere or to allowed addresses, nothing is fetched or run."""
    assert len(set(page.ids)) == len(page.ids)
    for tag, attrs in page.tags:
        assert tag not in ("script", "link", "img", "iframe", "object", "embed", "form", "base")
        assert not [name for name in attrs if name.startswith("on") or name in ("src", "style", "srcset")]
        address = attrs.get("href") or ""
        if address.startswith("#"):
            assert address[1:] in page.ids
        elif "href" in attrs:
            assert address.startswith(("http://", "https://", "mailto:"))


def test_a_page_is_whole_in_itself_and_its_links_lead_somewhere() -> None:
    check(PAGE)
    style = re.search("<style>(.*?)</style>", BRIEF.decode(), re.S)
    assert style
    assert "url(" not in style[1]
    assert "@import" not in style[1]
    assert "@media print" in style[1]
    assert "<" not in style[1]


def test_a_page_names_its_language_its_characters_and_its_title() -> None:
    assert BRIEF.startswith(
        b'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Visit of'
    )


def test_each_heading_opens_a_section_of_its_own() -> None:
    tags = [tag for tag, _ in PAGE.tags if tag in ("main", "section", "h1", "h2", "h3")]
    assert tags == ["main", "h1", "section", "h2", "section", "h3", "section", "h2"]


def test_notes_stand_at_the_end_with_links_both_ways() -> None:
    marks, backs = PAGE.having("role", "doc-noteref"), PAGE.having("role", "doc-backlink")
    assert [mark["href"] for mark in marks] == [f"#note-{n}" for n in range(1, 9)]
    assert [back["href"] for back in backs] == [f"#noteref-{n}" for n in range(1, 9)]
    assert backs[1]["aria-label"] == "Back to reference 2"
    assert len(PAGE.having("role", "doc-endnotes")) == 1
    text = "".join(PAGE.words)
    assert text.index("Notes") < text.index("Вестник долины, 6 March 2025: “стороны договорились”.")


def test_tables_have_a_caption_and_headers_with_a_scope() -> None:
    text = BRIEF.decode()
    assert "<caption>Trade, 2023–2024</caption>" in text
    assert '<th scope="col" class="right">Trade (€ million)</th>' in text
    assert '<td class="center">see note <a href="#note-2">2</a></td>' in text


def test_words_in_another_language_say_so() -> None:
    text = BRIEF.decode()
    assert '<span lang="fr">les échanges' in text
    arabic = html.write(
        d.Document("", "en", (d.Paragraph((d.Text("مرحبا", "ar"), d.Text("a", "en"))),)), Theme()
    )
    assert '<p><span lang="ar" dir="rtl">مرحبا</span>a</p>' in arabic.decode()


def test_lists_quotations_and_definitions_are_what_they_are_called() -> None:
    text = BRIEF.decode()
    assert '<ol start="7">\n<li>Begins at seven</li>' in text
    assert "<dt>Visitor</dt>\n<dd>Lakeland</dd>" in text
    assert "<blockquote>\n<p>Words set apart." in text


def test_the_marking_stands_above_and_below() -> None:
    assert BRIEF.decode().count('<p class="marking">TLP:GREEN</p>') == 2


def test_a_theme_cannot_break_out_of_the_style_sheet() -> None:
    theme = Theme(font='x"; } </style><script>', docx_font="a\\b\nc")
    check(Page(html.write(sample.BRIEF, theme)))


@pytest.mark.parametrize("document", [sample.hostile(), sample.ODD, sample.EMPTY])
def test_odd_and_hostile_documents_stay_sound(document: d.Document) -> None:
    check(Page(html.write(document, Theme())))


@pytest.mark.parametrize("seed", range(12))
def test_random_documents_keep_every_word_and_every_note(seed: int) -> None:
    document = stories.document(seed, notes=30)
    page = Page(html.write(document, Theme()))
    check(page)
    text = pandoc.squeeze("".join(page.words))
    for note in sample.notes(document):
        assert pandoc.squeeze(tree.legal(tree.plain(note.children))) in text


def test_hostile_words_are_read_as_they_stand() -> None:
    for words in sample.HOSTILE:
        page = Page(html.write(d.Document("", "en", (d.Paragraph((d.Text(words),)),)), Theme()))
        assert pandoc.squeeze("".join(page.words)) == pandoc.squeeze(tree.legal(words))
