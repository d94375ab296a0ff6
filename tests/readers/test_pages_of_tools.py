"""Files made by real tools are read whole: every word, in order, with its structure."""

from pathlib import Path

import pytest
from made import STORIES, assert_says, by_pandoc, chunks, converted, of_kind, own_brief, page, printed

from briefbook import readers

LANGUAGES = sorted(STORIES)


def read(data, name, **options):
    reading, problems = readers.read(data, name, **options)
    assert [problem for problem in problems if problem.is_error] == []
    return reading


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_plain_page_says_all_its_words(lang):
    reading = read(page(STORIES[lang]).encode(), "a.html")
    assert_says(reading, chunks(STORIES[lang]))
    assert reading.claims["lang"] == lang
    assert reading.claims["title"] == STORIES[lang].title
    assert of_kind(reading, "heading") == [STORIES[lang].title, STORIES[lang].heading]
    assert of_kind(reading, "item") == list(STORIES[lang].items)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", ["html", "docx"])
def test_what_pandoc_writes_says_all_its_words(lang, form):
    reading = read(by_pandoc(page(STORIES[lang]), form), f"a.{form}")
    assert_says(reading, chunks(STORIES[lang]))
    assert STORIES[lang].heading in of_kind(reading, "heading")
    assert of_kind(reading, "item") == list(STORIES[lang].items)
    assert of_kind(reading, "cell") == [cell for row in STORIES[lang].rows for cell in row]


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_libreoffice_saves_says_all_its_words(lang, tmp_path: Path):
    source = tmp_path / "a.docx"
    source.write_bytes(by_pandoc(page(STORIES[lang]), "docx"))
    for form in ("docx", "html:HTML", "pdf"):
        name = f"a.{form.partition(':')[0]}"
        reading = read(converted(source, form), name)
        assert_says(reading, chunks(STORIES[lang]))
        assert STORIES[lang].heading in of_kind(reading, "heading"), name
        items = [item.removeprefix("• ") for item in of_kind(reading, "item")]
        assert items == list(STORIES[lang].items), name


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_chromium_prints_says_all_its_words(lang, tmp_path: Path):
    times = 12
    reading = read(printed(page(STORIES[lang], "", times), tmp_path), "a.pdf")
    assert_says(reading, chunks(STORIES[lang], times))
    assert len(reading.pages) > 1
    assert reading.pages[0] == 0
    assert list(reading.pages) == sorted(set(reading.pages))


@pytest.mark.slow
def test_columns_that_chromium_prints_are_read_one_after_the_other(tmp_path: Path):
    style = "body { columns: 2; text-align: justify; font-size: 10pt }"
    reading = read(printed(page(STORIES["en"], style, 8), tmp_path), "a.pdf")
    assert_says(reading, chunks(STORIES["en"], 8))


@pytest.mark.parametrize("form", ["docx", "pdf", "html"])
def test_our_own_briefs_are_read_back(form, small):
    reading = read(own_brief()[form], f"brief.{form}")
    said = " ".join(reading.text.split())
    for statement in (
        "The presidents signed a Fisheries Accord.",
        "Exports reached $13.5 million in 2030.",
        "Some 1,250 students took part.",
    ):
        assert statement in said
    assert "13.5 million in 2030, up from $9.2 million in 2029" in said
    assert reading.claims["title"] == "Visit of the President of Tolmark to Ostrava Bay"
