"""Where files lie: a folder of this machine, or the URL of an object store."""

import re
from pathlib import Path
from typing import TypeGuard

from briefbook.errors import BriefbookError
from briefbook.model.diagnostic import Diagnostic
from briefbook.text import shape

Place = Path | str
# a str is a URL, without a slash at its end

STORES = {"s3": "s3", "gs": "remote", "gcs": "remote", "az": "remote", "abfs": "remote"}
# the stores that may be named, and the extra that reaches them
_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://(.*)", re.DOTALL)


def place(written: str) -> Place:
    """What a path or URL on the command line means."""
    found = _URL.fullmatch(written)
    if not found:
        return Path(written)
    scheme, rest = found[1].lower(), found[2].rstrip("/")
    if scheme not in STORES:
        hint = shape.nearest(scheme, STORES) or f"; there are {', '.join(f'{each}://' for each in STORES)}"
        raise BriefbookError([Diagnostic("bad-address", f"no store {shape.shown(f'{scheme}://')}{hint}")])
    parts = rest.split("/")
    if (
        not parts[0]
        or any(part in ("", ".", "..") for part in parts)
        or "::" in rest
        or not rest.isprintable()
    ):
        message = f"{shape.shown(written)} is no address of a folder; write {scheme}://bucket/folder"
        raise BriefbookError([Diagnostic("bad-address", message)])
    return f"{scheme}://{rest}"


def is_url(of: Place) -> TypeGuard[str]:
    """Whether a place is in an object store."""
    return isinstance(of, str)


def joined(folder: Place, name: str) -> Place:
    """A file or folder in a folder."""
    return f"{folder}/{name}" if isinstance(folder, str) else folder / name
