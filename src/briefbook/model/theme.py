"""How a document looks, in points (1/72 inch) and sRGB hex colours; both page formats read the same theme."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Type:
    """A size of type and its leading, in points."""

    size: float
    leading: float
    before: float = 0.0
    # space above the block
    after: float = 0.0
    # space below the block


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet and its margins, in points."""

    width: float = 595.276
    height: float = 841.89
    top: float = 71.0
    right: float = 71.0
    bottom: float = 74.0
    left: float = 71.0
    binding: float = 0.0
    # added to the inner margin, which is left on odd pages of the PDF and right on even ones


@dataclass(frozen=True, slots=True)
class Colours:
    """sRGB colours as six hex digits."""

    text: str = "000000"
    heading: str = "1F3864"
    link: str = "1F4E79"
    mark: str = "1F4E79"
    rule: str = "808080"
    quiet: str = "4D4D4D"
    # running header, page number
    chart: str = ""
    # the bars of charts; "" = the heading's colour


@dataclass(frozen=True, slots=True)
class Theme:
    """Everything about looks that is not in the document."""

    name: str = "default"
    page: Page = field(default_factory=Page)
    colours: Colours = field(default_factory=Colours)
    font: str = "Source Serif 4"
    # family of the PDF: of an installed font package, or of the theme's own files
    font_files: Mapping[str, bytes] = field(default_factory=dict, hash=False)
    # the theme's own font files, which have been checked: "text", "bold", "italic", "bold_italic"
    docx_font: str = "Cambria"
    # family of the DOCX: must be on the reader's machine
    body: Type = Type(10.5, 14.0, 0, 6.0)
    note: Type = Type(8.5, 10.8, 0, 1.5)
    table: Type = Type(9.5, 12.5, 0, 12.0)
    title: Type = Type(20.0, 25.0, 0, 10.0)
    heading: Type = Type(14.0, 18.0, 16.0, 5.0)
    # level 2: a section
    subheading: Type = Type(11.0, 14.0, 9.0, 3.0)
    # level 3: a part of a section
    justify: bool = True
    hyphenate: bool = True
    contents_when: str = "auto"
    # table of contents of the PDF: "always", "never" or "auto", in documents of more than four pages
    quote_limit: int = 0
    # characters of a quote printed in a note; 0 = all
    note_repeat: str = "short"
    # in the DOCX, where a fact is cited again: "short" = a new short note, "reference" = the first one's mark
    note_restart: str = "document"
    # in the DOCX, what notes are counted over: "document" | "section"
    docx_reference: bytes = b""
    # the letterhead of the DOCX, a Word file that has been checked; b"" = none
    numbered_headings: bool = False
    # in the DOCX: 1., 1.1 …
    contents: bool = False
    # in the DOCX: a table of contents below the head block
    marking_order: tuple[str, ...] = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")
    # the marks that facts may carry, lowest first (Traffic Light Protocol 2.0, FIRST)
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)
    # words that replace those of the document's language
