"""A reportlab canvas that writes marked content and notes down what links lead where."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from briefbook.writers import deflate
from briefbook.writers.pdf import fonts, shape, structure
from briefbook.writers.pdf.backend import Canvas, pdfdoc, undisturbed
from briefbook.writers.pdf.fonts import Face, Subset
from briefbook.writers.pdf.lines import Line
from briefbook.writers.pdf.runs import Run, Target
from briefbook.writers.pdf.shape import Glyph, Setting, Word
from briefbook.writers.pdf.structure import Element


class Raw(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object whose bytes are known, or will be before the file is written."""

    __RefOnly__ = 1

    def __init__(self, data: str = "") -> None:
        self.data = data

    def format(self, document: Any) -> bytes:
        """Give the bytes of the object."""
        return self.data.encode("latin-1")


class Stream(pdfdoc.PDFStream):  # type: ignore[misc]
    """A stream whose end stands on a line of its own, as ISO 19005-2 (6.1.7.1) demands."""

    # CR LF before `endstream`: after data that end in CR a lone LF would be read as half of a line end.

    def __init__(self, data: bytes, entries: str = "", compress: bool = True, packed: bool = False) -> None:
        super().__init__()
        self.data = deflate.packed(data) if compress and not packed else data
        self.entries = entries + ("/Filter/FlateDecode" if compress else "")

    def format(self, document: Any) -> bytes:
        """Give the bytes of the stream."""
        head = f"<<{self.entries}/Length {len(self.data)}>>\nstream\n"
        return head.encode("latin-1") + self.data + b"\r\nendstream"


class References(pdfdoc.PDFObject):  # type: ignore[misc]
    """An array of references, in lines of ten."""

    def __init__(self, references: list[str]) -> None:
        self.references = references

    def format(self, document: Any) -> bytes:
        """Give the bytes of the array."""
        tens = [" ".join(self.references[at : at + 10]) for at in range(0, len(self.references), 10)]
        return b"[ %s ]" % " \n  ".join(tens).encode()


@dataclass(slots=True, eq=False)
class Click:
    """An annotation that leads somewhere when it is clicked."""

    page: int
    rectangle: tuple[float, float, float, float]
    target: Target


