"""`briefbook check`: everything a build would refuse, and what a reader would miss; writes nothing."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from briefbook.cli import show


def add(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Add the verb to the parser."""
    verb = verbs.add_parser(
        "check", parents=[common], help="check quotes, figures, support, sections, templates and gaps"
    )
    verb.add_argument("briefs", metavar="BRIEF", nargs="*", help="a brief's id or file (default: all)")
    verb.add_argument("--draft", action="store_true", help="count draft facts too")
    verb.add_argument(
        "--html", metavar="FILE", type=Path, help="write a page that shows every statement beside its quotes"
    )
    verb.add_argument("--json", action="store_true", help="print one JSON document on stdout")
    verb.add_argument(
        "--outputs",
        action="store_true",
        help="check built files against their manifest instead: changed, missing, extra",
    )
    verb.add_argument(
        "-o", "--output", metavar="DIR", help="with --outputs: the folder of the files (default: out)"
    )
    verb.set_defaults(run=run, refuse=verb.error, remote=True)


def run(options: argparse.Namespace) -> bool:
    """Check the briefs and print what is wrong."""
    from briefbook import api

    if options.outputs:
        return _outputs(options)
    if options.output:
        options.refuse("-o names the folder of --outputs, and that is not there")
    with show.progress(options, "checking") as progress:
        report = api.check(options.workspace, options.briefs, draft=options.draft, progress=progress)
    failed = api.write_page(report, options.html) if options.html else ()
    if options.json:
        show.as_json(show.report_table(replace(report, diagnostics=(*report.diagnostics, *failed))))
        return report.ok and not failed
    show.diagnostics((*report.all_diagnostics, *failed), options)
    if report.briefs and not options.quiet:
        show.briefs(report.briefs)
        for brief in report.briefs:
            show.support(brief)
        if options.html and not failed:
            print(f"\nThe statements beside their quotes: {options.html}")
    return report.ok and not failed


def _outputs(options: argparse.Namespace) -> bool:
    from briefbook import api
    from briefbook.workspace import places

    if options.briefs or options.draft or options.html:
        options.refuse("--outputs checks a whole folder: name no brief and no page")
    report = api.check_outputs(options.workspace, places.place(options.output) if options.output else None)
    if options.json:
        show.as_json(show.report_table(report))
        return report.ok
    show.diagnostics(report.all_diagnostics, options)
    if report.ok and not options.quiet:
        show.summary(report)
    return report.ok
