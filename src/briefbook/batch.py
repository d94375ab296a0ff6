"""Many briefs: the path of one, mapped over all, in one process or in several."""

import gc
import hashlib
import traceback
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from briefbook import pipeline, workspace
from briefbook.errors import BriefbookError
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.report import BriefReport, Output
from briefbook.workspace import Workspace

if TYPE_CHECKING:
    from concurrent.futures import Future


@dataclass(frozen=True, slots=True)
class Job:
    """What to do with each brief of a workspace."""

    root: Path
    output: Path | None
    # the folder for the files; None to check only
    formats: tuple[str, ...] = ()
    # () = those that each brief asks for
    draft: bool = False


def run(
    opened: Workspace, briefs: Sequence[str], job: Job, *, jobs: int = 1, fail_fast: bool = False
) -> Iterator[BriefReport]:
    """Do the job for each brief, reports in the order of `briefs`; one bad brief costs only itself."""
    keys = pipeline.sections(opened.briefs.values())
    if jobs < 2 or len(briefs) < 2:
        yield from _until_failure(_in_turn(opened, briefs, keys, job), fail_fast)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # spawn and not fork: the same on every system, and no lock of the parent's is inherited
    with ProcessPoolExecutor(min(jobs, len(briefs)), get_context("spawn")) as pool:
        waiting = [pool.submit(_remote, brief, keys, job) for brief in briefs]
        reports = (_result(each, brief) for each, brief in zip(waiting, briefs, strict=True))
        yield from _until_failure(reports, fail_fast)
        for each in waiting:
            each.cancel()


def _in_turn(
    opened: Workspace, briefs: Sequence[str], keys: tuple[str, ...], job: Job
) -> Iterator[BriefReport]:
    for number, brief in enumerate(briefs):
        if number:
            # the command line looks for no garbage while it makes a brief; between two of them it must
            gc.collect()
        yield _one(opened, brief, keys, job)


def _until_failure(reports: Iterable[BriefReport], fail_fast: bool) -> Iterator[BriefReport]:
    for report in reports:
        yield report
        if fail_fast and not report.ok:
            return


def _result(waiting: "Future[BriefReport]", brief: str) -> BriefReport:
    """What a worker reports; one that died (out of memory, killed) costs its own brief only."""
    try:
        return waiting.result()
    except BrokenExecutor:
        message = "the process that built it died; build it alone to see why"
        return BriefReport(brief, (Diagnostic("worker-died", message, path=f"briefs/{brief}.toml"),))


def _remote(brief: str, keys: tuple[str, ...], job: Job) -> BriefReport:
    return _one(_opened(job.root), brief, keys, job)


@cache
def _opened(root: Path) -> Workspace:
    """A worker opens the workspace once."""
    return workspace.open_(root)


def _one(opened: Workspace, brief: str, keys: tuple[str, ...], job: Job) -> BriefReport:
    try:
        inputs = workspace.load(opened, brief, keys)
        if job.output is None:
            outcome = pipeline.check(inputs, draft=job.draft)
        else:
            outcome = pipeline.build(inputs, job.formats, draft=job.draft)
        problems = outcome.diagnostics
        outputs: tuple[Output, ...] = ()
        if job.output is not None and outcome.ok:
            failed = workspace.save(job.output, outcome.renderings)
            problems += failed
            outputs = (
                ()
                if failed
                else tuple(_output(job.output, each.name, each.data) for each in outcome.renderings)
            )
        return BriefReport(
            brief, problems, outputs, outcome.facts, outcome.notes, outcome.title, outcome.evidence
        )
    except BriefbookError as error:
        return BriefReport(brief, tuple(item for item in error.diagnostics if isinstance(item, Diagnostic)))
    except Exception as error:
        return BriefReport(brief, (bug(error, brief),))


def _output(folder: Path, name: str, data: bytes) -> Output:
    return Output(str(folder / name), name.rpartition(".")[2], len(data), hashlib.sha256(data).hexdigest())


def bug(error: Exception, brief: str) -> Diagnostic:
    """Our own mistake, said so; it must not stop the other briefs."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    message = (
        f"Briefbook itself failed ({type(error).__name__} in {where}); nothing was written. Please report it"
    )
    return Diagnostic("internal-error", message, path=f"briefs/{brief}.toml")
