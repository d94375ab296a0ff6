"""What came of a build or a check, brief by brief."""

from dataclasses import dataclass

from briefbook.model.diagnostic import Diagnostic, Severity


@dataclass(frozen=True, slots=True)
class Output:
    """A file that was written, now or by an earlier run that still holds."""

    path: str
    # as the caller can open it
    form: str
    # docx | pdf | html | md
    size: int
    # bytes
    sha256: str
    pages: int | None = None
    # of a PDF; None where pages are made only when the file is opened


@dataclass(frozen=True, slots=True)
class QuoteReport:
    """A quote where it stands, with the words around it."""

    source: str
    publisher: str
    date: str
    lang: str
    kind: str
    locator: int
    # paragraph or line, counted from 1
    by_line: bool
    page: int | None
    # of a source that has pages; the locator then counts on that page
    before: str
    exact: str
    # the untouched words of the source at start:end
    after: str
    start: int
    end: int
    # half-open code-point offsets in the source's untouched text


@dataclass(frozen=True, slots=True)
class FactReport:
    """What stands behind one fact, for a person to judge."""

    id: str
    section: str
    status: str
    priority: str
    tags: tuple[str, ...]
    statement: str
    # in the brief's language, or in the one it was written in
    marking: str
    support: str
    # one of model.fact.SUPPORTS
    voices: int
    quotes: tuple[QuoteReport, ...]
    diagnostics: tuple[Diagnostic, ...]
    # those that concern it

    @property
    def is_open(self) -> bool:
        """Whether a person should look at it: an error or a warning stands against it."""
        return any(item.severity is not Severity.NOTE for item in self.diagnostics)


@dataclass(frozen=True, slots=True)
class BriefReport:
    """What came of one brief, or of one edition of it."""

    id: str
    diagnostics: tuple[Diagnostic, ...]
    outputs: tuple[Output, ...] = ()
    facts: int = 0
    notes: int = 0
    title: str = ""
    evidence: tuple[FactReport, ...] = ()
    # what stands behind each fact; of a check alone
    name: str = ""
    # of its files, without the ending
    seconds: float = 0.0
    # that it took on the wall; 0 when nothing had to be done
    built: bool = True
    # False when the files of the last run still hold

    @property
    def ok(self) -> bool:
        """Whether no error stands against it."""
        return not any(item.is_error for item in self.diagnostics)


@dataclass(frozen=True, slots=True)
class Report:
    """What came of all of them."""

    briefs: tuple[BriefReport, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    # of the workspace, the manifest and the output folder
    seconds: float = 0.0
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
