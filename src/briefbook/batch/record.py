"""What an output folder knows of its files: the manifest, and the journal of a run under way.

`manifest.json` is written last and taken away first: who finds it finds a whole batch.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefbook import __version__, workspace
from briefbook.model.diagnostic import Diagnostic, Extract, Severity
from briefbook.model.document import Rendering
from briefbook.workspace import Place, lock

MANIFEST, BEFORE, JOURNAL = "manifest.json", "before.json", "journal"
# of the last run that came to its end; the same while another is under way; what that one has done so far
KIND = "briefbook outputs 1"
MAX_RECORD = 512 * 1024 * 1024
# bytes of a manifest
REMOTE_LINES = 20
# briefs that are noted together where nothing can be added to a file
BOOK = "0" * 64
# the key of a bound book, which is no brief's
_HASH = re.compile("[0-9a-f]{64}")
_CODE = re.compile("[a-z]+(?:-[a-z0-9]+)*")
_FILE = re.compile(r"[^./\\\0][^/\\\0]*\.(docx|pdf|html|md)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One output file, as the record knows it."""

    file: str
    brief: str
    name: str
    # of the edition: the file without its ending; an annex of its own is called `<name>-annex`
    key: str
    # of all that went in
    size: int
    # bytes
    sha256: str
    pages: int | None
    facts: int
    notes: int
    diagnostics: tuple[Diagnostic, ...]
    # what was said when it was made, to be said again

    @property
    def form(self) -> str:
        """Its format."""
        return self.file.rpartition(".")[2]

    @property
    def is_book(self) -> bool:
        """Whether it is a bound book and no brief's."""
        return not self.brief


@dataclass(slots=True)
class Record:
    """The record of one output folder, in the hands of the run that holds it."""

    folder: Place
    entries: dict[str, Entry]
    whole: bool
    # whether it stands in the folder as it is here
    problems: tuple[Diagnostic, ...] = ()
    broken: bool = False
    # whether a run was broken off before it wrote the manifest
    pending: list[bytes] = field(default_factory=list)
    part: int = 0


def book(file: str, size: int, sha256: str) -> Entry | None:
    """The entry of a bound book; None for a name that the record cannot hold."""
    if not _FILE.fullmatch(file):
        return None
    return Entry(file, "", file.rpartition(".")[0], BOOK, size, sha256, None, 0, 0, ())


def load(folder: Place) -> Record:
    """Read the record of a folder; one that cannot be read or trusted counts as none."""
    home, inside = workspace.home(folder), _inside(folder)
    present = set(home.listed(inside))
    if MANIFEST in present:
        entries, problems = _read(inside, MANIFEST)
        return Record(folder, entries, not problems, problems)
    if not any(name == BEFORE or name.startswith(JOURNAL) for name in present):
        return Record(folder, {}, False)
    entries, problems = _read(inside, BEFORE) if BEFORE in present else ({}, ())
    for name in sorted(name for name in present if name.startswith(JOURNAL)):
        for line in home.read(inside, name, MAX_RECORD).data.splitlines():
            try:
                noted = _entries(json.loads(line))
            except (ValueError, TypeError, KeyError, RecursionError):
                # the last line of a run that was ended in the middle of it
                break
            entries = _replaced(entries, noted)
    return Record(folder, entries, False, problems, broken=True)


def begin(record: Record) -> None:
    """Say that a run is under way: from now on there is no manifest. OSError when that cannot be written."""
    home, inside = workspace.home(record.folder), _inside(record.folder)
    journals = [name for name in home.listed(inside) if name.startswith(JOURNAL)]
    if record.whole:
        home.remove(inside, [BEFORE, *journals])
        home.move(inside, MANIFEST, BEFORE)
    else:
        if record.entries:
            _save(inside, BEFORE, record.entries)
        home.remove(inside, [MANIFEST, *journals])
    record.whole = False


