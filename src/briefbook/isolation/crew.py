"""Warm workers and who watches them: one that dies, is stuck or takes too much is ended and replaced."""

import mmap
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from multiprocessing import connection, current_process, get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import Any

from briefbook.errors import BriefbookError
from briefbook.isolation import beacon, worker
from briefbook.isolation.worker import Bounds, Came
from briefbook.model.diagnostic import Diagnostic

LOOK = 0.05
# seconds between two looks at the memory of workers whose system holds no limit
STALLED = 20
# seconds in which nothing more of a message comes
STARTING = 120
# seconds that a new worker has before its first task
PARTING = 1.0
# seconds that a worker has to finish what it does when a run is stopped


@dataclass(slots=True)
class Member:
    """A worker as the process that watches it knows it."""

    process: BaseProcess
    line: Any
    shared: Any
    held: int = 0
    # bytes of memory when it began its task
    task: "Task | None" = None
    begun: float = 0.0
    # on the clock of this process; first when its task was given, then when it began with it
    ready: bool = False


@dataclass(slots=True)
class Task:
    """A piece of work and how often it was begun."""

    function: Callable[[Any], Any]
    argument: Any
    path: str
    bounds: Bounds
    tries: int = 0


@dataclass(slots=True)
class Crew:
    """Workers that stay warm from one run to the next."""

    size: int = 1
    members: list[Member] = field(default_factory=list)
    loading: Callable[[], None] | None = None
    # what a new worker does before its first task, outside of its bounds


def worked(crew: Crew, tasks: Iterable[Task]) -> Generator[tuple[Any, Any], None, None]:
    """The argument of each task and what came of it, in any order: a value or why there is none."""
    waiting, again = iter(tasks), deque[Task]()
    more, whole = True, False
    try:
        while True:
            while more and (room := _room(crew)):
                task = next(waiting, None)
                if task is None:
                    more = False
                else:
                    _give(crew, room[0], task)
            if not more and again and not _busy(crew):
                # by itself, so that nothing else can be what ends it
                _give(crew, _room(crew)[0], again.popleft())
            if not _busy(crew):
                whole = True
                return
            for task, answer in _heard(crew):
                if answer is None:
                    again.append(task)
                elif isinstance(answer, Diagnostic):
                    yield task.argument, answer
                else:
                    yield task.argument, _told(answer)
    finally:
        if not whole:
            dismiss(crew)


def dismiss(crew: Crew) -> None:
    """End every worker; one at work may finish, if it is quick."""
    until = time.monotonic() + PARTING
    while (busy := _busy(crew)) and (left := until - time.monotonic()) > 0:
        for line in connection.wait([each.line for each in busy], left):
            next(each for each in busy if each.line is line).task = None
    for member in crew.members:
        member.process.kill()
    for member in crew.members:
        _bury(member)
    crew.members.clear()


def method() -> str:
    """How a worker is begun: as a fork where that is safe, and anew elsewhere."""
    # a lock that another thread holds would stay held in a fork for ever
    return "fork" if hasattr(os, "fork") and threading.active_count() == 1 else "spawn"


def _told(answer: worker.Answer) -> Any:
    came, value = answer
    if came is Came.REFUSED:
        raise BriefbookError(value)
    return value


def _busy(crew: Crew) -> list[Member]:
    return [each for each in crew.members if each.task]


def _room(crew: Crew) -> list[Member | None]:
    """The workers that have nothing to do; None for one that may be begun."""
    idle: list[Member | None] = [each for each in crew.members if not each.task]
    return idle or ([None] if len(crew.members) < crew.size else [])


def _give(crew: Crew, member: Member | None, task: Task) -> None:
    task.tries += 1
    sent = (task.function, task.argument, task.path, task.bounds)
    if member is None:
        member = _begun(crew, sent)
    else:
        # what is wrong with a line that takes nothing is found when its answer is waited for
        with suppress(OSError):
            member.line.send(sent)
    member.task, member.begun = task, time.monotonic()
    member.held = 0 if _is_held_by_system() else _resident(member)


def _begun(crew: Crew, first: worker.Task) -> Member:
    """A new worker with its first task; a fork has that from us without its being sent."""
    how = method()
    if how == "fork" and crew.members and crew.loading:
        # once for all that are still to begin, while the first is at work
        with suppress(Exception):
            crew.loading()
    context: Any = get_context(how)
    mine, its = context.Pipe()
    _hurry(mine)
    shared = mmap.mmap(-1, beacon.SIZE) if how == "fork" else context.RawArray("c", beacon.SIZE)
    strangers = [mine, *(each.line for each in crew.members)] if how == "fork" else []
    process = context.Process(
        target=worker.serve, args=(its, shared, strangers, first, crew.loading), daemon=True
    )
    with _unbroken(), _allowed() if how == "spawn" else nullcontext():
        process.start()
    its.close()
    member = Member(process, mine, shared)
    crew.members.append(member)
    return member


