"""The key of a brief: a hash of all that goes into its bytes, so that nothing unchanged is made again."""

import platform
import unicodedata
import zlib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import metadata
from pkgutil import iter_modules
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
    fonts = {part.name.replace("_", "-") for part in iter_modules() if part.name.startswith("fontpkg_")}
    for name in (*LIBRARIES, *sorted(fonts - set(LIBRARIES))):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "none"
    found["python"] = ".".join(platform.python_version_tuple()[:2])
    return found | {"zlib": zlib.ZLIB_RUNTIME_VERSION, "unicode": unicodedata.unidata_version}


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
