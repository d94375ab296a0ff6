"""What a batch is to make: briefs as they are, or the rows of a manifest in TOML or CSV."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import lru_cache
from itertools import product
from math import prod
from typing import Any

from briefbook import limits
from briefbook.assembly import spec
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.edition import Change, Edition, Keys
from briefbook.model.inputs import File
from briefbook.model.report import BriefReport
from briefbook.text import decode, shape, toml
from briefbook.text.shape import Key

MAX_NAME = 180
# bytes of a file's name without its ending
ANNEX = "-annex"
# after the name of an edition: its annex, where that is a file of its own; no other may bear the name
GLOB = re.compile(r"[*?\[]")
RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789"),
}
# names that Windows keeps for devices
_FIELD = re.compile(r"\{([^{}]*)\}")
_APART = re.compile(r"[\s,;+]+")

EDITION_KEYS = {"brief": Key(required=True), **spec.DEFAULT_KEYS, "name": Key()}
MATRIX_KEYS = {
    name: replace(key, kind="texts") if name != "name" else key for name, key in EDITION_KEYS.items()
}
FIELDS = tuple(key for key in EDITION_KEYS if key not in ("name", "formats"))
# what may stand in braces in a name


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a manifest: each key with the values it is to take, one after the other."""

    values: Mapping[str, Any]
    keys: Keys = ()
    # its place in TOML
    line: int | None = None
    # its line in CSV


def plain(briefs: Iterable[str]) -> tuple[tuple[Edition, ...], tuple[tuple[Edition, Diagnostic], ...]]:
    """Briefs as they are written, and those whose name cannot be that of a file of its own."""
    wanted = [Edition(brief, tidy(brief)) for brief in briefs]
    refused: dict[str, Diagnostic] = {}
    taken: dict[str, Edition] = {}
    for each in wanted:
        first = taken.setdefault(folded(each.name), each)
        if why := _unfit(each.name):
            message = f"the brief's name {shape.shown(each.brief)} {why}; give its file another name"
            refused[each.brief] = Diagnostic("bad-name", message, path=f"briefs/{each.brief}.toml", line=1)
        elif first is not each:
            refused |= _both(each, first, "its files would be called like those of")
    for each in wanted:
        if other := taken.get(folded(f"{each.name}{ANNEX}")):
            why = f"the files {shape.shown(each.name + ANNEX)} would be of two: this and"
            refused = _both(each, other, why) | refused
    good = tuple(each for each in wanted if each.brief not in refused)
    return good, tuple((each, refused[each.brief]) for each in wanted if each.brief in refused)


def _both(one: Edition, other: Edition, why: str) -> dict[str, Diagnostic]:
    """The refusals of two briefs that would write into each other's files."""
    found = {}
    for this, that in ((one, other), (other, one)):
        message = f"{why} briefs/{that.brief}.toml; rename one of them"
        found[this.brief] = Diagnostic("same-name", message, path=f"briefs/{this.brief}.toml", line=1)
    return found


def read(manifest: File, known: Sequence[str]) -> tuple[tuple[Edition, ...], tuple[Diagnostic, ...]]:
    """The editions that a manifest asks for; with any error in it, none."""
    if manifest.refused:
        problem = Diagnostic("unreadable-file", f"the manifest {manifest.refused}", path=manifest.path)
        return (), (problem,)
    if manifest.path.lower().endswith(".csv"):
        rows, found = _csv_rows(manifest)
    else:
        rows, found = _toml_rows(manifest)
    wanted: list[Edition] = []
    for row in rows:
        made, problems = _expanded(row, manifest.path, known, limits.of("editions") - len(wanted))
        wanted += made
        found += problems
    found += _collisions(wanted)
    if not wanted and not found:
        message = "the manifest asks for nothing; write [[edition]] tables, or rows below the heads"
        found.append(Diagnostic("missing-key", message, path=manifest.path, line=1))
    placed = tuple(
        sorted(toml.placed(found, {manifest.path: manifest.data}), key=lambda item: item.line or 0)
    )
    return (() if any(item.is_error for item in placed) else tuple(wanted)), placed


def placed(report: BriefReport, manifest: File) -> BriefReport:
    """A report whose complaints of a manifest in TOML have their lines."""
    if not any(item.path == manifest.path and item.keys and not item.line for item in report.diagnostics):
        return report
    lines = _lines(manifest.data)
    found = (
        replace(item, line=_line(item.keys, lines)) if item.path == manifest.path and not item.line else item
        for item in report.diagnostics
    )
    return replace(report, diagnostics=tuple(found))


