"""What holds for the DOCX, HTML, Markdown and tree writers alike."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
import sample
import word

import stories
from briefbook import writers
from briefbook.model import document as d
from briefbook.model.theme import Theme

FORMS = ("docx", "html", "md", "tree")
HERE = Path(__file__).resolve().parent
PROGRAM = """
import hashlib, sys
sys.path[:0] = [{here!r}, {above!r}]
import sample, stories
from briefbook import writers
from briefbook.model.theme import Theme
for document in (sample.BRIEF, stories.document(5)):
    for form in {forms!r}:
        print(hashlib.sha256(writers.write(form, document, Theme(), "x").data).hexdigest())
"""


def digests() -> list[str]:
    documents = (sample.BRIEF, stories.document(5))
    return [
        hashlib.sha256(writers.write(form, document, Theme(), "x").data).hexdigest()
        for document in documents
        for form in FORMS
    ]


def test_the_same_document_gives_the_same_bytes_here_and_in_a_strange_process() -> None:
    program = PROGRAM.format(here=str(HERE), above=str(HERE.parent), forms=FORMS)
    strange = {
        "PYTHONHASHSEED": "4242",
        "TZ": "Asia/Bishkek",
        "LC_ALL": "C",
        "HOME": "/",
        "PATH": os.environ["PATH"],
    }
    found = subprocess.run(
        [sys.executable, "-c", program], env=strange, capture_output=True, text=True, check=True
    )
    assert digests() == digests() == found.stdout.split()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("document", [sample.hostile(), sample.ODD, sample.EMPTY])
def test_no_document_crashes_a_writer(form: str, document: d.Document) -> None:
    rendering = writers.write(form, document, Theme(), "x")
    assert rendering.name == f"x.{form}"
    if form == "docx":
        assert word.faults(rendering.data) == []
    else:
        assert rendering.data.decode().endswith("\n")


def test_hostile_words_come_out_letter_for_letter_in_word() -> None:
    data = writers.write("docx", sample.hostile(), Theme(), "x").data
    found = [words for style, words in word.paragraphs(data) if style == "Normal"]
    for text in sample.HOSTILE:
        if text:
            assert writers.import_module("briefbook.writers.tree").legal(text) in found
    codes = {
        code.text.split()[0] for code in word.parts(data)["word/document.xml"].iter(word.W + "instrText")
    }
    assert codes == {"NOTEREF", "SEQ"}


@pytest.mark.parametrize("form", FORMS)
def test_no_writer_tells_where_or_by_whom_it_was_run(form: str) -> None:
    data = writers.write(form, sample.BRIEF, Theme(), "x").data
    if form == "docx":
        data = b"".join(word.etree.tostring(root) for root in word.parts(data).values())
    for trace in (str(Path.home()), str(HERE.parent.parent), "python-docx", "lxml"):
        assert trace.encode() not in data or trace == "/"
