"""What is wrong with a ledger beyond its form, and what a person has silenced."""

import pytest

from briefbook.evidence import checks
from briefbook.model.date import PartialDate
from briefbook.model.fact import Fact, Ledger, Quote, Resolution
from briefbook.model.source import Digested, Metadata, Source

SECTIONS = ("background", "political", "economy", "community", "outcomes", "energy")
PATH = "seeds/lake/facts.toml"


def fact(id_: str, index: int = 0, **changes) -> Fact:
    given = {"section": "economy", "statements": {"": "S"}, "quotes": (Quote("m", "x"),), "path": PATH}
    return Fact(id=id_, index=index, **(given | changes))


def run(*facts: Fact, resolutions=()) -> list[str]:
    found = checks.run(Ledger(facts, tuple(resolutions)), SECTIONS)
    return [f"{'.'.join(map(str, item.keys))} {item.severity} {item.code}: {item.message}" for item in found]


def test_a_ledger_in_order_gives_no_diagnostic():
    assert run(fact("a"), fact("b", 1, section="energy", tags=("agreed", "trade"))) == []


def test_the_second_of_two_facts_of_one_id_is_named():
    assert run(fact("a"), fact("b", 1), fact("a", 2)) == [
        "fact.2.id error duplicate-id: two facts have the id 'a'; ids must differ"
    ]


@pytest.mark.parametrize(
    ("section", "hint"),
    [
        ("econmy", "; did you mean 'economy'?"),
        ("Outcomes", "; did you mean 'outcomes'?"),
        ("zzz", "; known are background, political, economy, community, outcomes, energy"),
    ],
)
def test_an_unknown_section_names_the_nearest(section, hint):
    assert run(fact("a", section=section)) == [
        f"fact.0.section error unknown-section: fact 'a': no brief has a section {section!r}{hint}"
    ]


def test_two_stages_are_a_warning():
    assert run(fact("a", tags=("signed", "trade", "planned"))) == [
        "fact.0.tags warning two-stages: fact 'a' has two stages, signed and planned; split it or keep one"
    ]


def test_a_reviewed_warning_is_silent_and_only_for_its_own_fact():
    reviewed = fact("a", tags=("signed", "planned"), reviewed={"two-stages": "signed now, in force later"})
    other = fact("b", 1, tags=("invited", "accepted"))
    assert [line.split(":")[0] for line in run(reviewed, other)] == ["fact.1.tags warning two-stages"]


def test_reviewing_another_code_silences_nothing():
    assert len(run(fact("a", tags=("signed", "planned"), reviewed={"two-stage": "typo"}))) == 1


def test_an_error_is_never_silenced():
    said = dict.fromkeys(("unknown-section", "duplicate-id", "quote-not-found"), "I know")
    assert len(run(fact("a", section="zzz", reviewed=said), fact("a", 1, reviewed=said))) == 2


def test_a_resolution_of_a_fact_that_is_not_there_names_the_nearest():
    found = run(
        fact("dates"), fact("arrival", 1), resolutions=[Resolution(("dates", "arival"), "dates", "w")]
    )
    assert found == [
        "resolution.0 error unknown-fact: the resolution names no fact 'arival'; did you mean 'arrival'?"
    ]


def test_what_a_reader_would_miss_of_a_source_is_a_note():
    whole = Metadata("a", "a.txt", title="T", publisher="P", date=PartialDate(2031), lang="en", kind="press")
    bare = Metadata("b", "b.txt", title="T", kind="press")
    own = Metadata("c", "c.txt", kind="note")
    told = Metadata("d", "d.txt", kind="note", lang="en", digests=Digested("P", None, "en"))
    found = checks.gaps(
        [Source(meta, "", "") for meta in (whole, bare, own, told)], "seeds/lake/sources.toml"
    )
    assert [(str(item.severity), item.message) for item in found] == [
        ("note", "source 'b' has no publisher, date, lang"),
        ("note", "source 'c' has no lang, digests"),
    ]