@lru_cache(maxsize=1)
def _lines(data: bytes) -> Mapping[Keys, int]:
    return toml.lines_of_keys(data)


def _line(keys: Keys, lines: Mapping[Keys, int]) -> int:
    return next((lines[keys[:end]] for end in range(len(keys), 0, -1) if keys[:end] in lines), 1)


def tidy(name: str) -> str:
    """A name as files may be called on every system: what they do not take becomes a hyphen."""
    text = unicodedata.normalize("NFC", name)
    text = "".join("-" if char in '<>:"/\\|?*' or not char.isprintable() else char for char in text)
    text = text.strip(" ").lstrip(".").rstrip(". ")
    return f"{text}-" if text.partition(".")[0].lower() in RESERVED else text


def _toml_rows(manifest: File) -> tuple[list[Row], list[Diagnostic]]:
    path = manifest.path
    table, problems = toml.read(manifest.data, path)
    found = list(problems)
    rows = []
    if not problems:
        heads = {"edition": Key("tables"), "matrix": Key("tables")}
        found += shape.check(table, heads, path, (), "the manifest")
    for head, keys in (("edition", EDITION_KEYS), ("matrix", MATRIX_KEYS)):
        for index, row in enumerate(shape.tables(table.get(head))):
            at = (head, index)
            wrong = shape.check(row, keys, path, at, f"the {head}")
            wrong += [_empty(name, path, (*at, name)) for name, value in row.items() if value == []]
            found += wrong
            if not any(item.is_error for item in wrong):
                rows.append(Row(row, at))
    return rows, found


def _csv_rows(manifest: File) -> tuple[list[Row], list[Diagnostic]]:
    """The rows of a CSV file, parted as its first line is: by commas, semicolons or tabs."""
    path = manifest.path
    text, problems = decode.text(manifest.data, path)
    if problems:
        return [], list(problems)
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    rows: list[Row] = []
    found: list[Diagnostic] = []
    heads: list[str] | None = None
    line = 1
    try:
        for cells in reader:
            at, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if heads is None:
                heads = [cell.strip() for cell in cells]
                found += _heads(heads, path, at)
                continue
            row, wrong = _csv_row(heads, cells, path, at)
            found += wrong
            rows += [row] if row else []
    except csv.Error as error:
        message = f"this is no valid CSV: {error}; put a cell that holds a quotation mark between two"
        found.append(Diagnostic("csv-syntax", message, path=path, line=line))
    return rows, found


def _heads(heads: Sequence[str], path: str, line: int) -> list[Diagnostic]:
    found = shape.check(
        dict.fromkeys(heads, ""), {name: Key() for name in EDITION_KEYS}, path, (), "the head line"
    )
    if "brief" not in heads:
        message = f"the head line has no 'brief'; it names the columns: {', '.join(EDITION_KEYS)}"
        found.append(Diagnostic("missing-key", message, path=path, line=line))
    for name in sorted({name for name in heads if heads.count(name) > 1}):
        message = f"two columns are called {shape.shown(name)}"
        found.append(Diagnostic("duplicate-id", message, path=path, line=line))
    return [replace(item, line=line, keys=()) for item in found]


def _csv_row(
    heads: Sequence[str], cells: Sequence[str], path: str, line: int
) -> tuple[Row | None, list[Diagnostic]]:
    if len(cells) != len(heads):
        message = f'{len(cells)} cells, and the head line has {len(heads)}; a cell with a comma stands in "…"'
        return None, [Diagnostic("csv-syntax", message, path=path, line=line)]
    table: dict[str, Any] = {
        name: cell.strip() for name, cell in zip(heads, cells, strict=True) if cell.strip()
    }
    if "formats" in table:
        table["formats"] = [each for each in _APART.split(table["formats"]) if each]
    known = {name: cell for name, cell in table.items() if name in EDITION_KEYS}
    found = [
        replace(item, line=line, keys=()) for item in shape.check(known, EDITION_KEYS, path, (), "the row")
    ]
    return (None if found else Row(known, line=line)), found


