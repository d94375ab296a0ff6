"""The shipped citation styles: what each makes of press, statistics, unsigned texts and notes of our own."""

import hashlib
from pathlib import Path

import pytest
from test_notes import KNOWN, MADE, quote, written

from briefbook import resources
from briefbook.assembly import markup, notes, templates
from briefbook.model.date import PartialDate
from briefbook.model.fact import Fact
from briefbook.model.source import Metadata, Source
from briefbook.text import words

TRANSLATED = (
    Metadata(
        "ho-3",
        "m",
        title="Mặt hồ yên tĩnh",
        translations={"en": "The lake is calm", "fr": "Le lac est calme"},
        publisher="Báo Ven Hồ",
        date=PartialDate(2031, 4, 3),
        lang="vi",
        kind="press",
        url="https://example.org/ho",
    ),
    Metadata(
        "rives", "n", title="Les deux rives", translations={"": "Both shores"}, author="Osk, Mila", lang="fr"
    ),
)
SOURCES = [Source(meta, hashlib.sha256(meta.id.encode()).hexdigest(), "") for meta in (*KNOWN, *TRANSLATED)]
STYLES = sorted(
    name.removeprefix("notes/").removesuffix(".md.j2")
    for name in resources.templates()
    if name.startswith("notes/")
)


def told(sections: list[list[Fact]], style: str, lang: str, **how: bool) -> list[str]:
    language = words.load(lang)
    teller = notes.Notes(SOURCES, language, lang, **how)
    phrase = templates.note_renderer(MADE, f"notes/{style}.md.j2", language)
    said = []
    for facts in sections:
        teller.begin_section()
        for fact in facts:
            note = teller.note(fact)
            children = markup.parse_inline(phrase(note))
            assert notes.unsaid(note, children) == ()
            said.append(written(children))
    return said


def facts(text: str) -> list[Fact]:
    found = []
    for chunk in text.split("\n\n"):
        quotes = tuple(quote(line) for line in chunk.split("\n") if line)
        found.append(Fact(" ".join(each.words for each in quotes), "economy", {"": "S"}, quotes))
    return found


def test_a_style_reads_as_written(case):
    sections = [facts(part) for part in case["quotes"].split("\n\n--\n\n")]
    how = dict.fromkeys(case.get("how").split(), True)
    assert told(sections, case["style"], case["lang"], **how) == case["expected"].split("\n")


@pytest.mark.parametrize("lang", resources.languages())
@pytest.mark.parametrize("style", STYLES)
def test_every_style_prints_every_quote_of_every_kind_of_source_twice(style, lang):
    each = facts("\n\n".join(f"{source.id} p1 words of {source.id}" for source in SOURCES))
    both = facts("\n".join(f"{source.id} p2 more of {source.id}" for source in SOURCES))
    said = told([each, each, both], style, lang)
    for source, first, later in zip(SOURCES, said, said[len(SOURCES) :], strict=False):
        assert f"words of {source.id}" in first
        assert f"words of {source.id}" in later
        assert f"more of {source.id}" in said[-1]
        assert not {"[]", "()", ", ,", "  ", " ,"} & {
            text for text in ("[]", "()", ", ,", "  ", " ,") if text in first + later
        }


@pytest.mark.parametrize("style", STYLES)
def test_a_title_in_the_language_of_the_brief_is_not_translated(style):
    (said,) = told([facts("rives p1 oui")], style, "fr")
    assert "Both shores" not in said


def test_every_shipped_style_is_shown_in_the_docs():
    text = (Path(__file__).parents[2] / "docs" / "citations.md").read_text(encoding="utf-8")
    assert [style for style in STYLES if f": `{style}`\n" not in text] == []


def test_the_style_that_the_docs_give_as_an_example_works():
    text = (Path(__file__).parents[2] / "docs" / "citations.md").read_text(encoding="utf-8")
    lines = [line.removeprefix("    ") for line in text.splitlines() if line.startswith("    {%")]
    own = templates.environment({"notes/desk.md.j2": "\n".join(lines)}, resources.templates())
    language = words.load("en")
    teller = notes.Notes(SOURCES, language, "en")
    phrase = templates.note_renderer(own, "notes/desk.md.j2", language)
    said = []
    for fact in facts("gazette p2 oui\n\ngazette p3 non"):
        note = teller.note(fact)
        children = markup.parse_inline(phrase(note))
        assert notes.unsaid(note, children) == ()
        said.append(" ".join(written(children).split()))
    assert said[1] == "La Gazette, see note #1, para. 3: “{fr: non}”."
