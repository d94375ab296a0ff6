"""A source: one document with its metadata and its words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefbook.model.date import PartialDate


@dataclass(frozen=True, slots=True)
class Digested:
    """The publication that a reading note of our own reports."""

    publisher: str
    date: PartialDate | None
    lang: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What `sources.toml` says of a source."""

    id: str
    path: str
    # relative to the workspace, with forward slashes
    title: str = ""
    publisher: str = ""
    author: str = ""
    date: PartialDate | None = None
    lang: str = ""
    # BCP 47; "" = not declared
    url: str = ""
    accessed: PartialDate | None = None
    kind: str = "other"
    # press | statement | statistics | note | other
    reliability: str = ""
    # Admiralty code A to F
    wire: str = ""
    digests: Digested | None = None
    # only of kind "note": whose words our own ones report
    translations: Mapping[str, str] = field(default_factory=dict)
    # of the title, by language; under "" one that says no language
    index: int | None = None
    # its place in `sources.toml`, counted from 0; None for a source that is not listed


@dataclass(frozen=True, slots=True)
class Source:
    """A source as read: metadata, hash and text."""

    meta: Metadata
    sha256: str
    # 64 hex digits, of the file's bytes
    text: str
    # the decoded file, or the text extracted from it, nothing normalised; quotes are found here
    pages: tuple[int, ...] = ()
    # where each page begins, as an offset; () for a source without pages
    text_sha256: str = ""
    # 64 hex digits, of the extracted text as UTF-8; "" where the text is the file itself

    @property
    def id(self) -> str:
        """The name that facts use for this source."""
        return self.meta.id
