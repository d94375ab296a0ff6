"""What is wrong with a ledger beyond its form."""

import pytest

from briefbook.evidence import checks
from briefbook.model.fact import Fact, Ledger, Quote, Resolution

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


def test_a_resolution_of_a_fact_that_is_not_there_names_the_nearest():
    found = run(
        fact("dates"), fact("arrival", 1), resolutions=[Resolution(("dates", "arival"), "dates", "w")]
    )
    assert found == [
        "resolution.0 error unknown-fact: the resolution names no fact 'arival'; did you mean 'arrival'?"
    ]
