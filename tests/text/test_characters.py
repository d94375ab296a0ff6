"""Characters that may be printed, those that may not, and how they are named."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.text import characters

CONTROLS = [
    0x00,
    0x07,
    0x08,
    0x0B,
    0x0C,
    0x1B,
    0x7F,
    0x80,
    0x85,
    0x9F,
    0x2028,
    0x2029,
    0xFDD0,
    0xFFFE,
    0xFFFF,
]
CONTROLS += [0xFFF9, 0xD800, 0xDFFF, 0x1FFFE, 0x10FFFF, 0xF0000, 0xF003C, 0x100000]
DECEIVERS = [0x061C, 0x200B, 0x200E, 0x200F, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0xFEFF, 0xE0001, 0xE0041]
INNOCENT = [
    "Phạm Minh Chính",
    "Ж. Асанов",
    "tab\tand\nline\r\n",
    "👩‍👩‍👧",
    "क्‍ष",
    "נתניהו",
    "a\u00adb",
    "«\u00a0oui\u00a0»",
]


@pytest.mark.parametrize("code", CONTROLS, ids=hex)
def test_a_control_character_is_found_and_named(code):
    assert characters.find_control(f"Ilma {chr(code)}Verrin").startswith(f"U+{code:04X} ")


@pytest.mark.parametrize("code", DECEIVERS, ids=hex)
def test_an_invisible_character_is_found_and_named(code):
    assert characters.find_deceiving(f"Ilma {chr(code)}Verrin").startswith(f"U+{code:04X} ")


@pytest.mark.parametrize("text", INNOCENT)
def test_letters_of_any_script_are_let_through(text):
    assert characters.find_control(text) == ""
    assert characters.find_deceiving(text) == ""


@pytest.mark.parametrize("code", [*CONTROLS, *DECEIVERS], ids=hex)
def test_what_may_not_be_printed_is_taken_out(code):
    assert characters.printable(f"Ilma{chr(code)}Verrin") in ("IlmaVerrin", "Ilma Verrin")


@given(st.text())
def test_printable_text_is_one_line_in_nfc_without_controls(text):
    printed = characters.printable(text)
    assert not characters.find_control(printed)
    assert not characters.find_deceiving(printed)
    assert not set("\r\n\t") & set(printed)
    assert unicodedata.is_normalized("NFC", printed)


def test_lines_and_tabs_become_one_space():
    assert characters.printable("Verrin\r\n\tand\u2028Osk") == "Verrin and Osk"


@pytest.mark.parametrize(("count", "refused"), [(30, False), (31, True), (5000, True)])
def test_a_letter_with_a_tower_of_marks_is_refused(count, refused):
    assert characters.too_many_marks("Verri" + "\u0301" * count + "n") is refused


MIXED = ["Рaхмон", "Kyrgуzstan", "Moscоw", "аpple", "ΑTHENS", "Cа\u0301p"]
UNMIXED = [
    "Рахмон",
    "Kyrgyzstan",
    "IT-компания",
    "кВт/h",
    "10 kΩ",
    "5 μm",
    "США and USA",
    "α-helix",
    "A 1 б",
    "Đặng",
]


@pytest.mark.parametrize("word", MIXED)
def test_json_means_the_same_and_holds_no_sign_that_cannot_be_seen(word):
    said = word + "\x9b\u202e\u200b\U000e0041\ud800\x1b"
    text = characters.in_json(json.dumps([said], ensure_ascii=False))
    assert json.loads(text) == [said]
    assert not characters.find_control(text)
    assert not characters.find_deceiving(text)


@pytest.mark.parametrize("word", MIXED)
def test_a_word_of_two_alphabets_that_look_alike_is_shown(word):
    assert characters.find_mixed(f"He said {word}.").startswith("'")


@pytest.mark.parametrize("words", UNMIXED)
def test_words_of_one_alphabet_each_and_units_are_not_mixed(words):
    assert characters.find_mixed(words) == ""
