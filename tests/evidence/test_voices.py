"""How well a fact is supported: wires, publishers and copied texts count once."""

import re
from itertools import product

import pytest

from briefbook.evidence import anchor, ledger, voices
from briefbook.model.fact import Fact, Quote
from briefbook.model.source import Digested, Metadata, Source

LONG = (
    "The two ministers opened the new ferry line between the island and the capital on Tuesday and said that "
    "it would carry eight hundred passengers a day before the end of the summer season."
)
OTHER = (
    "A ferry now links both ports, the ministry of transport announced; eight hundred people a day are "
    "expected on board, and the fare has yet to be settled with the operators of the line."
)


OWN = {
    "a": "By noon the harbour was full: eight hundred came, the Gazette counted.",
    "b": "Le Phare reports eight hundred places on deck, sold out since Friday.",
    "c": "A crowd of eight hundred waited at the quay, our reporter writes.",
}


def source(name: str, text: str = "", **meta: object) -> Source:
    text = text or OWN[name]
    return Source(Metadata(name, f"seeds/c/{name}.txt", lang="en", **meta), "0" * 64, text)


def support(*sources: Source, words: str = "eight hundred") -> tuple[str, int]:
    quotes = tuple(Quote(each.id, words, words=words) for each in sources)
    fact = Fact("ferry", "economy", {"": "It carries 800 passengers a day."}, quotes)
    (weighed,) = voices.weigh([fact], sources)
    return weighed.support, weighed.voices


def test_two_publishers_are_independent_voices() -> None:
    assert support(source("a", publisher="The Gazette"), source("b", publisher="Le Phare")) == (
        "independent",
        2,
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"publisher": "The Gazette"}, {"publisher": "THE  Gazette"}),
        ({"publisher": "The Gazette", "wire": "ANP"}, {"publisher": "Le Phare", "wire": "anp"}),
        ({"publisher": "The Gazette", "wire": "ANP"}, {"publisher": "The Gazette"}),
    ],
)
def test_the_same_publisher_or_wire_is_one_voice(first: dict[str, str], second: dict[str, str]) -> None:
    assert support(source("a", **first), source("b", **second)) == ("one voice", 1)


def test_a_further_text_without_publisher_or_wire_proves_nothing() -> None:
    assert support(source("a", publisher="The Gazette"), source("b")) == ("unproven", 1)
    assert support(source("a"), source("b")) == ("unproven", 1)


def test_one_source_is_a_single_source_however_often_it_is_quoted() -> None:
    once = source("a", publisher="The Gazette")
    quotes = (Quote("a", "eight", words="eight"), Quote("a", "hundred", words="hundred"))
    (weighed,) = voices.weigh([Fact("f", "economy", {"": "x"}, quotes)], [once])
    assert (weighed.support, weighed.voices) == ("single source", 1)


def test_a_text_copied_under_another_name_is_no_second_voice() -> None:
    first = source("a", LONG, publisher="The Gazette")
    assert support(first, source("b", f"(Reuse) {LONG}", publisher="Le Phare")) == ("one voice", 1)
    assert support(first, source("b", f"(Reuse) {LONG}")) == ("one voice", 1)
    assert support(first, source("b", OTHER, publisher="Le Phare")) == ("independent", 2)


def test_a_long_quote_copied_into_an_article_of_its_own_is_no_second_voice() -> None:
    own = " ".join(f"Sentence {number} is about {number * 7} other ferries." for number in range(90))
    first, second = source("a", LONG, publisher="The Gazette"), source("b", own, publisher="Le Phare")
    assert support(first, second, words=LONG) == ("one voice", 1)
    assert support(first, second) == ("independent", 2)


def test_three_sources_of_two_voices_are_independent_in_any_order() -> None:
    each = [
        source("a", publisher="The Gazette", wire="ANP"),
        source("b", publisher="Le Phare", wire="ANP"),
        source("c", publisher="Mirror"),
    ]
    for first, second, third in product(each, repeat=3):
        if len({first.id, second.id, third.id}) == 3:
            assert support(first, second, third) == ("independent", 2)


def test_reading_notes_of_our_own_are_no_voice() -> None:
    note = source("a", kind="note", digests=Digested("The Gazette", None, "en"))
    assert support(note) == ("own note", 0)
    assert support(note, source("b", publisher="Mirror")) == ("single source", 1)


def test_every_fact_of_the_real_collection_has_the_support_that_a_reader_gave_it(shared) -> None:
    (book,) = (shared / "workspace" / "seeds").glob("*/facts.toml")
    facts, _ = ledger.load(book.read_bytes(), "facts.toml", "c")
    metas, _ = ledger.sources((book.parent / "sources.toml").read_bytes(), "seeds/c/sources.toml")
    read = [
        Source(meta, "0" * 64, (book.parent / meta.path.rpartition("/")[2]).read_text("utf-8"))
        for meta in metas
    ]
    bound, problems = anchor.bind(facts.facts, read)
    assert not problems
    found = {fact.id: fact.support for fact in voices.weigh(bound, read)}
    expected = (shared / "workspace" / "EXPECTED.md").read_text("utf-8")
    names = {"one house": "one voice", "one source": "single source"}
    wanted = {
        key: names.get(level, level)
        for level, listed in re.findall(r"<!-- ([a-z ]+) -->\n(.*?)<!-- end -->", expected, re.S)
        for key in re.findall(r"^- `([a-z0-9-]+)`", listed, re.M)
    }
    assert len(wanted) > 80
    assert {key: found[key] for key in wanted if found[key] != wanted[key]} == {}
