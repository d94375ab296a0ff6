"""What sentences are about: one thing in five languages, countries, names in two alphabets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.text import languages, topics

LANGS = ("en", "fr", "vi", "ru", "es", "de", "xx")


def stems(text: str, lang: str) -> set[str]:
    return {term.stem for term in topics.terms(text, languages.load(lang))}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Trade between Kenya and Vietnam was signed into an agreement."),
        ("fr", "Le commerce entre le Kenya et le Vietnam : un accord signé."),
        ("vi", "Thương mại giữa Kenya và Việt Nam: hai bên ký hiệp định."),
        ("ru", "Торговля: Вьетнам и Кения подписали соглашение, торговый оборот вырос."),
        ("es", "El comercio entre Kenia y Vietnam: firmaron un acuerdo."),
    ],
)
def test_one_thing_has_one_name_in_five_languages(lang, text):
    assert {"=trade", "=sign", "=agreement", "#KE", "#VN"} <= stems(text, lang)


def test_endings_do_not_part_two_words():
    assert stems("they modernised the harbours", "en") & stems("modernising a harbour", "en") >= {"harbour"}


@pytest.mark.parametrize(("first", "second"), [("Kasymaliev", "Kasimalyev"), ("Lâm Văn Hải", "Lam Van Hai")])
def test_a_name_is_the_same_with_other_letters(first, second):
    language = languages.load("en")
    assert topics.key(first, language) == topics.key(second, language)


def test_a_name_is_the_same_in_another_alphabet():
    assert topics.key("Асанбеков", languages.load("ru")) == topics.key("Asanbekov", languages.load("en"))


def test_addresses_of_pages_say_nothing():
    assert stems("See https://example.org/visit/may now", "en") == {"see", "now"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The ministers of both countries met in the capital and agreed on a list of projects."),
        ("fr", "Les ministres des deux pays se sont réunis dans la capitale et ont adopté une liste."),
        ("vi", "Các bộ trưởng của hai nước đã gặp nhau tại thủ đô và nhất trí về danh sách dự án."),
        ("ru", "Министры двух стран встретились в столице и договорились о списке проектов."),
        ("es", "Los ministros de los dos países se reunieron en la capital y acordaron una lista."),
        ("", "12345 !!!"),
    ],
)
def test_a_language_is_guessed_by_its_small_words(lang, text):
    assert topics.guess(text) == lang


@given(st.text(max_size=60), st.sampled_from(LANGS))
def test_any_text_is_read_and_every_offset_is_true(text, lang):
    found = topics.terms(text, languages.load(lang))
    assert all(0 <= term.start < term.end <= len(text) and term.stem for term in found)
    assert [term.start for term in found] == sorted(term.start for term in found)
    topics.guess(text)
