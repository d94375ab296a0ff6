"""PDF files: lines become paragraphs, pages are known, what is cut, locked or scanned is refused."""

import io
import random
import re
import subprocess
import time

import pytest
from made import of_kind, tool
from reportlab.pdfgen import canvas

from briefbook import readers

WORDS = re.findall(
    r"\w+",
    "the delegation of the lake republic met its hosts in the old customs house and spoke for two hours "
    "about ferries fish quotas and a new school for pilots which both sides want to open before the winter",
)


def drawn(pages, size=11):
    """A PDF whose pages hold words at places: (left, height, words[, size])."""
    out = io.BytesIO()
    paper = canvas.Canvas(out, pagesize=(595, 842))
    for page in pages:
        for left, height, words, *own in page:
            paper.setFont("Helvetica", own[0] if own else size)
            paper.drawString(left, height, words)
        paper.showPage()
    paper.save()
    return out.getvalue()


def told(seed, count):
    """Some sentences, each unlike the others."""
    chance = random.Random(seed)
    return " ".join(f"{' '.join(chance.sample(WORDS, 9)).capitalize()} {seed}{n}." for n in range(count))


def lines(words, width):
    """Words as lines of so many letters at most."""
    found = [""]
    for word in words.split():
        if len(found[-1]) + len(word) + 1 > width:
            found.append("")
        found[-1] = f"{found[-1]} {word}".strip()
    return found


def column(words, width, left=72, top=720, lead=14):
    return [(left, top - lead * number, line) for number, line in enumerate(lines(words, width))]


def read(data, name="a.pdf"):
    return readers.read(data, name)


def test_lines_become_paragraphs_and_gaps_part_them():
    first, second = told(1, 4), told(2, 3)
    height = 720 - 14 * len(lines(first, 80)) - 12
    reading, problems = read(drawn([[*column(first, 80), *column(second, 80, top=height)]]))
    assert reading.text == f"{first}\n\n{second}"
    assert (reading.pages, problems) == ((0,), ())


def test_a_paragraph_goes_on_over_the_page_and_running_heads_do_not_interrupt_it():
    words = told(3, 24)
    rows = lines(words, 80)
    pages = []
    for number in range(3):
        part = rows[number * 6 : number * 6 + 6] if number < 2 else rows[12:]
        body = [(72, 720 - 14 * at, line) for at, line in enumerate(part)]
        pages.append(
            [(72, 800, "Ministry of Lakes, Bulletin 9"), *body, (280, 40, f"Page {number + 1} of 3")]
        )
    reading, _ = read(drawn(pages))
    assert reading.text.startswith("Ministry of Lakes, Bulletin 9\n\n")
    assert reading.text.count("Ministry of Lakes") == 1
    assert "Page" not in reading.text
    # sentences that end with a line end the page's paragraph; the words are the same
    assert reading.text.split()[5:] == words.split()
    assert of_kind(reading, "header") == ["Ministry of Lakes, Bulletin 9"]
    assert [reading.text[at:].split()[0] for at in reading.pages[1:]] == [
        rows[6].split()[0],
        rows[12].split()[0],
    ]


def test_figures_at_the_edge_of_pages_that_count_nothing_stay():
    pages = [[(72, 800, f"Article {n}"), *column(told(n, 3), 80)] for n in (4, 9, 11)]
    text = read(drawn(pages))[0].text
    assert [f"Article {n}" in text for n in (4, 9, 11)] == [True, True, True]


@pytest.mark.parametrize("order", ["column by column", "line by line"])
def test_two_columns_are_read_one_after_the_other(order):
    left, right = column(told(5, 6), 38), column(told(6, 6), 38, left=320)
    if order == "line by line":
        most = max(len(left), len(right))
        marks = [each for at in range(most) for side in (left, right) for each in side[at : at + 1]]
    else:
        marks = [*left, *right]
    assert read(drawn([marks]))[0].text.split() == f"{told(5, 6)} {told(6, 6)}".split()


