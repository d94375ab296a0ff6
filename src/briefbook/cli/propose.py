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
    verb.add_argument("paths", metavar="PATH", nargs="*", type=Path, help="files, folders or a collection")
    verb.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        help="the ledger to write or to add to, such as seeds/visit/facts.toml (default: write nothing)",
    )
    verb.add_argument(
        "--learn",
        metavar="LEDGER",
        type=Path,
        help="first learn sections from the accepted facts of a ledger such as seeds/visit/facts.toml",
    )
    verb.add_argument(
        "--semantic",
        metavar="FOLDER",
        type=Path,
        help="word vectors (model.safetensors, tokenizer.json) for languages without words of their own",
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

    if not options.paths and not options.learn:
        options.refuse("name documents to draft from, or a ledger to --learn from")
    if options.learn and not _learned(options, api):
        return False
    if not options.paths:
        return True
    if options.output and options.output.suffix != ".toml":
        options.refuse(f"the ledger {str(options.output)!r} must be a file that ends in .toml")
    server = _server(options)
    written = None
    with drafted.progress(options) as progress:
        if options.output:
            proposal, written = api.propose_into(
                options.paths,
                options.output,
                lang=options.lang,
                server=server,
                model=options.semantic,
                progress=progress,
            )
        else:
            proposal = api.propose(
                options.paths, lang=options.lang, server=server, model=options.semantic, progress=progress
            )
    if options.json:
        show.as_rows(drafted.table(proposal))
    else:
        show.diagnostics(proposal.diagnostics, options)
        if not options.quiet and not proposal.documents:
            print("No document was read and drafted from, so there is nothing to write.")
        elif not options.quiet:
            drafted.summary(proposal, options)
            drafted.written(written, options)
    return not any(item.is_error for item in proposal.diagnostics)


def _learned(options: argparse.Namespace, api: Any) -> bool:
    """Learn from a ledger and say what it was good for."""
    root = options.learn.absolute().parent.parent
    if root.name != "seeds":
        options.refuse("--learn takes the ledger of a collection, such as seeds/visit/facts.toml")
    lessons, problems = api.learn(options.learn, root.parent)
    show.diagnostics(problems, options)
    for each in lessons if not options.quiet and not options.json else ():
        if each.table:
            helped = f"of those held back {each.after:.0%} went to their section, {each.before:.0%} before"
            kept = f"languages/{each.lang}/learned.toml"
            print(f"Learned from {each.facts} quotes in {each.lang!r}: {helped}. Kept in {kept}.")
    return not any(item.is_error for item in problems)


def _server(options: argparse.Namespace) -> "Server | None":
    """The chat server that is to be asked; none unless it is named."""
    if bool(options.llm) != bool(options.model):
        options.refuse("--llm and --model go together")
    if not options.llm:
        return None
    from briefbook.workspace import chat

    return chat.Server(options.llm, options.model, os.environ.get(KEY, ""))
