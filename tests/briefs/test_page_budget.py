"""The page budget: what is done to keep to it, in its order, and what is said of that."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

import pypdfium2
import pytest
import word

from briefbook import pipeline
from briefbook.model.inputs import Collection, File, Inputs

TOPICS = ("harbour", "ferry", "lamp", "school", "orchard", "quarry", "bridge", "dam", "market", "forest")
WORDS = (
    "as the delegations of both sides told the press at the quay after a long and friendly round of talks "
)
SECTIONS = ("background", "economy", "outcomes")


def numbered(count: int, priority: str) -> list[tuple[str, str, str]]:
    """Facts of a priority: id, section, what it speaks of."""
    return [
        (
            f"{priority}-{index}",
            SECTIONS[index % 3],
            f"{TOPICS[index % 10]} {chr(97 + index // 10)}{priority}",
        )
        for index in range(count)
    ]


def quoted(about: str) -> str:
    """A quote longer than any excerpt."""
    return f"Both sides spoke of the {about}, {WORDS * 3}and so on"


def made(counts: Mapping[str, int], pages: int, *, own: str = "", kind: str = "visit-brief") -> Inputs:
    """A brief on an invented text, with so many facts of each priority and so many pages."""
    facts = [each for priority, count in counts.items() for each in numbered(count, priority)]
    source = "\n\n".join(f"{quoted(about)}." for _, _, about in facts)
    ledger = "".join(
        f'[[fact]]\nid = "{id_}"\nsection = "{section}"\npriority = "{id_.partition("-")[0]}"\n'
        f'statement = "Both sides spoke of the {about}."\n'
        f'[[fact.quote]]\nsource = "mirror"\nexact = "{quoted(about)}"\n'
        for id_, section, about in facts
    )
    brief = (
        f'title = "Visit to Ostrava Bay"\nlang = "en"\ncollections = ["lake"]\nkind = "{kind}"\n'
        f"sections = {list(SECTIONS)}\n{f'max_pages = {pages}' if pages else ''}\n"
        '[visit]\nvisitor = "Tolmark"\nhost = "Ostrava Bay"\nlevel = "state"\n'
        f"from = 2031-04-01\nto = 2031-04-03\n{own}"
    )
    sources = '[[source]]\nid = "mirror"\npath = "mirror.txt"\npublisher = "The Bay Mirror"\nlang = "en"\n'
    file = File("briefs/bay.toml", brief.encode())
    gathered = Collection(
        "lake",
        "seeds/lake",
        File("seeds/lake/sources.toml", sources.encode()),
        File("seeds/lake/facts.toml", ledger.encode()),
        {"seeds/lake/mirror.txt": File("seeds/lake/mirror.txt", source.encode())},
    )
    return Inputs("bay", file, (gathered,), pipeline.sections([file]), {})


def pages(outcome: pipeline.Outcome, name: str = "bay.pdf") -> int:
    data = next(each.data for each in outcome.renderings if each.name == name)
    return len(pypdfium2.PdfDocument(io.BytesIO(data)))


def told(outcome: pipeline.Outcome, code: str) -> str:
    """The message of a diagnostic that stands once, or nothing."""
    found = [item.message for item in outcome.diagnostics if item.code == code]
    assert len(found) < 2
    return found[0] if found else ""


Build = Callable[..., pipeline.Outcome]


def build(*arguments, formats: tuple[str, ...] = ("pdf",), **more) -> pipeline.Outcome:
    return pipeline.build(made(*arguments, **more), formats)


def test_a_paper_that_keeps_to_its_pages_is_left_as_it_is():
    counts = {"must": 3, "should": 2}
    free, kept = build(counts, 0), build(counts, 9)
    assert told(kept, "left-out") == ""
    assert kept.renderings == free.renderings


@pytest.mark.parametrize(
    ("counts", "limit", "said", "not_said"),
    [
        ({"must": 10, "could": 2}, 2, ["the compact theme"], ["quotes", "annex", "left out"]),
        ({"must": 5, "should": 1}, 1, ["the compact theme", "quotes of at most 120"], ["annex", "left out"]),
        ({"must": 5, "should": 3}, 1, ["the compact theme", "quotes of at most", "the annex"], ["left out"]),
        ({"must": 5, "should": 1, "could": 5}, 1, ["the annex", "left out: 2", "could-"], ["should-"]),
        ({"must": 6, "should": 12, "could": 3}, 1, ["could-0, ", "could-1, ", "could-2, ", "should-"], []),
    ],
)
def test_measures_are_taken_in_their_order_until_the_paper_fits(counts, limit, said, not_said):
    assert pages(build(counts, 0)) > limit
    outcome = build(counts, limit)
    assert pages(outcome) <= limit
    message = told(outcome, "left-out")
    assert f"to keep to {limit} page" in message
    for words in said:
        assert words in message
    for words in not_said:
        assert words not in message


def test_no_more_facts_go_than_must():
    counts = {"must": 5, "should": 1, "could": 5}
    left = told(build(counts, 1), "left-out").split(": ")[-1].split(", ")
    assert left == ["could-3", "could-4"]
    assert "left out: 1 fact" in told(build({**counts, "could": 4}, 1), "left-out")
    assert "left out" not in told(build({**counts, "could": 3}, 1), "left-out")


def test_must_facts_that_overflow_are_all_printed_and_warned_of():
    counts = {"must": 40, "should": 2, "could": 2}
    outcome = build(counts, 1, formats=("pdf", "docx", "md"))
    message = told(outcome, "over-budget")
    assert f"the paper has {pages(outcome)} pages, and max_pages is 1" in message
    assert outcome.ok
    page = next(each.data for each in outcome.renderings if each.name == "bay.md").decode()
    for priority, count in counts.items():
        for _, _, about in numbered(count, priority):
            assert f"Both sides spoke of the {about}." in page


def test_word_file_and_paper_take_the_same_measures():
    counts = {"must": 6, "should": 3, "could": 9}
    both = build(counts, 1, formats=("docx", "pdf"))
    assert [each.name for each in both.renderings] == [
        "bay.docx",
        "bay-annex.docx",
        "bay.pdf",
        "bay-annex.pdf",
    ]
    alone = build(counts, 1, formats=("docx",))
    assert alone.renderings == both.renderings[:2]
    assert told(alone, "left-out") == told(both, "left-out")
    left = told(both, "left-out")
    notes = word.notes(both.renderings[0].data)
    for _, _, about in numbered(9, "could"):
        gone = f"could-{TOPICS.index(about.split()[0])}" in left
        assert any(f"of the {about}," in said for said in notes.values()) is not gone


def test_the_same_brief_gives_the_same_bytes():
    counts = {"must": 6, "should": 3, "could": 9}
    assert (
        build(counts, 1, formats=("docx", "pdf")).renderings
        == build(counts, 1, formats=("docx", "pdf")).renderings
    )


def test_facts_that_own_matter_names_are_never_left_out():
    own = '[[line]]\nrole = "point"\ntext = "Speak of the harbour."\nfacts = ["could-0"]\n'
    counts = {"must": 6, "should": 3, "could": 9}
    plain, named = build(counts, 1), build(counts, 1, own=own)
    assert "could-0" in told(plain, "left-out")
    assert "could-0" not in told(named, "left-out")


def test_the_annex_that_stands_apart_names_the_notes_by_their_numbers():
    outcome = build({"must": 6, "should": 4}, 1, formats=("md",))
    paper, annex = (each.data.decode() for each in outcome.renderings)
    assert "The sources are listed in the annex" in paper
    assert "SHA-256" not in paper
    assert "# Annex: Visit to Ostrava Bay" in annex
    assert "Notes 1–" in annex
    assert "[^" not in annex
