"""What an officer has looked at and let stand is said with its reason, never dropped."""

from briefbook.evidence import decisions
from briefbook.model.diagnostic import Diagnostic, Extract, Severity
from briefbook.model.fact import Fact, Quote, Span

PATH = "seeds/lake/facts.toml"


def fact(index: int, **reviewed: str) -> Fact:
    quote = Quote("mirror", "x", span=Span(100, 150))
    named = {code.replace("_", "-"): why for code, why in reviewed.items()}
    return Fact(f"f{index}", "economy", {"": "S"}, (quote,), reviewed=named, path=PATH, index=index)


def about(index: int, code: str, severity: Severity = Severity.WARNING) -> Diagnostic:
    return Diagnostic(code, "of it", severity, PATH, keys=("fact", index, "statement"))


def test_a_reviewed_diagnostic_becomes_a_note_with_the_reason_at_the_place_of_the_decision():
    (item,) = decisions.apply([about(0, "two-stages")], [fact(0, two_stages="signed now, in force later")])
    assert (item.code, item.severity) == ("reviewed", Severity.NOTE)
    assert item.message == "two-stages was reviewed (signed now, in force later): of it"
    assert item.keys == ("fact", 0, "reviewed", "two-stages")


def test_it_holds_for_its_own_fact_and_its_own_code_only():
    given = [about(1, "two-stages"), about(0, "figure-not-carried", Severity.ERROR)]
    assert decisions.apply(given, [fact(0, two_stages="why"), fact(1)]) == tuple(given)


def test_a_figure_that_no_quote_carries_may_be_let_stand_but_a_quote_that_is_not_found_never():
    errors = [about(0, code, Severity.ERROR) for code in ("figure-not-carried", "quote-not-found")]
    done = decisions.apply(errors, [fact(0, figure_not_carried="summed by us", quote_not_found="I know")])
    assert [item.code for item in done] == ["reviewed", "quote-not-found"]


def test_a_conflict_is_decided_by_the_fact_whose_quote_it_sets_beside_another():
    sides = (Extract("mirror", "x", 140, 170), Extract("gazette", "y", 3, 9))
    item = Diagnostic(
        "conflict-date", "A says, B says", Severity.WARNING, "seeds/lake/a.txt", 3, quotes=sides
    )
    assert decisions.apply([item], [fact(0, conflict_date="B counts the eve")])[0].code == "reviewed"
    far = Diagnostic("conflict-date", "A says", Severity.WARNING, quotes=(Extract("mirror", "x", 150, 170),))
    assert decisions.apply([far], [fact(0, conflict_date="why")]) == (far,)


def test_a_code_that_may_not_be_reviewed_is_named_with_the_nearest():
    (item,) = decisions.problems([fact(0, two_stage="typo")])
    assert "did you mean 'two-stages'?" in item.message
    assert item.keys == ("fact", 0, "reviewed", "two-stage")
    assert decisions.problems([fact(0, conflict_title="why")]) == ()


def test_a_decision_on_nothing_is_named_so_that_it_can_go():
    deciding = [fact(0, two_stages="why"), fact(1, two_stages="why")]
    done = decisions.apply([about(1, "two-stages")], deciding)
    assert [item.keys for item in decisions.unused(done, deciding)] == [("fact", 0, "reviewed", "two-stages")]
