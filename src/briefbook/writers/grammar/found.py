"""What walking the bytes of a file came to."""

from __future__ import annotations

from dataclasses import dataclass


class Broken(Exception):
    """A file that cannot be walked to its end; the message says where it stops making sense."""


@dataclass(frozen=True, slots=True)
class Found:
    """The faults of a file, and everything that is written in it."""

    faults: tuple[str, ...]
    texts: tuple[tuple[str, str], ...]
    # place in the file, and what stands there: unpacked, decoded, and the words as a reader sees them
    pages: int | None = None
    # of a PDF, by its own page tree


def shown(value: bytes | str) -> str:
    """A piece of a file as it can be named in a fault."""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    return repr("".join(char if char.isprintable() else "�" for char in text[:60]))
