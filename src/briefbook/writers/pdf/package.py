"""The file itself: objects packed into object streams, found through a cross-reference stream."""

from __future__ import annotations

import hashlib
import zlib
from typing import Any

from briefbook.writers.pdf.backend import pdfdoc
from briefbook.writers.pdf.canvas import Raw, Stream

_TOGETHER = 200
# objects in one object stream
_ROW = 7
# bytes of a row of the cross-reference stream: one, four and two (its /W)


def pack(document: Any, canvas: Any) -> bytes:
    """Write the objects of a reportlab document (ISO 32000-1, 7.5.7 and 7.5.8); its id is a hash of them."""
    document.Reference(document.Catalog)
    document.Reference(document.info)
    document.Outlines.prepare(document, canvas)
    if document.Outlines.ready < 0:
        document.Catalog.Outlines = None
    out = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
    position = len(out[0])
    table = bytearray(_row(0, 0, 0xFFFF))
    small: list[tuple[int, bytes]] = []
    groups: list[tuple[list[int], bytes]] = []
    number = 0
    # Objects may ask for further objects while they are written.
    while (number := number + 1) <= document.objectcounter:
        data, alone = _written(document, canvas, number)
        # The row of what goes into an object stream is filled in when the number of the stream is known.
        table += _row(1, position, 0)
        if alone:
            out.append(b"%d 0 obj\n%s\nendobj\n" % (number, data))
            position += len(out[-1])
            continue
        small.append((number, data))
        if len(small) == _TOGETHER:
            groups.append(_object_stream(small))
            small.clear()
    if small:
        groups.append(_object_stream(small))
    for members, stream in groups:
        table += _row(1, position, 0)
        for index, each in enumerate(members):
            table[each * _ROW : (each + 1) * _ROW] = _row(2, number, index)
        out.append(b"%d 0 obj\n%s\nendobj\n" % (number, stream))
        position += len(out[-1])
        number += 1
    out.append(_references(document, table, number, position, out))
    return b"".join(out)


def _written(document: Any, canvas: Any, number: int) -> tuple[bytes, bool]:
    """Give the bytes of an object, and whether it stands alone because it is a stream."""
    name = document.numberToId.get(number)
    if name is None:
        return canvas.entry(number).encode("latin-1"), False
    thing = document.idToObject[name]
    data: bytes = pdfdoc.format(thing, document, toplevel=1)
    if isinstance(thing, Raw | Stream):
        # What is written is let go: a thousand pages of it are much of the memory by now.
        thing.data = type(thing.data)()
    return data, isinstance(thing, pdfdoc.PDFStream)


def _object_stream(group: list[tuple[int, bytes]]) -> tuple[list[int], bytes]:
    """Pack objects; give their numbers beside the stream."""
    heads: list[str] = []
    offset = 0
    for number, data in group:
        heads.append(f"{number} {offset}")
        offset += len(data) + 1
    head = " ".join(heads).encode() + b"\n"
    packed = zlib.compress(head + b"\n".join(data for _, data in group))
    entries = b"<</Type/ObjStm/N %d/First %d" % (len(group), len(head))
    return [number for number, _ in group], _stream(entries, packed)


def _row(kind: int, place: int, index: int) -> bytes:
    """Write where an object is: at a place of the file (1), or in an object stream at an index (2)."""
    return kind.to_bytes(1, "big") + place.to_bytes(4, "big") + index.to_bytes(2, "big")


def _references(document: Any, table: bytearray, number: int, position: int, out: list[bytes]) -> bytes:
    table += _row(1, position, 0)
    digest = hashlib.sha256()
    for part in out:
        digest.update(part)
    name = digest.hexdigest()[:32].upper()
    root = document.idToObjectNumberAndVersion[document.Catalog.__InternalName__][0]
    info = document.idToObjectNumberAndVersion[document.info.__InternalName__][0]
    entries = f"<</Type/XRef/Size {number + 1}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R/ID[<{name}><{name}>]"
    stream = _stream(entries.encode(), zlib.compress(table))
    return b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, stream, position)


def _stream(entries: bytes, packed: bytes) -> bytes:
    return b"%s/Filter/FlateDecode/Length %d>>\nstream\n%s\r\nendstream" % (entries, len(packed), packed)
