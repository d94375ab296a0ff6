"""The user's files: read with care, written all or nothing. Nothing else in the package touches them."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

from briefbook import limits, readers
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.document import Rendering
from briefbook.model.edition import Edition
from briefbook.model.inputs import Collection, File, Inputs
from briefbook.text import characters, decode, shape, toml
from briefbook.workspace import disk, processes
from briefbook.workspace.places import Place, is_url, joined, place

ENDINGS = (".j2", ".toml")
# what counts below templates/
LETTERHEADS = (".docx", ".dotx")
# Word files below templates/
FONTS = (".ttf", ".otf")
# font files below templates/fonts/

__all__ = [
    "Place",
    "Workspace",
    "beside",
    "clear",
    "collection",
    "collection_names",
    "configuration",
    "create",
    "documents",
    "given",
    "home",
    "is_url",
    "joined",
    "left",
    "load",
    "open_",
    "optional",
    "place",
    "save",
    "save_alone",
]

LONG_PATH = 300
# letters of a path that a message shows


@dataclass(frozen=True, slots=True)
class Workspace:
    """An open workspace: its briefs and templates, read once for a whole batch."""

    root: Place
    briefs: Mapping[str, File]
    templates: Mapping[str, str]
    config: File | None
    problems: tuple[Diagnostic, ...]
    letterheads: Mapping[str, File] = field(default_factory=dict)
    # Word files by path below templates/; one that may not be read has the reason with it
    names: File | None = None
    # names.toml
    languages: Mapping[str, File] = field(default_factory=dict)
    # what it adds to languages, by path below languages/
    strays: tuple[str, ...] = ()
    # files below templates/ whose ending means nothing, by path below it
    fonts: Mapping[str, File] = field(default_factory=dict)
    # font files by path below templates/
    drawn: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # the collections that each brief names, as far as it has been read


def open_(root: Place) -> Workspace:
    """Read a workspace's briefs, templates and settings; collections are read when a brief asks for them."""
    problems: list[Diagnostic] = []
    at = home(root)
    names = [name for name in at.top(root, "briefs") if name.endswith(".toml")]
    briefs = {
        file.path.removeprefix("briefs/").removesuffix(".toml"): file for file in at.read_all(root, names)
    }
    for folder in ("briefs", "seeds", "templates", "languages"):
        if isinstance(root, Path) and disk.linked(root, folder):
            message = f"this is {disk.LINKED}; put the folder itself here"
            problems.append(Diagnostic("unreadable-file", message, path=folder))
    if not briefs and not at.has_folder(root, "seeds"):
        problems.append(Diagnostic("no-workspace", _no_workspace(root)))
    templates: dict[str, str] = {}
    there = list(at.files(root, "templates"))
    below = [path for path in there if path.endswith((*ENDINGS, *LETTERHEADS))]
    faces = [path for path in there if path.startswith("templates/fonts/") and path.endswith(FONTS)]
    fonts = _several(root, faces, "fonts")
    strays, linked = _strays(root, [path for path in there if path not in {*below, *faces}])
    problems += linked
    letters = [path for path in below if path.endswith(LETTERHEADS)]
    letterheads = _several(root, letters, "letterheads")
    for file in at.read_all(root, [path for path in below if path.endswith(ENDINGS)]):
        plain = file.path.removeprefix("templates/")
        text, found = decode.text(file.data, file.path)
        problems += [_refusal(file)] if file.refused else found
        if not file.refused and not found:
            templates[plain] = text
    tables = [path for path in at.files(root, "languages") if path.endswith(".toml")]
    added = tuple(at.read_all(root, tables))
    problems += [_refusal(file) for file in added if file.refused]
    languages = {file.path.removeprefix("languages/"): file for file in added if not file.refused}
    settings = _optional(root, "briefbook.toml", problems)
    book = _optional(root, "names.toml", problems)
    found = tuple(problems)
    return Workspace(root, briefs, templates, settings, found, letterheads, book, languages, strays, fonts)


def _no_workspace(root: Place) -> str:
    if isinstance(root, Path) and not disk.has_folder(root, ""):
        written = characters.printable(root.as_posix())
        written = written if len(written) <= LONG_PATH else f"{written[:LONG_PATH]}…"
        return f"there is no folder {written!r}; look at the path, or let `briefbook init` make a workspace"
    return "this folder is no workspace: it has neither briefs/ nor seeds/; `briefbook init` makes one"


