"""What `propose` and `build --draft` say where there is little or nothing to draft."""

from __future__ import annotations

import re

import pytest
from test_running_again import lay

TRADE = "In 2030 trade between Norland and Selva reached {} million USD, the ministry said.\n"
NAME = "President {} of Selva opened the harbour of Kings Harbour with many guests.\n"


def test_the_sum_of_differences_says_how_many_are_shown(space, tmp_path):
    papers = tmp_path / "papers"
    papers.mkdir()
    for name, amount, who in (("a", "41.5", "Nguyễn Văn Đạt"), ("b", "47.5", "Nguyen Van Dat")):
        (papers / f"{name}.txt").write_text(TRADE.format(amount) + "\n" + NAME.format(who), "utf-8")
    ran = space.run_bare("propose", str(papers))
    shown = len(re.findall(r": warning (?:conflict-|name-variant)", ran.err))
    loud = space.run_bare("propose", str(papers), "-v")
    told = len(re.findall(r": (?:warning|note) (?:conflict-|name-variant)", loud.err))
    assert 0 < shown < told
    said = f"{told} place(s) where the documents differ, or spell a name in several ways: "
    assert f"{said}{shown} shown above; -v shows the other {told - shown}" in ran.out
    assert f"{said}see above" in loud.out


@pytest.mark.parametrize("more", [[], ["-o", "facts.toml"]])
@pytest.mark.parametrize(
    ("name", "said"),
    [("bare", "error no-document: there is no document here"), ("lost", "lost: error unreadable-file")],
)
def test_where_there_is_no_document_it_is_said_and_no_table_is_shown(
    space, tmp_path, monkeypatch, name, said, more
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bare").mkdir()
    ran = space.run_bare("propose", name, *more)
    assert ran.status == 1
    assert said in ran.err
    assert "No document was read" in ran.out
    assert "section" not in ran.out
    assert "add -o" not in ran.out
    assert not (tmp_path / "facts.toml").exists()


def test_a_ledger_is_left_as_it_is_where_no_document_is_read(space, tmp_path):
    ledger = lay(tmp_path / "papers")
    space.run_bare("propose", str(ledger.parent), "-o", str(ledger))
    before = ledger.read_bytes()
    assert space.run_bare("propose", str(tmp_path / "lost"), "-o", str(ledger)).status == 1
    assert ledger.read_bytes() == before


@pytest.mark.parametrize("lang", ["xx", "qq-QQ"])
def test_an_unknown_language_is_refused_with_those_that_are_known(space, tmp_path, lang):
    ledger = lay(tmp_path / "papers")
    for words in (["propose"], ["build", "--draft", "-o", str(tmp_path / "out")]):
        ran = space.run_bare(*words, str(ledger.parent), "--lang", lang)
        assert ran.status == 1
        assert f"error unknown-language: no language '{lang}' is known; there are de, en, es, fr" in ran.err
    assert space.run_bare("propose", str(ledger.parent), "--lang", "fr-CA").status == 0


def test_a_draft_of_what_is_not_there_says_so_once(space, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran = space.run_bare("build", "--draft", "nothere")
    assert ran.status == 1
    assert "nothere: error no-document: there is no such document or brief" in ran.err
    assert ran.err.count(" error ") == 1
    assert "no-workspace" not in ran.err
