"""What a person sees of an export: a bar on a terminal, lines elsewhere, a table at the end."""

import os
import select
import subprocess
import sys
import time

import many
import pytest


def on_a_terminal(*arguments: object) -> str:
    """What `briefbook` writes to stderr when that is a terminal."""
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "briefbook", *(str(each) for each in arguments)]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env=environment)
    os.close(theirs)
    said, end = b"", time.monotonic() + 120
    while time.monotonic() < end:
        if not select.select([ours], [], [], 0.2)[0]:
            if process.poll() is not None:
                break
            continue
        try:
            said += os.read(ours, 65536)
        except OSError:
            break
    out = process.communicate(timeout=60)[0].decode()
    os.close(ours)
    return said.decode("utf-8", "replace") + "\n== stdout\n" + out


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="a terminal is a pty of POSIX")
def test_a_terminal_shows_a_bar_with_rate_and_time_left_and_then_the_table(space):
    names = many.add(space, 80, formats='["docx", "pdf"]')
    shown = on_a_terminal("-C", space.root, "build", "-j", 1)
    bar, _, out = shown.partition("\n== stdout\n")
    assert "/81" in bar
    assert "/s" in bar
    assert "0:00:" in bar
    assert names[0] not in out
    assert out.splitlines()[0].split() == [
        "briefs", "built", "unchanged", "with", "errors", "files", "pages", "notes", "bytes", "seconds",
    ]  # fmt: skip
    assert out.splitlines()[1].split()[:5] == ["81", "81", "0", "0", "162"]


def test_elsewhere_there_is_a_line_a_file_as_it_comes_and_no_bar(space):
    many.add(space, 2)
    ran = many.ran("-C", space.root, "build")
    lines = ran.stdout.splitlines()
    assert ran.stderr == ""
    assert lines[0].startswith(f"{space.root}/out/lake-visit.md  4 notes, ")
    assert len(lines) == 5
    again = many.ran("-C", space.root, "build").stdout.splitlines()
    assert again[0].endswith(" bytes, unchanged")
    assert again[-1].split()[:4] == ["3", "0", "3", "0"]


def test_one_brief_needs_no_table(space):
    assert len(space.run("build").out.splitlines()) == 1


@pytest.mark.parametrize("option", ["-q", "--json"])
def test_who_wants_no_lines_gets_none(space, option):
    out = space.run("build", option).out
    assert "notes," not in out
