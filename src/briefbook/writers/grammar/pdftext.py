"""What stands on the pages of a PDF, and in its strings."""

from __future__ import annotations

import re
from functools import lru_cache

_NUMBER = rb"-?\d*\.?\d+(?:e-\d+)?"
_COLOUR = rb"(?:" + _NUMBER + rb" ){3}"
_SHOWN = re.compile(rb"\[[<>0-9A-F.\- ]*+\] TJ\n")
_LINE = re.compile(
    rb"|/[A-Za-z][A-Za-z0-9]{0,15} <</MCID \d+>> BDC|/Artifact <</Type/(?:Pagination|Layout)>> BDC|EMC|ET"
    rb"|BT 1 0 0 1 " + _NUMBER + rb" " + _NUMBER + rb" Tm|/T\d+ " + _NUMBER + rb" Tf|" + _COLOUR + rb"rg"
    rb"|" + _NUMBER + rb" T[cs]"
    rb"|q (?:1 J )?" + _NUMBER + rb" w (?:\[0 4\] 0 d|" + _COLOUR + rb"RG) (?:" + _NUMBER + rb" ){2}m (?:"
    + _NUMBER + rb" ){2}l S Q"
    rb"|q " + _COLOUR + rb"rg (?:" + _NUMBER + rb" ){4}re f Q"
)  # fmt: skip
_FIGURE = re.compile(rb"\d+\.\d+|\d\d+")
# those that differ from line to line
_FONTS = re.compile(rb"/T(\d+) (\d+) 0 R")
_CMAP = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
_KERNED = re.compile(rb">[-0-9. ]*<")
_TOKEN = re.compile(rb"/(T\d+) |\[-?[0-9.]*<([0-9A-F]*)>[^\]]*\] TJ|( Tm)\n")
_LINE_END = b"FFFF"
# stands for the end of a line among the codes of glyphs
_WIDE = re.compile(rb"<FEFF([0-9A-F]*)>")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.S)
_PLAIN = re.compile(rb"(\((?:[^()\\]|\\.)*+\))", re.S)


def strange(body: bytes) -> bytes:
    """The first line of a page that is none of those that we write, or b""."""
    plain = _FIGURE.sub(b"00", _SHOWN.sub(b"", body).strip(b"\n "))
    return next((line or b"?" for line in sorted(set(plain.split(b"\n"))) if not _is_ours(line)), b"")


@lru_cache(maxsize=2000)
def _is_ours(line: bytes) -> bool:
    return _LINE.fullmatch(line.rstrip(b" ")) is not None


def strings(data: bytes) -> str:
    """Every string of some objects as its words, where these are not its bytes."""
    wide = b"00 0A".join(_WIDE.findall(data)).decode()
    escaped = (each for each in _PLAIN.findall(data) if b"\\" in each)
    return "\n".join((bytes.fromhex(wide).decode("utf-16-be", "replace"), *map(literal, escaped)))


def literal(data: bytes) -> str:
    """The words of one string, with or without its brackets."""
    if data.startswith(b"<"):
        return bytes.fromhex(data[5:-1].decode()).decode("utf-16-be", "replace")
    inner = data[1:-1] if data.startswith(b"(") else data
    raw = _ESCAPE.sub(
        lambda match: bytes([int(match[1], 8) & 255]) if len(match[1]) == 3 else match[1], inner
    )
    wide = raw.startswith(b"\xfe\xff")
    return raw[2:].decode("utf-16-be", "replace") if wide else raw.decode("latin-1")


def pages(objects: dict[int, bytes], streams: dict[int, tuple[bytes, bytes]], roles: dict[int, str]) -> str:
    """The words of all pages as a reader copies them, by the maps of the fonts."""
    maps: dict[bytes, dict[int, str]] = {}
    for data in objects.values():
        if data.startswith(b"<<\n/T0 "):
            for tag, font in _FONTS.findall(data):
                found = re.search(rb"/ToUnicode (\d+) 0 R", objects.get(int(font), b""))
                maps[b"T" + tag] = _map(streams[int(found[1])][1]) if found else {}
    return "\n".join(
        _words(body, maps) for number, (_, body) in streams.items() if roles.get(number) == "page"
    )


def _map(cmap: bytes) -> dict[int, str]:
    rows = _CMAP.findall(cmap)
    known = {0xFFFF: "\n"}
    return known | {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be", "replace") for code, text in rows
    }


def _words(body: bytes, maps: dict[bytes, dict[int, str]]) -> str:
    out: list[str] = []
    codes: list[bytes] = []
    now: dict[int, str] = {}
    for font, shown, line in (*_TOKEN.findall(_KERNED.sub(b"", body)), (b"T", b"", b"")):
        if line:
            codes.append(_LINE_END)
        elif shown:
            codes.append(shown)
        elif font:
            held = bytes.fromhex(b"".join(codes).decode()).decode("utf-16-be", "replace")
            out.append(held.translate(now))
            codes.clear()
            now = maps.get(font, {})
    return "".join(out).replace("\xad\n", "").replace("\u034f", "")
