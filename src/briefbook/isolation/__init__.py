"""Work in a process of its own, within bounds of time and memory, that says which file it is at."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from typing import TypeVar

from briefbook.errors import BriefbookError
from briefbook.isolation import beacon, crew, worker
from briefbook.isolation.crew import Crew
from briefbook.isolation.worker import Bounds, grow
from briefbook.model.diagnostic import Diagnostic

A = TypeVar("A")
R = TypeVar("R")

__all__ = ["Bounds", "Crew", "beacon", "each", "grow", "isolated", "manned"]


@contextmanager
def manned(jobs: int = 1, loading: Callable[[], None] | None = None) -> Iterator[Crew]:
    """Workers for several runs of `each` and `isolated`; they end with the block.

    Each begins by loading what its work needs, so that this process need not.
    """
    workers = Crew(jobs, loading=loading)
    try:
        yield workers
    finally:
        crew.dismiss(workers)


def isolated(
    function: Callable[[A], R],
    argument: A,
    path: str,
    bounds: Bounds | None = None,
    workers: Crew | None = None,
) -> R | Diagnostic:
    """Call a function in a process of its own; a diagnostic says why it came to nothing."""
    within = bounds or worker.usual()
    with closing(each(function, (argument,), lambda _: path, lambda _: within, workers=workers)) as working:
        (came,) = (came for _, came in working)
    return came


def each(
    function: Callable[[A], R],
    arguments: Iterable[A],
    path: Callable[[A], str],
    bounds: Callable[[A], Bounds] | None = None,
    jobs: int = 1,
    workers: Crew | None = None,
) -> Generator[tuple[A, R | Diagnostic], None, None]:
    """Call a function with each argument in workers that stay warm; what came of each, in any order.

    A worker that dies, hangs or takes too much costs the one argument, and is replaced. In a worker all
    is done in place. Functions, arguments and results must be picklable. Where nothing is said of bounds,
    those of the table of limits hold.
    """
    tasks = (
        crew.Task(function, argument, path(argument), bounds(argument) if bounds else worker.usual())
        for argument in arguments
    )
    if worker.is_here():
        for task in tasks:
            yield task.argument, _in_place(function, task)
    elif workers:
        yield from crew.worked(workers, tasks)
    else:
        with manned(jobs) as mine, closing(crew.worked(mine, tasks)) as working:
            yield from working


def _in_place(function: Callable[[A], R], task: crew.Task) -> R | Diagnostic:
    beacon.at("", task.path)
    try:
        return function(task.argument)
    except (BriefbookError, MemoryError):
        raise
    except Exception as error:
        return worker.failure(error, task.path)
