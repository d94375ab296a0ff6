"""Lines of a PDF joined into paragraphs: hyphens mended where sure, running heads told from text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from briefbook.readers.pdfpage import HYPHEN, MARK, Page, Row

EDGE = 0.14
# of a page's height, above and below, in which running heads stand
REPEATED = 0.4
# of the pages, on which a line at the edge must stand to be one
WANDERS = 6.0
# points: a running head stands at one height on all pages
LOOSE = 1.35
# of the usual distance of lines: more begins a paragraph
SHARE = 0.15
# of all letters: the largest size that so many have is that of the text; notes may be longer than it
LARGER = 1.15
# of the size of most letters: a heading is larger
SLIGHTLY = 1.05
# of it: a short line without a stop, when it is only so much larger, is a heading too
SMALLER = 0.9
# of the size of most letters: what is smaller and begins with a number is a note
_NOTE = re.compile(r"(?:\d{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[*†‡]{1,3})[ .)]")
_DIGITS = re.compile(r"\d+")
_FIRST = re.compile(r"\S+")
_ENDS = '.!?:;…”"»)。！？'


@dataclass(slots=True)
class Paragraph:
    """A paragraph as it grows over lines and pages."""

    kind: str
    # "" | heading | item | note | row | header | footer
    size: float
    parts: list[tuple[int, str]] = field(default_factory=list)
    # page, counted from 0, and words, those of a line or row
    jumps: bool = False
    # whether it begins higher up than the one before ends, as in the next column

    @property
    def last(self) -> str:
        """The words of its last line."""
        return self.parts[-1][1]


def paragraphs(pages: Sequence[Page]) -> list[Paragraph]:
    """The paragraphs of a document in order; what repeats at the edges of pages stands once."""
    running = _running(pages)
    sizes: Counter[float] = Counter()
    for row in (row for page in pages for row in page.rows):
        sizes[round(row.height, 1)] += len(row.words)
    least = SHARE * sizes.total()
    usual = max((size for size, count in sizes.items() if count >= least), default=10.0)
    found: list[Paragraph] = []
    for number, page in enumerate(pages):
        rows = [row for row in page.rows if _key(row, page) not in running]
        for count, grown in enumerate(_of_page(rows, number, usual)):
            if (count == 0 or grown.jumps) and found and _goes_on(found[-1], grown):
                found[-1].parts += grown.parts
            else:
                found.append(grown)
    heads = [Paragraph(kind, usual, [(0, words)]) for (kind, _), words in running.items() if kind == "header"]
    last = max(0, len(pages) - 1)
    feet = [
        Paragraph(kind, usual, [(last, words)]) for (kind, _), words in running.items() if kind == "footer"
    ]
    return [*heads, *found, *feet]


def words_of(paragraph: Paragraph, mended: "Mending") -> list[tuple[int, str]]:
    """The words of a paragraph as they are to stand, part by part, each with its page."""
    if paragraph.kind == "row":
        return [(page, ("\n" if at else "") + words) for at, (page, words) in enumerate(paragraph.parts)]
    found: list[tuple[int, str]] = []
    for page, words in paragraph.parts:
        if not found:
            found.append((page, words))
            continue
        before, old = found[-1]
        kept, between = mended.joint(old, words)
        found[-1] = (before, kept)
        found.append((page, between + words))
    return [(page, words.replace(HYPHEN, "-")) for page, words in found]


class Mending:
    """How words parted at the ends of lines are put together, by how the document writes them elsewhere."""

    def __init__(self, found: Sequence[Paragraph]) -> None:
        """Count the words that are whole within a line."""
        self._known: Counter[str] = Counter()
        ends = lines = 0
        for paragraph in found:
            for _, words in paragraph.parts:
                self._known.update(word.strip(".,;:!?()«»“”\"'").lower() for word in words.split())
                lines += 1
                ends += words.endswith((HYPHEN, "-", "\u2010"))
        self._parts_words = ends >= 4 and ends >= 0.05 * lines

    def joint(self, before: str, after: str) -> tuple[str, str]:
        """The words before a line's end as they are to stand, and what comes between them and the next."""
        if before.endswith("\u00ad"):
            return before[:-1], ""
        if not before.endswith((HYPHEN, "-", "\u2010")):
            wide = before[-1:] >= "\u3000" and after[:1] >= "\u3000"
            return before, "" if wide else " "
        stem, rest = before[:-1], _FIRST.match(after)
        hyphen = "-" if before.endswith(HYPHEN) else before[-1]
        if not stem[-1:].isalpha():
            return stem + hyphen, "" if stem[-1:].isdigit() else " "
        first = stem.split()[-1].lower()
        second = rest[0].strip(".,;:!?()«»“”\"'").lower() if rest else ""
        whole, parted = self._known[first + second], self._known[f"{first}-{second}"]
        sure = after[:1].islower() and parted == 0 and (whole > 0 or self._parts_words)
        return (stem, "") if sure else (stem + hyphen, "")


