"""What people write about sources and facts, read into values with every problem named."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from briefbook import limits
from briefbook.model.date import PartialDate
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.fact import Fact, Ledger, Quantity, Quote, Resolution
from briefbook.model.source import Digested, Metadata
from briefbook.text import shape, toml
from briefbook.text.shape import Key

# facts of one ledger

KINDS = ("press", "statement", "statistics", "note", "other")
STATUSES = ("draft", "accepted", "rejected")
PRIORITIES = ("must", "should", "could")
ID_RULE = "is not an id: lower-case letters and digits, parted by hyphens"
WHEN = re.compile("[0-9]{4}(?:-[0-9]{2}){0,2}(?:/[0-9]{4}(?:-[0-9]{2}){0,2})?")

SOURCE_KEYS = {
    "id": Key(required=True, pattern=shape.ID, what=ID_RULE),
    "path": Key(required=True),
    "title": Key(),
    "translated_title": Key("words"),
    "publisher": Key(),
    "author": Key(),
    "date": Key("date"),
    "lang": Key(pattern=shape.LANGUAGE, what="is not a language tag such as en, fr or pt-BR (BCP 47)"),
    "url": Key(pattern=shape.ADDRESS, what="is not a web address (http, https or mailto)"),
    "accessed": Key("date"),
    "kind": Key(choices=KINDS),
    "reliability": Key(choices=("A", "B", "C", "D", "E", "F")),
    "wire": Key(),
    "digests": Key("table"),
}
DIGESTS_KEYS = {
    "publisher": Key(required=True),
    "date": Key("date"),
    "lang": SOURCE_KEYS["lang"],
    "title": Key(),
}
FACT_KEYS = {
    "id": Key(required=True, pattern=shape.ID, what=ID_RULE),
    "section": Key(required=True),
    "tags": Key("texts"),
    "statement": Key("words", required=True),
    "status": Key(choices=STATUSES),
    "priority": Key(choices=PRIORITIES),
    "as_of": Key("date"),
    "marking": Key(),
    "quote": Key("tables", required=True),
    "quantity": Key("tables"),
    "reviewed": Key("table"),
    "confidence": Key("number"),
    "review": Key("flag"),
    "reason": Key(),
    "similar": Key("texts"),
    "dates": Key("texts"),
    "entities": Key("texts"),
}
QUOTE_KEYS = {
    "source": Key(required=True),
    "exact": Key("quote", required=True),
    "prefix": Key("quote"),
    "suffix": Key("quote"),
}
QUANTITY_KEYS = {
    "of": Key("words", required=True),
    "value": Key("number", required=True),
    "unit": Key(required=True),
    "when": Key(
        pattern=WHEN, what='is not a year, date or period such as "2024", "2024-10-31" or "2017/2021"'
    ),
}
RESOLUTION_KEYS = {
    "facts": Key("texts", required=True),
    "use": Key(required=True),
    "why": Key("words", required=True),
    "show": Key("flag"),
}


def load(data: bytes, path: str, collection: str) -> tuple[Ledger, tuple[Diagnostic, ...]]:
    """Read `facts.toml`: its facts and resolutions, and every problem of form."""
    table, problems = toml.read(data, path)
    found = list(problems)
    if not problems:
        known = {"fact": Key("tables"), "resolution": Key("tables")}
        found += shape.check(table, known, path, (), "the ledger")
    written = shape.tables(table.get("fact"))
    if len(written) > (most := limits.of("facts")):
        message = f"{len(written):,} facts; the limit of one ledger is {most:,} (facts)"
        return Ledger(), (*found, Diagnostic("too-large", message, path=path, keys=("fact", most)))
    facts: list[Fact] = []
    for index, row in enumerate(written):
        wrong = _fact_problems(row, path, index)
        found += wrong
        if not any(item.is_error and item.code != "unknown-key" for item in wrong):
            facts.append(_fact(row, path, index, collection))
    resolutions = []
    for index, row in enumerate(shape.tables(table.get("resolution"))):
        wrong = shape.check(row, RESOLUTION_KEYS, path, ("resolution", index), "the resolution")
        wrong += shape.check_languages(row.get("why"), "why", path, ("resolution", index, "why"))
        found += wrong
        if not wrong:
            resolutions.append(_resolution(row, path, index))
    return Ledger(tuple(facts), tuple(resolutions)), tuple(found)


def sources(data: bytes, path: str) -> tuple[tuple[Metadata, ...], tuple[Diagnostic, ...]]:
    """Read `sources.toml`: what it says of each source, and every problem of form."""
    table, problems = toml.read(data, path)
    found = list(problems)
    if not problems:
        found += shape.check(table, {"source": Key("tables")}, path, (), "sources.toml")
    folder = path.rpartition("/")[0]
    metas: list[Metadata] = []
    seen: dict[str, int] = {}
    for index, row in enumerate(shape.tables(table.get("source"))):
        at = ("source", index)
        wrong = shape.check(row, SOURCE_KEYS, path, at, f"source {shape.shown(row.get('id', index + 1))}")
        wrong += _digests_problems(row, path, at) + _translation_problems(row, path, at)
        found += wrong
        if not isinstance(row.get("id"), str) or not isinstance(row.get("path"), str):
            continue
        if row["id"] in seen:
            message = f"two sources have the id {row['id']!r}; ids must differ"
            found.append(Diagnostic("duplicate-id", message, path=path, keys=(*at, "id")))
            continue
        seen[row["id"]] = index
        if row["path"] in {meta.path.removeprefix(f"{folder}/") for meta in metas}:
            message = f"two sources name the file {shape.shown(row['path'])}; one text is one source"
            found.append(Diagnostic("duplicate-id", message, path=path, keys=(*at, "path")))
        # a source with a wrong line is still read, so that its quotes are checked in the same run
        failed = any(item.is_error for item in wrong)
        whole = {"id": row["id"], "path": row["path"], "lang": "und"} if failed else row
        metas.append(_metadata(whole, folder, index))
    return tuple(metas), tuple(found)


def _fact_problems(row: Mapping[str, Any], path: str, index: int) -> list[Diagnostic]:
    at = ("fact", index)
    what = f"fact {shape.shown(row.get('id', index + 1))}"
    found = shape.check(row, FACT_KEYS, path, at, what)
    quotes = shape.tables(row.get("quote"))
    if "quote" in row and not quotes:
        found.append(Diagnostic("missing-key", f"{what} has no quote", path=path, keys=at))
    for number, quote in enumerate(quotes):
        found += shape.check(quote, QUOTE_KEYS, path, (*at, "quote", number), f"a quote of {what}")
    for number, quantity in enumerate(shape.tables(row.get("quantity"))):
        found += shape.check(
            quantity, QUANTITY_KEYS, path, (*at, "quantity", number), f"a quantity of {what}"
        )
        found += shape.check_languages(quantity.get("of"), "of", path, (*at, "quantity", number, "of"))
        found += _when_problems(quantity.get("when"), path, (*at, "quantity", number, "when"))
    found += shape.check_languages(row.get("statement"), "statement", path, (*at, "statement"))
    reviewed = row.get("reviewed")
    for code, why in reviewed.items() if isinstance(reviewed, dict) else ():
        rule = {code: Key(required=True)}
        found += shape.check({code: why}, rule, path, (*at, "reviewed"), f"reviewed of {what}")
    return found


def _when_problems(when: Any, path: str, at: shape.Keys) -> list[Diagnostic]:
    if not isinstance(when, str) or not WHEN.fullmatch(when):
        return []
    wrong = [part for part in when.split("/") if shape.date(part) is None]
    return [Diagnostic("bad-date", f"when: there is no date {part!r}", path=path, keys=at) for part in wrong]


def _digests_problems(row: Mapping[str, Any], path: str, at: shape.Keys) -> list[Diagnostic]:
    digests = row.get("digests")
    if not isinstance(digests, dict):
        return []
    found = shape.check(digests, DIGESTS_KEYS, path, (*at, "digests"), "digests")
    if row.get("kind") != "note":
        message = 'digests is only for kind = "note": our own words on a publication'
        found.append(Diagnostic("bad-value", message, path=path, keys=(*at, "digests")))
    return found


def _translation_problems(row: Mapping[str, Any], path: str, at: shape.Keys) -> list[Diagnostic]:
    given = row.get("translated_title")
    found = []
    for lang in given if isinstance(given, dict) else ():
        if not shape.LANGUAGE.fullmatch(lang):
            message = (
                f"translated_title in {shape.shown(lang)}: that is not a language tag such as en or pt-BR"
            )
            found.append(Diagnostic("bad-value", message, path=path, keys=(*at, "translated_title", lang)))
    if given and "title" not in row:
        message = "translated_title translates a title, and there is none: add title = …"
        found.append(Diagnostic("missing-key", message, path=path, keys=(*at, "translated_title")))
    return found


def _fact(row: Mapping[str, Any], path: str, index: int, collection: str) -> Fact:
    statement = row["statement"]
    return Fact(
        id=row["id"],
        section=row["section"],
        statements={"": statement} if isinstance(statement, str) else dict(statement),
        quotes=tuple(_quote(item) for item in shape.tables(row["quote"])),
        collection=collection,
        tags=tuple(row.get("tags", ())),
        status=row.get("status", "accepted"),
        priority=row.get("priority", "should"),
        as_of=shape.date(row.get("as_of")),
        marking=row.get("marking", ""),
        quantities=tuple(_quantity(item) for item in shape.tables(row.get("quantity"))),
        dates=tuple(row["dates"]) if "dates" in row else None,
        reviewed=dict(row.get("reviewed", {})),
        path=path,
        index=index,
    )


def _quote(row: Mapping[str, Any]) -> Quote:
    return Quote(row["source"], row["exact"], row.get("prefix", ""), row.get("suffix", ""))


def _quantity(row: Mapping[str, Any]) -> Quantity:
    of, names = _texts(row["of"])
    return Quantity(of, Decimal(str(row["value"])), row["unit"], row.get("when", ""), names)


def _resolution(row: Mapping[str, Any], path: str, index: int) -> Resolution:
    why, reasons = _texts(row["why"])
    return Resolution(tuple(row["facts"]), row["use"], why, row.get("show", False), reasons, path, index)


def _texts(written: str | dict[str, str]) -> tuple[str, Mapping[str, str]]:
    """A text as it was written first, and by language where it is given in several."""
    if isinstance(written, str):
        return written, {}
    return next(iter(written.values())), dict(written)


def _metadata(row: Mapping[str, Any], folder: str, index: int) -> Metadata:
    digests, given = row.get("digests"), row.get("translated_title", {})
    return Metadata(
        id=row["id"],
        path=f"{folder}/{row['path']}" if folder else row["path"],
        title=row.get("title", ""),
        publisher=row.get("publisher", ""),
        author=row.get("author", ""),
        date=_date(row, "date"),
        lang=row.get("lang", ""),
        url=row.get("url", ""),
        accessed=_date(row, "accessed"),
        kind=row.get("kind", "other"),
        reliability=row.get("reliability", ""),
        wire=row.get("wire", ""),
        digests=_digested(digests) if digests else None,
        translations={"": given} if isinstance(given, str) else dict(given),
        index=index,
    )


def _digested(row: Mapping[str, Any]) -> Digested:
    return Digested(row["publisher"], _date(row, "date"), row.get("lang", ""), row.get("title", ""))


def _date(row: Mapping[str, Any], key: str) -> PartialDate | None:
    return shape.date(row.get(key))
