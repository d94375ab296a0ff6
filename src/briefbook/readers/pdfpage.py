"""One page of a PDF as rows of pieces of text, with their places; the file's own order is kept."""

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

MAX_CHARACTERS = 60_000
# of one page
TINY = 1.0
# points: smaller letters are not read by anybody
MARK = re.compile(r"[•◦▪‣●○■□–—·∙➢✓*\uf0b7\uf0a7-]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]")
# of an item of a list
HYPHEN = "\u0002"
# how pdfium writes a hyphen at the end of a line
GAP = 1.1
# of a letter's height: pieces further apart are of different cells or columns
WORD = 0.22
# of a letter's height: letters further apart are of different words


Letter = tuple[str, float, float, float, float, float]
# a letter, its left, bottom, right and top, and where it stands above the line


@dataclass(slots=True)
class Piece:
    """Letters on one line without a wide gap."""

    left: float
    bottom: float
    right: float
    top: float
    words: str
    sizes: list[float] = field(default_factory=list)

    @property
    def height(self) -> float:
        """The height of its letters, by the tallest of them."""
        return max(self.top - self.bottom, 0.1)


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces side by side: a line of text has one, a row of a table several."""

    pieces: tuple[Piece, ...]
    height: float
    # of most of its letters

    @property
    def words(self) -> str:
        """The words of the row, cells parted by tabs."""
        return "\t".join(piece.words for piece in self.pieces)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.pieces[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.pieces[-1].right

    @property
    def top(self) -> float:
        """Its upper edge."""
        return max(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return min(piece.bottom for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of a page in reading order, and how large it is."""

    rows: tuple[Row, ...]
    width: float
    height: float
    unseen: int = 0
    # letters off the page or too small to see
    pictures: bool = False


def read(page: Any) -> Page | None:
    """Read a page; None, where it has too many letters."""
    import pypdfium2.raw as pdfium

    width, height = page.get_size()
    text = page.get_textpage()
    try:
        if pdfium.FPDFText_CountChars(text.raw) > MAX_CHARACTERS:
            return None
        letters = list(_letters(text.raw))
    finally:
        text.close()
    left, bottom, right, top = page.get_bbox()
    seen = [
        each
        for each in letters
        if each[0].isspace()
        or (
            each[4] - each[2] >= TINY
            and each[3] > left
            and each[1] < right
            and each[4] > bottom
            and each[2] < top
        )
    ]
    pieces = _pieces(seen)
    rows = in_columns(_rows(pieces), width)
    pictures = not pieces and any(
        True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2)
    )
    return Page(tuple(rows), width, height, len(letters) - len(seen), pictures)


def _letters(text: Any) -> Iterator[Letter]:
    """Each letter with its box and what it stands on."""
    import pypdfium2.raw as pdfium

    box, across, base = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    tight = [ctypes.c_double() for _ in range(4)]
    place = ctypes.byref(box)
    high = 0
    for at in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        if code in (0, 13, 10, 0xFFFE, 0xFFFF) or not pdfium.FPDFText_GetLooseCharBox(text, at, place):
            continue
        char = " " if code in (9, 11, 12) else chr(code)
        bottom, top = min(box.bottom, box.top), max(box.bottom, box.top)
        pdfium.FPDFText_GetCharOrigin(text, at, ctypes.byref(across), ctypes.byref(base))
        rise = base.value
        if char.isdecimal() and pdfium.FPDFText_GetCharBox(text, at, *map(ctypes.byref, tight)):
            # some fonts have raised figures of their own, on the line like any other
            rise = max(rise, tight[2].value)
        yield char, box.left, bottom, box.right, top, rise


