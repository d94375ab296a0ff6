"""`briefbook bind`: briefs into one book with a cover, contents, tabs and one annex of sources."""

import argparse
from pathlib import Path
from typing import Any

from briefbook.cli import build, show
from briefbook.text import characters

FORMATS = (".pdf", ".docx")


def add(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Add the verb to the parser."""
    verb = verbs.add_parser(
        "bind", parents=[common], help="bind briefs into one book with tabs; without a name, all of them"
    )
    verb.add_argument(
        "briefs",
        metavar="BRIEF",
        nargs="*",
        help="a brief's id or file, or a pattern like 'north-*' (default: all)",
    )
    verb.add_argument(
        "-o", "--output", metavar="FILE", type=_file, required=True, help="the book: a .pdf or a .docx"
    )
    verb.add_argument("--title", metavar="TEXT", type=_words, default="", help="the title on the cover")
    verb.add_argument("--subtitle", metavar="TEXT", type=_words, default="", help="a line below the title")
    verb.add_argument(
        "--marking",
        metavar="TEXT",
        type=_words,
        default="",
        help="the book's marking (default: the highest TLP)",
    )
    verb.add_argument(
        "--theme", metavar="NAME", default="", help="the book's theme (default: the first brief's)"
    )
    verb.add_argument(
        "-j", "--jobs", metavar="N", type=build.jobs, help="processes to compose with (default: as build)"
    )
    verb.add_argument("--json", action="store_true", help="print one JSON document on stdout")
    verb.set_defaults(run=run)


def run(options: argparse.Namespace) -> bool:
    """Bind the briefs, print what is wrong and what was written."""
    from briefbook import api

    with show.progress(options, "binding") as progress:
        report = api.bind(
            options.workspace,
            options.briefs,
            output=options.output,
            title=options.title,
            subtitle=options.subtitle,
            marking=options.marking,
            theme_name=options.theme,
            jobs=options.jobs,
            progress=progress,
        )
    if options.json:
        show.as_json(show.report_table(report))
        return report.ok
    show.diagnostics(report.all_diagnostics, options)
    if not options.quiet:
        notes = sum(brief.notes for brief in report.briefs)
        for each in report.outputs:
            briefs = f"{len(report.briefs)} brief{'s' if len(report.briefs) > 1 else ''}"
            bound = f"{briefs}, {notes} notes, {each.size:,} bytes"
            print(f"{characters.printable(each.path)}  {bound}")
        if not report.outputs:
            print(f"{characters.printable(str(options.output))}: not written, there are errors")
    return report.ok


def _file(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in FORMATS or not path.stem:
        raise argparse.ArgumentTypeError(f"{text!r}: a book is bound as .pdf or .docx; give it such a name")
    return path


def _words(text: str) -> str:
    if problem := characters.find_control(text) or characters.find_deceiving(text):
        raise argparse.ArgumentTypeError(f"take out the character {problem}: it cannot be printed")
    return characters.printable(text).strip()
