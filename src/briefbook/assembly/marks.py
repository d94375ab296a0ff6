"""How values cross the template and the Markdown parser unread: as private-use characters.

Planes 15 and 16 of Unicode are private; `text.characters` refuses them in everything people write, so what
stands there is ours. Plane 15 carries protected text: every ASCII character but letters, and every space
and sign of other scripts, is shifted into it, so a value holds nothing that Markdown could read. Plane 16
carries marks: statements, cites, charts, mentions of notes, language runs, and where a template wrote.
"""

import codecs
import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

SHORT, KEPT = 40, 4096
# letters of texts that are met again and again, such as a publisher and ", "; how many of them are kept
_SHIFT = 0xF0000
_CODE = 0x100100
_UNSAFE = [code for code in range(128) if not chr(code).isalpha()]
_UNSAFE += [0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000]


class _Shifted(dict[int, str]):
    """Where each character goes, worked out when it is met; Markdown weighs the signs of every script."""

    def __missing__(self, code: int) -> str:
        unsafe = code < _SHIFT and unicodedata.category(chr(code))[0] in "PSZ"
        units = chr(code).encode("utf-16-be") if unsafe else b""
        # a sign beyond the first plane goes as the two halves that UTF-16 makes of it (RFC 2781)
        shifted = (chr(_SHIFT + int.from_bytes(units[at : at + 2])) for at in range(0, len(units), 2))
        self[code] = "".join(shifted) or chr(code)
        return self[code]


_SHIFTED = _Shifted({code: chr(_SHIFT + code) for code in _UNSAFE})
_CODED = {code: chr(_CODE + code) for code in range(128)}
_DECODED = {_CODE + code: chr(code) for code in range(128)}

STATEMENT, CITE, LANGUAGE = "\U00100000", "\U00100001", "\U00100002"
CHART, MENTION = "\U00100005", "\U00100008"
HEAD, END = "\U00100003", "\U00100004"
# HEAD closes what a mark says of itself, END closes the words it encloses
PLACE, FIGURE = "\U00100006", "\U00100007"
# where a template prints a statement; before a figure that it has written itself

MARK = re.compile(
    f"[{STATEMENT}-{MENTION}](?:(?<=[{STATEMENT}-{LANGUAGE}{PLACE}-{MENTION}])([\U00100100-\U0010017f]*){HEAD}"
    f"|(?<={END}))"
)
# a sign with what it says of itself, or END; begins with one range, which is found fast
_FIGURES = (
    r"\d\u00b2\u00b3\u00b9\u00bc-\u00be\u2070\u2074-\u2079\u2080-\u2089\u2150-\u2189"
    r"\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3248-\u325f\u32b1-\u32bf"
)
# digits of every script; raised and lowered ones, fractions, Roman ones, those in circles and brackets
NUMBER = re.compile(rf"[{_FIGURES}]+(?:[.,٫٬][{_FIGURES}]+)*")
_WRITTEN = re.compile(rf"(?<![^\W_])(?<![{_FIGURES}][.,٫٬])(?=[{_FIGURES}])")
_PASSED = re.compile(
    r"^ {0,12}#{1,6} .*$|^[ \t]*[0-9]{1,9}[.)](?= )|\]\([^)\n]*\)|<[^>\n]*>|^Table:.*$", re.MULTILINE
)
# headings, the numbers of list items, addresses, captions
PRIVATE = re.compile("[\U000f0000-\U0010ffff]")
_HALF = re.compile("[\ud800-\udfff]")


def protect(text: str) -> str:
    """Make a value unreadable for Markdown; marks in it stay marks."""
    return text.translate(_SHIFTED)


def reveal(text: str) -> str:
    """Undo `protect`."""
    return _revealed(text) if len(text) <= SHORT else _moved(text)


def statement(index: int, nonce: str, text: str) -> str:
    """Mark the printed statement of the fact with this index."""
    return f"{STATEMENT}{_coded(index, nonce)}{HEAD}{text}{END}"


def cite(index: int, nonce: str) -> str:
    """Mark the wish for a note on the fact with this index."""
    return f"{CITE}{_coded(index, nonce)}{HEAD}"


def chart(index: int, nonce: str) -> str:
    """Mark the wish for a chart of the series with this index."""
    return f"{CHART}{_coded(index, nonce)}{HEAD}"


def mention(number: int) -> str:
    """Mark a mention of the note with this number."""
    return f"{MENTION}{str(number).translate(_CODED)}{HEAD}"


def run(lang: str, text: str) -> str:
    """Mark words as being in another language."""
    return f"{LANGUAGE}{lang.translate(_CODED)}{HEAD}{text}{END}" if lang else text


def place(kind: str, number: int) -> str:
    """Mark what follows as written at a place that the build knows by number."""
    return f"{kind}{str(number).translate(_CODED)}{HEAD}"


def figures(text: str) -> list[str]:
    """A template's own text, parted before each figure in it that claims something."""
    if not any(map(str.isnumeric, text)):
        return [text]
    passed = [found.span() for found in _PASSED.finditer(text)]
    cuts = [found.start() for found in _WRITTEN.finditer(text)]
    cuts = [cut for cut in cuts if not any(start <= cut < end for start, end in passed)]
    edges = [0, *cuts, len(text)]
    return [text[start:end] for start, end in pairwise(edges)]


def cited(text: str) -> tuple[str, ...]:
    """What each cite mark in a text says of itself."""
    return tuple(decoded(found[1]) for found in MARK.finditer(text) if found[0][0] == CITE)


def bare(text: str) -> str:
    """A text without its marks."""
    return MARK.sub("", text)


def decoded(code: str) -> str:
    """What a mark says of itself: "<index>.<nonce>" or a language tag."""
    return code.translate(_DECODED)


@lru_cache(maxsize=KEPT)
def _revealed(text: str) -> str:
    return _moved(text)


def _moved(text: str) -> str:
    """A text with all that stands in plane 15 in plane 0."""
    units = bytearray(codecs.utf_32_le_encode(text, "surrogatepass")[0])
    # the third byte of each character is its plane
    units[2::4] = units[2::4].replace(b"\x0f", b"\x00")
    moved = codecs.utf_32_le_decode(units, "surrogatepass")[0]
    if _HALF.search(moved):
        moved = moved.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    return moved


def _coded(index: int, nonce: str) -> str:
    return f"{index}.{nonce}".translate(_CODED)
