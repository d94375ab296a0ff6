"""Quotes and the places where they stand: exactly, once and whole, or refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbook.evidence import anchor
from briefbook.model.fact import Fact, Quote
from briefbook.model.source import Metadata, Source
from briefbook.text import fold

NEWS = (
    "\ufeffOstrava Bay, 2 April 2031.\r\n\r\n"
    "President Ilma Verrin of Tolmark\r\narrived on Monday. Exports reached $13.5 million in 2030.\r\n\r\n"
    "Ba\u0300 Verrin \u0111e\u0302\u0301n tha\u0306m.\r\n"
)


def source(text: str, id_: str = "mirror") -> Source:
    return Source(Metadata(id_, f"seeds/lake/{id_}.txt"), "0" * 64, text)


def bound(text: str, exact: str, prefix: str = "", suffix: str = ""):
    fact = Fact("arrival", "background", {"": "She arrived."}, (Quote("mirror", exact, prefix, suffix),))
    facts, problems = anchor.bind([fact], [source(text)])
    assert bool(facts) is not bool(problems)
    return facts[0].quotes[0] if facts else problems[0]


def test_a_quote_is_tied_to_its_place_or_refused_as_written(case):
    found = bound(case["source"], case["exact"], case.get("prefix"), case.get("suffix"))
    if "words" in case.parts:
        assert isinstance(found, Quote), found.message
        unit = "line" if found.by_line else "para"
        assert f"{unit} {found.locator}: {found.words}" == case["words"]
        here = case["source"][found.span.start : found.span.end]
        assert fold.plain(here) == fold.plain(case["exact"])
    else:
        assert not isinstance(found, Quote), "the quote was let through"
        assert f"{found.code}: {found.message}" == case["refused"]


@pytest.mark.parametrize(
    ("exact", "written"),
    [
        ("Ostrava Bay", "Ostrava Bay"),
        ("Ilma Verrin of Tolmark arrived", "Ilma Verrin of Tolmark\r\narrived"),
        ("Bà Verrin", "Ba\u0300 Verrin"),
        ("Ba\u0300 Verrin", "Ba\u0300 Verrin"),
        ("đến thăm", "\u0111e\u0302\u0301n tha\u0306m"),
    ],
)
def test_offsets_point_into_the_untouched_text(exact, written):
    span = bound(NEWS, exact).span
    assert NEWS[span.start : span.end] == written
    assert span.start == NEWS.index(written)


def test_words_are_printed_on_one_line_in_nfc():
    assert bound(NEWS, "Ilma Verrin of Tolmark arrived").words == "Ilma Verrin of Tolmark arrived"
    assert bound(NEWS, "đến thăm").words == "đến thăm"


def test_a_fact_with_one_bad_quote_of_two_is_left_out_and_the_quote_is_named():
    quotes = (Quote("mirror", "Ostrava Bay"), Quote("mirror", "Ostrava Hill"))
    fact = Fact("f", "background", {"": "S"}, quotes, path="seeds/lake/facts.toml", index=4)
    facts, problems = anchor.bind([fact], [source(NEWS)])
    assert facts == ()
    assert [(item.path, item.keys) for item in problems] == [
        ("seeds/lake/facts.toml", ("fact", 4, "quote", 1, "exact"))
    ]


def test_words_of_another_source_are_no_evidence():
    fact = Fact("f", "background", {"": "S"}, (Quote("herald", "Ostrava Bay"),))
    facts, problems = anchor.bind([fact], [source(NEWS), source("Nothing on it.", "herald")])
    assert facts == ()
    assert problems[0].code == "quote-not-found"
    assert "in herald" in problems[0].message


def test_an_unknown_source_names_the_nearest():
    fact = Fact("f", "background", {"": "S"}, (Quote("miror", "Ostrava Bay"),), index=2)
    _, (problem,) = anchor.bind([fact], [source(NEWS)])
    assert problem.code == "unknown-source"
    assert "did you mean 'mirror'?" in problem.message
    assert problem.keys == ("fact", 2, "quote", 0, "source")


def test_places_of_an_ambiguous_quote_are_listed_in_the_untouched_text():
    text = "Verrin smiled.\n\nLater Ilma\nVerrin left.\n\nVerrin smiled."
    problem = bound(text, "Verrin")
    assert "stands 3 times in mirror (paragraphs 1, 2, 3)" in problem.message
    assert [(each.exact, text[each.start : each.end]) for each in problem.quotes] == [
        ("Verrin", "Verrin")
    ] * 3


def test_a_long_list_of_places_is_cut():
    problem = bound("Verrin spoke.\n\n" * 30, "Verrin spoke")
    assert "stands 30 times" in problem.message
    assert "(paragraphs 1, 2, 3, 4, 5, 6, 7, 8, …)" in problem.message
    assert len(problem.quotes) == 8


TEXT = (
    "Tolmark and Ostrava Bay signed an accord — “the first of its kind” — on 2 April 2031. "
    "Exports reached $13.5\u00a0million in 2030 and 1,250 students came; Ms Verrin's office confirmed it."
)


@given(st.data())
@settings(max_examples=400)
def test_no_quote_with_one_letter_changed_is_let_through(data):
    # without the last stop, in whose place nothing may stand: the quote is true then
    at = data.draw(st.integers(0, len(TEXT) - 2))
    char = data.draw(st.characters(codec="utf-8", exclude_categories=("Cs", "Mn", "Me")))
    changed = TEXT[:at] + char + TEXT[at + 1 :]
    found = bound(TEXT, changed)
    assert isinstance(found, Quote) is (fold.plain(changed) == fold.plain(TEXT))


@given(st.data())
@settings(max_examples=300)
def test_a_quote_stands_only_where_no_word_is_cut(data):
    start = data.draw(st.integers(0, len(TEXT) - 1))
    end = data.draw(st.integers(start + 1, len(TEXT)))
    found = bound(TEXT, TEXT[start:end])
    cut = any(0 < at < len(TEXT) and TEXT[at - 1].isalnum() and TEXT[at].isalnum() for at in (start, end))
    if isinstance(found, Quote):
        assert fold.plain(TEXT[found.span.start : found.span.end]) == fold.plain(TEXT[start:end])
    if cut:
        assert not isinstance(found, Quote) or (found.span.start, found.span.end) != (start, end)
