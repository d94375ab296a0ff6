"""Inline Markdown by its form: parsed once for all words, and never otherwise than word by word."""

import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbook.assembly import inlines, marks, spans

WORDS = ["a", "Osk", "Båo", "Tế", "e\u0301", "Ждан", "港", "한", "٣", "ა", "nbsp", "x20", "https", "²"]
VALUES = [marks.protect(text) for text in ("*a*", "Bay [2]", "“q”", "7 026", "😀", "&amp;", "\\*")]
MARKS = [marks.cite(0, "e"), marks.place(marks.PLACE, 3), marks.HEAD, marks.END, marks.run("fr", "eau")]
SIGNS = [
    *"*_[]()<>&;!\\`~#-.,:'\"|",
    " ",
    "  ",
    "\n",
    "**",
    "__",
    "](",
    "&amp;",
    "\u00a0",
    "“",
    "…",
    "1",
    "\x00",
]
texts = st.lists(st.sampled_from([*WORDS, *VALUES, *MARKS, *SIGNS, *SIGNS]), max_size=30).map("".join)


@given(texts)
@settings(max_examples=600)
def test_a_text_of_a_known_form_gives_what_its_own_parsing_gives(text):
    assert tuple(spans.parse(text)) == tuple(spans._parsed(text))


@given(st.text("ab*_[]()\\ \n\u00e9", max_size=40), st.lists(st.sampled_from([*WORDS, *VALUES]), min_size=1))
@settings(max_examples=400)
def test_other_words_in_the_same_places_give_the_same_spans(form, words):
    text = "".join(words[at % len(words)] if char == "a" else char for at, char in enumerate(form))
    assert tuple(spans.parse(text)) == tuple(spans._parsed(text))


def test_no_letter_of_a_run_is_a_sign_or_a_blank():
    wrong = [
        char
        for char in map(chr, range(sys.maxunicode + 1))
        if spans._RUN.match(char) and unicodedata.category(char)[0] in "PSZ"
    ]
    assert wrong == []


@pytest.mark.parametrize("words", [("Gazette de Lac", "eau"), ("Báo", "nước"), ("Ведомости", "вода")])
def test_notes_of_one_form_are_parsed_once(words):
    spans._of_form.cache_clear()
    name, said = words
    for number in range(3):
        locator = marks.protect(f"para. {number}: “{said} {number}”")
        children = inlines.build(spans.parse(f"*{marks.protect(name)}*{marks.protect(', ')}{locator}."))
        assert inlines.plain(children) == f"{name}, para. {number}: “{said} {number}”."
    assert spans._of_form.cache_info().misses == 1


def test_a_long_form_is_parsed_and_not_kept():
    spans._of_form.cache_clear()
    assert [span.said for span in spans.parse("1" * 5000)] == ["1" * 5000]
    assert spans._of_form.cache_info().currsize == 0
