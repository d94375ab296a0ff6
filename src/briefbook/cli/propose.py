"""`briefbook propose`: draft facts from documents, for a person to correct."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefbook.cli import drafted, show

if TYPE_CHECKING:
    from briefbook.workspace.chat import Server

KEY = "BRIEFBOOK_LLM_KEY"
# the environment variable with the key of the server


def add(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Add the verb to the parser."""
    verb = verbs.add_parser("propose", parents=[common], help="draft facts from documents")
    verb.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="files, folders or a collection")
    verb.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        help="the ledger to write or to add to, such as seeds/visit/facts.toml (default: write nothing)",
    )
    verb.add_argument("--lang", default="en", metavar="LANG", help="the language of statements (default: en)")
    verb.add_argument("--llm", metavar="URL", default="", help="a chat server that may suggest facts")
    verb.add_argument("--model", metavar="NAME", default="", help="with --llm: the model to ask")
    verb.add_argument("--noise", action="store_true", help="list the sentences that were set aside, with why")
    verb.add_argument("--json", action="store_true", help="print one JSON document on stdout")
    verb.set_defaults(run=run, refuse=verb.error)


def run(options: argparse.Namespace) -> bool:
    """Draft facts, write them if asked, and show what came of it."""
    from briefbook import api

    if options.output and options.output.suffix != ".toml":
        options.refuse(f"the ledger {str(options.output)!r} must be a file that ends in .toml")
    server = _server(options)
    written = None
    with drafted.progress(options) as progress:
        if options.output:
            proposal, written = api.propose_into(
                options.paths, options.output, lang=options.lang, server=server, progress=progress
            )
        else:
            proposal = api.propose(options.paths, lang=options.lang, server=server, progress=progress)
    if options.json:
        show.as_rows(drafted.table(proposal))
    else:
        show.diagnostics(proposal.diagnostics, options)
        if not options.quiet:
            drafted.summary(proposal, options)
            drafted.written(written, options)
    return not any(item.is_error for item in proposal.diagnostics)


def _server(options: argparse.Namespace) -> "Server | None":
    """The chat server that is to be asked; none unless it is named."""
    if bool(options.llm) != bool(options.model):
        options.refuse("--llm and --model go together")
    if not options.llm:
        return None
    from briefbook.workspace import chat

    return chat.Server(options.llm, options.model, os.environ.get(KEY, ""))
