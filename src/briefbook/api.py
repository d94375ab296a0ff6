"""What programs that embed Briefbook call; the command line is made of the same functions."""

import time
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefbook import __version__, batch, isolation, resources, workspace
from briefbook.errors import BriefbookError
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.document import Rendering
from briefbook.model.edition import Edition
from briefbook.model.inputs import File
from briefbook.model.proposal import Proposal
from briefbook.model.report import BriefReport, Report
from briefbook.text import shape
from briefbook.workspace import Place

if TYPE_CHECKING:
    from briefbook.evidence.draftbook import Written
    from briefbook.evidence.propose.learn import Lesson
    from briefbook.pipeline import papers
    from briefbook.workspace.chat import Server

Progress = Callable[[int, int, BriefReport], None]
# called after each brief: how many are done, how many there are, what came of this one

HEADER = (
    "Copied from Briefbook {version}: templates/{name}. This file now replaces the shipped one in this\n"
    "workspace; delete it to go back. What a template may say is in docs/templates.md."
)


@dataclass(frozen=True, slots=True)
class TemplateEntry:
    """A template or theme and where it comes from."""

    name: str
    # path below templates/
    own: bool
    # whether the workspace has its own
    shipped: bool
    # whether one is shipped; with `own` too, the own one replaces it
    lang: str = ""
    # of a folder for one language
    brief: str = ""
    # of a folder for one brief
    replaces: tuple[str, ...] = ()
    # the files that it stands before


def build(
    root: Place,
    briefs: Sequence[str] = (),
    *,
    formats: Iterable[str] = (),
    output: Place | None = None,
    draft: bool = False,
    jobs: int | None = 1,
    fail_fast: bool = False,
    force: bool = False,
    manifest: Place | None = None,
    scheduler: str = "",
    progress: Progress | None = None,
) -> Report:
    """Build what has changed of briefs (all, when none is named) or of a manifest's rows, into a folder.

    The folder is `<root>/out` unless told otherwise; `jobs` = None uses as many processes as are worth it.
    """
    start = time.perf_counter()
    said: list[Diagnostic] = []
    done: list[BriefReport] = []
    wanted: tuple[Edition, ...] = ()
    try:
        asked = None if manifest is None else workspace.given(manifest)
        batch.keys.libraries()
        # before there are workers, who need them too
        with isolation.manned(loading=batch.opening.load) as workers:
            opened = batch.opening.begin(root, workers, asked)
            wanted, refused, problems = batch.choice.editions(opened, briefs, asked, draft=draft)
            said += [*opened.workspace.problems, *opened.unused, *problems]
            if any(item.is_error for item in said):
                return Report((), tuple(said))
            job = batch.Job(root, output or workspace.joined(root, "out"), tuple(formats), draft)
            local = batch.engines.local(jobs, workers)
            engine = batch.cluster.engine(scheduler) if scheduler else local
            exported = batch.export(opened, wanted, job, engine, said.append, force=force)
            with closing(_after(refused, exported)) as reports:
                for report in reports:
                    report = batch.editions.placed(report, asked) if asked else report
                    done.append(report)
                    if progress:
                        progress(len(done), len(wanted) + len(refused), report)
                    if fail_fast and not report.ok:
                        break
    except BriefbookError as error:
        said += [item for item in error.diagnostics if isinstance(item, Diagnostic)]
    order = {(each.brief, each.name): number for number, each in enumerate(wanted)} if done else {}
    done.sort(key=lambda report: order.get((report.id, report.name), -1))
    return Report(tuple(done), tuple(said), time.perf_counter() - start)


def check(
    root: Place, briefs: Sequence[str] = (), *, draft: bool = False, progress: Progress | None = None
) -> Report:
    """Check briefs (all, when none is named) as a build would, and write nothing."""
    done: list[BriefReport] = []
    try:
        with isolation.manned(loading=batch.opening.load) as workers:
            opened = batch.opening.begin(root, workers)
            wanted, problems = batch.choice.briefs(root, briefs, tuple(opened.workspace.briefs))
            said = (*opened.workspace.problems, *opened.unused, *problems)
            if any(item.is_error for item in said):
                return Report((), said)
            for report in batch.check(opened, wanted, batch.Job(root, None, draft=draft), workers):
                done.append(report)
                if progress:
                    progress(len(done), len(wanted), report)
    except BriefbookError as error:
        return Report(tuple(done), tuple(item for item in error.diagnostics if isinstance(item, Diagnostic)))
    return Report(tuple(done), said)


def propose(
    paths: Sequence[Path],
    *,
    lang: str = "en",
    server: "Server | None" = None,
    model: Path | None = None,
    progress: "papers.Progress | None" = None,
) -> Proposal:
    """Draft facts from files, folders and collections; writes nothing. A server may suggest some.

    `model` is a folder with word vectors, for languages that have no words of their own.
    """
    return batch.drafts.propose(paths, lang, server, model, progress)


