"""What a person wrote into a draft ledger stays letter for letter when documents go and come back."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from test_running_again import RIVER, lay, propose

QUAY = "The two ministers opened a new quay in Kings Harbour on 6 May 2031.\n"
STATUS = 'status = "draft"\n'


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    at = lay(tmp_path / "lake")
    (at.parent / "quay.txt").write_text(QUAY, "utf-8")
    propose(at)
    return at


def away_and_back(ledger: Path, *names: str) -> str:
    """The ledger as it is while documents are away; they are back when this returns."""
    kept = {name: (ledger.parent / name).read_bytes() for name in names}
    for name in names:
        (ledger.parent / name).unlink()
    propose(ledger)
    marked = ledger.read_text("utf-8")
    tomllib.loads(marked)
    for name, data in kept.items():
        (ledger.parent / name).write_bytes(data)
    propose(ledger)
    return marked


def written_after_status(ledger: Path, lines: list[str]) -> str:
    """The ledger with one text behind the status of each of its last facts."""
    text = ledger.read_text("utf-8")
    head, *parts = text.split(STATUS)
    first = len(parts) - len(lines)
    text = head + "".join(
        STATUS + (lines[at - first] if at >= first else "") + part for at, part in enumerate(parts)
    )
    ledger.write_text(text, "utf-8")
    return text


@pytest.mark.parametrize(
    "line",
    [
        "review = true   # Anna must look\n",
        "review = false # cleared by Anna\n",
        "review = true\n",
        "review   =   false\n",
        'review = true # Jo\nreason = "ask the embassy" # Jo\n',
        'reason = """ask\nthe embassy"""\n',
        "reason = '''it was no longer in the sources of May'''\n",
        'reason = ""\n',
        'reason = """"quoted""""\n',
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_line_of_a_person_stays_letter_for_letter(ledger: Path, line: str, ending: str):
    text = ledger.read_text("utf-8").replace("review = true\n", "")
    text = "".join(row for row in text.splitlines(keepends=True) if not row.startswith("reason = "))
    ledger.write_text(text, "utf-8")
    count = text.count(STATUS)
    text = written_after_status(ledger, [line] * count).replace("\n", ending)
    ledger.write_bytes(text.encode())
    (ledger.parent / "menu.txt").write_text("Log in\n", "utf-8")
    marked = away_and_back(ledger, "lake.txt", "river.txt", "quay.txt")
    assert ledger.read_bytes() == text.encode()
    facts = tomllib.loads(marked)["fact"]
    assert all(fact["reason"].endswith("no longer in the sources") for fact in facts)
    if "review" in line:
        assert marked.count(line.splitlines()[0]) == count


def test_a_word_that_a_person_adds_to_a_mark_is_not_taken_with_it(ledger: Path):
    river = ledger.parent / "river.txt"
    river.write_text(RIVER.replace("in 1994", "in 1995"), "utf-8")
    propose(ledger)
    text = ledger.read_text("utf-8")
    mark = 'review = true\nreason = "no longer in the sources"\n'
    assert text.count(mark) == 1
    ledger.write_text(text.replace(mark, mark.replace("true\n", "true # Ben looks\n")), "utf-8")
    river.write_text(RIVER, "utf-8")
    propose(ledger)
    assert ledger.read_text("utf-8").count("review = true # Ben looks\n") == 1
    block = next(each for each in ledger.read_text("utf-8").split("[[fact]]") if "Ben looks" in each)
    assert "no longer in the sources" not in block


SAYS = "Norland and Selva agreed to build {} lighthouses on the shore of the lake by 2034.\n"


def three(folder: Path) -> Path:
    folder.mkdir()
    for name in ("one", "two", "six"):
        (folder / f"{name}.txt").write_text(SAYS.format(17), "utf-8")
    return folder / "facts.toml"


def test_a_quote_that_its_document_lost_is_told_while_the_others_stand(tmp_path: Path):
    ledger = three(tmp_path / "shore")
    propose(ledger)
    first = tomllib.loads(ledger.read_text("utf-8"))["fact"]
    assert [len(fact["quote"]) for fact in first] == [3]
    text = ledger.read_text("utf-8")
    (ledger.parent / "two.txt").write_text(SAYS.format(19), "utf-8")
    for _ in range(2):
        proposal, done = propose(ledger)
        told = [item for item in proposal.diagnostics if item.code == "quote-gone"]
        assert [item.message.partition(";")[0] for item in told] == [
            f"a quote of fact {first[0]['id']!r} is no longer in its source 'two'"
        ]
        assert told[0].line
        assert not done.gone
        assert all(line in ledger.read_text("utf-8") for line in text.splitlines())


@pytest.mark.parametrize("order", [("rejected", "draft"), ("draft", "rejected")])
def test_a_draft_grows_even_when_a_rejected_fact_has_its_words_too(tmp_path: Path, order: tuple[str, str]):
    ledger = tmp_path / "shore" / "facts.toml"
    ledger.parent.mkdir()
    for name in ("one", "two"):
        (ledger.parent / f"{name}.txt").write_text(SAYS.format(17), "utf-8")
    tables = [
        f'[[fact]]\nid = "{status}"\nsection = "economy"\nstatement = "{SAYS.format(17).strip()}"\n'
        f'status = "{status}"\n'
        f'  [[fact.quote]]\n  source = "{source}"\n  exact = "{SAYS.format(17).strip()}"\n'
        for status, source in zip(order, ("one", "two"), strict=True)
    ]
    ledger.write_text("\n".join(tables), "utf-8")
    (ledger.parent / "zoe.txt").write_text(SAYS.format(17), "utf-8")
    propose(ledger)
    found = tomllib.loads(ledger.read_text("utf-8"))["fact"]
    assert [fact["id"] for fact in found] == list(order)
    drafted = next(fact for fact in found if fact["status"] == "draft")
    assert "zoe" in {quote["source"] for quote in drafted["quote"]}
