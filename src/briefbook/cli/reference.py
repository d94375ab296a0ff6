"""The command line as Markdown, for the docs: made from the parser, so that it cannot be wrong."""

import argparse
from collections.abc import Iterator


def markdown(parser: argparse.ArgumentParser) -> str:
    """Every command with its arguments and options, as one table each."""
    common = frozenset(_names(action) for action in parser._actions)
    lines = [
        "Before the command, or (all but `--version` and `--limits`) after it:",
        "",
        *_table(parser, frozenset()),
    ]
    for name, help_, verb in _verbs(parser, ""):
        lines += [
            "",
            f"## briefbook {name}",
            "",
            f"{help_[:1].upper()}{help_[1:]}.",
            "",
            *_table(verb, common),
        ]
    return "\n".join(lines) + "\n"


def _verbs(
    parser: argparse.ArgumentParser, before: str
) -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, verb in action.choices.items():
                inner = list(_verbs(verb, f"{before}{name} "))
                if inner:
                    yield from inner
                else:
                    yield f"{before}{name}", helps[name], verb


def _table(parser: argparse.ArgumentParser, without: frozenset[str]) -> list[str]:
    rows = [
        f"| {_names(action)} | {action.help} |"
        for action in parser._actions
        if not isinstance(action, argparse._SubParsersAction | argparse._HelpAction)
        and _names(action) not in without
    ]
    return ["| argument or option | meaning |", "|---|---|", *rows] if rows else []


def _names(action: argparse.Action) -> str:
    value = str(action.metavar or action.dest.upper()) if action.nargs != 0 else ""
    if not action.option_strings:
        return f"`{value}`"
    return ", ".join(f"`{option} {value}`" if value else f"`{option}`" for option in action.option_strings)
