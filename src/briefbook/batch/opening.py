"""A workspace as it is opened for a run: all that is parsed of it is parsed in a worker.

What reads and makes a brief is loaded there, too: a process that has little is a fork that costs little.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from briefbook import isolation, limits, workspace
from briefbook.batch import editions, work
from briefbook.errors import BriefbookError
from briefbook.isolation import Crew, beacon
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.edition import Edition
from briefbook.model.inputs import File
from briefbook.text import settings, toml
from briefbook.workspace import Place, Workspace

MOST_LOST = 20
# briefs that may be lost in the opening; after more, something else is wrong


@dataclass(frozen=True, slots=True)
class Opening:
    """A workspace and what its briefs ask for, before any of them is made."""

    workspace: Workspace
    limits: Mapping[str, int] = field(default_factory=dict)
    sections: tuple[str, ...] = ()
    formats: Mapping[str, Any] = field(default_factory=dict)
    # by brief, as written there or in the settings
    unused: tuple[Diagnostic, ...] = ()
    # files below templates/ that no brief uses
    manifest: tuple[tuple[Edition, ...], tuple[Diagnostic, ...]] = ((), ())
    # the editions that a manifest asks for, and what is wrong with it
    lost: Mapping[str, Diagnostic] = field(default_factory=dict)
    # briefs whose file ended the worker that read it


def load() -> None:
    """Load what a worker needs."""
    from briefbook import pipeline  # noqa: F401
    from briefbook.batch import templates  # noqa: F401


def begin(root: Place, workers: Crew, manifest: File | None = None) -> Opening:
    """Open a workspace; a brief that ends the worker costs only itself."""
    lost: dict[str, Diagnostic] = {}
    while True:
        asked = (root, manifest, lost)
        came = isolation.isolated(_opened, asked, "briefbook.toml", workers=workers)
        if not isinstance(came, Diagnostic):
            work.remember(came.workspace)
            return came
        brief = came.path.removeprefix("briefs/").removesuffix(".toml")
        if brief == came.path or brief in lost or len(lost) == MOST_LOST:
            raise BriefbookError([came])
        lost[brief] = came


def set_limits(root: Place) -> tuple[Mapping[str, int], tuple[Diagnostic, ...]]:
    """The limits that a workspace sets, and what is wrong with them."""
    config = workspace.configuration(root)
    if config is None:
        return {}, ()
    came = isolation.isolated(_set_limits, config, config.path)
    return ({}, (came,)) if isinstance(came, Diagnostic) else came


def _set_limits(config: File) -> tuple[Mapping[str, int], tuple[Diagnostic, ...]]:
    from briefbook.assembly import spec

    _, found = spec.defaults(config.data, config.path)
    return settings.read(config.data, config.path), toml.placed(found, {config.path: config.data})


def _opened(asked: tuple[Place, File | None, Mapping[str, Diagnostic]]) -> Opening:
    from briefbook import pipeline
    from briefbook.assembly import spec
    from briefbook.batch import templates

    root, manifest, lost = asked
    beacon.at("reading", "briefbook.toml")
    config = workspace.configuration(root)
    limits.use(settings.read(config.data, config.path) if config else {})
    opened = workspace.open_(root)
    defaults = spec.defaults(config.data, config.path)[0] if config else {}
    whole = {name: file for name, file in opened.briefs.items() if name not in lost}
    tables = {name: _read(file) for name, file in whole.items()}
    drawn = {name: workspace.collection_names(table) for name, table in tables.items()}
    opened = replace(opened, drawn=drawn)
    work.remember(opened)
    beacon.at("reading", "templates")
    unused = templates.unused(replace(opened, briefs=whole))
    wanted: tuple[tuple[Edition, ...], tuple[Diagnostic, ...]] = ((), ())
    if manifest:
        beacon.at("reading", manifest.path)
        wanted = editions.read(manifest, tuple(opened.briefs))
    return Opening(
        opened,
        dict(limits.now()),
        pipeline.sections_of(tables.values()),
        {name: table.get("formats", defaults.get("formats")) for name, table in tables.items()},
        unused,
        wanted,
        lost,
    )


def _read(file: File) -> Mapping[str, Any]:
    beacon.at("reading", file.path)
    isolation.grow(1)
    return toml.read(file.data, file.path)[0]
