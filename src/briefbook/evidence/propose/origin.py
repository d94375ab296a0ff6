"""What a document plainly says of itself: title, publisher, author, date, language, address."""

from briefbook.model.diagnostic import Diagnostic
from briefbook.model.reading import Reading
from briefbook.model.source import Metadata
from briefbook.text import names, tongue


def propose(reading: Reading, known: Metadata) -> tuple[Metadata, tuple[Diagnostic, ...]]:
    """Fill in what `known` (from `sources.toml`, or id and path alone) leaves out; nothing is invented."""
    from dataclasses import replace

    return replace(
        known, lang=known.lang or tongue.guess(reading.text) or names.guess(reading.text) or "und"
    ), ()
