"""Plain text and Markdown: UTF-8 with or without byte-order mark, any line ends, nothing changed."""

from briefbook.model.diagnostic import Diagnostic
from briefbook.model.reading import Reading
from briefbook.text import characters, decode


def read(data: bytes, path: str) -> tuple[Reading, tuple[Diagnostic, ...]]:
    """Decode a source strictly; offsets count its code points, byte-order mark included."""
    text, problems = decode.text(data, path)
    if problems:
        return Reading(text), problems
    if "\x00" in text:
        message = "holds NUL characters, so it is not plain text; export it as text first"
        return Reading(""), (
            Diagnostic("unreadable-source", message, path=path, line=_line(text, text.index("\x00"))),
        )
    if characters.too_many_marks(text):
        message = f"has a letter with more than {characters.MAX_MARKS} combining marks; take them out"
        return Reading(""), (Diagnostic("unreadable-source", message, path=path),)
    return Reading(text), ()


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
