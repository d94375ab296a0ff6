"""`briefbook bind`: what a person does, and every way in which it is refused."""

import hashlib
import json
import zipfile
from pathlib import Path

import binder
import pypdfium2
import pytest


@pytest.fixture
def desk(space):
    """The small workspace with a second brief beside its first."""
    text = space.read("briefs/lake-visit.toml")
    space.write("briefs/lake-later.toml", text.replace("Visit of the President", "After the visit"))
    return space


def mark(space, **markings: str) -> None:
    for name, marking in markings.items():
        space.change(f"briefs/lake-{name}.toml", 'lang = "en"', f'lang = "en"\nmarking = "{marking}"')


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_all_briefs_are_bound_into_one_file_of_the_callers(desk, tmp_path, monkeypatch, form):
    monkeypatch.chdir(tmp_path)
    ran = desk.run("bind", "-o", f"books/lake.{form}")
    assert (ran.status, ran.err) == (0, "")
    made = tmp_path / "books" / f"lake.{form}"
    assert ran.out.startswith(f"{Path('books') / made.name}  2 briefs, 8 notes, ")
    assert [path.name for path in made.parent.iterdir()] == [made.name]


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_same_briefs_give_the_same_bytes(desk, form):
    books = [desk.root / f"{name}.{form}" for name in ("one", "two")]
    for book in books:
        assert desk.run("bind", "-o", str(book), "--title", "The lake").status == 0
    assert books[0].read_bytes() == books[1].read_bytes()


def test_a_pattern_stands_for_the_briefs_that_it_fits_and_each_is_bound_once(desk):
    ran = desk.run("bind", "lake-v*", "briefs/lake-visit.toml", "-o", str(desk.root / "x.pdf"))
    assert (ran.status, "  1 brief, 4 notes" in ran.out) == (0, True)
    ran = desk.run("bind", "lake-v*", "lake-*", "-o", str(desk.root / "x.pdf"))
    assert "2 briefs" in ran.out
    ran = desk.run("bind", "sea-*", "-o", str(desk.root / "y.pdf"))
    assert (ran.status, (desk.root / "y.pdf").exists()) == (1, False)
    assert "error unknown-brief: no brief 'sea-*'" in ran.err


