"""TOML that people write: read with limits, complain with the line, find the line of any key."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import tomli

from briefbook import limits
from briefbook.model.diagnostic import Diagnostic
from briefbook.text import decode

Keys = tuple[str | int, ...]
Lines = dict[Keys, int]

MAX_DEPTH = limits.of("toml_depth")
# nested brackets on one line or over lines; the parsers recurse
MAX_DOTS = limits.of("toml_parts")
# parts of one dotted key; the parsers' memory is quadratic in them
MAX_DIGITS = limits.of("toml_digits")
# digits in a row outside strings; Python refuses integers over 4,300

_STRING = re.compile(
    r'"""[^"\\]*(?:(?:\\[\s\S]|"(?!""))[^"\\]*)*(?:"{3,5}|\Z)'
    r"|'''[^']*(?:'(?!'')[^']*)*(?:'{3,5}|\Z)"
    r'|"[^"\\\n]*(?:\\.[^"\\\n]*)*"?'
    r"|'[^'\n]*'?"
    r"|\#[^\n]*"
)
_NO_BRACKET = re.compile(r"[^\[\]{}]+")
_DOTTED = re.compile(rf"\.(?:[^.=,\[\]{{}}\n]*\.){{{MAX_DOTS - 1}}}")
_ESCAPE = re.compile(r"\\[ex]")
_ON_ONE_LINE = re.compile(r"\{[ \t]*\}|\{[^{}\n]*[^{}\n, \t][ \t]*\}")
# an inline table without others in it, and without a comma at its end
_KEY_END = re.compile(r"[=,\[\]{}]")
_DIGITS = re.compile(rf"[0-9_][0-9_]{{{MAX_DIGITS - 1}}}")
_HEX = re.compile(rf"0x[0-9A-Fa-f_]{{{MAX_DIGITS}}}")
_AT = re.compile(r" ?\(at (?:line (\d+), column (\d+)|end of document)\)$")


def read(data: bytes, path: str) -> tuple[dict[str, Any], tuple[Diagnostic, ...]]:
    """Read a TOML file; an unreadable one gives {} and the reason with its line."""
    if len(data) > (most := limits.of("file_bytes")):
        size = f"{len(data):,} bytes; the limit is {most:,} (file_bytes)"
        return {}, (Diagnostic("too-large", f"the file has {size}", path=path, line=1),)
    text, problems = decode.text(data, path)
    if problems:
        return {}, problems
    text = text.removeprefix("\ufeff")
    bare = _STRING.sub('""', text)
    problem = _bomb(text, path) if _may_be_bomb(bare) else None
    if problem:
        return {}, (problem,)
    try:
        return _parsed(text, bare), ()
    except (ValueError, RecursionError) as error:
        return {}, (_complaint(error, text, path),)


def shipped(data: bytes) -> dict[str, Any]:
    """What a TOML file of the package's own says."""
    return tomli.loads(data.decode("utf-8"))


def placed(diagnostics: Iterable[Diagnostic], files: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
    """Give every diagnostic that names a TOML key the line that key stands on."""
    diagnostics = tuple(diagnostics)
    wanted: dict[str, set[Keys]] = {}
    for item in diagnostics:
        if item.line is None and item.keys and item.path in files:
            wanted.setdefault(item.path, set()).add(item.keys)
    lines = {path: lines_of_keys(files[path], keys) for path, keys in sorted(wanted.items())}
    return tuple(_with_line(item, lines.get(item.path)) for item in diagnostics)


def lines_of_keys(data: bytes, wanted: Collection[Keys] | None = None) -> Lines:
    """Map every key path of a TOML file to its line, counted from 1.

    With `wanted` key paths, of the keys in tables only those are looked for that may lead to one of them.
    """
    import tree_sitter
    import tree_sitter_toml

    data = data.removeprefix(b"\xef\xbb\xbf")
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_toml.language()))
    heads = None if wanted is None else {keys[:end] for keys in wanted for end in range(len(keys) + 1)}
    lines: Lines = {}
    counts: Lines = {}
    headers: dict[bytes | None, list[str]] = {}
    for node in parser.parse(data).root_node.children:
        if (kind := node.type) == "pair":
            _add_pair(node, (), lines)
        elif kind in ("table", "table_array_element") and (header := node.named_child(0)) is not None:
            parts = headers.get(header.text) or headers.setdefault(header.text, key_parts(header))
            path = _add_table(node, parts, lines, counts)
            if heads is None or path in heads:
                for child in node.children:
                    if child.type == "pair":
                        _add_pair(child, path, lines)
    return lines


