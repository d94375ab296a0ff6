"""The user's files: read with care, written all or nothing. Nothing else in the package touches them."""

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from briefbook import readers
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.document import Rendering
from briefbook.model.inputs import Collection, File, Inputs
from briefbook.text import decode, shape, toml

MAX_FILE = 16 * 1024 * 1024
# bytes of one source, ledger, brief or template
MAX_FILES = 10_000
# files of one collection
MAX_FOLDERS = 6
# folders below a collection, one in the other
ENDINGS = (".j2", ".toml")
# what counts below templates/
LETTERHEADS = (".docx", ".dotx")
# Word files below templates/
MAX_LETTERHEADS = 50


@dataclass(frozen=True, slots=True)
class Workspace:
    """An open workspace: its briefs and templates, read once for a whole batch."""

    root: Path
    briefs: Mapping[str, File]
    templates: Mapping[str, str]
    config: File | None
    problems: tuple[Diagnostic, ...]
    letterheads: Mapping[str, File] = field(default_factory=dict)
    # Word files by path below templates/; one that may not be read has the reason with it
    names: File | None = None
    languages: Mapping[str, File] = field(default_factory=dict)
    # by path below languages/
    strays: tuple[str, ...] = ()
    # files below templates/ whose ending means nothing, by path below it


def open_(root: Path) -> Workspace:
    """Read a workspace's briefs, templates and settings; collections are read when a brief asks for them."""
    problems: list[Diagnostic] = []
    briefs = {
        path.name.removesuffix(".toml"): _read(root, f"briefs/{path.name}")
        for path in _listed(root / "briefs")
        if path.name.endswith(".toml")
    }
    if not briefs and not (root / "seeds").is_dir():
        message = "this folder is no workspace: it has neither briefs/ nor seeds/; `briefbook init` makes one"
        problems.append(Diagnostic("no-workspace", message))
    templates: dict[str, str] = {}
    letterheads: dict[str, File] = {}
    strays: list[str] = []
    for path in _walk(root, "templates"):
        if path.endswith(ENDINGS):
            file = _read(root, path)
            text, found = decode.text(file.data, path)
            problems += [_refusal(file)] if file.refused else found
            if not file.refused and not found:
                templates[path.removeprefix("templates/")] = text
        elif path.endswith(LETTERHEADS) and len(letterheads) < MAX_LETTERHEADS:
            letterheads[path.removeprefix("templates/")] = _read(root, path)
        elif (root / path).is_dir():
            message = (
                "is a link to a folder; links are not followed and nothing in it counts: copy the folder here"
            )
            problems.append(Diagnostic("template-unused", message, Severity.WARNING, path))
        else:
            strays.append(path.removeprefix("templates/"))
    languages = {
        path.removeprefix("languages/"): _read(root, path)
        for path in _walk(root, "languages")
        if path.endswith(".toml")
    }
    problems += [_refusal(file) for file in languages.values() if file.refused]
    settings, names = (_optional(root, name, problems) for name in ("briefbook.toml", "names.toml"))
    found = tuple(problems)
    return Workspace(root, briefs, templates, settings, found, letterheads, names, languages, tuple(strays))


def load(opened: Workspace, brief_id: str, sections: Sequence[str]) -> Inputs:
    """Read all that one brief draws on; what cannot be read is in the inputs with the reason."""
    brief = opened.briefs.get(brief_id) or _read(opened.root, f"briefs/{brief_id}.toml")
    table, _ = toml.read(brief.data, brief.path)
    named = table.get("collections")
    names = [name for name in named if isinstance(name, str)] if isinstance(named, list) else []
    collections = tuple(
        _collection(opened.root, name) for name in dict.fromkeys(names) if shape.NAME.fullmatch(name)
    )
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
    )


