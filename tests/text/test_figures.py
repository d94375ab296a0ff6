"""Figures in five languages: what is read, what is left alone, and that nothing makes the reader stumble."""

from __future__ import annotations

import time
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.text import figures, languages
from casefile import Case

LANGUAGES = ("en", "fr", "vi", "ru", "es")
DIGITS = {
    # group mark, decimal mark
    "en": ((",", "."), ("\u202f", "."), ("", ".")),
    "fr": (("\u202f", ","), ("\u00a0", ","), (" ", ","), ("", ",")),
    "vi": ((".", ","), ("", ",")),
    "ru": (("\u00a0", ","), (" ", ","), ("", ",")),
    "es": ((".", ","), ("\u202f", ","), ("", ",")),
}
SCALES = {
    "en": {1: "", 10**3: "thousand", 10**6: "million", 10**9: "billion", 10**12: "trillion"},
    "fr": {1: "", 10**3: "mille", 10**6: "millions", 10**9: "milliards", 10**12: "billions"},
    "vi": {1: "", 10**3: "nghìn", 10**6: "triệu", 10**9: "tỷ", 10**12: "nghìn tỷ"},
    "ru": {1: "", 10**3: "тыс.", 10**6: "млн", 10**9: "млрд", 10**12: "трлн"},
    "es": {1: "", 10**3: "mil", 10**6: "millones", 10**9: "mil millones", 10**12: "billones"},
}
UNITS = {
    "en": {
        "USD": "US dollars",
        "EUR": "euros",
        "VND": "dong",
        "%": "per cent",
        "day": "days",
        "person": "people",
    },
    "fr": {
        "USD": "dollars américains",
        "EUR": "euros",
        "%": "pour cent",
        "day": "jours",
        "person": "personnes",
    },
    "vi": {
        "USD": "đô la Mỹ",
        "EUR": "euro",
        "VND": "đồng",
        "%": "phần trăm",
        "day": "ngày",
        "person": "người",
    },
    "ru": {"USD": "долларов США", "EUR": "евро", "%": "процентов", "day": "дней", "person": "человек"},
    "es": {"USD": "dólares estadounidenses", "EUR": "euros", "%": "por ciento", "day": "días"},
}
LINKERS = {"fr": "de ", "es": "de "}


def read(text: str, lang: str) -> list[figures.Figure]:
    return list(figures.find(text, languages.load(lang), ()))


def shown(figure: figures.Figure) -> str:
    value = f"{figure.low.normalize():f}"
    if figure.high != figure.low:
        value += f"..{figure.high.normalize():f}"
    parts = [value, figure.unit, figure.bound, f"({figure.noun})" if figure.noun else ""]
    return " ".join(part for part in parts if part)


def test_figures_are_read(case: Case) -> None:
    """Each line of a case: a text, then what is found in it."""
    for line in case.lines("figures"):
        text, _, expected = line.partition(" => ")
        found = "; ".join(shown(each) for each in read(text, case["lang"].strip()))
        assert found == expected.strip(), text


@st.composite
def amounts(draw: st.DrawFn) -> tuple[str, str, Decimal, str]:
    lang = draw(st.sampled_from(LANGUAGES))
    group, mark = draw(st.sampled_from(DIGITS[lang]))
    whole = draw(st.integers(0, 10**11))
    fraction = draw(st.sampled_from(["", "5", "36", "07", "1234"]))
    scale, word = draw(st.sampled_from(sorted(SCALES[lang].items())))
    unit, name = draw(st.sampled_from(sorted(UNITS[lang].items())))
    plain = f"{whole:,}".replace(",", group) if group else str(whole)
    number = plain + (mark + fraction if fraction else "")
    link = LINKERS.get(lang, "") if scale >= 10**6 and unit != "%" else ""
    text = f"{number} {word} {link}{name}" if word else f"{number} {name}"
    value = Decimal(f"{whole}.{fraction or 0}") * scale
    return lang, text, value, unit


