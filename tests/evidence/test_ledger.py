"""Ledgers as people write them: every problem of form, with its line, several at once."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook import limits
from briefbook.evidence import ledger
from briefbook.model.date import PartialDate
from briefbook.text import toml

PATH = "seeds/lake/facts.toml"
FACT = (
    b'[[fact]]\nid = "a"\nsection = "economy"\nstatement = "S"\n[[fact.quote]]\nsource = "m"\nexact = "x"\n'
)


def said(problems, data: bytes, path: str) -> list[str]:
    found = toml.placed(problems, {path: data})
    return sorted(f"{item.line:02} {item.severity} {item.code}: {item.message}" for item in found)


def wanted(case) -> list[str]:
    return sorted(f"{int(line.split()[0]):02} {line.partition(' ')[2]}" for line in case.lines("expected"))


def test_a_ledger_is_read_or_its_problems_are_named_as_written(case):
    data = case["input"].encode("utf-8")
    if "sources" in case.name:
        values, problems = ledger.sources(data, "seeds/lake/sources.toml")
        assert said(problems, data, "seeds/lake/sources.toml") == wanted(case)
        assert [meta.id for meta in values] == case.get("kept").split()
    else:
        book, problems = ledger.load(data, PATH, "lake")
        assert said(problems, data, PATH) == wanted(case)
        assert [fact.id for fact in book.facts] == case.get("kept").split()


def test_every_key_of_a_fact_is_read():
    data = """
[[fact]]
id = "exports-2030"
section = "economy"
tags = ["trade", "agreed"]
statement = { en = "Exports reached $13.5 million.", fr = "Les exportations ont atteint 13,5 millions." }
status = "draft"
priority = "could"
as_of = "2030-12"
marking = "TLP:GREEN"
reviewed = { two-stages = "both hold" }
  [[fact.quote]]
  source = "mirror"
  exact = "$13.5 million"
  prefix = "reached "
  suffix = " in"
  [[fact.quantity]]
  of = "exports"
  value = 13_500_000.10
  unit = "USD"
  when = "2029/2030"
[[resolution]]
facts = ["exports-2030", "exports-2031"]
use = "exports-2030"
why = "the later bulletin"
show = true
"""
    book, problems = ledger.load(data.encode(), PATH, "lake")
    assert problems == ()
    (fact,) = book.facts
    assert fact.statement("fr") == "Les exportations ont atteint 13,5 millions."
    assert fact.statement("ky") == "Exports reached $13.5 million."
    assert (fact.status, fact.priority, fact.as_of) == ("draft", "could", PartialDate(2030, 12))
    assert (fact.marking, fact.stage, dict(fact.reviewed)) == (
        "TLP:GREEN",
        "agreed",
        {"two-stages": "both hold"},
    )
    quote, quantity = fact.quotes[0], fact.quantities[0]
    assert (quote.source, quote.exact, quote.prefix, quote.suffix) == (
        "mirror",
        "$13.5 million",
        "reached ",
        " in",
    )
    assert (quantity.value, quantity.unit, quantity.when) == (Decimal("13500000.1"), "USD", "2029/2030")
    assert (book.resolutions[0].use, book.resolutions[0].show) == ("exports-2030", True)


def test_what_a_fact_does_not_say_has_the_documented_default():
    (fact,) = ledger.load(FACT, PATH, "lake")[0].facts
    assert (fact.status, fact.priority, fact.as_of, fact.tags, fact.stage) == (
        "accepted",
        "should",
        None,
        (),
        "",
    )


def test_a_ledger_of_too_many_facts_is_refused():
    data = b"[[fact]]\n" * (limits.of("facts") + 1)
    book, problems = ledger.load(data, PATH, "lake")
    assert book.facts == ()
    assert [item.code for item in problems if item.code == "too-large"] == ["too-large"]
    assert "20,001 facts; the limit of one ledger is 20,000" in problems[-1].message


FACT = (
    b'[[fact]]\nid = "a"\nsection = "economy"\nstatement = "S"\n[[fact.quote]]\nsource = "m"\nexact = "x"\n'
)
keys = st.sampled_from([*ledger.FACT_KEYS, "stauts"])
written = st.sampled_from(
    [
        '"x"',
        "1",
        "1.5",
        "true",
        "2031-04-02",
        "[]",
        '["a"]',
        "[1]",
        "{}",
        '{ a = "b" }',
        "[{ a = 1 }]",
        '""',
        "inf",
    ]
)


@given(st.dictionaries(keys, written, max_size=6))
def test_any_kinds_of_values_give_facts_or_problems_with_lines(rows):
    data = "[[fact]]\n" + "".join(f"{key} = {value}\n" for key, value in rows.items())
    book, problems = ledger.load(data.encode(), PATH, "lake")
    assert bool(book.facts) is not any(item.is_error for item in problems)
    assert all(item.line >= 1 for item in toml.placed(problems, {PATH: data.encode()}))


@pytest.mark.parametrize("value", ["0xffffffffffff", "1e308", "-1e-300", "9" * 60, "0.1", "-0.0"])
def test_any_finite_figure_is_read(value):
    data = FACT + f'[[fact.quantity]]\nof = "x"\nvalue = {value}\nunit = "USD"\n'.encode()
    (fact,) = ledger.load(data, PATH, "lake")[0].facts
    assert fact.quantities[0].value.is_finite()