def test_an_unknown_brief_is_named_with_the_nearest(desk):
    ran = desk.run("bind", "lake-vist", "-o", str(desk.root / "x.pdf"))
    assert ran.status == 1
    assert "error unknown-brief: no brief 'lake-vist'; did you mean 'lake-visit'?" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["bind"],
        ["bind", "-o", "book.html"],
        ["bind", "-o", "book.md"],
        ["bind", "-o", "book"],
        ["bind", "-o", ".pdf"],
        ["bind", "-o", "book.pdf", "--title", "a\x07b"],
        ["bind", "-o", "book.pdf", "--title", "a\u202eb"],
        ["bind", "-o", "book.pdf", "--draft"],
    ],
)
def test_wrong_usage_exits_with_two(desk, arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran = desk.run(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert "usage: briefbook" in ran.err
    assert not list(tmp_path.glob("*.*"))


def test_every_error_of_every_brief_is_named_and_nothing_is_written(desk):
    line = desk.change("seeds/lake/facts.toml", 'exact = "Some 1,250', 'exact = "Some 1,270')
    desk.change("briefs/lake-later.toml", 'level = "state"', 'level = "grand"')
    ran = desk.run("bind", "-o", str(desk.root / "book.pdf"))
    assert ran.status == 1
    assert f"seeds/lake/facts.toml:{line}: error quote-not-found" in ran.err
    assert "briefs/lake-later.toml:11: error bad-value" in ran.err
    assert "book.pdf: not written" in ran.out
    assert not (desk.root / "book.pdf").exists()


def test_an_older_book_stays_where_a_new_one_cannot_be_made(desk):
    book = desk.root / "book.pdf"
    assert desk.run("bind", "-o", str(book)).status == 0
    older = book.read_bytes()
    desk.change("seeds/lake/facts.toml", 'exact = "Some 1,250', 'exact = "Some 1,270')
    assert desk.run("bind", "-o", str(book)).status == 1
    assert book.read_bytes() == older


def test_a_folder_that_cannot_be_written_is_named(desk):
    desk.write("taken", "a file")
    ran = desk.run("bind", "-o", str(desk.root / "taken" / "book.pdf"))
    assert ran.status == 1
    assert "error cannot-write: " in ran.err


@pytest.mark.parametrize(
    ("one", "other", "wanted", "whole"),
    [
        ("TLP:GREEN", "TLP:AMBER", "", "TLP:AMBER"),
        ("TLP:AMBER+STRICT", "TLP:AMBER", "", "TLP:AMBER+STRICT"),
        ("TLP:RED", "", "", "TLP:RED"),
        ("", "", "", ""),
        ("tlp: white", "TLP:GREEN", "", "TLP:GREEN"),
        ("TLP:GREEN", "TLP:CLEAR", "TLP:RED", "TLP:RED"),
        ("For the lake only", "For the lake only", "", "For the lake only"),
        ("For the lake only", "TLP:AMBER", "TLP:AMBER", "TLP:AMBER"),
        ("For the lake only", "", "In confidence", "In confidence"),
    ],
)
def test_a_book_bears_the_highest_marking(desk, one, other, wanted, whole):
    mark(desk, visit=one, later=other)
    book = desk.root / "book.docx"
    assert desk.run("bind", "-o", str(book), "--marking", wanted).status == 0
    with zipfile.ZipFile(book) as archive:
        names = [name for name in archive.namelist() if name.startswith(("word/footer", "word/header"))]
        texts = [archive.read(name).decode() for name in names]
    assert len(names) >= 8
    assert all((whole.upper() in text) if whole else ("Marking" not in text) for text in texts)


@pytest.mark.parametrize(
    ("one", "other", "wanted", "code"),
    [
        ("For the lake only", "TLP:RED", "", "marking-unordered"),
        ("For the lake only", "In confidence", "", "marking-unordered"),
        ("TLP:AMBER", "TLP:RED", "TLP:AMBER+STRICT", "marking-too-low"),
        ("TLP:AMBER", "TLP:GREEN", "tlp:clear", "marking-too-low"),
    ],
)
def test_a_marking_is_never_guessed_and_never_lowered(desk, one, other, wanted, code):
    mark(desk, visit=one, later=other)
    book = desk.root / "book.pdf"
    ran = desk.run("bind", "-o", str(book), "--marking", wanted)
    assert ran.status == 1
    assert f"error {code}: " in ran.err
    assert "--marking" in ran.err
    assert not book.exists()


def test_briefs_of_several_themes_are_set_in_the_first_ones_and_that_is_said(desk):
    desk.change("briefs/lake-visit.toml", 'lang = "en"', 'lang = "en"\ntheme = "compact"')
    ran = desk.run("bind", "lake-visit", "lake-later", "-o", str(desk.root / "a.pdf"))
    assert ran.status == 0
    assert "warning several-themes: the briefs ask for the themes compact, default" in ran.err
    chosen = desk.run("bind", "--theme", "compact", "-o", str(desk.root / "b.pdf"))
    assert (chosen.status, chosen.err) == (0, "")
    wrong = desk.run("bind", "--theme", "compakt", "-o", str(desk.root / "c.pdf"))
    assert (wrong.status, wrong.err.count("error bad-theme")) == (1, 1)


def test_json_names_the_book_and_the_briefs_in_it(desk):
    book = desk.root / "book.pdf"
    ran = desk.run("bind", "lake-later", "lake-visit", "-o", str(book), "--json")
    table = json.loads(ran.out)
    assert [brief["id"] for brief in table["briefs"]] == ["lake-later", "lake-visit"]
    assert table["outputs"] == [
        {
            "path": str(book),
            "format": "pdf",
            "bytes": len(book.read_bytes()),
            "sha256": hashlib.sha256(book.read_bytes()).hexdigest(),
        }
    ]


def test_a_book_of_one_brief_has_one_tab(desk):
    book = desk.root / "book.pdf"
    assert desk.run("bind", "lake-visit", "-o", str(book), "--title", "One brief").status == 0
    file = pypdfium2.PdfDocument(book)
    assert [each.title for each in binder.outline(file) if not each.level] == [
        "Contents",
        "Tab 1 · Visit of the President of Tolmark to Ostrava Bay",
        "Sources",
    ]
    assert file.get_metadata_value("Title") == "One brief"


@pytest.mark.parametrize("name", ["lake-visit.pdf", "Lake-Visit.PDF", "lake-later.docx"])
def test_a_book_is_not_written_over_the_file_of_a_brief(desk, name):
    assert desk.run("build", "--to", "pdf,docx").status == 0
    before = {path.name: path.read_bytes() for path in (desk.root / "out").glob("lake-*")}
    ran = desk.run("bind", "-o", str(desk.root / "out" / name))
    assert ran.status == 1
    assert f"{desk.root / 'out' / name}: error same-name: this file is the brief " in ran.err
    assert {path.name: path.read_bytes() for path in (desk.root / "out").glob("lake-*")} == before
    assert desk.run("check", "--outputs").status == 0


@pytest.mark.parametrize("name", ["book.pdf", "Tab book.PDF", "lake-visit.docx"])
def test_a_book_in_a_folder_of_outputs_is_known_there(desk, name):
    assert desk.run("build").status == 0
    for _ in range(2):
        assert desk.run("bind", "-o", str(desk.root / "out" / name)).status == 0
    checked = desk.run("check", "--outputs")
    assert (checked.status, checked.err) == (0, "")
    again = json.loads(desk.run("build", "--json").out)
    assert [brief["built"] for brief in again["briefs"]] == [False, False]
    assert desk.run("check", "--outputs").status == 0
    (desk.root / "out" / name).write_bytes(b"spoiled")
    assert f"{name}: error output-changed: " in desk.run("check", "--outputs").err
    assert desk.run("bind", "-o", str(desk.root / "out" / name)).status == 0
    assert desk.run("check", "--outputs").status == 0


def test_the_word_and_the_pdf_file_of_one_book_are_both_known(desk):
    desk.run("build")
    for form in ("pdf", "docx"):
        assert desk.run("bind", "-o", str(desk.root / f"out/book.{form}")).status == 0
    assert desk.run("check", "--outputs").status == 0


def test_a_folder_whose_build_was_broken_off_stays_so_and_forgets_nothing(desk):
    desk.run("build")
    inside = desk.root / "out/.briefbook"
    (inside / "manifest.json").rename(inside / "before.json")
    assert desk.run("bind", "-o", str(desk.root / "out/book.pdf")).status == 0
    assert "error unfinished: " in desk.run("check", "--outputs").err
    again = json.loads(desk.run("build", "--json").out)
    assert [brief["built"] for brief in again["briefs"]] == [False, False]
    assert desk.run("check", "--outputs").status == 0


def test_a_book_is_not_written_while_a_build_holds_the_folder(desk):
    from briefbook.workspace import lock

    desk.run("build")
    with lock.held(desk.root / "out") as said:
        assert said == ()
        ran = desk.run("bind", "-o", str(desk.root / "out/book.pdf"))
    assert (ran.status, "error folder-busy: " in ran.err) == (1, True)
    assert not (desk.root / "out/book.pdf").exists()
