"""What a reader gets from a finished PDF: its text, page by page, and where on the page words stand."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as extracted."""

    text: str
    boxes: tuple[tuple[float, float, float, float], ...]
    # of every character: left, bottom, right, top

    def place(self, words: str) -> tuple[float, float, float, float] | None:
        """Tell where the first character of some words stands."""
        at = self.text.find(words)
        return self.boxes[at] if at >= 0 else None


def sheets(data: bytes) -> list[Sheet]:
    """Read every page of a PDF."""
    file = pypdfium2.PdfDocument(data)
    out: list[Sheet] = []
    for page in file:
        text = page.get_textpage()
        count = text.count_chars()
        characters = [text.get_text_range(at, 1) for at in range(count)]
        boxes = [text.get_charbox(at) for at in range(count)]
        kept = [(char, box) for char, box in zip(characters, boxes, strict=True) if char]
        out.append(Sheet("".join(char[0] for char, _ in kept), tuple(box for _, box in kept)))
    file.close()
    return out


def text(data: bytes) -> str:
    """Read a whole PDF as one text, words broken over lines joined and white space made even."""
    file = pypdfium2.PdfDocument(data)
    parts = [page.get_textpage().get_text_range() for page in file]
    file.close()
    joined = "\n".join(parts).replace("\ufffe\r\n", "").replace("\u00ad\r\n", "").replace("\ufffe", "")
    return " ".join(joined.split())
