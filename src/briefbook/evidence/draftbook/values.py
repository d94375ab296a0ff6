"""Values as TOML writes them, one line each."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

_BARE = re.compile("[A-Za-z0-9_-]+")
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f\ud800-\udfff]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}

Value = str | bool | float | Decimal | Iterable[str] | Mapping[str, str]


def line(key: str, value: Value) -> str:
    """A line `key = value`."""
    return f"{_name(key)} = {written(value)}\n"


def written(value: Value) -> str:
    """A value as it stands after the equals sign."""
    if isinstance(value, str):
        return f'"{_ESCAPED.sub(_escape, value)}"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_name(key)} = {written(text)}" for key, text in value.items()) + " }"
    return "[" + ", ".join(written(each) for each in value) + "]"


def _name(key: str) -> str:
    return key if _BARE.fullmatch(key) else written(key)


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    return _SHORT.get(char) or f"\\u{ord(char):04x}"
