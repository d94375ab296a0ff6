"""Bytes that are not UTF-8: refused with the line and the encoding they look like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.text import decode

CYRILLIC = "первая строка\nвторая строка\n"
FRENCH = "Compte rendu\nla visite d’État à Öland\n"
LATIN = "Bericht\nBesuch in Zürich, à midi\n"
REFUSED = {
    "UTF-16 with a mark": (FRENCH.encode("utf-16"), 1, "UTF-16"),
    "UTF-16 with its mark turned round": (b"\xfe\xff" + FRENCH.encode("utf-16-be"), 1, "UTF-16"),
    "UTF-16 without a mark": (("Über " + LATIN).encode("utf-16-le"), 1, "UTF-16"),
    "big-endian UTF-16 without a mark": (("Über " + LATIN).encode("utf-16-be"), 1, "UTF-16"),
    "UTF-32": (FRENCH.encode("utf-32"), 1, "UTF-32"),
    "Windows-1252": (FRENCH.encode("cp1252"), 2, "Windows-1252"),
    "Windows-1251": (b"ASCII first\n" + CYRILLIC.encode("cp1251"), 2, "Windows-1251"),
    "ISO 8859-1": (LATIN.encode("latin-1"), 2, "ISO 8859-1"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x06\0\0\0", 1, "binary"),
    "a cut letter at the end": ("eins\nzwei\ndrei ü".encode()[:-1], 3, "ISO 8859-1"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_other_encodings_are_refused_by_line_and_likely_name(name):
    data, line, encoding = REFUSED[name]
    text, problems = decode.text(data, "seeds/lake/mirror.txt")
    assert text == ""
    (problem,) = problems
    assert (problem.code, problem.path, problem.line) == ("not-utf8", "seeds/lake/mirror.txt", line)
    assert f"it looks like {encoding}" in problem.message


def test_a_byte_order_mark_stays_in_the_text():
    assert decode.text(b"\xef\xbb\xbfOstrava", "a.txt") == ("\ufeffOstrava", ())


@given(st.text())
def test_utf8_is_read_as_it_was_written(text):
    assert decode.text(text.encode("utf-8"), "a.txt") == (text, ())


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_line(data):
    text, problems = decode.text(data, "a.txt")
    assert text.encode("utf-8") == data or (problems and problems[0].line >= 1)
