"""`briefbook init`: a new workspace with a small example that builds."""

import argparse
from pathlib import Path
from typing import Any

from briefbook.cli import show


def add(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Add the verb to the parser."""
    verb = verbs.add_parser(
        "init", parents=[common], help="make a new workspace with a small example that builds"
    )
    verb.add_argument(
        "folder", metavar="DIR", nargs="?", type=Path, help="its folder (default: the workspace)"
    )
    verb.set_defaults(run=run)


def run(options: argparse.Namespace) -> bool:
    """Lay the example into the folder; files that are there are never replaced."""
    from briefbook import api

    folder: Path = options.folder or options.workspace
    problems = api.init(folder)
    show.diagnostics(problems, options)
    if not problems and not options.quiet:
        here = "" if folder == Path() else f"-C {folder} "
        print(f"made a workspace in {folder}; next: briefbook {here}build")
    return not problems