def propose_into(
    paths: Sequence[Path],
    into: Path,
    *,
    lang: str = "en",
    server: "Server | None" = None,
    model: Path | None = None,
    progress: "papers.Progress | None" = None,
) -> "tuple[Proposal, Written]":
    """Draft facts into a ledger, new or worked on; beside it the list of sources and what was set aside."""
    return batch.drafts.propose_into(paths, into, lang, server, model, progress)


def build_drafts(
    paths: Sequence[Path],
    output: Place,
    *,
    formats: Sequence[str] = (),
    lang: str = "en",
    progress: "papers.Progress | None" = None,
) -> Report:
    """Make one brief straight from documents, every page marked as a draft, every statement with its note."""
    start = time.perf_counter()
    try:
        report = batch.drafts.build(paths, output, formats, lang, progress)
    except BriefbookError as error:
        return Report((), tuple(item for item in error.diagnostics if isinstance(item, Diagnostic)))
    seconds = time.perf_counter() - start
    return Report((replace(report, seconds=seconds),), (), seconds)


def learn(facts: Path, into: Path) -> "tuple[tuple[Lesson, ...], tuple[Diagnostic, ...]]":
    """Learn sections from a corrected ledger; the workspace's languages/<lang>/learned.toml is replaced."""

    book = workspace.given(facts)
    if book.refused:
        return (), (Diagnostic("unreadable-file", f"the ledger {book.refused}", path=str(facts)),)
    beside = facts.with_name("sources.toml")
    listed = workspace.given(beside) if beside.exists() else File(str(beside))
    own, problems = batch.drafts.own_tables(into, without="/learned.toml")
    lessons, found = batch.drafts.lessons(book, listed, own)
    for lesson in lessons if not any(item.is_error for item in (*problems, *found)) else ():
        if lesson.table:
            table = Rendering("learned.toml", "", lesson.table.encode("utf-8"))
            found += workspace.save_alone(into / "languages" / lesson.lang, (table,))
    return lessons, (*problems, *found)


def check_outputs(root: Place, output: Place | None = None) -> Report:
    """Compare the files of an output folder with its manifest: changed, missing and extra ones are named."""
    try:
        opened = workspace.open_(root)
        good, found = batch.outputs.check(output or workspace.joined(root, "out"), opened.briefs)
    except BriefbookError as error:
        return Report((), tuple(item for item in error.diagnostics if isinstance(item, Diagnostic)))
    return Report(good, (*opened.problems, *found))


def write_page(report: Report, path: Path) -> tuple[Diagnostic, ...]:
    """Write the report of a check as a page of HTML that an officer can read."""
    from briefbook.evidence import page

    rendering = Rendering(path.name, "text/html", page.write(report))
    return workspace.save_alone(path.parent, (rendering,))


def bind(
    root: Place,
    briefs: Sequence[str] = (),
    *,
    output: Path,
    title: str = "",
    subtitle: str = "",
    marking: str = "",
    theme_name: str = "",
    jobs: int | None = 1,
    progress: Progress | None = None,
) -> Report:
    """Bind briefs (all, when none is named; patterns like `north-*` too) into one book, `.pdf` or `.docx`.

    `jobs` = None composes them in as many processes as are worth it.
    """
    from briefbook.pipeline import bound

    try:
        with isolation.manned(loading=batch.opening.load) as workers:
            opened = batch.opening.begin(root, workers)
            wanted, problems = batch.choice.briefs(root, briefs, tuple(opened.workspace.briefs))
            said = (*opened.workspace.problems, *problems)
            if any(item.is_error for item in said):
                return Report((), said)
            wishes = bound.Wishes(output.suffix[1:].lower(), title, subtitle, marking, theme_name)
            return batch.books.bind(opened, wanted, wishes, output, workers, said, progress, jobs)
    except BriefbookError as error:
        return Report((), tuple(item for item in error.diagnostics if isinstance(item, Diagnostic)))


def set_limits(root: Place) -> tuple[Mapping[str, int], tuple[Diagnostic, ...]]:
    """The limits that a workspace sets otherwise than the table, and what is wrong with them."""
    return batch.opening.set_limits(root)


def init(folder: Path) -> tuple[Diagnostic, ...]:
    """Make a new workspace with a small example that builds; files that are there are never replaced."""
    return workspace.create(folder, {**resources.example(), ".gitignore": b"out/\n"}, folder)


