"""Lists of sources out of and into libraries of references: CSL-JSON, BibTeX, RIS."""

from collections.abc import Iterable
from importlib import import_module
from typing import Any

from briefbook import limits
from briefbook.evidence import ledger
from briefbook.evidence.bibliography import rows
from briefbook.evidence.bibliography.entry import MAX_ENTRIES, Entry
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.source import Metadata
from briefbook.text import decode, shape

FORMATS = {"csl": ".json", "bibtex": ".bib", "ris": ".ris"}
# and the ending of its files
MAX_BYTES = limits.of("library_bytes")
_TROUBLE = (ValueError, LookupError, TypeError, AttributeError, RecursionError, OSError)


def read(data: bytes, path: str) -> tuple[list[rows.Row], tuple[Diagnostic, ...]]:
    """Read a library of references, by the ending of its name, into rows of `sources.toml`."""
    form = next((form for form, ending in FORMATS.items() if path.lower().endswith(ending)), "")
    if not form:
        endings = ", ".join(f"{ending} ({form})" for form, ending in FORMATS.items())
        return [], (Diagnostic("bad-library", f"its name must end in one of {endings}", path=path),)
    if len(data) > MAX_BYTES:
        message = f"the library has {len(data):,} bytes; the limit is {MAX_BYTES:,} (library_bytes)"
        return [], (Diagnostic("too-large", message, path=path),)
    text, problems = decode.text(data, path)
    if problems:
        return [], problems
    found, problems = _entries(form, text, path)
    if len(found) > MAX_ENTRIES:
        message = f"the library has {len(found):,} entries; the limit is {MAX_ENTRIES:,} (library_entries)"
        return [], (Diagnostic("too-large", message, path=path),)
    kept: list[rows.Row] = []
    told = list(problems)
    for number, each in enumerate(found, 1):
        row, said = rows.of(each, number, path)
        if why := rows.refusal(row):
            message = f"entry {shape.shown(each.id or number)} is refused: {why}"
            told.append(Diagnostic("bad-library", message, path=path))
        else:
            kept.append(row)
            told += said
    return kept, tuple(told)


def added(new: Iterable[rows.Row], data: bytes, path: str) -> tuple[str, int, tuple[Diagnostic, ...]]:
    """A `sources.toml` with rows at its end for what it does not list yet, how many, and what it has."""
    listed, problems = ledger.sources(data, path)
    if any(item.is_error for item in problems):
        return "", 0, problems
    folder = path.replace("\\", "/").rpartition("/")[0]
    taken = {
        "id": {meta.id for meta in listed},
        "path": {meta.path.removeprefix(f"{folder}/") for meta in listed},
        "url": {meta.url for meta in listed if meta.url},
    }
    text = data.decode("utf-8")
    found: list[Diagnostic] = []
    count = 0
    for row in new:
        twice = next((name for name in taken if row.get(name) in taken[name]), "")
        if twice:
            same = f"the {twice} {shape.shown(row[twice])}"
            message = f"{shape.shown(row['id'])} is not added: a source with {same} is there"
            found.append(Diagnostic("already-listed", message, Severity.WARNING, path))
            continue
        for name, values in taken.items():
            values |= {row[name]} if name in row else set()
        text += ("" if not text else "\n" if text.endswith("\n") else "\n\n") + rows.written(row)
        count += 1
    return text, count, tuple(found) + _faults(text, path)


def write(metas: Iterable[Metadata], form: str, folder: str, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Write sources as a library of references; what a format has no place for is said."""
    module = _module(form)
    listed = [rows.entry(meta, folder) for meta in metas]
    found = []
    for each in listed:
        if names := module.lost(each):
            message = f"source {each.id!r}: {form} has no place for {', '.join(names)}"
            found.append(Diagnostic("export-left", message, Severity.WARNING, path))
    text: str = module.write(listed)
    return text, tuple(found)


def _faults(text: str, path: str) -> tuple[Diagnostic, ...]:
    """What is wrong with the list that would be written; nothing, unless a row slipped through."""
    _, problems = ledger.sources(text.encode("utf-8"), path)
    return tuple(item for item in problems if item.is_error)


def _entries(form: str, text: str, path: str) -> tuple[list[Entry], tuple[Diagnostic, ...]]:
    try:
        found: list[Entry] = _module(form).read(text.removeprefix("\ufeff"))
    except ModuleNotFoundError as error:
        message = f"to read {form}, install {error.name}: pip install 'briefbook[bibliography]'"
        return [], (Diagnostic("missing-library", message, path=path),)
    except _TROUBLE as error:
        why = str(error)[:200] if isinstance(error, ValueError) else "it is damaged, or nested too deeply"
        message = f"the library cannot be read as {form}: {shape.shown(why)[1:-1]}"
        return [], (Diagnostic("bad-library", message, path=path),)
    if not found:
        return [], (Diagnostic("bad-library", f"no entry of {form} is in it", path=path),)
    return found, ()


def _module(form: str) -> Any:
    return import_module(f"briefbook.evidence.bibliography.{form}")
