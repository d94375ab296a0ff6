"""Workspaces to bind: the invented harbour visit in two languages, and what a reader finds in the book."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw

from briefbook import api, pipeline, workspace
from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.pipeline import bound

NAMES = ("harbour-visit", "harbour-visit-fr", "harbour-trade")
FRENCH = {
    'lang = "en"': 'lang = "fr"',
    "Working visit of the Prime Minister of Maruvia to Halvery": (
        "Visite de travail du Premier ministre de Maruvie"
    ),
    'visitor = "Maruvia"': 'visitor = "Maruvie"',
}
TRADE = {
    "Working visit of the Prime Minister of Maruvia to Halvery": "Trade between Maruvia and Halvery",
    'sections = ["background", "political", "economy", "community", "outcomes"]': 'sections = ["economy"]',
    "date = 2024-05-20": "date = 2024-06-02",
}


def harbour(root: Path, changes: Mapping[str, Mapping[str, str]] | None = None) -> Path:
    """A workspace of three briefs on one collection; `changes` replaces words of a brief, by its name."""
    assert api.init(root) == ()
    first = (root / "briefs" / "harbour-visit.toml").read_text(encoding="utf-8")
    for name, own in zip(NAMES, ({}, FRENCH, TRADE), strict=True):
        text = first
        for old, new in {**own, **(changes or {}).get(name, {})}.items():
            assert old in text
            text = text.replace(old, new)
        (root / "briefs" / f"{name}.toml").write_text(text, encoding="utf-8")
    return root


def composed(root: Path, names: tuple[str, ...] = NAMES, **wishes: str) -> tuple[d.Document, Theme]:
    """The book as writers get it."""
    opened = workspace.open_(root)
    keys = pipeline.sections(opened.briefs.values())
    made = [pipeline.compose(workspace.load(opened, name, keys)) for name in names]
    chapters = [bound.keep(each) for each in made]
    assert None not in chapters
    files = [opened.briefs[name] for name in names]
    book, found = bound.bind(chapters, files, made[0].theme, bound.Wishes(**wishes))  # type: ignore[arg-type]
    assert book is not None, found
    return book, made[0].theme


@dataclass(frozen=True)
class Entry:
    """An entry of the outline."""

    level: int
    title: str
    page: int
    # from 0


def outline(file: pypdfium2.PdfDocument) -> list[Entry]:
    """The outline of a PDF."""
    return [Entry(each.level, each.get_title(), each.get_dest().get_index()) for each in file.get_toc()]


def labels(file: pypdfium2.PdfDocument) -> list[str]:
    """The label of each page."""
    return [file.get_page_label(number) for number in range(len(file))]


def words(file: pypdfium2.PdfDocument) -> list[str]:
    """The words of each page, white space made even."""
    found = (page.get_textpage().get_text_bounded() for page in file)
    return [" ".join(re.sub("[\u00ad\ufffe\x02]\\s*", "", text).split()) for text in found]


def links(file: pypdfium2.PdfDocument, number: int) -> list[int]:
    """The pages to which the inner links of a page lead."""
    page = file[number]
    found = []
    for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        link = raw.FPDFAnnot_GetLink(annotation)
        target = raw.FPDFLink_GetDest(file.raw, link)
        if target:
            found.append(raw.FPDFDest_GetDestPageIndex(file.raw, target))
        raw.FPDFPage_CloseAnnot(annotation)
    return found
