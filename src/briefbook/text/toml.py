"""TOML that people write: read with limits, complain with the line, find the line of any key."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from briefbook.model.diagnostic import Diagnostic
from briefbook.text import decode

MAX_DEPTH = 32
# nested brackets on one line or over lines; tomllib recurses
MAX_DOTS = 32
# parts of one dotted key; tomllib's memory is quadratic in them
MAX_DIGITS = 64
# digits in a row outside strings; Python refuses integers over 4,300
MAX_BYTES = 16 * 1024 * 1024

_STRING = re.compile(
    r'"""(?:[^"\\]|\\[\s\S]|"(?!""))*(?:"{3,5}|\Z)'
    r"|'''(?:[^']|'(?!''))*(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]|\\.)*"?'
    r"|'[^'\n]*'?"
    r"|\#[^\n]*"
)
_KEY_END = re.compile(r"[=,\[\]{}]")
_DIGITS = re.compile(rf"0x[0-9A-Fa-f_]{{{MAX_DIGITS}}}|[0-9_]{{{MAX_DIGITS}}}")
_AT = re.compile(r" ?\(at (?:line (\d+), column (\d+)|end of document)\)$")


def read(data: bytes, path: str) -> tuple[dict[str, Any], tuple[Diagnostic, ...]]:
    """Read a TOML file; an unreadable one gives {} and the reason with its line."""
    if len(data) > MAX_BYTES:
        size = f"{len(data):,} bytes; the limit is {MAX_BYTES:,}"
        return {}, (Diagnostic("too-large", f"the file has {size}", path=path, line=1),)
    text, problems = decode.text(data, path)
    if problems:
        return {}, problems
    text = text.removeprefix("\ufeff")
    problem = _bomb(text, path)
    if problem:
        return {}, (problem,)
    try:
        return tomllib.loads(text), ()
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        return {}, (_complaint(error, text, path),)


def placed(diagnostics: Iterable[Diagnostic], files: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
    """Give every diagnostic that names a TOML key the line that key stands on."""
    diagnostics = tuple(diagnostics)
    wanted = {item.path for item in diagnostics if item.line is None and item.keys and item.path in files}
    lines = {path: lines_of_keys(files[path]) for path in sorted(wanted)}
    return tuple(_with_line(item, lines.get(item.path)) for item in diagnostics)


def lines_of_keys(data: bytes) -> dict[tuple[str | int, ...], int]:
    """Map every key path of a TOML file to its line, counted from 1."""
    import tree_sitter
    import tree_sitter_toml

    data = data.removeprefix(b"\xef\xbb\xbf")
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_toml.language()))
    lines: dict[tuple[str | int, ...], int] = {}
    counts: dict[tuple[str | int, ...], int] = {}
    for node in parser.parse(data).root_node.children:
        if node.type == "pair":
            _add_pair(node, (), lines)
        elif node.type in ("table", "table_array_element"):
            _add_table(node, lines, counts)
    return lines


def _with_line(item: Diagnostic, lines: Mapping[tuple[str | int, ...], int] | None) -> Diagnostic:
    if lines is None or item.line is not None:
        return item
    keys = item.keys
    while keys and keys not in lines:
        keys = keys[:-1]
    return replace(item, line=lines.get(keys, 1))


def _add_table(
    node: Any, lines: dict[tuple[str | int, ...], int], counts: dict[tuple[str | int, ...], int]
) -> None:
    header = next((child for child in node.children if child.is_named), None)
    if header is None:
        return
    parts = _key_parts(header)
    path: tuple[str | int, ...] = ()
    for depth, part in enumerate(parts):
        path = (*path, part)
        last = depth == len(parts) - 1
        if last and node.type == "table_array_element":
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    lines[path] = node.start_point[0] + 1
    if node.type == "table_array_element":
        lines.setdefault(path[:-1], node.start_point[0] + 1)
    for child in node.children:
        if child.type == "pair":
            _add_pair(child, path, lines)


def _add_pair(node: Any, path: tuple[str | int, ...], lines: dict[tuple[str | int, ...], int]) -> None:
    named = [child for child in node.children if child.is_named and child.type != "comment"]
    if not named:
        return
    here = (*path, *_key_parts(named[0]))
    lines[here] = node.start_point[0] + 1
    if len(named) > 1:
        _add_value(named[1], here, lines)


def _add_value(node: Any, path: tuple[str | int, ...], lines: dict[tuple[str | int, ...], int]) -> None:
    if node.type == "inline_table":
        for child in node.children:
            if child.type == "pair":
                _add_pair(child, path, lines)
    elif node.type == "array":
        values = [child for child in node.children if child.is_named and child.type != "comment"]
        for index, child in enumerate(values):
            lines[(*path, index)] = child.start_point[0] + 1
            _add_value(child, (*path, index), lines)


def _key_parts(node: Any) -> list[str]:
    if node.type == "dotted_key":
        return [part for child in node.children if child.is_named for part in _key_parts(child)]
    text = node.text.decode("utf-8", "replace")
    return [text[1:-1] if text[:1] in "\"'" and len(text) > 1 else text]


def _bomb(text: str, path: str) -> Diagnostic | None:
    """Refuse what would cost tomllib seconds, gigabytes or its stack."""
    bare = _STRING.sub(lambda found: '""' + "\n" * found[0].count("\n"), text)
    depth = 0
    for number, line in enumerate(bare.split("\n"), 1):
        for char in line:
            if char in "[{":
                depth += 1
            elif char in "]}":
                depth = max(0, depth - 1)
            if depth > MAX_DEPTH:
                return _too_large(f"brackets nested deeper than {MAX_DEPTH}", path, number)
        if line.count(".") >= MAX_DOTS and any(part.count(".") >= MAX_DOTS for part in _KEY_END.split(line)):
            return _too_large(f"a dotted key of more than {MAX_DOTS} parts", path, number)
        if _DIGITS.search(line):
            return _too_large(f"a number of {MAX_DIGITS} digits or more", path, number)
    return None


def _too_large(what: str, path: str, line: int) -> Diagnostic:
    return Diagnostic("too-large", f"{what}: refused before reading", path=path, line=line)


def _complaint(error: Exception, text: str, path: str) -> Diagnostic:
    message = str(error)
    found = _AT.search(message)
    line = int(found[1]) if found and found[1] else text.count("\n") + 1 if found else 1
    said = _AT.sub("", message).splitlines()[0][:160] if message else "too deeply nested"
    column = f" in column {found[2]}" if found and found[2] else ""
    return Diagnostic("toml-syntax", f"this is not valid TOML{column}: {said}", path=path, line=line)