def _pieces(letters: Sequence[Letter]) -> list[Piece]:
    """Letters put together while they stand on one line, one after the other."""
    found: list[Piece] = []
    now: Piece | None = None
    blank, last, base = False, 0.0, 0.0
    for char, left, bottom, right, top, rise in letters:
        if char.isspace() and char != "\u00a0":
            blank = True
            continue
        height = max(top - bottom, 0.1)
        if now is not None and _goes_on(now, left, bottom, top, last):
            gap = left - now.right
            if blank or gap > WORD * (max(now.height, height) if gap > 0 else height):
                now.words += " "
            raised = char.isdecimal() and rise > base + RISE * now.height
            now.words += char.translate(RAISED) if raised else char
            now.right = max(now.right, right)
            if height > now.height * 1.02:
                now.bottom, now.top = bottom, top
            base = base if raised or char.isdecimal() else rise
        else:
            now = Piece(left, bottom, right, top, char)
            found.append(now)
            base = rise
        now.sizes.append(height)
        blank, last = False, left
    return found


def _goes_on(now: Piece, left: float, bottom: float, top: float, last: float) -> bool:
    """Whether a letter stands on the line of a piece, near its end; parts of a ligature share one box."""
    overlap = min(now.top, top) - max(now.bottom, bottom)
    if overlap < 0.5 * min(now.height, max(top - bottom, 0.1)):
        return False
    return left >= last - 0.1 * now.height and left - now.right < GAP * now.height


RISE = 0.12
# of a letter's height: a figure that stands higher is a raised one, and no part of the number before it
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _rows(pieces: Sequence[Piece]) -> list[Row]:
    """Pieces that follow each other to the right on one line, as rows."""
    rows: list[list[Piece]] = []
    for piece in pieces:
        before = rows[-1][-1] if rows else None
        beside = before is not None and piece.left > before.right - 0.3 * before.height
        if beside and before is not None:
            overlap = min(before.top, piece.top) - max(before.bottom, piece.bottom)
            beside = overlap > 0.5 * min(before.height, piece.height)
        if beside:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_row(_with_mark(row)) for row in rows]


def _row(pieces: tuple[Piece, ...]) -> Row:
    sizes = sorted(size for piece in pieces for size in piece.sizes)
    return Row(pieces, sizes[len(sizes) // 2])


def _with_mark(row: list[Piece]) -> tuple[Piece, ...]:
    """The pieces of a row; the mark of a list belongs to the words that follow it."""
    if len(row) < 2 or not MARK.fullmatch(row[0].words):
        return tuple(row)
    mark, first = row[0], row[1]
    whole = Piece(
        mark.left,
        first.bottom,
        first.right,
        first.top,
        f"{mark.words} {first.words}",
        mark.sizes + first.sizes,
    )
    return (whole, *row[2:])


def in_columns(rows: list[Row], width: float) -> list[Row]:
    """Rows that run over two columns of text, put into the order of the columns; tables stay."""
    found: list[Row] = []
    start = 0
    while start < len(rows):
        end = start
        while end < len(rows) and _is_pair(rows[end], width):
            end += 1
        if end - start >= LEAST_ROWS and (middle := _gutter(rows[start:end])):
            # shorter lines, and those of one column alone, belong to the block while they keep to their side
            while end < len(rows) and _keeps(rows[end], middle, rows[end - 1]):
                end += 1
            block = [piece for row in rows[start:end] for piece in row.pieces]
            found += [_row((piece,)) for piece in block if piece.left < middle]
            found += [_row((piece,)) for piece in block if piece.left >= middle]
        else:
            end = max(end, start + 1)
            found += rows[start:end]
        start = end
    return found


LEAST_ROWS = 5


def _is_pair(row: Row, width: float) -> bool:
    """Whether a row is two lines of running text side by side."""
    return len(row.pieces) == 2 and all(
        piece.right - piece.left > 0.2 * width and piece.words.count(" ") >= 2 for piece in row.pieces
    )


def _gutter(rows: Sequence[Row]) -> float:
    """The middle of the gap that all rows have, or 0."""
    left = max(row.pieces[0].right for row in rows)
    right = min(row.pieces[1].left for row in rows)
    return (left + right) / 2 if right > left else 0.0


def _keeps(row: Row, middle: float, before: Row) -> bool:
    """Whether the pieces of the next row keep to one side each."""
    near = 0 < before.bottom - row.bottom < 2.5 * before.height
    sides = [piece.left > middle for piece in row.pieces if piece.left > middle or piece.right < middle]
    return near and len(sides) == len(row.pieces) and len(set(sides)) == len(sides)
