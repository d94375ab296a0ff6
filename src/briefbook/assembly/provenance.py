"""The facts that a brief used, as data that travels inside the file."""

import json
from collections.abc import Mapping, Sequence

from briefbook.model.document import Attachment
from briefbook.model.fact import Fact
from briefbook.model.source import Source

_JSON = json.JSONEncoder(ensure_ascii=False)


def attachment(
    sources: Sequence[Source], facts: Mapping[str, Fact], noted: Sequence[str], lang: str
) -> Attachment:
    """The statements, quotes, spans and source hashes behind each note, as JSON."""
    notes: dict[str, list[int]] = {}
    for number, key in enumerate(noted, 1):
        notes.setdefault(key, []).append(number)
    used = {quote.source for key in notes for quote in facts[key].quotes}
    told = [_source(source) for source in sources if source.id in used]
    proven = [_fact(facts[key], numbers, lang) for key, numbers in notes.items()]
    parts: tuple[tuple[str, Sequence[object]], ...] = (("sources", told), ("facts", proven))
    lists = ",\n".join(f'"{name}": [\n{_lines(rows)}\n]' for name, rows in parts)
    data = f'{{"format": "briefbook-facts-1",\n{lists}}}\n'.encode()
    return Attachment(
        "facts.json", "application/json", data, "Facts, quotes and source hashes behind the notes"
    )


def _source(source: Source) -> dict[str, object]:
    meta = source.meta
    told: dict[str, object] = {"id": source.id, "lang": meta.lang, "kind": meta.kind, "sha256": source.sha256}
    return {**told, "text_sha256": source.text_sha256} if source.text_sha256 else told


def _lines(rows: Sequence[object]) -> str:
    """One line a row: JSON that a person can read and that is written at C speed."""
    return ",\n".join(map(_JSON.encode, rows))


def _fact(fact: Fact, numbers: Sequence[int], lang: str) -> dict[str, object]:
    return {
        "id": fact.id,
        "notes": list(numbers),
        "statement": fact.statement(lang),
        "support": fact.support,
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
