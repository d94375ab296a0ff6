"""An export that is ended, runs out of room or meets another one: nothing half-written, nothing lost."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import many
import pytest

POSIX = pytest.mark.skipif(os.name == "nt", reason="signals and mounts of POSIX")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="workers are found in /proc")
BRIEFS = 40


def end(process: subprocess.Popen) -> None:
    """End a run and its workers at once, as a power cut would."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def whole(folder: Path, wanted: dict[str, bytes]) -> None:
    """No file under its final name is half a file."""
    for name, data in many.built(folder).items():
        assert data == wanted[name], name


@POSIX
@pytest.mark.slow
def test_an_export_killed_twenty_times_ends_with_the_bytes_of_an_undisturbed_one(space, tmp_path):
    many.add(space, BRIEFS - 1, formats='["docx", "md"]')
    quiet, disturbed = tmp_path / "quiet", tmp_path / "disturbed"
    start = time.monotonic()
    assert many.ran("-C", space.root, "build", "-j", 2, "-o", quiet).returncode == 0
    takes = time.monotonic() - start
    wanted, chance = many.built(quiet), random.Random(8)
    assert len(wanted) == 2 * BRIEFS
    kills = 0
    for number in range(20):
        # most runs build everything, so that kills fall into the middle of a replacement too
        force = ["--force"] if number % 4 else []
        process = many.program("-C", space.root, "build", "-j", 2, "-o", disturbed, *force)
        time.sleep(chance.uniform(0.05, 0.9 * takes))
        kills += process.poll() is None
        end(process)
        whole(disturbed, wanted)
    assert kills >= 15
    last = many.ran("-v", "-C", space.root, "build", "-j", 2, "-o", disturbed)
    assert last.returncode == 0, last.stderr
    assert many.built(disturbed) == wanted
    assert many.record(disturbed) == many.record(quiet)
    assert sorted(path.name for path in disturbed.iterdir()) == [".briefbook", *sorted(wanted)]
    assert many.ran("-C", space.root, "check", "--outputs", "-o", disturbed).returncode == 0


@POSIX
def test_the_run_after_a_killed_one_builds_only_the_rest(space, tmp_path):
    many.add(space, 30, formats='["docx"]')
    process = many.program("-C", space.root, "build", "-j", 1, "-o", tmp_path / "out")
    wait_for(lambda: len(list((tmp_path / "out").glob("*.docx"))) >= 10)
    end(process)
    checked = many.ran("-C", space.root, "check", "--outputs", "-o", tmp_path / "out")
    assert "error unfinished: the last run did not come to its end" in checked.stderr
    again = many.ran("-v", "-C", space.root, "build", "--json", "-o", tmp_path / "out")
    said = json.loads(again.stdout)
    kept = [brief["name"] for brief in said["briefs"] if not brief["built"]]
    assert 9 <= len(kept) < 31
    assert [each["code"] for each in said["diagnostics"]] == ["broken-off"]
    assert f"process {process.pid} on " in said["diagnostics"][0]["message"]


@LINUX
def test_a_worker_that_is_killed_costs_no_brief(space, tmp_path):
    many.add(space, 60, formats='["docx", "pdf"]')
    process = many.program("-C", space.root, "build", "--json", "-j", 2, "-o", tmp_path / "out")
    wait_for(lambda: len(list((tmp_path / "out").glob("*.docx"))) >= 2)
    os.kill(children(process.pid)[-1], signal.SIGKILL)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, "")
    assert [brief["ok"] for brief in json.loads(out)["briefs"]] == [True] * 61
    assert len(many.built(tmp_path / "out")) == 122


@LINUX
def test_workers_do_not_outlive_a_killed_parent(space, tmp_path):
    many.add(space, 40, formats='["docx", "pdf"]')
    process = many.program("-C", space.root, "build", "-j", 2, "-o", tmp_path / "out")
    wait_for(lambda: list((tmp_path / "out").glob("*.pdf")))
    workers = children(process.pid)
    assert workers
    process.kill()
    process.communicate()
    wait_for(lambda: not any(alive(each) for each in workers))


def wait_for(reached, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.01)


