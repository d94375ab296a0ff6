"""What a document plainly says of itself: title, publisher, author, date, language, address."""

import re
from dataclasses import replace

from briefbook.model.diagnostic import Diagnostic
from briefbook.model.reading import Reading
from briefbook.model.source import Metadata
from briefbook.text import names, shape, tongue

_DATE_LINE = re.compile(r"\s{0,20}date[ \t:=]{1,10}[\"']?([0-9]{4}-[0-9]{2}-[0-9]{2})\b", re.IGNORECASE)
# how collections of articles are dated: the first line of the text is `date 2025-03-05`


def propose(reading: Reading, known: Metadata) -> tuple[Metadata, tuple[Diagnostic, ...]]:
    """Fill in what `known` (from `sources.toml`, or id and path alone) leaves out; nothing is invented."""
    claims = reading.claims
    dated = _DATE_LINE.match(reading.text.removeprefix("\ufeff"))
    spoken = claims.get("lang", "")
    lang = tongue.guess(reading.text) or (spoken if shape.LANGUAGE.fullmatch(spoken) else "")
    return replace(
        known,
        title=known.title or claims.get("title", ""),
        publisher=known.publisher or claims.get("publisher", ""),
        author=known.author or claims.get("author", ""),
        date=known.date or shape.date(claims.get("date")) or (shape.date(dated[1]) if dated else None),
        url=known.url or claims.get("url", ""),
        lang=known.lang or lang or names.guess(reading.text) or "und",
    ), ()
