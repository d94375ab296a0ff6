"""The one place that says which characters may be printed, and takes out those that may not."""

import re
import unicodedata

from briefbook import limits

CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufff9-\uffff\ud800-\udfff"
# C0 but for tab and line ends, C1, line separators, noncharacters, interlinear marks, surrogates
DECEIVING = "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f"
# bidi controls and isolates, zero-width space and joiners without a letter of their own, language tags
PRIVATE = "\U000f0000-\U0010ffff"
# planes 15 and 16: the template layer marks its own matter with them
PLANE_END = "".join(chr(plane << 16 | last) for plane in range(1, 15) for last in (0xFFFE, 0xFFFF))

MAX_MARKS = limits.of("marks")
# combining marks on one letter; normalising is quadratic in them

_LONG_RUN = re.compile(f"[\u0300-\U0010ffff]{{{MAX_MARKS + 1}}}")
# no mark stands below U+0300: where so long a run is missing, nothing needs to be counted
_CONTROL = re.compile(f"[{CONTROL}{PRIVATE}{PLANE_END}]")
_DECEIVING = re.compile(f"[{DECEIVING}]")
_UNPRINTABLE = re.compile(f"[{CONTROL}{DECEIVING}{PRIVATE}{PLANE_END}\t\r\n]+")


def find_control(text: str) -> str:
    """Name the first character that no text may hold, or return ""."""
    found = None if text.isascii() and text.isprintable() else _CONTROL.search(text)
    return name(found[0]) if found else ""


def find_deceiving(text: str) -> str:
    """Name the first invisible character that changes what a reader sees, or return ""."""
    found = None if text.isascii() else _DECEIVING.search(text)
    return name(found[0]) if found else ""


def too_many_marks(text: str) -> bool:
    """Whether a letter carries more combining marks than `MAX_MARKS`."""
    if text.isascii() or not _LONG_RUN.search(text):
        return False
    run = 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run > MAX_MARKS:
            return True
    return False


def printable(text: str) -> str:
    """The text on one line, in NFC, without any character that may not reach a page or a terminal."""
    if text.isascii() and text.isprintable():
        return text
    kept = _UNPRINTABLE.sub(lambda run: " " if any(c in "\t\r\n\u2028\u2029" for c in run[0]) else "", text)
    return unicodedata.normalize("NFC", kept)


def name(char: str) -> str:
    """A character as people look it up: U+202E RIGHT-TO-LEFT OVERRIDE."""
    return f"U+{ord(char):04X} {unicodedata.name(char, 'control character')}"
