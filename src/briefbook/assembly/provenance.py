"""The facts that a brief used, as data that travels inside the file."""

import json
from collections.abc import Mapping, Sequence

from briefbook.model.document import Attachment
from briefbook.model.fact import Fact
from briefbook.model.source import Source


def attachment(
    sources: Sequence[Source], facts: Mapping[str, Fact], noted: Sequence[str], lang: str
) -> Attachment:
    """The statements, quotes, spans and source hashes behind each note, as JSON."""
    notes: dict[str, list[int]] = {}
    for number, key in enumerate(noted, 1):
        notes.setdefault(key, []).append(number)
    used = {quote.source for key in notes for quote in facts[key].quotes}
    table = {
        "format": "briefbook-facts-1",
        "sources": [
            {"id": source.id, "lang": source.meta.lang, "kind": source.meta.kind, "sha256": source.sha256}
            for source in sources
            if source.id in used
        ],
        "facts": [_fact(facts[key], numbers, lang) for key, numbers in notes.items()],
    }
    data = json.dumps(table, ensure_ascii=False, indent=1).encode("utf-8")
    return Attachment(
        "facts.json", "application/json", data, "Facts, quotes and source hashes behind the notes"
    )


def _fact(fact: Fact, numbers: Sequence[int], lang: str) -> dict[str, object]:
    return {
        "id": fact.id,
        "notes": list(numbers),
        "statement": fact.statement(lang),
        "quotes": [
            {
                "source": quote.source,
                "exact": quote.exact,
                "start": quote.span.start if quote.span else None,
                "end": quote.span.end if quote.span else None,
            }
            for quote in fact.quotes
        ],
    }
