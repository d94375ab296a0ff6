"""The marks of facts make the banner of a section and of a brief; a brief may not be marked lower."""

import pytest

from briefbook.assembly import markings
from briefbook.model.brief import Brief, Section, SectionSpec, Spec, Visit
from briefbook.model.date import PartialDate
from briefbook.model.fact import Fact, Quote
from briefbook.model.theme import Theme

VISIT = Visit("Marland", "Tessaly", "state", PartialDate(2031, 4, 2), PartialDate(2031, 4, 4))
ORDER = Theme().marking_order


def brief(declared: str, *sections: tuple[str, ...]) -> Brief:
    made, index = [], 0
    for number, marks in enumerate(sections):
        facts = []
        for mark in marks:
            quotes = (Quote("m", "x"),)
            facts.append(
                Fact(f"f{index}", "s", {"": "S"}, quotes, marking=mark, path="facts.toml", index=index)
            )
            index += 1
        made.append(Section(f"s{number}", "S", "", tuple(facts)))
    spec = Spec("lake", "T", "en", ("lake",), (SectionSpec("s"),), VISIT, marking=declared, path="b.toml")
    return Brief(spec, tuple(made), (), ())


def test_a_brief_without_portion_marks_stays_as_it_is():
    given = brief("OFFICIAL", ("", ""), ("",))
    assert markings.mark(given, ORDER) == (given, ())


def test_each_section_and_an_undeclared_brief_take_the_highest_mark():
    marked, found = markings.mark(
        brief("", ("TLP:GREEN", "TLP:AMBER", "TLP:CLEAR"), ("", "TLP:GREEN"), ("",)), ORDER
    )
    assert [section.marking for section in marked.sections] == ["TLP:AMBER", "TLP:GREEN", ""]
    assert marked.spec.marking == "TLP:AMBER"
    assert [(item.code, str(item.severity)) for item in found] == [("marking-computed", "note")]


def test_a_brief_declared_higher_keeps_its_marking():
    marked, found = markings.mark(brief("TLP:RED", ("TLP:GREEN",)), ORDER)
    assert (marked.spec.marking, found) == ("TLP:RED", ())


@pytest.mark.parametrize("declared", ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER"])
def test_a_brief_declared_lower_than_a_fact_is_an_error_that_names_the_fact(declared):
    _, (item,) = markings.mark(brief(declared, ("TLP:CLEAR",), ("TLP:AMBER+STRICT",)), ORDER)
    assert (item.code, item.is_error, item.keys) == ("marking-too-low", True, ("marking",))
    assert "'f1' is TLP:AMBER+STRICT" in item.message


def test_an_unknown_mark_is_an_error_with_the_nearest_known():
    _, (item,) = markings.mark(brief("", ("TLP:GREN", "TLP:RED")), ORDER)
    assert (item.code, item.keys) == ("unknown-marking", ("fact", 0, "marking"))
    assert "did you mean 'TLP:GREEN'?" in item.message


def test_a_declared_marking_of_another_scheme_cannot_be_compared():
    _, (item,) = markings.mark(brief("SECRET", ("TLP:GREEN",)), ORDER)
    assert (item.code, item.path, item.keys) == ("unknown-marking", "b.toml", ("marking",))


def test_a_scheme_of_ones_own_is_a_list():
    marked, _ = markings.mark(brief("", ("Dienstgebrauch", "Geheim")), ("Offen", "Dienstgebrauch", "Geheim"))
    assert marked.spec.marking == "Geheim"
