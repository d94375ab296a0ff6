"""`briefbook propose` and `build --draft` as an officer runs them: tables, JSON, files, statuses."""

from __future__ import annotations

import json
import tomllib
import zipfile
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from test_running_again import LAKE, RIVER, lay

SHARED = Path(__file__).resolve().parents[3] / "shared"
BRIEF = """title = "Norland in Selva"
lang = "en"
collections = ["lake"]
[visit]
visitor = "Norland"
host = "Selva"
level = "official"
from = 2031-05-04
to = 2031-05-05
"""
FRENCH = "Le Norland et la Selva ont signé un accord sur la pêche le 5 mai 2031 à Port Selva.\n"


def page_texts(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]


def test_without_a_file_to_write_a_table_is_shown_and_nothing_is_written(space, tmp_path):
    lay(tmp_path / "papers")
    before = sorted(path.name for path in (tmp_path / "papers").iterdir())
    ran = space.run_bare("propose", str(tmp_path / "papers"))
    assert ran.status == 0
    assert "lake.txt" in ran.out
    assert "sentences kept" in ran.out
    assert "Nothing was written" in ran.out
    assert "facts.toml" in ran.out
    assert sorted(path.name for path in (tmp_path / "papers").iterdir()) == before


def test_noise_is_listed_with_its_reason_when_asked(space, tmp_path):
    lay(tmp_path / "papers")
    assert ": Log in" in space.run_bare("propose", str(tmp_path / "papers"), "--noise").out


def test_json_keeps_its_contract_and_its_quotes_stand_in_the_documents(space, tmp_path):
    lay(tmp_path / "papers")
    ran = space.run_bare("propose", str(tmp_path / "papers"), "--json")
    assert ran.status == 0
    answer = json.loads(ran.out)
    assert set(answer) == {"sources", "facts", "set_aside", "diagnostics"}
    texts = {each["id"]: Path(each["path"]).read_bytes().decode() for each in answer["sources"]}
    assert set(texts.values()) == {LAKE, RIVER}
    for fact in answer["facts"]:
        assert fact["status"] == "draft"
        for quote in fact["quotes"]:
            assert texts[quote["source"]][quote["start"] : quote["end"]] == quote["exact"]
    assert all(each["reason"] for each in answer["set_aside"])


def test_a_written_ledger_is_checked_without_an_error(space, tmp_path):
    ledger = lay(space.root / "seeds" / "lake")
    (ledger.parent / "peche.txt").write_text(FRENCH, "utf-8")
    (space.root / "briefs").mkdir(exist_ok=True)
    for path in (space.root / "briefs").iterdir():
        path.unlink()
    (space.root / "briefs" / "lake.toml").write_text(BRIEF, "utf-8")
    assert space.run_bare("propose", str(ledger.parent), "-o", str(ledger)).status == 0
    ran = space.run("check", "lake", "--draft")
    assert ran.status == 0, ran.err
    assert " error " not in ran.err
    assert {row["lang"] for row in tomllib.loads((ledger.parent / "sources.toml").read_text())["source"]} == {
        "en",
        "fr",
    }


def test_a_row_of_sources_keeps_what_it_says_and_gets_what_it_lacks(space, tmp_path):
    ledger = lay(tmp_path / "papers")
    own = '# ours\n[[source]]\nid = "our-lake"  # our id\npath = "lake.txt"\npublisher = "Lake Post"\n'
    (ledger.parent / "sources.toml").write_text(own, "utf-8")
    space.run_bare("propose", str(ledger.parent), "-o", str(ledger))
    text = (ledger.parent / "sources.toml").read_text("utf-8")
    assert text.startswith(own)
    rows = {row["path"]: row for row in tomllib.loads(text)["source"]}
    assert rows["lake.txt"]["publisher"] == "Lake Post"
    assert rows["lake.txt"]["lang"] == "en"
    assert rows["river.txt"]["id"] == "river"
    assert {
        quote["source"] for fact in tomllib.loads(ledger.read_text())["fact"] for quote in fact["quote"]
    } == {
        "our-lake",
        "river",
    }


