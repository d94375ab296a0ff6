"""`briefbook build`: briefs into files; without a name, all of them."""

import argparse
from pathlib import Path
from typing import Any

from briefbook.cli import show
from briefbook.text import characters

FORMATS = ("docx", "pdf", "html", "md")


def add(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Add the verb to the parser."""
    verb = verbs.add_parser("build", parents=[common], help="build briefs; without a name, all of them")
    verb.add_argument("briefs", metavar="BRIEF", nargs="*", help="a brief's id or file (default: all)")
    verb.add_argument(
        "--to", metavar="FORMATS", type=_formats, default=(), help="docx,pdf,html,md (default: the brief's)"
    )
    verb.add_argument(
        "-o", "--output", metavar="DIR", type=Path, help="the folder for the files (default: out)"
    )
    verb.add_argument(
        "-j", "--jobs", metavar="N", type=_jobs, default=1, help="processes to build with (default: 1)"
    )
    verb.add_argument("--draft", action="store_true", help="print draft facts too, every page marked DRAFT")
    verb.add_argument("--fail-fast", action="store_true", help="stop at the first brief with errors")
    verb.add_argument("--json", action="store_true", help="print one JSON document on stdout")
    verb.set_defaults(run=run)


def run(options: argparse.Namespace) -> bool:
    """Build the briefs, print what is wrong and what was written."""
    from briefbook import api

    with show.progress(options, "building") as progress:
        report = api.build(
            options.workspace,
            options.briefs,
            formats=options.to,
            output=options.output,
            draft=options.draft,
            jobs=options.jobs,
            fail_fast=options.fail_fast,
            progress=progress,
        )
    if options.json:
        show.as_json(show.report_table(report))
        return report.ok
    show.diagnostics(report.all_diagnostics, options)
    if not options.quiet:
        for brief in report.briefs:
            for each in brief.outputs:
                print(f"{characters.printable(each.path)}  {brief.notes} notes, {each.size:,} bytes")
            if not brief.ok:
                print(f"{characters.printable(brief.id)}: not written, it has errors")
    return report.ok


def _formats(text: str) -> tuple[str, ...]:
    formats = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [form for form in formats if form not in FORMATS]
    if unknown or not formats:
        raise argparse.ArgumentTypeError(f"{text!r}: choose from {', '.join(FORMATS)}, parted by commas")
    return formats


def _jobs(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 256")
    return int(text)
