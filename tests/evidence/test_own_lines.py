"""An officer's own matter beside its facts: figures, dates and stages that no fact says are found."""

from dataclasses import replace
from decimal import Decimal

from briefbook.evidence import matter
from briefbook.model.brief import SectionSpec, Spec, Visit
from briefbook.model.date import PartialDate
from briefbook.model.fact import Fact, Quantity, Quote
from briefbook.model.matter import Line, Paper

VISIT = Visit("Tolmark", "Ostrava Bay", "state", PartialDate(2031, 4, 1), PartialDate(2031, 4, 3))
ACCORD = Fact("accord", "outcomes", {"": "The accord was agreed."}, (Quote("m", "x"),), tags=("agreed",))


def asked(lang: str = "en", **own) -> Spec:
    return Spec("b", "Visit", lang, ("lake",), (SectionSpec("economy"),), VISIT, path="briefs/b.toml", **own)


def test_each_figure_and_date_that_no_named_fact_says_is_found(case):
    lang = case["lang"]
    quantities = tuple(
        Quantity("exports", Decimal(value), unit, when)
        for value, unit, when in (line.split() for line in case.lines("quantity"))
    )
    fact = Fact("a", "economy", {lang: case["fact"]}, (Quote("m", "x"),), quantities=quantities)
    spec = asked(lang, lines=(Line("point", {lang: case["line"]}, ("a",)),))
    found = matter.run(spec, [fact], [])
    assert [item.message.split("“")[1].split("”")[0] for item in found] == case.lines("expected")
    assert {item.code for item in found} <= {"figure-not-in-fact"}
    assert all(item.is_error and item.keys == ("line", 0, "text", lang) for item in found)


def test_a_line_that_names_no_fact_holds_no_figure():
    spec = asked(
        lines=(Line("point", {"": "Ask for 12 boats."}), Line("point", {"": "Ask for boats."}, (), 1))
    )
    (found,) = matter.run(spec, [], [])
    assert (found.code, found.keys) == ("figure-not-in-fact", ("line", 0, "text"))
    assert "names no fact" in found.message


def test_each_language_of_a_line_is_read_in_its_own_way():
    fact = Fact("a", "economy", {"en": "Trade reached $13.5 million."}, (Quote("m", "x"),))
    texts = {"en": "Trade of $13.5 million.", "fr": "Un commerce de 13,5 millions de dollars."}
    assert matter.run(asked(lines=(Line("point", texts, ("a",)),)), [fact], []) == ()
    wrong = {**texts, "fr": "Un commerce de 13.500 dollars."}
    (found,) = matter.run(asked(lines=(Line("point", wrong, ("a",)),)), [fact], [])
    assert found.keys == ("line", 0, "text", "fr")


def test_a_document_further_than_its_fact_is_warned_of():
    paper = Paper({"": "Accord"}, stage="signed", facts=("accord",))
    (found,) = matter.run(asked(documents=(paper,)), [ACCORD], [])
    assert (found.code, found.is_error) == ("document-stage", False)
    assert matter.run(asked(documents=(replace(paper, stage="agreed"),)), [ACCORD], []) == ()
    assert matter.run(asked(documents=(replace(paper, stage=""),)), [ACCORD], []) == ()
