"""What programs that embed Briefbook call; the command line is made of the same functions."""

import fnmatch
import gc
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefbook import __version__, batch, pipeline, resources, workspace
from briefbook.assembly.book import Chapter
from briefbook.errors import BriefbookError
from briefbook.evidence import page
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.document import Rendering
from briefbook.model.inputs import File
from briefbook.model.report import BriefReport, Output, Report
from briefbook.model.theme import Theme
from briefbook.pipeline import bound
from briefbook.text import shape
from briefbook.writers import letterhead, theme

Progress = Callable[[int, int, BriefReport], None]
# called after each brief: how many are done, how many there are, what came of this one

HEADER = (
    "Copied from Briefbook {version}: templates/{name}. This file now replaces the shipped one in this\n"
    "workspace; delete it to go back. What a template may say is in docs/templates.md."
)


GARBAGE = 10
# briefs of a book after which garbage is looked for, see `cli.main`


@dataclass(frozen=True, slots=True)
class TemplateEntry:
    """A template or theme and where it comes from."""

    name: str
    # path below templates/
    own: bool
    # whether the workspace has its own
    shipped: bool
    # whether one is shipped; with `own` too, the own one replaces it


def build(
    root: Path,
    briefs: Sequence[str] = (),
    *,
    formats: Iterable[str] = (),
    output: Path | None = None,
    draft: bool = False,
    jobs: int = 1,
    fail_fast: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Build briefs (all, when none is named) into a folder, `<root>/out` unless told otherwise."""
    job = batch.Job(root, output or root / "out", tuple(formats), draft)
    return _run(root, briefs, job, jobs, fail_fast, progress)


def check(
    root: Path, briefs: Sequence[str] = (), *, draft: bool = False, progress: Progress | None = None
) -> Report:
    """Check briefs (all, when none is named) as a build would, and write nothing."""
    return _run(root, briefs, batch.Job(root, None, draft=draft), 1, False, progress)


def write_page(report: Report, path: Path) -> tuple[Diagnostic, ...]:
    """Write the report of a check as a page of HTML that an officer can read."""
    rendering = Rendering(path.name, "text/html", page.write(report))
    return workspace.save(path.parent, (rendering,))


def bind(
    root: Path,
    briefs: Sequence[str] = (),
    *,
    output: Path,
    title: str = "",
    subtitle: str = "",
    marking: str = "",
    theme_name: str = "",
    progress: Progress | None = None,
) -> Report:
    """Bind briefs (all, when none is named; patterns like `north-*` too) into one book, `.pdf` or `.docx`."""
    opened = workspace.open_(root)
    wanted, problems = _wanted(root, _matched(briefs, tuple(opened.briefs)), tuple(opened.briefs))
    problems = (*opened.problems, *problems)
    if any(item.is_error for item in problems):
        return Report((), problems)
    wishes = bound.Wishes(output.suffix[1:].lower(), title, subtitle, marking, theme_name)
    files = [opened.briefs[brief] for brief in wanted]
    name, found = bound.theme(files, opened.config, wishes)
    chapters, looks, reports = _chapters(opened, wanted, name, progress)
    report = Report(tuple(reports), (*problems, *found))
    return _bound(report, chapters, files, looks, wishes, output) if report.ok else report


def init(folder: Path) -> tuple[Diagnostic, ...]:
    """Make a new workspace with a small example that builds; files that are there are never replaced."""
    return workspace.create(folder, {**resources.example(), ".gitignore": b"out/\n"})


def list_templates(root: Path) -> tuple[TemplateEntry, ...]:
    """Every template and theme there is, the workspace's own and the shipped ones, by name."""
    opened = workspace.open_(root)
    own, shipped = {*opened.templates, *opened.letterheads}, {*resources.templates(), letterhead.NAME}
    return tuple(TemplateEntry(name, name in own, name in shipped) for name in sorted(own | shipped))


def copy_template(root: Path, name: str) -> tuple[Diagnostic, ...]:
    """Copy a shipped template or theme into the workspace, where it replaces the shipped one."""
    shipped = resources.templates()
    plain = name.removeprefix("templates/").removeprefix("default/")
    if plain == letterhead.NAME:
        # made when it is asked for, so that it always has the styles of this version
        default, _ = theme.load("default", {}, shipped)
        return workspace.create(root, {f"templates/{plain}": letterhead.reference(default)})
    if plain not in shipped:
        known = sorted((*shipped, letterhead.NAME))
        hint = shape.nearest(plain, known) or f"; there are {', '.join(known)}"
        return (Diagnostic("unknown-template", f"no shipped template {shape.shown(plain)}{hint}"),)
    header = HEADER.format(version=__version__, name=plain)
    comment = (
        f"{{# {header} #}}\n" if plain.endswith(".j2") else f"# {header.replace(chr(10), chr(10) + '# ')}\n"
    )
    return workspace.create(root, {f"templates/{plain}": (comment + shipped[plain]).encode("utf-8")})


def _run(
    root: Path, briefs: Sequence[str], job: batch.Job, jobs: int, fail_fast: bool, progress: Progress | None
) -> Report:
    opened = workspace.open_(root)
    wanted, problems = _wanted(root, briefs, tuple(opened.briefs))
    problems = (*opened.problems, *problems)
    if any(item.is_error for item in problems):
        return Report((), problems)
    done: list[BriefReport] = []
    for report in batch.run(opened, wanted, job, jobs=jobs, fail_fast=fail_fast):
        done.append(report)
        if progress:
            progress(len(done), len(wanted), report)
    return Report(tuple(done), problems)


def _chapters(
    opened: workspace.Workspace, briefs: Sequence[str], name: str, progress: Progress | None
) -> tuple[list[Chapter], list[Theme], list[BriefReport]]:
    """Every brief composed for a book; one with errors does not keep the others from being checked."""
    keys = pipeline.sections(opened.briefs.values())
    chapters: list[Chapter] = []
    looks: list[Theme] = []
    reports: list[BriefReport] = []
    for brief in briefs:
        try:
            made = pipeline.compose(workspace.load(opened, brief, keys), theme_name=name)
            report = BriefReport(brief, made.outcome.diagnostics, (), made.outcome.facts, made.outcome.notes)
            if chapter := bound.keep(made):
                chapters.append(chapter)
                looks.append(made.theme)
        except BriefbookError as error:
            known = tuple(item for item in error.diagnostics if isinstance(item, Diagnostic))
            report = BriefReport(brief, known)
        except Exception as error:
            report = BriefReport(brief, (batch.bug(error, brief),))
        reports.append(report)
        if len(reports) % GARBAGE == 0:
            gc.collect()
        if progress:
            progress(len(reports), len(briefs), report)
    return chapters, looks, reports


def _bound(
    report: Report,
    chapters: Sequence[Chapter],
    files: Sequence[File],
    looks: Sequence[Theme],
    wishes: bound.Wishes,
    output: Path,
) -> Report:
    """The report of a book that was written, or why it was not."""
    try:
        document, found = bound.bind(chapters, files, looks[0], wishes)
        if document is None:
            return replace(report, diagnostics=(*report.diagnostics, *found))
        made = bound.render(document, looks[0], wishes.form, output)
        found = workspace.save(output.parent, (made,))
    except BriefbookError as error:
        found = tuple(item for item in error.diagnostics if isinstance(item, Diagnostic))
    except Exception as error:
        found = (replace(batch.bug(error, ""), path=str(output)),)
    if found:
        return replace(report, diagnostics=(*report.diagnostics, *found))
    written = Output(str(output), wishes.form, len(made.data), hashlib.sha256(made.data).hexdigest())
    return replace(report, outputs=(written,))


def _matched(briefs: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """Names with each pattern among them replaced by the briefs that it fits; one that fits none stays."""
    found: list[str] = []
    for brief in briefs:
        fits = [each for each in known if fnmatch.fnmatchcase(each, brief)] if set(brief) & set("*?[") else []
        found += fits or [brief]
    return tuple(found)


def _wanted(
    root: Path, briefs: Sequence[str], known: Sequence[str]
) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """The ids of the briefs meant by ids or files; all of them when none is named."""
    meant = dict.fromkeys(_id(root, brief, known) for brief in briefs)
    problems = tuple(
        Diagnostic("unknown-brief", f"no brief {shape.shown(each)}{_hint(each, known)}")
        for each in meant
        if each not in known
    )
    if not briefs and not known:
        return (), (Diagnostic("unknown-brief", "this workspace has no brief: write briefs/<id>.toml"),)
    return tuple(meant) or tuple(known), problems


def _id(root: Path, brief: str, known: Sequence[str]) -> str:
    """The id of a brief given by its id or by its file, wherever the caller stands."""
    if brief in known:
        return brief
    path = Path(brief)
    there = [root / path, path] if path.suffix == ".toml" else []
    home = (root / "briefs").resolve()
    found = next((each for each in there if each.resolve().parent == home), None)
    return found.stem if found else brief.removesuffix(".toml") if path.name == brief else brief


def _hint(brief: str, known: Sequence[str]) -> str:
    return shape.nearest(brief, known) or f"; there are {', '.join(known[:10])}"
