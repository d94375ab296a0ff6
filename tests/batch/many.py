"""Workspaces with many small briefs, and what stands in an output folder."""

import os
import subprocess
import sys
from pathlib import Path


def add(space, count: int, *, formats: str = '["md"]') -> list[str]:
    """Give a workspace more briefs on its one collection, each with a title of its own."""
    text = space.read("briefs/lake-visit.toml").replace('formats = ["md"]', f"formats = {formats}")
    space.write("briefs/lake-visit.toml", text)
    names = [f"paper-{number:03d}" for number in range(count)]
    for name in names:
        space.write(
            f"briefs/{name}.toml", text.replace("Visit of the President", f"Talks {name} of the President")
        )
    return names


def built(folder: Path) -> dict[str, bytes]:
    """The files of an output folder that a person sees."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("[!.]*"))}


def record(folder: Path) -> dict[str, bytes]:
    """What an output folder notes of itself."""
    return {path.name: path.read_bytes() for path in sorted((folder / ".briefbook").iterdir())}


def program(*arguments: object, **options: object) -> subprocess.Popen:
    """`briefbook` in a process of its own, with its own group, so that it can be ended with its workers."""
    command = [sys.executable, "-m", "briefbook", *(str(each) for each in arguments)]
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **options}
    return subprocess.Popen(command, start_new_session=os.name != "nt", **options)


def ran(*arguments: object) -> subprocess.CompletedProcess:
    """The same, to its end."""
    process = program(*arguments)
    out, err = process.communicate(timeout=300)
    assert "Traceback" not in err, err
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)
