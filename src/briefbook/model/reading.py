"""What a reader makes of a file: its words, and what the file itself says of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the text that the file's own structure names."""

    start: int
    end: int
    # half-open code-point offsets in the reading's text
    kind: str
    # heading | item | cell | caption | note | quote | header | footer | aside
    # aside: what stands beside an article, such as menus and related links; told by propose's reading only
    level: int = 0
    # of a heading, 1 to 6


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a document, in which quotes are found, and the document's own account of itself."""

    text: str
    # plain text and Markdown: the decoded file, nothing normalised; else the extracted text
    media: str = "text/plain"
    # media type, by content
    encoding: str = "utf-8"
    # of a file of text, as Python names it
    pages: tuple[int, ...] = ()
    # where each page begins, as an offset; () for a file without pages
    claims: Mapping[str, str] = field(default_factory=dict)
    # title, publisher, author, date (EDTF level 0), lang, url: only what the file plainly says
    stretches: tuple[Stretch, ...] = ()
    # in order; stretches may lie within each other
