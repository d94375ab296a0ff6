"""The key of a brief: a hash of all that goes into its bytes, so that nothing unchanged is made again."""

import os
import platform
import re
import sys
import unicodedata
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from typing import Any

from briefbook import __version__, resources
from briefbook.model import digest
from briefbook.model.edition import Edition
from briefbook.model.inputs import Collection, File, Inputs
from briefbook.workspace import Workspace

LIBRARIES = (
    *("fontpkg-noto-serif", "fontpkg-source-serif-4", "jinja2", "lxml", "markdown-it-py", "markupsafe"),
    *("mdit-py-plugins", "pillow", "pyphen", "pypdfium2", "python-docx", "reportlab", "tomli", "uharfbuzz"),
)
# whose code, fonts and patterns make bytes
_INSTALLED = re.compile(r"(.+?)-(\d[^-]*)\.dist-info", re.IGNORECASE)
# how the folder that speaks of a library is called
_ZEROS = re.compile(r"\b0+(?=\d)")


def of_inputs(inputs: Inputs, draft: bool) -> str:
    """The key of a brief whose inputs have been read."""
    held = _Held(inputs.templates), _Held(inputs.letterheads), _Held(inputs.languages), _Held(inputs.fonts)
    shared = _shared(*held, inputs.config, inputs.names, inputs.sections)
    collections = [of_collection(each) for each in inputs.collections]
    edition = inputs.edition or Edition(inputs.id, inputs.id)
    return of_parts(shared, inputs.brief, edition, collections, draft)


def of_workspace(opened: Workspace, sections: Sequence[str]) -> str:
    """What all briefs of a workspace share: templates, letterheads, settings, libraries."""
    held = _Held(opened.templates), _Held(opened.letterheads), _Held(opened.languages), _Held(opened.fonts)
    return _shared(*held, opened.config, opened.names, tuple(sections))


def of_collection(collection: Collection) -> str:
    """What a collection adds to the key of a brief."""
    return digest.of(collection)


def of_parts(shared: str, brief: File, edition: Edition, collections: Sequence[str], draft: bool) -> str:
    """The key of a brief, from the hashes of its parts."""
    return digest.of((shared, brief, edition.brief, edition.name, edition.values, tuple(collections), draft))


@cache
def libraries() -> Mapping[str, str]:
    """The versions of everything on this machine that has a say in the bytes of an output."""
    found = {"briefbook": f"{__version__} {resources.fingerprint()[:12]}"}
    names = _found_on_path()
    fonts = {
        _plain(name.partition(".")[0]) for name in names if name.startswith("fontpkg_") and "-" not in name
    }
    told = [match for name in reversed(names) if (match := _INSTALLED.fullmatch(name))]
    versions = {_plain(match[1]): _ZEROS.sub("", match[2]) for match in told}
    for name in (*LIBRARIES, *sorted(fonts - set(LIBRARIES))):
        found[name] = versions.get(name) or _asked(name)
    found["python"] = ".".join(platform.python_version_tuple()[:2])
    return found | {"zlib": zlib.ZLIB_RUNTIME_VERSION, "unicode": unicodedata.unidata_version}


def _found_on_path() -> list[str]:
    """All that lies where Python looks for libraries, what it finds first at the beginning."""
    names = []
    for folder in sys.path:
        with suppress(OSError):
            names += sorted(os.listdir(folder or "."))  # noqa: PTH208
    return names


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _asked(name: str) -> str:
    """The version of a library that has no folder of that kind; asking takes longer than looking."""
    from importlib import metadata

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "none"


class _Held:
    """A mapping that the same object stands for: what is read once is hashed once."""

    __slots__ = ("held",)

    def __init__(self, held: Mapping[str, Any]) -> None:
        self.held = held

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and self.held is other.held

    def __hash__(self) -> int:
        return id(self.held)


@lru_cache(maxsize=2)
def _shared(
    templates: _Held,
    letterheads: _Held,
    languages: _Held,
    fonts: _Held,
    config: File | None,
    names: File | None,
    sections: tuple[str, ...],
) -> str:
    held = templates.held, letterheads.held, languages.held, fonts.held
    return digest.of((libraries(), *held, config, names, sections))
