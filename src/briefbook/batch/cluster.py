"""The same work on several machines, by dask.distributed: inputs go out as values, files come back as values.

No worker touches a file: this process reads, and this process writes.
"""

import logging
import re
import threading
from asyncio import CancelledError
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from briefbook import isolation, limits, workspace
from briefbook.batch import engines, keys, opening, work
from briefbook.batch.engines import Engine, Sized
from briefbook.batch.work import Done, Job, Made
from briefbook.errors import BriefbookError
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.edition import Edition
from briefbook.model.inputs import Inputs
from briefbook.text import shape
from briefbook.workspace import Workspace

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE = 30
# seconds to wait for the scheduler, and for its first worker
LONELY = 120
# seconds without any worker after which a run is given up
PAUSE = 5
# seconds after which it is asked whether there are workers
AHEAD = 3
# briefs that are sent for each thread of the workers; more would only fill the scheduler's memory
_ADDRESS = re.compile(r"dask://([A-Za-z0-9._-]+|\[[0-9A-Fa-f:]+\]):([0-9]{1,5})")
_workers = isolation.Crew(loading=opening.load)
# of a process of the cluster: one worker, that stays warm
_alone = threading.Lock()
# a worker may have several threads, and a brief is made by one at a time in a process


def engine(address: str) -> Engine:
    """The engine of a cluster whose scheduler is at an address such as dask://host:8786."""
    found = _ADDRESS.fullmatch(address)
    if not found or not 0 < int(found[2]) < 65536:
        message = f"{shape.shown(address)} is no scheduler; write dask://host:8786"
        raise BriefbookError([Diagnostic("bad-address", message)])
    try:
        import distributed  # noqa: F401
    except ImportError as error:
        message = "a cluster needs the library distributed, which is not there: pip install 'briefbook[dask]'"
        raise BriefbookError([Diagnostic("missing-library", message)]) from error
    return partial(_run, f"tcp://{found[1]}:{found[2]}")


def _run(address: str, opened: Workspace, wanted: Sequence[Sized], job: Job) -> Generator[Done, None, None]:
    with _client(address) as client:
        _compare(client)
        yield from _worked(client, opened, iter(engines.biggest_first(wanted)), job)


@contextmanager
def _client(address: str) -> Iterator["Client"]:
    """A connection to the scheduler, and to nothing else."""
    from distributed import Client

    _hush()
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False, direct_to_workers=False)
    except Exception as error:
        raise _lost(f"the scheduler at {address} does not answer: {_said(error)}") from error
    try:
        yield client
    finally:
        client.close(timeout=PATIENCE)


def _hush() -> None:
    """What the library would print of lost workers we say ourselves, or need not."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _compare(client: "Client") -> None:
    """Refuse a cluster that would make other bytes than this machine."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
        answers = client.run(versions, on_error="return")
    except Exception as error:
        raise _lost(f"the scheduler has no worker that answers: {_said(error)}") from error
    for worker, answer in sorted(answers.items()):
        if why := _difference(worker, answer):
            raise _lost(why)


def versions() -> Mapping[str, str]:
    """On a worker: the versions that have a say in the bytes."""
    return keys.libraries()


def make(inputs: Inputs, job: Job, here: Mapping[str, str]) -> Made | str:
    """On a worker: make a brief; or say why this worker would make another one."""
    there = keys.libraries()
    if there != here:
        return _difference("a worker", there)
    with _alone, limits.used(job.limits):
        came = isolation.isolated(_make, (inputs, job), inputs.brief.path, workers=_workers)
    if isinstance(came, Diagnostic):
        return Made(work.refused(inputs.edition or Edition(inputs.id, inputs.id), came))
    return came


def _make(asked: tuple[Inputs, Job]) -> Made:
    inputs, job = asked
    with limits.used(job.limits):
        return work.make(inputs, job)