def note(record: Record, entries: Iterable[Entry]) -> list[str]:
    """Note what became of one brief; give the files known no more. OSError when it cannot be written."""
    noted = {each.file: each for each in entries}
    before, record.entries = record.entries, _replaced(record.entries, noted)
    record.pending.append(json.dumps(_table(noted), ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    if not workspace.is_url(record.folder) or len(record.pending) >= REMOTE_LINES:
        flush(record)
    return sorted(before.keys() - record.entries.keys())


def flush(record: Record) -> None:
    """Write what has been noted. OSError when it cannot be."""
    if not record.pending:
        return
    name = JOURNAL
    if workspace.is_url(record.folder):
        record.part += 1
        name = f"{JOURNAL}-{record.part:06d}"
    data, record.pending = b"".join(record.pending), []
    workspace.home(record.folder).append(_inside(record.folder), name, data)


def finish(record: Record) -> None:
    """Write the manifest: the folder is whole. OSError when it cannot be."""
    if record.whole:
        return
    home, inside = workspace.home(record.folder), _inside(record.folder)
    _save(inside, MANIFEST, record.entries)
    record.whole = True
    home.remove(inside, [BEFORE, *(name for name in home.listed(inside) if name.startswith(JOURNAL))])


def _inside(folder: Place) -> Place:
    return workspace.joined(folder, lock.FOLDER)


def _save(inside: Place, name: str, entries: Mapping[str, Entry]) -> None:
    table = {"kind": KIND, "version": __version__, "outputs": _table(entries)}
    text = json.dumps(table, ensure_ascii=False, indent=1) + "\n"
    problems = workspace.save(inside, [Rendering(name, "", text.encode("utf-8", "replace"))])
    if problems:
        raise OSError(problems[0].message)


def _replaced(old: Mapping[str, Entry], new: Mapping[str, Entry]) -> dict[str, Entry]:
    """Entries with newer ones in their place; older files of a brief that has changed are no longer known."""
    keys = {(each.is_book, each.name): each.key for each in new.values()}
    kept = {
        file: each for file, each in old.items() if keys.get((each.is_book, each.name), each.key) == each.key
    }
    return {**kept, **new}


def _table(entries: Mapping[str, Entry]) -> dict[str, Any]:
    return {file: _row(entries[file]) for file in sorted(entries)}


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "brief": entry.brief,
        "name": entry.name,
        "bytes": entry.size,
        "sha256": entry.sha256,
        "pages": entry.pages,
        "facts": entry.facts,
        "notes": entry.notes,
        "key": entry.key,
        "diagnostics": [_said(item) for item in entry.diagnostics],
    }


def _said(item: Diagnostic) -> dict[str, Any]:
    return {
        "code": item.code,
        "severity": str(item.severity),
        "message": item.message,
        "path": item.path,
        "line": item.line,
        "keys": list(item.keys),
        "quotes": [[each.source, each.exact, each.start, each.end] for each in item.quotes],
    }


def _read(inside: Place, name: str) -> tuple[dict[str, Entry], tuple[Diagnostic, ...]]:
    """The entries of a manifest; a damaged, foreign or hostile one gives none and a warning."""
    file = workspace.home(inside).read(inside, name, MAX_RECORD)
    why = file.refused
    if not why:
        try:
            table = json.loads(file.data)
            if table["kind"] == KIND:
                return _entries(table["outputs"]), ()
            why = "is not of this version's kind"
        except (ValueError, TypeError, KeyError, RecursionError):
            why = "is damaged"
    message = f"the record of what was built {why}; everything is built anew"
    return {}, (Diagnostic("bad-record", message, Severity.WARNING, str(workspace.joined(inside, name))),)


def _entries(table: Any) -> dict[str, Entry]:
    """Entries out of JSON; ValueError, TypeError or KeyError where one of them is not what we write."""
    if not isinstance(table, dict):
        raise TypeError
    return {file: _entry(file, row) for file, row in table.items()}


def _entry(file: str, row: Mapping[str, Any]) -> Entry:
    pages = row["pages"]
    made = Entry(
        file=file,
        brief=_text(row["brief"]),
        name=_text(row["name"]),
        key=_text(row["key"]),
        size=_count(row["bytes"]),
        sha256=_text(row["sha256"]),
        pages=None if pages is None else _count(pages),
        facts=_count(row["facts"]),
        notes=_count(row["notes"]),
        diagnostics=tuple(_diagnostic(item) for item in _list(row["diagnostics"])),
    )
    plain = _FILE.fullmatch(file) and file.rpartition(".")[0] in (made.name, f"{made.name}-annex")
    if not plain or not _HASH.fullmatch(made.key) or not _HASH.fullmatch(made.sha256):
        raise ValueError(file)
    return made


def _diagnostic(row: Mapping[str, Any]) -> Diagnostic:
    if not _CODE.fullmatch(_text(row["code"])):
        raise ValueError(row["code"])
    line = row["line"]
    return Diagnostic(
        row["code"],
        _text(row["message"]),
        Severity(row["severity"]),
        _text(row["path"]),
        None if line is None else _count(line),
        tuple(each if isinstance(each, str) else _count(each) for each in _list(row["keys"])),
        tuple(_extracts(_list(row["quotes"]))),
    )


def _extracts(rows: Iterable[Any]) -> Iterator[Extract]:
    for row in rows:
        source, exact, start, end = _list(row)
        yield Extract(_text(source), _text(exact), _count(start), _count(end))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError
    return value
