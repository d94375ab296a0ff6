"""Who does the work: workers of this machine, never the process that a person started."""

import gc
import os
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from functools import partial

from briefbook import isolation
from briefbook.batch import work
from briefbook.batch.work import Done, Job
from briefbook.isolation import Crew
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.edition import Edition
from briefbook.workspace import Workspace

Sized = tuple[int, Edition]
# an edition with the bytes it is made of
Engine = Callable[[Workspace, Sequence[Sized], Job], Generator[Done, None, None]]
# does the job for editions and gives what came of each, in any order

EACH = 4
# briefs for which another process is worth its start


def local(jobs: int | None, workers: Crew) -> Engine:
    """The engine of one machine: so many processes, or as many as are worth it."""
    return partial(_local, jobs, workers)


def worked(wanted: Iterable[Edition], job: Job, workers: Crew) -> Generator[Done, None, None]:
    """In workers, as each is done; one that dies, hangs or takes too much costs the brief it was making."""
    done = isolation.each(partial(_one, job=job), wanted, _path, workers=workers)
    with closing(done) as working:
        for count, (edition, came) in enumerate(working, 1):
            if not count % 64:
                gc.collect()
            yield Done(edition, work.refused(edition, came)) if isinstance(came, Diagnostic) else came


def biggest_first(wanted: Sequence[Sized]) -> list[Edition]:
    """The order in which several share the work: no big one is left to one of them at the end."""
    return [edition for _, edition in sorted(wanted, key=lambda each: -each[0])]


def size(jobs: int | None, count: int) -> int:
    """The workers for so many briefs: as many as are asked for, or as are worth their start."""
    return max(1, min(jobs or min(processors(), count // EACH), count))


def processors() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _local(
    jobs: int | None, workers: Crew, opened: Workspace, wanted: Sequence[Sized], job: Job
) -> Generator[Done, None, None]:
    workers.size = size(jobs, len(wanted))
    if workers.size < 2:
        return worked((edition for _, edition in wanted), job, workers)
    return worked(biggest_first(wanted), job, workers)


def _one(edition: Edition, job: Job) -> Done:
    """In a worker: one brief."""
    return work.do_there(edition, job)


def _path(edition: Edition) -> str:
    return f"briefs/{edition.brief}.toml"