@given(amounts())
def test_a_number_said_in_any_language_and_format_reads_back(said: tuple[str, str, Decimal, str]) -> None:
    lang, text, value, unit = said
    (found,) = read(text, lang)
    assert (found.low, found.high, found.unit) == (value, value, unit), text
    assert found.written == text[found.start : found.end]


def english(value: int) -> str:
    table = languages.load("en").table("figures")
    words = {number: word for word, number in table["numbers"].items() if " " not in word}
    if value <= 20:
        return words[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return words[tens * 10] + (f"-{words[ones]}" if ones else "")
    if value < 1000:
        rest = value % 100
        return f"{words[value // 100]} hundred" + (f" and {english(rest)}" if rest else "")
    thousands, rest = divmod(value, 1000)
    joined = " and " if rest < 100 else " "
    return f"{english(thousands)} thousand" + (f"{joined}{english(rest)}" if rest else "")


def french(value: int) -> str:
    small = [
        "",
        "un",
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "onze",
        "douze",
    ]
    small += ["treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"]
    tens = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 8: "quatre-vingt"}
    if value < 20:
        return small[value]
    if value < 100:
        ten = value // 10 - (value // 10 in (7, 9))
        rest = value - ten * 10
        joined = " et " if rest in (1, 11) and ten != 8 else "-"
        return tens[ten] + (joined + small[rest] if rest else "")
    if value < 1000:
        head = "cent" if value < 200 else f"{small[value // 100]} cent"
        return head + (f" {french(value % 100)}" if value % 100 else "")
    head = "mille" if value < 2000 else f"{french(value // 1000)} mille"
    return head + (f" {french(value % 1000)}" if value % 1000 else "")


