"""`briefbook build`: briefs into files; without a name, all of them."""

import argparse
from typing import Any

from briefbook.cli import show

FORMATS = ("docx", "pdf", "html", "md")


def add(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Add the verb to the parser."""
    verb = verbs.add_parser("build", parents=[common], help="build briefs; without a name, all of them")
    verb.add_argument(
        "briefs",
        metavar="BRIEF",
        nargs="*",
        help="a brief's id, file or pattern such as 'nordic-*' (default: all)",
    )
    verb.add_argument(
        "--to", metavar="FORMATS", type=_formats, default=(), help="docx,pdf,html,md (default: the brief's)"
    )
    verb.add_argument(
        "-o", "--output", metavar="DIR", help="the folder for the files, or a URL (default: out)"
    )
    verb.add_argument(
        "-j", "--jobs", metavar="N", type=_jobs, help="processes to build with (default: one a processor)"
    )
    verb.add_argument("--manifest", metavar="FILE", help="a TOML or CSV file of editions to build instead")
    verb.add_argument("--force", action="store_true", help="build what has not changed, too")
    verb.add_argument("--draft", action="store_true", help="print draft facts too, every page marked DRAFT")
    verb.add_argument("--fail-fast", action="store_true", help="stop at the first brief with errors")
    verb.add_argument("--scheduler", metavar="URL", default="", help="build on a cluster: dask://host:8786")
    verb.add_argument("--json", action="store_true", help="print one JSON document on stdout")
    verb.set_defaults(run=run, refuse=verb.error, remote=True)


def run(options: argparse.Namespace) -> bool:
    """Build the briefs, print what is wrong and what was written."""
    from briefbook import api
    from briefbook.workspace import places

    if options.briefs and options.manifest:
        options.refuse("name briefs or a manifest, not both")
    with show.progress(options, "building", each=show.outputs) as progress:
        report = api.build(
            options.workspace,
            options.briefs,
            formats=options.to,
            output=places.place(options.output) if options.output else None,
            draft=options.draft,
            jobs=options.jobs,
            fail_fast=options.fail_fast,
            force=options.force,
            manifest=places.place(options.manifest) if options.manifest else None,
            scheduler=options.scheduler,
            progress=progress,
        )
    if options.json:
        show.as_json(show.report_table(report))
        return report.ok
    show.diagnostics(report.all_diagnostics, options)
    if not options.quiet:
        show.summary(report)
    return report.ok


def _formats(text: str) -> tuple[str, ...]:
    formats = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [form for form in formats if form not in FORMATS]
    if unknown or not formats:
        raise argparse.ArgumentTypeError(f"{text!r}: choose from {', '.join(FORMATS)}, parted by commas")
    return formats


def _jobs(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 4) or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 256")
    return int(text)
