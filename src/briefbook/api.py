"""What programs that embed Briefbook call; the command line is made of the same functions."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefbook import __version__, batch, resources, workspace
from briefbook.assembly import lint, shelf, usage
from briefbook.evidence import page
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.document import Rendering
from briefbook.model.report import BriefReport, Report
from briefbook.pipeline import preview
from briefbook.text import shape, toml
from briefbook.writers import letterhead, theme

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


def init(folder: Path) -> tuple[Diagnostic, ...]:
    """Make a new workspace with a small example that builds; files that are there are never replaced."""
    return workspace.create(folder, {**resources.example(), ".gitignore": b"out/\n"})


def list_templates(root: Path) -> tuple[TemplateEntry, ...]:
    """Every template and theme there is, the workspace's own and the shipped ones, by name."""
    opened = workspace.open_(root)
    own, shipped = {*opened.templates, *opened.letterheads}, {*resources.templates(), letterhead.NAME}
    entries = []
    for name in sorted(own | shipped):
        at = shelf.place(name) if name in own else shelf.Place(name)
        replaced = tuple(shelf.hidden(name, sorted(own), sorted(shipped))) if name in own else ()
        entries.append(TemplateEntry(name, name in own, name in shipped, at.lang, at.brief, replaced))
    return tuple(entries)


def show_template(
    root: Path, name: str, lang: str = "", brief: str = ""
) -> tuple[str, str, tuple[Diagnostic, ...]]:
    """The file that a template's name reaches, for a language or brief if given, and its text."""
    opened = workspace.open_(root)
    shipped = resources.templates()
    plain = name.removeprefix("templates/")
    at = shelf.place(plain.removeprefix(shelf.SHIPPED))
    own = {} if plain.startswith(shelf.SHIPPED) else opened.templates
    brief = at.brief or _id(root, brief, tuple(opened.briefs))
    mine = shelf.reached(own, brief, at.lang or lang)
    found = mine.get(at.name) or shelf.reached(shipped, "", at.lang or lang, own=False).get(at.name)
    if found is None:
        return "", "", (_no_template(plain, {*opened.templates, *shipped}),)
    return f"{'' if found.own else '(shipped) '}templates/{found.path}", found.text, ()


def lint_templates(root: Path, names: Sequence[str] = ()) -> tuple[Diagnostic, ...]:
    """Look for mistakes in a workspace's templates, or in those named."""
    opened = workspace.open_(root)
    named = [name.removeprefix("templates/") for name in names]
    missing = [name for name in named if name not in opened.templates]
    if missing:
        return tuple(_no_template(name, opened.templates, "template of your own") for name in missing)
    found = [item for item in opened.problems if item.path.startswith("templates/")]
    if not names:
        found += _unused(opened)
    words = [_theme_labels(text) for name, text in opened.templates.items() if name.endswith(".toml")]
    labels = {key: "" for each in words for key in each}
    found += lint.all_of(opened.templates, resources.templates(), labels, named)
    return tuple(sorted(found, key=lambda item: (item.path, item.line or 0)))


def preview_template(
    root: Path, name: str, lang: str = "", brief: str = ""
) -> tuple[str, tuple[Diagnostic, ...]]:
    """What a section, kind or note template makes of invented facts, as Markdown."""
    return preview.show(name, workspace.open_(root).templates, lang, brief)


def copy_template(root: Path, name: str) -> tuple[Diagnostic, ...]:
    """Copy a shipped template or theme into the workspace, where it replaces the shipped one."""
    shipped = resources.templates()
    plain = name.removeprefix("templates/").removeprefix("default/")
    if plain == letterhead.NAME:
        # made when it is asked for, so that it always has the styles of this version
        default, _ = theme.load("default", {}, shipped)
        return workspace.create(root, {f"templates/{plain}": letterhead.reference(default)})
    if plain not in shipped:
        return (_no_template(plain, (*shipped, letterhead.NAME), "shipped template"),)
    header = HEADER.format(version=__version__, name=plain)
    comment = (
        f"{{# {header} #}}\n" if plain.endswith(".j2") else f"# {header.replace(chr(10), chr(10) + '# ')}\n"
    )
    return workspace.create(root, {f"templates/{plain}": (comment + shipped[plain]).encode("utf-8")})


def _no_template(name: str, known: Iterable[str], what: str = "template") -> Diagnostic:
    listed = sorted(known)
    hint = shape.nearest(name, listed) or (f"; there are {', '.join(listed[:40])}" if listed else "")
    return Diagnostic("unknown-template", f"no {what} {shape.shown(name)}{hint}")


def _unused(opened: workspace.Workspace) -> tuple[Diagnostic, ...]:
    """What lies below templates/ and no brief of the workspace uses."""
    briefs = {key: file.data for key, file in opened.briefs.items()}
    config = opened.config.data if opened.config else b""
    return usage.unused(opened.templates, resources.templates(), briefs, config, opened.strays)


def _theme_labels(text: str) -> Iterable[str]:
    table = toml.read(text.encode("utf-8"), "")[0] or {}
    labels = table.get("labels")
    return labels if isinstance(labels, dict) else ()


def _run(
    root: Path, briefs: Sequence[str], job: batch.Job, jobs: int, fail_fast: bool, progress: Progress | None
) -> Report:
    opened = workspace.open_(root)
    wanted, problems = _wanted(root, briefs, tuple(opened.briefs))
    problems = (*opened.problems, *_unused(opened), *problems)
    if any(item.is_error for item in problems):
        return Report((), problems)
    done: list[BriefReport] = []
    for report in batch.run(opened, wanted, job, jobs=jobs, fail_fast=fail_fast):
        done.append(report)
        if progress:
            progress(len(done), len(wanted), report)
    return Report(tuple(done), problems)


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
