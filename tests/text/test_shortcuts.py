"""What is passed over could hold nothing: every shortcut of reading agrees with the long way."""

import re
import sys
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.evidence import anchor
from briefbook.model.date import PartialDate
from briefbook.text import (
    characters,
    dates,
    figures,
    figures_grammar,
    figures_labels,
    figures_numbers,
    figures_page,
    fold,
    languages,
    stance,
    topics,
)
from briefbook.text.dates import tokens
from briefbook.text.figures_grammar import Word

LANGS = ("en", "fr", "vi", "ru", "es", "de")
PIECES = (
    *("6", "March", "12 mars", "tháng 5", "May", "last year", "Thursday", "in", "of", "2031", "1990s", "to"),
    *("-", "–", ",", ".", "/", "(", "the first half of", "năm ngoái", "вчера", "5 мая", "6/3", "29 February"),
    *("between", "and", "entre", "today", "next week", "3 802", "1.234,5", "will sign", "refused", "Verrin"),
    *("rose", "sank", "not", "l'accord", "ký kết", "подписал", "\n", "\u00ad", "I", "XIV", "one", "deux"),
)
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map(" ".join)
langs = st.sampled_from(LANGS)
near = st.text(st.sampled_from("19 .,:'/-+a٣²hpmx"), min_size=1, max_size=9)
anchors = st.sampled_from([PartialDate(2031, 4, 10), PartialDate(2031, 2), PartialDate(2032)])


@given(texts, langs, anchors)
def test_dates_read_without_their_source_first_are_those_read_with_it(
    text: str, lang: str, day: PartialDate
) -> None:
    language = languages.load(lang)
    assert dates.anchored(text, language, day) == dates.find(text, language, day)


@given(texts, langs)
def test_phrases_grouped_by_their_letters_are_cut_as_from_a_plain_list(text: str, lang: str) -> None:
    lexicon = tokens.lexicon(languages.load(lang))
    phrases = sorted((each for each in lexicon.parts if not re.fullmatch(r"\w+|\W", each)), key=len)
    listed = "|".join(tokens._phrase(each) for each in reversed(phrases))
    plain = re.compile(f"(?<!\\w)(?:{listed})")
    grouped = re.compile(f"(?<!\\w){tokens._tree(phrases[::-1])}")
    view = tokens.lowered(fold.plain(f"{text} {phrases[len(text) % len(phrases)]}"))
    assert plain.findall(view) == grouped.findall(view)


@given(texts, langs)
def test_a_sentence_without_words_of_firmness_is_told_by_its_words(text: str, lang: str) -> None:
    language = languages.load(lang)
    for lexicon in (stance._lexicon(language), stance._contraries(language)):
        warm = stance._find(text, lexicon)
        assert stance._find(text, replace(lexicon, seen={}, idle=set())) == warm


@given(near)
def test_digits_have_the_shape_of_a_name_only_where_the_next_letter_allows_it(text: str) -> None:
    digits = re.match(r"\d+", text)
    if digits is None:
        return
    end = digits.end()
    following = text[end : end + 1]
    if following not in figures_labels._SHAPING or (following == " " and text[end + 1 : end + 2] not in "ap"):
        shapes = (figures_labels._CLOCK, figures_labels._HALF_DAY, figures_labels._RATIO)
        assert not any(shape.match(text) for shape in (*shapes, figures_labels._NUMBERED))
    if following not in figures_numbers._PARTING:
        assert not figures_numbers._INDIAN.match(text)
        assert not figures_numbers._THREES.match(text)
        assert not figures_numbers._FRACTION.match(text, end)
    if not following.strip():
        assert not figures_numbers._GLUED.match(text, end)


@given(near, st.integers(1, 8))
def test_a_figure_goes_on_over_a_place_only_where_a_digit_is_near(text: str, at: int) -> None:
    if at < len(text) and anchor._in_figure(text, at):
        assert anchor._may_go_on(text, at)


@pytest.mark.parametrize("lang", LANGS)
@given(
    found=st.lists(st.sampled_from(("of", "the", "no", "article", "number", "hơn", "plus", "de")), max_size=6)
)
def test_the_last_phrase_of_some_words_is_that_of_trying_them_all(lang: str, found: list[str]) -> None:
    grammar = figures_grammar.compile(languages.load(lang))
    words = [Word(each, " ", 0, 0) for each in found]
    for phrases in (grammar.labels, grammar.bounds, grammar.ranks):
        tried = ((at, phrases.match(words, at)) for at in range(max(0, len(words) - 5), len(words)))
        fitting = [match for at, match in tried if match and at + match[0] == len(words)]
        assert phrases.last(words) == next(iter(fitting), None)


@given(texts, langs, st.lists(st.tuples(st.integers(0, 30), st.integers(1, 7)), max_size=9))
def test_words_ahead_are_the_same_whatever_was_read_before(
    text: str, lang: str, asked: list[tuple[int, int]]
) -> None:
    grammar = figures_grammar.compile(languages.load(lang))
    page = figures_page.prepare(text, grammar, ())
    for at, most in asked:
        assert page.words(at, most) == figures_grammar.words(page.lower, at, most, grammar.abbreviations)


@given(texts, langs)
def test_no_letter_is_in_two_figures_or_two_dates(text: str, lang: str) -> None:
    language = languages.load(lang)
    assert len(figures.find(text, language, weak=True)) <= len(text)
    assert len(dates.find(text, language)) <= len(text)


@given(texts)
def test_the_language_of_a_text_is_the_one_of_most_small_words(text: str) -> None:
    scores = topics.familiarity(text, LANGS)
    best = max(LANGS, key=lambda tag: scores[tag])
    assert topics.spoken(text, LANGS) == ((best,) if scores[best] else LANGS)
    words = [unicodedata.normalize("NFC", each).casefold() for each in topics._WORD.findall(text)]
    for tag in LANGS:
        grammar = topics._grammar(languages.load(tag))
        assert scores[tag] == sum(topics._plain(each, grammar) in grammar.stop for each in words)


def test_every_letter_taken_out_of_print_is_unprintable_or_one_of_two() -> None:
    taken = [char for char in map(chr, range(sys.maxunicode + 1)) if characters._UNPRINTABLE.match(char)]
    assert {char for char in taken if char.isprintable()} == {"\ufffc", "\ufffd"}


def test_equal_additions_of_two_workspaces_are_made_into_a_language_once() -> None:
    table = {("en", "topics"): {"stop": ["verrin"]}}
    one, other = languages.Own(dict(table)), languages.Own(dict(table))
    assert languages.load("en-GB", one) is languages.load("en", other)
    assert languages.load("en", languages.Own({})) is languages.load("en")