def children(pid: int) -> list[int]:
    """The worker processes of a run, as Linux lists them."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if stat.read_text().rpartition(")")[2].split()[1] == str(pid):
                found.append(int(stat.parent.name))
    return found


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@POSIX
def test_two_runs_at_once_on_one_folder_do_not_get_in_each_others_way(space, tmp_path):
    many.add(space, 30, formats='["docx"]')
    first = many.program("-C", space.root, "build", "-j", 1, "-o", tmp_path / "out")
    wait_for(lambda: list((tmp_path / "out").glob("*.docx")))
    second = many.ran("-C", space.root, "build", "-o", tmp_path / "out")
    assert second.returncode == 1
    assert "error folder-busy: another run writes into this folder: process " in second.stderr
    assert f"process {first.pid} on " in second.stderr
    _, err = first.communicate(timeout=120)
    assert (first.returncode, err) == (0, "")
    assert many.ran("-C", space.root, "build", "-o", tmp_path / "out").returncode == 0
    assert many.ran("-C", space.root, "check", "--outputs", "-o", tmp_path / "out").returncode == 0


@POSIX
def test_of_many_runs_started_together_each_is_done_or_says_why_not(space, tmp_path):
    many.add(space, 6)
    runs = [many.program("-C", space.root, "build", "-o", tmp_path / "out") for _ in range(6)]
    ended = [(run.communicate(timeout=120), run.returncode) for run in runs]
    assert any(status == 0 for _, status in ended)
    assert all(status == 0 or "error folder-busy: " in said[1] for said, status in ended)
    assert many.ran("-C", space.root, "check", "--outputs", "-o", tmp_path / "out").returncode == 0
    assert not (tmp_path / "out/.briefbook/lock").exists()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"pid": "x"}', b'{"pid": 1, "host": "\x1b[2J"}', b"\xff"]
)
def test_a_lock_that_nobody_holds_is_taken_whatever_stands_in_it(space, content):
    space.write("out/.briefbook/lock", content)
    ran = space.run("build")
    assert ran.status == 0
    assert "\x1b" not in ran.err
    assert not (space.root / "out/.briefbook/lock").exists()


def test_a_journal_that_is_cut_or_hostile_is_read_as_far_as_it_is_good(space):
    many.add(space, 2)
    space.run("build")
    manifest = json.loads(space.read("out/.briefbook/manifest.json"))["outputs"]
    lines = [json.dumps({name: row}) for name, row in manifest.items()]
    (space.root / "out/.briefbook/manifest.json").unlink()
    space.write("out/.briefbook/journal", f"{lines[0]}\n{lines[1][:80]}")
    said = json.loads(space.run("build", "--json").out)
    assert [brief["built"] for brief in said["briefs"]] == [False, True, True]
    assert sorted(path.name for path in (space.root / "out/.briefbook").iterdir()) == ["manifest.json"]


def test_what_a_killed_run_left_half_written_is_swept_and_nothing_else(space):
    for name in (
        ".lake-visit.md.123.part",
        ".lake-visit.docx.9.old",
        ".mine.md",
        ".notes.12.part",
        "x.md.1.part",
    ):
        space.write(f"out/{name}", "half")
    assert space.run("build").status == 0
    left = sorted(path.name for path in (space.root / "out").iterdir())
    assert left == [".briefbook", ".mine.md", ".notes.12.part", "lake-visit.md", "x.md.1.part"]


@POSIX
@pytest.mark.skipif(os.name != "nt" and os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_said(space):
    folder = space.root / "out"
    folder.mkdir()
    folder.chmod(0o500)
    ran = space.run("build")
    folder.chmod(0o700)
    assert (ran.status, "error cannot-write: " in ran.err) == (1, True)


def test_a_folder_that_is_missing_is_made_with_those_above_it(space):
    assert space.run("build", "-o", str(space.root / "a/b/c")).status == 0
    assert list(many.built(space.root / "a/b/c")) == ["lake-visit.md"]


@pytest.fixture
def disk(tmp_path):
    """A small disk of its own: a tmpfs, which only root may mount."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("a small disk is a tmpfs, and only root of Linux may mount one")
    folder = tmp_path / "disk"
    folder.mkdir()

    def mount(options: str) -> Path:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "none", folder], capture_output=True, text=True
        )
        if done.returncode:
            pytest.skip(f"a tmpfs cannot be mounted here: {done.stderr.strip()}")
        return folder

    yield mount
    subprocess.run(["umount", "-l", folder], capture_output=True)


def test_a_full_disk_is_said_nothing_is_lost_and_the_next_run_finishes_the_rest(space, disk, tmp_path):
    many.add(space, 30, formats='["docx"]')
    folder = disk("size=200k")
    ran = space.run("build", "-o", str(folder))
    assert ran.status == 1
    assert (
        f"{folder}: error cannot-write: the output could not be written: No space left on device" in ran.err
    )
    assert many.ran("-C", space.root, "build", "-j", 2, "-o", tmp_path / "roomy").returncode == 0
    wanted, got = many.built(tmp_path / "roomy"), many.built(folder)
    assert 0 < len(got) < 31
    whole(folder, wanted)
    subprocess.run(["mount", "-o", "remount,size=8m", folder], check=True)
    said = json.loads(space.run("build", "--json", "-o", str(folder)).out)
    assert sum(not brief["built"] for brief in said["briefs"]) >= len(got) - 2
    assert many.built(folder) == wanted
    assert many.record(folder) == many.record(tmp_path / "roomy")


