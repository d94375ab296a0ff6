"""`briefbook build`: briefs into files; without a name, all of them."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from briefbook.cli import drafted, show
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.report import Report

FORMATS = ("docx", "pdf", "html", "md")


def add(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Add the verb to the parser."""
    verb = verbs.add_parser("build", parents=[common], help="build briefs; without a name, all of them")
    verb.add_argument(
        "briefs",
        metavar="BRIEF",
        nargs="*",
        help="a brief's id, file or pattern such as 'nordic-*' (default: all); with --draft also documents",
    )
    verb.add_argument(
        "--to", metavar="FORMATS", type=_formats, default=(), help="docx,pdf,html,md (default: the brief's)"
    )
    verb.add_argument(
        "-o", "--output", metavar="DIR", help="the folder for the files, or a URL (default: out)"
    )
    verb.add_argument(
        "-j", "--jobs", metavar="N", type=jobs, help="processes to build with (default: one a processor)"
    )
    verb.add_argument("--manifest", metavar="FILE", help="a TOML or CSV file of editions to build instead")
    verb.add_argument("--force", action="store_true", help="build what has not changed, too")
    verb.add_argument(
        "--draft",
        action="store_true",
        help="print draft facts too, every page marked DRAFT; or draft a brief from documents",
    )
    verb.add_argument("--lang", default="en", metavar="LANG", help="the language of a draft from documents")
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
    if _documents(options):
        return _rough(options)
    if lost := _lost(options):
        return _printed(Report((), lost), options)
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
    return _printed(report, options)


def jobs(text: str) -> int:
    """A number of processes as it is written on the command line."""
    if not (text.isascii() and text.isdigit() and len(text) < 4) or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 256")
    return int(text)


def _printed(report: Report, options: argparse.Namespace) -> bool:
    if options.json:
        show.as_json(show.report_table(report))
        return report.ok
    show.diagnostics(report.all_diagnostics, options)
    if not options.quiet:
        show.summary(report)
    return report.ok


def _lost(options: argparse.Namespace) -> tuple[Diagnostic, ...]:
    """What is said of names where there is no workspace, so that documents must have been meant."""
    if not options.draft or isinstance(options.workspace, str):
        return ()
    if any((options.workspace / name).is_dir() for name in ("briefs", "seeds")):
        return ()
    said = "there is no such document or brief; look how it is written, and in which folder you are"
    return tuple(Diagnostic("no-document", said, path=name) for name in options.briefs)


def _documents(options: argparse.Namespace) -> bool:
    """Whether documents are named and not briefs: paths that are there and no brief of the workspace."""
    if not options.draft or not options.briefs or isinstance(options.workspace, str):
        return False
    home = options.workspace / "briefs"

    def is_brief(name: str) -> bool:
        return name.endswith(".toml") or (home / f"{name}.toml").exists()

    raw = [name for name in options.briefs if Path(name).exists() and not is_brief(name)]
    if raw and len(raw) < len(options.briefs):
        other = next(name for name in options.briefs if name not in raw)
        options.refuse(f"name documents or briefs, not both: {other!r} is no document, {raw[0]!r} is")
    return bool(raw)


def _rough(options: argparse.Namespace) -> bool:
    """Build a draft straight from documents."""
    from briefbook import api
    from briefbook.workspace import places

    with drafted.progress(options) as progress:
        report = api.build_drafts(
            [Path(name) for name in options.briefs],
            places.place(options.output) if options.output else Path("out"),
            formats=options.to,
            lang=options.lang,
            progress=progress,
        )
    if options.json:
        show.as_json(show.report_table(report))
    else:
        show.diagnostics(report.all_diagnostics, options)
        if not options.quiet:
            for brief in report.briefs:
                # a document that could not be read is an error, and the brief of the others is there
                show.outputs(replace(brief, diagnostics=()) if brief.outputs else brief)
    return report.ok


def _formats(text: str) -> tuple[str, ...]:
    formats = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [form for form in formats if form not in FORMATS]
    if unknown or not formats:
        raise argparse.ArgumentTypeError(f"{text!r}: choose from {', '.join(FORMATS)}, parted by commas")
    return formats
