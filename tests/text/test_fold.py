"""Folding: what compares as equal, what does not, and the way back to the untouched text."""

import re
import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefbook.text import fold

MARKS = "\u0300\u0301\u0302\u0303\u0306\u0308\u031b\u0323\u0345\u0483\u20d7\ufe20"
LETTERS = "aeoAEOuUdĐđéêẽếộḍ1250.,;!? \"'"
TYPED = fold.SINGLE + fold.DOUBLE + fold.DASHES + fold.SPACES + "\u00ad\u200c\u200d\ufeff\u212b\u2126\u1fbe"
PIECES = ("\r\n", "\n", "\r", "\n\n", "\r\n \t\r\n", " \n ", "\u00ad\n", "\u00ad", "  ", "\n\n\n")
words = st.lists(
    st.one_of(
        st.text(LETTERS, min_size=1, max_size=6),
        st.text(MARKS, min_size=1, max_size=3),
        st.text(TYPED, min_size=1, max_size=2),
        st.sampled_from(PIECES),
        st.text(max_size=3),
    ),
    max_size=24,
).map("".join)


def test_a_case_folds_as_written(case):
    assert fold.plain(case["input"]) == case["expected"]


@pytest.mark.parametrize("other", ["Đồng Nai", "đồng nai", "dong nai", "Dồng Nai", "Đồng Naí", "Đồng  Nai"])
def test_nothing_but_the_declared_rule_makes_two_texts_equal(other):
    written = "Đồng Nai"
    assert (fold.plain(other) == fold.plain(written)) is (other == written)


def boundaries(text: str) -> list[int]:
    """The offsets at which a person could begin or end a quotation: between letters with their marks,
    and not inside a wrap or soft hyphen."""
    changed = fold._CHANGED.finditer(text)
    inside = {at for match in changed for at in range(match.start() + 1, match.end())}
    # where NFC would join or reorder across the cut, the two sides are one letter
    return [
        at
        for at in range(len(text) + 1)
        if at not in inside and not (at < len(text) and unicodedata.combining(text[at]))
    ]


@given(words, st.data())
@settings(max_examples=600)
def test_a_slice_of_any_text_is_found_again_and_maps_back_to_words_that_fold_alike(text, data):
    cuts = boundaries(text)
    start, end = sorted((data.draw(st.sampled_from(cuts)), data.draw(st.sampled_from(cuts))))
    quote = fold.plain(text[start:end])
    folded = fold.fold(text)
    at = folded.text.find(quote)
    assert at >= 0, "the folded slice is not in the folded text"
    while quote and at >= 0:
        back = text[folded.source_start(at) : folded.source_end(at + len(quote))]
        assert fold.plain(back) == quote or unicodedata.combining(folded.text[at + len(quote)])
        at = folded.text.find(quote, at + 1)


@given(words)
@example("cafe\u0301\u00ad\r\nau lait")
@example("\ufeffA\u030a")
def test_every_offset_maps_into_the_text_and_never_backwards(text):
    folded = fold.fold(text)
    starts = [folded.source_start(at) for at in range(len(folded.text) + 1)]
    ends = [folded.source_end(at) for at in range(len(folded.text) + 1)]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert all(0 <= start <= len(text) for start in (*starts, *ends))


@given(words)
def test_a_text_and_its_decomposition_fold_alike(text):
    assert fold.plain(unicodedata.normalize("NFD", text)) == fold.plain(unicodedata.normalize("NFC", text))


@given(words)
def test_unwrapped_words_stand_on_one_line_without_soft_hyphens(text):
    plain = fold.unwrapped(text)
    assert not set("\r\n\u00ad") & set(plain)
    assert [c for c in plain if not c.isspace()] == [c for c in text if not c.isspace() and c != "\u00ad"]


def test_a_long_text_folds_in_a_moment():
    text = ("tie\u0302\u0301ng Vie\u0323\u0302t — “ba\u0300i” " * 40_000) + "\u00ad\n" * 1000
    folded = fold.fold(text)
    assert folded.text.count("tiếng") == 40_000
    assert text[folded.source_start(len(folded.text) - 1) :].strip("\u00ad\n ") in ("", "”")


RULE = re.compile(
    "[ \t]*(?:\r\n|\r|\n)(?:[ \t]*(?:\r\n|\r|\n))*[ \t]*|\u00ad+(?:[ \t]*(?:\r\n|\r|\n)[ \t]*)?"
)
# what is folded, written plainly: quadratic in a run of blanks


@given(st.text(" \t\r\n\u00adx", max_size=40))
@settings(max_examples=1000)
@example("\u00ad\n \n x")
@example("\u00ad \t\r\n\r\n \u00ad  x \n")
def test_wraps_and_soft_hyphens_are_found_as_the_plain_rule_finds_them(text):
    assert [m.span() for m in fold._CHANGED.finditer(text)] == [m.span() for m in RULE.finditer(text)]


def seconds(text: str) -> float:
    """The shortest of a few goes, which other work on the machine disturbs least."""
    taken = []
    for _ in range(5):
        began = time.process_time()
        fold.fold(text)
        fold.unwrapped(text)
        taken.append(time.process_time() - began)
    return min(taken)


@pytest.mark.slow
@pytest.mark.parametrize("run", [" ", "\t", " \t", "\u00ad", "\u00ad ", " \n", "\r\n", "\n ", "  \u00ad\t\n"])
def test_a_run_of_blanks_costs_in_proportion_to_its_length(run):
    short, long = ("a" + run * (size // len(run)) + "z" for size in (20_000, 200_000))
    # ten times the length is about ten times the work; by a quadratic rule it is 1 s and 100 s
    assert seconds(long) < 40 * max(seconds(short), 0.02)
