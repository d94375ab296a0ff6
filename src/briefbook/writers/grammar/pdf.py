"""A PDF: objects and nothing beside them, each of a kind that we write, none of them active."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat

from briefbook.model.document import Attachment
from briefbook.writers.grammar import pdfobjects, pdftext, tags
from briefbook.writers.grammar.found import Broken, Found, shown

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_STREAM = re.compile(rb"(\d+) 0 obj\n(<<[^\r\n]{0,400}?)/Length (\d+)>>\nstream\n")
_CLOSING = b"\r\nendstream\nendobj\n"
_REFERENCE = re.compile(rb"R 0 (\d++)(?! (?:P|gP|tneraP)/)")
# read from behind, where all have the same beginning; one that leads up, to a parent or a page, keeps nothing
_TREE = re.compile(rb"/Count (\d+)\s*/Kids\s*\[[^\]]*+\][^>]*?/Type\s*/Pages\b")
_PACK = re.compile(rb"<</Type/ObjStm/N (\d+)/First (\d+)/Filter/FlateDecode")
_TABLE = re.compile(
    rb"<</Type/XRef/Size (\d+)/W\[1 4 2\]/Root (\d+) 0 R/Info (\d+) 0 R"
    rb"/ID\[<([0-9A-F]{32})><\4>\]/Filter/FlateDecode"
)
_ROW = struct.Struct(">BIH")
# of the table of objects
LIMIT = 256 << 20
# bytes that one stream may unpack to


@dataclass(slots=True)
class _File:
    """A file taken apart."""

    objects: dict[int, bytes] = field(default_factory=dict)
    streams: dict[int, tuple[bytes, bytes]] = field(default_factory=dict)
    # number: its dictionary but for the length, and its bytes unpacked
    root: int = 0
    info: int = 0


def look(data: bytes, attachments: Sequence[Attachment] = ()) -> Found:
    """Walk a PDF as `writers.pdf` writes it."""
    try:
        file = _apart(data)
    except (Broken, ValueError, zlib.error, struct.error) as broken:
        return Found((str(broken),), (("the file", data.decode("latin-1")),))
    faults: list[str] = []
    objects = [*file.objects.values()]
    joined = b"\n".join(objects) + b"\n"
    texts = [("the objects", joined.decode("latin-1")), ("the objects", pdftext.strings(objects))]
    roles: dict[int, str] = {}
    try:
        faults += _unused(file, joined)
        roles = pdfobjects.check(file.objects, file.root, [each.name for each in attachments])
        faults += _streams(file, roles, attachments)
        texts.append(("the pages", pdftext.pages(file.objects, file.streams, roles)))
    except (Broken, ValueError) as broken:
        faults.append(str(broken))
    # a page without a fault holds figures and glyphs alone
    texts += [
        (f"object {number}", _decoded(body))
        for number, (_, body) in file.streams.items()
        if faults or roles.get(number) != "page"
    ]
    tree = _TREE.search(joined)
    return Found(tuple(faults), tuple(texts), int(tree[1]) if tree else None)


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("latin-1")


# ── the file ─────────────────────────────────────────────────────────────────


def _apart(data: bytes) -> _File:
    """Take a file apart from its first byte to its last; the table of its objects must say the same."""
    if not data.startswith(_HEADER):
        raise Broken("it does not begin as our files do")
    file, at = _File(), len(_HEADER)
    places: dict[int, int] = {}
    rows: dict[int, bytes] = {0: _ROW.pack(0, 0, 0xFFFF)}
    table = b""
    size = number = 0
    while match := _STREAM.match(data, at):
        number, start = int(match[1]), match.end()
        end = start + int(match[3])
        if number in rows or data[end : end + len(_CLOSING)] != _CLOSING:
            raise Broken(f"object {number} stands twice or does not end")
        places[number], rows[number] = at, _ROW.pack(1, at, 0)
        body = _unpacked(data[start:end]) if b"/FlateDecode" in match[2] else data[start:end]
        at = end + len(_CLOSING)
        if pack := _PACK.fullmatch(match[2]):
            members = _members(body, int(pack[1]), int(pack[2]))
            if not members.keys().isdisjoint(rows):
                raise Broken("an object stands twice")
            file.objects |= members
            rows |= zip(members, map(_ROW.pack, repeat(2), repeat(number), range(len(members))), strict=True)
        elif last := _TABLE.fullmatch(match[2]):
            size, file.root, file.info = int(last[1]), int(last[2]), int(last[3])
            table = body
            break
        else:
            file.streams[number] = (match[2], body)
    if not table or data[at:] != b"startxref\n%d\n%%%%EOF\n" % places[number]:
        raise Broken("it has something behind its end, or between two objects")
    if len(rows) != size or table != b"".join([rows.get(each, b"") for each in range(size)]):
        raise Broken("the table of its objects does not say what is in it")
    return file


def _unpacked(body: bytes) -> bytes:
    machine = zlib.decompressobj()
    plain = machine.decompress(body, LIMIT)
    if not machine.eof or machine.unused_data:
        raise Broken("a stream holds something behind its end")
    return plain


def _members(body: bytes, held: int, first: int) -> dict[int, bytes]:
    """The objects of a pack by their numbers."""
    head = list(map(int, body[:first].split()))
    numbers, offsets = head[::2], head[1::2]
    if (
        len(head) != 2 * held
        or offsets != sorted(set(offsets))
        or offsets[:1] != [0]
        or len(set(numbers)) != held
    ):
        raise Broken("a pack of objects does not say what is in it")
    rest = body[first:] + b"\n"
    ends = [*offsets[1:], len(rest)]
    if {rest[end - 1] for end in ends} != {10}:
        raise Broken("an object of a pack does not end")
    return {each: rest[start : end - 1] for each, start, end in zip(numbers, offsets, ends, strict=True)}


def _unused(file: _File, joined: bytes) -> Iterator[str]:
    """Nothing lies in the file that nothing leads to."""
    used = {int(each[::-1]) for each in set(_REFERENCE.findall(joined[::-1]))} | {file.root, file.info}
    known = {*file.objects, *file.streams}
    if lost := sorted(known - used):
        yield f"nothing refers to object {lost[0]}"
    if wild := sorted(used - known):
        yield f"object {wild[0]} is referred to and is not there"


# ── streams ──────────────────────────────────────────────────────────────────


def _streams(file: _File, roles: dict[int, str], attachments: Sequence[Attachment]) -> Iterator[str]:
    """Every stream is what an object says it is, and holds what such a one may."""
    declared = sorted((each.data for each in attachments), key=len)
    there = []
    for number, (head, body) in file.streams.items():
        role = roles.get(number, "")
        if not role or not pdfobjects.HEADS[role].fullmatch(head):
            yield f"object {number} is a stream of a kind that may not be in it"
        elif role == "page" and (strange := pdftext.strange(body)):
            yield f"object {number}: a page holds {shown(strange)}"
        elif role == "file":
            there.append(body)
        elif role == "metadata":
            if b"<!" in body or tags.entities(body):
                yield f"object {number}: the properties hold a declaration"
            tags.parse(body)
    if sorted(there, key=len) != declared:
        yield "what is attached is not what the document declares"