class Hand(dict[Word | None, str]):
    """The plain words of a setting, ready to write in one document; None is the word space."""

    def __init__(self, subset: Subset, setting: Setting) -> None:
        super().__init__()
        self.subset = subset
        self.codes = subset.codes
        glyph = shape.word(setting, " ").pieces[0][1][0][0]
        self.space = f"<{subset.codes[fonts.sign(glyph, ' ')]}>"

    def __missing__(self, word: Word | None) -> str:
        if word is None or not word.plain:
            raise KeyError
        if word.codes is None:
            word.form, word.codes = _form(self.subset.face, word.pieces[0][1])
        found = self[word] = word.form % word.codes(self.codes)
        return found


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """A canvas on which everything is either a piece of a structure element or an artifact."""

    def __init__(self, size: tuple[float, float], lang: str) -> None:
        with undisturbed():
            super().__init__(io.BytesIO(), pagesize=size, pdfVersion=(1, 7), lang=lang, invariant=1)
        self.page = 0
        self.left = 0.0
        # edge of the text area of this page
        self.subsets: dict[str, Subset] = {}
        # by the key of their face: caches may hold two faces that are the same
        self.hands: dict[Setting, Hand] = {}
        # what writes the words of a setting
        self.places: dict[str, tuple[int, float, float]] = {}
        # notes, their marks, headings: page, left, top
        self.names: dict[str, tuple[int, float, float]] = {}
        # named destinations, likewise
        self.clicks: dict[int, Click] = {}
        # by the number of their object
        self.entry: Callable[[int], str] | None = None
        # gives the bytes of an object that has a number and that reportlab does not know of
        self.labels: dict[int, str] = {}
        # page from which on its number has words before it: these words
        self.bookmarks: list[str] = []
        self.outline_level = -1
        self.contents: list[list[Element]] = []
        # per page: the elements by MCID
        self._marked: list[Element] = []
        self._open: Element | str = ""
        self._in_text = False
        self._font = ("", 0.0)
        self._colour = ""
        self._track = 0.0

    def _make_preamble(self) -> None:
        # reportlab's own selects Helvetica, which would not be embedded.
        self._preamble = ""

    def _setAnnotations(self, page: Any) -> None:
        page.Annots = References(self._annotationrefs) if self._annotationrefs else None
        page.__NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]
        page.Contents = Stream(page.stream.encode("latin-1"))
        page.stream = None
        page.StructParents = self.page
        page.Tabs = "/S"

    def reserve(self, count: int = 1) -> int:
        """Give the first of some new object numbers; what reportlab registers costs a hundred bytes more."""
        self._doc.objectcounter += count
        return int(self._doc.objectcounter) - count + 1

    def end_page(self) -> None:
        """Finish the page."""
        self._close()
        self.contents.append(self._marked)
        self._marked = []
        self._font, self._colour, self._track = ("", 0.0), "", 0.0
        self.showPage()
        self.page += 1

    # ── marked content ───────────────────────────────────────────────────────

    def begin(self, element: Element) -> None:
        """Say that what follows belongs to an element."""
        if self._open is element:
            return
        self._close()
        if not element.joined:
            structure.join(element)
        number = len(self._marked)
        self._marked.append(element)
        element.kids.append((self.page, number))
        self._code.append(f"/{element.tag} <</MCID {number}>> BDC")
        self._open = element

    def artifact(self, kind: str) -> None:
        """Say that what follows is no part of the text: "Pagination" or "Layout"."""
        if self._open != kind:
            self._close()
            self._code.append(f"/Artifact <</Type/{kind}>> BDC")
            self._open = kind

    def _close(self) -> None:
        self._end_text()
        if self._open:
            self._code.append("EMC")
            self._open = ""

    def _end_text(self) -> None:
        if self._in_text:
            self._code.append("ET")
            self._in_text = False

    # ── drawing ──────────────────────────────────────────────────────────────

    def rule(self, left: float, right: float, y: float, weight: float, colour: str) -> None:
        """Draw a horizontal line."""
        self.artifact("Layout")
        self._end_text()
        self._code.append(f"q {weight} w {_rgb(colour)} RG {left:.2f} {y:.2f} m {right:.2f} {y:.2f} l S Q")

    def dots(self, left: float, right: float, y: float) -> None:
        """Draw a row of dots that leads the eye."""
        if right > left:
            self.artifact("Layout")
            self._end_text()
            self._code.append(f"q 1 J 0.9 w [0 4] 0 d {left:.2f} {y:.2f} m {right:.2f} {y:.2f} l S Q")

    def box(
        self, element: Element, left: float, low: float, width: float, height: float, colour: str
    ) -> None:
        """Fill a rectangle that is part of an element."""
        self.begin(element)
        self._end_text()
        self._code.append(f"q {_rgb(colour)} rg {left:.2f} {low:.2f} {width:.2f} {height:.2f} re f Q")

    def patch(self, left: float, low: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle in the margin of the page, which is no part of the text."""
        self.artifact("Pagination")
        self._end_text()
        self._code.append(f"q {_rgb(colour)} rg {left:.2f} {low:.2f} {width:.2f} {height:.2f} re f Q")

    def line(self, line: Line, x: float, y: float, artifact: str = "") -> None:
        """Draw a line of text with its baseline at y."""
        x += line.x
        if artifact:
            self.artifact(artifact)
        self._end_text()
        end = len(line.parts) - 1
        for index, (run, words) in enumerate(line.parts):
            width = line.widths[index]
            if not artifact:
                if self._open is not run.element:
                    self.begin(run.element)
                if run.mark or run.anchors:
                    self._note_places(run, x, y)
                if run.target is not None:
                    self._click(run, run.target, x, y, width)
            if not self._in_text:
                self._code.append(f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm")
                self._in_text = True
            if self._track != line.track:
                self._track = line.track
                self._code.append(f"{line.track:.3f} Tc")
            self._words(run, words, line, index == end)
            x += width
        self._end_text()

    def _words(self, run: Run, words: list[Word | None], line: Line, last: bool) -> None:
        hand = self.hands.get(run.setting) or self._hand(run.setting)
        self._select(hand.subset.tag, run.size, run.colour)
        space = hand.space
        hand[None] = f"{space}{-line.extra / run.scale:.1f}" if line.extra else space
        try:
            written = "".join(map(hand.__getitem__, words))
        except KeyError:
            written = self._uneven(hand, run, words)
        if last and line.hyphen:
            stroke = shape.word(run.setting, "-").pieces[0][1][0][0]
            written += f"<{hand.subset.codes[fonts.sign(stroke, chr(0xAD))]}>"
        elif last and not line.inside:
            # A space after the line keeps words apart for readers of the text.
            written += space
        if written:
            self._code.append(f"[{written}] TJ")

    def _uneven(self, hand: Hand, run: Run, words: list[Word | None]) -> str:
        """Write words of which some are not plain; give those behind the last of these, ready to write."""
        out: list[str] = []
        for word in words:
            if word is None or word.plain:
                out.append(hand[word])
                continue
            self._code.append(f"[{''.join(out)}] TJ")
            out.clear()
            self._pieces(word, run)
            self._select(hand.subset.tag, run.size, run.colour)
        return "".join(out)

    def _hand(self, setting: Setting) -> Hand:
        made = self.hands[setting] = Hand(self.subset(setting.faces[0]), setting)
        return made

    def subset(self, face: Face) -> Subset:
        """Give what this document uses of a face."""
        found = self.subsets.get(face.key)
        if found is None:
            found = self.subsets[face.key] = Subset(face, f"T{len(self.subsets)}")
        return found

    def _select(self, tag: str, size: float, colour: str) -> None:
        if self._font != (tag, size):
            self._font = (tag, size)
            self._code.append(f"/{tag} {size:.4g} Tf")
        if self._colour != colour:
            self._colour = colour
            self._code.append(f"{_rgb(colour)} rg")

    def _pieces(self, word: Word, run: Run) -> None:
        """Write a word that needs several faces, or glyphs above and below the line."""
        code = self._code
        for face, glyphs in word.pieces:
            subset = self.subset(face)
            self._select(subset.tag, run.size, run.colour)
            for glyph in glyphs:
                form, codes = _form(face, (glyph,))
                if glyph[3]:
                    code.append(f"{glyph[3] * run.scale:.2f} Ts")
                code.append(f"[{form % codes(subset.codes)}] TJ")
                if glyph[3]:
                    code.append("0 Ts")

    def _note_places(self, run: Run, x: float, y: float) -> None:
        if run.mark:
            self.places.setdefault(f"#mark-{run.mark}", (self.page, x, y + run.size * 1.4))
        for anchor in run.anchors:
            self.names.setdefault(anchor, (self.page, x, y + run.size * 1.2))

    def _click(self, run: Run, target: Target, x: float, y: float, width: float) -> None:
        low, high = (0.15, 1.0) if run.mark else (-0.22, 0.8)
        rectangle = (x, y + low * run.size, x + width, y + high * run.size)
        number = self.reserve()
        self._annotationrefs.append(f"{number} 0 R")
        target.element.kids.append(structure.Object(self.page, number))
        self.clicks[number] = Click(self.page, rectangle, target)


def text(value: str) -> str:
    """Write a text string: as it is where it is plain ASCII, else as UTF-16."""
    if value.isascii() and value.isprintable():
        return "(" + value.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"
    return f"<FEFF{value.encode('utf-16-be').hex().upper()}>"


@lru_cache(maxsize=64)
def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3g}" for at in (0, 2, 4))


def _form(face: Face, glyphs: tuple[Glyph, ...]) -> tuple[str, Callable[[Mapping[str, str]], object]]:
    """Write glyphs as strings with their kerning between them, %s for each CID; give what picks these."""
    out = ["<"]
    for glyph, advance, shift, _, _, _ in glyphs:
        if shift:
            out.append(f">{-shift:.1f}<")
        out.append("%s")
        kern = face.advance(glyph) - advance + shift
        if kern > 0.3 or kern < -0.3:
            out.append(f">{kern:.1f}<")
    out.append(">")
    return "".join(out).replace("<>", ""), itemgetter(*[glyph[5] for glyph in glyphs])
