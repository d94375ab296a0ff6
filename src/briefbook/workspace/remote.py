"""Files of an object store, through fsspec: every object whole, and nothing that renames."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Any

from briefbook import limits
from briefbook.errors import BriefbookError
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.document import Rendering
from briefbook.model.inputs import File
from briefbook.workspace.disk import MAX_FOLDERS
from briefbook.workspace.places import STORES

AT_ONCE = 64
# objects that are asked for together
_GONE = (FileNotFoundError, KeyError)


def top(root: str, folder: str) -> list[str]:
    """What lies directly in a folder, in a fixed order; hidden ones are passed over."""
    return [name for name in _below(root, folder, 1) if not _is_hidden(name)]


def files(root: str, folder: str) -> list[str]:
    """The objects below a folder in a fixed order; hidden ones are passed over."""
    found = (name for name in _below(root, folder) if not _is_hidden(name))
    return [name for name in found if name.count("/") <= folder.count("/") + 1 + MAX_FOLDERS][
        : limits.of("collection_files") + 1
    ]


def weight(root: str, folder: str) -> int:
    """The bytes of all objects below a folder."""
    return sum(_below(root, folder).values())


def has(root: str, name: str) -> bool:
    """Whether there is an object of this name."""
    return bool(_asked(lambda: _system(root).exists(f"{root}/{name}")))


def has_folder(root: str, name: str) -> bool:
    """Whether there is any object in a folder."""
    return bool(_below(root, name))


def read_all(root: str, names: Iterable[str]) -> Iterator[File]:
    """Read objects, many at once; one that cannot be read has the reason with it."""
    wanted = list(names)
    for start in range(0, len(wanted), AT_ONCE):
        yield from _read_some(root, wanted[start : start + AT_ONCE])


def read(root: str, name: str, limit: int = 0) -> File:
    """Read one object; a giant is refused unread."""
    system, path = _system(root), f"{root}/{name}"
    limit = limit or limits.of("file_bytes")
    try:
        size = int(system.info(path)["size"] or 0)
        if size > limit:
            return File(name, refused=f"has {size:,} bytes; the limit is {limit:,} (file_bytes)")
        return File(name, bytes(system.cat_file(path)))
    except _GONE:
        return File(name, refused="is not there")
    except Exception as error:
        return File(name, refused=f"cannot be read: {_reason(error)}")


def save(folder: str, renderings: Sequence[Rendering]) -> tuple[Diagnostic, ...]:
    """Write objects, each of them whole or not at all, in their order."""
    try:
        for each in renderings:
            _system(folder).pipe_file(f"{folder}/{each.name}", each.data)
    except Exception as error:
        message = f"the output could not be written: {_reason(error)}"
        return (Diagnostic("cannot-write", message, path=folder),)
    return ()


def create(folder: str, name: str, data: bytes) -> bool:
    """Write an object that must not be there yet; False when it is; OSError when it cannot be written."""
    try:
        _system(folder).pipe_file(f"{folder}/{name}", data, mode="create")
    except FileExistsError:
        return False
    except Exception as error:
        if "PreconditionFailed" in str(error) or "412" in str(error):
            return False
        raise OSError(_reason(error)) from error
    return True


def append(folder: str, name: str, data: bytes) -> None:
    """Add lines, as an object of its own: nothing can be added to one that is there."""
    raise_from(lambda: _system(folder).pipe_file(f"{folder}/{name}", data))


def move(folder: str, name: str, to: str) -> None:
    """Give an object another name: the new one is whole before the old one goes."""
    system = _system(folder)
    raise_from(lambda: system.cp_file(f"{folder}/{name}", f"{folder}/{to}"))
    raise_from(lambda: system.rm_file(f"{folder}/{name}"))


def remove(folder: str, names: Iterable[str]) -> None:
    """Remove objects."""
    for name in names:
        try:
            _system(folder).rm_file(f"{folder}/{name}")
        except _GONE:
            continue
        except Exception as error:
            raise OSError(_reason(error)) from error


def listed(folder: str) -> tuple[str, ...]:
    """The names of the objects and folders in a folder, hidden ones too."""
    return tuple(sorted({name.partition("/")[0] for name in _below(folder, "")}))


def digest(folder: str, name: str) -> tuple[int, str]:
    """The size and SHA-256 of an object; (-1, "") where there is none that can be read."""
    try:
        data = bytes(_system(folder).cat_file(f"{folder}/{name}"))
    except Exception:
        return -1, ""
    return len(data), hashlib.sha256(data).hexdigest()


def holder(folder: str) -> Callable[[str, int, str], bool]:
    """A question: is there an object of this name and size? Only `digest` reads its bytes."""
    sizes = _below(folder, "", 1)
    return lambda name, size, _sha256: sizes.get(name, -1) == size


def sweep(folder: str) -> None:
    """Do nothing: no object is ever half-written."""


def raise_from(work: Callable[[], object]) -> None:
    """Do some work with the store; whatever it complains of is an OSError."""
    try:
        work()
    except Exception as error:
        raise OSError(_reason(error)) from error


def _read_some(root: str, names: Sequence[str]) -> Iterator[File]:
    system = _system(root)
    paths = [f"{root}/{name}" for name in names]
    sizes = _sizes(system, paths)
    most = limits.of("file_bytes")
    small = [path for path in paths if 0 <= sizes.get(path, 0) <= most]
    found = system.cat(small, on_error="return") if small else {}
    found = found if isinstance(found, dict) else {small[0]: found}
    data = {system._strip_protocol(path): each for path, each in found.items()}
    for name, path in zip(names, paths, strict=True):
        if sizes.get(path, 0) > most:
            yield File(name, refused=f"has {sizes[path]:,} bytes; the limit is {most:,} (file_bytes)")
            continue
        got = data.get(system._strip_protocol(path))
        if isinstance(got, bytes):
            yield File(name, got)
        elif got is None or isinstance(got, _GONE):
            yield File(name, refused="is not there")
        else:
            yield File(name, refused=f"cannot be read: {_reason(got)}")


def _sizes(system: Any, paths: Sequence[str]) -> dict[str, int]:
    """The sizes of objects, from one listing of each folder they are in."""
    sizes: dict[str, int] = {}
    for folder in dict.fromkeys(path.rpartition("/")[0] for path in paths):
        inside = _asked(partial(system.find, folder, maxdepth=1, detail=True)) or {}
        for path, each in inside.items():
            sizes[f"{folder}/{path.rpartition('/')[2]}"] = int(each.get("size") or 0)
    return sizes


def _below(root: str, folder: str, depth: int | None = None) -> dict[str, int]:
    """The objects below a folder with their sizes, by name relative to the root, in a fixed order."""
    system = _system(root)
    start = f"{root}/{folder}" if folder else root
    found = _asked(lambda: system.find(start, maxdepth=depth, detail=True)) or {}
    base = f"{system._strip_protocol(root)}/"
    names = {
        path[len(base) :]: int(each.get("size") or 0)
        for path, each in found.items()
        if path.startswith(base) and each.get("type", "file") == "file"
    }
    return {name: names[name] for name in sorted(names, key=lambda name: name.split("/")) if _is_plain(name)}


def _is_plain(name: str) -> bool:
    return all(part not in ("", ".", "..") for part in name.split("/"))


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))


def _asked(question: Callable[[], Any]) -> Any:
    """What the store answers; None where nothing is there; a refusal when it does not answer."""
    try:
        return question()
    except _GONE:
        return None
    except Exception as error:
        message = f"the store does not answer: {_reason(error)}"
        raise BriefbookError([Diagnostic("store-silent", message)]) from error


def _reason(error: BaseException) -> str:
    """What a store's complaint says, on one short line."""
    said = str(error).strip().splitlines()
    return (said[0] if said else type(error).__name__)[:300]


def _system(of: str) -> Any:
    return _opened(of.partition("://")[0])


@lru_cache(maxsize=8)
def _opened(scheme: str) -> Any:
    try:
        import fsspec

        # a listing that is remembered would hide what another run has written meanwhile
        return fsspec.filesystem(scheme, use_listings_cache=False)
    except ImportError as error:
        extra = STORES[scheme]
        library = error.name or "fsspec"
        message = (
            f"{scheme}:// needs the library {library}, which is not there: pip install 'briefbook[{extra}]'"
        )
        raise BriefbookError([Diagnostic("missing-library", message)]) from error
