"""Statement against quotes: every figure, date and quantity must stand in the words that admit it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.evidence import anchor, carried, ledger
from briefbook.model.date import PartialDate
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.fact import Fact, Quantity, Quote
from briefbook.model.source import Metadata, Source
from briefbook.text import shape
from casefile import Case

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "workspace" / "seeds" / "kyrgyz-pm-vietnam-2025"
LEDGERS = (
    SHARED,
    ROOT / "seeds" / "kyrgyz-pm-vietnam-2025",
    ROOT / "src" / "briefbook" / "data" / "example" / "seeds" / "harbour-visit",
)
DIGIT = re.compile(r"\d(?=[\d.,]*)")


def ready(folder: Path) -> tuple[tuple[Fact, ...], list[Source]]:
    """A collection as the checks see it: its facts bound to their sources."""
    if not folder.is_dir():
        pytest.skip(f"the files of {folder.parent.parent.parent.name} are not beside this checkout")
    metas, _ = ledger.sources((folder / "sources.toml").read_bytes(), "sources.toml")
    sources = [Source(meta, "0" * 64, (folder / meta.path).read_bytes().decode()) for meta in metas]
    read, _ = ledger.load((folder / "facts.toml").read_bytes(), "facts.toml", folder.name)
    facts, problems = anchor.bind(read.facts, sources)
    assert not problems
    return facts, sources


def told(case: Case) -> tuple[Fact, list[Source]]:
    """A fact out of a case: `quote` lines are "lang date | words", each a source of its own."""
    sources = []
    quotes = []
    for number, line in enumerate(case.lines("quotes")):
        head, _, words = line.partition(" | ")
        lang, _, when = head.strip().partition(" ")
        meta = Metadata(f"s{number}", f"s{number}.txt", lang=lang, date=shape.date(when) if when else None)
        sources.append(Source(meta, "0" * 64, words))
        quotes.append(Quote(f"s{number}", words))
    as_of = shape.date(case["as_of"].strip()) if case.get("as_of") else None
    fact = Fact("f", "economy", {"": ""}, tuple(quotes), as_of=as_of, path="facts.toml")
    bound, problems = anchor.bind([fact], sources)
    assert not problems
    return bound[0], sources


def test_statements_are_held_against_their_quotes(case: Case) -> None:
    """Each line of `statements`: "lang | statement => codes"."""
    fact, sources = told(case)
    for line in case.lines("statements"):
        head, _, expected = line.partition(" => ")
        lang, _, statement = head.partition(" | ")
        said = replace(fact, statements=MappingProxyType({lang.strip(): statement.strip()}))
        found = carried.run([said], sources)
        assert sorted({item.code for item in found}) == sorted(expected.split()), (statement, found)
        assert all(item.keys[:3] == ("fact", 0, "statement") for item in found)


@pytest.mark.parametrize("folder", LEDGERS, ids=lambda folder: f"{folder.parents[1].name}-{folder.name}")
def test_no_statement_of_a_true_ledger_is_refused(folder: Path) -> None:
    facts, sources = ready(folder)
    found = [item for item in carried.run(facts, sources, lang="en") if item.code != "quantity-by-as-of"]
    wrong = [item for item in found if item.is_error or item.code.startswith("conflict")]
    assert not wrong


@pytest.mark.parametrize("folder", LEDGERS, ids=lambda folder: f"{folder.parents[1].name}-{folder.name}")
def test_one_digit_changed_is_an_error_each_time(folder: Path) -> None:
    facts, sources = ready(folder)
    tried = 0
    for fact in facts:
        for tag, statement in fact.statements.items():
            for changed in _changed(statement):
                tried += 1
                said = replace(fact, statements=MappingProxyType({tag: changed}), quantities=())
                found = carried.run([said], sources, lang="en")
                assert any(item.is_error for item in found), changed
    assert tried > 8


def _changed(statement: str) -> Iterator[str]:
    """The statement with each of its digits changed in turn."""
    for match in DIGIT.finditer(statement):
        digit = str((int(match[0]) + 3) % 10)
        if digit == "0" and statement[match.end() : match.end() + 1] != ".":
            digit = "1"
        yield statement[: match.start()] + digit + statement[match.end() :]


def test_another_quote_with_another_value_is_a_conflict() -> None:
    texts = {
        "a": "Trade between Norland and Suria reached $40 million in 2021.",
        "b": "In 2021 trade between the two came to US$46 million.",
        "c": "Trade grew in 2021.",
    }
    sources = [Source(Metadata(key, key, lang="en"), "0" * 64, text) for key, text in texts.items()]
    quotes = tuple(Quote(key, text) for key, text in texts.items())
    fact = Fact("trade", "economy", {"en": "Trade reached US$40 million in 2021."}, quotes)
    facts, _ = anchor.bind([fact], sources)
    (found,) = carried.run(facts, sources)
    assert found.code == "conflict-quantity"
    assert not found.is_error
    assert [extract.source for extract in found.quotes] == ["a", "b"]
    for extract in found.quotes:
        assert texts[extract.source][extract.start : extract.end] == extract.exact


def measured(
    when: str = "2021", value: int = 40_000_000, unit: str = "USD", as_of: str = ""
) -> list[Diagnostic]:
    text = "Trade between Norland and Suria reached $40 million in 2021; Suria ranks 12th of 30 partners."
    sources = [Source(Metadata("a", "a", lang="en"), "0" * 64, text)]
    fact = Fact(
        "trade", "economy", {"en": "Trade has grown."}, (Quote("a", text),), as_of=shape.date(as_of or None)
    )
    fact = replace(fact, quantities=(Quantity("trade", Decimal(value), unit, when),))
    facts, _ = anchor.bind([fact], sources)
    return list(carried.run(facts, sources))


def test_a_quantity_is_carried_by_value_unit_and_time() -> None:
    assert not measured()
    assert not measured(value=12, unit="rank", when="")
    assert not measured(value=30, unit="partners", when="")


@pytest.mark.parametrize(
    "changed", [{"value": 41_000_000}, {"unit": "EUR"}, {"when": "2022"}, {"unit": "days"}]
)
def test_a_quantity_that_no_quote_carries_is_an_error(changed: dict[str, object]) -> None:
    (found,) = measured(**changed)  # type: ignore[arg-type]
    assert found.code == "quantity-not-carried"
    assert found.is_error
    assert found.keys[:4] == ("fact", 0, "quantity", 0)


def test_a_quantity_dated_by_as_of_alone_is_a_note() -> None:
    codes = [item.code for item in measured(value=30, unit="partners", when="2023-12-31", as_of="2023-12-31")]
    assert codes == ["quantity-by-as-of"]


def test_a_plain_statement_is_read_in_the_language_that_fits_its_quotes() -> None:
    text = "Les échanges ont atteint 13,5 millions de dollars en 2021."
    sources = [Source(Metadata("a", "a", lang="fr"), "0" * 64, text)]
    for statement in ("Trade reached US$13.5 million in 2021.", "13,5 millions de dollars en 2021."):
        facts, _ = anchor.bind([Fact("f", "economy", {"": statement}, (Quote("a", text),))], sources)
        assert not carried.run(facts, sources)


def test_a_source_without_a_date_or_language_is_no_stumbling_block() -> None:
    text = "On Thursday the two met and named 5 ships."
    sources = [Source(Metadata("a", "a"), "0" * 64, text)]
    facts, _ = anchor.bind(
        [Fact("f", "economy", {"": "On Thursday they named 5 ships."}, (Quote("a", text),))], sources
    )
    assert not carried.run(facts, sources)


def test_the_message_names_the_figure_and_what_the_quotes_say() -> None:
    text = "Trade reached $40 million in 2021."
    sources = [Source(Metadata("a", "a", lang="en"), "0" * 64, text)]
    fact = Fact("trade", "economy", {"en": "Trade reached $50 million in 2021."}, (Quote("a", text),))
    facts, _ = anchor.bind([fact], sources)
    (found,) = carried.run(facts, sources)
    assert "“$50 million”" in found.message
    assert "“$40 million”" in found.message


@pytest.mark.slow
def test_a_thousand_facts_take_about_a_second() -> None:
    sources, facts = [], []
    for number in range(1_000):
        text = f"Trade with Suria reached ${number + 2}.5 million in 2021, up from $1.25 million in 2020."
        sources.append(Source(Metadata(f"s{number}", "a", lang="en", date=PartialDate(2022)), "0" * 64, text))
        statement = f"Trade reached US${number + 2}.5 million in 2021, against US$1.25 million in 2020."
        facts.append(
            Fact(f"f{number}", "economy", {"en": statement}, (Quote(f"s{number}", text),), index=number)
        )
    bound, _ = anchor.bind(facts, sources)
    before = time.process_time()
    assert not carried.run(bound, sources)
    assert time.process_time() - before < 4


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(("en", "fr", "vi", "ru", "es", "xx", "")))
def test_no_statement_or_quote_makes_the_check_stumble(statement: str, words: str, lang: str) -> None:
    sources = [Source(Metadata("a", "a", lang=lang, date=PartialDate(2021, 2)), "0" * 64, words)]
    fact = Fact("f", "economy", {lang: statement}, (Quote("a", words, words=words),))
    carried.run([fact], sources)


@pytest.mark.parametrize(
    "piece", ["5 ships in 2021, ", "$5 million ", "2021, ", "about 5%, 6% ", "6 March 2021 5 km "]
)
def test_a_quote_and_a_statement_of_any_length_take_time_in_proportion(piece: str) -> None:
    spent = []
    for count in (25, 200):
        words = piece * count
        sources = [Source(Metadata(key, key, lang="en"), "0" * 64, words) for key in "ab"]
        quotes = (Quote("a", words, words=words), Quote("b", words, words=words))
        before = time.process_time()
        carried.run([Fact("f", "economy", {"en": piece.replace("5", "7") * count}, quotes)], sources)
        carried.run([Fact("f", "economy", {"en": words}, quotes)], sources)
        spent.append(time.process_time() - before)
    assert spent[1] < spent[0] * 8 * 4 + 0.2


@pytest.mark.parametrize(
    ("piece", "other"),
    [
        ("on 5 March, 6 March and ", "on 5 March, 6 March and "),
        ("The 5 and 6 million of ", "The 5 and 7 million of "),
        ("from 8 to 9 May 2021 the largest ", "9 May 2021, second largest "),
    ],
)
def test_a_crowded_statement_or_quote_is_refused_in_time_in_proportion(piece: str, other: str) -> None:
    spent = []
    for count in (300, 1_200):
        said, words = piece * count + "2025", other * count + "2024"
        sources = [Source(Metadata("a", "a", lang="en"), "0" * 64, words)]
        before = time.process_time()
        found = carried.run([Fact("f", "economy", {"en": said}, (Quote("a", words, words=words),))], sources)
        spent.append(time.process_time() - before)
        assert [item.code for item in found] == ["too-large"]
        assert "the limit is" in found[0].message
    assert spent[1] < spent[0] * 4 * 3 + 0.2


def test_a_long_quote_may_be_told_in_short() -> None:
    words = ", ".join(f"{number} ships" for number in range(2, 1_500))
    sources = [Source(Metadata("a", "a", lang="en"), "0" * 64, words)]
    quotes = (Quote("a", words, words=words),)
    assert not carried.run([Fact("f", "economy", {"en": "There are 77 ships."}, quotes)], sources)
