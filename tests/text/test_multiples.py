"""Words that say how many times or what part, and figures that are one sign."""

import unicodedata

import pytest

from briefbook.text import languages, multiples

TOLD = [
    ("en", "Sales of tea doubled, and will triple.", ["2", "3"]),
    ("en", "Half of the mines are closed.", ["1/2"]),
    ("en", "In the first half of the year they doubled down on tea.", []),
    ("en", "Orsk and Vetria ended double taxation.", []),
    ("fr", "Les ventes ont doublé; la moitié des mines sont fermées.", ["2", "1/2"]),
    ("fr", "Dans la première moitié de l'année, la double imposition a pris fin.", []),
    ("es", "Las ventas se triplicaron y la mitad de las minas cerró.", ["3", "1/2"]),
    ("es", "En la segunda mitad del año no llovió.", []),
    ("ru", "Экспорт вырос втрое, треть шахт закрыта.", ["3", "1/3"]),
    ("ru", "Во второй половине года прошла третья встреча.", []),
    ("vi", "Xuất khẩu tăng gấp đôi, một nửa số mỏ đã đóng.", ["2", "1/2"]),
    ("vi", "Trong nửa đầu năm, cầu đóng.", []),
    ("de", "Die Ausfuhren haben sich verdoppelt, die Schulden wurden halbiert.", ["2", "1/2"]),
    ("de", "In der ersten Hälfte des Jahres regnete es.", []),
]


@pytest.mark.parametrize(("lang", "text", "values"), TOLD)
def test_words_of_amount_have_a_value(lang: str, text: str, values: list[str]) -> None:
    assert [each.value for each in multiples.find(text, languages.load(lang))] == values


@pytest.mark.parametrize("lang", ["vi", "ru", "fr"])
def test_they_are_found_in_any_form_of_unicode_at_their_place(lang: str) -> None:
    text = next(unicodedata.normalize("NFD", text) for each, text, values in TOLD if each == lang and values)
    for each in multiples.find(text, languages.load(lang)):
        assert unicodedata.normalize("NFC", text[each.start : each.end]) == each.written


def test_every_phrase_has_letters_that_are_looked_for_first() -> None:
    for lang in languages.known():
        language = languages.load(lang)
        table = language.table("figures")["multiples"]
        for value, phrases in table.items():
            for phrase in phrases if value != "plain" else ():
                hints = multiples._words(language).hints
                assert any(hint in multiples._hint(phrase) for hint in hints), (lang, phrase)
                assert multiples._hint(phrase), (lang, phrase)


@pytest.mark.parametrize(
    ("text", "signs", "worth"),
    [
        ("They met ⑨ times.", ("⑨",), 9.0),
        ("Article Ⅸ holds.", ("Ⅸ",), 9.0),
        ("a road of 2½ km", ("2½",), 2.5),
        ("a road of 2 ½ km", ("2 ½",), 2.5),
        ("¾ of them", ("¾",), 0.75),
        ("⑫ mines", ("⑫",), 12.0),
        ("①② mines", ("①②",), 12.0),
    ],
)
def test_a_sign_is_a_figure(text: str, signs: tuple[str, ...], worth: float) -> None:
    assert multiples.signs(text) == signs
    assert multiples.worth(signs[0]) == worth


@pytest.mark.parametrize("text", ["40 m² of floor", "no CO₂", "plain 9", "Orsk", "năm ngoái"])
def test_signs_behind_a_letter_and_plain_digits_are_none(text: str) -> None:
    assert multiples.signs(text) == ()


def test_a_text_of_signs_alone_is_read_in_linear_time() -> None:
    text = "½" * 100_000 + "9 " * 100_000
    assert multiples.worth(multiples.signs(text)[0]) > 0