def _expanded(row: Row, path: str, known: Sequence[str], room: int) -> tuple[list[Edition], list[Diagnostic]]:
    """The editions of a row: each of its briefs, with each of the values it gives for each key."""

    def problem(code: str, message: str, key: str) -> Diagnostic:
        return Diagnostic(code, message, path=path, line=row.line, keys=(*row.keys, key) if row.keys else ())

    briefs, found = [], []
    for written in _several(row.values["brief"]):
        meant = matching(written, known)
        briefs += meant
        if not meant:
            hint = shape.nearest(written, known) or f"; there are {', '.join(known[:10])}"
            found.append(problem("unknown-brief", f"no brief {shape.shown(written)}{hint}", "brief"))
    lists = {
        name: _several(row.values[name]) if name != "formats" else [tuple(row.values[name])]
        for name in spec.DEFAULT_KEYS
        if name in row.values
    }
    if prod(len(each) for each in lists.values()) * len(briefs) > room:
        message = (
            f"more than {limits.of('editions'):,} editions; that is the limit (editions); part the manifest"
        )
        return [], [problem("too-large", message, "brief")]
    several = [name for name, values in (("brief", briefs), *lists.items()) if len(values) > 1]
    pattern = row.values.get("name", "-".join(f"{{{name}}}" for name in dict.fromkeys(("brief", *several))))
    if wrong := _bad_pattern(pattern, lists):
        return [], [*found, problem("bad-name", wrong, "name")]
    made = []
    for brief in dict.fromkeys(briefs):
        for values in product(*lists.values()):
            made.append(_edition(row, path, brief, dict(zip(lists, values, strict=True)), pattern))
    return made, found


def _edition(row: Row, path: str, brief: str, values: Mapping[str, Any], pattern: str) -> Edition:
    def filled(found: re.Match[str]) -> str:
        return brief if found[1] == "brief" else str(values[found[1]])

    changes = tuple(
        Change(name, value, (*row.keys, name) if row.keys else (), row.line) for name, value in values.items()
    )
    return Edition(brief, tidy(_FIELD.sub(filled, pattern)), changes, path, row.keys, row.line)


def matching(written: str, known: Sequence[str]) -> list[str]:
    """The briefs that a name or a pattern with *, ? or […] means."""
    if written in known:
        return [written]
    if not GLOB.search(written) or len(written) > MAX_NAME:
        return []
    return [each for each in known if fnmatchcase(each, written)]


def _bad_pattern(pattern: str, values: Mapping[str, Any]) -> str:
    """What is wrong with a name as it is written; "" when nothing is."""
    if re.search(r"[/\\]", pattern) or pattern.strip() in (".", ".."):
        return f"name = {shape.shown(pattern)} is a path; take / and \\ out, and choose the folder with -o"
    for field in _FIELD.findall(pattern):
        if field not in FIELDS:
            hint = (
                shape.nearest(field, FIELDS) or f"; there are {', '.join(f'{{{each}}}' for each in FIELDS)}"
            )
            return f"name has an unknown part {shape.shown(f'{{{field}}}')}{hint}"
        if field != "brief" and field not in values:
            return f"name has {{{field}}}, but the row gives no {field}"
    return ""


def _collisions(wanted: Iterable[Edition]) -> Iterator[Diagnostic]:
    wanted = tuple(wanted)
    taken: dict[str, Edition] = {}
    for each in wanted:
        keys = (*each.keys, "name") if each.keys else ()
        if why := _unfit(each.name):
            message = f"the name {shape.shown(each.name)} of {shape.shown(each.brief)} {why}"
            yield Diagnostic("bad-name", message, path=each.path, line=each.line, keys=keys)
            continue
        first = taken.setdefault(folded(each.name), each)
        if first is not each:
            other = f"another row, for the brief {shape.shown(first.brief)}"
            hint = f" (as {shape.shown(first.name)})" if first.name != each.name else ""
            message = (
                f"the name {shape.shown(each.name)} is taken by {other}{hint}; give each a name of its own"
            )
            yield Diagnostic("same-name", message, path=each.path, line=each.line, keys=keys)
    for each in wanted:
        if later := taken.get(folded(f"{each.name}{ANNEX}")):
            keys = (*later.keys, "name") if later.keys else ()
            message = (
                f"the name {shape.shown(later.name)} is kept for the annex of {shape.shown(each.name)}; "
                "give it another name"
            )
            yield Diagnostic("same-name", message, path=later.path, line=later.line, keys=keys)


def _unfit(name: str) -> str:
    if not name:
        return "leaves nothing that a file can be called"
    size = len(name.encode("utf-8", "surrogatepass"))
    return f"has {size} bytes; the limit for a file is {MAX_NAME}" if size > MAX_NAME else ""


def folded(name: str) -> str:
    """A name as systems compare it that do not tell small letters from capitals."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def _several(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(dict.fromkeys(value))


def _empty(name: str, path: str, at: Keys) -> Diagnostic:
    return Diagnostic(
        "missing-key", f"{name} is empty; give a value, or take the line out", path=path, keys=at
    )
