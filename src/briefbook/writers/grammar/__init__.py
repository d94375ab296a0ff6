"""What a finished file may hold, by closed lists: its bytes are walked before it is saved.

Nothing here is shared with the writers, so that a mistake of theirs is not made twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from briefbook.model.document import Attachment
from briefbook.writers.grammar.found import Found

__all__ = ["FORMATS", "Found", "look"]

FORMATS = {"docx": "word", "html": "page", "md": "plain", "pdf": "pdf", "tree": "listing"}
# format: module of this package
MOST = 5
# faults told of one file


def look(form: str, data: bytes, attachments: Sequence[Attachment] = ()) -> Found:
    """Walk the bytes of a file; what may not stand in it, and all its words."""
    module = import_module(f"briefbook.writers.grammar.{FORMATS[form]}")
    found: Found = module.look(data, attachments)
    return Found(tuple(dict.fromkeys(found.faults))[:MOST], found.texts, found.pages)