def _several(root: Place, paths: Sequence[str], limit: str) -> dict[str, File]:
    """Files by path below templates/, those beyond a limit with that reason."""
    most = limits.of(limit)
    read = list(home(root).read_all(root, paths[:most]))
    read += [
        File(path, refused=f"is one of {len(paths):,} {limit}; the limit is {most:,}")
        for path in paths[most:]
    ]
    return {file.path.removeprefix("templates/"): file for file in read}


def _strays(root: Place, paths: Sequence[str]) -> tuple[tuple[str, ...], list[Diagnostic]]:
    """What lies below templates/ and is no template; a link to a folder is told at once."""
    linked = [path for path in paths if isinstance(root, Path) and disk.has_folder(root, path)]
    message = "is a link to a folder; links are not followed and nothing in it counts: copy the folder here"
    told = [Diagnostic("template-unused", message, Severity.WARNING, path) for path in linked]
    return tuple(path.removeprefix("templates/") for path in paths if path not in linked), told


def load(opened: Workspace, brief_id: str, sections: Sequence[str], edition: Edition | None = None) -> Inputs:
    """Read all that one brief draws on; what cannot be read is in the inputs with the reason."""
    brief = opened.briefs.get(brief_id) or home(opened.root).read(opened.root, f"briefs/{brief_id}.toml")
    names = opened.drawn.get(brief_id)
    if names is None:
        names = collection_names(toml.read(brief.data, brief.path)[0])
    collections = tuple(collection(opened.root, name) for name in names)
    return Inputs(
        brief_id,
        brief,
        collections,
        tuple(sections),
        opened.templates,
        opened.config,
        opened.letterheads,
        opened.names,
        opened.languages,
        edition,
        opened.fonts,
    )


def collection_names(table: Mapping[str, Any]) -> tuple[str, ...]:
    """The collections that a brief's TOML names, each once; names that may be no folder are left out."""
    named = table.get("collections")
    names = [name for name in named if isinstance(name, str)] if isinstance(named, list) else []
    return tuple(name for name in dict.fromkeys(names) if shape.NAME.fullmatch(name))


def collection(root: Place, name: str) -> Collection:
    """Read a collection: its ledger, its list of sources and the sources."""
    at, folder = home(root), f"seeds/{name}"
    books = tuple(f"{folder}/{part}.toml" for part in ("sources", "facts", "names"))
    paths = at.files(root, folder)
    if len(paths) > (most := limits.of("collection_files")):
        book = f"{folder}/facts.toml"
        why = f"stands among more than {most:,} files; that is the limit (collection_files) of a collection"
        return Collection(name, folder, None, File(book, refused=why), {})
    read, held, most = [], 0, limits.of("collection_bytes")
    for file in at.read_all(root, [path for path in paths if path in books or readers.can_read(path)]):
        read.append(file)
        held += len(file.data)
        if held > most:
            why = f"stands among files of more than {most:,} bytes; that is the limit (collection_bytes)"
            return Collection(name, folder, None, File(books[1], refused=why), {})
    files = {path: File(path) for path in paths} | {file.path: file for file in read}
    sources, facts, names = (files.pop(book, None) for book in books)
    if isinstance(root, Path) and disk.linked(root, folder):
        facts = File(books[1], refused=f"lies in {disk.LINKED}")
    for path in [path for path in files if path.endswith(".toml")]:
        del files[path]
    return Collection(name, folder, sources, facts, files, names)


def documents(paths: Sequence[Path]) -> tuple[tuple[File, ...], tuple[File, ...]]:
    """Read documents that the caller names, and what folders hold; apart from them, their `sources.toml`."""
    found: dict[str, File] = {}
    for path in paths:
        if disk.has_folder(path, "."):
            for name in disk.files(path, "."):
                file = disk.read(path, name)
                shown = (path / name).as_posix()
                found.setdefault(shown, File(shown, file.data, file.refused))
        else:
            found.setdefault(path.as_posix(), given(path))
    lists = tuple(file for name, file in found.items() if name.rpartition("/")[2] == "sources.toml")
    return tuple(file for name, file in found.items() if not name.endswith(".toml")), lists