def test_older_files_stay_when_there_is_no_room_for_newer_ones(space, disk):
    folder = disk("size=100k")
    assert space.run("build", "--to", "docx,md", "-o", str(folder)).status == 0
    before = many.built(folder)
    with suppress(OSError):
        (folder / ".filler").write_bytes(b"x" * 200_000)
    space.change("briefs/lake-visit.toml", "Visit of", "Journey of")
    ran = space.run("build", "--to", "docx,md", "-o", str(folder))
    assert (ran.status, "error cannot-write: " in ran.err) == (1, True)
    assert many.built(folder) == before
    (folder / ".filler").unlink()
    assert space.run("build", "--to", "docx,md", "-o", str(folder)).status == 0
    assert b"Journey of" in many.built(folder)["lake-visit.md"]


def test_a_disk_that_is_read_only_is_said(space, disk):
    folder = disk("size=1m,ro")
    ran = space.run("build", "-o", str(folder))
    assert ran.status == 1
    assert "error cannot-write: the output folder cannot be written: Read-only file system" in ran.err


BREAK = {
    "toml": lambda text: text.replace("[visit]", "[visit"),
    "key": lambda text: text.replace("date =", "datte ="),
    "date": lambda text: text.replace("2031-04-09", '"April"'),
    "level": lambda text: text.replace('"state"', '"grand"'),
    "collection": lambda text: text.replace('["lake"]', '["lakes"]'),
    "theme": lambda text: text.replace("[visit]", "[visit]").replace(
        'lang = "en"', 'lang = "en"\ntheme = "bleu"'
    ),
    "format": lambda text: text.replace('"md"', '"mdx"'),
    "kind": lambda text: text.replace('lang = "en"', 'lang = "en"\nkind = "novel"'),
    "type": lambda text: text.replace('lang = "en"', "lang = 7"),
    "order": lambda text: text.replace("2031-04-03", "2031-03-03"),
    "title": lambda text: text.replace("title =", "# title ="),
    "control": lambda text: text.replace("Talks", "Talks\\u0007"),
    "hidden": lambda text: text.replace("Talks", "Talks\u202e"),
    "twice": lambda text: text.replace('"economy", ', '"economy", "economy", '),
    "style": lambda text: text.replace('lang = "en"', 'lang = "en"\ncitation_style = "../x"'),
    "visit": lambda text: text[: text.index("[visit]")],
    "nothing": lambda text: "",
    "deep": lambda text: "a = " + "[" * 500,
    "latin": lambda text: text.replace("Talks", "Talks \udce9"),
    "host": lambda text: text.replace("host =", "hots ="),
}


@pytest.mark.slow
def test_of_three_hundred_briefs_twenty_broken_ones_are_named_and_the_others_built(space):
    names = many.add(space, 299)
    broken = dict(zip(random.Random(3).sample(names, 20), BREAK, strict=True))
    for name, way in broken.items():
        text = BREAK[way](space.read(f"briefs/{name}.toml"))
        space.write(f"briefs/{name}.toml", text.encode("utf-8", "surrogateescape"))
    ran = many.ran("-C", space.root, "build", "--json", "-j", 2)
    said = json.loads(ran.stdout)
    assert (ran.returncode, said["ok"]) == (1, False)
    assert len(many.built(space.root / "out")) == 280
    failed = {brief["id"]: brief["diagnostics"] for brief in said["briefs"] if not brief["ok"]}
    assert set(failed) == set(broken)
    for name, found in failed.items():
        errors = [item for item in found if item["severity"] == "error"]
        assert errors, broken[name]
        assert {item["path"] for item in errors} == {f"briefs/{name}.toml"}, (broken[name], errors)
        assert all(item["line"] for item in errors), (broken[name], errors)
    again = json.loads(many.ran("-C", space.root, "build", "--json").stdout)
    assert sum(not brief["built"] for brief in again["briefs"] if brief["ok"]) == 280


def test_what_a_killed_run_left_of_its_own_notes_is_swept_too(space):
    space.write("out/.briefbook/.before.json.4711.part", "{")
    space.write("out/.lake-visit.md.4711.part", "half a fi")
    assert space.run("build").status == 0
    left = [path.name for path in (space.root / "out").rglob("*.part")]
    assert left == []
