"""The tree of a document as text: nothing reads it but people, so that every text may be one."""

from __future__ import annotations

from collections.abc import Sequence

from briefbook.model.document import Attachment
from briefbook.writers.grammar.found import Found


def look(data: bytes, attachments: Sequence[Attachment] = ()) -> Found:
    """Read the words; unprintable ones are escapes already."""
    text = data.decode("utf-8", "replace")
    strange = [line for line in text.split("\n") if line and not line.isprintable()]
    return Found(("it holds an unprintable character",) if strange else (), (("the file", text),))