def _with_line(item: Diagnostic, lines: Lines | None) -> Diagnostic:
    if lines is None or item.line is not None:
        return item
    keys = item.keys
    while keys and keys not in lines:
        keys = keys[:-1]
    return replace(item, line=lines.get(keys, 1))


def _add_table(node: Any, parts: Sequence[str], lines: Lines, counts: Lines) -> Keys:
    """Add a table's own line; what comes back is its key path."""
    path: Keys = ()
    several, line = node.type == "table_array_element", node.start_point[0] + 1
    for depth, part in enumerate(parts, 1):
        path = (*path, part)
        if several and depth == len(parts):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    lines[path] = line
    if several:
        lines.setdefault(path[:-1], line)
    return path


def _add_pair(node: Any, path: Keys, lines: Lines) -> None:
    named = [child for child in node.children if child.is_named and child.type != "comment"]
    if not named:
        return
    here = (*path, *key_parts(named[0]))
    lines[here] = node.start_point[0] + 1
    if len(named) > 1:
        _add_value(named[1], here, lines)


def _add_value(node: Any, path: Keys, lines: Lines) -> None:
    if node.type == "inline_table":
        for child in node.children:
            if child.type == "pair":
                _add_pair(child, path, lines)
    elif node.type == "array":
        values = [child for child in node.children if child.is_named and child.type != "comment"]
        for index, child in enumerate(values):
            lines[(*path, index)] = child.start_point[0] + 1
            _add_value(child, (*path, index), lines)


def key_parts(node: Any) -> list[str]:
    """The parts of a key, as tree-sitter gives it."""
    if node is None:
        return []
    if node.type == "dotted_key":
        return [part for child in node.children if child.is_named for part in key_parts(child)]
    text = node.text.decode("utf-8", "replace")
    return [text[1:-1] if text[:1] in "\"'" and len(text) > 1 else text]


def _parsed(text: str, bare: str) -> dict[str, Any]:
    """What a text says, by the quick parser; of what that refuses or TOML 1.0 has not, the library's says."""
    if not _may_be_newer(text, bare):
        with suppress(ValueError, RecursionError):
            return tomli.loads(text)
    import tomllib

    return tomllib.loads(text)


def _may_be_newer(text: str, bare: str) -> bool:
    """Whether a text may hold what TOML 1.1 added: a time without seconds, an escape, a table over lines.

    `bare` is the text without its strings and comments, where a colon stands in times alone.
    """
    if ":" in bare or _ESCAPE.search(text):
        return True
    while "{" in bare:
        bare, whole = _ON_ONE_LINE.subn("", bare)
        if not whole:
            return True
    return False


def _may_be_bomb(bare: str) -> bool:
    """Whether a text without its strings may hold a bomb; most do not, and need not be read line by line."""
    brackets = _NO_BRACKET.sub("", bare).replace("{", "[").replace("}", "]")
    for _ in range(MAX_DEPTH):
        # each turn takes out the innermost pairs
        brackets = brackets.replace("[]", "")
    return bool(brackets or _DOTTED.search(bare) or _DIGITS.search(bare) or _HEX.search(bare))


