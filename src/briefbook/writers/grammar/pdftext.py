"""What stands on the pages of a PDF, and in its strings."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping

_NUMBER = rb"-?(?:\d++(?:\.\d++)?|\.\d++)(?:e-\d++)?"
_COLOUR = rb"(?:" + _NUMBER + rb" ){3}"
_SHOWING = rb"\[([<>0-9A-F.\- ]*+)\] TJ\n"
_PAGE = re.compile(
    rb"(?:(?:" + _SHOWING[:-2] + rb"|ET|BT 1 0 0 1 " + _NUMBER + rb" " + _NUMBER + rb" Tm|EMC"
    rb"|/(?:H[1-6]|[A-Z][A-Za-z]{0,11}+) <</MCID \d++>> BDC|/Artifact <</Type/(?:Pagination|Layout)>> BDC"
    rb"|/T\d++ " + _NUMBER + rb" Tf|" + _COLOUR + rb"rg|" + _NUMBER + rb" T[cs]"
    rb"|q (?:1 J )?" + _NUMBER + rb" w (?:\[0 4\] 0 d|" + _COLOUR + rb"RG) (?:" + _NUMBER + rb" ){2}m (?:"
    + _NUMBER + rb" ){2}l S Q"
    rb"|q " + _COLOUR + rb"rg (?:" + _NUMBER + rb" ){4}re f Q|) *+\n)*+"
)  # fmt: skip
# the lines that we write, one after the other
_SHOWN = re.compile(_SHOWING)
_FONT = re.compile(rb"/(T\d+) \S+ Tf\n")
_FONTS = re.compile(rb"/(T\d+) (\d+) 0 R")
_CMAP = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
_LINE_END, _FONT_END = b"<FFFF>", b"<FFFE>"
# no glyph has these codes
_WIDE = re.compile(rb"<FEFF([0-9A-F]*)>")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.S)
_PLAIN = re.compile(rb"(\((?:[^()\\]|\\.)*+\))", re.S)


def strange(body: bytes) -> bytes:
    """The first line of a page that is none of those that we write, or b""."""
    whole = body if body.endswith(b"\n") else body + b"\n"
    match = _PAGE.match(whole)
    return whole[match.end() :].partition(b"\n")[0] if match else b"?"


def strings(objects: list[bytes]) -> str:
    """Every string of some objects as its words, where these are not its bytes."""
    wide = b"00 0A".join(_WIDE.findall(b"\n".join(objects))).decode()
    escaped = (words for each in objects if b"\\" in each for words in _PLAIN.findall(each) if b"\\" in words)
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
                maps[tag] = _map(streams[int(found[1])][1]) if found else {}
    return "\n".join(
        _words(body, maps) for number, (_, body) in streams.items() if roles.get(number) == "page"
    )


def _map(cmap: bytes) -> dict[int, str]:
    rows = _CMAP.findall(cmap)
    codes = bytes.fromhex(b"".join([code for code, _ in rows]).decode())
    texts = bytes.fromhex(b"FFFE".join([text for _, text in rows]).decode()).decode("utf-16-be", "replace")
    known = {0xFFFF: "\n"}
    return known | dict(zip(struct.unpack(f">{len(rows)}H", codes), texts.split("\ufffe"), strict=False))


def _words(body: bytes, maps: Mapping[bytes, Mapping[int, str]]) -> str:
    fonts = [b""]
    codes: list[bytes] = []
    # the codes of all glyphs, with marks where a line and where a font ends
    pieces = _SHOWN.split(body)
    for before, shown in zip(pieces[::2], pieces[1::2], strict=False):
        if b" Tf\n" in before:
            fonts += _FONT.findall(before)[-1:]
            codes.append(_FONT_END)
        if b" Tm\n" in before:
            codes.append(_LINE_END)
        codes.append(shown)
    # what stands between two brackets is a distance
    plain = b"".join(codes).replace(b"><", b"").replace(b"<", b">").split(b">")[1::2]
    runs = bytes.fromhex(b"".join(plain).decode()).decode("utf-16-be", "replace").split("\ufffe")
    words = [run.translate(maps.get(font, {})) for font, run in zip(fonts, runs, strict=False)]
    return "".join(words).replace("\xad\n", "").replace("\u034f", "")
