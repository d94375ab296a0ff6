"""Work in a process of its own, within bounds of time and memory, that says which file it is at."""

from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from functools import partial
from typing import TypeVar

from briefbook.errors import BriefbookError
from briefbook.isolation import beacon, crew, worker
from briefbook.isolation.worker import Bounds
from briefbook.model.diagnostic import Diagnostic

A = TypeVar("A")
R = TypeVar("R")

DEFAULT = Bounds(60, 1024 * 1024 * 1024)

__all__ = ["Bounds", "beacon", "each", "isolated"]


def isolated(function: Callable[[A], R], argument: A, path: str, bounds: Bounds = DEFAULT) -> R | Diagnostic:
    """Call a function in a process of its own; a diagnostic says why it came to nothing."""
    call = partial(_called, function, argument)
    with closing(each(call, (None,), lambda _: path, lambda _: bounds)) as working:
        return next(working)[1]


def each(
    function: Callable[[A], R],
    arguments: Iterable[A],
    path: Callable[[A], str],
    bounds: Callable[[A], Bounds] = lambda _: DEFAULT,
    jobs: int = 1,
) -> Generator[tuple[A, R | Diagnostic], None, None]:
    """Call a function with each argument in workers that stay warm; what came of each, in any order.

    A worker that dies, hangs or takes too much costs the one argument, and is replaced. In a worker, and
    with `jobs` = 0, all is done in place. Functions, arguments and results must be picklable.
    """
    tasks = (crew.Task(argument, path(argument), bounds(argument)) for argument in arguments)
    if worker.is_here() or not jobs:
        for task in tasks:
            yield task.argument, _in_place(function, task)
        return
    with closing(crew.worked(crew.Crew(function, jobs), tasks)) as working:
        yield from working


def _in_place(function: Callable[[A], R], task: crew.Task) -> R | Diagnostic:
    beacon.at("", task.path)
    try:
        return function(task.argument)
    except (BriefbookError, MemoryError):
        raise
    except Exception as error:
        return worker.failure(error, task.path)


def _called(function: Callable[[A], R], argument: A, _: None) -> R:
    return function(argument)
