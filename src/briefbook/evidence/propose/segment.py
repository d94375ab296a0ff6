"""Documents cut into sentences, headings and items, each knowing where it stands."""

from collections.abc import Iterator, Sequence

from briefbook.model.proposal import Document, Unit
from briefbook.text import languages, sentences
from briefbook.text.languages import Own


def cut(documents: Sequence[Document], own: Own | None = None) -> tuple[Unit, ...]:
    """Every sentence, heading and item of every document, in order."""
    return tuple(unit for document in documents for unit in _units(document, own))


def _units(document: Document, own: Own | None) -> Iterator[Unit]:
    text, tag = document.reading.text, document.source.meta.lang
    language = languages.load(tag, own)
    front = sentences.front_matter(text)
    blocks = sentences.blocks(text)
    number = 0
    for start, end in sentences.split(text, language):
        while number + 1 < len(blocks) and blocks[number + 1][0] <= start:
            number += 1
        kind = "matter" if start < front else "sentence"
        yield Unit(document.id, start, end, text[start:end], tag, kind, number)
