"""What an ended run left beside a single file goes with the next run; nothing of a person does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefbook import workspace
from briefbook.model.document import Rendering


def over() -> int:
    """The number of a process that is no more."""
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot be asked whether a process is over")
@pytest.mark.parametrize(
    ("command", "name"),
    [
        (("init",), "briefs/harbour-visit.toml"),
        (("templates", "copy", "sections/default.md.j2"), "templates/sections/default.md.j2"),
        (("check", "--html", "{root}/page.html"), "page.html"),
        (("bind", "-o", "{root}/book.pdf"), "book.pdf"),
        (("build", "--draft", "{root}/seeds/lake", "--to", "md", "-o", "{root}/out"), "out/draft.md"),
    ],
    ids=lambda each: each[0] if isinstance(each, tuple) else "",
)
def test_the_next_run_takes_away_what_an_ended_one_left_beside_a_file(space, command, name):
    folder, _, plain = name.rpartition("/")
    at = f"{folder}/" if folder else ""
    left, alive = f"{at}.{plain}.{over()}.part", f"{at}.{plain}.{os.getppid()}.part"
    own = [f"{at}.{plain}.part", f"{at}{plain}.12.part", f"{at}.mine.txt.{over()}.part"]
    for each in (left, alive, *own):
        space.write(each, "half")
    ran = space.run(*(each.format(root=space.root) for each in command))
    assert ran.status == 0, ran.err
    there = set(space.files())
    assert name in there
    assert left not in there
    assert set(own) <= there
    # who holds the folder knows that nobody else writes there; others leave what a living process writes
    assert (alive in there) == (command[0] not in ("bind", "build"))


def test_init_ended_in_the_middle_is_completed_by_the_next(space):
    root = space.root.parent / "new"
    assert space.run_bare("init", str(root)).status == 0
    whole = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    for path in list(whole)[::2]:
        path.unlink()
    assert space.run_bare("init", str(root)).status == 0
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == whole
    # a file that a person changed is in the way as before
    first, second = list(whole)[:2]
    first.write_bytes(b"mine")
    second.unlink()
    ran = space.run_bare("init", str(root))
    assert (ran.status, "already-there" in ran.err, second.exists()) == (1, True, False)


def test_an_older_file_is_never_lost_where_a_disk_knows_no_second_names(tmp_path, monkeypatch):
    for name in ("one", "two"):
        (tmp_path / name).write_text("older")
    put = []

    def replaced(self: Path, target: Path) -> Path:
        if put:
            raise OSError(5, "Input/output error")
        put.append(target)
        return self.rename(target)

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    monkeypatch.setattr(Path, "replace", replaced)
    said = workspace.save(tmp_path, [Rendering(name, "", b"newer") for name in ("one", "two")])
    assert [item.code for item in said] == ["cannot-write"]
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"one": "newer", "two": "older"}
