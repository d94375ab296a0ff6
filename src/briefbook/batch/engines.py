"""Who does the work: this process, or a pool of processes that survives the death of one."""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from briefbook.batch import work
from briefbook.batch.work import Done, Job
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.edition import Edition
from briefbook.workspace import Workspace

if TYPE_CHECKING:
    from concurrent.futures import Future

Sized = tuple[int, Edition]
# an edition with the bytes it is made of
Engine = Callable[[Workspace, Sequence[Sized], Job], Generator[Done, None, None]]
# does the job for editions and gives what came of each, in any order

EACH = 4
# briefs for which another process is worth its start
AHEAD = 2
# briefs that wait at each process, so that it never waits itself


def local(jobs: int | None) -> Engine:
    """The engine of one machine: so many processes, or as many as are worth it."""
    return partial(_local, jobs)


def in_turn(opened: Workspace, wanted: Sequence[Edition], job: Job) -> Generator[Done, None, None]:
    """One after the other in this process."""
    for number, edition in enumerate(wanted):
        if number and not gc.isenabled():
            # the command line looks for no garbage while it makes a brief; between two of them it must
            _tidy()
        yield work.do(opened, edition, job)


def pooled(jobs: int, wanted: Sequence[Edition], job: Job) -> Generator[Done, None, None]:
    """In several processes, as each is done; one that dies costs at most the brief it was making."""
    waiting = deque(wanted)
    while waiting:
        suspects = yield from _pool(waiting, job, jobs, AHEAD * jobs)
        alone = deque(suspects)
        while alone:
            # each by itself, so that only the one that kills its process is lost
            for culprit in (yield from _pool(alone, job, 1, 1)):
                yield Done(culprit, work.refused(culprit, _died(culprit)))


def biggest_first(wanted: Sequence[Sized]) -> list[Edition]:
    """The order in which several share the work: no big one is left to one of them at the end."""
    return [edition for _, edition in sorted(wanted, key=lambda each: -each[0])]


def processors() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _local(
    jobs: int | None, opened: Workspace, wanted: Sequence[Sized], job: Job
) -> Generator[Done, None, None]:
    most = jobs or min(processors(), len(wanted) // EACH)
    if min(most, len(wanted)) < 2:
        yield from in_turn(opened, [edition for _, edition in wanted], job)
    else:
        yield from pooled(min(most, len(wanted)), biggest_first(wanted), job)


def _pool(waiting: deque[Edition], job: Job, jobs: int, window: int) -> Generator[Done, None, list[Edition]]:
    """Work off what waits; what was under way when a process died is given back."""
    from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, ProcessPoolExecutor, wait
    from multiprocessing import get_context

    # spawn and not fork: the same on every system, and no lock of the parent's is inherited
    under_way: dict[Future[Done], Edition] = {}
    finished = 0
    with ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_begin) as pool:
        try:
            while waiting or under_way:
                while waiting and len(under_way) < window:
                    under_way[pool.submit(_one, waiting[0], job)] = waiting[0]
                    waiting.popleft()
                done, _ = wait(under_way, return_when=FIRST_COMPLETED)
                for each in done:
                    result = each.result()
                    del under_way[each]
                    finished += 1
                    if not finished % 64:
                        gc.collect()
                    yield result
        except BrokenExecutor:
            return list(under_way.values())
        finally:
            for each in under_way:
                each.cancel()
    return []


def _one(edition: Edition, job: Job) -> Done:
    """In a worker: one brief, and the garbage of it taken away."""
    try:
        return work.do_there(edition, job)
    finally:
        _tidy()


def _tidy() -> None:
    gc.collect()
    # what outlives a brief is a cache, and is not looked through again after the next one
    gc.freeze()


def _begin() -> None:
    """What a worker does first: it lives no longer than its parent, and leaves Ctrl-C to it."""
    from multiprocessing import connection, parent_process

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        connection.wait([parent.sentinel])
        # an orphan would go on writing into a folder that another run may hold by now
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _died(edition: Edition) -> Diagnostic:
    message = "the process that built it died; it ran out of memory or was ended"
    return Diagnostic("worker-died", message, path=f"briefs/{edition.brief}.toml", line=1)
