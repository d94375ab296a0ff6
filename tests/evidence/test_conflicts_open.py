"""The example collection and the open cases: every listed difference, and next to nothing else."""

import json
from pathlib import Path

import pytest

from briefbook.evidence import anchor, conflicts, ledger
from briefbook.model.source import Source

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
EXAMPLE = SHARED / "workspace/seeds/kyrgyz-pm-vietnam-2025"
EXPECTED = {
    "C1": ("conflict-date", "warning", "vns-2025-03-05", "March 5", "vns-2025-03-06", "March 6–7"),
    "C2": (
        "conflict-status",
        "note",
        "unsigned-2025-03",
        "registered capital",
        "courrier-2025-03",
        "investi 5",
    ),
    "C3": (
        "conflict-status",
        "warning",
        "hanoitimes-2025-03-06",
        "will collaborate",
        "hanoitimes-2025-03-06",
        "proposed",
    ),
    "C4": (
        "conflict-status",
        "note",
        "hanoitimes-2025-03-06",
        "Comprehensive",
        "unsigned-2025-03",
        "elevate",
    ),
    "C5": ("conflict-status", "note", "courrier-2025-03", "rencontrera", "vns-2025-03-06", "received"),
}


def read(folder: Path):
    if not folder.is_dir():
        pytest.skip("the shared development set is not here")
    metas, _ = ledger.sources((folder / "sources.toml").read_bytes(), "seeds/x/sources.toml")
    return [Source(each, "", (folder / Path(each.path).name).read_bytes().decode("utf-8")) for each in metas]


@pytest.fixture(scope="module")
def example():
    sources = read(EXAMPLE)
    book, _ = ledger.load((EXAMPLE / "facts.toml").read_bytes(), "seeds/x/facts.toml", "x")
    facts, _ = anchor.bind(book.facts, sources)
    return conflicts.run(facts, sources, book.resolutions)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_conflict_of_the_example_is_told_with_both_quotes(example, name):
    code, severity, first, words, second, others = EXPECTED[name]
    assert any(
        (item.code, item.severity) == (code, severity)
        and any(each.source == first and words in each.exact for each in item.quotes)
        and any(each.source == second and others in each.exact for each in item.quotes)
        for item in example
    )


def test_nothing_else_of_the_example_is_called_a_conflict(example):
    assert len(example) <= len(EXPECTED) + 2


@pytest.mark.parametrize("visit", ["kenya-us-2024", "philippines-us-2023"])
def test_each_listed_difference_of_an_open_case_is_told(visit):
    sources = read(SHARED / "devset" / visit)
    listed = json.loads((SHARED / "devset/gold/CONFLICTS.json").read_text(encoding="utf-8"))["conflicts"]
    wanted = [
        each for each in listed if each["case"] == visit and each["kind"] in ("quantity", "date", "status")
    ]
    found = conflicts.run((), sources)

    def meets(item, each) -> bool:
        return all(
            any(
                quote.source == each[at]["doc"].removesuffix(".txt")
                and quote.start < each[at]["end"]
                and each[at]["start"] < quote.end
                for quote in item.quotes
            )
            for at in "ab"
        )

    assert [each["id"] for each in wanted if not any(meets(item, each) for item in found)] == []
    assert sum(not any(meets(item, each) for each in wanted) for item in found) <= 2
