"""The text of the Word file is written as text: it is what a tree of the same elements would be."""

from __future__ import annotations

import ast
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import stories
from briefbook.model.theme import Colours, Page, Theme, Type
from briefbook.writers import docx, tree
from briefbook.writers.docx import beside, drafts, elements
from briefbook.writers.docx.drafts import Look

WORDS = st.text(st.characters(exclude_categories=())) | st.text(
    "<>&\"'\t\n\r ]a-!?\u00a0\x85\u2028\ufffe\x00é"
)
PLACE = Path(drafts.__file__).parent
STORIES = {
    "brief": sample.BRIEF,
    "hostile": sample.hostile(),
    "odd": sample.ODD,
    "features": stories.features(),
    "drawn": stories.document(7, notes=25),
}
TYPE = Type(7.0, 9.0, 1.0, 2.0)
THEMES = {
    "plain": Theme(),
    "colours": Theme(colours=Colours(text="203040", heading="7A1F00", rule="808000")),
    "family": Theme(docx_font='A & "B" <c>'),
    "types": Theme(body=TYPE, note=TYPE, table=TYPE),
    "titles": Theme(title=TYPE, heading=TYPE, subheading=TYPE),
    "ragged": Theme(justify=False, hyphenate=False),
    "page": Theme(page=Page(width=420.0, binding=20.0)),
    "contents": Theme(contents=True),
    "numbered": Theme(numbered_headings=True),
}


def written(root: drafts.Draft) -> bytes:
    return etree.tostring(drafts.tree_of(root), encoding="UTF-8", standalone=True)


@given(WORDS, WORDS, st.booleans())
def test_any_words_stay_words_and_are_written_as_a_tree_writes_them(one: str, two: str, bold: bool) -> None:
    root = drafts.root("p")
    drafts.run(root, Look(bold=bold), one)
    drafts.field(root, tree.legal(two), one, Look("Hyperlink", lang="ar"))
    drafts.put(root, "bookmarkStart", name=tree.legal(two, lines=True), id=1)
    drafts.run(drafts.named(root, "w:hyperlink", {"r:id": tree.legal(one)}), words=two)
    assert drafts.part(root) == written(root)
    made = drafts.tree_of(root)
    said = tree.legal(one)
    assert [each.text or "" for each in made.iter(f"{{{elements.W}}}t")] == [
        each for each, given in ((said, one), (said, one), (tree.legal(two), two)) if given
    ]
    mark = made.find(f"{{{elements.W}}}bookmarkStart")
    assert mark is not None
    assert mark.get(f"{{{elements.W}}}name") == tree.legal(two, lines=True)
    assert {each.tag.rpartition("}")[2] for each in made.iter(etree.Element)} <= {
        "p", "r", "rPr", "b", "bCs", "t", "rStyle", "rtl", "lang", "fldChar", "instrText", "bookmarkStart",
        "hyperlink",
    }  # fmt: skip


@given(WORDS)
def test_any_value_of_an_attribute_stays_one(value: str) -> None:
    root = drafts.root("body")
    drafts.put(root, "tag", val=value)
    (made,) = drafts.tree_of(root)
    legal = "".join(
        each
        for each in value
        if each in "\t\n\r"
        or (" " <= each <= "\ufffd" and not "\ud800" <= each < "\ue000")
        or each > "\uffff"
    )
    assert made.attrib == {f"{{{elements.W}}}val": legal}


@pytest.mark.parametrize("name", STORIES)
def test_each_part_is_written_as_a_tree_of_it_would_be(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(docx.write(STORIES[name], Theme(contents=True)))) as archive:
        for part in archive.namelist():
            if part.startswith("word/") and part.endswith(".xml"):
                data = archive.read(part)
                again = etree.tostring(etree.fromstring(data), encoding="UTF-8", standalone=True)
                assert again == data, part


def test_tags_are_written_in_one_module_alone() -> None:
    found = [
        f"{path.name}: {node.value!r}"
        for path in PLACE.glob("*.py")
        if path.name not in ("drafts.py", "package.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.match(r"\s*</?(\w+:|\Z)", node.value)
    ]
    assert found == []


def test_what_is_made_once_for_a_theme_never_stands_beside_another() -> None:
    beside._made.cache_clear()
    warm = {name: docx.write(sample.BRIEF, theme) for name, theme in THEMES.items()}
    again = {name: docx.write(sample.BRIEF, theme) for name, theme in reversed(THEMES.items())}
    french = docx.write(replace(sample.BRIEF, lang="fr"), Theme())
    assert again == warm
    for name, theme in THEMES.items():
        beside._made.cache_clear()
        assert docx.write(sample.BRIEF, replace(theme)) == warm[name]
    beside._made.cache_clear()
    assert docx.write(replace(sample.BRIEF, lang="fr"), Theme()) == french
    assert len(set(warm.values())) == len(THEMES)


def test_lists_of_one_document_leave_nothing_in_the_next() -> None:
    first = docx.write(stories.features(), Theme())
    docx.write(stories.document(3, notes=25), Theme())
    assert docx.write(stories.features(), Theme()) == first
