"""The templates of a workspace, looked over and tried out in a worker."""

from collections.abc import Iterable, Sequence

from briefbook import isolation, limits, resources, workspace
from briefbook.assembly import lint as linter
from briefbook.assembly import usage
from briefbook.model.diagnostic import Diagnostic
from briefbook.pipeline import preview as previews
from briefbook.text import settings, shape, toml
from briefbook.workspace import Place, Workspace


def lint(root: Place, names: Sequence[str] = ()) -> tuple[Diagnostic, ...]:
    """Mistakes in a workspace's templates, or in those named."""
    came = isolation.isolated(_linted, (root, tuple(names)), "templates")
    return (came,) if isinstance(came, Diagnostic) else came


def preview(root: Place, name: str, lang: str = "", brief: str = "") -> tuple[str, tuple[Diagnostic, ...]]:
    """What a template makes of invented facts."""
    path = f"templates/{name.removeprefix('templates/')}"
    came = isolation.isolated(_previewed, (root, name, lang, brief), path)
    return ("", (came,)) if isinstance(came, Diagnostic) else came


def unknown(name: str, known: Iterable[str], what: str = "template") -> Diagnostic:
    """That there is no template of a name, and which may be meant."""
    listed = sorted(known)
    hint = shape.nearest(name, listed) or (f"; there are {', '.join(listed[:40])}" if listed else "")
    return Diagnostic("unknown-template", f"no {what} {shape.shown(name)}{hint}")


def unused(opened: Workspace) -> tuple[Diagnostic, ...]:
    """What lies below templates/ and no brief of the workspace uses; for a worker."""
    briefs = {key: file.data for key, file in opened.briefs.items()}
    config = opened.config.data if opened.config else b""
    return usage.unused(opened.templates, resources.templates(), briefs, config, opened.strays)


def _linted(asked: tuple[Place, tuple[str, ...]]) -> tuple[Diagnostic, ...]:
    root, names = asked
    opened = _opened(root)
    named = [name.removeprefix("templates/") for name in names]
    missing = [name for name in named if name not in opened.templates]
    if missing:
        return tuple(unknown(name, opened.templates, "template of your own") for name in missing)
    found = [item for item in opened.problems if item.path.startswith("templates/")]
    if not names:
        found += unused(opened)
    words = [_labels(text) for name, text in opened.templates.items() if name.endswith(".toml")]
    labels = {key: "" for each in words for key in each}
    found += linter.all_of(opened.templates, resources.templates(), labels, named)
    return tuple(sorted(found, key=lambda item: (item.path, item.line or 0)))


def _previewed(asked: tuple[Place, str, str, str]) -> tuple[str, tuple[Diagnostic, ...]]:
    root, name, lang, brief = asked
    return previews.show(name, _opened(root).templates, lang, brief)


def _opened(root: Place) -> Workspace:
    config = workspace.configuration(root)
    limits.use(settings.read(config.data, config.path) if config else {})
    return workspace.open_(root)


def _labels(text: str) -> Iterable[str]:
    table = toml.read(text.encode("utf-8"), "")[0] or {}
    labels = table.get("labels")
    return labels if isinstance(labels, dict) else ()
