"""`propose -o` over a ledger that a person has worked on is killed: the ledger is the old or the new one."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from test_running_again import RIVER, lay, of_all, propose

from briefbook.workspace import lock

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")
KILLS = 20


def command(folder: Path) -> list[str]:
    return [sys.executable, "-m", "briefbook", "propose", str(folder), "-o", str(folder / "facts.toml")]


def of_files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its name, hidden ones too; a lock that a killed run held is none."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def whole(folder: Path, older: dict[str, bytes], newer: dict[str, bytes]) -> None:
    """Each file that a person sees is what it was or what it is to be; none is gone, none is half."""
    found = {name: data for name, data in of_files(folder).items() if not name.startswith(".")}
    assert set(older) <= set(found) <= set(newer)
    for name, data in found.items():
        assert data in (older.get(name), newer[name]), name


def ends(folder: Path, newer: dict[str, bytes]) -> None:
    """The next run leaves every byte as an undisturbed one does, and nothing hidden beside it."""
    assert of_all(folder) == newer


def marks(folder: Path) -> dict[str, list[str]]:
    """What is known to have been drafted."""
    return tomllib.loads((folder / "set-aside.toml").read_text("utf-8"))["drafted"]


@pytest.fixture
def worked_on(tmp_path: Path) -> tuple[Path, Path]:
    """A folder with a ledger that a person has corrected and one more document; the same, drafted from."""
    older, newer = tmp_path / "older", tmp_path / "newer"
    ledger = lay(older)
    propose(ledger)
    text = ledger.read_text("utf-8")
    ledger.write_text(re.sub("draft", "accepted", text, count=1) + "# seen by A. Verrin\n", "utf-8")
    more = RIVER.replace("1994", "1997").replace("12 million", "17 million").replace("Norland", "Tolmark")
    (older / "shore.txt").write_text(more, "utf-8")
    shutil.copytree(older, newer)
    done = subprocess.run(command(newer), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (newer / "facts.toml").read_bytes() != (older / "facts.toml").read_bytes()
    assert b"seen by A. Verrin" in (newer / "facts.toml").read_bytes()
    return older, newer


@pytest.mark.slow
def test_a_ledger_is_never_lost_when_propose_is_killed_at_any_moment(worked_on, tmp_path):
    older, newer = of_all(worked_on[0]), of_all(worked_on[1])
    folder, chance, ended = tmp_path / "desk", random.Random("kills of propose"), 0
    shutil.copytree(worked_on[0], folder)
    began = time.monotonic()
    subprocess.run(command(folder), capture_output=True)
    takes = time.monotonic() - began
    for _ in range(KILLS):
        shutil.rmtree(folder)
        shutil.copytree(worked_on[0], folder)
        process = subprocess.Popen(command(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.4, 1) * takes)
        ended += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=60)
        whole(folder, older, newer)
        again = subprocess.run(command(folder), capture_output=True, text=True)
        assert again.returncode == 0, again.stderr
        ends(folder, newer)
        tomllib.loads((folder / "facts.toml").read_text("utf-8"))
    assert ended >= KILLS // 2


@pytest.mark.slow
@pytest.mark.parametrize("call", ["rename", "fsync", "linkat", "unlink"])
def test_a_ledger_is_never_lost_when_propose_is_killed_at_the_very_call(worked_on, tmp_path, call):
    strace = shutil.which("strace")
    if not strace or subprocess.run([strace, "true"], capture_output=True).returncode:
        pytest.skip("strace is not installed or may not trace here; it ends a run at a call")
    older, newer = of_all(worked_on[0]), of_all(worked_on[1])
    for number in range(1, 6):
        folder = tmp_path / f"desk{number}"
        shutil.copytree(worked_on[0], folder)
        inject = ["-e", f"trace={call}", "-e", f"inject={call}:signal=SIGKILL:when={number}"]
        subprocess.run([strace, "-o", os.devnull, *inject, *command(folder)], capture_output=True)
        whole(folder, older, newer)
        again = subprocess.run(command(folder), capture_output=True, text=True)
        assert again.returncode == 0, again.stderr
        ends(folder, newer)


# ── ended between two renames, without signals ───────────────────────────────


class Ended(BaseException):
    """What stands for kill -9: nothing of ours hears it."""


def ended_at(monkeypatch, number: int, ledger: Path) -> None:
    """Run propose and end it before the so-manieth file is put in its place."""
    left = [number]

    def replaced(self: Path, target: Path) -> Path:
        if not left[0]:
            raise Ended
        left[0] -= 1
        return self.rename(target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replaced)
        with pytest.raises(Ended):
            propose(ledger)


def hidden(folder: Path) -> list[str]:
    return [path.name for path in sorted(folder.iterdir()) if path.name.startswith(".")]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_first_run_ended_before_any_of_its_files_is_in_place_is_completed_by_the_next(
    tmp_path, monkeypatch, number
):
    whole_, ledger = lay(tmp_path / "whole"), lay(tmp_path / "desk")
    propose(whole_)
    ended_at(monkeypatch, number, ledger)
    assert hidden(ledger.parent)
    propose(ledger)
    assert of_all(ledger.parent) == of_all(whole_.parent)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_later_run_ended_at_any_of_its_files_is_completed_by_the_next(worked_on, monkeypatch, number):
    older, newer = worked_on
    ended_at(monkeypatch, number, older / "facts.toml")
    propose(older / "facts.toml")
    assert of_all(older) == of_all(newer)


def test_a_draft_that_is_deleted_after_a_run_was_ended_does_not_come_back(tmp_path, monkeypatch):
    ledger = lay(tmp_path / "desk")
    ended_at(monkeypatch, 2, ledger)
    assert not (ledger.parent / "set-aside.toml").exists()
    head, *tables = re.split(r"(?m)^(?=\[\[fact\]\])", ledger.read_text("utf-8"))
    gone = tomllib.loads(tables.pop(1))["fact"][0]["id"]
    ledger.write_text(head + "".join(tables), "utf-8")
    for _ in range(2):
        propose(ledger)
        assert gone not in {fact["id"] for fact in tomllib.loads(ledger.read_text("utf-8"))["fact"]}
        assert gone in marks(ledger.parent)
    assert hidden(ledger.parent) == []


def test_what_a_person_writes_into_the_list_after_a_run_was_ended_stays(worked_on, monkeypatch):
    older, newer = worked_on
    ended_at(monkeypatch, 2, older / "facts.toml")
    aside = older / "set-aside.toml"
    text = aside.read_text("utf-8").replace('exact = "Read more"\n', 'exact = "Read more"\nkeep = true\n')
    aside.write_text(text, "utf-8")
    propose(older / "facts.toml")
    assert "keep = true" in aside.read_text("utf-8")
    assert set(marks(newer)) < set(marks(older))


def test_marks_wait_beside_a_list_that_a_person_broke_and_come_in_when_it_is_mended(worked_on, monkeypatch):
    older, newer = worked_on
    ended_at(monkeypatch, 2, older / "facts.toml")
    aside = older / "set-aside.toml"
    text = aside.read_text("utf-8")
    aside.write_text(text + "[broken", "utf-8")
    assert propose(older / "facts.toml")[1].facts == b""
    assert len(hidden(older)) > 0
    aside.write_text(text, "utf-8")
    propose(older / "facts.toml")
    assert of_all(older) == of_all(newer)


def test_a_run_with_the_number_of_an_ended_one_loses_nothing_when_it_is_ended_too(tmp_path, monkeypatch):
    # in a container each run has the same number
    ledger = lay(tmp_path / "desk")
    ended_at(monkeypatch, 2, ledger)
    head, *tables = re.split(r"(?m)^(?=\[\[fact\]\])", ledger.read_text("utf-8"))
    gone = tomllib.loads(tables.pop())["fact"][0]["id"]
    ledger.write_text(head + "".join(tables), "utf-8")
    for number in (0, 1):
        ended_at(monkeypatch, number, ledger)
    propose(ledger)
    assert gone not in {fact["id"] for fact in tomllib.loads(ledger.read_text("utf-8"))["fact"]}
    assert hidden(ledger.parent) == []


def test_no_file_of_a_person_goes_with_what_a_killed_run_left(tmp_path):
    ledger = lay(tmp_path / "desk")
    own = (".facts.toml.part", ".facts.toml.mine.part", ".lake.txt.12.part", "facts.toml.12.part", ".notes")
    ours = (".facts.toml.12.part", ".sources.toml.7.old", ".set-aside.toml.12.part")
    for name in (*own, *ours):
        (ledger.parent / name).write_text("half", "utf-8")
    propose(ledger)
    there = {path.name for path in ledger.parent.iterdir()}
    assert set(own) <= there
    assert not set(ours) & there


# ── two runs at once ─────────────────────────────────────────────────────────


def test_a_second_run_on_a_folder_is_refused_while_the_first_one_writes(tmp_path):
    ledger = lay(tmp_path / "desk")
    propose(ledger)
    before = of_all(ledger.parent)
    with lock.held(ledger.parent) as said:
        assert said == ()
        proposal, done = propose(ledger)
        busy = [item for item in proposal.diagnostics if item.is_error]
        assert [item.code for item in busy] == ["folder-busy"]
        assert "another run writes into this folder: process " in busy[0].message
        assert not done.facts
    assert of_all(ledger.parent) == before


@pytest.mark.slow
def test_of_runs_at_once_each_writes_whole_files_or_says_that_the_folder_is_busy(tmp_path):
    wanted = lay(tmp_path / "whole")
    propose(wanted)
    ledger = lay(tmp_path / "desk")
    runs = [
        subprocess.Popen(command(ledger.parent), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    said = [(run.communicate(timeout=120)[1], run.returncode) for run in runs]
    assert any(status == 0 for _, status in said)
    for err, status in said:
        assert status == 0 or "folder-busy" in err, err
    assert of_all(ledger.parent) == of_all(wanted.parent)


def test_a_lock_that_a_killed_run_left_is_said_and_taken_away(tmp_path):
    ledger = lay(tmp_path / "desk")
    (ledger.parent / ".briefbook").mkdir()
    (ledger.parent / ".briefbook" / "lock").write_text('{"pid": 7, "host": "h", "since": "s"}', "utf-8")
    proposal, done = propose(ledger)
    assert [item.code for item in proposal.diagnostics if item.code == "broken-off"] == ["broken-off"]
    assert done.facts
    assert hidden(ledger.parent) == []