def test_documents_elsewhere_are_told_to_be_copied_and_keep_their_ids(space, tmp_path):
    lay(tmp_path / "papers")
    ledger = tmp_path / "desk" / "facts.toml"
    for _ in range(2):
        ran = space.run_bare("propose", str(tmp_path / "papers"), "-o", str(ledger))
        assert ran.status == 0
        assert "document-elsewhere" in ran.err
        assert [
            row["path"] for row in tomllib.loads((ledger.parent / "sources.toml").read_text())["source"]
        ] == [
            "lake.txt",
            "river.txt",
        ]


def test_a_sentence_that_stands_twice_is_quoted_with_what_stands_around_it(space, tmp_path):
    twice = "They agreed to open a consulate in Kings Harbour."
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.txt").write_text(
        f"The ministers of Norland and Selva met on 4 May 2031 in Port Selva. {twice}\n\nThe presidents met "
        f"on 5 May 2031 in Kings Harbour and had lunch. {twice}\n",
        "utf-8",
    )
    ledger = folder / "facts.toml"
    assert space.run_bare("propose", str(folder), "-o", str(ledger)).status == 0
    quotes = [quote for fact in tomllib.loads(ledger.read_text())["fact"] for quote in fact["quote"]]
    framed = [quote for quote in quotes if quote["exact"] == twice]
    assert framed
    assert all(quote.get("prefix") or quote.get("suffix") for quote in framed)


