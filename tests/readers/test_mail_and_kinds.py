"""Mails, encodings and the kinds of files that are told by their content."""

import gzip
import io
import tarfile
import time
import unicodedata
import zipfile
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import STORIES, of_kind

from briefbook import readers
from briefbook.text import decode

BODY = "Bonjour,\n\n" + "\n\n".join(STORIES["fr"].paragraphs) + "\n"


def mail(body=BODY, **fields):
    message = EmailMessage()
    told = {
        "Subject": "Визит — état",
        "From": '"Sund, Ida" <ida@phare.example>',
        "To": "desk@tolmark.example",
    }
    for key, value in {**told, "Date": "Wed, 02 Apr 2031 23:30:00 -0500", **fields}.items():
        message[key] = value
    message.set_content(body)
    return message


def read(data, name="a.eml", **options):
    return readers.read(bytes(data), name, **options)


@pytest.mark.parametrize(
    ("lang", "coding"),
    [("en", "utf-8"), ("vi", "utf-8"), ("fr", "windows-1252"), ("ru", "windows-1251")],
)
def test_a_mail_says_its_words_and_who_wrote_them(lang, coding):
    words = "\n\n".join(STORIES[lang].paragraphs) + "\n"
    message = mail()
    message.set_content(words, charset=coding)
    reading, problems = read(message)
    assert (reading.text, reading.media, problems) == (words, "message/rfc822", ())
    assert dict(reading.claims) == {"title": "Визит — état", "author": "Sund, Ida", "date": "2031-04-02"}


def test_quoted_lines_and_the_signature_are_marked():
    reading, _ = read(mail("Neu\n\n> alt\n> älter\n\nGruß\n-- \nIda Sund\n"))
    assert of_kind(reading, "quote") == ["> alt\n> älter"]
    assert of_kind(reading, "footer") == ["-- \nIda Sund\n"]


def test_plain_text_goes_before_the_page_and_what_is_attached_is_named():
    message = mail("Wort\n")
    message.add_alternative("<p>Seite</p>", subtype="html")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="état.pdf")
    message.add_attachment("noch ein Text", filename="zwei.txt")
    reading, (problem,) = read(message)
    assert reading.text == "Wort\n"
    assert (problem.code, str(problem.severity)) == ("attachment-not-read", "note")
    assert "'état.pdf', 'zwei.txt'" in problem.message


def test_a_mail_that_is_a_page_is_read_as_one():
    message = mail()
    message.set_content(
        "<html lang=fr><body><p>Une</p><p style='display:none'>x</p></body></html>", subtype="html"
    )
    reading, problems = read(message)
    assert reading.text == "Une"
    assert [problem.code for problem in problems] == ["hidden-text"]


def test_a_mail_without_text_or_with_parts_without_end_is_refused():
    empty = EmailMessage()
    empty["From"] = "a@b.example"
    empty.add_attachment(b"x", maintype="image", subtype="png", filename="a.png")
    deep = b"From: a\nMIME-Version: 1.0\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(5000)
    )
    begun = time.process_time()
    for data in (bytes(empty), deep, b"Subject: " + b"a" * 300_000, b"From: a\nSubject: b\n"):
        reading, problems = read(data)
        assert (reading.text, [problem.code for problem in problems]) == ("", ["unreadable-source"])
    assert time.process_time() - begun < 5


def test_a_field_that_the_standard_library_stumbles_over_is_a_damaged_mail():
    head = b"From: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nWort\n--b\n"
    field = b"Content-Disposition: attachment; filename*=u\0tf-8''a%C3\n\nx\n--b--\n"
    _, (problem,) = read(head + field)
    assert "damaged mail" in problem.message


@given(st.binary(max_size=300))
def test_any_bytes_behind_the_head_of_a_mail_are_read_or_refused(data):
    reading, problems = read(b"From: a@b.example\nSubject: =?x?q?\nDate: 9\n" + data)
    assert reading.text or problems or not data.strip()


