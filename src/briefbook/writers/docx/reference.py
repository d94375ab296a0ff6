"""The Word file that an officer makes a letterhead of: every style that a brief uses, on words of its own."""

from __future__ import annotations

from dataclasses import replace

from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.writers import docx

_T = d.Text


def write(theme: Theme) -> bytes:
    """Write the reference document in the looks of a theme."""
    return docx.write(_DOCUMENT, replace(theme, docx_reference=b"", contents=True))


def _line(text: str) -> d.Paragraph:
    return d.Paragraph((_T(text),))


_SAID = (
    "This file is a letterhead for Briefbook. Change its styles, its page set-up, its header and its footer "
    "in Word, put your logo into the header, save it, and name it in a theme: [docx] reference = "
    "“reference.docx”. Its text is never printed: a brief takes its place."
)
_DOCUMENT = d.Document(
    title="Letterhead",
    lang="en",
    header="Header",
    labels={"page_of": "Page {page} of {pages}"},
    blocks=(
        d.Heading(1, (_T("Title"),), "title"),
        d.Paragraph((_T(_SAID), d.Note(1, "", (_T("Footnote text, and the mark of a footnote."),)))),
        d.Definitions((d.Definition((_T("Definition"),), (_T("A term and what is said of it."),)),)),
        d.Heading(2, (_T("Heading 1: a section"),), "heading-1"),
        _line("Normal: the text of a brief."),
        d.Heading(3, (_T("Heading 2: a part of a section"),), "heading-2"),
        d.ListBlock((
            (_line("List Bullet"), _line("List Continue: a further paragraph")),
            (_line("List Bullet"), d.ListBlock(((_line("List Bullet, second level"),),))),
        )),
        d.ListBlock(((_line("List Number"),), (_line("List Number"),)), ordered=True),
        d.BlockQuote((_line("Quote: words set apart."),)),
        d.Table(
            ((_T("Table Heading"),), (_T("Figures"),)),
            (((_T("Table Text"),), (_T("1.0"),)), ((_T("Table Text"),), (_T("2.0"),))),
            ("", "right"),
            (_T("Caption of a table"),),
        ),
        d.Paragraph((_T("A link: "), d.Link("https://www.example.org/", (_T("www.example.org"),)))),
        d.Rule(),
    ),
)  # fmt: skip
