"""Libraries of references, read and written in a worker."""

from typing import Any

from briefbook import isolation
from briefbook.evidence import bibliography, ledger
from briefbook.model.diagnostic import Diagnostic
from briefbook.text import toml

Written = tuple[str, int, tuple[Diagnostic, ...]]


def read(data: bytes, path: str) -> tuple[list[dict[str, Any]], tuple[Diagnostic, ...]]:
    """The entries of a library, with diagnostics for those that cannot be used."""
    came = isolation.isolated(_read, (data, path), path)
    return ([], (came,)) if isinstance(came, Diagnostic) else came


def added(new: list[dict[str, Any]], there: bytes, path: str) -> Written:
    """A list of sources with new entries, and how many those are."""
    came = isolation.isolated(_added, (new, there, path), path)
    return ("", 0, (came,)) if isinstance(came, Diagnostic) else came


def exported(data: bytes, form: str, folder: str, path: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """A list of sources as a library of references; None where the list has errors."""
    came = isolation.isolated(_exported, (data, form, folder, path), path)
    return (None, (came,)) if isinstance(came, Diagnostic) else came


def _read(asked: tuple[bytes, str]) -> tuple[list[dict[str, Any]], tuple[Diagnostic, ...]]:
    return bibliography.read(*asked)


def _added(asked: tuple[list[dict[str, Any]], bytes, str]) -> Written:
    return bibliography.added(*asked)


def _exported(asked: tuple[bytes, str, str, str]) -> tuple[str | None, tuple[Diagnostic, ...]]:
    data, form, folder, path = asked
    metas, problems = ledger.sources(data, path)
    if any(item.is_error for item in problems):
        return None, toml.placed(problems, {path: data})
    text, more = bibliography.write(metas, form, folder, path)
    return text, (*problems, *more)
