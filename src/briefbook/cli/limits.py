"""`briefbook --limits`: every limit with its value and what it bounds, as the workspace sets them."""

import argparse
from pathlib import Path
from typing import Any

from briefbook import limits
from briefbook.cli import show


class Print(argparse.Action):
    """Print the limits of the workspace that was named before, and end."""

    def __init__(self, option_strings: list[str], dest: str, help: str) -> None:
        """Take no value."""
        super().__init__(option_strings, argparse.SUPPRESS, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, *_: Any) -> None:
        """Print them."""
        from briefbook import api

        values, problems = api.set_limits(getattr(namespace, "workspace", Path()))
        show.diagnostics(problems, argparse.Namespace(quiet=False, verbose=False, no_color=True))
        show.table([("limit", "value", "unit", "may be set", "what it bounds"), *map(_row, limits.TABLE)])
        for name, value in values.items():
            print(f"{name} = {value:,} in this workspace's briefbook.toml")
        parser.exit(1 if problems else 0)


def _row(limit: limits.Limit) -> tuple[str, ...]:
    bounds = "no" if limit.is_fixed else f"{limit.least:,} to {limit.most:,}"
    return limit.name, f"{limit.value:,}", limit.unit, bounds, limit.bounds
