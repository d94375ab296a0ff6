"""From a document to the bytes of a file, one writer a format, all reading the same tree and theme."""

from importlib import import_module

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
    if document.parts and form not in BOUND:
        raise ValueError(f"a book is not written as {form}: its pages have no numbers")
    module, media_type = FORMATS[form]
    writer = import_module(f"briefbook.writers.{module}")
    return Rendering(f"{stem}.{form}", media_type, writer.write(document, theme))


def length(document: Document, theme: Theme) -> int:
    """Count the pages that a document has on paper."""
    from briefbook.writers import pdf

    return pdf.pages(document, theme)
