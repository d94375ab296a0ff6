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

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")
KILLS = 20


def command(folder: Path) -> list[str]:
    return [sys.executable, "-m", "briefbook", "propose", str(folder), "-o", str(folder / "facts.toml")]


def whole(folder: Path, older: dict[str, bytes], newer: dict[str, bytes]) -> None:
    """Each file that a person sees is what it was or what it is to be; none is gone, none is half."""
    found = {name: data for name, data in of_all(folder).items() if not name.startswith(".")}
    assert set(older) <= set(found) <= set(newer)
    for name, data in found.items():
        assert data in (older.get(name), newer[name]), name


def ends(folder: Path, newer: dict[str, bytes]) -> None:
    """The next run leaves the ledger and the list of sources of an undisturbed one."""
    found = of_all(folder)
    # killed before it is written, `set-aside.toml` lacks marks of what was drafted: it is no part of a brief
    aside = tomllib.loads(found.pop("set-aside.toml").decode("utf-8"))
    whole = tomllib.loads(newer["set-aside.toml"].decode("utf-8"))
    assert all(set(marks) <= set(whole["drafted"][key]) for key, marks in aside["drafted"].items())
    assert {"set-aside.toml": newer["set-aside.toml"]} | {
        name: data for name, data in found.items() if name[0] != "."
    } == newer


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
