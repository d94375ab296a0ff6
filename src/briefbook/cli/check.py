"""`briefbook check`: everything a build would refuse, and what a reader would miss; writes nothing."""

import argparse
from typing import Any

from briefbook.cli import show


def add(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Add the verb to the parser."""
    verb = verbs.add_parser(
        "check", parents=[common], help="check quotes, sections, templates and gaps; writes nothing"
    )
    verb.add_argument("briefs", metavar="BRIEF", nargs="*", help="a brief's id or file (default: all)")
    verb.add_argument("--draft", action="store_true", help="count draft facts too")
    verb.add_argument("--json", action="store_true", help="print one JSON document on stdout")
    verb.set_defaults(run=run)


def run(options: argparse.Namespace) -> bool:
    """Check the briefs and print what is wrong."""
    from briefbook import api

    with show.progress(options, "checking") as progress:
        report = api.check(options.workspace, options.briefs, draft=options.draft, progress=progress)
    if options.json:
        show.as_json(show.report_table(report))
        return report.ok
    show.diagnostics(report.all_diagnostics, options)
    if report.briefs and not options.quiet:
        show.briefs(report.briefs)
    return report.ok