def _difference(worker: str, answer: object) -> str:
    """What a worker has that would make other bytes; "" when nothing."""
    # an error on the way in reaches us as its text in another error
    if isinstance(answer, Exception) and re.search("ModuleNotFound|Attribute|Import", repr(answer)):
        return f"{worker} has no Briefbook of this version: {_said(answer)}; install the same one there"
    if not isinstance(answer, dict):
        return f"{worker} does not answer: {_said(answer) if isinstance(answer, Exception) else 'nothing'}"
    here = keys.libraries()
    names = [name for name in sorted({*here, *answer}) if here.get(name) != answer.get(name)]
    told = ", ".join(f"{name} {answer.get(name, 'none')} (here {here.get(name, 'none')})" for name in names)
    return f"{worker} would make other bytes: it has {told}; install the same versions there" if names else ""


def _worked(
    client: "Client", opened: Workspace, wanted: Iterator[Edition], job: Job
) -> Generator[Done, None, None]:
    """Send what waits, a window at a time; a brief whose worker dies is sent again by the scheduler."""
    from distributed import wait

    under_way: dict[Future[Any], tuple[Edition, str]] = {}
    here, silence = keys.libraries(), 0
    while True:
        room = AHEAD * max(1, _threads(client)) - len(under_way)
        for edition in _next(wanted, room):
            sent = _sent(client, opened, edition, job, here)
            if isinstance(sent, Done):
                yield sent
            else:
                under_way[sent[0]] = (edition, sent[1])
        if not under_way:
            return
        try:
            with client.as_current():
                done = wait(list(under_way), timeout=PAUSE, return_when="FIRST_COMPLETED").done
            silence = 0
        except TimeoutError:
            silence = 0 if _threads(client) else silence + PAUSE
            if silence < LONELY:
                continue
            raise _lost(
                "no worker is left; what is finished is whole, and the next run does the rest"
            ) from None
        except (Exception, CancelledError) as error:
            kind = type(error).__name__
            message = (
                f"the cluster was lost ({kind}); what is finished is whole, and the next run does the rest"
            )
            raise _lost(message) from error
        for future in done:
            edition, key = under_way.pop(future)
            yield work.store(_result(future, edition), edition, job, key)
            future.release()


def _next(wanted: Iterator[Edition], room: int) -> Iterator[Edition]:
    for _, edition in zip(range(room), wanted, strict=False):
        yield edition


def _sent(
    client: "Client", opened: Workspace, edition: Edition, job: Job, here: Mapping[str, str]
) -> "tuple[Future[Any], str] | Done":
    """A brief on its way, with its key; or what went wrong with reading it."""
    try:
        inputs = workspace.load(opened, edition.brief, job.sections, edition)
    except BriefbookError as error:
        return Done(edition, work.refused(edition, *work.found(error)))
    key = keys.of_inputs(inputs, job.draft)
    name = f"briefbook-{key}-{'-'.join(job.formats)}"
    return client.submit(make, inputs, job, here, key=name, pure=True, retries=1), key


def _result(future: "Future[Any]", edition: Edition) -> Made:
    """What a worker made; whatever came instead is held against this brief alone."""
    path = f"briefs/{edition.brief}.toml"
    try:
        made = future.result(timeout=PATIENCE)
    except (Exception, CancelledError) as error:
        kind = type(error).__name__
        message = (
            "the workers that built it died, one after the other; they ran out of memory or were ended"
            if kind == "KilledWorker"
            else f"the cluster could not build it ({kind}): {_said(error)}"
        )
        return Made(work.refused(edition, Diagnostic("worker-died", message, path=path, line=1)))
    if isinstance(made, Made):
        return made
    return Made(work.refused(edition, Diagnostic("cluster-differs", str(made), path=path, line=1)))


def _threads(client: "Client") -> int:
    try:
        return sum(client.nthreads().values())
    except Exception:
        return 0


def _lost(message: str) -> BriefbookError:
    return BriefbookError([Diagnostic("cluster-lost", message)])


def _said(error: object) -> str:
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__)[:300]
