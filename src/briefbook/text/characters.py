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

LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
ALIKE = (
    "\u0400-\u052f\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03c1"
)
# Cyrillic, and the Greek letters that look like Latin ones; others stand in units (kΩ, μm)

_MIXED = re.compile(f"[{LATIN}][\u0300-\u036f]*[{ALIKE}]|[{ALIKE}][\u0300-\u036f]*[{LATIN}]")
_ALIKE = re.compile(f"[{ALIKE}]")
_LONG_RUN = re.compile(f"[\u0300-\U0010ffff]{{{MAX_MARKS + 1}}}")
# no mark stands below U+0300: where so long a run is missing, nothing needs to be counted
_CONTROL = re.compile(f"[{CONTROL}{PRIVATE}{PLANE_END}]")
_DECEIVING = re.compile(f"[{DECEIVING}]")
_SHOWN = re.compile("[\ufffc\ufffd]")
# what Unicode calls printable and no page may hold
_UNPRINTABLE = re.compile(f"[{CONTROL}{DECEIVING}{PRIVATE}{PLANE_END}\t\r\n]+")


def find_control(text: str) -> str:
    """Name the first character that no text may hold, or return ""."""
    found = None if text.isprintable() and not _SHOWN.search(text) else _CONTROL.search(text)
    return name(found[0]) if found else ""


def find_deceiving(text: str) -> str:
    """Name the first invisible character that changes what a reader sees, or return ""."""
    found = None if text.isascii() else _DECEIVING.search(text)
    return name(found[0]) if found else ""


def find_mixed(text: str) -> str:
    """Show the first place where a letter stands beside one of another alphabet that looks alike, or ""."""
    found = None if text.isascii() or not _ALIKE.search(text) else _MIXED.search(text)
    if not found:
        return ""
    start, end = found.span()
    while start and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    return f"{printable(text[start:end])[:40]!r} ({name(found[0][0])} beside {name(found[0][-1])})"


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
    if text.isprintable() and not _SHOWN.search(text):
        return unicodedata.normalize("NFC", text)
    kept = _UNPRINTABLE.sub(lambda run: " " if any(c in "\t\r\n\u2028\u2029" for c in run[0]) else "", text)
    return unicodedata.normalize("NFC", kept)


def in_json(text: str) -> str:
    """JSON with the same meaning, in which whatever a terminal obeys or a reader cannot see is an escape."""
    if text.isascii():
        return text
    return _DECEIVING.sub(_escaped, _CONTROL.sub(_escaped, text))


def _escaped(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def name(char: str) -> str:
    """A character as people look it up: U+202E RIGHT-TO-LEFT OVERRIDE."""
    return f"U+{ord(char):04X} {unicodedata.name(char, 'control character')}"
