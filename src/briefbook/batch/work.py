"""One brief of a batch: read, made, stored; whoever does it and wherever."""

import hashlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefbook import limits, workspace
from briefbook.batch import keys
from briefbook.errors import BriefbookError
from briefbook.isolation import beacon, worker
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.document import Rendering
from briefbook.model.edition import Edition
from briefbook.model.inputs import Inputs
from briefbook.model.report import BriefReport, Output
from briefbook.workspace import Place, Workspace, traces

_held: dict[Place, Workspace] = {}
# the workspace that was opened last


@dataclass(frozen=True, slots=True)
class Job:
    """What to do with each brief of a workspace."""

    root: Place
    output: Place | None
    # the folder for the files; None to check only
    formats: tuple[str, ...] = ()
    # () = those that each brief asks for
    draft: bool = False
    sections: tuple[str, ...] = ()
    # section keys that any brief of the workspace defines
    limits: Mapping[str, int] = field(default_factory=dict)
    # those that the workspace sets


@dataclass(frozen=True, slots=True)
class Made:
    """A brief as it was made, not yet stored."""

    report: BriefReport
    # without outputs
    renderings: tuple[Rendering, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """A brief that was stored, or that failed."""

    edition: Edition
    report: BriefReport
    key: str = ""
    # of all that went in


def do(opened: Workspace, edition: Edition, job: Job) -> Done:
    """Read, make and store one edition of a brief; what goes wrong is in the report."""
    with limits.used(job.limits):
        beacon.at("reading", f"briefs/{edition.brief}.toml")
        try:
            inputs = workspace.load(opened, edition.brief, job.sections, edition)
        except BriefbookError as error:
            return Done(edition, refused(edition, *found(error)))
        key = keys.of_inputs(inputs, job.draft) if job.output is not None else ""
        return store(make(inputs, job), edition, job, key)


def do_there(edition: Edition, job: Job) -> Done:
    """The same in a worker, which may know the workspace already, and else opens it once."""
    try:
        with limits.used(job.limits):
            there = opened(job.root)
    except BriefbookError as error:
        return Done(edition, refused(edition, *found(error)))
    return do(there, edition, job)


def make(inputs: Inputs, job: Job) -> Made:
    """Make a brief of its inputs: no disk, no network; the clock for the report alone."""
    from briefbook import pipeline

    edition = inputs.edition or Edition(inputs.id, inputs.id)
    start = time.perf_counter()
    try:
        if job.output is None:
            outcome = pipeline.check(inputs, draft=job.draft)
        else:
            machine = traces.of(job.root)
            outcome = pipeline.build(inputs, job.formats, draft=job.draft, machine=machine)
    except MemoryError:
        # whoever watches tells of it
        raise
    except BriefbookError as error:
        return Made(refused(edition, *found(error)))
    except Exception as error:
        return Made(refused(edition, bug(error, edition.brief)))
    seconds = time.perf_counter() - start
    report = BriefReport(
        edition.brief,
        outcome.diagnostics,
        facts=outcome.facts,
        notes=outcome.notes,
        title=outcome.title,
        evidence=outcome.evidence,
        name=edition.name,
        seconds=seconds,
    )
    return Made(report, outcome.renderings)


def store(made: Made, edition: Edition, job: Job, key: str) -> Done:
    """Store what was made, if nothing stands against it."""
    if job.output is None or not made.report.ok:
        return Done(edition, made.report, key)
    return Done(edition, stored(made.report, made.renderings, job.output), key)


def stored(report: BriefReport, renderings: Sequence[Rendering], folder: Place) -> BriefReport:
    """Store files, and say in the report where they are, or why they are not."""
    try:
        failed = workspace.save(folder, renderings) if renderings else ()
    except BriefbookError as error:
        failed = found(error)
    if failed:
        return replace(report, diagnostics=(*report.diagnostics, *failed))
    return replace(report, outputs=tuple(_output(folder, each) for each in renderings))


def refused(edition: Edition, *problems: Diagnostic) -> BriefReport:
    """The report on a brief that was not made."""
    return BriefReport(edition.brief, problems, name=edition.name)


def found(error: BriefbookError) -> tuple[Diagnostic, ...]:
    """The diagnostics of a refusal."""
    return tuple(item for item in error.diagnostics if isinstance(item, Diagnostic))


def opened(root: Place) -> Workspace:
    """The workspace of a folder, as it was remembered or opened anew."""
    return _held[root] if root in _held else remember(workspace.open_(root))


def remember(workspace_: Workspace) -> Workspace:
    """Keep an open workspace for what this process, or a fork of it, makes next."""
    _held.clear()
    _held[workspace_.root] = workspace_
    return workspace_


def _output(folder: Place, made: Rendering) -> Output:
    path, form = workspace.joined(folder, made.name), made.name.rpartition(".")[2]
    return Output(str(path), form, len(made.data), hashlib.sha256(made.data).hexdigest(), made.pages)


def bug(error: Exception, brief: str) -> Diagnostic:
    """Our own mistake, said so; it must not stop the other briefs."""
    return worker.failure(error, f"briefs/{brief}.toml" if brief else "")
