"""A document drawn from any bytes: the same bytes give the same document.

What the pipeline never hands to a writer is not drawn: characters that may not be printed, tables with rows
of unequal length, links that are no addresses, notes out of order.
"""

from briefbook.model import document as d
from briefbook.model.date import PartialDate
from briefbook.text import characters

SIGNS = [
    "trade",
    "visit",
    "of",
    "the",
    "Prime",
    "Minister",
    "13.5",
    "million",
    "€",
    "–",
    "“words”",
    "’",
    "…",
    "\xa0",
    "\xad",
    "\u2060",
    "Việt",
    "Nam",
    "өнөктөштүк",
    "сторон",
    "ελληνικά",
    "עברית",
    "العربية",
    "中文",
    "日本",
    "한국어",
    "हिन्दी",
    "ไทย",
    "🇻🇳",
    "👩\u200d👩\u200d👧",
    "ẹ́",
    "ﬁ",
    "ſ",
    "ß",
    "İ",
    "ı",
    "Pneumonoultramicroscopicsilicovolcanoconiosis",
    "<b>&amp;</b>",
    "]]>",
    "\\",
    "{",
    "}",
    "%",
    "$",
    "#",
    "~",
    "^",
    "_",
    "*",
    "|",
    "`",
    "[x](y)",
]
LANGUAGES = ("en", "vi", "fr", "de", "ar", "zh-Hant", "ky", "tlh", "x-none")


class Chance:
    """Choices that some bytes make; when they are used up every choice is the first."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def upto(self, most: int) -> int:
        """A number from 0 to most."""
        value = self.data[self.at] if self.at < len(self.data) else 0
        self.at += 1
        return value % (most + 1)

    @property
    def spent(self) -> bool:
        """Whether all bytes are used up."""
        return self.at >= len(self.data)

    def words(self, most: int = 12) -> str:
        """Some words, or some characters out of the bytes themselves."""
        if self.upto(3) == 3:
            size = self.upto(40)
            piece = self.data[self.at : self.at + size].decode("utf-8", "replace")
            self.at += size
            return characters.printable(piece).replace("\u00ad", "") or "x"
        return " ".join(SIGNS[self.upto(len(SIGNS) - 1)] for _ in range(1 + self.upto(most)))


def document(data: bytes) -> d.Document:
    """Draw a document."""
    chance = Chance(data)
    draw = Drawing(chance)
    blocks: list[d.Block] = [d.Heading(1, (d.Text(draw.said()),), "title")]
    while not chance.spent and len(blocks) < 40:
        blocks.append(draw.block())
    return d.Document(
        title=draw.said(),
        lang=LANGUAGES[chance.upto(len(LANGUAGES) - 1)],
        blocks=tuple(blocks),
        header=draw.said(),
        date=PartialDate(2031, 4, 9) if chance.upto(1) else None,
        subject=draw.said(),
        keywords=(draw.said(), draw.said()),
        marking=draw.said() if chance.upto(1) else "",
        attachments=(d.Attachment("facts.json", "application/json", b"{}", "Facts"),)
        if chance.upto(1)
        else (),
        labels={"page_of": "Page {page} of {pages}", "notes": "Notes"},
    )


class Drawing:
    """Blocks and inlines of one document, with its notes counted."""

    def __init__(self, chance: Chance) -> None:
        self.chance, self.notes, self.names = chance, 0, 0

    def said(self) -> str:
        """Printable words, never empty."""
        return self.chance.words().strip() or "x"

    def name(self, what: str) -> str:
        """A name that nothing else has."""
        self.names += 1
        return f"{what}-{self.names}"

    def block(self, depth: int = 0) -> d.Block:
        """Any block; lists and quotations hold others, up to a depth."""
        kind = self.chance.upto(8)
        if kind == 0:
            return d.Heading(2 + self.chance.upto(1), self.line(notes=False), self.name("part"))
        if kind == 1 and depth < 4:
            items = tuple(self.blocks(depth) for _ in range(1 + self.chance.upto(3)))
            return d.ListBlock(items, bool(self.chance.upto(1)), 1 + self.chance.upto(250))
        if kind == 2 and depth < 4:
            return d.BlockQuote(self.blocks(depth))
        if kind == 3:
            return self.table()
        if kind == 4:
            return d.Definitions(
                tuple(
                    d.Definition(self.line(notes=False), self.line()) for _ in range(1 + self.chance.upto(4))
                )
            )
        if kind == 5:
            return self.figure()
        if kind == 6:
            return d.Rule()
        return d.Paragraph(self.line())

    def blocks(self, depth: int) -> d.Blocks:
        """What stands in a list item or a quotation."""
        return tuple(self.block(depth + 1) for _ in range(1 + self.chance.upto(2)))

    def table(self) -> d.Table:
        """A table of up to nine columns, each row as long as the header."""
        columns = 1 + self.chance.upto(8)
        align = tuple(("", "left", "right", "center")[self.chance.upto(3)] for _ in range(columns))
        header = tuple(self.line(notes=False) for _ in range(columns))
        rows = tuple(tuple(self.line() for _ in range(columns)) for _ in range(self.chance.upto(5)))
        return d.Table(header, rows, align, self.line() if self.chance.upto(1) else ())

    def figure(self) -> d.Figure:
        """A chart of up to nine bars, some of them below nought."""
        bars = tuple(
            d.Bar(self.said(), (self.chance.upto(255) - 60) * 10.0 ** self.chance.upto(12), self.said())
            for _ in range(1 + self.chance.upto(8))
        )
        return d.Figure(d.Chart(self.said(), self.said(), bars), self.said(), self.line())

    def line(self, *, notes: bool = True) -> d.Inlines:
        """The inlines of a paragraph."""
        return tuple(self.inline(notes) for _ in range(1 + self.chance.upto(4)))

    def inline(self, notes: bool, depth: int = 0) -> d.Inline:
        """Any inline; some hold others, up to a depth."""
        kind = self.chance.upto(9)
        if kind in (1, 2) and depth < 3:
            holder = d.Emphasis if kind == 1 else d.Strong
            return holder((self.inline(notes, depth + 1),))
        if kind == 3:
            return d.Link(f"https://example.org/{self.chance.upto(255)}?a=1&b=2", (d.Text(self.said()),))
        if kind == 4 and depth == 0:
            return d.LineBreak()
        if kind in (5, 6) and notes:
            self.notes += 1
            number = self.notes
            return d.Note(number, f"fact-{number}", (d.Text(self.said()), d.Emphasis((d.Text(self.said()),))))
        if kind == 7 and self.notes:
            return d.NoteRef(1 + self.chance.upto(self.notes - 1))
        if kind == 8 and depth == 0:
            return d.Anchor(self.name("fact"), (d.Text(self.said()),))
        return d.Text(self.said(), LANGUAGES[self.chance.upto(8)] if self.chance.upto(1) else "")
