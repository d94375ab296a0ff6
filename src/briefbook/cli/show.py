"""How results are shown: diagnostics on stderr, tables and JSON on stdout, progress on a terminal only."""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import SUPPORTS
from briefbook.model.report import BriefReport, FactReport, Report
from briefbook.text import characters

if TYPE_CHECKING:
    from briefbook.api import Progress

COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


def diagnostics(found: Iterable[Diagnostic], options: argparse.Namespace) -> None:
    """Print diagnostics to stderr as `path:line: severity code: sentence`."""
    shown = [item for item in found if item.is_error or not options.quiet]
    notes = [item for item in shown if item.severity is Severity.NOTE]
    coloured = is_terminal() and not options.no_color and "NO_COLOR" not in os.environ
    for item in shown:
        if item.severity is not Severity.NOTE or options.verbose:
            print(_line(item, coloured), file=sys.stderr)
    if notes and not options.verbose:
        print(f"{len(notes)} note(s) more; briefbook -v shows them", file=sys.stderr)


def is_terminal() -> bool:
    """Whether stderr is a terminal; a program may have been started without one."""
    return sys.stderr is not None and sys.stderr.isatty()


def as_json(table: object) -> None:
    """Print one JSON document on stdout."""
    print(json.dumps(table, ensure_ascii=False, indent=1))


def report_table(report: Report) -> dict[str, Any]:
    """A report as plain values for JSON."""
    return {
        "ok": report.ok,
        "briefs": [
            {
                "id": brief.id,
                "ok": brief.ok,
                "facts": brief.facts,
                "notes": brief.notes,
                "evidence": [_fact_table(fact) for fact in brief.evidence],
                "outputs": [
                    {"path": each.path, "format": each.form, "bytes": each.size, "sha256": each.sha256}
                    for each in brief.outputs
                ],
            }
            for brief in report.briefs
        ],
        "outputs": [
            {"path": each.path, "format": each.form, "bytes": each.size, "sha256": each.sha256}
            for each in report.outputs
        ],
        "diagnostics": [diagnostic_table(item) for item in report.all_diagnostics],
    }


def _fact_table(fact: FactReport) -> dict[str, Any]:
    """What stands behind a fact as plain values for JSON."""
    return {
        "id": fact.id,
        "section": fact.section,
        "status": fact.status,
        "priority": fact.priority,
        "tags": list(fact.tags),
        "statement": fact.statement,
        "marking": fact.marking,
        "support": fact.support,
        "voices": fact.voices,
        "open": fact.is_open,
        "quotes": [
            {
                "source": each.source,
                "exact": each.exact,
                "start": each.start,
                "end": each.end,
                "line" if each.by_line else "paragraph": each.locator,
            }
            for each in fact.quotes
        ],
    }


def diagnostic_table(item: Diagnostic) -> dict[str, Any]:
    """A diagnostic as plain values for JSON."""
    return {
        "code": item.code,
        "severity": str(item.severity),
        "message": item.message,
        "path": item.path,
        "line": item.line,
        "quotes": [
            {"source": each.source, "exact": each.exact, "start": each.start, "end": each.end}
            for each in item.quotes
        ],
    }


def briefs(reports: Iterable[BriefReport]) -> None:
    """Print one line a brief to stdout: facts, notes, errors, warnings."""
    rows = [("brief", "facts", "notes", "errors", "warnings")]
    for report in reports:
        errors = sum(item.is_error for item in report.diagnostics)
        warnings = sum(item.severity is Severity.WARNING for item in report.diagnostics)
        rows.append(
            (
                characters.printable(report.id),
                str(report.facts),
                str(report.notes),
                str(errors),
                str(warnings),
            )
        )
    table(rows)


def support(report: BriefReport) -> None:
    """Print what a checked brief rests on: a row for each section, its facts by support."""
    if not report.evidence:
        return
    levels = [level for level in SUPPORTS if any(fact.support == level for fact in report.evidence)]
    rows = [(characters.printable(report.id), "facts", "quotes", *levels, "open questions")]
    sections = dict.fromkeys(fact.section for fact in report.evidence)
    for name in (*sections, ""):
        facts = [fact for fact in report.evidence if name in ("", fact.section)]
        counts = [sum(fact.support == level for fact in facts) for level in levels]
        quotes, waiting = sum(len(fact.quotes) for fact in facts), sum(fact.is_open for fact in facts)
        figures = (str(each) for each in (len(facts), quotes, *counts, waiting))
        rows.append((characters.printable(name) or "all", *figures))
    print()
    table(rows)


def table(rows: Iterable[tuple[str, ...]]) -> None:
    """Print rows in columns, the first to the left, figures to the right."""
    rows = list(rows)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [
            cell.rjust(width) if rows[-1][column].isdigit() else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  ".join(cells).rstrip())


@contextmanager
def progress(options: argparse.Namespace, verb: str) -> "Iterator[Progress | None]":
    """A progress bar on stderr, on a terminal only."""
    if options.quiet or not is_terminal():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True, no_color=options.no_color or "NO_COLOR" in os.environ)
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(verb, total=None)

        def advance(done: int, total: int, report: BriefReport) -> None:
            bar.update(task, completed=done, total=total, description=f"{verb} {report.id}")

        yield advance


def _line(item: Diagnostic, coloured: bool) -> str:
    path = characters.printable(item.path)
    place = f"{path}:{item.line}: " if item.path and item.line else f"{path}: " if item.path else ""
    severity = str(item.severity)
    if coloured:
        severity = f"\x1b[1;{COLOURS[item.severity]}m{severity}\x1b[0m"
    return f"{place}{severity} {item.code}: {characters.printable(item.message)}"
