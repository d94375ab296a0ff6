"""What an officer asks for: a brief's TOML read into a `Spec`, every problem named."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from briefbook.assembly import matter
from briefbook.model.brief import KINDS, SECTIONS, SectionSpec, Spec, Visit
from briefbook.model.diagnostic import Diagnostic
from briefbook.text import settings, shape, toml
from briefbook.text.shape import Key

FORMATS = ("docx", "pdf", "html", "md")
LEVELS = ("state", "official", "working", "private", "transit")
ORDERS = ("priority", "ledger", "date")
NAME_RULE = "is not a name: letters, digits, hyphens and underscores"
LANG_RULE = "is not a language tag such as en, fr or pt-BR (BCP 47)"
ONE_PAGE = ("checklist",)
# kinds that have one page where the brief does not say how many

DEFAULT_KEYS = {
    "lang": Key(pattern=shape.LANGUAGE, what=LANG_RULE),
    "formats": Key("texts", choices=FORMATS),
    "theme": Key(pattern=shape.NAME, what=NAME_RULE),
    "marking": Key(),
    "kind": Key(choices=KINDS),
    "citation_style": Key(pattern=shape.NAME, what=NAME_RULE),
    "author": Key(),
}
BRIEF_KEYS = {
    "title": Key(required=True),
    "lang": Key(required=True, pattern=shape.LANGUAGE, what=LANG_RULE),
    "collections": Key("texts", required=True, pattern=shape.NAME, what=NAME_RULE),
    "sections": Key("texts"),
    "formats": DEFAULT_KEYS["formats"],
    "theme": DEFAULT_KEYS["theme"],
    "date": Key("date"),
    "marking": Key(),
    "kind": DEFAULT_KEYS["kind"],
    "citation_style": DEFAULT_KEYS["citation_style"],
    "author": DEFAULT_KEYS["author"],
    "visit": Key("table", required=True),
    "section": Key("tables"),
    "max_pages": Key("whole"),
    "min_sources": Key("whole"),
    "stale_after": Key("whole"),
    **{name: Key("tables") for name in matter.TABLES},
}
VISIT_KEYS = {
    "visitor": Key(required=True),
    "host": Key(required=True),
    "level": Key(required=True, choices=LEVELS),
    "from": Key("date", required=True),
    "to": Key("date", required=True),
}
SECTION_KEYS = {
    "key": Key(required=True, pattern=shape.ID, what="is not a key: lower-case letters, digits and hyphens"),
    "title": Key(),
    "template": Key(),
    "tags": Key("texts"),
    "order": Key(choices=ORDERS),
    "min_facts": Key("whole"),
}


def load(
    data: bytes,
    path: str,
    id_: str,
    defaults: Mapping[str, Any] = MappingProxyType({}),
    changes: Mapping[str, Any] = MappingProxyType({}),
    *,
    rough: bool = False,
) -> tuple[Spec | None, tuple[Diagnostic, ...]]:
    """Read a brief, some of its keys replaced by an edition's; None when it has errors.

    A rough one, straight from documents, need not say which visit it is of.
    """
    table, problems = toml.read(data, path)
    if problems:
        return None, problems
    table = {**defaults, **table, **changes}
    keys = BRIEF_KEYS | {"visit": Key("table")} if rough else BRIEF_KEYS
    found = shape.check(table, keys, path, (), "the brief")
    visit = table.get("visit")
    if isinstance(visit, dict):
        found += shape.check(visit, VISIT_KEYS, path, ("visit",), "[visit]")
        found += _visit_order(visit, path)
    for index, row in enumerate(shape.tables(table.get("section"))):
        found += shape.check(row, SECTION_KEYS, path, ("section", index), "the section")
    found += _repeats(table, path) + _negatives(table, path) + matter.check(table, path)
    if any(item.is_error for item in found):
        return None, tuple(found)
    sections = _sections(table)
    if not sections:
        found.append(
            Diagnostic("missing-key", "the brief has no sections; add sections = […]", path=path, line=1)
        )
        return None, tuple(found)
    return _spec(table, sections, path, id_), tuple(found)


def defaults(data: bytes, path: str) -> tuple[dict[str, Any], tuple[Diagnostic, ...]]:
    """The `[defaults]` of `briefbook.toml`: values for keys that a brief leaves out."""
    table, problems = toml.read(data, path)
    if problems:
        return {}, problems
    found = shape.check(table, {"defaults": Key("table"), "limits": Key("table")}, path, (), "briefbook.toml")
    values = table.get("defaults", {})
    if isinstance(values, dict):
        found += shape.check(values, DEFAULT_KEYS, path, ("defaults",), "[defaults]")
    bounds = table.get("limits", {})
    if isinstance(bounds, dict):
        found += settings.check(bounds, path)
    return ({} if any(item.is_error for item in found) else values), tuple(found)


def section_keys(data: bytes) -> tuple[str, ...]:
    """The section keys that a brief defines; () for one that cannot be read."""
    return keys_of_sections(toml.read(data, "")[0])


def keys_of_sections(table: Mapping[str, Any]) -> tuple[str, ...]:
    """The same of a brief that has been read."""
    listed = table.get("sections")
    keys = [key for key in listed if isinstance(key, str)] if isinstance(listed, list) else []
    own = [row["key"] for row in shape.tables(table.get("section")) if isinstance(row.get("key"), str)]
    return tuple(dict.fromkeys((*keys, *own)))


def _spec(table: Mapping[str, Any], sections: tuple[SectionSpec, ...], path: str, id_: str) -> Spec:
    kind = table.get("kind", KINDS[0])
    return Spec(
        id=id_,
        title=table["title"],
        lang=table["lang"],
        collections=tuple(table["collections"]),
        sections=sections,
        visit=_visit(table["visit"]) if "visit" in table else None,
        formats=tuple(dict.fromkeys(table.get("formats", ("docx", "pdf")))),
        theme=table.get("theme", "default"),
        date=shape.date(table.get("date")),
        marking=table.get("marking", ""),
        kind=kind,
        citation_style=table.get("citation_style", "chicago"),
        min_sources=table.get("min_sources", 0),
        stale_after=table.get("stale_after", 0),
        author=" ".join(table.get("author", "").split()),
        max_pages=table.get("max_pages", 1 if kind in ONE_PAGE else 0),
        lines=matter.lines(table),
        events=matter.events(table),
        documents=matter.documents(table),
        people=matter.people(table),
        path=path,
    )


def _visit(row: Mapping[str, Any]) -> Visit:
    start, end = shape.date(row["from"]), shape.date(row["to"])
    assert start is not None
    assert end is not None
    return Visit(row["visitor"], row["host"], row["level"], start, end)


def _visit_order(row: Mapping[str, Any], path: str) -> list[Diagnostic]:
    start, end = shape.date(row.get("from")), shape.date(row.get("to"))
    if start is None or end is None or str(start) <= str(end):
        return []
    message = f"the visit ends ({end}) before it begins ({start}); exchange from and to"
    return [Diagnostic("bad-date", message, path=path, keys=("visit", "to"))]


def _sections(table: Mapping[str, Any]) -> tuple[SectionSpec, ...]:
    """The listed sections in their order, then those that only a [[section]] names."""
    own = {row["key"]: row for row in shape.tables(table.get("section"))}
    listed = table.get("sections", () if own else SECTIONS)
    keys = dict.fromkeys((*listed, *own))
    return tuple(_section(key, own.get(key, {})) for key in keys)


def _section(key: str, row: Mapping[str, Any]) -> SectionSpec:
    return SectionSpec(
        key,
        row.get("title", ""),
        row.get("template", ""),
        tuple(row.get("tags", ())),
        row.get("order", "priority"),
        row.get("min_facts", 0),
    )


def _repeats(table: Mapping[str, Any], path: str) -> list[Diagnostic]:
    found = []
    for name in ("collections", "sections"):
        values = table.get(name)
        values = values if isinstance(values, list) else []
        if name == "collections" and values == [] and name in table:
            found.append(Diagnostic("missing-key", "collections is empty", path=path, keys=(name,)))
        for index, value in enumerate(values):
            if value in values[:index]:
                message = f"{name} names {shape.shown(value)} twice"
                found.append(Diagnostic("duplicate-id", message, path=path, keys=(name, index)))
    keys = [row.get("key") for row in shape.tables(table.get("section"))]
    for index, key in enumerate(keys):
        if key is not None and key in keys[:index]:
            message = f"two [[section]] tables have the key {shape.shown(key)}"
            found.append(Diagnostic("duplicate-id", message, path=path, keys=("section", index, "key")))
    return found


def _negatives(table: Mapping[str, Any], path: str) -> list[Diagnostic]:
    """Limits below nought, which would say nothing."""
    at: list[tuple[shape.Keys, Any]] = [((name,), table.get(name)) for name in ("min_sources", "stale_after")]
    for index, row in enumerate(shape.tables(table.get("section"))):
        at.append((("section", index, "min_facts"), row.get("min_facts")))
    found = [
        Diagnostic("bad-value", f"{keys[-1]} = {value} is below nought", path=path, keys=keys)
        for keys, value in at
        if isinstance(value, int) and value < 0
    ]
    if isinstance(table.get("max_pages"), int) and table["max_pages"] < 1:
        message = f"max_pages = {table['max_pages']} leaves no page; write 1 or more, or leave the key out"
        found.append(Diagnostic("bad-value", message, path=path, keys=("max_pages",)))
    return found
