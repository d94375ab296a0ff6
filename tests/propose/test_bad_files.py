"""One bad document among good ones is left out by its name, and the others are proposed."""

from __future__ import annotations

import os
import tomllib

import pytest
from test_running_again import lay

from briefbook import api

NAMES = {
    b"caf\xe9.txt": "caf\\xe9.txt: warning document-name: the name of this document is not UTF-8",
    b"t\xfcr \xff.txt": "t\\xfcr \\xff.txt: warning document-name: the name of this document is not UTF-8",
    b"a\x1b[31mb.txt": "a\\u001b[31mb.txt: warning document-name: the name of this document holds U+001B",
    "x\u202ey.txt".encode(): "x\\u202ey.txt: warning document-name: the name of this document holds U+202E",
    "Pr\u0435ss.txt".encode(): "Pr\u0435ss.txt: warning document-name: the name of this document mixes",
}
TEXT = "The ministers of Norland and Selva signed a treaty on lighthouses on 7 May 2031.\n"


def put(folder, name: bytes) -> None:
    try:
        (folder / os.fsdecode(name)).write_text(TEXT, "utf-8")
    except OSError:
        pytest.skip("this file system has no such names")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("how", ["ledger", "look", "json", "build"])
def test_a_document_of_a_bad_name_is_left_out_and_named(space, tmp_path, name: bytes, how: str):
    ledger = lay(tmp_path / "papers")
    put(ledger.parent, name)
    words = {
        "ledger": ["propose", str(ledger.parent), "-o", str(ledger)],
        "look": ["propose", str(ledger.parent)],
        "json": ["propose", str(ledger.parent), "--json"],
        "build": ["build", "--draft", str(ledger.parent), "--to", "md", "-o", str(tmp_path / "out")],
    }[how]
    ran = space.run_bare(*words)
    assert ran.status == 0, ran.err
    if how == "json":
        assert '"document-name"' in ran.out
    else:
        assert NAMES[name] in ran.err
    if how == "ledger":
        assert "41.5 million USD" in ledger.read_text("utf-8")
        listed = tomllib.loads((ledger.parent / "sources.toml").read_text("utf-8"))["source"]
        assert [each["path"] for each in listed] == ["lake.txt", "river.txt"]
    if how == "build":
        assert "41.5 million USD" in (tmp_path / "out" / "draft.md").read_text("utf-8")


@pytest.mark.parametrize("word", ["Pr\u0435sident", "\u0421hairman"])
def test_a_sentence_of_mixed_alphabets_is_left_out_and_its_document_is_named(space, tmp_path, word: str):
    ledger = lay(tmp_path / "papers")
    bad = f"The {word} of Selva visited the harbour of Kings Harbour with 12 merchants on 9 May 2031. {TEXT}"
    (ledger.parent / "odd.txt").write_text(bad, "utf-8")
    ran = space.run_bare("propose", str(ledger.parent), "-o", str(ledger))
    assert ran.status == 0, ran.err
    assert "odd.txt: warning deceiving-character: a sentence mixes the letters of two alphabets" in ran.err
    assert "lighthouses" in ledger.read_text("utf-8")
    assert "merchants" not in ledger.read_text("utf-8")
    out = tmp_path / "out"
    ran = space.run_bare("build", "--draft", str(ledger.parent), "--to", "md", "-o", str(out))
    assert ran.status == 0, ran.err
    assert "odd.txt: warning deceiving-character" in ran.err
    assert "lighthouses" in (out / "draft.md").read_text("utf-8")


def test_two_folders_whose_lists_use_one_id_for_two_documents_are_proposed_together(tmp_path):
    texts = {
        "lake": "Trade between Norland and Selva reached 41.5 million USD in 2030.\n\nLog in\n",
        "river": "Norland invested 12 million USD in the harbour of Port Selva in 1994.\n",
        "shore": "Tolmark will send 300 students to Norland in June 2032, the ministry said.\n",
    }
    for name, text in texts.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(text, "utf-8")
        (tmp_path / name / "sources.toml").write_text('[[source]]\nid = "a"\npath = "a.txt"\n', "utf-8")
    ledger = tmp_path / "facts.toml"
    proposal, written = api.propose_into([tmp_path / "lake", tmp_path / "shore"], ledger)
    assert len({each.id for each in proposal.documents}) == 2
    assert written.added == 2
    # the document that came later does not take the id of one that facts quote
    older = (tmp_path / "sources.toml").read_text("utf-8")
    proposal, written = api.propose_into([tmp_path / name for name in sorted(texts)], ledger)
    assert (written.added, written.gone) == (1, ())
    assert (tmp_path / "sources.toml").read_text("utf-8").startswith(older)
    assert len({each.id for each in proposal.documents}) == 3