def _bomb(text: str, path: str) -> Diagnostic | None:
    """Refuse what would cost the parsers seconds, gigabytes or their stack."""
    bare = _STRING.sub(lambda found: '""' + "\n" * found[0].count("\n"), text)
    depth = 0
    for number, line in enumerate(bare.split("\n"), 1):
        for char in line:
            if char in "[{":
                depth += 1
            elif char in "]}":
                depth = max(0, depth - 1)
            if depth > MAX_DEPTH:
                return _too_large(
                    f"brackets nested deeper than {MAX_DEPTH}, the limit (toml_depth)", path, number
                )
        if line.count(".") >= MAX_DOTS and any(part.count(".") >= MAX_DOTS for part in _KEY_END.split(line)):
            return _too_large(
                f"a dotted key of more than {MAX_DOTS} parts, the limit (toml_parts)", path, number
            )
        if _DIGITS.search(line) or _HEX.search(line):
            return _too_large(
                f"a number of {MAX_DIGITS} digits, the limit (toml_digits), or more", path, number
            )
    return None


def _too_large(what: str, path: str, line: int) -> Diagnostic:
    return Diagnostic("too-large", f"{what}: refused before reading", path=path, line=line)


def _complaint(error: Exception, text: str, path: str) -> Diagnostic:
    message = str(error)
    lines = text.split("\n")
    found = _AT.search(message)
    at_end = bool(found and not found[1])
    line = int(found[1]) if found and found[1] else len(lines) if found else 1
    column = f" in column {found[2]}" if found and found[2] else ""
    said = _AT.sub("", message).splitlines()[0][:160] if message else "too deeply nested"
    written = lines[line - 1].strip() if line <= len(lines) else ""
    hint = _first_hint(_CURLY, said, written)
    if not hint:
        begun, hint = _unclosed(said, lines[: line if at_end else line - 1], written if not at_end else "")
        line, column = (begun, "") if begun else (line, column)
    hint = hint or _first_hint(_HINTS, said, written)
    return Diagnostic(
        "toml-syntax",
        f"this is not valid TOML{column}: {said}" + (f"; {hint}" if hint else ""),
        path=path,
        line=line,
    )


def _first_hint(hints: Iterable[tuple[str, str, str]], said: str, written: str) -> str:
    """The first row whose patterns are found in the parser's complaint and in the line."""
    # a line has no limit of its own; what these look for stands near its beginning or its end
    written = written if len(written) <= 4000 else written[:2000] + "…" + written[-2000:]
    return next((hint for ask, line, hint in hints if re.search(ask, said) and re.search(line, written)), "")


def _unclosed(said: str, before: list[str], written: str) -> tuple[int, str]:
    """The line where a list or text begins that should have ended before what the parser stumbled on."""
    if not _RUNS_ON.match(said) or (written and not _ANEW.match(written)):
        return 0, ""
    strings, lists, number, done = [], [], 1, 0
    text = "\n".join(before)
    for found in _TOKEN.finditer(text):
        number += text.count("\n", done, found.start())
        done = found.start()
        token = found[0]
        mark = token[:3] if token[:3] in ('"""', "'''") else token[0] if token[0] in "\"'" else ""
        if mark and (len(token) < 2 * len(mark) or not token.endswith(mark)):
            strings.append((number, f"the text that begins here is not closed; end it with {mark}"))
        elif token in ("[", "{"):
            what = "list" if token == "[" else "table"
            close = "]" if token == "[" else "}"
            lists.append((number, f"the {what} that begins here is not closed; end it with {close}"))
        elif token in ("]", "}") and lists:
            lists.pop()
    return (strings[:1] or lists[-1:] or [(0, "")])[0]


