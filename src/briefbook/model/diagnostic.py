"""A problem in somebody's file, as a value."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a diagnostic weighs; only errors fail a build."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Extract:
    """Words of a source that a diagnostic speaks of."""

    source: str
    exact: str
    start: int
    end: int
    # half-open code-point offsets in the source's untouched text


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: what is wrong, where, and what to do."""

    code: str
    message: str
    severity: Severity = Severity.ERROR
    path: str = ""
    # relative to the workspace, with forward slashes; "" when no file is to blame
    line: int | None = None
    # counted from 1; None until the TOML key below is looked up, or where a file has no lines
    keys: tuple[str | int, ...] = ()
    # path of the TOML key, e.g. ("fact", 3, "quote", 0, "exact"); arrays count from 0
    quotes: tuple[Extract, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether this diagnostic fails the build."""
        return self.severity is Severity.ERROR
