"""Somebody else's Word file, opened with care: its directory is looked at before anything is unpacked."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from briefbook import limits

_RATIO_FROM = 1024 * 1024
_DIRECTORY_LIMIT = 1024 * 1024
# bytes of the archive's directory
_OLD = b"\xd0\xcf\x11\xe0"
# compound files: Word 97, and new files with a password
_END = b"PK\x05\x06"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_DOCTYPES = tuple("<!DOCTYPE".encode(form) for form in ("utf-8", "utf-16-le", "utf-16-be"))


class Refused(Exception):
    """A file that may not be used; the message goes on the sentence "the letterhead …"."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of a part."""

    identity: str
    kind: str
    # last part of the type, e.g. "image"
    target: str
    # name of a member, or an address
    external: bool


class Archive:
    """The members of a package, read one by one within limits."""

    def __init__(self, data: bytes) -> None:
        """Open an archive, or refuse it by its directory alone."""
        self._archive = _opened(data)
        self.sizes = _looked_at(self._archive)
        self._roots: dict[str, etree._Element] = {}
        self._elements = 0
        self._defaults: dict[str, str] = {}
        self._overrides: dict[str, str] = {}
        if "[Content_Types].xml" not in self.sizes:
            raise Refused("is not a Word file: it is a zip archive of something else")
        for element in self.xml("[Content_Types].xml"):
            content_type = element.get("ContentType", "")
            if element.tag == f"{_TYPES}Default":
                self._defaults[element.get("Extension", "").lower()] = content_type
            elif element.tag == f"{_TYPES}Override":
                self._overrides[element.get("PartName", "").removeprefix("/").lower()] = content_type

    def read(self, name: str) -> bytes:
        """Read one member."""
        if name not in self.sizes:
            raise Refused(f"lacks its part {name[:80]!r}")
        try:
            with self._archive.open(name) as stream:
                return stream.read(self.sizes[name] + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
            raise Refused(f"is damaged: its part {name[:80]!r} cannot be unpacked") from error

    def xml(self, name: str) -> etree._Element:
        """Read one member as XML, without comments and without anything declared in a DOCTYPE."""
        if name not in self._roots:
            data = self.read(name)
            self._elements += data.count(b"<") - data.count(b"</")
            _bounded(name, "bytes", len(data), "archive_part")
            _bounded(name, "elements with those before", self._elements, "archive_elements")
            parser = etree.XMLParser(
                resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
            )
            try:
                root = etree.fromstring(data, parser)
            except (etree.XMLSyntaxError, ValueError) as error:
                raise Refused(f"is damaged: its part {name[:80]!r} is not XML") from error
            if any(mark in data for mark in _DOCTYPES) or root.getroottree().docinfo.internalDTD is not None:
                raise Refused(f"declares a DOCTYPE in its part {name[:80]!r}, which no Word file does")
            self._roots[name] = root
        return self._roots[name]

    def content_type(self, name: str) -> str:
        """Give the content type of a part."""
        ending = name.rpartition(".")[2].lower()
        return self._overrides.get(name.lower()) or self._defaults.get(ending, "")

    def content_types(self) -> set[str]:
        """Give every content type that is declared."""
        return {*self._defaults.values(), *self._overrides.values()}

    def relations(self, source: str) -> tuple[Relation, ...]:
        """Give the relationships of a part; those of the package itself for ""."""
        folder, _, file = source.rpartition("/")
        name = posixpath.join(folder, "_rels", f"{file}.rels")
        if name not in self.sizes:
            return ()
        return tuple(_relation(element, folder) for element in self.xml(name).iter(_RELATIONS))


def _relation(element: etree._Element, folder: str) -> Relation:
    target, external = element.get("Target", ""), element.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
    kind = element.get("Type", "").rpartition("/")[2]
    return Relation(element.get("Id", ""), kind, target, external)


def _opened(data: bytes) -> zipfile.ZipFile:
    if data.startswith(_OLD):
        raise Refused("is an old .doc or has a password; save it in Word as .docx without one")
    place = data.rfind(_END, max(0, len(data) - 65_557))
    if place < 0 or len(data) < place + 22:
        raise Refused("is not a Word file (.docx or .dotx)")
    members, size = struct.unpack_from("<HI", data, place + 10)
    most = limits.of("archive_members")
    if members > most or size > _DIRECTORY_LIMIT:
        raise Refused(f"has {members:,} parts; the limit is {most:,} (archive_members)")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error, IndexError) as error:
        raise Refused("is not a Word file (.docx or .dotx), or is damaged") from error


def _looked_at(archive: zipfile.ZipFile) -> dict[str, int]:
    sizes: dict[str, int] = {}
    most, ratio = limits.of("archive_members"), limits.of("archive_ratio")
    for member in archive.infolist():
        name = member.filename
        if member.is_dir():
            continue
        if name in sizes or name.startswith("/") or "\\" in name or ".." in name.split("/"):
            raise Refused(f"is damaged: it holds the part {name[:80]!r} twice or in a strange place")
        if member.flag_bits & 1 or member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused("has a password or an unusual compression; save it anew in Word")
        if member.file_size > max(_RATIO_FROM, ratio * member.compress_size):
            raise Refused(
                f"unpacks {name[:80]!r} to more than {ratio} times its size, the limit (archive_ratio)"
            )
        sizes[name] = member.file_size
    if len(sizes) > most:
        raise Refused(f"has {len(sizes):,} parts; the limit is {most:,} (archive_members)")
    if sum(sizes.values()) > (most := limits.of("archive_bytes")):
        raise Refused(f"unpacks to {sum(sizes.values()):,} bytes; the limit is {most:,} (archive_bytes)")
    return sizes


def _bounded(name: str, what: str, count: int, limit: str) -> None:
    if count > (most := limits.of(limit)):
        message = f"its part {name[:80]!r} has {count:,} {what}; the limit is {most:,} ({limit})"
        raise Refused(f"is too large: {message}")
