"""Draws the pages of the gallery anew: `make gallery`. The same program draws the same pictures."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
from PIL import Image

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "tests")]

import papers  # noqa: E402

import stories  # noqa: E402
from briefbook import pipeline, resources, workspace  # noqa: E402
from briefbook.model.document import Document  # noqa: E402
from briefbook.model.theme import Theme  # noqa: E402
from briefbook.writers import pdf  # noqa: E402
from briefbook.writers import theme as themes  # noqa: E402

HIGH = 1000
# pixels
BRIEF = "kyrgyz-pm-vietnam-2025"


def main(folder: Path = HERE) -> None:
    """Draw every picture into a folder."""
    plain, compact = shipped("default"), shipped("compact")
    draw(folder / "page.png", pdf.write(*own_brief(BRIEF)), [0])
    draw(folder / "checklist.png", pdf.write(*own_brief(f"{BRIEF}-checklist")), [0])
    papers_: dict[str, Callable[[], Document]] = {
        "chart": papers.trade,
        "notes": papers.dense,
        "french": papers.french,
        "vietnamese": papers.vietnamese,
        "russian": papers.russian,
    }
    for name, make in papers_.items():
        draw(folder / f"{name}.png", pdf.write(make(), plain), [0])
    long = pdf.write(stories.plain(120), replace(plain, contents_when="always"))
    draw(folder / "contents.png", long, [0])
    draw(folder / "compact.png", pdf.write(papers.dense(), compact), [0, 1])


def shipped(name: str) -> Theme:
    """Read a shipped theme."""
    theme, found = themes.load(name, {}, resources.templates())
    assert not found, found
    return theme


def own_brief(name: str) -> tuple[Document, Theme]:
    """Compose a brief of this repository."""
    opened = workspace.open_(ROOT)
    inputs = workspace.load(opened, name, pipeline.sections(opened.briefs.values()))
    made = pipeline.compose(inputs)
    assert made.document is not None, made.outcome.diagnostics
    return made.document, made.theme


def draw(path: Path, data: bytes, numbers: list[int]) -> None:
    """Draw pages beside each other as one small picture in few colours."""
    file = pypdfium2.PdfDocument(data)
    sheets = [file[number].render(scale=HIGH / file[number].get_height()).to_pil() for number in numbers]
    file.close()
    gap = 16
    wide = sum(sheet.width for sheet in sheets) + gap * (len(sheets) + 1)
    picture = Image.new("RGB", (wide, HIGH + 2 * gap), (225, 225, 225))
    left = gap
    for sheet in sheets:
        picture.paste(sheet, (left, gap))
        left += sheet.width + gap
    few = picture.quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


if __name__ == "__main__":
    main()
