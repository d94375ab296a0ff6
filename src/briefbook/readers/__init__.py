"""From bytes to the text of a source, by the ending of its name."""

from collections.abc import Callable
from pathlib import PurePosixPath

from briefbook.model.diagnostic import Diagnostic
from briefbook.model.reading import Reading
from briefbook.readers import plain

Reader = Callable[[bytes, str], tuple[Reading, tuple[Diagnostic, ...]]]

READERS: dict[str, Reader] = {".txt": plain.read, ".md": plain.read}
# by the ending of the file's name, in lower case


def read(data: bytes, path: str) -> tuple[Reading, tuple[Diagnostic, ...]]:
    """Read a source's bytes as text; what cannot be read whole is refused by name."""
    ending = PurePosixPath(path).suffix.lower()
    reader = READERS.get(ending)
    if reader is None:
        known = ", ".join(READERS)
        message = f"no reader for {ending or 'a file without an ending'}; sources may be {known}"
        return Reading(""), (Diagnostic("unreadable-source", message, path=path),)
    return reader(data, path)


def can_read(path: str) -> bool:
    """Whether there is a reader for a file of this name."""
    return PurePosixPath(path).suffix.lower() in READERS
