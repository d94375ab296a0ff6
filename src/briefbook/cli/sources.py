"""`briefbook sources`: lists of sources out of and into libraries of references."""

import argparse
from pathlib import Path
from typing import Any

from briefbook.cli import show

FORMATS = ("csl", "bibtex", "ris")


def add(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Add the verb to the parser."""
    verb = verbs.add_parser(
        "sources", parents=[common], help="take sources from a library of references, or give them to one"
    )
    actions = verb.add_subparsers(title="actions", metavar="ACTION", required=True)
    taking = actions.add_parser(
        "import", parents=[common], help="turn a library of references into rows of sources.toml"
    )
    taking.add_argument(
        "file", metavar="FILE", type=Path, help="CSL-JSON (.json), BibTeX (.bib) or RIS (.ris)"
    )
    taking.add_argument(
        "-o", "--output", metavar="SOURCES", type=Path,
        help="the sources.toml to add them to (default: print them)",
    )  # fmt: skip
    taking.set_defaults(run=run_import)
    giving = actions.add_parser(
        "export", parents=[common], help="write the sources of a collection as a library of references"
    )
    giving.add_argument("collection", metavar="COLLECTION", help="a folder below seeds/")
    giving.add_argument("--to", metavar="FORMAT", choices=FORMATS, required=True, help="csl, bibtex or ris")
    giving.add_argument("-o", "--output", metavar="FILE", type=Path, help="the file (default: print it)")
    giving.set_defaults(run=run_export)


def run_import(options: argparse.Namespace) -> bool:
    """Print rows for the references of a file, or add them to a list of sources."""
    from briefbook import api

    text, count, problems = api.import_sources(options.file, options.output)
    show.diagnostics(problems, options)
    if options.output is None:
        print(text, end="")
    elif not options.quiet and not any(item.is_error for item in problems):
        print(f"{count} source(s) added to {options.output}")
    return not any(item.is_error for item in problems)


def run_export(options: argparse.Namespace) -> bool:
    """Print the sources of a collection in a format, or write them to a file."""
    from briefbook import api

    text, problems = api.export_sources(options.workspace, options.collection, options.to, options.output)
    show.diagnostics(problems, options)
    if options.output is None:
        print(text, end="")
    return not any(item.is_error for item in problems)