def import_sources(file: Path, into: Path | None = None) -> tuple[str, int, tuple[Diagnostic, ...]]:
    """Turn a library of references into rows of `sources.toml`, and add them to a list when one is given."""
    library = workspace.given(file)
    if library.refused:
        refused = Diagnostic("unreadable-file", f"the library {library.refused}", path=str(file))
        return "", 0, (refused,)
    new, problems = batch.library.read(library.data, str(file))
    there = workspace.given(into) if into and into.exists() else File("")
    if there.refused:
        refused = Diagnostic("unreadable-file", f"the list of sources {there.refused}", path=str(into))
        return "", 0, (*problems, refused)
    text, count, more = batch.library.added(new, there.data, str(into or "sources.toml"))
    problems = (*problems, *more)
    if into and count and not any(item.is_error for item in problems):
        problems += workspace.save_alone(into.parent, (Rendering(into.name, "", text.encode("utf-8")),))
    return text, count, problems


def export_sources(
    root: Path, collection: str, form: str, into: Path | None = None
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Write the listed sources of a collection as a library of references."""
    folder = f"seeds/{collection}"
    path = f"{folder}/sources.toml"
    if not shape.NAME.fullmatch(collection):
        return "", (Diagnostic("bad-value", f"{shape.shown(collection)} is not the name of a collection"),)
    listed = workspace.given(root / path)
    if listed.refused:
        return "", (Diagnostic("unreadable-file", f"the list of sources {listed.refused}", path=path),)
    text, more = batch.library.exported(listed.data, form, folder, path)
    if text is None:
        return "", more
    if into:
        more += workspace.save_alone(into.parent, (Rendering(into.name, "", text.encode("utf-8")),))
    return text, more


def list_templates(root: Path) -> tuple[TemplateEntry, ...]:
    """Every template and theme there is, the workspace's own and the shipped ones, by name."""
    from briefbook.assembly import shelf
    from briefbook.writers import letterhead

    opened = workspace.open_(root)
    own, shipped = {*opened.templates, *opened.letterheads}, {*resources.templates(), letterhead.NAME}
    entries = []
    for name in sorted(own | shipped):
        at = shelf.place(name) if name in own else shelf.Place(name)
        replaced = tuple(shelf.hidden(name, sorted(own), sorted(shipped))) if name in own else ()
        entries.append(TemplateEntry(name, name in own, name in shipped, at.lang, at.brief, replaced))
    return tuple(entries)


def show_template(
    root: Place, name: str, lang: str = "", brief: str = ""
) -> tuple[str, str, tuple[Diagnostic, ...]]:
    """The file that a template's name reaches, for a language or brief if given, and its text."""
    from briefbook.assembly import shelf

    opened = workspace.open_(root)
    shipped = resources.templates()
    plain = name.removeprefix("templates/")
    at = shelf.place(plain.removeprefix(shelf.SHIPPED))
    own = {} if plain.startswith(shelf.SHIPPED) else opened.templates
    brief = at.brief or batch.choice.named(root, brief, tuple(opened.briefs))
    mine = shelf.reached(own, brief, at.lang or lang)
    found = mine.get(at.name) or shelf.reached(shipped, "", at.lang or lang, own=False).get(at.name)
    if found is None:
        return "", "", (batch.templates.unknown(plain, {*opened.templates, *shipped}),)
    return f"{'' if found.own else '(shipped) '}templates/{found.path}", found.text, ()


def lint_templates(root: Place, names: Sequence[str] = ()) -> tuple[Diagnostic, ...]:
    """Look for mistakes in a workspace's templates, or in those named."""
    return batch.templates.lint(root, names)


def preview_template(
    root: Place, name: str, lang: str = "", brief: str = ""
) -> tuple[str, tuple[Diagnostic, ...]]:
    """What a section, kind or note template makes of invented facts, as Markdown."""
    return batch.templates.preview(root, name, lang, brief)


def plain_name(name: str) -> str:
    """The path below templates/ that is meant by a name; "theme" is the shipped theme."""
    plain = name.removeprefix("templates/").removeprefix("default/")
    return "themes/default.toml" if plain == "theme" else plain


def copy_template(root: Path, name: str) -> tuple[Diagnostic, ...]:
    """Copy a shipped template or theme into the workspace, where it replaces the shipped one."""
    from briefbook.writers import letterhead, theme

    shipped = resources.templates()
    plain = plain_name(name)
    if plain == letterhead.NAME:
        # made when it is asked for, so that it always has the styles of this version
        default, _ = theme.load("default", {}, shipped)
        return workspace.create(root, {f"templates/{plain}": letterhead.reference(default)})
    if plain not in shipped:
        return (batch.templates.unknown(plain, (*shipped, letterhead.NAME), "shipped template"),)
    header = HEADER.format(version=__version__, name=plain)
    comment = (
        f"{{# {header} #}}\n" if plain.endswith(".j2") else f"# {header.replace(chr(10), chr(10) + '# ')}\n"
    )
    return workspace.create(root, {f"templates/{plain}": (comment + shipped[plain]).encode("utf-8")})


def _after(first: Iterable[BriefReport], then: Iterable[BriefReport]) -> Generator[BriefReport, None, None]:
    yield from first
    yield from then
