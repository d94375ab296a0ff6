"""Word files: notes after their paragraph, nothing hidden or deleted, archives looked at before unpacking."""

import io
import time
import zipfile

import pytest
from made import of_kind

from briefbook import readers

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/></Types>'
)


def word(body, members=None, head="", how=zipfile.ZIP_DEFLATED):
    """A Word file of this body."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        xml = f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", xml)
        for name, data in (members or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


def run(words, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*runs, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def read(data, name="a.docx"):
    return readers.read(data, name)


def test_hidden_words_are_left_out_with_a_warning():
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="Leise"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="Kind"><w:basedOn w:val="Leise"/></w:style></w:styles>'
    )
    body = paragraph(
        run("offen "),
        run("geheim ", "<w:vanish/>"),
        run("heimlich ", '<w:rStyle w:val="Kind"/>'),
        run("sichtbar", '<w:rStyle w:val="Kind"/><w:vanish w:val="0"/>'),
        run("winzig", '<w:sz w:val="1"/>'),
    )
    reading, problems = read(word(body, {"word/styles.xml": styles}))
    assert reading.text == "offen sichtbar"
    assert [(each.code, str(each.severity)) for each in problems] == [("hidden-text", "warning")]
    assert "3 place(s)" in problems[0].message


def test_deleted_words_are_left_out_and_inserted_ones_are_read():
    body = paragraph(
        run("Der Preis ist "),
        "<w:del><w:r><w:delText>9</w:delText></w:r></w:del>",
        f"<w:ins>{run('12')}</w:ins>",
        f"<w:moveFrom>{run(' alt')}</w:moveFrom>",
        run(" Euro"),
    )
    reading, problems = read(word(body))
    assert reading.text == "Der Preis ist 12 Euro"
    assert [each.code for each in problems] == ["tracked-changes"]


def test_notes_follow_the_paragraph_or_table_that_calls_them():
    def call(key):
        return f'<w:r><w:footnoteReference w:id="{key}"/></w:r>'

    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0">'
        + paragraph(run("Strich"))
        + "</w:footnote>"
        + "".join(f'<w:footnote w:id="{n}">{paragraph(run(f"Note {n}"))}</w:footnote>' for n in (1, 2))
        + "</w:footnotes>"
    )
    cells = (paragraph(run("Zelle"), call(2)), paragraph(run("zwei")))
    cell = "<w:tbl><w:tr>" + "".join(f"<w:tc>{each}</w:tc>" for each in cells) + "</w:tr></w:tbl>"
    body = paragraph(run("Im Jahr 2030"), call(1), run(" war es so.")) + cell + paragraph(run("Ende"))
    reading, problems = read(word(body, {"word/footnotes.xml": notes}))
    assert reading.text == "Im Jahr 2030 war es so.\n\nNote 1\n\nZelle\tzwei\n\nNote 2\n\nEnde"
    assert of_kind(reading, "note") == ["Note 1", "Note 2"]
    assert problems == ()


def test_a_text_box_is_read_once():
    box = f"<w:txbxContent>{paragraph(run('Kasten'))}</w:txbxContent>"
    both = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    assert read(word(paragraph(run("vor"), f"<w:r>{both}</w:r>", run("her"))))[0].text == "vorher\n\nKasten"


def test_only_the_title_is_claimed():
    core = (
        '<cp:coreProperties xmlns:cp="a" xmlns:dc="b" xmlns:dcterms="c"><dc:title>Der See</dc:title>'
        "<dc:creator>Praktikant 3</dc:creator><dcterms:created>2031-04-02T00:00:00Z</dcterms:created>"
        "<dc:language>de</dc:language></cp:coreProperties>"
    )
    reading, _ = read(word(paragraph(run("x")), {"docProps/core.xml": core}))
    assert dict(reading.claims) == {"title": "Der See", "lang": "de"}


def locked(data):
    flagged = bytearray(data)
    at = flagged.rfind(b"PK\x01\x02", 0, flagged.find(b"word/document.xml", flagged.find(b"PK\x01\x02")))
    flagged[at + 8] |= 1
    return bytes(flagged)


def doubled():
    out = io.BytesIO(word(paragraph(run("a"))))
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "<b/>")
    return out.getvalue()


GOOD = word(paragraph(run("gut " * 2000)))
ENTITY = '<!DOCTYPE w [<!ENTITY a "haha"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
BAD = {
    "a bomb": (lambda: word("", {"word/styles.xml": b"\0" * 30_000_000}), "zip bomb"),
    "a document type": (lambda: word(paragraph(run("&a;&b;")), head=ENTITY), "DOCTYPE"),
    "cut in the middle": (lambda: GOOD[: len(GOOD) // 2], "damaged or cut"),
    "locked": (lambda: locked(GOOD), "password"),
    "a part twice": (doubled, "twice"),
    "deep": (lambda: word("<w:p>" * 5000 + "</w:p>" * 5000), "not well-formed"),
    "no words": (lambda: word(paragraph()), "no words"),
    "many elements": (lambda: word("<w:p/>" * 1_000_000, how=zipfile.ZIP_STORED), "elements"),
    "many parts": (lambda: word("", {f"x{n}": b"" for n in range(3000)}), "parts"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_word_file_is_refused_soon_and_by_name(what):
    make, said = BAD[what]
    data = make()
    begun = time.process_time()
    reading, problems = read(data)
    assert reading.text == ""
    assert [problem.code for problem in problems] == ["unreadable-source"]
    assert said in problems[0].message
    assert time.process_time() - begun < 5


def test_a_word_file_cut_or_flipped_anywhere_is_read_or_refused():
    small = word(paragraph(run("Wort")))
    for at in range(0, len(small), 7):
        for data in (small[:at], small[:at] + bytes([small[at] ^ 0xFF]) + small[at + 1 :]):
            reading, problems = read(data)
            assert reading.text or any(problem.is_error for problem in problems)
