"""Everything that goes into one brief, read and held as bytes: after this nothing touches the disk."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefbook.model.edition import Edition


@dataclass(frozen=True, slots=True)
class File:
    """A file of the workspace, or the reason why it was not read."""

    path: str
    # relative to the workspace, with forward slashes
    data: bytes = b""
    refused: str = ""
    # why it was not read, as the end of a sentence; "" when it was


@dataclass(frozen=True, slots=True)
class Collection:
    """A folder below `seeds/`."""

    name: str
    folder: str
    sources: File | None = None
    facts: File | None = None
    files: Mapping[str, File] = field(default_factory=dict)
    # everything else in the folder, by path relative to the workspace
    names: File | None = None
    # names.toml


@dataclass(frozen=True, slots=True)
class Inputs:
    """What one brief is made of."""

    id: str
    brief: File
    collections: tuple[Collection, ...]
    sections: tuple[str, ...]
    # section keys that any brief of the workspace defines
    templates: Mapping[str, str]
    # the workspace's own templates and themes, by path below templates/
    config: File | None = None
    # briefbook.toml
    letterheads: Mapping[str, File] = field(default_factory=dict)
    # Word files of the workspace, by path below templates/
    names: File | None = None
    # names.toml of the workspace, for all its collections
    languages: Mapping[str, File] = field(default_factory=dict)
    # what the workspace adds to languages, by path below languages/: "fr/figures.toml"
    edition: Edition | None = None
    # what differs from the brief as it is written; None for the brief itself
    fonts: Mapping[str, File] = field(default_factory=dict)
    # font files of the workspace, by path below templates/: "fonts/desk.ttf"
    rough: bool = False
    # whether it is made straight from documents: the brief need not say which visit it is of
