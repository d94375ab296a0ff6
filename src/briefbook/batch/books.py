"""A book of several briefs: each composed, all bound, one file written whole or not at all."""

import gc
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from briefbook import pipeline, workspace
from briefbook.assembly.book import Chapter
from briefbook.batch import editions, record, work
from briefbook.errors import BriefbookError
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.document import Rendering
from briefbook.model.inputs import File
from briefbook.model.report import BriefReport, Output, Report
from briefbook.model.theme import Theme
from briefbook.pipeline import bound, outgoing
from briefbook.workspace import Workspace, lock, traces

GARBAGE = 10
# briefs after which garbage is looked for, see `cli.main`
Progress = Callable[[int, int, BriefReport], None]


def bind(
    opened: Workspace,
    wanted: Sequence[str],
    wishes: bound.Wishes,
    output: Path,
    said: Sequence[Diagnostic] = (),
    progress: Progress | None = None,
) -> Report:
    """Bind briefs into one file; with an error in any of them nothing is written."""
    files = [opened.briefs[brief] for brief in wanted]
    name, found = bound.theme(files, opened.config, wishes)
    chapters, looks, reports, watch = _chapters(opened, wanted, name, progress)
    report = Report(tuple(reports), (*said, *found))
    return _bound(report, chapters, files, looks, wishes, output, watch) if report.ok else report


def _chapters(
    opened: Workspace, briefs: Sequence[str], name: str, progress: Progress | None
) -> tuple[list[Chapter], list[Theme], list[BriefReport], outgoing.Watch]:
    """Every brief composed for a book; one with errors does not keep the others from being checked."""
    keys = pipeline.sections(opened.briefs.values())
    watch = outgoing.Watch(traces.of(opened.root))
    chapters: list[Chapter] = []
    looks: list[Theme] = []
    reports: list[BriefReport] = []
    for brief in briefs:
        try:
            inputs = workspace.load(opened, brief, keys)
            made = pipeline.compose(inputs, theme_name=name)
            watch = outgoing.widened(watch, made.left_out, inputs)
            came = made.outcome
            report = BriefReport(brief, came.diagnostics, facts=came.facts, notes=came.notes)
            if chapter := bound.keep(made):
                chapters.append(chapter)
                looks.append(made.theme)
        except BriefbookError as error:
            report = BriefReport(brief, work.found(error))
        except Exception as error:
            report = BriefReport(brief, (work.bug(error, brief),))
        reports.append(report)
        if len(reports) % GARBAGE == 0:
            gc.collect()
        if progress:
            progress(len(reports), len(briefs), report)
    return chapters, looks, reports, watch


def _bound(
    report: Report,
    chapters: Sequence[Chapter],
    files: Sequence[File],
    looks: Sequence[Theme],
    wishes: bound.Wishes,
    output: Path,
    watch: outgoing.Watch,
) -> Report:
    """The report of a book that was written, or why it was not."""
    try:
        document, found = bound.bind(chapters, files, looks[0], wishes)
        if document is None:
            return replace(report, diagnostics=(*report.diagnostics, *found))
        made = bound.render(document, looks[0], wishes.form, output, watch)
        found = _stored(made, output)
    except BriefbookError as error:
        found = work.found(error)
    except Exception as error:
        found = (replace(work.bug(error, ""), path=str(output)),)
    report = replace(report, diagnostics=(*report.diagnostics, *found))
    if any(item.is_error for item in found):
        return report
    return replace(report, outputs=(Output(str(output), wishes.form, len(made.data), _hash(made)),))


def _stored(made: Rendering, output: Path) -> tuple[Diagnostic, ...]:
    """Write a book; into a folder of outputs not while a build writes there, and over no brief's file."""
    folder = output.parent
    with lock.held(folder) as said:
        if any(item.is_error for item in said):
            return said
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