@pytest.mark.slow
def test_of_five_hundred_files_twenty_broken_ones_cost_only_themselves(space, tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(500):
        text = f"Norland and Selva agreed on {number + 2} new ferries for the lake in May 2031.\n"
        broken = b"%PDF-1.7 cut off" if number % 2 else b"text with \x00 in it"
        (folder / f"doc{number:03}.txt").write_bytes(broken if number % 25 == 24 else text.encode())
    ran = space.run_bare("propose", str(folder), "--json")
    assert ran.status == 1
    answer = json.loads(ran.out)
    assert len(answer["sources"]) == 480
    wrong = [item for item in answer["diagnostics"] if item["severity"] == "error"]
    assert len(wrong) == 20
    assert {Path(item["path"]).name for item in wrong} == {
        f"doc{number:03}.txt" for number in range(24, 500, 25)
    }


def test_what_is_no_document_in_a_folder_is_passed_over_with_a_warning(space, tmp_path):
    lay(tmp_path / "papers")
    (tmp_path / "papers" / "boat.jpg").write_bytes(b"\xff\xd8\xff\xe0 not a text")
    ran = space.run_bare("propose", str(tmp_path / "papers"))
    assert ran.status == 0
    assert "boat.jpg: warning" in ran.err
    assert space.run_bare("propose", str(tmp_path / "papers" / "boat.jpg")).status == 1


def test_a_folder_that_is_not_there_is_named(space, tmp_path):
    ran = space.run_bare("propose", str(tmp_path / "nowhere"))
    assert ran.status == 1
    assert "nowhere" in ran.err
    assert "Traceback" not in ran.err


# ── straight to a brief ──────────────────────────────────────────────────────


def test_documents_become_a_brief_with_every_page_marked_and_every_statement_cited(space, tmp_path):
    lay(tmp_path / "papers")
    ran = space.run_bare(
        "build", "--draft", str(tmp_path / "papers"), "--to", "docx,pdf,html", "-o", str(tmp_path / "out")
    )
    assert ran.status == 0, ran.err
    texts = page_texts((tmp_path / "out" / "draft.pdf").read_bytes())
    assert all("DRAFT" in text for text in texts)
    whole = " ".join(" ".join(texts).split())
    assert "Draft brief from 2 documents" in whole
    assert "Trade between Norland and Selva reached 41.5 million USD in 2030." in whole
    assert "Log in" not in whole
    with zipfile.ZipFile(BytesIO((tmp_path / "out" / "draft.docx").read_bytes())) as word:
        headers = [
            word.read(name).decode() for name in word.namelist() if "header" in name and "rels" not in name
        ]
        assert headers
        assert all("DRAFT" in text for text in headers)
        notes = word.read("word/footnotes.xml").decode()
    assert "41.5 million USD" in notes
    html = (tmp_path / "out" / "draft.html").read_text("utf-8")
    assert "DRAFT" in html


def test_a_brief_of_documents_is_the_same_bytes_each_time(space, tmp_path):
    lay(tmp_path / "papers")
    made = []
    for name in ("one", "two"):
        space.run_bare(
            "build", "--draft", str(tmp_path / "papers"), "--to", "docx,pdf", "-o", str(tmp_path / name)
        )
        made.append([path.read_bytes() for path in sorted((tmp_path / name).iterdir())])
    assert made[0] == made[1]
    assert len(made[0]) == 2


def test_a_brief_of_documents_is_made_though_one_of_them_is_broken(space, tmp_path):
    lay(tmp_path / "papers")
    (tmp_path / "papers" / "bad.txt").write_bytes(b"a\x00b")
    ran = space.run_bare(
        "build", "--draft", str(tmp_path / "papers"), "--to", "pdf", "-o", str(tmp_path / "out")
    )
    assert ran.status == 1
    assert "bad.txt" in ran.err
    assert (tmp_path / "out" / "draft.pdf").exists()


def test_documents_without_a_fact_make_no_brief(space, tmp_path):
    (tmp_path / "empty.txt").write_text("Log in\n\nRead more\n", "utf-8")
    ran = space.run_bare("build", "--draft", str(tmp_path / "empty.txt"), "-o", str(tmp_path / "out"))
    assert ran.status == 1
    assert "empty-brief" in ran.err
    assert not (tmp_path / "out").exists()


def test_briefs_and_documents_are_not_named_together(space, tmp_path):
    lay(tmp_path / "papers")
    assert space.run("build", "--draft", "lake", str(tmp_path / "papers")).status == 2


def test_a_draft_brief_speaks_the_language_it_is_asked_for(space, tmp_path):
    (tmp_path / "peche.txt").write_text(FRENCH, "utf-8")
    ran = space.run_bare(
        "build",
        "--draft",
        "--lang",
        "fr",
        str(tmp_path / "peche.txt"),
        "--to",
        "md",
        "-o",
        str(tmp_path / "out"),
    )
    assert ran.status == 0, ran.err
    text = (tmp_path / "out" / "draft.md").read_text("utf-8")
    assert "Projet de dossier" in text
    assert "PROJET" in text


@pytest.mark.parametrize("folder", ["seeds", "devset/kenya-us-2024", "devset/philippines-us-2023"])
def test_ledgers_of_real_documents_are_checked_without_an_error(folder, space, tmp_path):
    if not (SHARED / folder).is_dir():
        pytest.skip("the shared documents are not beside this checkout")
    home = tmp_path / "real"
    (home / "seeds" / "lake").mkdir(parents=True)
    for path in (SHARED / folder).iterdir():
        (home / "seeds" / "lake" / path.name).write_bytes(path.read_bytes())
    (home / "briefs").mkdir()
    (home / "briefs" / "lake.toml").write_text(BRIEF, "utf-8")
    ledger = home / "seeds" / "lake" / "facts.toml"
    assert space.run_bare("propose", str(ledger.parent), "-o", str(ledger)).status == 0
    ran = space.run_bare("-C", str(home), "check", "lake", "--draft")
    assert ran.status == 0, ran.err
    before = ledger.read_bytes()
    space.run_bare("propose", str(ledger.parent), "-o", str(ledger))
    assert ledger.read_bytes() == before


def kelp(folder: Path, count: int = 140) -> Path:
    """An invented ledger of a desk that files its kelpers under community."""
    said = [("The kelpers of Brae met {n} times.", "community"), ("Exports rose to {n} million.", "economy")]
    rows = [
        f'[[fact]]\nid = "f{n}"\nsection = "{section}"\nstatement = "S."\n'
        f'[[fact.quote]]\nsource = "note"\nexact = "{text.format(n=n)}"\n'
        for n in range(count)
        for text, section in [said[n % 2]]
    ]
    book = folder / "seeds" / "reef" / "facts.toml"
    book.parent.mkdir(parents=True)
    book.write_text("\n".join(rows), encoding="utf-8")
    book.with_name("sources.toml").write_text('[[source]]\nid = "note"\npath = "note.txt"\nlang = "en"\n')
    return book


def test_what_a_ledger_taught_is_used_by_the_next_draft_of_the_same_workspace(space, tmp_path):
    book = kelp(tmp_path)
    news = book.parent / "news.txt"
    said = "The rain had stopped by noon on that day.\n\nNine kelpers from Gull Rock waved at the boats.\n"
    news.write_text(said, encoding="utf-8")

    def section() -> str:
        facts = json.loads(space.run_bare("propose", str(news), "--json").out)["facts"]
        return next(fact["section"] for fact in facts if "kelpers" in fact["statement"])

    assert section() != "community"
    ran = space.run_bare("propose", "--learn", str(book))
    assert ran.status == 0
    assert "Learned from 140 quotes in 'en'" in ran.out
    assert (tmp_path / "languages" / "en" / "learned.toml").is_file()
    assert section() == "community"


def test_a_small_ledger_teaches_nothing_and_says_why(space, tmp_path):
    ran = space.run_bare("propose", "--learn", str(kelp(tmp_path, 30)))
    assert ran.status == 0
    assert "100 of one language are needed" in ran.out + ran.err
    assert not (tmp_path / "languages").exists()


def test_a_workspaces_own_words_sort_its_drafts_and_a_broken_table_is_named(space, tmp_path):
    news = kelp(tmp_path, 2).parent / "news.txt"
    news.write_text(
        "The two guilds praised the zorbworks of the northern shore at length.\n", encoding="utf-8"
    )
    table = tmp_path / "languages" / "en" / "sections.toml"
    table.parent.mkdir(parents=True)
    table.write_text('[words]\neducation = ["zorb*"]\n', encoding="utf-8")
    ran = json.loads(space.run_bare("propose", str(news), "--json").out)
    assert [(fact["section"], fact["tags"]) for fact in ran["facts"]] == [("community", ["education"])]
    table.write_text('[words]\neducation = "zorb*"\n', encoding="utf-8")
    ran = space.run_bare("propose", str(news), "--json")
    assert "wrong-type" in ran.out


def test_a_folder_without_a_model_is_refused_in_words(space, tmp_path):
    lay(tmp_path / "papers")
    ran = space.run_bare("propose", str(tmp_path / "papers"), "--semantic", str(tmp_path / "none"))
    assert ran.status == 1
    assert "model" in ran.out + ran.err
    assert "Traceback" not in ran.out + ran.err


def test_neither_documents_nor_a_ledger_is_wrong_use(space):
    assert space.run_bare("propose").status == 2


def test_documents_of_several_kinds_become_one_brief(space, tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "old.txt").write_bytes((FRENCH * 4).encode("cp1252"))
    (folder / "page.html").write_text(
        "<html lang='en'><head><meta charset='utf-8'><title>Trade</title></head><body><main><article><p>"
        "Trade between Norland and Selva reached 41.5 million USD in 2030.</p><p>The two sides signed an "
        "agreement on ferry routes across the lake in May 2031.</p></article></main></body></html>",
        "utf-8",
    )
    (folder / "lake.txt").write_text(RIVER, "utf-8")
    ran = space.run_bare("build", "--draft", str(folder), "--to", "md", "-o", str(tmp_path / "out"))
    assert ran.status == 0, ran.err
    assert "guessed-encoding" in ran.err
    text = " ".join((tmp_path / "out" / "draft.md").read_text("utf-8").split())
    assert "41.5 million USD" in text
    assert "accord sur la pêche" in text
    assert "12 million USD" in text
