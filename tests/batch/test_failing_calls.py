"""A call to the system fails, or the run is ended at it: what is there is whole, the next run ends well."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import many
import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace is a program of Linux")

CALLS = {
    "write": ("ENOSPC", "EIO"),
    "fsync": ("EIO", "ENOSPC"),
    "rename": ("EIO", "EROFS"),
    "openat": ("EIO", "ENOSPC", "EMFILE"),
    "close": ("EIO",),
    "mkdir": ("ENOSPC",),
    "unlink": ("EIO",),
    "linkat": ("EPERM", "EIO"),
    "ftruncate": ("EIO",),
    "flock": ("EIO", "ENOLCK"),
    "newfstatat": ("EIO",),
    "getdents64": ("EIO",),
    "read": ("EIO",),
}
# calls by which files are read, written, named and let go, and how each may fail
SAMPLE = int(os.environ.get("BRIEFBOOK_CALLS", "16"))
# failing calls that are tried, of some two hundred; a night may try them all
ONES = ("build", "bind")
SIGNALS = {signal.SIGKILL: 20, signal.SIGTERM: 6, signal.SIGINT: 6}
# how often each is sent to a run


@pytest.fixture(scope="module")
def tracer(tmp_path_factory) -> str:
    """The path of strace, where there is one that may trace."""
    found = shutil.which("strace")
    if not found:
        pytest.skip("strace is not installed; it makes calls to the system fail")
    probe = subprocess.run([found, "-e", "inject=fsync:error=EIO", "true"], capture_output=True)
    if probe.returncode:
        pytest.skip("strace may not trace here")
    return found


def command(space, verb: str, folder: Path) -> list[str]:
    """The same two files by a build, or a book."""
    asked = ["build", "--force", "--to", "docx,md", "-o"] if verb == "build" else ["bind", "-o"]
    target = folder if verb == "build" else folder / "book.pdf"
    return [sys.executable, "-m", "briefbook", "-C", str(space.root), *asked, str(target)]


@pytest.fixture
def quiet(space, tmp_path):
    """What an undisturbed run makes of the older and of the newer state of a workspace."""

    def make(verb: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
        states = []
        for number in range(2):
            folder = tmp_path / f"quiet{number}"
            folder.mkdir()
            done = subprocess.run(command(space, verb, folder), capture_output=True, text=True)
            assert done.returncode == 0, done.stderr
            states.append(many.built(folder))
            if not number:
                # from here on what is built differs from what lies in the folder
                space.change("briefs/lake-visit.toml", "Visit of", "Journey of")
        return states[0], states[1]

    return make


def before(folder: Path, older: dict[str, bytes]) -> None:
    """An output folder as the older run left it, but for its record: everything is to be replaced."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in older.items():
        (folder / name).write_bytes(data)


def whole(folder: Path, older: dict[str, bytes], newer: dict[str, bytes]) -> None:
    """Each file is what it was or what it is to be, and none is missing."""
    found = many.built(folder)
    assert set(found) == set(older)
    for name, data in found.items():
        assert data in (older[name], newer[name]), name


def ends(space, verb: str, folder: Path, newer: dict[str, bytes]) -> None:
    """The next run ends with the bytes of an undisturbed one and leaves nothing half-written."""
    done = subprocess.run(command(space, verb, folder), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert many.built(folder) == newer
    left = [path.name for path in folder.iterdir() if path.name.endswith((".part", ".old"))]
    assert left == [], left


def points(log: str, folder: Path) -> list[tuple[str, int]]:
    """The calls of a traced run that have to do with our files, each with its number among its kind."""
    counts: dict[str, int] = {}
    found = []
    for line in log.split("\n"):
        # with -f each line begins with the process that made the call
        name = re.sub(r"^(?:\[pid +\d+\] |\d+ +)", "", line).partition("(")[0]
        if name in CALLS:
            counts[name] = counts.get(name, 0) + 1
            if str(folder.parent) in line:
                found.append((name, counts[name]))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("verb", ONES)
def test_whatever_call_to_the_system_fails_nothing_is_lost_and_the_next_run_ends_well(
    space, tmp_path, tracer, quiet, verb
):
    older, newer = quiet(verb)
    folder = tmp_path / "out"
    before(folder, older)
    # -y writes the path of a file beside its number, so that calls on our files are known from others
    log = tmp_path / "log"
    trace = [tracer, "-y", "-o", str(log), "-e", f"trace={','.join(CALLS)}"]
    subprocess.run([*trace, *command(space, verb, folder)], capture_output=True)
    chosen = points(log.read_text(errors="replace"), folder)
    assert len(chosen) > 20
    chance = random.Random(f"calls of {verb}")
    tried = [(name, number, how) for name, number in dict.fromkeys(chosen) for how in CALLS[name]]
    for name, number, how in chance.sample(tried, min(len(tried), SAMPLE)):
        before(folder, older)
        inject = [
            tracer,
            "-o",
            os.devnull,
            "-e",
            f"trace={name}",
            "-e",
            f"inject={name}:error={how}:when={number}",
        ]
        failed = subprocess.run([*inject, *command(space, verb, folder)], capture_output=True, text=True)
        assert failed.returncode in (0, 1), (name, number, how, failed.stderr)
        assert "Traceback" not in failed.stderr, (name, number, how, failed.stderr)
        assert "internal-error" not in failed.stderr, (name, number, how, failed.stderr)
        whole(folder, older, newer)
        if failed.returncode and chance.random() < 0.4:
            ends(space, verb, folder, newer)


@pytest.mark.slow
@pytest.mark.parametrize("verb", ONES)
@pytest.mark.parametrize(("sent", "times"), SIGNALS.items(), ids=lambda each: getattr(each, "name", ""))
def test_a_single_run_ended_at_any_moment_leaves_whole_files_and_the_next_one_ends_well(
    space, tmp_path, quiet, verb, sent, times
):
    older, newer = quiet(verb)
    folder = tmp_path / "out"
    before(folder, older)
    began = time.monotonic()
    subprocess.run(command(space, verb, folder), capture_output=True)
    takes = time.monotonic() - began
    chance = random.Random(f"{sent.name} of {verb}")
    ended = 0
    for _ in range(times):
        before(folder, older)
        process = subprocess.Popen(command(space, verb, folder), stderr=subprocess.PIPE, text=True)
        # most of the time passes before the first file is written; the rest is where it matters
        time.sleep(chance.uniform(0.4, 1) * takes)
        ended += process.poll() is None
        process.send_signal(sent)
        _, err = process.communicate(timeout=60)
        assert "Traceback" not in err, err
        whole(folder, older, newer)
        ends(space, verb, folder, newer)
    assert ended >= times // 2


@pytest.mark.slow
@pytest.mark.parametrize("verb", ONES)
def test_a_run_ended_at_the_very_rename_leaves_whole_files(space, tmp_path, tracer, quiet, verb):
    older, newer = quiet(verb)
    folder = tmp_path / "out"
    for name in ("rename", "fsync"):
        for number in (1, 2, 3):
            before(folder, older)
            inject = [
                tracer,
                "-o",
                os.devnull,
                "-e",
                f"trace={name}",
                "-e",
                f"inject={name}:signal=SIGKILL:when={number}",
            ]
            subprocess.run([*inject, *command(space, verb, folder)], capture_output=True)
            whole(folder, older, newer)
    ends(space, verb, folder, newer)