@contextmanager
def _unbroken() -> Iterator[None]:
    """Let no Ctrl-C fall between the start of a worker and its leaving that to the one who watches it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, worker.DEAF)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _allowed() -> Iterator[None]:
    """Let a cluster's process begin a worker, and let none begin by running the program's main file again."""
    own: Any = current_process()._config  # type: ignore[attr-defined]
    before, main = own.get("daemon"), sys.modules["__main__"]
    # a program that calls us from its main file would else call us in each worker too
    own["daemon"], sys.modules["__main__"] = False, ModuleType("__main__")
    try:
        yield
    finally:
        own["daemon"], sys.modules["__main__"] = before, main


def _hurry(line: Any) -> None:
    """Half a message must not keep the one who waits for it: the rest comes soon, or not at all."""
    if os.name == "nt":
        return
    import socket
    import struct

    with socket.socket(fileno=os.dup(line.fileno())) as end:
        for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            end.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", STALLED, 0))


def _heard(crew: Crew) -> list[tuple[Task, Any]]:
    """Wait for an answer or a deadline; None for a task that is worth another try."""
    busy = _busy(crew)
    left = max(0.0, min(_left(each) for each in busy))
    if not (_is_held_by_system() and all(each.ready for each in busy)):
        left = min(left, LOOK)
    ready = connection.wait([each.line for each in busy], left)
    found: list[tuple[Task, Any]] = []
    for member in busy:
        assert member.task is not None
        task = member.task
        if member.line in ready:
            found.append((task, _answer(crew, member, task)))
            member.task = None
        elif _left(member) <= 0:
            found.append((task, _ended(crew, member, _over_time(member, task))))
        elif not _is_held_by_system() and _resident(member) - member.held > _memory(member):
            found.append((task, _ended(crew, member, _over_memory(member, task))))
    return found


def _left(member: Member) -> float:
    """The seconds that a worker still has; more of them with the facts that it has found."""
    if not member.ready:
        if not beacon.is_lit(member.shared):
            return member.begun + STARTING - time.monotonic()
        member.ready, member.begun = True, time.monotonic()
    return member.begun + _seconds(member) - time.monotonic()


def _seconds(member: Member) -> float:
    assert member.task is not None
    bounds = member.task.bounds
    return bounds.seconds + bounds.seconds_each * beacon.weight(member.shared)


def _memory(member: Member) -> int:
    assert member.task is not None
    bounds = member.task.bounds
    return bounds.memory + bounds.memory_each * beacon.weight(member.shared)


def _answer(crew: Crew, member: Member, task: Task) -> worker.Answer | Diagnostic | None:
    try:
        came, value = member.line.recv()
    except BlockingIOError:
        return _ended(crew, member, _over_time(member, task))
    except Exception:
        # half an answer, or none: it is dead, or as good as dead
        member.process.join(PARTING)
        code = member.process.exitcode
        if code == -getattr(signal, "SIGKILL", 9) and task.tries < 2:
            _ended(crew, member, None)
            return None
        late = code == -getattr(signal, "SIGXCPU", 24)
        return _ended(crew, member, _over_time(member, task) if late else _died(member, task, code))
    if came is Came.CRAMPED:
        return _ended(crew, member, _over_memory(member, task))
    return value if came is Came.FAILED else (came, value)


def _ended(crew: Crew, member: Member, why: Diagnostic | None) -> Diagnostic:
    member.process.kill()
    _bury(member)
    crew.members.remove(member)
    return why or Diagnostic("worker-died", "")


def _bury(member: Member) -> None:
    member.process.join()
    member.process.close()
    member.line.close()


def _over_time(member: Member, task: Task) -> Diagnostic:
    what = f"took longer than {_seconds(member):,.0f} seconds, the limit ({task.bounds.time_name})"
    return _why(member, task, "over-time", what)


def _over_memory(member: Member, task: Task) -> Diagnostic:
    size = _memory(member) / 1024 / 1024
    what = f"took more than {size:,.0f} MiB of memory, the limit ({task.bounds.memory_name})"
    return _why(member, task, "over-memory", what)


def _died(member: Member, task: Task, code: int | None) -> Diagnostic:
    name = f"status {code}"
    with suppress(ValueError, TypeError):
        name = signal.Signals(-(code or 0)).name
    return _why(member, task, "worker-died", f"ended its process ({name}); it ran out of memory or was ended")


def _why(member: Member, task: Task, code: str, what: str) -> Diagnostic:
    doing, path = beacon.read(member.shared)
    path = path or task.path
    # the file itself stands before the message
    return Diagnostic(code, f"{doing or 'working on'} {'it' if path else 'this'} {what}", path=path)


def _is_held_by_system() -> bool:
    """Whether the system keeps a process within its memory, so that nobody needs to look."""
    return sys.platform == "linux"


def _resident(member: Member) -> int:
    """The bytes of memory that a worker holds; 0 when it cannot be told."""
    if sys.platform == "linux":
        with suppress(OSError, ValueError, IndexError):
            pages = Path(f"/proc/{member.process.pid}/statm").read_text(encoding="ascii").split()[1]
            return int(pages) * os.sysconf("SC_PAGE_SIZE")
        return 0
    import psutil

    try:
        return int(psutil.Process(member.process.pid).memory_info().rss)
    except psutil.Error:
        return 0