def optional(path: Path) -> File:
    """Read a file that need not be there; empty where it is not."""
    return given(path) if disk.has(path.parent, path.name) else File(path.as_posix())


def above(paths: Iterable[Path]) -> Path | None:
    """The workspace that files belong to: what holds the `seeds` they lie in; None for other files."""
    for path in paths:
        for folder in (path.absolute(), *path.absolute().parents):
            if folder.name == "seeds":
                return folder.parent
    return None


def tables(root: Path) -> tuple[File, ...]:
    """What a workspace adds to languages, by path below `languages/`."""
    names = [name for name in disk.files(root, "languages") if name.endswith(".toml")]
    return tuple(
        replace(each, path=each.path.removeprefix("languages/")) for each in disk.read_all(root, names)
    )


def beside(folder: Path, files: Iterable[str]) -> tuple[dict[str, str], frozenset[str]]:
    """Where files stand, or by their names would stand, in a folder, and those that do not."""
    home = folder.resolve()
    places: dict[str, str] = {}
    outside: set[str] = set()
    for file in files:
        at = Path(file).resolve()
        inside = at.is_relative_to(home)
        name = at.relative_to(home).as_posix() if inside else at.name
        places[file] = (folder / name).as_posix()
        outside |= set() if inside else {file}
    return places, frozenset(outside)


def given(path: Place) -> File:
    """Read a file that the caller names, wherever it lies; diagnostics call it what the caller called it."""
    if isinstance(path, str):
        folder, _, name = path.rpartition("/")
        found: File = home(path).read(folder, name)
    else:
        found = disk.read(path.parent, path.name)
    return File(str(path), found.data, found.refused)


def configuration(root: Place) -> File | None:
    """The settings of a workspace, if it has any that can be read."""
    return _optional(root, "briefbook.toml", [])


def save(folder: Place, renderings: Sequence[Rendering]) -> tuple[Diagnostic, ...]:
    """Write files all or none; a failure leaves the older ones as they were."""
    saved: tuple[Diagnostic, ...] = home(folder).save(folder, renderings)
    return saved


def save_alone(folder: Path, renderings: Sequence[Rendering]) -> tuple[Diagnostic, ...]:
    """The same for who holds no folder; what ended runs left of the same files goes first."""
    for each in left(folder, [rendering.name for rendering in renderings]):
        if processes.is_over(each.run):
            clear(folder, [each])
    return save(folder, renderings)


def left(folder: Path, names: Sequence[str]) -> tuple[disk.Left, ...]:
    """What runs that were ended left beside files that they were about to replace."""
    return disk.left(folder, names)


def clear(folder: Path, leftovers: Iterable[disk.Left]) -> None:
    """Take away what ended runs left, as far as it can be."""
    for each in leftovers:
        with suppress(OSError):
            disk.remove(folder, [each.name])


def create(root: Path, files: Mapping[str, bytes], named: Path | None = None) -> tuple[Diagnostic, ...]:
    """Lay new files into a folder, `named` so in messages; refuse when one of them is there already.

    What a run that was ended laid there, letter for letter, is no obstacle: the rest is added.
    """
    present = [name for name in sorted(files) if disk.has(root, name)]
    if len(present) == len(files) or any(disk.read(root, name).data != files[name] for name in present):
        first = ((named or Path()) / present[0]).as_posix()
        message = f"{len(present)} file(s) are there already, first {first}; nothing was written"
        return (Diagnostic("already-there", message, path=first),)
    for name, data in files.items():
        path = PurePosixPath(name)
        problems = () if name in present else save_alone(root / path.parent, [Rendering(path.name, "", data)])
        if problems:
            return problems
    return ()


def home(of: Place) -> ModuleType:
    """What reads and writes there: `disk` for a folder, `remote` for a URL; both have the same functions."""
    if not is_url(of):
        return disk
    from briefbook.workspace import remote

    return remote


def _optional(root: Place, name: str, problems: list[Diagnostic]) -> File | None:
    """A file that need not be there; one that is there and may not be read is reported."""
    file: File = home(root).read(root, name)
    if file.refused and home(root).has(root, name):
        problems.append(_refusal(file))
    return None if file.refused else file


def _refusal(file: File) -> Diagnostic:
    return Diagnostic("unreadable-file", f"the file {file.refused}", path=file.path)
