"""Pictures and fonts in a file: what they are, and the words that they carry."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from briefbook.writers.grammar.found import Broken

MAGIC = {
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "gif": (b"GIF87a", b"GIF89a"),
    "bmp": (b"BM",),
    "tif": (b"II*\0", b"MM\0*"),
    "tiff": (b"II*\0", b"MM\0*"),
    "emf": (b"\x01\0\0\0",),
    "wmf": (b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0", b"\x02\0\x09\0"),
    "odttf": (b"",),
}
DRAWN = frozenset((b"IHDR", b"PLTE", b"IDAT", b"IEND", b"pHYs", b"sRGB", b"gAMA"))
# the pieces of a PNG that we draw
LIMIT = 1 << 20
# bytes that a piece of text in a PNG may unpack to


def faults(name: str, data: bytes) -> Iterator[str]:
    """What is wrong with a picture by its first bytes; with one that we draw, by all its pieces."""
    ending = name.rpartition(".")[2]
    if ending not in MAGIC or not data.startswith(MAGIC[ending]):
        yield "it is not what its name says"
    elif name.startswith("word/media/chart") and (strange := {kind for kind, _ in _pieces(data)} - DRAWN):
        yield f"the drawing holds {min(strange)!r}"


def words(data: bytes) -> str:
    """Everything in a picture that may be words, unpacked."""
    if not data.startswith(MAGIC["png"]):
        return data.decode("latin-1")
    return "\n".join(_text(kind, body) for kind, body in _pieces(data) if kind not in DRAWN)


def _pieces(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The pieces of a PNG; nothing may stand behind the last."""
    at = 8
    kind = b""
    while at < len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if at + size + 12 > len(data):
            raise Broken("the picture is cut off")
        yield kind, data[at + 8 : at + 8 + size]
        at += size + 12
        if kind == b"IEND" and at != len(data):
            raise Broken("something stands behind the picture")
    if kind != b"IEND":
        raise Broken("the picture has no end")


def _text(kind: bytes, body: bytes) -> str:
    plain = body.decode("latin-1")
    if kind in (b"zTXt", b"iCCP", b"iTXt"):
        start = body.find(b"\x78", body.find(b"\0"))
        try:
            plain += (
                zlib.decompressobj().decompress(body[start:], LIMIT).decode("latin-1") if start > 0 else ""
            )
        except zlib.error:
            return plain
    return plain
