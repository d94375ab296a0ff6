"""The judges are awake: each of many ways to spoil our output is refused."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import page
import pytest
import unpacked
from unpacked import Unpacked

import stories
from briefbook.model.theme import Theme
from briefbook.writers import pdf

Spoil = Callable[[Unpacked], None]

WAYS: dict[str, tuple[str, Spoil]] = {
    "no language": ("ua1", lambda file: file.pattern(r"/Lang\s*\(en-GB\)", "")),
    "a note without its id": ("ua1", lambda file: file.pattern(r"/ID\(note-1\)", "")),
    "two notes with one id": ("ua1", lambda file: file.swap("/ID(note-2)", "/ID(note-1)")),
    "a figure without words": ("ua1", lambda file: file.pattern(r"(/S/Figure.*?)/Alt(\(.*?\)|<.*?>)", r"\1")),
    "a link without words": ("ua1", lambda file: file.pattern(r"/Contents\(Footnote 1\)", "")),
    "a link that no element claims": ("ua1", lambda file: file.pattern(r"/StructParent \d+/Dest", "/Dest")),
    "a link that is not shown": ("3a", lambda file: file.swap("/Border[0 0 0]/F 4", "/Border[0 0 0]/F 2")),
    "a skipped level of headings": ("ua1", lambda file: file.swap("/S/H3", "/S/H5", 0)),
    "a header cell without scope": ("ua1", lambda file: file.swap("/A<</O/Table/Scope/Column>>", "", 0)),
    "content outside the tags": (
        "ua1",
        lambda file: file.swap("/Artifact <</Type/Pagination>> BDC", "/Foo BMC"),
    ),
    "an artifact inside the text": ("ua1", lambda file: file.swap("BT ", "/Artifact BMC EMC BT ", 0)),
    "no sign of PDF/UA": ("ua1", lambda file: file.swap("<pdfuaid:part>1</pdfuaid:part>", "")),
    "no sign of PDF/A": ("3a", lambda file: file.swap("<pdfaid:part>3</pdfaid:part>", "")),
    "no title in the metadata": ("ua1", lambda file: file.swap("dc:title", "dc:titel", 0)),
    "the title is not shown": (
        "ua1",
        lambda file: file.swap("/DisplayDocTitle true", "/DisplayDocTitle false"),
    ),
    "a font that is not embedded": ("3a", lambda file: file.pattern(r"/FontFile2 \d+ 0 R", "")),
    "a font without its text": ("3a", lambda file: file.pattern(r"/ToUnicode \d+ 0 R", "")),
    "no order of links": ("ua1", lambda file: file.pattern(r"/Tabs\s*/S", "")),
    "no output intent": ("3a", lambda file: file.pattern(r"/OutputIntents\s*\[<<.*?>>\]", "")),
    "not marked as tagged": ("ua1", lambda file: file.swap("/Marked true", "/Marked false")),
    "a script": (
        "3a",
        lambda file: file.pattern(r"/PageLabels", "/OpenAction<</S/JavaScript/JS(x)>>/PageLabels"),
    ),
    "no parent tree": ("ua1", lambda file: file.pattern(r"/ParentTree \d+ 0 R", "")),
    "a tag that nobody knows": ("ua1", lambda file: file.swap("/S/P/", "/S/Para/")),
    "an attachment without its purpose": ("3a", lambda file: file.swap("/AFRelationship/Data", "")),
    "a list item outside lists": ("ua1", lambda file: file.swap("/S/L/", "/S/Sect/", 0)),
}


@cache
def good() -> bytes:
    return pdf.write(stories.features(charts=True), Theme())


def test_the_file_taken_apart_and_put_together_is_still_accepted() -> None:
    data = unpacked.take_apart(good()).write()
    for profile in ("ua1", "3a"):
        result = page.validate_pdf_bytes(data, profile=profile)
        assert result.is_compliant, result.failures


@pytest.mark.parametrize("way", WAYS)
def test_a_spoilt_file_is_refused(way: str) -> None:
    profile, spoil = WAYS[way]
    file = unpacked.take_apart(good())
    spoil(file)
    assert not page.validate_pdf_bytes(file.write(), profile=profile).is_compliant


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    for share in (0.3, 0.6, 0.9, 0.99):
        path = tmp_path / "cut.pdf"
        path.write_bytes(good()[: int(len(good()) * share)])
        done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False)
        assert done.returncode != 0
