"""Many briefs: the path of one, mapped over all, in one process, in several or on several machines."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import PurePath
from types import ModuleType
from typing import TYPE_CHECKING

from briefbook import limits, workspace
from briefbook.batch import choice, editions, engines, keys, opening, outputs, record, work
from briefbook.batch.opening import Opening
from briefbook.batch.record import Entry, Record
from briefbook.batch.work import Done, Job
from briefbook.isolation import Crew
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.edition import Edition
from briefbook.model.inputs import File
from briefbook.model.report import BriefReport, Output
from briefbook.workspace import Workspace, lock

if TYPE_CHECKING:
    from briefbook.batch import books, cluster, drafts, library, templates

Say = Callable[[Diagnostic], None]
# what is to be said of the run as a whole

__all__ = [
    "Job",
    "books",
    "check",
    "choice",
    "cluster",
    "drafts",
    "editions",
    "engines",
    "export",
    "library",
    "opening",
    "outputs",
    "record",
    "templates",
]


def __getattr__(name: str) -> ModuleType:
    """What a build does not need, loaded when it is asked for."""
    if name not in __all__:
        raise AttributeError(f"{__name__} has no {name}")
    return import_module(f"{__name__}.{name}")


def check(opened: Opening, briefs: Sequence[str], job: Job, workers: Crew) -> Iterator[BriefReport]:
    """Check briefs one after the other; nothing is written."""
    job = replace(job, sections=opened.sections, limits=opened.limits)
    wanted, lost = _whole(opened, [Edition(brief, brief) for brief in briefs])
    yield from lost
    with limits.used(opened.limits), closing(engines.worked(wanted, job, workers)) as working:
        for done in working:
            yield done.report


def export(
    opened: Opening,
    wanted: Sequence[Edition],
    job: Job,
    engine: engines.Engine,
    say: Say,
    *,
    force: bool = False,
) -> Iterator[BriefReport]:
    """Build what has changed of some editions, reports as they come; a bad brief costs only itself."""
    assert job.output is not None
    folder = job.output
    job = replace(job, sections=opened.sections, limits=opened.limits)
    wanted, lost = _whole(opened, wanted)
    with limits.used(opened.limits), lock.held(folder) as said:
        for item in said:
            say(item)
        if any(item.is_error for item in said):
            return
        for place in (folder, workspace.joined(folder, lock.FOLDER)):
            workspace.home(folder).sweep(place)
        held = record.load(folder)
        for item in held.problems:
            say(item)
        yield from lost
        wanted, taken = outputs.free(held, wanted)
        yield from taken
        changed: list[tuple[int, Edition]] = []
        for size, edition, report in _looked_at(opened, wanted, job, held, force):
            if report:
                yield report
            else:
                changed.append((size, edition))
        yield from _built(opened.workspace, changed, job, engine, held, say)


def _built(
    opened: Workspace,
    changed: Sequence[tuple[int, Edition]],
    job: Job,
    engine: engines.Engine,
    held: Record,
    say: Say,
) -> Iterator[BriefReport]:
    """Build, and keep the record of it: journal as it goes, manifest at the end."""
    noting = True

    def kept(write: Callable[[], None]) -> bool:
        try:
            write()
        except OSError as error:
            reason = error.strerror or str(error)
            message = f"what was built cannot be noted, and will be built again: {reason}"
            say(Diagnostic("cannot-write", message, path=str(held.folder)))
            return False
        return True

    if changed:
        noting = kept(lambda: record.begin(held))
        with closing(engine(opened, changed, job)) as working:
            for done in working:
                if noting and done.report.ok:
                    left: list[str] = []
                    noting = kept(partial(_note, held, _entries(done), left))
                    for item in outputs.left(held.folder, left, done.edition.name):
                        say(item)
                yield _blamed(done.report, done.edition)
    # a folder that nothing was ever written into gets no manifest either
    if noting and (held.entries or held.broken):
        kept(lambda: record.finish(held))


def _looked_at(
    opening: Opening, wanted: Sequence[Edition], job: Job, held: Record, force: bool
) -> Iterator[tuple[int, Edition, BriefReport | None]]:
    """Each edition with the bytes it is made of, and the report on it where its files still hold."""
    opened = opening.workspace
    shared = keys.of_workspace(opened, job.sections)
    asks = workspace.home(job.output or "").holder(job.output)
    known = {each.name for each in held.entries.values()}
    hashes: dict[str, str] = {}
    sizes: dict[str, int] = {}
    for edition in wanted:
        brief = opened.briefs.get(edition.brief, File("", refused="is not there"))
        names = opened.drawn.get(edition.brief, ())
        entries: list[Entry] = []
        if not force and edition.name in known:
            for name in names:
                if name not in hashes:
                    hashes[name] = keys.of_collection(workspace.collection(opened.root, name))
            key = keys.of_parts(shared, brief, edition, [hashes[name] for name in names], job.draft)
            files = [f"{edition.name}.{form}" for form in _formats(opening, edition, job)]
            entries = [held.entries[file] for file in files if file in held.entries]
            whole = len(entries) == len(files)
            entries = [each for entry in entries for each in (entry, *_apart(held, entry))]
            holds = (each.key == key and asks(each.file, each.size, each.sha256) for each in entries)
            if not whole or not all(holds):
                entries = []
        if entries:
            yield 0, edition, _blamed(_unchanged(edition, entries, job), edition)
            continue
        for name in names:
            if name not in sizes:
                sizes[name] = workspace.home(opened.root).weight(opened.root, f"seeds/{name}")
        yield sum(sizes[name] for name in names), edition, None


def _whole(opened: Opening, wanted: Sequence[Edition]) -> tuple[list[Edition], list[BriefReport]]:
    """The editions whose briefs could be read, and the reports on the others."""
    lost = [work.refused(each, opened.lost[each.brief]) for each in wanted if each.brief in opened.lost]
    return [each for each in wanted if each.brief not in opened.lost], lost


def _apart(held: Record, entry: Entry) -> Iterator[Entry]:
    """The annex that is a file of its own and belongs to a file."""
    found = held.entries.get(f"{entry.name}-annex.{entry.form}")
    if found and (found.name, found.key) == (entry.name, entry.key):
        yield found


def _formats(opening: Opening, edition: Edition, job: Job) -> tuple[str, ...]:
    """The formats asked for, as `spec.load` would give them; () for what it would refuse."""
    written = opening.formats.get(edition.brief)
    asked = edition.values.get("formats", ("docx", "pdf") if written is None else written)
    if job.formats:
        return job.formats
    good = isinstance(asked, list | tuple) and all(isinstance(each, str) for each in asked)
    return tuple(dict.fromkeys(asked)) if good else ()


def _unchanged(edition: Edition, entries: Sequence[Entry], job: Job) -> BriefReport:
    assert job.output is not None
    outputs = tuple(
        Output(str(workspace.joined(job.output, each.file)), each.form, each.size, each.sha256, each.pages)
        for each in entries
    )
    first = entries[0]
    return BriefReport(
        edition.brief,
        first.diagnostics,
        outputs,
        first.facts,
        first.notes,
        name=edition.name,
        built=False,
    )


def _note(held: Record, entries: Sequence[Entry], left: list[str]) -> None:
    """Note what became of one brief, and the files that it has no more."""
    left += record.note(held, entries)


def _entries(done: Done) -> list[Entry]:
    report = done.report
    return [
        Entry(
            file=PurePath(each.path).name,
            brief=report.id,
            name=done.edition.name,
            key=done.key,
            size=each.size,
            sha256=each.sha256,
            pages=each.pages,
            facts=report.facts,
            notes=report.notes,
            diagnostics=report.diagnostics,
        )
        for each in report.outputs
    ]


def _blamed(report: BriefReport, edition: Edition) -> BriefReport:
    """Complaints of a value that an edition brings name the manifest and not the brief."""
    if not edition.changes:
        return report
    changes = {each.name: each for each in edition.changes}
    blamed = []
    for item in report.diagnostics:
        at_brief = item.keys and item.path == f"briefs/{edition.brief}.toml"
        change = changes.get(str(item.keys[0])) if at_brief else None
        if change:
            item = replace(item, path=edition.path, keys=(*change.keys, *item.keys[1:]), line=change.line)
        blamed.append(item)
    return replace(report, diagnostics=tuple(blamed))
