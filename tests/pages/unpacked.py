"""A PDF of ours taken apart into plain objects, changed, and put together again."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

_HEAD = re.compile(rb"(\d+) 0 obj\n")
_STREAM = re.compile(rb"<<.*?/Length (\d+)>>\nstream\n", re.S)


@dataclass(slots=True)
class Unpacked:
    """The objects of a file by their numbers, streams of text unpacked."""

    objects: dict[int, bytes]
    root: int
    info: int

    def swap(self, old: str | bytes, new: str | bytes, times: int = 1) -> None:
        """Replace a stretch of bytes in the first object that holds it; 0 times means wherever it stands."""
        before, after = _bytes(old), _bytes(new)
        found = False
        for number, data in self.objects.items():
            if before in data:
                found = True
                self.objects[number] = data.replace(before, after, times or -1)
                if times:
                    return
        assert found, f"{old!r} is not in the file"

    def pattern(self, pattern: str, new: str) -> None:
        """Replace what a pattern matches in the first object where it does."""
        for number, data in self.objects.items():
            changed, count = re.subn(pattern.encode("latin-1"), new.encode("latin-1"), data, count=1)
            if count:
                self.objects[number] = changed
                return
        raise AssertionError(f"{pattern!r} matches nothing in the file")

    def write(self) -> bytes:
        """Write the file anew, with a plain cross-reference table."""
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places: dict[int, int] = {}
        for number, data in sorted(self.objects.items()):
            places[number] = len(out)
            head, mark, body = data.partition(b">>\nstream\n")
            if mark:
                body = body[: -len(b"\r\nendstream")]
                head = re.sub(rb"/Length \d+", b"/Length %d" % len(body), head)
                data = head + mark + body + b"\r\nendstream"
            out += b"%d 0 obj\n%s\nendobj\n" % (number, data)
        start, size = len(out), max(self.objects) + 1
        out += b"xref\n0 %d\n0000000000 65535 f \n" % size
        for number in range(1, size):
            out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
        ids = "".join(f"<{0:032X}>" for _ in range(2))
        entries = f"<</Size {size}/Root {self.root} 0 R/Info {self.info} 0 R/ID[{ids}]>>"
        out += f"trailer\n{entries}\nstartxref\n{start}\n%%EOF\n".encode()
        return bytes(out)


def take_apart(data: bytes) -> Unpacked:
    """Read a file that our writer made."""
    objects: dict[int, bytes] = {}
    root = info = 0
    at = data.index(b"\n", 10) + 1
    while match := _HEAD.match(data, at):
        stream = _STREAM.match(data, match.end())
        assert stream is not None
        start, end = stream.end(), stream.end() + int(stream[1])
        head, body = stream[0], data[start:end]
        at = data.index(b"endobj\n", end) + 7
        if b"/Type/ObjStm" in head:
            objects.update(_members(head, zlib.decompress(body)))
        elif b"/Type/XRef" in head:
            root, info = (
                int(found[1]) for key in (rb"/Root (\d+)", rb"/Info (\d+)") if (found := re.search(key, head))
            )
        else:
            if b"/FlateDecode" in head and b"/Length1" not in head:
                head, body = head.replace(b"/Filter/FlateDecode", b""), zlib.decompress(body)
            objects[int(match[1])] = head + body + b"\r\nendstream"
    return Unpacked(objects, root, info)


def _members(head: bytes, data: bytes) -> dict[int, bytes]:
    count, first = (int(found) for found in re.findall(rb"/(?:N|First) (\d+)", head))
    numbers = [int(each) for each in data[:first].split()]
    pairs = list(zip(numbers[: 2 * count : 2], numbers[1 : 2 * count : 2], strict=True))
    ends = [offset for _, offset in pairs[1:]] + [len(data) - first + 1]
    return {
        number: data[first + offset : first + end - 1]
        for (number, offset), end in zip(pairs, ends, strict=True)
    }


def _bytes(value: str | bytes) -> bytes:
    return value.encode("latin-1") if isinstance(value, str) else value
