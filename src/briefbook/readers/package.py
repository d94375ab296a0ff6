"""The parts of a Word file, unpacked with care: the archive's directory is looked at first."""

import io
import zipfile
import zlib
from typing import Any

MAX_BYTES = 64 * 1024 * 1024
MAX_MEMBERS = 2000
MAX_PART = 16 * 1024 * 1024
# bytes of one part, unpacked; pictures are never unpacked
MAX_SUM = 256 * 1024 * 1024
# bytes of all members, by the directory
MAX_RATIO = 200
# of unpacked to packed, for members over a megabyte
MAX_ELEMENTS = 300_000
# of one part: a tree takes some two hundred bytes for each
_DOCTYPES = tuple("<!DOCTYPE".encode(form) for form in ("utf-8", "utf-16-le", "utf-16-be"))
_OPENINGS = tuple("<".encode(form) for form in ("utf-16-le", "utf-16-be"))


class RefusedError(Exception):
    """A file that cannot be read whole; the message goes on the sentence "the file …"."""


class Package:
    """An archive whose members are read one by one, within limits."""

    def __init__(self, data: bytes) -> None:
        """Open the archive, or refuse it by its directory alone."""
        if len(data) > MAX_BYTES:
            raise RefusedError(f"has {len(data):,} bytes; the limit for a Word file is {MAX_BYTES:,}")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
            raise RefusedError("is a damaged or cut Word file: its archive has no directory") from error
        members = self._archive.infolist()
        if len(members) > MAX_MEMBERS:
            raise RefusedError(f"has {len(members):,} parts; the limit is {MAX_MEMBERS:,}")
        total = sum(member.file_size for member in members)
        if total > MAX_SUM:
            raise RefusedError(f"unpacks to {total:,} bytes; the limit is {MAX_SUM:,}")
        self._members: dict[str, zipfile.ZipInfo] = {}
        for member in members:
            if member.flag_bits & 1:
                raise RefusedError("is locked with a password; save it without one")
            if member.filename in self._members:
                raise RefusedError(
                    f"has the part {member.filename[:60]!r} twice; no honest program writes that"
                )
            if member.file_size > 1024 * 1024 and member.file_size > MAX_RATIO * max(1, member.compress_size):
                raise RefusedError(
                    f"has a part {member.filename[:60]!r} packed more than {MAX_RATIO} to 1, as in a zip bomb"
                )
            self._members[member.filename] = member

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return name in self._members

    def xml(self, name: str) -> Any:
        """The root of a part that is XML, without a document type, entities or network."""
        from lxml import etree

        data = self._read(name)
        if any(mark in data for mark in _DOCTYPES):
            raise RefusedError(f"has a document type (DOCTYPE) in its part {name!r}, which Word never writes")
        if data.count(b"<") + sum(data.count(mark) for mark in _OPENINGS) > 3 * MAX_ELEMENTS:
            raise RefusedError(f"has more than {MAX_ELEMENTS:,} elements in its part {name!r}")
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise RefusedError(f"is damaged: its part {name!r} is not well-formed") from error

    def _read(self, name: str) -> bytes:
        if name not in self._members:
            raise RefusedError(f"is not a whole Word file: it lacks its part {name!r}")
        member = self._members[name]
        if member.file_size > MAX_PART:
            raise RefusedError(
                f"has {member.file_size:,} bytes in its part {name!r}; the limit is {MAX_PART:,}"
            )
        try:
            with self._archive.open(member) as stream:
                data = stream.read(MAX_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
            raise RefusedError(f"is damaged: its part {name!r} cannot be unpacked") from error
        if len(data) > MAX_PART:
            raise RefusedError(
                f"has more than {MAX_PART:,} bytes in its part {name!r}, whatever its directory says"
            )
        return data
