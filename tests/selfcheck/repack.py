"""Finished files opened, changed in their bytes and closed again."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib

import unpacked

_STAMP = (1980, 1, 1, 0, 0, 0)


def members(data: bytes) -> dict[str, bytes]:
    """The members of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes], stamp: tuple[int, ...] = _STAMP, extra: bytes = b"") -> bytes:
    """A Word file as our writer closes it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            member = zipfile.ZipInfo(name, stamp)  # type: ignore[arg-type]
            member.compress_type, member.create_system, member.extra = zipfile.ZIP_DEFLATED, 3, extra
            member.external_attr = 0o644 << 16
            archive.writestr(member, data)
    return buffer.getvalue()


def packed(file: unpacked.Unpacked) -> bytes:
    """A PDF as our writer closes it: small objects in one pack, a table of references as a stream."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    rows = {0: (0).to_bytes(5, "big") + b"\xff\xff"}
    small = {number: data for number, data in file.objects.items() if b">>\nstream\n" not in data}
    for number, data in sorted(file.objects.items()):
        if number not in small:
            rows[number] = b"\1" + len(out).to_bytes(4, "big") + b"\0\0"
            out += b"%d 0 obj\n%s\nendobj\n" % (number, _stream(data))
    pack = max(file.objects) + 1
    heads, bodies, at = [], [], 0
    for index, (number, data) in enumerate(sorted(small.items())):
        heads.append(f"{number} {at}")
        bodies.append(data)
        at += len(data) + 1
        rows[number] = b"\2" + pack.to_bytes(4, "big") + index.to_bytes(2, "big")
    head = " ".join(heads).encode() + b"\n"
    rows[pack] = b"\1" + len(out).to_bytes(4, "big") + b"\0\0"
    body = zlib.compress(head + b"\n".join(bodies))
    entries = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>"
    entries %= (len(small), len(head), len(body))
    out += b"%d 0 obj\n%s\nstream\n%s\r\nendstream\nendobj\n" % (pack, entries, body)
    start, last = len(out), pack + 1
    rows[last] = b"\1" + start.to_bytes(4, "big") + b"\0\0"
    name = hashlib.sha256(out).hexdigest()[:32].upper()
    table = zlib.compress(b"".join(rows[number] for number in range(last + 1)))
    entries = f"<</Type/XRef/Size {last + 1}/W[1 4 2]/Root {file.root} 0 R/Info {file.info} 0 R".encode()
    entries += f"/ID[<{name}><{name}>]/Filter/FlateDecode/Length {len(table)}>>".encode()
    out += b"%d 0 obj\n%s\nstream\n%s\r\nendstream\nendobj\n" % (last, entries, table)
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


def _stream(data: bytes) -> bytes:
    head, _, body = data.partition(b">>\nstream\n")
    body = body[: -len(b"\r\nendstream")]
    body = zlib.decompress(body) if _zipped(body) else body
    head = re.sub(rb"(?:/Filter/FlateDecode)?/Length \d+$", b"", head)
    if b"/Metadata" not in head:
        head, body = (
            head + b"/Filter/FlateDecode",
            zlib.compress(body),
        )
    return head + b"/Length %d>>\nstream\n%s\r\nendstream" % (len(body), body)


def _zipped(body: bytes) -> bool:
    try:
        zlib.decompress(body)
    except zlib.error:
        return False
    return True
