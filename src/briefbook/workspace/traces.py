"""What tells of this machine and its user: looked for in every file, so that none carries it away."""

import os
from functools import lru_cache
from pathlib import Path

from briefbook.model.trace import Trace
from briefbook.workspace.places import Place

SHORT = 4
# characters that a name of a user or a machine must have to be looked for by itself


@lru_cache(maxsize=4)
def of(root: Place) -> tuple[Trace, ...]:
    """Folders as they are; names of user and machine where they cannot be words of a brief.

    A plain word (`anna`, `vietnam`) is looked for only as a part of an address, `anna@` or `@vietnam`; a name
    with a figure, a dot or a hyphen in it (`desk-17`) wherever it stands.
    """
    found = {Trace("the workspace", str(root) if isinstance(root, str) else _path(root))}
    found |= {Trace("the home folder", _path(Path(home))) for home in _homes()}
    found |= {
        Trace("the folder of the program", _path(Path(__file__).parents[2])),
        Trace("the folder it was started in", _path(Path())),
    }
    for user in _users():
        found |= {Trace("the user's name", shape) for shape in (f"{user}@", *_bare(user))}
    if host := _host():
        found |= {Trace("the machine's name", shape) for shape in (f"@{host}", f"//{host}/", *_bare(host))}
    return tuple(sorted((each for each in found if each.words), key=lambda each: (each.what, each.words)))


def _path(path: Path) -> str:
    """A folder as it would stand in a file; of the root of the disk nothing can be told."""
    try:
        text = str(path.resolve())
    except (OSError, RuntimeError):
        return ""
    parts = Path(text).parts
    return "" if len(parts) < 2 else text + os.sep if len(parts) == 2 else text


def _homes() -> set[str]:
    homes = {os.environ.get(name, "") for name in ("HOME", "USERPROFILE")}
    return {home for home in homes if home}


def _users() -> set[str]:
    return {name for key in ("LOGNAME", "USER", "USERNAME") if (name := os.environ.get(key, ""))}


def _host() -> str:
    if hasattr(os, "uname"):
        return os.uname().nodename
    return os.environ.get("COMPUTERNAME", "")


def _bare(name: str) -> tuple[str, ...]:
    return (name,) if len(name) >= SHORT and not name.isalpha() else ()
