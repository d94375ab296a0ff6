"""A ledger that a person has worked on, and propose run again: every change stays, nothing comes twice."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbook import api

LAKE = """The Prime Minister of Norland arrived in Port Selva on 4 May 2031 for a two-day official visit.

Trade between Norland and Selva reached 41.5 million USD in 2030. The two sides signed an agreement on ferry
routes across the lake. They agreed to open a consulate in Kings Harbour by the end of 2032.

About 300 citizens of Norland live in Selva. Selva supported the candidacy of Norland for the lake commission.
"""
RIVER = """The two countries established diplomatic relations in 1994.

Norland invested 12 million USD in the harbour of Port Selva. The ministers discussed visas for students.

Log in

Read more
"""


def lay(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "lake.txt").write_text(LAKE, "utf-8")
    (folder / "river.txt").write_text(RIVER, "utf-8")
    return folder / "facts.toml"


def propose(ledger: Path):
    return api.propose_into([ledger.parent], ledger)


def facts(ledger: Path) -> list[dict]:
    return tomllib.loads(ledger.read_text("utf-8")).get("fact", [])


def blocks(text: str) -> list[str]:
    """The tables of the facts as they are written, the head of the file apart."""
    return re.split(r"(?m)^(?=\[\[fact\]\])", text)


def of_all(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    at = lay(tmp_path / "lake")
    propose(at)
    return at


def test_a_first_run_writes_drafts_that_can_be_read(ledger: Path):
    found = facts(ledger)
    assert len(found) >= 8
    assert {fact["status"] for fact in found} == {"draft"}
    assert len({fact["id"] for fact in found}) == len(found)
    assert any("41.5 million USD" in fact["statement"] for fact in found)
    assert "Log in" not in ledger.read_text("utf-8")
    assert "Log in" in (ledger.parent / "set-aside.toml").read_text("utf-8")


def test_a_second_run_without_changes_changes_no_byte(ledger: Path):
    before = of_all(ledger.parent)
    propose(ledger)
    assert of_all(ledger.parent) == before


def test_a_rejected_fact_stays_rejected_and_does_not_come_back(ledger: Path):
    text = ledger.read_text("utf-8")
    ledger.write_text(text.replace('status = "draft"', 'status = "rejected"'), "utf-8")
    propose(ledger)
    assert ledger.read_text("utf-8") == text.replace('status = "draft"', 'status = "rejected"')


def test_a_deleted_draft_does_not_come_back_and_its_id_is_not_used_again(ledger: Path):
    parts = blocks(ledger.read_text("utf-8"))
    gone = tomllib.loads(parts[2])["fact"][0]
    ledger.write_text("".join(parts[:2] + parts[3:]), "utf-8")
    for _ in range(3):
        propose(ledger)
        assert gone["id"] not in {fact["id"] for fact in facts(ledger)}
        assert gone["quote"][0]["exact"] in (ledger.parent / "set-aside.toml").read_text("utf-8")


def test_a_deleted_draft_comes_back_when_it_is_wanted_under_another_id(ledger: Path):
    parts = blocks(ledger.read_text("utf-8"))
    gone = tomllib.loads(parts[2])["fact"][0]
    ledger.write_text("".join(parts[:2] + parts[3:]), "utf-8")
    propose(ledger)
    aside = ledger.parent / "set-aside.toml"
    words = gone["quote"][0]["exact"]
    text = aside.read_text("utf-8")
    at = text.index("\n", text.index("reason", text.index(words)))
    aside.write_text(text[:at] + "\nkeep = true" + text[at:], "utf-8")
    propose(ledger)
    back = next(fact for fact in facts(ledger) if fact["quote"][0]["exact"] == words)
    assert back["id"] != gone["id"]


def test_a_sentence_set_aside_comes_back_when_it_is_wanted_and_can_be_deleted_for_good(ledger: Path):
    aside = ledger.parent / "set-aside.toml"
    text = aside.read_text("utf-8").replace('exact = "Read more"\n', 'exact = "Read more"\nkeep = true\n')
    assert "keep = true" in text
    aside.write_text(text, "utf-8")
    propose(ledger)
    back = next(fact for fact in facts(ledger) if fact["statement"] == "Read more")
    assert back["review"] is True
    assert back["reason"].startswith("you brought it back")
    same = of_all(ledger.parent)
    propose(ledger)
    assert of_all(ledger.parent) == same
    parts = blocks(ledger.read_text("utf-8"))
    ledger.write_text("".join(part for part in parts if "Read more" not in part), "utf-8")
    for _ in range(2):
        propose(ledger)
        assert "Read more" not in ledger.read_text("utf-8")


def test_words_that_are_gone_mark_the_fact_and_come_back_unmarked(ledger: Path):
    first = ledger.read_text("utf-8")
    river = ledger.parent / "river.txt"
    river.write_text(RIVER.replace("in 1994", "in 1995"), "utf-8")
    proposal, done = propose(ledger)
    assert len(done.gone) == 1
    marked = next(fact for fact in facts(ledger) if fact["id"] == done.gone[0])
    assert (marked["review"], marked["reason"]) == (True, "no longer in the sources")
    assert [item.code for item in proposal.diagnostics if item.code == "fact-gone"] == ["fact-gone"]
    assert any("1995" in fact["statement"] for fact in facts(ledger))
    again = ledger.read_text("utf-8")
    propose(ledger)
    assert ledger.read_text("utf-8") == again
    river.write_text(RIVER, "utf-8")
    propose(ledger)
    back = next(fact for fact in facts(ledger) if fact["id"] == done.gone[0])
    assert "reason" not in back
    assert ledger.read_text("utf-8").startswith(first)


def test_a_new_document_is_added_at_the_end_and_all_before_it_stays(ledger: Path):
    before = ledger.read_text("utf-8")
    (ledger.parent / "late.txt").write_text(
        "The lake commission will meet in June 2032 in Kings Harbour, its chairman said on Monday.\n", "utf-8"
    )
    propose(ledger)
    after = ledger.read_text("utf-8")
    assert after.startswith(before)
    assert "June 2032" in after.removeprefix(before)


def test_an_edited_quote_and_statement_are_known_again(ledger: Path):
    text = ledger.read_text("utf-8")
    long = "Trade between Norland and Selva reached 41.5 million USD in 2030."
    text = text.replace(f'statement = "{long}"', 'statement = "Trade came to US$41.5 million in 2030."')
    text = text.replace(f'exact = "{long}"', 'exact = "reached 41.5 million USD in 2030"')
    ledger.write_text(text, "utf-8")
    propose(ledger)
    assert ledger.read_text("utf-8") == text


def test_a_fact_of_ones_own_keeps_its_sentence_from_coming_twice(tmp_path: Path):
    ledger = lay(tmp_path / "lake")
    own = (
        '# my own\n[[fact]]\nid = "own"\nsection = "economy"\nstatement = "Trade: 41.5 million USD."\n'
        '  [[fact.quote]]\n  source = "lake"\n  exact = "41.5 million USD in 2030"\n'
    )
    ledger.write_text(own, "utf-8")
    propose(ledger)
    assert ledger.read_text("utf-8").startswith(own)
    assert ledger.read_text("utf-8").count("41.5 million USD") == 2


def test_a_ledger_with_an_error_is_left_as_it_is(ledger: Path):
    text = ledger.read_text("utf-8") + "\n[[fact]]\nid = 3\n"
    ledger.write_text(text, "utf-8")
    before = of_all(ledger.parent)
    proposal, done = propose(ledger)
    assert of_all(ledger.parent) == before
    assert not done.facts
    wrong = [item for item in proposal.diagnostics if item.is_error]
    assert wrong
    assert all(item.line for item in wrong)


def test_an_inline_ledger_is_refused_and_not_broken(tmp_path: Path):
    ledger = lay(tmp_path / "lake")
    own = (
        'fact = [{ id = "a", section = "economy", statement = "S", quote = '
        '[{ source = "lake", exact = "41.5 million USD" }] }]\n'
    )
    ledger.write_text(own, "utf-8")
    proposal, done = propose(ledger)
    assert ledger.read_text("utf-8") == own
    assert not done.facts
    assert any(item.is_error for item in proposal.diagnostics)


def test_windows_line_ends_and_a_byte_order_mark_stay(ledger: Path):
    data = b"\xef\xbb\xbf" + ledger.read_bytes().replace(b"\n", b"\r\n")
    ledger.write_bytes(data)
    propose(ledger)
    assert ledger.read_bytes() == data
    (ledger.parent / "late.txt").write_text(
        "The commission will meet in June 2032 in Kings Harbour.\n", "utf-8"
    )
    propose(ledger)
    after = ledger.read_bytes()
    assert after.startswith(data)
    assert b"\n" not in after.replace(b"\r\n", b"")


# ── any sequence of a person's changes ───────────────────────────────────────

WORDS = st.sampled_from(["Rewritten by hand", "Une phrase à nous", 'With "marks" in it', "Đã sửa"])
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("statement"), st.integers(0, 99), WORDS),
        st.tuples(st.just("status"), st.integers(0, 99), st.sampled_from(["accepted", "rejected", "draft"])),
        st.tuples(
            st.just("section"), st.integers(0, 99), st.sampled_from(["economy", "community", "outcomes"])
        ),
        st.tuples(st.just("tags"), st.integers(0, 99), st.sampled_from(["trade", "visa"])),
        st.tuples(st.just("comment"), st.integers(0, 99), WORDS),
        st.tuples(st.just("delete"), st.integers(0, 99), st.just("")),
        st.tuples(st.just("swap"), st.integers(0, 99), st.just("")),
        st.tuples(st.just("own"), st.integers(0, 99), WORDS),
        st.tuples(st.just("run"), st.just(0), st.just("")),
    ),
    max_size=8,
)


def changed(text: str, change: tuple[str, int, str], number: int) -> str:
    """A ledger after one change of a person, made in its text."""
    what, at, value = change
    head, *tables = blocks(text)
    if not tables:
        return text
    at %= len(tables)
    quoted = value.replace('"', '\\"')
    if what == "statement":
        tables[at] = re.sub(r"(?m)^statement = .*$", lambda _: f'statement = "{quoted}"', tables[at])
    elif what in ("status", "section"):
        tables[at] = re.sub(rf"(?m)^{what} = .*$", lambda _: f'{what} = "{value}"', tables[at])
    elif what == "tags":
        tables[at] = re.sub(r"(?m)^tags = .*\n", "", tables[at])
        tables[at] = tables[at].replace("\nstatus", f'\ntags = ["{value}"]\nstatus', 1)
    elif what == "comment":
        tables[at] = f"# {value}\n{tables[at]}"
    elif what == "delete":
        del tables[at]
    elif what == "swap":
        tables[at], tables[0] = tables[0], tables[at]
    elif what == "own":
        tables.insert(
            at,
            f'[[fact]]\nid = "own-{number}"\nsection = "economy"\nstatement = "{quoted}"\n'
            '  [[fact.quote]]\n  source = "river"\n  exact = "12 million USD"\n\n',
        )
    return head + "".join(tables)


@pytest.mark.slow
@settings(max_examples=60)
@given(changes=CHANGES)
def test_whatever_a_person_does_to_a_ledger_stays(changes, tmp_path_factory):
    ledger = lay(tmp_path_factory.mktemp("again") / "lake")
    propose(ledger)
    for number, change in enumerate(changes):
        text = ledger.read_text("utf-8")
        text = text if change[0] == "run" else changed(text, change, number)
        ledger.write_text(text, "utf-8")
        if change[0] == "run":
            propose(ledger)
    text = ledger.read_text("utf-8")
    propose(ledger)
    assert ledger.read_text("utf-8") == text
    everything = of_all(ledger.parent)
    propose(ledger)
    assert of_all(ledger.parent) == everything