def russian(value: int) -> str:
    table = languages.load("ru").table("figures")["numbers"]
    words: dict[int, str] = {}
    for word, number in table.items():
        words.setdefault(number, word)
    parts = []
    if value >= 1000:
        parts += [russian(value // 1000), "тысяч"]
        value %= 1000
    for step in (100, 10):
        if value >= step and (step == 100 or value > 20):
            parts.append(words[value - value % step])
            value %= step
    return " ".join([*parts, words[value]] if value or not parts else parts)


def vietnamese(value: int) -> str:
    small = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"]
    if value <= 10:
        return small[value]
    if value < 20:
        return f"mười {'lăm' if value == 15 else small[value - 10]}"
    if value < 100:
        rest = value % 10
        tail = {0: "", 1: " mốt", 5: " lăm"}.get(rest, f" {small[rest]}")
        return f"{small[value // 10]} mươi{tail}"
    rest = value % 100
    tail = "" if not rest else f" linh {small[rest]}" if rest < 10 else f" {vietnamese(rest)}"
    return f"{small[value // 100]} trăm{tail}"


def spanish(value: int) -> str:
    words: dict[int, str] = {}
    for word, number in languages.load("es").table("figures")["numbers"].items():
        words.setdefault(number, word)
    if value in words and value != 100:
        return words[value]
    if value == 100:
        return "cien"
    if value < 100:
        return f"{words[value - value % 10]} y {words[value % 10]}"
    if value < 1000:
        head = "ciento" if value < 200 else words[value - value % 100]
        return f"{head} {spanish(value % 100)}"
    head = "mil" if value < 2000 else f"{spanish(value // 1000)} mil"
    return head + (f" {spanish(value % 1000)}" if value % 1000 else "")


SAY = {"en": english, "fr": french, "ru": russian, "vi": vietnamese, "es": spanish}
NOUNS = {"en": "schools", "fr": "écoles", "ru": "школ", "vi": "ngày", "es": "escuelas"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_number_words_read_back(lang: str) -> None:
    highest = 999 if lang == "vi" else 9_999
    for value in (*range(2, 201), *range(201, highest, 37)):
        text = f"{SAY[lang](value)} {NOUNS[lang]}"
        (found,) = read(text, lang)
        assert found.low == value, text


@given(st.sampled_from(LANGUAGES), st.text(max_size=80))
def test_no_text_makes_the_reader_stumble(lang: str, text: str) -> None:
    for figure in figures.find(text, languages.load(lang), (), weak=True):
        assert figure.written == text[figure.start : figure.end]
        assert figure.low <= figure.high


PIECES = [
    "5",
    "1,5",
    " ",
    "-",
    "US$",
    "$",
    "€",
    "one",
    "hundred",
    " and ",
    "million",
    "%",
    "km",
    "\n",
    "(",
    "G",
]
PIECES += ["IV", "triệu", "mil", "deux", "тыс.", "3rd", ".", ",", "/", ":", "to", "between"]
PIECES += ["No.", "Article", "h", "-й", "º"]


@given(st.sampled_from(LANGUAGES), st.lists(st.sampled_from(PIECES), max_size=25))
def test_no_mixture_of_figures_makes_the_reader_stumble(lang: str, parts: list[str]) -> None:
    text = "".join(parts)
    done = 0
    for figure in figures.find(text, languages.load(lang), (), weak=True):
        assert done <= figure.start < figure.end
        done = figure.end


@given(amounts())
def test_decomposed_letters_and_wrapped_lines_change_nothing(said: tuple[str, str, Decimal, str]) -> None:
    lang, text, value, unit = said
    wrapped = unicodedata.normalize("NFD", text)
    head, blank, tail = wrapped.rpartition(" ")
    wrapped = f"{head}\n  {tail}" if blank else wrapped
    (found,) = read(wrapped, lang)
    assert (found.low, found.unit) == (value, unit), wrapped
    assert found.written == wrapped[found.start : found.end]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "piece", ["1,", "1 ", "12.", "$", "-5", "5-", "no. ", "1/", "to 5 ", "x1", " ", "a", "1,000 "]
)
def test_the_time_grows_with_the_text_and_no_faster(lang: str, piece: str) -> None:
    language = languages.load(lang)
    spent = []
    for count in (500, 4_000):
        text = piece * count
        before = time.process_time()
        figures.find(text, language, ())
        spent.append(time.process_time() - before)
    assert spent[1] < spent[0] * 8 * 3 + 0.1


@pytest.mark.parametrize(
    "word", ["one ", "hai ", "quatre-vingt ", "mil ", "двадцать ", "a hundred ", "five and "]
)
def test_the_time_grows_with_repeated_words_and_no_faster(word: str) -> None:
    for lang in LANGUAGES:
        spent = []
        for count in (200, 1_600):
            before = time.process_time()
            figures.find(word * count, languages.load(lang), ())
            spent.append(time.process_time() - before)
        assert spent[1] < spent[0] * 8 * 3 + 0.1


def test_currencies_of_one_family_may_be_one_unit() -> None:
    english_ = languages.load("en")
    assert figures.alike("dollar", "USD", english_)
    assert figures.alike("AUD", "dollar", english_)
    assert not figures.alike("AUD", "USD", english_)
    assert figures.alike("person", "", english_)
    assert not figures.alike("day", "month", english_)


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("USD", "USD"),
        ("people", "person"),
        ("rank", "ordinal"),
        ("days", "day"),
        ("%", "%"),
        ("US$", "USD"),
        ("pupils", ""),
    ],
)
def test_the_unit_of_a_ledger_is_known(words: str, unit: str) -> None:
    assert figures.unit_of(words, languages.load("en")) == unit


def test_a_workspace_adds_units_by_data_alone() -> None:
    table = {"units": {"bushel": ["bushels"]}, "numbers": {"umpteen": 19}}
    own = languages.Own({("en", "figures"): table})
    (found,) = figures.find("umpteen bushels", languages.load("en", own), ())
    assert (found.low, found.unit) == (19, "bushel")


def test_what_is_part_of_a_date_is_no_figure() -> None:
    found = figures.find("On 6 March 2025 trade came to $13.5 million", languages.load("en"))
    assert [each.written for each in found] == ["$13.5 million"]
