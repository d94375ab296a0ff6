"""The archive that a Word file is: its parts and nothing before, between or behind them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from briefbook.writers.grammar.found import Broken, shown

_END = struct.Struct("<4s4H2IH")
_ENTRY = struct.Struct("<4s6H3I5H2I")
_LOCAL = struct.Struct("<4s5H3I2H")
_STAMP = (0, 1 << 5 | 1)
# the first day that an archive can tell, 1 January 1980
_UNIX = 3
_UTF8 = 0x800
LIMIT = 256 << 20
# bytes that one part may unpack to


def parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Every part by its name; nothing may tell of a machine."""
    start, count = _directory(data)
    at, place = 0, start
    seen = set()
    for _ in range(count):
        if place + _ENTRY.size > len(data):
            raise Broken("the archive cannot be unpacked")
        entry = _ENTRY.unpack_from(data, place)
        sign, made, needed, flags, method, hour, day, check, packed, size, long, extra, comment = entry[:13]
        place += _ENTRY.size + long
        name = data[place - long : place]
        head = _LOCAL.pack(b"PK\3\4", needed, flags, method, hour, day, check, packed, size, long, 0) + name
        plain = (sign, made >> 8, flags & ~_UTF8, (hour, day), extra, comment, entry[13], entry[16])
        if plain != (b"PK\1\2", _UNIX, 0, _STAMP, 0, 0, 0, at) or name in seen or not name.isascii():
            raise Broken(f"the archive holds {shown(name)} in a strange way")
        seen.add(name)
        body = data[at + len(head) : at + len(head) + packed]
        if data[at : at + len(head)] != head or len(body) != packed:
            raise Broken("the archive cannot be unpacked")
        at += len(head) + packed
        yield name.decode("ascii"), _unpacked(body, method, size, check)
    if (place, at) != (len(data) - _END.size, start):
        raise Broken("the archive holds something beside its parts")


def _directory(data: bytes) -> tuple[int, int]:
    """Where the list of the parts begins, and how many there are."""
    if len(data) < _END.size:
        raise Broken("the archive cannot be unpacked")
    sign, disk, first, here, count, size, start, comment = _END.unpack(data[-_END.size :])
    if sign != b"PK\5\6" or disk or first or here != count or comment:
        raise Broken("the archive holds something beside its parts")
    if start + size + _END.size != len(data):
        raise Broken("the archive holds something beside its parts")
    return start, count


def _unpacked(body: bytes, method: int, size: int, check: int) -> bytes:
    plain = body
    if method == zlib.DEFLATED:
        machine = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            plain = machine.decompress(body, LIMIT)
        except zlib.error as error:
            raise Broken("the archive cannot be unpacked") from error
        if not machine.eof or machine.unused_data:
            raise Broken("a part holds something behind its end")
    if method not in (0, zlib.DEFLATED) or len(plain) != size or zlib.crc32(plain) != check:
        raise Broken("the archive cannot be unpacked")
    return plain
