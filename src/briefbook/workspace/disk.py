"""Files of this machine: read without following links, written all or none."""

import hashlib
import os
import re
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

from briefbook import limits
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.document import Rendering
from briefbook.model.inputs import File

MAX_FOLDERS = 6
# folders below a collection, one in the other
LINKED = "a folder that is a link, and links are not followed"
LEFT = re.compile(r"\..+\.(?:docx|pdf|html|md|json)\.[0-9]+\.(?:part|old)", re.DOTALL)
# how files are called until they are whole, and older ones until the new ones are in place
_LEFT = re.compile(r"\.(?P<of>.+)\.(?P<run>[0-9]{1,10})\.(?P<kind>part|old)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Left:
    """What a run that was ended left beside a file that it was about to replace."""

    name: str
    of: str
    # the file
    run: int
    # the number in the names of one run's files: that of its process, where that was free
    kind: str
    # part: the newer file, not yet in place; old: the older one


def top(root: Path, folder: str) -> list[str]:
    """What lies directly in a folder, in a fixed order; hidden ones are passed over."""
    return [f"{folder}/{path.name}" for path in _listed(root / folder)] if not linked(root, folder) else []


def files(root: Path, folder: str) -> list[str]:
    """The files below a folder in a fixed order, links to folders too; at most one more than the limit."""
    most = limits.of("collection_files") + 1
    return list(islice(_walk(root, folder), most)) if not linked(root, folder) else []


def weight(root: Path, folder: str) -> int:
    """The bytes of all files below a folder, as far as they can be told without reading."""
    total = 0
    for name in _walk(root, folder):
        with suppress(OSError):
            total += (root / name).lstat().st_size
    return total


def has(root: Path, name: str) -> bool:
    """Whether anything of this name is there, a broken link too."""
    return os.path.lexists(root / name)


def has_folder(root: Path, name: str) -> bool:
    """Whether there is a folder of this name."""
    return _is_folder(root / name)


def linked(root: Path, name: str) -> bool:
    """Whether a file or folder below the root, or one that it lies in, is a link."""
    here = root
    for part in PurePosixPath(name).parts:
        here = here / part
        if _is_link(here):
            return True
    return False


def read_all(root: Path, names: Iterable[str]) -> Iterator[File]:
    """Read files one after the other."""
    return (read(root, name) for name in names)


def save(folder: Path, renderings: Sequence[Rendering]) -> tuple[Diagnostic, ...]:
    """Write files all or none: temporary files, fsync, rename; a failure puts the older ones back.

    All are written in their order before the first is put in its place, in the same order. So where a run was
    ended, the half-written files that it left say how far it came, see `left`.
    """
    run = _free_number(folder, [each.name for each in renderings])
    temporary = {each.name: folder / f".{each.name}.{run}.part" for each in renderings}
    kept: dict[str, Path] = {}
    new: list[str] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for rendering in renderings:
            _write(temporary[rendering.name], rendering.data)
        for name, path in temporary.items():
            aside = folder / f".{name}.{run}.old"
            fresh = not os.path.lexists(folder / name)
            # a second name for the older file, so that it can come back; at no moment is there none
            with suppress(OSError, NotImplementedError):
                os.link(folder / name, aside, follow_symlinks=False)
                kept[name] = aside
            path.replace(folder / name)
            # where a disk knows no second names, an older file cannot come back, and the newer one stays
            new += [name] if fresh else []
        _sync_folder(folder)
    except OSError as error:
        _put_back(folder, temporary, kept, new)
        reason = error.strerror or type(error).__name__
        return (Diagnostic("cannot-write", f"the output could not be written: {reason}", path=str(folder)),)
    for aside in kept.values():
        with suppress(OSError):
            aside.unlink()
    return ()


def append(folder: Path, name: str, data: bytes) -> None:
    """Add lines to a file; OSError when it cannot be."""
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    flags |= sum(getattr(os, f"O_{each}", 0) for each in ("NOFOLLOW", "NONBLOCK", "BINARY"))
    with os.fdopen(os.open(folder / name, flags, 0o666), "wb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise OSError(0, f"{name} is not a regular file")
        stream.write(data)


def move(folder: Path, name: str, to: str) -> None:
    """Give a file another name in one step; OSError when it cannot be."""
    (folder / name).replace(folder / to)
    _sync_folder(folder)


def remove(folder: Path, names: Iterable[str]) -> None:
    """Remove files; OSError when one is there and cannot be."""
    for name in names:
        (folder / name).unlink(missing_ok=True)


def listed(folder: Path) -> tuple[str, ...]:
    """The names of what lies in a folder, hidden ones too."""
    try:
        return tuple(sorted(path.name for path in folder.iterdir()))
    except OSError:
        return ()


def digest(folder: Path, name: str) -> tuple[int, str]:
    """The size and SHA-256 of a file; (-1, "") where there is none that may be read."""
    flags = (
        os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    try:
        handle = os.open(folder / name, flags)
    except OSError:
        return -1, ""
    try:
        with os.fdopen(handle, "rb") as stream:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                return -1, ""
            return status.st_size, hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return -1, ""


def holder(folder: Path) -> Callable[[str, int, str], bool]:
    """A question: does the folder hold a file of this name with this size and SHA-256?"""
    return lambda name, size, sha256: digest(folder, name) == (size, sha256)


def sweep(folder: Path) -> None:
    """Take away what a run that was ended left half-written; only for who holds the folder."""
    for name in listed(folder):
        if LEFT.fullmatch(name) and not _is_folder(folder / name):
            with suppress(OSError):
                (folder / name).unlink()


def left(folder: Path, names: Collection[str]) -> tuple[Left, ...]:
    """What runs that were ended left of these files; for who holds the folder, others ask `processes`."""
    found = ((name, _LEFT.fullmatch(name)) for name in listed(folder) if name.startswith("."))
    return tuple(
        Left(name, said["of"], int(said["run"]), said["kind"])
        for name, said in found
        if said and said["of"] in names and not _is_folder(folder / name)
    )


def _put_back(
    folder: Path, temporary: Mapping[str, Path], kept: Mapping[str, Path], new: Sequence[str]
) -> None:
    # first, so that nothing that is left says that a file which comes back was replaced
    for path in temporary.values():
        with suppress(OSError):
            path.unlink(missing_ok=True)
    for name in temporary:
        with suppress(OSError):
            if name in kept:
                kept[name].replace(folder / name)
            elif name in new:
                (folder / name).unlink()


def _free_number(folder: Path, names: Sequence[str]) -> int:
    """A number for the names of files until they are whole: no killed run has left one with it."""
    number = os.getpid()
    while any(
        os.path.lexists(folder / f".{name}.{number}.{kind}") for name in names for kind in ("part", "old")
    ):
        number += 1
    return number


def _walk(root: Path, folder: str, depth: int = 0) -> Iterator[str]:
    if depth > MAX_FOLDERS:
        return
    for path in _listed(root / folder):
        name = f"{folder}/{path.name}"
        if _is_folder(path) and not _is_link(path):
            yield from _walk(root, name, depth + 1)
        else:
            yield name


def _is_folder(path: Path) -> bool:
    # `Path.is_dir` fails in a folder that may not be entered
    return os.path.isdir(path)  # noqa: PTH112


def _is_link(path: Path) -> bool:
    return os.path.islink(path)  # noqa: PTH114


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []


def read(root: Path, name: str, limit: int = 0) -> File:
    """Read one regular file below the root; a link, pipe, device or giant is refused unread."""
    limit = limit or limits.of("file_bytes")
    through = [part for part in PurePosixPath(name).parents if part.name and _is_link(root / part)]
    if through:
        return File(name, refused=f"stands in {through[0]}, which is a link, and links are not followed")
    flags = (
        os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    try:
        handle = os.open(root / name, flags)
    except FileNotFoundError:
        return File(name, refused="is not there")
    except OSError as error:
        is_link = _is_link(root / name)
        reason = "is a link, and links are not followed" if is_link else f"cannot be read: {error.strerror}"
        return File(name, refused=reason)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            os.close(handle)
            return File(name, refused="is not a regular file")
        with os.fdopen(handle, "rb") as stream:
            if status.st_size > limit:
                return File(
                    name, refused=f"has {status.st_size:,} bytes; the limit is {limit:,} (file_bytes)"
                )
            # so many bytes are taken before one is read
            return File(name, stream.read(status.st_size + 1))
    except OSError as error:
        return File(name, refused=f"cannot be read: {error.strerror}")


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    # a rename is durable only once its folder is
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
