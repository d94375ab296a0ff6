"""What propose makes of invented documents in six languages: no measure falls below its floor."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import floors
import marked
import measure
import pytest

from briefbook import api

SHARED = Path(__file__).resolve().parents[3] / "shared"
EVALUATOR = SHARED / "devset" / "evaluate.py"


@cache
def figures(folder: Path) -> floors.Floors:
    """What is reached, by language and over all."""
    by: dict[str, measure.Counts] = {}
    for case in map(marked.read, marked.CASES):
        name = case.name
        proposal = api.propose([marked.lay(case, folder / name)])
        for lang in sorted(set(case.langs.values())):
            by[lang] = measure.added(by.get(lang, {}), measure.units(case, proposal, lang))
        by["all"] = measure.added(by.get("all", {}), measure.whole(case, proposal))
    return {
        lang: {key: measure.ratio(counts) for key, counts in by[lang].items()}
        for lang in ("all", *sorted(by))
        if lang in by
    }


@pytest.fixture(scope="module")
def reached(tmp_path_factory) -> floors.Floors:
    return figures(tmp_path_factory.mktemp("quality"))


def test_no_measure_falls_below_its_floor(reached, request):
    lowest, whole = floors.read()
    now = floors.reached(reached)
    if request.config.getoption("--lower-floors"):
        floors.write(now)
        return
    if request.config.getoption("--accept") and whole:
        floors.write(floors.higher(lowest, now))
    assert whole, (
        "floors.toml was changed by hand; a floor falls only by `pytest tests/quality --lower-floors`"
    )
    short = [
        f"{name}.{key} is {reached.get(name, {}).get(key, 0):.3f}, its floor {floor:.2f}"
        for name, row in lowest.items()
        for key, floor in row.items()
        if reached.get(name, {}).get(key, 0.0) < floor
    ]
    assert not short, "\n".join(short)


def test_every_measure_of_every_language_has_a_floor(reached):
    lowest, _ = floors.read()
    assert {name: set(row) for name, row in lowest.items()} == {
        name: set(row) for name, row in reached.items()
    }


def test_a_floor_that_is_lowered_by_hand_breaks_the_seal(tmp_path, monkeypatch):
    text = floors.FILE.read_text("utf-8")
    mine = tmp_path / "floors.toml"
    monkeypatch.setattr(floors, "FILE", mine)
    mine.write_text(text, "utf-8")
    assert floors.read()[1]
    lowest, _ = floors.read()
    name, row = next(iter(lowest.items()))
    key, value = next((key, value) for key, value in row.items() if value > 0)
    mine.write_text(
        text.replace(f"[{name}]\n", f"[{name}]\n", 1).replace(f"{key} = {value:.2f}", f"{key} = 0.01", 1)
    )
    assert not floors.read()[1]


def test_the_labels_stand_in_the_documents():
    for name in marked.CASES:
        case = marked.read(name)
        assert len(case.texts) >= 5
        for unit in case.units:
            words = case.texts[unit.doc][unit.start : unit.end]
            assert words == words.strip()
            assert bool(unit.noise) != bool(unit.sections)
        assert len(case.clashes()) == len(case.kinds)
    assert {lang for name in marked.CASES for lang in marked.read(name).langs.values()} == {
        "en",
        "fr",
        "vi",
        "es",
        "ru",
        "de",
    }


def evaluated(arguments: list[str]) -> dict:
    """What the shared evaluator says."""
    if not EVALUATOR.is_file():
        pytest.skip("the shared evaluator is not beside this checkout")
    command = f"{sys.executable} -m briefbook propose {{case}} --json"
    ran = subprocess.run(
        [sys.executable, str(EVALUATOR), *arguments, "--json", "--command", command],
        capture_output=True,
        check=False,
    )
    return json.loads(ran.stdout)


@pytest.mark.slow
def test_our_measures_say_what_the_shared_evaluator_says(reached, tmp_path):
    marked.export([marked.read(name) for name in marked.CASES], tmp_path / "cases")
    said = evaluated(["--cases", str(tmp_path / "cases")])
    mean = said["mean"]
    assert mean["anchor"] == 1.0
    assert mean["contract_errors"] == 0
    for case in said["cases"]:
        assert case["error"] is None
    assert mean["language"] == pytest.approx(reached["all"]["language"], abs=0.05)
    assert mean["cluster_recall"] == pytest.approx(reached["all"]["merged"], abs=0.1)


@pytest.mark.slow
def test_the_seeds_reach_what_was_asked(tmp_path):
    """The floors of the issue: anchor 1.0, facts .98, noise .95, sections .92."""
    said = evaluated(
        ["--cases", str(SHARED / "devset"), "--seeds", str(SHARED / "seeds"), "--case", "seeds-kg-vn"]
    )
    mean = said["mean"]
    assert mean["anchor"] == 1.0
    assert mean["fact_recall"] >= 0.98
    assert mean["noise_rejection_nometa"] >= 0.95
    assert mean["section_accuracy"] >= 0.92