_TOKEN = re.compile(_STRING.pattern + r"|[\[\]{}]")
_RUNS_ON = re.compile("Unclosed|Unterminated|Invalid value|Expected \"'")
_ANEW = re.compile(r"\[\[?[\w.\"-]+\]\]?\s*(?:#.*)?$|[\w.-]+\s*=")
# what can only stand on a line of its own: a [table] or key =
_OPEN = r"""(?:^|[=\[,{]\s*)[“”„‟‘’‚‛«]|(?:[=\[,{]\s*|^)"[^"“”]*[“”]\s*(?:[\]},#]|$)"""
# a curly mark where a text begins, or one that ends a text begun with a straight one
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = (
    rf"(?i)=\s*(?:\d{{1,2}}(?:st|nd|rd|th)?\.?\s+(?:of\s+)?{_MONTH}|{_MONTH}\.?,?\s+\d|\d{{1,4}}([/.])\d{{1,2}}\1\d"
    r"|\d{4}-\d{1,2}(?:-|\s*(?:#|$)))"
)
_MORE = "Expected newline or end of document"
_VALUE = "Invalid value|" + _MORE
_ONCE = "may stand only once; where there are several, write it each time with two brackets:"
_TWICE = "this key is there already; take one of the two out"
_CURLY = (
    (
        r"Invalid (?:value|statement|initial)|character '\\n'|Unclosed|Expected [^\"]",
        _OPEN,
        'the line has curly quotation marks; TOML wants straight ones: "…"',
    ),
)
_HINTS = (
    (
        r"(?:Illegal|invalid) character '\\n'",
        "",
        "the text is not closed on its line; end it with the mark it "
        'begins with, or put """ before and after a text of several lines',
    ),
    (
        "Unclosed array",
        "",
        "a comma between two items, or the closing ], is missing; or an item has a quotation "
        'mark inside, which is written \\"',
    ),
    (
        "Unclosed inline table",
        "",
        "a table in { } stands on one line, with a comma between its parts and } at its end",
    ),
    (_VALUE, _DATE, 'a date is written year-month-day: 2024-05-14, or "2024-05" for a month'),
    ("Invalid date", "", "there is no such day or time; a date is written year-month-day: 2024-05-14"),
    (_MORE, r"^[^=]*=\s*\d", "a number has digits and a point only; anything else goes in quotation marks"),
    (_MORE, r'"""', 'a text in """ has ended before this; look for a missing or additional """ above'),
    (_MORE, r"^[^=]*=\s*'", 'an apostrophe inside a text ends it; put "…" around the text instead'),
    (
        _MORE,
        r'^[^=]*=\s*"',
        "a quotation mark inside a text ends it; put '…' around the text, or write \\\" inside",
    ),
    ("Cannot declare", r"^\[fact\]", f"[fact] {_ONCE} [[fact]]"),
    ("Cannot declare", r"^\[source\]", f"[source] {_ONCE} [[source]]"),
    ("Cannot declare", "", f"a table in single brackets {_ONCE} [[…]]"),
    (
        "Cannot overwrite",
        r"^\[\[",
        "the same name stands above in single brackets or as a key; write [[…]] each time",
    ),
    ("Cannot overwrite", r"^\[", "there is a key of this name already; take one of the two out"),
    (
        "Cannot overwrite",
        "",
        f"{_TWICE}, or begin the next entry with its own line in brackets, such as [[fact]]",
    ),
    ("Duplicate inline", "", _TWICE),
    ("Invalid value", r"=\s*(?:#|$)", "nothing stands after the =; write a value, or take the line out"),
    ("Invalid value", r"(?i)=\s*(?:true|false)\b", "true and false are written in small letters"),
    ("Invalid value", "", 'text goes in quotation marks: "…"'),
    ("Unterminated|Expected [\"']{3}", "", "the text is not closed; end it with the mark it begins with"),
    (
        "Unescaped|hex value|scalar value",
        "",
        "a backslash has a meaning in \"…\"; write two, or put '…' around the text",
    ),
    ("Expected '='", r"^[^=]*:", "a key and its value have = between them, not a colon"),
    (
        "Expected '='|Invalid statement",
        "",
        'a line is written key = "value"; the key is one word, and a text of '
        'several lines has """ before and after it',
    ),
    ("Expected ']]'", "", "the line begins with [[ and has to end with ]]"),
    ("Expected ']'", "", "the line begins with [ and has to end with ]"),
)
# what the parser says, what the line looks like, and what a person is told; the first that fits
