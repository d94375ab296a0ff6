"""The same bytes, the same record and the same report, whoever does the work and in what order."""

import json
import os
from pathlib import Path

import many
import pytest

from briefbook import api, pipeline, workspace
from briefbook.batch import engines, work
from briefbook.model.edition import Edition


@pytest.fixture
def mixed(space) -> Path:
    """Briefs of very different sizes, one broken, one with a warning."""
    many.add(space, 6, formats='["docx", "pdf"]')
    text = space.read("seeds/lake/mirror-2031-04-02.txt")
    for name in ("sources.toml", "facts.toml"):
        space.write(f"seeds/big/{name}", space.read(f"seeds/lake/{name}"))
    space.write("seeds/big/mirror-2031-04-02.txt", text + "\nMore of the same.\n" * 5000)
    space.write("briefs/big.toml", space.read("briefs/paper-000.toml").replace('["lake"]', '["big"]'))
    space.write("briefs/warned.toml", space.read("briefs/paper-001.toml").replace("[visit]", "[visit]", 1))
    space.change("briefs/warned.toml", 'lang = "en"', 'lang = "sw"')
    space.write("briefs/broken.toml", "title = \n")
    return space.root


@pytest.mark.slow
def test_any_number_of_workers_and_any_order_make_the_same(mixed, tmp_path):
    said = {}
    for jobs in (1, 2, 3):
        ran = many.ran("-C", mixed, "build", "--json", "-j", jobs, "-o", tmp_path / f"j{jobs}")
        assert ran.returncode == 1
        said[jobs] = without_time(json.loads(ran.stdout.replace(f"j{jobs}", "out")))
    names = sorted(workspace.open_(mixed).briefs, reverse=True)
    for number, name in enumerate(names):
        api.build(mixed, [name], output=tmp_path / "turned", jobs=1 + number % 2)
    first = many.built(tmp_path / "j1")
    assert len(first) == 18
    for other in ("j2", "j3", "turned"):
        assert many.built(tmp_path / other) == first
        assert many.record(tmp_path / other) == many.record(tmp_path / "j1")
    assert said[1] == said[2] == said[3]


def without_time(value: object) -> object:
    if isinstance(value, dict):
        return {key: without_time(each) for key, each in value.items() if key != "seconds"}
    return [without_time(each) for each in value] if isinstance(value, list) else value


def test_what_is_kept_of_a_collection_makes_the_bytes_of_a_fresh_one(space):
    many.add(space, 2)
    kept = dict(many.built(space.root / "out")) if space.run("build").status == 0 else {}
    from briefbook.pipeline import collected

    for name in ("paper-001", "lake-visit", "paper-000"):
        collected._kept.clear()
        opened = workspace.open_(space.root)
        inputs = workspace.load(opened, name, pipeline.sections(opened.briefs.values()))
        assert pipeline.build(inputs).renderings[0].data == kept[f"{name}.md"]


def test_no_more_collections_are_kept_than_a_process_may_keep(space):
    from briefbook.pipeline import collected

    # in this process, as a worker does it: the one that a person starts gathers nothing
    collected._kept.clear()
    held = []
    for _ in range(collected.KEPT + 3):
        space.change("seeds/lake/mirror-2031-04-02.txt", "Ms Verrin said", "And Ms Verrin said")
        opened = workspace.open_(space.root)
        sections = pipeline.sections(opened.briefs.values())
        assert pipeline.check(workspace.load(opened, "lake-visit", sections)).ok
        held.append(len(collected._kept))
    assert held == [*range(1, collected.KEPT), *[collected.KEPT] * 4]
    newest = [each.sources[0].text for each, _ in collected._kept.values()]
    assert newest[-1] == space.read("seeds/lake/mirror-2031-04-02.txt")
    again = pipeline.check(workspace.load(opened, "lake-visit", sections))
    assert again.ok
    assert len(collected._kept) == collected.KEPT


def test_the_biggest_go_first_where_several_share_the_work():
    wanted = [(size, Edition(str(size), str(size))) for size in (3, 9, 1, 9)]
    assert [each.brief for each in engines.biggest_first(wanted)] == ["9", "9", "3", "1"]


def fatal(edition: Edition, job: work.Job) -> work.Done:
    """In a worker: end the process when it comes to one brief."""
    if edition.brief == "paper-003":
        os._exit(9)
    return work.do_there(edition, job)


def test_a_brief_that_kills_its_process_is_named_and_all_others_are_built(space, monkeypatch):
    many.add(space, 9)
    monkeypatch.setattr(engines, "_one", fatal)
    ran = space.run("build", "-j", "2", "--json")
    said = {brief["id"]: brief for brief in json.loads(ran.out)["briefs"]}
    assert ran.status == 1
    assert [name for name, brief in said.items() if not brief["ok"]] == ["paper-003"]
    assert said["paper-003"]["diagnostics"][0]["code"] == "worker-died"
    assert len(many.built(space.root / "out")) == 9


def test_inputs_and_what_is_made_of_them_travel_as_values(space):
    import pickle

    opened = workspace.open_(space.root)
    inputs = workspace.load(opened, "lake-visit", pipeline.sections(opened.briefs.values()))
    job = work.Job(space.root, space.root / "out")
    there = pickle.loads(pickle.dumps((inputs, job)))
    back = pickle.loads(pickle.dumps(work.make(*there)))
    assert back.renderings == work.make(inputs, job).renderings
