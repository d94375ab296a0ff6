"""A book of several briefs: each composed, all bound, one file written whole or not at all."""

import gc
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from briefbook import pipeline, workspace
from briefbook.assembly.book import Chapter
from briefbook.batch import work
from briefbook.errors import BriefbookError
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.inputs import File
from briefbook.model.report import BriefReport, Output, Report
from briefbook.model.theme import Theme
from briefbook.pipeline import bound
from briefbook.workspace import Workspace

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
    chapters, looks, reports = _chapters(opened, wanted, name, progress)
    report = Report(tuple(reports), (*said, *found))
    return _bound(report, chapters, files, looks, wishes, output) if report.ok else report


def _chapters(
    opened: Workspace, briefs: Sequence[str], name: str, progress: Progress | None
) -> tuple[list[Chapter], list[Theme], list[BriefReport]]:
    """Every brief composed for a book; one with errors does not keep the others from being checked."""
    keys = pipeline.sections(opened.briefs.values())
    chapters: list[Chapter] = []
    looks: list[Theme] = []
    reports: list[BriefReport] = []
    for brief in briefs:
        try:
            made = pipeline.compose(workspace.load(opened, brief, keys), theme_name=name)
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
    return chapters, looks, reports


def _bound(
    report: Report,
    chapters: Sequence[Chapter],
    files: Sequence[File],
    looks: Sequence[Theme],
    wishes: bound.Wishes,
    output: Path,
) -> Report:
    """The report of a book that was written, or why it was not."""
    try:
        document, found = bound.bind(chapters, files, looks[0], wishes)
        if document is None:
            return replace(report, diagnostics=(*report.diagnostics, *found))
        made = bound.render(document, looks[0], wishes.form, output)
        found = workspace.save(output.parent, (made,))
    except BriefbookError as error:
        found = work.found(error)
    except Exception as error:
        found = (replace(work.bug(error, ""), path=str(output)),)
    if found:
        return replace(report, diagnostics=(*report.diagnostics, *found))
    written = Output(str(output), wishes.form, len(made.data), hashlib.sha256(made.data).hexdigest())
    return replace(report, outputs=(written,))
