"""What came of a build or a check, brief by brief."""

from dataclasses import dataclass

from briefbook.model.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Output:
    """A file that was written."""

    path: str
    # as the caller can open it
    form: str
    # docx | pdf | html | md
    size: int
    # bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class BriefReport:
    """What came of one brief."""

    id: str
    diagnostics: tuple[Diagnostic, ...]
    outputs: tuple[Output, ...] = ()
    facts: int = 0
    notes: int = 0

    @property
    def ok(self) -> bool:
        """Whether no error stands against it."""
        return not any(item.is_error for item in self.diagnostics)


@dataclass(frozen=True, slots=True)
class Report:
    """What came of all of them."""

    briefs: tuple[BriefReport, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    # of the workspace itself
    outputs: tuple[Output, ...] = ()
    # files made of several briefs

    @property
    def ok(self) -> bool:
        """Whether everything asked for was done."""
        return all(brief.ok for brief in self.briefs) and not any(item.is_error for item in self.diagnostics)

    @property
    def all_diagnostics(self) -> tuple[Diagnostic, ...]:
        """Every diagnostic once, though several briefs may share a ledger."""
        each = (item for brief in self.briefs for item in brief.diagnostics)
        return tuple(dict.fromkeys((*self.diagnostics, *each)))