def _of_page(rows: Sequence[Row], number: int, usual: float) -> Iterator[Paragraph]:
    steps = [above.bottom - below.bottom for above, below in pairwise(rows)]
    lead = {at: step / rows[at].height for at, step in enumerate(steps) if 0 < step < 2.2 * rows[at].height}
    common = median(lead.values()) if lead else 1.2
    reach = _reach(rows)
    now: Paragraph | None = None
    first: Row | None = None
    for at, row in enumerate(rows):
        before = rows[at - 1] if at else None
        kind = _kind(row, usual)
        if (
            now
            and before
            and first
            and _same(now, kind, first, before, row, lead.get(at - 1), common, reach[at - 1])
        ):
            now.parts.append((number, row.words))
            continue
        if now:
            yield now
        jumps = before is not None and row.bottom > before.top
        now, first = Paragraph(kind, row.height, [(number, row.words)], jumps), row
    if now:
        yield now


def _same(
    now: Paragraph,
    kind: str,
    first: Row,
    before: Row,
    row: Row,
    step: float | None,
    common: float,
    reach: float,
) -> bool:
    """Whether a row goes on with the paragraph of the row before."""
    if now.kind == "row" or kind == "row":
        return now.kind == kind and step is not None
    if step is None or step > LOOSE * common or not 0.9 < row.height / before.height < 1.12:
        return False
    if kind in ("item", "note"):
        return False
    if row.left > before.right or row.right < before.left:
        return False
    if now.kind != "item" and row.left - before.left > 0.9 * row.height and before is not first:
        return False
    if now.kind == "item" and row.left < first.left - 0.5 * row.height:
        return False
    # a line that had room for the next word was ended on purpose
    word = _FIRST.match(row.words)
    letter = (row.right - row.left) / max(1, len(row.words))
    return (
        not word or before.words.endswith((HYPHEN, "-")) or (len(word[0]) + 2) * letter > reach - before.right
    )


def _reach(rows: Sequence[Row]) -> list[float]:
    """How far the lines around each row go to the right: those that follow each other closely."""
    found = [row.right for row in rows]
    start = 0
    for at in range(1, len(rows) + 1):
        if at < len(rows) and _close(rows[at - 1], rows[at]):
            continue
        most = max((row.right for row in rows[start:at]), default=0.0)
        found[start:at] = [most] * (at - start)
        start = at
    return found


def _close(above: Row, below: Row) -> bool:
    step = above.bottom - below.bottom
    like = 0.9 < below.height / above.height < 1.12
    single = len(above.pieces) == len(below.pieces) == 1
    return (
        like
        and single
        and 0 < step < 1.7 * above.height
        and below.left < above.right
        and below.right > above.left
    )


def _kind(row: Row, usual: float) -> str:
    if len(row.pieces) > 1:
        return "row"
    if row.height < SMALLER * usual and _NOTE.match(row.words):
        return "note"
    if MARK.fullmatch(row.words.split(" ", 1)[0]) and " " in row.words:
        return "item"
    short = len(row.words) < 100 and row.words[-1:] not in ".,;:"
    if row.height > (SLIGHTLY if short else LARGER) * usual and len(row.words) < 200:
        return "heading"
    return ""


def _goes_on(above: Paragraph, below: Paragraph) -> bool:
    """Whether a paragraph goes on over the end of a page or column."""
    if above.kind not in ("", "item") or below.kind or not 0.9 < above.size / below.size < 1.1:
        return False
    return above.last.endswith(HYPHEN) or (above.last[-1:] not in _ENDS and below.parts[0][1][:1].islower())


def _key(row: Row, page: Page) -> tuple[str, str]:
    """What a line at the edge of a page is alike by: its words without figures."""
    if row.bottom > (1 - EDGE) * page.height:
        return "header", _DIGITS.sub("#", row.words)
    if row.top < EDGE * page.height:
        return "footer", _DIGITS.sub("#", row.words)
    return "", ""


def _running(pages: Sequence[Page]) -> dict[tuple[str, str], str]:
    """The lines that stand at the edge of many pages, each as it stands first; "" for numbers of pages."""
    places: dict[tuple[str, str], list[tuple[int, str]]] = {}
    heights: dict[tuple[str, str], list[float]] = {}
    for number, page in enumerate(pages):
        for row in page.rows:
            key = _key(row, page)
            if key[0] and len(key[1]) <= 150:
                places.setdefault(key, []).append((number, row.words))
                heights.setdefault(key, []).append(row.bottom)
    found: dict[tuple[str, str], str] = {}
    for key, told in places.items():
        on = {number for number, _ in told}
        if len(on) < max(2, REPEATED * len(pages)) or len(told) > len(on):
            continue
        if max(heights[key]) - min(heights[key]) > WANDERS:
            continue
        # where figures count the pages, the line is no words of the document; other figures are
        if _counts(told):
            found[key] = ""
        elif len({words for _, words in told}) == 1 and any(char.isalpha() for char in key[1]):
            found[key] = told[0][1]
    return found


def _counts(told: Sequence[tuple[int, str]]) -> bool:
    """Whether the first figure of a line goes up with the pages."""
    figures = [(number, _DIGITS.search(words)) for number, words in told]
    offsets = {int(figure[0][:6]) - number for number, figure in figures if figure}
    return len(offsets) == 1 and all(figure for _, figure in figures)
