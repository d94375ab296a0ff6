"""Differences and the ledger: who quotes what, what was decided, and quantities of facts."""

from decimal import Decimal

from briefbook.evidence import anchor, conflicts
from briefbook.model.diagnostic import Severity
from briefbook.model.fact import Fact, Quantity, Quote, Resolution
from briefbook.model.source import Metadata, Source

HERALD = (
    "President Ana Duarte of Chile arrived in Tbilisi on September 9, beginning her state visit to Georgia."
)
COURIER = "Chilean President Ana Duarte is paying a state visit to Georgia from September 10–11."
SOURCES = (
    Source(Metadata("herald", "seeds/x/herald.txt", lang="en"), "", f"Tbilisi\n\n{HERALD}\n"),
    Source(Metadata("courier", "seeds/x/courier.txt", lang="en"), "", COURIER),
)


def fact(index: int, name: str, source: str, exact: str, **more: object) -> Fact:
    quote = Quote(source, exact)
    return Fact(name, "background", {"": exact}, (quote,), path="seeds/x/facts.toml", index=index, **more)


def bound(*facts: Fact) -> tuple[Fact, ...]:
    found, problems = anchor.bind(facts, SOURCES)
    assert not problems
    return found


def test_without_facts_the_place_is_the_line_of_the_source():
    (found,) = conflicts.run((), SOURCES)
    assert (found.path, found.line) == ("seeds/x/herald.txt", 3)
    assert found.severity is Severity.WARNING
    assert "'September 9'" in found.message
    assert "[[resolution]]" in found.message


def test_a_fact_that_quotes_a_side_is_named_and_pointed_at():
    (found,) = conflicts.run(
        bound(fact(4, "arrival", "herald", "arrived in Tbilisi on September 9")), SOURCES
    )
    assert (found.path, found.keys, found.line) == ("seeds/x/facts.toml", ("fact", 4), None)
    assert "fact 'arrival'" in found.message


def test_a_resolution_with_the_facts_of_both_sides_makes_it_a_note_that_says_why():
    facts = bound(
        fact(0, "arrival", "herald", "arrived in Tbilisi on September 9"),
        fact(1, "dates", "courier", "a state visit to Georgia from September 10–11"),
    )
    decided = Resolution(("arrival", "dates"), "dates", "the ministry names these days.")
    (found,) = conflicts.run(facts, SOURCES, (decided,))
    assert found.severity is Severity.NOTE
    assert "uses 'dates': the ministry names these days" in found.message


def test_a_resolution_that_leaves_one_side_out_decides_nothing():
    facts = bound(
        fact(0, "arrival", "herald", "arrived in Tbilisi on September 9"),
        fact(1, "dates", "courier", "a state visit to Georgia from September 10–11"),
        fact(2, "visitor", "courier", "Chilean President"),
    )
    decided = Resolution(("arrival", "host"), "arrival", "as agreed")
    (found,) = conflicts.run(facts, SOURCES, (decided,))
    assert found.severity is Severity.WARNING


def test_two_facts_with_two_values_of_one_quantity_differ_and_a_resolution_decides():
    def valued(index: int, name: str, value: str) -> Fact:
        quantities = (Quantity("Trade", Decimal(value), "USD", "2030"),)
        return fact(index, name, "courier", "a state visit", quantities=quantities)

    facts = bound(valued(0, "one", "5"), valued(1, "two", "6"), valued(2, "same", "5.0"))
    (found,) = conflicts.run(facts, (), ())
    assert (found.code, found.severity, found.keys) == (
        "conflict-quantity",
        Severity.WARNING,
        ("fact", 0, "quantity", 0),
    )
    decided = Resolution(("one", "two", "same"), "one", "customs data")
    (found,) = conflicts.run(facts, (), (decided,))
    assert found.severity is Severity.NOTE
    assert "customs data" in found.message


def test_a_resolution_of_facts_that_do_not_differ_is_told_of():
    facts = bound(
        fact(0, "arrival", "herald", "arrived in Tbilisi on September 9"),
        fact(1, "dates", "courier", "a state visit to Georgia from September 10–11"),
        fact(2, "who", "courier", "Chilean President Ana Duarte"),
    )
    needed = Resolution(("arrival", "dates"), "dates", "the ministry names these days.")
    idle = Resolution(("dates", "who"), "who", "it is shorter.", path="seeds/x/facts.toml", index=1)
    found = conflicts.run(facts, SOURCES, (needed, idle))
    assert [(item.code, item.severity) for item in found] == [
        ("conflict-date", Severity.NOTE),
        ("resolution-unused", Severity.NOTE),
    ]
    assert (found[1].path, found[1].keys) == ("seeds/x/facts.toml", ("resolution", 1))
    assert "'dates', 'who'" in found[1].message


def test_a_list_that_is_cut_off_says_how_many_are_left_out():
    towns = ("Ar", "Bolm", "Cor", "Dul", "Erv", "Fal", "Gor", "Hul", "Ist", "Jar", "Kel", "Lom", "Mor", "Nad")
    said = [
        Source(
            Metadata(f"{name}-{n}", f"{name}-{n}.txt", lang="en"),
            "",
            f"The port of {name} exported timber of ${n * 7 + 3} million in 2030, the {name} customs said.",
        )
        for name in towns
        for n in (1, 5)
    ]
    found = conflicts.run((), said)
    assert len(found) == 13
    assert found[-1].severity is Severity.NOTE
    assert found[-1].message.startswith("2 more of conflict-quantity are not listed")
