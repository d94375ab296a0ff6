"""The file itself: objects packed into object streams, found through a cross-reference stream."""

from __future__ import annotations

import hashlib
import struct
from itertools import accumulate
from typing import Any

from briefbook.writers import deflate
from briefbook.writers.pdf.backend import pdfdoc
from briefbook.writers.pdf.canvas import Raw, Stream

_TOGETHER = 200
# objects in one object stream
_ROW = struct.Struct(">BIH")
# a row of the cross-reference stream (its /W): where an object is, at a place of the file (1) or in an object
# stream at an index (2)


def pack(document: Any, canvas: Any) -> bytes:
    """Write the objects of a reportlab document (ISO 32000-1, 7.5.7 and 7.5.8); its id is a hash of them."""
    document.Reference(document.Catalog)
    document.Reference(document.info)
    document.Outlines.prepare(document, canvas)
    if document.Outlines.ready < 0:
        document.Catalog.Outlines = None
    out = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
    position = len(out[0])
    table = bytearray(_ROW.pack(0, 0, 0xFFFF))
    small: list[tuple[int, bytes]] = []
    groups: list[tuple[list[int], bytes]] = []
    number = 0
    # Objects may ask for further objects while they are written.
    while (number := number + 1) <= document.objectcounter:
        data, alone = _written(document, canvas, number)
        # The row of what goes into an object stream is filled in when the number of the stream is known.
        table += _ROW.pack(1, position, 0)
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
        table += _ROW.pack(1, position, 0)
        for index, each in enumerate(members):
            _ROW.pack_into(table, each * _ROW.size, 2, number, index)
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
    numbers = [number for number, _ in group]
    offsets = accumulate([len(data) + 1 for _, data in group], initial=0)
    head = " ".join([f"{number} {offset}" for number, offset in zip(numbers, offsets, strict=False)]).encode()
    packed = deflate.packed(head + b"\n" + b"\n".join([data for _, data in group]))
    entries = b"<</Type/ObjStm/N %d/First %d" % (len(group), len(head) + 1)
    return numbers, _stream(entries, packed)


def _references(document: Any, table: bytearray, number: int, position: int, out: list[bytes]) -> bytes:
    table += _ROW.pack(1, position, 0)
    digest = hashlib.sha256()
    for part in out:
        digest.update(part)
    name = digest.hexdigest()[:32].upper()
    root = document.idToObjectNumberAndVersion[document.Catalog.__InternalName__][0]
    info = document.idToObjectNumberAndVersion[document.info.__InternalName__][0]
    entries = f"<</Type/XRef/Size {number + 1}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R/ID[<{name}><{name}>]"
    stream = _stream(entries.encode(), deflate.packed(table))
    return b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, stream, position)


def _stream(entries: bytes, packed: bytes) -> bytes:
    return b"%s/Filter/FlateDecode/Length %d>>\nstream\n%s\r\nendstream" % (entries, len(packed), packed)
