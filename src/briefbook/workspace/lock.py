"""Who may write into an output folder: one run at a time, and one that died holds nothing."""

import json
import os
import socket
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.workspace import processes
from briefbook.workspace.places import Place

FOLDER = ".briefbook"
# below the output folder: what a run needs to know of itself
NAME = "lock"
_BEYOND = 1 << 30
# the byte that Windows locks; far behind the words, so that others can read them
_TRIES = 20
_CAREFULLY = ("NOFOLLOW", "NONBLOCK", "CLOEXEC")


@contextmanager
def held(folder: Place) -> Iterator[tuple[Diagnostic, ...]]:
    """Hold an output folder; a diagnostic that is an error says why it is not held."""
    if isinstance(folder, str):
        with _held_remotely(f"{folder}/{FOLDER}") as said:
            yield said
        return
    # a run that was ended may have left the inner one, with nothing in it but its lock
    made = [folder / FOLDER, *([] if os.path.lexists(folder) else [folder])]
    handle, said = _taken(folder)
    try:
        yield said
    finally:
        if handle is not None:
            _release(handle, folder / FOLDER / NAME)
        for each in made:
            # only when nothing came of it
            with suppress(OSError):
                each.rmdir()


def _taken(folder: Path) -> tuple[int | None, tuple[Diagnostic, ...]]:
    """Take the lock of a folder: its handle, and what is to be said; no handle where it cannot be taken."""
    path = folder / FOLDER / NAME
    try:
        handle = _opened(path)
        if handle is None:
            return None, (_busy(_owner_on_disk(path), str(folder)),)
        before = _owner_on_disk(path)
    except OSError as error:
        return None, (_unwritable(folder, error),)
    # the words are for people; a disk that has no room for them holds the lock all the same
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.write(handle, _me())
    return handle, _recovered(before, str(folder))


def _opened(path: Path) -> int | None:
    """The lock's handle, held; None when another process holds it."""
    # a pipe would be waited at for ever
    flags = os.O_RDWR | os.O_CREAT | sum(getattr(os, f"O_{each}", 0) for each in _CAREFULLY)
    for _ in range(_TRIES):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.parent.is_symlink():
            raise OSError(0, f"{FOLDER} is a link, and links are not followed")
        try:
            handle = os.open(path, flags, 0o666)
        except FileNotFoundError:
            # another run that was done took its folder away
            continue
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise OSError(0, f"{FOLDER}/{NAME} is not a regular file")
            if not _locked(handle):
                os.close(handle)
                return None
            # whoever held it may have removed the file between our opening it and our holding it
            with suppress(OSError):
                if os.path.samestat(os.fstat(handle), path.stat()):
                    return handle
            os.close(handle)
        except OSError:
            os.close(handle)
            raise
    return None


def _locked(handle: int) -> bool:
    """Take the system's own lock on an open file; it goes with the process, however that ends."""
    try:
        import fcntl
    except ImportError:
        return _locked_on_windows(handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _locked_on_windows(handle: int) -> bool:
    import msvcrt

    os.lseek(handle, _BEYOND, os.SEEK_SET)
    try:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except OSError:
        return False
    os.lseek(handle, 0, os.SEEK_SET)
    return True


def _release(handle: int, path: Path) -> None:
    with suppress(OSError):
        path.unlink()
    with suppress(OSError):
        os.close(handle)
    # Windows removes no open file
    with suppress(OSError):
        if os.name == "nt":
            path.unlink()


@contextmanager
def _held_remotely(folder: str) -> Iterator[tuple[Diagnostic, ...]]:
    """Hold a folder of a store by an object that is written only where there is none."""
    from briefbook.workspace import remote

    mine, said = _taken_remotely(folder)
    try:
        yield said
    finally:
        if mine:
            with suppress(OSError):
                remote.remove(folder, [NAME])


def _taken_remotely(folder: str) -> tuple[bool, tuple[Diagnostic, ...]]:
    from briefbook.workspace import remote

    shown = folder.removesuffix(f"/{FOLDER}")
    try:
        if remote.create(folder, NAME, _me()):
            return True, ()
        before = _owner(remote.read(folder, NAME).data)
        if _is_dead(before):
            remote.remove(folder, [NAME])
            if remote.create(folder, NAME, _me()):
                return True, _recovered(before, shown)
            before = _owner(remote.read(folder, NAME).data)
        return False, (_busy(before, shown),)
    except OSError as error:
        return False, (_unwritable(shown, error),)


def _me() -> bytes:
    """This process, as a lock says it: a number, its machine, and when the process began."""
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return json.dumps(
        {
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "since": now,
            "start": processes.began(os.getpid()),
        }
    ).encode()


def _owner_on_disk(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            return _owner(stream.read(4096))
    except OSError:
        return {}


def _owner(data: bytes) -> dict[str, Any]:
    """What a lock says of its owner; {} when it says nothing that can be understood."""
    try:
        table = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        return {}
    return table if isinstance(table, dict) else {}


def _is_dead(owner: dict[str, Any]) -> bool:
    """Whether a lock's owner was a process of this machine that is no more."""
    pid = owner.get("pid")
    if owner.get("host") != socket.gethostname() or not isinstance(pid, int):
        return False
    return processes.is_over(pid, str(owner.get("start") or ""))


def _busy(owner: dict[str, Any], folder: str) -> Diagnostic:
    message = (
        f"another run writes into this folder: {_called(owner)}; wait for it, or choose another folder "
        f"with -o. If no such run is left, remove {FOLDER}/{NAME} there"
    )
    return Diagnostic("folder-busy", message, path=folder)


def _recovered(owner: dict[str, Any], folder: str) -> tuple[Diagnostic, ...]:
    if not owner:
        return ()
    message = f"an earlier run was ended before it was done: {_called(owner)}; this one goes on from there"
    return (Diagnostic("broken-off", message, Severity.NOTE, folder),)


def _called(owner: dict[str, Any]) -> str:
    known = [str(owner.get(key, "?"))[:80] for key in ("pid", "host", "since")]
    return "process {} on {}, since {}".format(*known) if owner else "one that does not say which"


def _unwritable(folder: Place, error: OSError) -> Diagnostic:
    reason = error.strerror or str(error) or type(error).__name__
    return Diagnostic("cannot-write", f"the output folder cannot be written: {reason}", path=str(folder))
