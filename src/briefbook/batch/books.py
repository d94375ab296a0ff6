"""A book of several briefs: each composed, all bound, one file written whole or not at all."""

import gc
import hashlib
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from briefbook import isolation, limits, pipeline, workspace
from briefbook.assembly.book import Chapter
from briefbook.batch import editions, engines, record, work
from briefbook.batch.opening import Opening
from briefbook.errors import BriefbookError
from briefbook.isolation import Crew, crew, worker
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.document import Rendering
from briefbook.model.inputs import File
from briefbook.model.report import BriefReport, Output, Report
from briefbook.model.theme import Theme
from briefbook.pipeline import bound, outgoing
from briefbook.workspace import disk, lock, traces

GARBAGE = 10
# briefs after which garbage is looked for, see `cli.main`
Progress = Callable[[int, int, BriefReport], None]


def bind(
    opening: Opening,
    wanted: Sequence[str],
    wishes: bound.Wishes,
    output: Path,
    workers: Crew,
    said: Sequence[Diagnostic] = (),
    progress: Progress | None = None,
    jobs: int | None = 1,
) -> Report:
    """Bind briefs into one file; with an error in any of them nothing is written.

    The briefs are composed in so many processes, or in as many as are worth it; the book is made in one.
    """
    opened = opening.workspace
    files = [opened.briefs[brief] for brief in wanted if brief not in opening.lost]
    came = isolation.isolated(_theme, (files, opened.config, wishes), "briefs", workers=workers)
    if isinstance(came, Diagnostic):
        return Report((), (*said, came))
    name, found = came
    job = work.Job(opened.root, None, sections=opening.sections, limits=opening.limits)
    workers.size = engines.size(jobs, len(wanted))
    with limits.used(opening.limits):
        leaves = _leaves(opening, wanted, partial(_composed, (name, wanted[0], job)), workers, progress)
    # their memory is the book's now
    crew.dismiss(workers)
    report = Report(tuple(leaf.report for leaf in leaves), (*said, *found))
    return _bound(report, leaves, files, wishes, output) if report.ok else report


def _theme(asked: tuple[Sequence[File], File | None, bound.Wishes]) -> tuple[str, tuple[Diagnostic, ...]]:
    return bound.theme(*asked)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A brief as a worker composed it for a book."""

    report: BriefReport
    chapter: Chapter | None = None
    look: Theme | None = None
    # of the first brief of the book, in whose look all of it is set
    watch: outgoing.Watch = field(default_factory=outgoing.Watch)


def _leaves(
    opening: Opening,
    briefs: Sequence[str],
    compose: Callable[[str], Leaf],
    workers: Crew,
    progress: Progress | None,
) -> list[Leaf]:
    """Every brief composed, in the order of the book; one with errors keeps no other from being checked."""
    lost = {brief: BriefReport(brief, (why,)) for brief, why in opening.lost.items() if brief in briefs}
    leaves = {brief: Leaf(report) for brief, report in lost.items()}
    left = [brief for brief in briefs if brief not in leaves]
    path = "briefs/{}.toml".format
    with closing(isolation.each(compose, left, path, workers=workers)) as working:
        for brief, came in working:
            leaves[brief] = Leaf(BriefReport(brief, (came,))) if isinstance(came, Diagnostic) else came
            if len(leaves) % GARBAGE == 0:
                gc.collect()
            if progress:
                progress(len(leaves), len(briefs), leaves[brief].report)
    return [leaves[brief] for brief in briefs]


def _composed(asked: tuple[str, str, work.Job], brief: str) -> Leaf:
    name, first, job = asked
    try:
        with limits.used(job.limits):
            inputs = workspace.load(work.opened(job.root), brief, job.sections)
            made = pipeline.compose(inputs, theme_name=name)
        came = made.outcome
        report = BriefReport(brief, came.diagnostics, facts=came.facts, notes=came.notes)
        watch = outgoing.widened(outgoing.Watch(traces.of(job.root)), made.left_out, inputs)
        # a look may hold a letterhead and fonts: one of them is enough to send
        return Leaf(report, bound.keep(made), made.theme if brief == first else None, watch)
    except BriefbookError as error:
        return Leaf(BriefReport(brief, work.found(error)))


def _bound(
    report: Report, leaves: Sequence[Leaf], files: Sequence[File], wishes: bound.Wishes, output: Path
) -> Report:
    """The report of a book that was written, or why it was not."""
    made: Rendering | None = None
    chapters = [leaf.chapter for leaf in leaves if leaf.chapter]
    look = leaves[0].look
    watch = outgoing.joined([leaf.watch for leaf in leaves])
    assert look is not None
    usual = worker.usual()
    # a book takes what its chapters may take
    within = replace(usual, seconds=usual.seconds * (1 + len(chapters)), memory=usual.memory * 4)
    try:
        # a fork has the chapters from us; to a worker at hand they would have to be sent
        came = isolation.isolated(
            _rendered, (chapters, files, look, wishes, output, watch), str(output), within
        )
        if isinstance(came, Diagnostic):
            came = None, (came,)
        made, found = came
        if made is None:
            return replace(report, diagnostics=(*report.diagnostics, *found))
        found = _stored(made, output)
    except BriefbookError as error:
        found = work.found(error)
    report = replace(report, diagnostics=(*report.diagnostics, *found))
    if made is None or any(item.is_error for item in found):
        return report
    return replace(report, outputs=(Output(str(output), wishes.form, len(made.data), _hash(made)),))


def _rendered(
    asked: tuple[Sequence[Chapter], Sequence[File], Theme, bound.Wishes, Path, outgoing.Watch],
) -> tuple[Rendering | None, tuple[Diagnostic, ...]]:
    chapters, files, look, wishes, output, watch = asked
    document, found = bound.bind(chapters, files, look, wishes)
    return (bound.render(document, look, wishes.form, output, watch) if document else None), found


def _stored(made: Rendering, output: Path) -> tuple[Diagnostic, ...]:
    """Write a book; into a folder of outputs not while a build writes there, and over no brief's file."""
    folder = output.parent
    with lock.held(folder) as said:
        if any(item.is_error for item in said):
            return said
        disk.sweep(folder)
        held = record.load(folder)
        for entry in held.entries.values():
            if not entry.is_book and editions.folded(entry.file) == editions.folded(output.name):
                message = (
                    f"this file is the brief {entry.brief!r} as it was built; give the book another name"
                )
                return (*said, Diagnostic("same-name", message, path=str(output)))
        found = (*said, *held.problems, *workspace.save(folder, (made,)))
        mine = record.book(output.name, len(made.data), _hash(made))
        if mine and (held.whole or held.broken) and not any(item.is_error for item in found):
            found += _noted(held, mine)
    return found


def _noted(held: record.Record, entry: record.Entry) -> tuple[Diagnostic, ...]:
    """Note a book among the outputs; a folder whose build was broken off stays so."""
    broken = held.broken
    try:
        record.begin(held)
        record.note(held, [entry])
        if not broken:
            record.finish(held)
    except OSError as error:
        message = f"the book is written but cannot be noted: {error.strerror or error}"
        return (Diagnostic("cannot-write", message, path=str(held.folder)),)
    return ()


def _hash(made: Rendering) -> str:
    return hashlib.sha256(made.data).hexdigest()