def zipped(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def tarred():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a"))
    return out.getvalue()


REFUSED = {
    "a picture (PNG)": b"\x89PNG\r\n\x1a\n" + bytes(99),
    "a picture (JPEG)": b"\xff\xd8\xff\xe0" + bytes(99),
    "an archive (ZIP)": zipped("a.txt"),
    "an archive (gzip)": gzip.compress(b"x"),
    "an archive (tar)": tarred(),
    "an Excel workbook": zipped("[Content_Types].xml", "xl/workbook.xml"),
    "a PowerPoint file": zipped("[Content_Types].xml", "ppt/presentation.xml"),
    "an old or a locked Office file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(999),
    "rich text": rb"{\rtf1\ansi Wort}",
    "a program": b"\x7fELF" + bytes(99),
    "data that is no text": bytes(range(1, 32)) * 20,
    "the file is empty": b"",
}


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.docx", "a.html", "a.eml"])
@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_text_is_refused_by_what_it_is(what, name):
    reading, (problem,) = read(REFUSED[what], name, guess=True)
    assert (reading.text, problem.code, problem.path) == ("", "unreadable-source", name)
    assert what in problem.message


def test_a_text_that_begins_like_a_picture_or_a_mail_is_a_text():
    for text in (
        "BM said on Monday",
        "MZ and other ministers",
        "Title: x\nDate: 2031\n\nWords",
        "PK\tone",
        "ID3 x",
    ):
        reading, problems = read(text.encode(), "a.txt")
        assert (reading.text, reading.media, problems) == (text, "text/plain", ())


def in_cp1258(text):
    """Vietnamese as that code page writes it: letters, and tones behind them."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    found = []
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        base = unicodedata.normalize("NFC", "".join(each for each in parts if each not in tones))
        found.append(base + "".join(each for each in parts if each in tones))
    return "".join(found)


@pytest.mark.parametrize(
    ("lang", "codec"),
    [
        ("fr", "cp1252"),
        ("ru", "cp1251"),
        ("ru", "koi8_r"),
        ("vi", "cp1258"),
        ("fr", "utf-16"),
        ("fr", "utf-16-le"),
    ],
)
def test_an_older_encoding_is_guessed_for_propose_and_refused_for_build(lang, codec):
    # KOI8-R has neither guillemets nor dashes
    text = "\n".join(STORIES[lang].paragraphs).translate(
        str.maketrans("«»—", '""-') if codec == "koi8_r" else {}
    )
    data = (in_cp1258(text) if codec == "cp1258" else text).encode(codec)
    assert [problem.code for problem in read(data, "a.txt")[1]] == ["not-utf8"]
    reading, problems = read(data, "a.txt", guess=True)
    assert unicodedata.normalize("NFC", reading.text) == text
    assert [problem.code for problem in problems] in (["guessed-encoding"], [])


def test_an_encoding_is_not_guessed_of_a_few_bytes():
    data = "Déjà".encode("cp1252")
    assert len(data) < decode.LEAST
    assert [problem.code for problem in read(data, "a.txt", guess=True)[1]] == ["not-utf8"]


def test_front_matter_is_claimed_and_stays_in_the_text():
    text = (
        '---\ntitle: "Le lac: l\'accord"\ndate: 2031-04-02 10:00\nauthor: [a, b]\nlang: fr\n'
        "url: javascript:x\npublisher: Le Phare\ntags: x\n---\n\nWort\n"
    )
    reading, _ = read(text.encode(), "a.md")
    assert reading.text == text
    assert dict(reading.claims) == {
        "title": "Le lac: l'accord",
        "date": "2031-04-02",
        "lang": "fr",
        "publisher": "Le Phare",
    }
    assert dict(read(b"---\ntitle: x\n\nno end", "a.md")[0].claims) == {}


def test_fifty_megabytes_on_one_line_are_read_in_time():
    begun = time.process_time()
    reading, problems = read(b"word " * 10_000_000, "a.txt", guess=True)
    assert (len(reading.text), problems) == (50_000_000, ())
    assert time.process_time() - begun < 5
