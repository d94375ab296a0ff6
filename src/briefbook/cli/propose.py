"""`briefbook propose`: draft facts from documents, for a person to correct."""

import argparse
from pathlib import Path
from typing import Any

from briefbook.cli import show


def add(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Add the verb to the parser."""
    verb = verbs.add_parser("propose", parents=[common], help="draft facts from documents")
    verb.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="files, folders or a collection")
    verb.add_argument("--lang", default="en", metavar="LANG", help="the language of statements (default: en)")
    verb.add_argument("--json", action="store_true", help="print one JSON document on stdout")
    verb.set_defaults(run=run)


def run(options: argparse.Namespace) -> bool:
    """Draft facts and print them."""
    from briefbook import api

    proposal = api.propose(options.paths, lang=options.lang)
    if options.json:
        show.as_json(show.proposal_table(proposal))
    else:
        show.diagnostics(proposal.diagnostics, options)
    return True
