"""The `[limits]` of `briefbook.toml`: which may be set, and how far."""

from collections.abc import Mapping
from typing import Any

from briefbook import limits
from briefbook.model.diagnostic import Diagnostic
from briefbook.text import shape, toml
from briefbook.text.shape import Key


def read(data: bytes, path: str) -> dict[str, int]:
    """The limits that a workspace sets; none where any of them is wrong, for `check` tells that."""
    table, _ = toml.read(data, path)
    values = table.get("limits", {})
    return dict(values) if isinstance(values, dict) and not check(values, path) else {}


def check(values: Mapping[str, Any], path: str) -> list[Diagnostic]:
    """What is wrong with a table of limits."""
    # a fixed limit is no key of the table, so that no message offers it
    fixed = {each.name for each in limits.TABLE if each.is_fixed}
    keys = {each.name: Key("whole") for each in limits.TABLE if each.name not in fixed}
    written = {name: value for name, value in values.items() if name not in fixed}
    found = shape.check(written, keys, path, ("limits",), "[limits]")
    wrong = {item.keys[-1] for item in found}
    for name, value in values.items():
        if name not in wrong and (why := _unfit(limits.KNOWN[name], value)):
            found.append(Diagnostic("bad-value", why, path=path, keys=("limits", name)))
    return found


def _unfit(limit: limits.Limit, value: int) -> str:
    if limit.is_fixed:
        return f"{limit.name} is fixed at {limit.value:,} {limit.unit}; take it out"
    if not limit.least <= value <= limit.most:
        return f"{limit.name} = {value:,}; it may be from {limit.least:,} to {limit.most:,} {limit.unit}"
    return ""
