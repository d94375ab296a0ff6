"""Whatever stands in a name, a key or a value: a terminal gets letters, and JSON stays JSON."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SIGNS = {
    "escape": "\x1b]0;evil\x07\x1b[2J",
    "C1": "\x9b31m",
    "direction": "\u202e\u2066",
    "nothing": "\u200b\ufeff",
    "tags": "\U000e0041",
}
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
COMMANDS = (["check"], ["build"], ["build", "no{0}brief"], ["bind", "-o", "b{0}.pdf"], ["templates", "list"],
            ["templates", "show", "x{0}"], ["sources", "export", "l{0}"])  # fmt: skip


def spoilt(space, sign: str) -> None:
    """The sign in the name of a brief, of a source and of a template, in keys and in values."""
    brief = space.read("briefs/lake-visit.toml")
    names = {
        f"briefs/x{sign}y.toml": brief.replace("lang =", f"{json.dumps('la' + sign)} = 1\nlang ="),
        "briefs/z.toml": brief.replace('"economy"', json.dumps(f"eco{sign}nomy")),
        f"seeds/lake/a{sign}b.txt": "Words.\n",
        f"templates/sections/s{sign}.md.j2": "{{ nothing",
        f"templates/odd{sign}.md.j2": "{{",
    }
    for name, text in names.items():
        try:
            space.write(name, text)
        except (OSError, ValueError):
            continue
    facts = space.read("seeds/lake/facts.toml")
    space.write(
        "seeds/lake/facts.toml",
        facts.replace('tags = ["signed"]', f'tags = ["signed"]\n{json.dumps("k" + sign)} = 1'),
    )


@pytest.mark.parametrize("sign", SIGNS.values(), ids=SIGNS)
def test_no_command_writes_a_sign_that_a_terminal_obeys(space, sign: str) -> None:
    spoilt(space, sign)
    for command in COMMANDS:
        ran = space.run("-v", *(each.format(sign) for each in command))
        assert FORBIDDEN.search(ran.out + ran.err) is None, command


@pytest.mark.parametrize("sign", SIGNS.values(), ids=SIGNS)
def test_json_stays_json(space, sign: str) -> None:
    spoilt(space, sign)
    ran = space.run("check", "--json")
    told = json.loads(ran.out)
    assert told["ok"] is False
    assert FORBIDDEN.search(ran.out) is None


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="a terminal is a pty of POSIX")
def test_on_a_terminal_only_our_own_colours_and_the_bar_move_anything(space) -> None:
    import pty

    spoilt(space, SIGNS["escape"])
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "briefbook", "-C", str(space.root), "build"]
    environment = {**os.environ, "TERM": "xterm"}
    process = subprocess.Popen(
        command, stdout=theirs, stderr=theirs, env=environment, cwd=Path(space.root).parent
    )
    os.close(theirs)
    said = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        said += piece
    process.wait(timeout=60)
    os.close(ours)
    assert b"error" in said
    assert b"evil\x07" not in said
    assert b"\x1b]" not in said
    assert b"\x1b[2J" not in said
