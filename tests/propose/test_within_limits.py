"""A text at which drafting hangs, swells or dies: it is named with what was done, and nothing is lost."""

import os
import signal
import sys

import pytest
from test_running_again import lay, of_all, propose

from briefbook import api, limits
from briefbook.evidence.conflicts import passages
from briefbook.evidence.draftbook import facts
from briefbook.evidence.propose import layout, merge, seams, tag

WORD = "ferry"
# stands in lake.txt alone


def loop() -> None:
    while True:
        pass


def swell() -> None:
    raise AssertionError(len(bytearray(512 * 1024 * 1024)))


def die() -> None:
    os.kill(os.getpid(), signal.SIGUSR1)


def troubled(monkeypatch, module, name: str, way) -> None:
    """Let a function of ours meet its end at whatever says the word."""
    plain = getattr(module, name)

    def meets(*given, **named):
        if WORD in repr(given)[:100_000]:
            way()
        return plain(*given, **named)

    monkeypatch.setattr(module, name, meets)


PLACES = [
    (layout, "page", "lake.txt", "looking over it"),
    (seams, "look", "lake.txt", "cutting it"),
    (passages, "_readable", "lake.txt", "reading the sentences of it"),
    (tag, "sort", "", "sorting the sentences of it"),
    (merge, "_hard", "lake.txt", "merging with others the sentences of it"),
    (facts, "rows", "facts.toml", "writing it"),
]
WAYS = [
    (loop, "over-time", "took longer than 1 seconds, the limit (seconds)"),
    (swell, "over-memory", "took more than 64 MiB of memory, the limit (memory)"),
    (die, "worker-died", "ended its process (SIGUSR1); it ran out of memory or was ended"),
]


@pytest.fixture
def small_limits():
    with limits.used({"seconds": 1, "memory": 64, "fact_milliseconds": 0, "fact_memory": 0}):
        yield


@pytest.mark.skipif(os.name == "nt", reason="a new process would not have the functions of this test")
@pytest.mark.parametrize(("module", "name", "file", "doing"), PLACES, ids=lambda each: str(each)[:20])
@pytest.mark.parametrize(("way", "code", "said"), WAYS, ids=lambda each: getattr(each, "__name__", ""))
def test_what_hangs_swells_or_dies_is_named_with_its_file_and_the_folder_stays_as_it_is(
    tmp_path, monkeypatch, small_limits, module, name, file, doing, way, code, said
):
    if way is swell and sys.platform != "linux":
        pytest.skip("elsewhere the memory of a worker is looked at too seldom for this")
    ledger = lay(tmp_path / "desk")
    if module is merge:
        # two documents that say nearly the same are held against each other
        again = (ledger.parent / "lake.txt").read_text("utf-8").replace("official", "working")
        (ledger.parent / "mere.txt").write_text(again, "utf-8")
    before = of_all(ledger.parent)
    troubled(monkeypatch, module, name, way)
    proposal, written = propose(ledger)
    (why,) = (item for item in proposal.diagnostics if item.is_error)
    assert (why.code, why.message) == (code, f"{doing} {said}")
    assert why.path.endswith(file or "desk/facts.toml")
    assert (proposal.drafts, written.facts) == ((), b"")
    assert of_all(ledger.parent) == before


@pytest.mark.skipif(os.name == "nt", reason="a new process would not have the functions of this test")
def test_without_a_ledger_and_straight_to_a_brief_the_program_survives_too(
    tmp_path, monkeypatch, small_limits
):
    folder = lay(tmp_path / "desk").parent
    troubled(monkeypatch, seams, "look", loop)
    report = api.build_drafts([folder], tmp_path / "out")
    for said in (api.propose([folder]).diagnostics, report.all_diagnostics):
        assert [item.code for item in said if item.is_error] == ["over-time"]
    assert not (tmp_path / "out").exists()


def test_own_words_and_a_spawned_worker_give_the_same_proposal(tmp_path, monkeypatch):
    from briefbook.isolation import crew

    ledger = lay(tmp_path / "seeds" / "desk")
    own = tmp_path / "languages" / "en" / "sections.toml"
    own.parent.mkdir(parents=True)
    own.write_text('[words]\nagriculture = ["ferry*"]\n', "utf-8")
    forked = api.propose([ledger.parent])
    monkeypatch.setattr(crew, "method", lambda: "spawn")
    assert api.propose([ledger.parent]) == forked
    assert any("agriculture" in draft.tags for draft in forked.drafts)
