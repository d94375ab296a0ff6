"""Bytes to text: UTF-8 or a refusal that names the likely encoding; or, where one asks, another encoding."""

import codecs
from typing import Any

from briefbook.model.diagnostic import Diagnostic, Severity

BOMS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
CANDIDATES = ("cp1252", "cp1251", "cp1258", "cp1250", "koi8_r", "iso8859_2", "iso8859_5", "mac_roman")
# what a file without a declaration may be in; a fixed list, so that every machine guesses alike
LEAST = 64
# bytes: of fewer no encoding is guessed
MARGIN = 0.05
# of how much a text looks like a language: so near each other, the encoding that is commoner is taken
SAMPLE = 65536
# bytes that a guess looks at
NAMES = {
    "cp1252": "Windows-1252 (Western European)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp1258": "Windows-1258 (Vietnamese)",
    "cp1250": "Windows-1250 (Central European)",
    "koi8_r": "KOI8-R (Cyrillic)",
    "iso8859_2": "ISO 8859-2 (Central European)",
    "iso8859_5": "ISO 8859-5 (Cyrillic)",
    "mac_roman": "Mac Roman",
    "latin_1": "ISO 8859-1 (Western European)",
    "utf_16_le": "UTF-16",
    "utf_16_be": "UTF-16",
}
_AS_THE_WEB_DOES = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874"}
# declared so, pages are in the Windows encoding of the same letters
_DECLARABLE = ("cp125", "iso8859", "koi8", "utf-", "mac-", "gb", "big5", "euc", "shift", "cp8", "cp9", "tis")


def text(data: bytes, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Decode UTF-8, with or without a byte-order mark (kept as the text's first character)."""
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = (
            f"not UTF-8: byte 0x{data[error.start]:02X} at offset {error.start}; "
            f"it looks like {likely(data)}. Save the file as UTF-8 and try again"
        )
        return "", (Diagnostic("not-utf8", message, path=path, line=line),)


def document(
    data: bytes, path: str, declared: str = "", *, guess: bool = False
) -> tuple[str, str, tuple[Diagnostic, ...]]:
    """Decode by byte-order mark, as UTF-8, as declared, or, where one may guess, as the bytes look.

    Gives the text, the encoding and problems. The mark of UTF-16 and UTF-32 is no part of the text.
    """
    marked = next((name for mark, name in BOMS if data.startswith(mark)), "")
    if marked and (declared or guess):
        return _by(data, marked.lower(), path, "its byte-order mark says")
    found, problems = text(data, path)
    if not problems:
        return found, "utf-8", ()
    if codec := codec_of(declared):
        return _by(data, codec, path, "it declares")
    if not guess:
        return "", "", problems
    if guessed := _guessed(data):
        found = data.decode(guessed)
        message = (
            f"is not UTF-8; read as {NAMES[guessed]}, by the look of its bytes. "
            "Save the file as UTF-8 before you build from it"
        )
        return found, guessed, (Diagnostic("guessed-encoding", message, Severity.WARNING, path=path),)
    return "", "", problems


def codec_of(declared: str) -> str:
    """Python's name of a declared encoding of text, or "" for one that is unknown or no encoding of text."""
    try:
        name = codecs.lookup(declared.strip()[:40]).name if declared.strip().isascii() else ""
    except (LookupError, ValueError):
        return ""
    name = _AS_THE_WEB_DOES.get(name, name)
    return name if name.startswith(_DECLARABLE) and name != "utf-7" else ""


def likely(data: bytes) -> str:
    """Name the encoding the bytes are probably in."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return encoding
    sample = data[:65536]
    if sample.count(0) > len(sample) // 8:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        return "UTF-16" if min(even, odd) * 4 < max(even, odd) else "binary data, not text"
    high = [byte for byte in sample if byte >= 0x80]
    if len(high) * 3 > len(sample):
        return (
            "Windows-1251 (Cyrillic)"
            if sum(byte >= 0xC0 for byte in high) * 10 > len(high) * 8
            else "binary data"
        )
    if any(0x80 <= byte < 0xA0 for byte in high):
        return "Windows-1252 (Western European)"
    return "ISO 8859-1 or Windows-1252 (Western European)"


def _by(data: bytes, codec: str, path: str, why: str) -> tuple[str, str, tuple[Diagnostic, ...]]:
    """Decode strictly; bytes that Windows-1252 leaves free are control characters."""
    for name in (codec, "latin_1") if codec == "cp1252" else (codec,):
        try:
            return data.decode(name), name, ()
        except UnicodeDecodeError as error:
            at, line = error.start, data.count(b"\n", 0, error.start) + 1
    message = (
        f"{why} {shown(codec)}, but the bytes at offset {at} are not. Save the file as UTF-8 and try again"
    )
    return "", "", (Diagnostic("not-utf8", message, path=path, line=line),)


def shown(codec: str) -> str:
    """How people call an encoding."""
    return NAMES.get(codec, codec.upper())


def _guessed(data: bytes) -> str:
    """The candidate that the bytes look most like, or ""."""
    if len(data) < LEAST:
        return ""
    wide = likely(data)
    if wide == "UTF-16":
        little = data[1:SAMPLE:2].count(0) > data[:SAMPLE:2].count(0)
        return _if_whole(data, "utf_16_le" if little else "utf_16_be")
    if b"\0" in data:
        return ""
    import charset_normalizer

    # the letters outside ASCII tell one encoding from another; the lines that have none do not
    lines = [line for line in data[:SAMPLE].splitlines() if not line.isascii()]
    matches: Any = charset_normalizer.from_bytes(
        b"\n".join(lines), cp_isolation=list(CANDIDATES), preemptive_behaviour=False
    )
    found = list(matches)
    if not found:
        return _if_whole(data, "cp1252") or ("latin_1" if wide.startswith(("Windows-1252", "ISO")) else "")
    best = max(round(match.coherence, 2) for match in found)
    near = [each for each in found if each.chaos <= found[0].chaos and each.coherence >= best - MARGIN]
    alike = {name for match in near or found[:1] for name in match.could_be_from_charset}
    return next((name for name in CANDIDATES if name in alike and _if_whole(data, name)), "")


def _if_whole(data: bytes, codec: str) -> str:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return ""
    return codec
