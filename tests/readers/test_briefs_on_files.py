"""A brief that rests on a PDF, a Word file and a web page: notes name the page, both hashes go with it."""

import hashlib
import io
import json

import pypdfium2
import pytest
from test_pdf_files import column, drawn
from test_word_files import paragraph, run, word

from briefbook import readers

MARCH = "The ministers met in March. They spoke of fish and of ferries, and they parted as friends."
SECOND = column("First words of the second page.", 60)
PAPER = drawn([column(MARCH, 60), [*SECOND, *column("Exports reached $13.5 million in 2030.", 60, top=600)]])
NOTE = word(paragraph(run("Anfang")) + paragraph(run("The two presidents signed a Fisheries Accord.")))
PAGE = b'<html lang="en"><body><p>News</p><p>Some 1,250 students took part.</p></body></html>'
SOURCES = "".join(
    f'[[source]]\nid = "{name}"\npath = "{name}.{ending}"\npublisher = "{name.title()}"\ndate = 2031-04-02\n'
    f'lang = "en"\nkind = "press"\n'
    for name, ending in (("paper", "pdf"), ("note", "docx"), ("page", "html"))
)
LEDGER = "".join(
    f'[[fact]]\nid = "{key}"\nsection = "{section}"\nstatement = "{said}."\n'
    f'[[fact.quote]]\nsource = "{source}"\nexact = "{said}"\n'
    for key, section, source, said in (
        ("exports", "economy", "paper", "Exports reached $13.5 million in 2030"),
        ("accord", "outcomes", "note", "The two presidents signed a Fisheries Accord"),
        ("students", "community", "page", "Some 1,250 students took part"),
    )
)
FILES = {
    "seeds/lake/paper.pdf": PAPER,
    "seeds/lake/note.docx": NOTE,
    "seeds/lake/page.html": PAGE,
    "seeds/lake/sources.toml": SOURCES,
    "seeds/lake/facts.toml": LEDGER,
}


@pytest.fixture
def desk(space):
    (space.root / "seeds/lake/mirror-2031-04-02.txt").unlink()
    for name, data in FILES.items():
        space.write(name, data)
    return space


def test_the_notes_name_page_and_paragraph(desk):
    ran = desk.run("build", "--to", "md,pdf", "-o", str(desk.root / "out"))
    assert ran.status == 0, ran.err
    text = desk.read("out/lake-visit.md")
    assert "p. 2, para. 2: “Exports reached \\$13.5 million in 2030”" in text
    assert "*Note*, press report, 2 April 2031, para. 2: “The two presidents signed" in text
    assert "*Page*, press report, 2 April 2031, para. 2: “Some 1,250 students took part”" in text


@pytest.mark.parametrize(
    ("lang", "said"), [("fr", "p. 2, § 2"), ("vi", "tr. 2, đoạn 2"), ("ru", "с.\u00a02, абз.\u00a02")]
)
def test_the_page_is_named_in_the_language_of_the_brief(desk, lang, said):
    desk.change("briefs/lake-visit.toml", 'lang = "en"', f'lang = "{lang}"')
    desk.run("build", "--to", "md", "-o", str(desk.root / "out"))
    assert said in desk.read("out/lake-visit.md")


def test_the_hash_of_the_file_and_of_its_text_travel_with_the_brief(desk):
    desk.run("build", "--to", "pdf", "-o", str(desk.root / "out"))
    file = pypdfium2.PdfDocument(io.BytesIO((desk.root / "out/lake-visit.pdf").read_bytes()))
    told = {each["id"]: each for each in json.loads(bytes(file.get_attachment(0).get_data()))["sources"]}
    for name, ending, data in (("paper", "pdf", PAPER), ("note", "docx", NOTE), ("page", "html", PAGE)):
        text = readers.read(data, f"{name}.{ending}")[0].text
        assert told[name]["sha256"] == hashlib.sha256(data).hexdigest()
        assert told[name]["text_sha256"] == hashlib.sha256(text.encode()).hexdigest()


def test_check_tells_the_page_of_a_quote(desk):
    ran = desk.run("check", "--json")
    quotes = [quote for fact in json.loads(ran.out)["briefs"][0]["evidence"] for quote in fact["quotes"]]
    assert {quote["source"]: quote.get("page") for quote in quotes} == {
        "paper": 2,
        "note": None,
        "page": None,
    }


def test_an_original_beside_its_listed_text_is_left_alone(space):
    space.write("seeds/lake/mirror-2031-04-02.pdf", b"%PDF-1.4 broken")
    space.write("seeds/lake/scan.pdf", b"%PDF-1.4 broken")
    ran = space.run("-v", "check")
    assert ran.status == 0
    assert "mirror-2031-04-02.pdf" not in ran.err + ran.out
    assert "scan.pdf" in ran.err + ran.out


def test_a_listed_file_that_cannot_be_read_fails_the_build_and_names_why(desk):
    desk.write("seeds/lake/paper.pdf", PAPER[: len(PAPER) // 2])
    ran = desk.run("build", "-o", str(desk.root / "out"))
    assert ran.status == 1
    assert "seeds/lake/paper.pdf" in ran.err
    assert "the end of the PDF is missing" in ran.err
