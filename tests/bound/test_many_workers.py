"""A book whose briefs several workers compose: the same book, the same words, little sent."""

import json
import os
import pickle
import signal
import time
from dataclasses import replace

import pytest

from briefbook import api, isolation, pipeline, resources
from briefbook.batch import books, opening, work

LETTERHEAD = 900_000
# bytes


@pytest.fixture
def desk(space):
    """Eight briefs; the first is set in a look of its own, and takes longest to compose."""
    text = space.read("briefs/lake-visit.toml")
    for number in range(7):
        name = f"paper-{number}"
        space.write(f"briefs/{name}.toml", text.replace("Visit of the President", f"Talks {number}"))
    look = '[colours]\nheading = "7A1F1F"\n'
    space.write("templates/briefs/lake-visit/themes/default.toml", look)
    return space


@pytest.fixture
def first_is_last(monkeypatch):
    """The first brief of the book is composed after all others."""
    compose = pipeline.compose

    def slow(inputs, **wishes):
        if inputs.id == "lake-visit":
            time.sleep(2)
        return compose(inputs, **wishes)

    monkeypatch.setattr(pipeline, "compose", slow)


def bound(desk, name: str, *wishes: str) -> bytes:
    book = desk.root / name
    ran = desk.run("bind", "-o", str(book), *wishes)
    assert (ran.status, ran.err) == (0, "")
    return book.read_bytes()


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_any_number_of_workers_and_any_order_make_the_same_book(desk, first_is_last, form):
    one = bound(desk, f"one.{form}", "-j", "1", "--title", "Lake")
    for jobs in ("2", "3"):
        assert bound(desk, f"{jobs}.{form}", "-j", jobs, "--title", "Lake") == one
    assert bound(desk, f"usual.{form}", "--title", "Lake") == one


def test_the_report_is_in_the_order_of_the_book_whoever_is_first(desk, first_is_last):
    said = []
    for jobs in ("1", "3"):
        ran = desk.run("bind", "-o", str(desk.root / "book.pdf"), "-j", jobs, "--json")
        table = json.loads(ran.out)
        said.append([(brief["id"], brief["notes"]) for brief in table["briefs"]])
    assert said[0] == said[1]
    assert said[0][0] == ("lake-visit", 4)


def test_progress_counts_every_brief_once(desk):
    seen = []
    report = api.bind(
        desk.root, output=desk.root / "book.pdf", jobs=2, progress=lambda *told: seen.append(told)
    )
    assert report.ok
    assert [(done, whole) for done, whole, _ in seen] == [(number, 8) for number in range(1, 9)]
    assert sorted(brief.id for *_, brief in seen) == sorted(brief.id for brief in report.briefs)


def test_every_broken_brief_is_named_whoever_composed_it(desk):
    for number in (1, 3, 6):
        desk.change(f"briefs/paper-{number}.toml", 'level = "state"', f'level = "grand {number}"')
    said = [desk.run("bind", "-o", str(desk.root / "book.pdf"), "-j", jobs) for jobs in ("1", "3")]
    assert [ran.status for ran in said] == [1, 1]
    assert said[0].err == said[1].err
    for number in (1, 3, 6):
        assert f"briefs/paper-{number}.toml:11: error bad-value" in said[0].err
    assert not (desk.root / "book.pdf").exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a worker must be a fork to be spoiled from here")
def test_a_brief_that_ends_its_worker_is_named_and_the_others_are_checked(desk, monkeypatch):
    desk.change("briefs/paper-2.toml", 'level = "state"', 'level = "grand"')
    compose = pipeline.compose

    def deadly(inputs, **wishes):
        if inputs.id == "paper-5":
            os.kill(os.getpid(), signal.SIGABRT)
        return compose(inputs, **wishes)

    monkeypatch.setattr(pipeline, "compose", deadly)
    report = api.bind(desk.root, output=desk.root / "book.pdf", jobs=2)
    wrong = {brief.id: [item.code for item in brief.diagnostics] for brief in report.briefs if not brief.ok}
    assert wrong == {"paper-2": ["bad-value"], "paper-5": ["worker-died"]}
    assert [brief.notes for brief in report.briefs if brief.ok] == [4] * 6


@pytest.mark.parametrize("jobs", ["0", "-1", "two", "1000", ""])
def test_a_number_of_workers_that_is_none_is_wrong_usage(desk, jobs):
    ran = desk.run("bind", "-o", str(desk.root / "book.pdf"), "-j", jobs)
    assert ran.status == 2
    assert "is not a number from 1 to 256" in ran.err


def test_what_a_worker_sends_is_the_brief_and_no_look_but_the_first(desk, monkeypatch):
    with isolation.manned() as workers:
        opened = opening.begin(desk.root, workers)
    job = work.Job(desk.root, None, sections=opened.sections)
    compose = pipeline.compose

    def headed(inputs, **wishes):
        made = compose(inputs, **wishes)
        return replace(made, theme=replace(made.theme, docx_reference=os.urandom(LETTERHEAD)))

    monkeypatch.setattr(pipeline, "compose", headed)
    sizes = {}
    for brief in ("lake-visit", "paper-1"):
        leaf = books._composed(("", "lake-visit", job), brief)
        sizes[brief] = len(pickle.dumps(leaf, -1))
        assert (leaf.look is None) == (brief != "lake-visit")
    assert sizes["lake-visit"] > LETTERHEAD
    assert sizes["paper-1"] < 30_000


def test_templates_that_are_shipped_are_not_sent_with_facts_that_were_left_out(desk):
    desk.change("seeds/lake/facts.toml", 'section = "outcomes"', 'section = "outcomes"\nstatus = "draft"')
    with isolation.manned() as workers:
        opened = opening.begin(desk.root, workers)
    job = work.Job(desk.root, None, sections=opened.sections)
    leaf = books._composed(("", "lake-visit", job), "paper-1")
    (shut,) = leaf.watch.closed
    assert shut.facts
    assert not {*resources.templates().values()} & {*shut.spoken}
    assert desk.read("briefs/paper-1.toml") in shut.spoken
