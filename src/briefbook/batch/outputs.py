"""Whether an output folder still holds what was built into it, file by file."""

from collections.abc import Iterable, Iterator, Sequence

from briefbook import workspace
from briefbook.batch import editions, record
from briefbook.batch.record import Entry
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.edition import Edition
from briefbook.model.report import BriefReport, Output
from briefbook.workspace import Place, lock


def check(folder: Place, briefs: Iterable[str]) -> tuple[tuple[BriefReport, ...], tuple[Diagnostic, ...]]:
    """Compare a folder with its manifest; each brief's good files, and each file that is not as it was."""
    held = record.load(folder)
    found = [*held.problems, *_unfinished(folder, held)]
    if not held.entries:
        return (), tuple(found)
    present = set(workspace.home(folder).listed(folder)) - {lock.FOLDER}
    good: list[Entry] = []
    for file in sorted(held.entries):
        entry = held.entries[file]
        if file not in present:
            found.append(
                _problem("output-missing", "the file is not there any more; build again", folder, file)
            )
        elif workspace.home(folder).digest(folder, file) != (entry.size, entry.sha256):
            message = (
                "the file is not as it was built: somebody has changed it; build again, or keep it elsewhere"
            )
            found.append(_problem("output-changed", message, folder, file))
        elif not entry.is_book:
            good.append(entry)
    names = {entry.name for entry in held.entries.values()}
    for file in sorted(present - set(held.entries)):
        message = "the file is not in the manifest: it is not built by Briefbook, or of an earlier state"
        name = file.rpartition(".")[0]
        if name in names or (name := name.removesuffix(editions.ANNEX)) in names:
            message = f"{name!r} is built without this file now, which may be of an earlier state; delete it"
        found.append(_problem("output-extra", message, folder, file))
    found += _orphans(held.entries.values(), set(briefs), folder)
    return tuple(_reports(folder, good)), tuple(found)


def left(folder: Place, files: Sequence[str], name: str) -> Iterator[Diagnostic]:
    """Name the older files of an edition that is built without them now: nobody else removes them."""
    present = workspace.home(folder).listed(folder) if files else ()
    for file in files:
        if file in present:
            message = f"{name!r} is built without this file now, which stays as it was: delete it"
            path = str(workspace.joined(folder, file))
            yield Diagnostic("output-left", message, Severity.WARNING, path)


def free(held: record.Record, wanted: Sequence[Edition]) -> tuple[list[Edition], list[BriefReport]]:
    """The editions that write over nobody's files, and the reports on the others."""
    owners = {file: each for file, each in held.entries.items() if not each.is_book}
    good: list[Edition] = []
    refused: list[BriefReport] = []
    present: set[str] | None = None
    for edition in wanted:
        stems = (edition.name, f"{edition.name}{editions.ANNEX}")
        files = [f"{stem}.{form}" for stem in stems for form in ("docx", "html", "md", "pdf")]
        taken = [file for file in files if file in owners and owners[file].name != edition.name]
        if taken and present is None:
            present = set(workspace.home(held.folder).listed(held.folder))
        if found := [
            _taken(held.folder, file, edition, owners[file]) for file in taken if file in (present or ())
        ]:
            refused.append(BriefReport(edition.brief, tuple(found), name=edition.name))
        else:
            good.append(edition)
    return good, refused


def _taken(folder: Place, file: str, edition: Edition, owner: Entry) -> Diagnostic:
    what = f"the annex of {owner.name!r}"
    if owner.name != edition.name.removesuffix(editions.ANNEX):
        what = f"the brief {owner.brief!r}, and its name is kept for the annex of {edition.name!r}"
    message = f"this file is {what}; give one of the two another name, or delete the file"
    return _problem("same-name", message, folder, file)


def _unfinished(folder: Place, held: record.Record) -> list[Diagnostic]:
    path = str(folder)
    if held.broken:
        message = "the last run did not come to its end; `briefbook build` goes on where it was"
        return [Diagnostic("unfinished", message, path=path)]
    if not held.whole and not held.problems:
        message = "nothing is known of this folder: it has no manifest; `briefbook build` writes one"
        return [Diagnostic("no-record", message, path=path)]
    # nothing can be checked against a record that cannot be read
    return (
        [Diagnostic("no-record", "there is no manifest that can be read", path=path)] if held.problems else []
    )


def _orphans(entries: Iterable[Entry], briefs: set[str], folder: Place) -> Iterator[Diagnostic]:
    for entry in sorted(entries, key=lambda each: each.file):
        if not entry.is_book and entry.brief not in briefs:
            message = f"its brief {entry.brief!r} is not in this workspace any more"
            path = str(workspace.joined(folder, entry.file))
            yield Diagnostic("output-stale", message, Severity.WARNING, path)


def _problem(code: str, message: str, folder: Place, file: str) -> Diagnostic:
    return Diagnostic(code, message, path=str(workspace.joined(folder, file)))


def _reports(folder: Place, entries: Iterable[Entry]) -> Iterator[BriefReport]:
    by_name: dict[str, list[Entry]] = {}
    for entry in entries:
        by_name.setdefault(entry.name, []).append(entry)
    for name, each in by_name.items():
        outputs = tuple(
            Output(str(workspace.joined(folder, one.file)), one.form, one.size, one.sha256, one.pages)
            for one in each
        )
        yield BriefReport(each[0].brief, (), outputs, each[0].facts, each[0].notes, name, built=False)
