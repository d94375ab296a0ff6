"""Plain text and Markdown: UTF-8 with or without byte-order mark, any line ends, nothing changed."""

from briefbook.model.diagnostic import Diagnostic
from briefbook.text import characters, decode


def read(data: bytes, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Decode a source strictly; offsets count its code points, byte-order mark included."""
    text, problems = decode.text(data, path)
    if problems:
        return text, problems
    if "\x00" in text:
        message = "holds NUL characters, so it is not plain text; export it as text first"
        return "", (
            Diagnostic("unreadable-source", message, path=path, line=_line(text, text.index("\x00"))),
        )
    if characters.too_many_marks(text):
        message = f"has a letter with more than {characters.MAX_MARKS} combining marks; take them out"
        return "", (Diagnostic("unreadable-source", message, path=path),)
    return text, ()


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
