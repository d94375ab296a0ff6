"""From a document to the bytes of a file, one writer a format, all reading the same tree and theme."""

from importlib import import_module

from briefbook.errors import BriefbookError
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.document import Document, Rendering
from briefbook.model.theme import Theme

FORMATS = {
    "docx": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": ("html", "text/html"),
    "md": ("markdown", "text/markdown"),
    "pdf": ("pdf", "application/pdf"),
    "tree": ("tree", "text/plain"),
}
# format: (module of this package, media type); a writer is imported only when it is asked for

BOUND = ("docx", "pdf", "tree")
# those that can hold a book


def write(form: str, document: Document, theme: Theme, stem: str) -> Rendering:
    """Write a document in one of `FORMATS`; the rendering is named `<stem>.<form>`."""
    return written(form, document, theme, stem)[0]


def written(
    form: str, document: Document, theme: Theme, stem: str
) -> tuple[Rendering, tuple[tuple[str, str], ...]]:
    """The same, with everything that the file says; one that holds what may not be in it is refused."""
    if document.parts and form not in BOUND:
        raise ValueError(f"a book is not written as {form}: its pages have no numbers")
    module, media_type = FORMATS[form]
    writer = import_module(f"briefbook.writers.{module}")
    data = writer.write(document, theme)
    looked = import_module("briefbook.writers.grammar").look(form, data, document.attachments)
    made = Rendering(f"{stem}.{form}", media_type, data, looked.pages)
    if looked.faults:
        message = "{}; this is a fault of Briefbook, not of your files: nothing was written; please report it"
        faults = (Diagnostic("self-check", message.format(each), path=made.name) for each in looked.faults)
        raise BriefbookError(tuple(faults))
    return made, looked.texts


def length(document: Document, theme: Theme) -> int:
    """Count the pages that a document has on paper."""
    from briefbook.writers import pdf

    return pdf.pages(document, theme)