def save(folder: Path, renderings: Sequence[Rendering]) -> tuple[Diagnostic, ...]:
    """Write files all or none: temporary files, fsync, rename; a failure puts the older ones back."""
    temporary = {each.name: folder / f".{each.name}.{os.getpid()}.part" for each in renderings}
    kept: dict[str, Path] = {}
    done: list[str] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for rendering in renderings:
            _write(temporary[rendering.name], rendering.data)
        for name, path in temporary.items():
            aside = folder / f".{name}.{os.getpid()}.old"
            # a second name for the older file, so that it can come back; at no moment is there none
            with suppress(OSError, NotImplementedError):
                os.link(folder / name, aside, follow_symlinks=False)
                kept[name] = aside
            path.replace(folder / name)
            done.append(name)
        _sync_folder(folder)
    except OSError as error:
        _put_back(folder, temporary, kept, done)
        reason = error.strerror or type(error).__name__
        return (Diagnostic("cannot-write", f"the output could not be written: {reason}", path=str(folder)),)
    for aside in kept.values():
        with suppress(OSError):
            aside.unlink()
    return ()


def _put_back(
    folder: Path, temporary: Mapping[str, Path], kept: Mapping[str, Path], done: Sequence[str]
) -> None:
    for name in temporary:
        with suppress(OSError):
            if name in kept:
                kept[name].replace(folder / name)
            elif name in done:
                (folder / name).unlink()
    for path in temporary.values():
        with suppress(OSError):
            path.unlink(missing_ok=True)


def create(root: Path, files: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
    """Lay new files into a folder; refuse when one of them is there already."""
    present = [name for name in sorted(files) if os.path.lexists(root / name)]
    if present:
        message = f"{len(present)} file(s) are there already, first {present[0]}; nothing was written"
        return (Diagnostic("already-there", message, path=present[0]),)
    for name, data in files.items():
        path = PurePosixPath(name)
        problems = save(root / path.parent, [Rendering(path.name, "", data)])
        if problems:
            return problems
    return ()


def _collection(root: Path, name: str) -> Collection:
    folder = f"seeds/{name}"
    files = {}
    for path in _walk(root, folder):
        book = path in (f"{folder}/{part}.toml" for part in ("sources", "facts", "names"))
        files[path] = _read(root, path) if book or readers.can_read(path) else File(path)
    sources, facts, names = (
        files.pop(f"{folder}/{part}.toml", None) for part in ("sources", "facts", "names")
    )
    for path in [path for path in files if path.endswith(".toml")]:
        del files[path]
    return Collection(name, folder, sources, facts, files, names)


def _walk(root: Path, folder: str, depth: int = 0) -> Iterator[str]:
    """The files below a folder in a fixed order; links and hidden ones are passed over as folders."""
    if depth > MAX_FOLDERS:
        return
    for count, path in enumerate(_listed(root / folder)):
        if count >= MAX_FILES:
            return
        name = f"{folder}/{path.name}"
        if path.is_dir() and not path.is_symlink():
            yield from _walk(root, name, depth + 1)
        else:
            yield name


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []


def _read(root: Path, name: str) -> File:
    """Read one regular file below the root; a link, pipe, device or giant is refused unread."""
    through = [part for part in PurePosixPath(name).parents if part.name and (root / part).is_symlink()]
    if through:
        return File(name, refused=f"stands in {through[0]}, which is a link, and links are not followed")
    flags = (
        os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    try:
        handle = os.open(root / name, flags)
    except FileNotFoundError:
        return File(name, refused="is not there")
    except OSError as error:
        linked = (root / name).is_symlink()
        reason = "is a link, and links are not followed" if linked else f"cannot be read: {error.strerror}"
        return File(name, refused=reason)
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        return File(name, refused="is not a regular file")
    with os.fdopen(handle, "rb") as stream:
        if status.st_size > MAX_FILE:
            return File(name, refused=f"has {status.st_size:,} bytes; the limit is {MAX_FILE:,}")
        try:
            return File(name, stream.read(MAX_FILE + 1))
        except OSError as error:
            return File(name, refused=f"cannot be read: {error.strerror}")


def _optional(root: Path, name: str, problems: list[Diagnostic]) -> File | None:
    """A file that need not be there; one that is there and may not be read is reported."""
    file = _read(root, name)
    if file.refused and os.path.lexists(root / name):
        problems.append(_refusal(file))
    return None if file.refused else file


def _refusal(file: File) -> Diagnostic:
    return Diagnostic("unreadable-file", f"the file {file.refused}", path=file.path)


def _write(path: Path, data: bytes) -> None:
    path.unlink(missing_ok=True)
    with path.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    # a rename is durable only once its folder is
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
