"""The names in reports that were read by a person: every spelling and title that was marked is pointed at."""

import json
from pathlib import Path
from typing import Any

import pytest

from briefbook.evidence import people
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.source import Metadata, Source

SHARED = Path(__file__).resolve().parents[3] / "shared"
DEVSET, SEEDS = SHARED / "devset", SHARED / "seeds"
CASES = ("seeds-kg-vn", "kenya-us-2024", "philippines-us-2023")
MOST_OTHERS = 5


def read(case: str) -> tuple[Diagnostic, ...]:
    if not (DEVSET / "gold" / "cases.json").is_file():
        pytest.skip("the shared development set is not here")
    index = json.loads((DEVSET / "gold" / "cases.json").read_text("utf-8"))
    (entry,) = (each for each in index if each["case"] == case)
    folder = SEEDS if entry["split"] == "seeds" else DEVSET / case
    return people.run(
        (),
        [
            Source(
                Metadata(each["file"], each["file"], lang=each["langs"][0]),
                "",
                (folder / each["file"]).read_bytes().decode(),
            )
            for each in entry["documents"]
        ],
    )


def points_at(item: Diagnostic, side: dict[str, Any]) -> bool:
    return any(
        each.source == side["doc"]
        and each.start < side["end"]
        and side["start"] < each.end
        and len(each.exact) <= 1000
        for each in item.quotes
    )


@pytest.mark.parametrize("case_name", CASES)
def test_every_marked_name_and_title_is_pointed_at_from_both_sides(case_name: str) -> None:
    found = read(case_name)
    gold = json.loads((DEVSET / "gold" / "CONFLICTS.json").read_text("utf-8"))["conflicts"]
    wanted = [each for each in gold if each["case"] == case_name and each["kind"] in ("name", "title")]
    assert wanted
    missed = [
        each["id"]
        for each in wanted
        if not any(points_at(i, each["a"]) and points_at(i, each["b"]) for i in found)
    ]
    assert missed == []


@pytest.mark.parametrize("case_name", CASES)
def test_there_is_one_diagnostic_a_name_and_few_others(case_name: str) -> None:
    found = read(case_name)
    assert len(found) <= 5
    starts = [(q.source, q.start) for item in found if item.code == "name-variant" for q in item.quotes]
    assert len(starts) == len(set(starts))
