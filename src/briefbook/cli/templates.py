"""`briefbook templates`: what there is, what it says, copies to change, mistakes, and a look."""

import argparse
from typing import TYPE_CHECKING, Any

from briefbook.cli import show
from briefbook.text import characters

if TYPE_CHECKING:
    from briefbook.api import TemplateEntry


def add(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Add the verb to the parser."""
    verb = verbs.add_parser(
        "templates",
        parents=[common],
        help="list, show, copy, check and preview templates",
    )
    actions = verb.add_subparsers(title="actions", metavar="ACTION", required=True)
    listing = actions.add_parser(
        "list", parents=[common], help="list templates and themes, and which replaces which"
    )
    listing.add_argument("--json", action="store_true", help="print one JSON document on stdout")
    listing.set_defaults(run=run_list)
    shown = actions.add_parser("show", parents=[common], help="print the template that would be used")
    shown.set_defaults(run=run_show)
    copy = actions.add_parser(
        "copy", parents=[common], help="copy a shipped template into the workspace, where it replaces it"
    )
    copy.set_defaults(run=run_copy)
    lint = actions.add_parser("lint", parents=[common], help="look for mistakes in your own templates")
    lint.add_argument("names", metavar="NAME", nargs="*", help="as listed (default: all of your own)")
    lint.add_argument("--json", action="store_true", help="print one JSON document on stdout")
    lint.set_defaults(run=run_lint)
    seen = actions.add_parser(
        "preview", parents=[common], help="print what a template makes of invented facts, as Markdown"
    )
    seen.set_defaults(run=run_preview)
    for each in (shown, copy, seen):
        each.add_argument("name", metavar="NAME", help="as listed, e.g. sections/economy.md.j2")
    for each in (shown, seen):
        each.add_argument(
            "--lang", metavar="LANG", default="", help="as for a brief in this language, e.g. fr"
        )
        each.add_argument(
            "--brief", metavar="BRIEF", default="", help="as for this brief, with its own templates"
        )


def run_list(options: argparse.Namespace) -> bool:
    """Print every template with where it comes from."""
    from briefbook import api

    entries = api.list_templates(options.workspace)
    if options.json:
        show.as_json([_table(each) for each in entries])
        return True
    rows = ((characters.printable(each.name), _told(each)) for each in entries)
    show.table([("template", "from"), *rows])
    return True


def run_show(options: argparse.Namespace) -> bool:
    """Print where a template comes from and what it says."""
    from briefbook import api

    path, text, problems = api.show_template(options.workspace, options.name, options.lang, options.brief)
    show.diagnostics(problems, options)
    if problems:
        return False
    if not options.quiet:
        print(
            f"{{# {characters.printable(path)} #}}"
            if path.endswith(".j2")
            else f"# {characters.printable(path)}"
        )
    print("\n".join(map(characters.printable, text.split("\n"))), end="")
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


def run_lint(options: argparse.Namespace) -> bool:
    """Print the mistakes in the workspace's templates."""
    from briefbook import api

    found = api.lint_templates(options.workspace, options.names)
    ok = not any(item.is_error for item in found)
    if options.json:
        show.as_json({"ok": ok, "diagnostics": [show.diagnostic_table(item) for item in found]})
        return ok
    show.diagnostics(found, options)
    if not found and not options.quiet:
        print("no mistakes found")
    return ok


def run_preview(options: argparse.Namespace) -> bool:
    """Print what a template makes of invented facts."""
    from briefbook import api

    text, problems = api.preview_template(options.workspace, options.name, options.lang, options.brief)
    show.diagnostics(problems, options)
    print(text, end="")
    return bool(text) and not any(item.is_error for item in problems)


def _table(entry: "TemplateEntry") -> dict[str, object]:
    table: dict[str, object] = {"name": entry.name, "own": entry.own, "shipped": entry.shipped}
    more = {"lang": entry.lang, "brief": entry.brief}
    before = [path for path in entry.replaces if not path.startswith("(shipped)")]
    return (
        table
        | {key: value for key, value in more.items() if value}
        | ({"goes_before": before} if before else {})
    )


def _told(entry: "TemplateEntry") -> str:
    if not entry.own:
        return "shipped"
    told = "yours"
    if entry.brief:
        told += f", for the brief {entry.brief} alone"
    if entry.lang:
        told += f", for the language {entry.lang}"
    if any(path.startswith("(shipped)") for path in entry.replaces):
        told += ", replaces the shipped one"
    before = [path for path in entry.replaces if not path.startswith("(shipped)")]
    return characters.printable(told + (f", goes before {', '.join(before)}" if before else ""))
