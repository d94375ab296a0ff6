"""An edition: one brief as one export asks for it, under a name of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A key of a brief that an edition replaces, and where that is written."""

    name: str
    # as in the brief: lang, kind, formats, theme, marking, citation_style
    value: str | tuple[str, ...]
    keys: Keys = ()
    # its place in a manifest in TOML
    line: int | None = None
    # its line in a manifest in CSV


@dataclass(frozen=True, slots=True)
class Edition:
    """A brief, the name of its files and what differs from the brief as it is written."""

    brief: str
    # the brief's id
    name: str
    # of its files, without the ending
    changes: tuple[Change, ...] = ()
    path: str = ""
    # of the manifest that asks for it; "" without one
    keys: Keys = ()
    # its place in a manifest in TOML
    line: int | None = None
    # its line in a manifest in CSV

    @property
    def values(self) -> Mapping[str, Any]:
        """The keys that replace those of the brief, as TOML would give them."""
        return {
            each.name: list(each.value) if isinstance(each.value, tuple) else each.value
            for each in self.changes
        }