def test_a_table_is_read_row_by_row():
    rows = [("Year", "Exports", "Imports"), ("2029", "9.2", "4.1"), ("2030", "13.5", "4.4")]
    marks = [(72 + 120 * at, 700 - 16 * n, cell) for n, row in enumerate(rows) for at, cell in enumerate(row)]
    assert read(drawn([marks]))[0].text == "Year\tExports\tImports\n2029\t9.2\t4.1\n2030\t13.5\t4.4"


def test_a_word_parted_at_the_end_of_a_line_is_mended_only_where_that_is_sure():
    rows = [
        "The hosts spoke of the common govern-",
        "ment and of the two-",
        "way trade that the government wants.",
    ]
    assert read(drawn([[(72, 700 - 14 * n, row) for n, row in enumerate(rows)]]))[0].text == (
        "The hosts spoke of the common government and of the two-way trade that the government wants."
    )


def test_raised_figures_do_not_run_into_the_figures_before_them():
    out = io.BytesIO()
    paper = canvas.Canvas(out)
    text = paper.beginText(72, 700)
    for words, size, rise in (("Exports rose in 2030", 11, 0), ("12", 7, 4), (" by a third", 11, 0)):
        text.setFont("Helvetica", size)
        text.setRise(rise)
        text.textOut(words)
    paper.drawText(text)
    paper.save()
    assert read(out.getvalue())[0].text == "Exports rose in 2030¹² by a third"


def test_letters_that_nobody_sees_are_left_out_with_a_warning():
    data = drawn([[(72, 700, "Visible words"), (-400, 600, "off the page"), (72, 500, "too small", 0.4)]])
    reading, problems = read(data)
    assert reading.text == "Visible words"
    assert [(each.code, str(each.severity)) for each in problems] == [("hidden-text", "warning")]


def scanned():
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (200, 200), 200).save(out, "PDF")
    return out.getvalue()


def test_a_scan_is_refused_and_a_page_of_pictures_is_told():
    reading, problems = read(scanned())
    assert (reading.text, problems[0].code) == ("", "unreadable-source")
    assert "no text layer" in problems[0].message
    import pypdfium2

    both = pypdfium2.PdfDocument(drawn([[(72, 700, "Words")]]))
    both.import_pages(pypdfium2.PdfDocument(scanned()))
    out = io.BytesIO()
    both.save(out)
    reading, problems = read(out.getvalue())
    assert reading.text == "Words"
    assert [each.code for each in problems] == ["page-without-text"]
    assert "page(s) 2" in problems[0].message


def test_a_locked_file_is_refused(tmp_path):
    (tmp_path / "a.pdf").write_bytes(drawn([[(72, 700, "Words")]]))
    locking = [tool("qpdf"), "--encrypt", "geheim", "owner", "256", "--", "a.pdf", "b.pdf"]
    subprocess.run(locking, cwd=tmp_path, check=True)
    _, (problem,) = read((tmp_path / "b.pdf").read_bytes())
    assert (problem.code, "password" in problem.message) == ("unreadable-source", True)


GOOD = drawn([column(told(8, 5), 80)])
BAD = {
    "cut": (GOOD[: len(GOOD) * 2 // 3], "cut"),
    "an archive behind it": (GOOD + b"PK\x05\x06" + bytes(18), "at once"),
    "no PDF but for its head": (b"%PDF-1.7\n" + bytes(range(256)) * 9 + b"\n%%EOF\n", "damaged"),
    "no pages": (b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n", ""),
    "too many letters": (
        drawn([[(9, 830 - 2 * n, "abcde" * 50) for n in range(400)]], 1.8),
        "letters on page 1",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_pdf_is_refused_soon_and_by_name(what):
    data, said = BAD[what]
    begun = time.process_time()
    reading, problems = read(data)
    assert reading.text == ""
    assert [problem.code for problem in problems] == ["unreadable-source"]
    assert said in problems[0].message
    assert time.process_time() - begun < 5


def test_the_same_pdf_gives_the_same_reading_twice():
    assert read(GOOD) == read(GOOD)
