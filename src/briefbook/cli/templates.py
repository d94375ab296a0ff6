"""`briefbook templates`: what there is, and copies to change."""

import argparse
from typing import Any

from briefbook.cli import show


def add(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Add the verb to the parser."""
    verb = verbs.add_parser(
        "templates", parents=[common], help="list the templates, or copy one to change it"
    )
    actions = verb.add_subparsers(title="actions", metavar="ACTION", required=True)
    listing = actions.add_parser(
        "list", parents=[common], help="list templates and themes, and which replaces which"
    )
    listing.add_argument("--json", action="store_true", help="print one JSON document on stdout")
    listing.set_defaults(run=run_list)
    copy = actions.add_parser(
        "copy", parents=[common], help="copy a shipped template into the workspace, where it replaces it"
    )
    copy.add_argument("name", metavar="NAME", help="as listed, e.g. sections/economy.md.j2")
    copy.set_defaults(run=run_copy)


def run_list(options: argparse.Namespace) -> bool:
    """Print every template with where it comes from."""
    from briefbook import api

    entries = api.list_templates(options.workspace)
    if options.json:
        show.as_json([{"name": each.name, "own": each.own, "shipped": each.shipped} for each in entries])
        return True
    kinds = {
        (True, True): "yours, replaces the shipped one",
        (True, False): "yours",
        (False, True): "shipped",
    }
    show.table([("template", "from"), *((each.name, kinds[each.own, each.shipped]) for each in entries)])
    return True


def run_copy(options: argparse.Namespace) -> bool:
    """Copy one template into the workspace."""
    from briefbook import api

    problems = api.copy_template(options.workspace, options.name)
    show.diagnostics(problems, options)
    if not problems and not options.quiet:
        copied = options.workspace / "templates" / api.plain_name(options.name)
        print(f"copied to {copied}; change it there")
    return not problems
