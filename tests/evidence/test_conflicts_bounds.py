"""Hostile and large collections: nothing raises, and the work grows with the text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbook.evidence import conflicts, spellings
from briefbook.model.source import Metadata, Source

PIECES = (
    "Trade between Chile and Georgia reached ",
    "$5 million",
    " in 2030. ",
    "9 September",
    " visit ",
    "will sign ",
    "proposed ",
    "90 percent of ",
    "energy ",
    "upgrade ties to a ",
    "partnership. ",
    "\n\n",
    "Halal products ",
    "— VNS",
    "https://a.b/c",
    "#",
    "pending ",
    "agreement ",
    "Ana Duarte ",
    "met ",
    "registered ",
    "invested ",
)


def source(name: str, text: str, lang: str = "en") -> Source:
    return Source(Metadata(name, f"seeds/x/{name}.txt", lang=lang), "", text)


texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=40).map("".join)


@settings(max_examples=60)
@given(texts, texts, st.sampled_from(["en", "fr", "vi", "ru", "es", "", "xx"]))
def test_any_two_texts_are_compared_and_every_quote_is_true(first, second, lang):
    sources = [source("a", first), source("b", second, lang)]
    for item in conflicts.run((), sources):
        assert len({(each.source, each.start) for each in item.quotes}) >= 2
        for each in item.quotes:
            text = first if each.source == "a" else second
            assert text[each.start : each.end] == each.exact


@settings(max_examples=60)
@given(texts, texts, st.sampled_from(["en", "fr", "vi", "ru", "es", "de", "", "xx"]))
def test_any_two_texts_are_surveyed_and_every_quote_is_true(first, second, lang):
    given = [source("a", first), source("b", second, lang)]
    for item in (*conflicts.survey(given), *spellings.run(given, ())):
        assert len({(each.source, each.start) for each in item.quotes}) >= 2
        for each in item.quotes:
            text = first if each.source == "a" else second
            assert text[each.start : each.end] == each.exact


HOSTILE = {
    "one sentence without end": "Chile and Georgia agreed on trade " * 30_000,
    "one sentence many times": "Trade between Chile and Georgia reached $5 million in 2030. " * 20_000,
    "many figures of one thing": " ".join(
        f"Trade between Chile and Georgia reached ${n} million in 2030." for n in range(2_000)
    ),
    "figures in one sentence": "Trade was $5 million, " * 130,
    "many visits": " ".join(
        f"Ana Duarte began a visit to Georgia on {n % 28 + 1} May 2031." for n in range(1_000)
    ),
    "many proposals": " ".join(
        f"Chile proposed to open a maize laboratory no {n} soon." for n in range(1_000)
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_bounded(name):
    before = time.process_time()
    found = conflicts.run(
        (), [source("a", HOSTILE[name]), source("b", "Chile and Georgia met on 3 May 2031.")]
    )
    assert time.process_time() - before < 20
    assert len(found) <= 36


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_survey_of_hostile_texts_is_bounded(name):
    before = time.process_time()
    given = [source("a", HOSTILE[name]), source("b", HOSTILE[name][::2] + " Ana Duarte met Rui Duarte.")]
    found = conflicts.survey(given)
    found += spellings.run(given, found)
    assert time.process_time() - before < 40
    assert len(found) <= 44


def said(words: list[str], at: int, line: int) -> str:
    return f"{' '.join(words[at % 50_000 :][:18])} in {2000 + line % 30} for ${line} million."


@pytest.mark.slow
def test_the_work_grows_with_the_number_of_sources():
    def cost(count: int) -> float:
        words = [f"w{n * 7919 % 4001}" for n in range(60_000)]
        given = [
            source(f"s{number}", " ".join(said(words, number * 997 + line * 13, line) for line in range(100)))
            for number in range(count)
        ]
        before = time.process_time()
        conflicts.run((), given)
        return time.process_time() - before

    cost(2)
    assert cost(32) < 8 * cost(8) + 1
