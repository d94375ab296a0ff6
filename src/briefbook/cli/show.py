"""How results are shown: diagnostics on stderr, tables and JSON on stdout, progress on a terminal only."""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import SUPPORTS
from briefbook.model.report import BriefReport, FactReport, Output, Report
from briefbook.text import characters

if TYPE_CHECKING:
    from briefbook.api import Progress

FEW = 20
# briefs whose files are listed one by one on a terminal; of more, the table alone is printed
MANY = 500
# messages of one code in one file that are printed; of a hostile or generated file there may be thousands
LONG = 400
# characters of a path that are printed
COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


def diagnostics(found: Iterable[Diagnostic], options: argparse.Namespace) -> None:
    """Print diagnostics to stderr as `path:line: severity code: sentence`."""
    shown = [item for item in found if item.is_error or not options.quiet]
    notes = [item for item in shown if item.severity is Severity.NOTE]
    coloured = is_terminal() and not options.no_color and "NO_COLOR" not in os.environ
    told: Counter[tuple[str, str]] = Counter()
    for item in shown:
        if item.severity is not Severity.NOTE or options.verbose:
            told[item.path, item.code] += 1
            if told[item.path, item.code] <= MANY:
                print(_line(item, coloured), file=sys.stderr)
    for (path, code), count in told.items():
        if count > MANY:
            where = f"{_path(path)}: " if path else ""
            print(f"{where}{count - MANY:,} more of {code}; --json gives them all", file=sys.stderr)
    if notes and not options.verbose:
        print(f"{len(notes)} note(s) more; briefbook -v shows them", file=sys.stderr)


def is_terminal() -> bool:
    """Whether stderr is a terminal; a program may have been started without one."""
    return sys.stderr is not None and sys.stderr.isatty()


def as_json(table: object) -> None:
    """Print one JSON document on stdout."""
    print(characters.in_json(json.dumps(table, ensure_ascii=False, indent=1)))


def as_rows(table: Mapping[str, Sequence[object]]) -> None:
    """Print one JSON document of long lists on stdout, a line for each of their rows."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    lists = (f"{encode(key)}: [\n" + ",\n".join(map(encode, rows)) + "\n]" for key, rows in table.items())
    print("{" + ",\n".join(lists) + "}")


def report_table(report: Report) -> dict[str, Any]:
    """A report as plain values for JSON."""
    return {
        "ok": report.ok,
        "seconds": round(report.seconds, 3),
        "briefs": [_brief_table(brief) for brief in report.briefs],
        "outputs": [_output_table(each) for each in report.outputs],
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
                **({"page": each.page} if each.page else {}),
            }
            for each in fact.quotes
        ],
    }


def _output_table(output: Output) -> dict[str, Any]:
    return {"path": output.path, "format": output.form, "bytes": output.size, "sha256": output.sha256}


def _brief_table(brief: BriefReport) -> dict[str, Any]:
    diagnostics = [diagnostic_table(item) for item in brief.diagnostics]
    return {
        "id": brief.id,
        "name": brief.name or brief.id,
        "ok": brief.ok,
        "built": brief.ok and brief.built and bool(brief.outputs),
        "facts": brief.facts,
        "notes": brief.notes,
        "seconds": round(brief.seconds, 3),
        "diagnostics": diagnostics,
        "evidence": [_fact_table(fact) for fact in brief.evidence],
        "outputs": [
            {
                **_output_table(each),
                "pages": each.pages,
                "notes": brief.notes,
                "seconds": round(brief.seconds, 3),
                "diagnostics": diagnostics,
            }
            for each in brief.outputs
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


def outputs(brief: BriefReport) -> None:
    """Print one line a file of a brief to stdout, or that it has none."""
    for each in brief.outputs:
        pages = f"{each.pages} pages, " if each.pages is not None else ""
        same = "" if brief.built else ", unchanged"
        print(f"{characters.printable(each.path)}  {brief.notes} notes, {pages}{each.size:,} bytes{same}")
    if not brief.ok:
        print(f"{characters.printable(brief.name or brief.id)}: not written, it has errors", flush=True)


def summary(report: Report) -> None:
    """Print what came of a batch to stdout, as one table; nothing for a single brief."""
    if len(report.briefs) < 2:
        return
    files = [each for brief in report.briefs for each in brief.outputs]
    figures = {
        "briefs": len(report.briefs),
        "built": sum(brief.ok and brief.built for brief in report.briefs),
        "unchanged": sum(brief.ok and not brief.built for brief in report.briefs),
        "with errors": sum(not brief.ok for brief in report.briefs),
        "files": len(files),
        "pages": sum(each.pages or 0 for each in files),
        "notes": sum(brief.notes for brief in report.briefs),
        "bytes": sum(each.size for each in files),
        "seconds": round(report.seconds),
    }
    table([tuple(figures), tuple(str(each) for each in figures.values())])


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
def progress(
    options: argparse.Namespace, verb: str, each: Callable[[BriefReport], None] | None = None
) -> "Iterator[Progress | None]":
    """A progress bar on stderr, on a terminal only; elsewhere what `each` prints, as it comes."""
    lines = each if each and not options.quiet and not options.json else None
    if options.quiet or not is_terminal():
        yield (lambda _done, _total, report: lines(report)) if lines else None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate = TextColumn("{task.fields[rate]}")
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        rate,
        TimeRemainingColumn(),
    )
    console = Console(stderr=True, no_color=options.no_color or "NO_COLOR" in os.environ)
    shown: list[BriefReport] = []
    # no thread of its own: workers are forks, and safe ones only of a process with one thread
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
        task = bar.add_task(verb, total=None, rate="")
        bar.refresh()

        def advance(done: int, total: int, report: BriefReport) -> None:
            seconds = bar.tasks[0].elapsed or 0
            rate = f"{done / seconds:.1f}/s" if seconds > 1 else ""
            # a brief's name comes from outside: in rich's own writing it could colour or hide what follows
            name = characters.printable(report.name or report.id).replace("[", "\\[")
            bar.update(
                task, completed=done, total=total, rate=rate, description=f"{verb} {name}", refresh=True
            )
            if len(shown) <= FEW or not report.ok:
                shown.append(report)

        yield advance
    if lines:
        for report in shown if len(shown) <= FEW else [report for report in shown if not report.ok]:
            lines(report)


def _line(item: Diagnostic, coloured: bool) -> str:
    path = _path(item.path)
    place = f"{path}:{item.line}: " if item.path and item.line else f"{path}: " if item.path else ""
    severity = str(item.severity)
    if coloured:
        severity = f"\x1b[1;{COLOURS[item.severity]}m{severity}\x1b[0m"
    return f"{place}{severity} {item.code}: {characters.printable(item.message)}"


def _path(path: str) -> str:
    """A path as it is shown: printable, and of one that is a riddle beginning and end."""
    shown = characters.printable(path)
    return shown if len(shown) <= LONG else f"{shown[: LONG // 2]}…{shown[-LONG // 2 :]}"
