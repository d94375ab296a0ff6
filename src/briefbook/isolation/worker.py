"""The process that does the work: it keeps within its bounds and lives no longer than its parent."""

import gc
import math
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from multiprocessing import connection as connections
from multiprocessing import parent_process
from pathlib import Path
from typing import Any

from briefbook import limits
from briefbook.errors import BriefbookError
from briefbook.isolation import beacon
from briefbook.model.diagnostic import Diagnostic

try:
    import fcntl
    import resource
except ImportError:
    # Windows has neither
    fcntl = resource = None  # type: ignore[assignment]

DEAF = (signal.SIGINT, signal.SIGTERM)
# what a worker does not hear before it has said how it takes them
GRACE = 2
# seconds of the processor beyond its own; the process that watches is to be the first to end it


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one piece of work may take."""

    seconds: float
    memory: int
    # bytes beyond those that the worker holds when it begins
    seconds_each: float = 0.0
    memory_each: int = 0
    # what each fact adds, see `grow`
    time_name: str = "seconds"
    memory_name: str = "memory"
    # how messages call them


def usual() -> Bounds:
    """What the table of limits gives to one piece of work."""
    return Bounds(
        limits.of("seconds"),
        limits.of("memory") * limits.MIB,
        limits.of("fact_milliseconds") / 1000,
        limits.of("fact_memory") * 1024,
        "seconds",
        "memory",
    )


class Came(Enum):
    """How a piece of work ended."""

    WHOLE = "whole"
    REFUSED = "refused"
    # with diagnostics
    FAILED = "failed"
    # our own mistake
    CRAMPED = "cramped"
    # for want of memory


Task = tuple[Callable[[Any], Any], Any, str, Bounds]
# what to do, with what, the file to blame
Answer = tuple[Came, Any]


_inside: list[Bounds] = []
# the bounds of the task, in a worker


def is_here() -> bool:
    """Whether this process is a worker."""
    return bool(_inside)


def serve(
    connection: Any,
    shared: Any,
    strangers: Sequence[Any],
    first: "Task",
    loading: Callable[[], None] | None = None,
) -> None:
    """Do what comes in until nothing more does."""
    for each in strangers:
        # ends of other workers' pipes, which a fork hands down
        each.close()
    _inside[:] = [Bounds(0, 0)]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, DEAF)
    gc.disable()
    _end_with_parent()
    beacon.light(shared)
    if loading:
        # what cannot be loaded is said of the task that wants it
        with suppress(Exception):
            loading()
    gc.freeze()
    task: Task | None = first
    with suppress(EOFError, OSError):
        while task:
            answer = done(task)
            _send(connection, answer, task)
            if answer[0] is Came.CRAMPED:
                return
            task = None
            del answer
            task = connection.recv()
            # only when there is more to do: the garbage of the last task goes with the process
            gc.collect()
            # what outlives a brief is a cache, and is not looked through again after the next one
            gc.freeze()


def grow(facts: int) -> None:
    """Give this worker's task what so many more facts allow it."""
    if not _inside or facts <= 0:
        return
    beacon.weigh(facts)
    bounds = _inside[-1]
    if resource is not None:
        _add(resource.RLIMIT_CPU, math.ceil(bounds.seconds_each * facts))
        if sys.platform == "linux":
            _add(resource.RLIMIT_AS, bounds.memory_each * facts)


def done(task: Task) -> Answer:
    """Do one piece of work; what goes wrong is in the answer."""
    function, argument, path, bounds = task
    _inside[:] = [bounds]
    beacon.at("", path)
    beacon.weigh(None)
    try:
        with _kept_within(bounds):
            return Came.WHOLE, function(argument)
    except BriefbookError as error:
        return Came.REFUSED, error.diagnostics
    except MemoryError:
        return Came.CRAMPED, None
    except Exception as error:
        return Came.FAILED, failure(error, path)


def failure(error: Exception, path: str) -> Diagnostic:
    """Our own mistake, said so; it must not stop other work."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    message = (
        f"Briefbook itself failed ({type(error).__name__} in {where}); nothing was written. Please report it"
    )
    return Diagnostic("internal-error", message, path=path)


def _send(connection: Any, answer: Answer, task: Task) -> None:
    try:
        connection.send(answer)
    except (EOFError, OSError):
        raise
    except Exception as error:
        # a value that cannot travel
        connection.send((Came.FAILED, failure(error, task[2])))


@contextmanager
def _kept_within(bounds: Bounds) -> Iterator[None]:
    """Have the system itself hold the bounds, where it does; the watcher holds them everywhere."""
    if resource is None:
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    _set(resource.RLIMIT_CPU, math.ceil(time.process_time() + bounds.seconds) + GRACE)
    if sys.platform == "linux":
        _set(resource.RLIMIT_AS, _addressed() + bounds.memory)
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def _addressed() -> int:
    """The bytes of address space that this process takes."""
    # a fork copies each page of memory that it touches: no stream, no decoder
    handle = os.open("/proc/self/statm", os.O_RDONLY)
    try:
        return int(os.read(handle, 100).split()[0]) * resource.getpagesize()
    finally:
        os.close(handle)


def _set(what: int, value: int) -> None:
    hard = resource.getrlimit(what)[1]
    resource.setrlimit(what, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _add(what: int, more: int) -> None:
    soft = resource.getrlimit(what)[0]
    if soft != resource.RLIM_INFINITY:
        _set(what, soft + more)


def _end_with_parent() -> None:
    """An orphan would go on writing into a folder that another run may hold by now."""
    parent = parent_process()
    if parent is None:
        return
    if sys.platform == "linux":
        # the system ends it when the parent's end of this pipe goes, whatever it is doing
        signal.signal(signal.SIGIO, signal.SIG_DFL)
        fcntl.fcntl(parent.sentinel, fcntl.F_SETOWN, os.getpid())
        flags = fcntl.fcntl(parent.sentinel, fcntl.F_GETFL)
        fcntl.fcntl(parent.sentinel, fcntl.F_SETFL, flags | os.O_ASYNC)
        if connections.wait([parent.sentinel], 0):
            os._exit(1)
        return

    def watch() -> None:
        connections.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
