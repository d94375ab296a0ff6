"""A document as it is compared: noise blanked out, entities and joined syllables read, offsets kept."""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefbook.model.diagnostic import Diagnostic
from briefbook.model.proposal import NOISE, Document, Unit
from briefbook.model.source import Source

_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,20});")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,600}>|\]\([^()\s]{1,600}\)|\\[rnt](?![a-zà-ÿ]{2})")
_JOINED = re.compile(r"(?<=[^\W\d_])_(?=[^\W\d_])")
_CONTROL = re.compile("[\x80-\x9f]")


def of(documents: Sequence[Document], units: Iterable[Unit]) -> tuple[Source, ...]:
    """The sources with texts of the same length, in which only what is kept can be read."""
    noise: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.state == NOISE:
            noise.setdefault(unit.source, []).append(unit)
    return tuple(
        replace(each.source, text=_read(each.source.text, noise.get(each.id, ()))) for each in documents
    )


def restored(found: Iterable[Diagnostic], documents: Sequence[Document]) -> tuple[Diagnostic, ...]:
    """Diagnostics whose quotes are the documents' own words again."""
    texts = {each.id: each.source.text for each in documents}
    return tuple(
        replace(
            item,
            quotes=tuple(
                replace(quote, exact=texts[quote.source][quote.start : quote.end]) for quote in item.quotes
            ),
        )
        for item in found
    )


def _read(text: str, noise: Iterable[Unit]) -> str:
    parts, at = [], 0
    for unit in noise:
        parts += [text[at : unit.start], " " * (unit.end - unit.start)]
        at = unit.end
    seen = "".join([*parts, text[at:]])
    seen = _TAG.sub(lambda found: " " * len(found[0]), seen)
    seen = _ENTITY.sub(lambda found: _letter(found[0]), seen)
    seen = _CONTROL.sub(lambda found: _windows(found[0]), seen)
    return _JOINED.sub(" ", seen)


def _letter(entity: str) -> str:
    """What an entity stands for, behind blanks, as long as it was; a letter of a word stands before them."""
    plain = html.unescape(entity)
    if len(plain) != 1 or plain == entity:
        return entity
    return plain.rjust(len(entity))


def _windows(control: str) -> str:
    """The letter that a control character was before its text was read in a wrong encoding."""
    try:
        return control.encode("latin-1").decode("cp1252")
    except UnicodeDecodeError:
        return " "
