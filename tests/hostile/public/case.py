"""What a case of the public set is, and the small things that cases are made with."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Maker = Callable[[Path], None]
# lays something at a path: a link, a pipe, a folder, a giant
Change = "str | bytes | Maker"

TEXT = "seeds/lake/mirror-2031-04-02.txt"
FACTS = "seeds/lake/facts.toml"
SOURCES = "seeds/lake/sources.toml"
BRIEF = "briefs/lake-visit.toml"
SECTION = "templates/sections/economy.md.j2"
THEME = "templates/themes/default.toml"
NAMES = "seeds/lake/names.toml"
CONFIG = "briefbook.toml"


@dataclass(frozen=True)
class Case:
    """One hostile input."""

    name: str
    changes: Mapping[bytes | str, str | bytes | Maker]
    # by path below the workspace; a name that is not UTF-8 is bytes
    code: str = ""
    # of the error that must be told; "" = it builds. Of several, parted by |, one must be
    # "*" = what outcomes.toml has for it
    place: str | None = None
    # what the error is held against; None = the first file changed, "" = nothing
    line: bool = False
    # whether the error must name a line
    command: tuple[str, ...] = ("build", "--to", "docx,pdf,html,md")
    words: tuple[str, ...] = ()
    # what must stand in the brief letter for letter
    absent: tuple[str, ...] = ()
    # what may stand nowhere, neither in a file nor on the terminal
    warns: str = ""
    # the code of a warning that must be told
    status: int | None = None
    # exit status; None = 1 with an error and 0 without
    user: int = 0
    memory: int = 0
    steps: tuple[tuple[str, ...], ...] = field(default=())
    # commands that are run before


def said(value: object) -> str:
    """A value as TOML, every letter that could be lost on the way as an escape."""
    plain = (c if " " <= c < "\x7f" and c not in '"\\' else f"\\U{ord(c):08x}" for c in str(value))
    return '"' + "".join(plain) + '"'


def fact(words: str = "They signed.", exact: str = "signed a Fisheries Accord", **more: str) -> str:
    """A fact of a ledger; further keys, and other ones, as they are to be written."""
    rows = {"id": '"a"', "section": '"economy"', "statement": said(words), **more}
    lines = "\n".join(f"{key} = {value}" for key, value in rows.items() if value)
    return f'[[fact]]\n{lines}\n[[fact.quote]]\nsource = "mirror-2031-04-02"\nexact = {said(exact)}\n'


def brief(**more: str) -> str:
    """A brief with some keys more or otherwise; one that is "" is left out."""
    rows = {"title": '"V"', "lang": '"en"', "collections": '["lake"]', "sections": '["economy"]', **more}
    visit = '[visit]\nvisitor = "T"\nhost = "O"\nlevel = "state"\nfrom = 2031-04-01\nto = 2031-04-03\n'
    return "".join(f"{key} = {value}\n" for key, value in rows.items() if value) + visit


def source(**more: str) -> str:
    """A list of sources with one source, some keys more or otherwise."""
    rows = {"id": '"mirror-2031-04-02"', "path": '"mirror-2031-04-02.txt"', **more}
    return "[[source]]\n" + "".join(f"{key} = {value}\n" for key, value in rows.items() if value)


def link(to: str) -> Maker:
    """A symbolic link."""

    def make(path: Path) -> None:
        _away(path)
        path.symlink_to(to)

    return make


def hard_link(to: str) -> Maker:
    """A second name of a file."""

    def make(path: Path) -> None:
        _away(path)
        os.link(to, path)

    return make


def pipe(path: Path) -> None:
    """A named pipe that nobody writes into."""
    _away(path)
    os.mkfifo(path)


def listener(path: Path) -> None:
    """A socket, which stays when its owner is gone."""
    _away(path)
    back = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(back)


def folder(path: Path) -> None:
    """A folder where a file is meant."""
    _away(path)
    path.mkdir()


def gone(path: Path) -> None:
    """Nothing, where something was."""
    _away(path)


def locked(path: Path) -> None:
    """A file or folder that only root may read."""
    path.chmod(0)


def giant(size: int, begins: bytes = b"") -> Maker:
    """A file with a hole of so many bytes."""

    def make(path: Path) -> None:
        with path.open("wb") as stream:
            stream.write(begins)
            stream.truncate(size)

    return make


def moved(to: str) -> Maker:
    """A folder or file brought elsewhere, a link to it left behind."""

    def make(path: Path) -> None:
        aside = path.parent / to
        path.rename(aside)
        path.symlink_to(aside.name)

    return make


def several(
    name: str, makers: Mapping[str, Mapping[bytes | str, str | bytes | Maker]], **same: object
) -> Iterator[Case]:
    """Cases that differ in what is done and in nothing else."""
    for what, changes in makers.items():
        yield Case(f"{name}: {what}", changes, **same)  # type: ignore[arg-type]


def _away(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        import shutil

        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
