"""Near-copied text: what share of a text another one holds."""

import time
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from briefbook.text import shingles

REPORT = (
    "The minister of Peru met her colleague from Ghana in Lima on Monday and signed an accord on fisheries."
)


def test_a_text_is_contained_in_itself_and_in_a_longer_one():
    assert shingles.containment(REPORT, REPORT) == 1
    assert (
        shingles.containment(REPORT, "Lima, 3 May. " + REPORT + " Further talks follow in June in Accra.")
        == 1
    )


def test_case_accents_marks_and_wraps_do_not_count():
    text = "Thủ tướng Phạm Văn Đồng đến thăm chính thức nước bạn"
    other = unicodedata.normalize("NFD", text).upper().replace(" ", ",\n ")
    assert shingles.containment(text, other) == 1


def test_the_same_news_in_other_words_is_no_copy():
    other = "In Lima, Peru's minister and Ghana's signed a fisheries accord when they met on Monday."
    assert shingles.containment(REPORT, other) < 0.1


def test_a_copy_with_a_few_words_changed_is_still_seen():
    copy = REPORT.replace("colleague", "counterpart") + " It was raining."
    assert 0.5 < shingles.containment(REPORT, copy) < 0.9


def test_nothing_is_contained_in_nothing():
    assert shingles.containment("", "") == 0
    assert shingles.containment("", REPORT) == 0
    assert shingles.containment("Lima", "lima!") == 1


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_share_is_a_share_and_the_order_does_not_matter(first, second):
    share = shingles.containment(first, second)
    assert 0 <= share <= 1
    assert share == shingles.containment(second, first)


def test_two_texts_of_a_megabyte_take_a_moment():
    text = " ".join(f"w{n % 9973} x{n % 101}" for n in range(100_000))
    before = time.process_time()
    assert shingles.containment(text, text + " end") == 1
    assert time.process_time() - before < 3
