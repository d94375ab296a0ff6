"""What a reader of a brief would miss: undated sources, old figures, thin support, facts left out."""

import pytest

from briefbook.evidence import gaps
from briefbook.model.brief import Brief, Section, SectionSpec, Spec, Visit
from briefbook.model.date import PartialDate
from briefbook.model.fact import Fact, Quote, Resolution
from briefbook.model.source import Digested, Metadata, Source

VISIT = Visit("Marland", "Tessaly", "state", PartialDate(2031, 4, 2), PartialDate(2031, 4, 4))


def fact(id_: str, index: int = 0, **changes) -> Fact:
    given = {
        "section": "economy",
        "statements": {"": "S"},
        "quotes": (Quote("m", "x"),),
        "path": "facts.toml",
        "support": "single source",
        "voices": 1,
    }
    return Fact(id=id_, index=index, **(given | changes))


def said(facts, *, left=(), resolutions=(), min_facts=0, **asked) -> list[str]:
    spec = Spec(
        "lake",
        "T",
        "en",
        ("lake",),
        (SectionSpec("economy", min_facts=min_facts),),
        VISIT,
        path="b.toml",
        **asked,
    )
    sections = (Section("economy", "Economy", "", tuple(facts)),)
    brief = Brief(spec, sections, (), (), tuple(resolutions))
    found = gaps.of_brief(brief, (*facts, *left))
    return [
        f"{item.path}:{'.'.join(map(str, item.keys))} {item.severity} {item.code}: {item.message}"
        for item in found
    ]


def test_a_brief_that_asks_for_nothing_is_told_of_no_gap():
    assert said([fact("a"), fact("b", 1, as_of=PartialDate(1999))]) == []


def test_a_fact_with_fewer_voices_than_the_brief_asks_for_is_named():
    thin, firm = fact("a", support="one voice"), fact("b", 1, support="independent", voices=2)
    note = fact("c", 2, support="own note", voices=0)
    assert said([thin, firm, note], min_sources=2) == [
        "facts.toml:fact.0 warning thin-support: fact 'a' has 1 known voice(s) (one voice); the brief asks "
        "for 2: quote a further independent source, or say who tells it",
        "facts.toml:fact.2 warning thin-support: fact 'c' has 0 known voice(s) (own note); the brief asks "
        "for 2: quote a further independent source, or say who tells it",
    ]


@pytest.mark.parametrize(
    ("as_of", "days"),
    [(PartialDate(2030, 4, 1), 366), (PartialDate(2029, 12), 457), (PartialDate(2029), 457)],
)
def test_an_as_of_date_beyond_the_limit_is_counted_from_the_brief_s_own_date(as_of, days):
    (line,) = said([fact("a", as_of=as_of)], stale_after=365, date=PartialDate(2031, 4, 2))
    assert f"as of {as_of}, {days} days before 2031-04-02; the brief allows 365" in line
    assert said([fact("a", as_of=PartialDate(2031, 1, 5))], stale_after=365) == []


def test_without_a_date_of_its_own_the_first_day_of_the_visit_counts():
    assert "days before 2031-04-02" in said([fact("a", as_of=PartialDate(2020))], stale_after=100)[0]


def test_a_section_below_its_minimum_is_named():
    assert said([fact("a")], min_facts=2) == [
        "b.toml:sections.0 warning thin-section: section 'economy' has 1 fact(s); the brief asks for 2"
    ]


def test_accepted_facts_that_no_section_takes_are_listed_once_but_not_those_of_a_resolution():
    left = [fact("x", 1, section="energy"), fact("y", 2, section="energy"), fact("z", 3, status="draft")]
    found = said([fact("a")], left=left, resolutions=[Resolution(("a", "y"), "a", "why")])
    assert found == ["b.toml: note fact-not-used: 1 accepted fact(s) stand in no section of this brief: x"]


def test_what_a_reader_would_miss_of_a_source_is_a_note():
    whole = Metadata("a", "a.txt", title="T", publisher="P", date=PartialDate(2031), lang="en", kind="press")
    bare = Metadata("b", "b.txt", title="T", kind="press")
    own = Metadata("c", "c.txt", kind="note")
    told = Metadata("d", "d.txt", kind="note", lang="en", digests=Digested("P", None, "en"))
    found = gaps.of_sources(
        [Source(meta, "", "") for meta in (whole, bare, own, told)], "seeds/lake/sources.toml"
    )
    assert [(str(item.severity), item.message) for item in found] == [
        ("note", "source 'b' has no publisher, date, lang"),
        ("note", "source 'c' has no lang, digests"),
    ]
