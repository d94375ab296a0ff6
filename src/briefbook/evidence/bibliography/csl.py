"""References as CSL-JSON (Citation Style Language 1.0.2)."""

import json
from collections.abc import Sequence
from typing import Any

from briefbook.evidence.bibliography import entry as entries
from briefbook.evidence.bibliography.entry import Entry

TYPES = {
    "press": "article-newspaper",
    "statement": "speech",
    "statistics": "dataset",
    "note": "manuscript",
    "other": "document",
}
KINDS = {
    "article": "press",
    "article-journal": "press",
    "article-magazine": "press",
    "article-newspaper": "press",
    "broadcast": "press",
    "dataset": "statistics",
    "interview": "press",
    "post": "press",
    "post-weblog": "press",
    "speech": "statement",
}
MAPPED = {
    *("id", "type", "title", "author", "container-title", "publisher", "issued", "language", "URL"),
    *("accessed", "DOI", "custom", "citation-key"),
}
OWN = "briefbook"
# our own keys, in the object that CSL-JSON keeps for them


def read(text: str) -> list[Entry]:
    """Read an array of items; ValueError for what is none."""
    items = json.loads(text)
    if isinstance(items, dict) and isinstance(items.get("items"), list):
        items = items["items"]
    if not isinstance(items, list):
        raise ValueError("it holds no list of items")
    return [_entry(item) for item in items if isinstance(item, dict)]


def write(found: Sequence[Entry]) -> str:
    """Write entries as an array of items."""
    return json.dumps([_item(each) for each in found], ensure_ascii=False, indent=1) + "\n"


def lost(entry: Entry) -> tuple[str, ...]:
    """Nothing: what CSL has no word for stands below `custom`."""
    return ()


def _entry(item: dict[str, Any]) -> Entry:
    custom = item.get("custom")
    own = custom.get(OWN) if isinstance(custom, dict) else None
    own = own if isinstance(own, dict) else {}
    given = own.get("translated_title")
    translations = {"": given} if isinstance(given, str) else given if isinstance(given, dict) else {}
    url = _text(item.get("URL"))
    if not url and item.get("DOI"):
        url = f"https://doi.org/{_text(item['DOI'])}"
    authors = item.get("author")
    return Entry(
        id=_text(item.get("id")),
        kind=_text(own.get("kind")) or KINDS.get(_text(item.get("type")), "other"),
        title=_text(item.get("title")),
        translations={str(lang): _text(text) for lang, text in translations.items()},
        authors=tuple(_name(each) for each in authors if isinstance(each, dict))
        if isinstance(authors, list)
        else (),
        publisher=_text(item.get("container-title")) or _text(item.get("publisher")),
        date=_date(item.get("issued")),
        lang=_text(item.get("language")),
        url=url,
        accessed=_date(item.get("accessed")),
        path=_text(own.get("path")),
        more={key: own[key] for key in ("reliability", "wire", "digests") if key in own},
        unmapped=tuple(key for key in item if key not in MAPPED),
    )


def _item(entry: Entry) -> dict[str, Any]:
    own: dict[str, Any] = {"kind": entry.kind, "path": entry.path}
    if entry.translations:
        plain = set(entry.translations) == {""}
        own["translated_title"] = entry.translations[""] if plain else dict(entry.translations)
    own |= entry.more
    place = "container-title" if entry.kind == "press" else "publisher"
    item: dict[str, Any] = {"id": entry.id, "type": TYPES.get(entry.kind, "document")}
    item["title"] = entry.title
    item["author"] = [{"literal": name} for name in entry.authors]
    item[place] = entry.publisher
    item["issued"] = {"date-parts": [entries.parted(entry.date)]} if entry.date else None
    item["language"] = entry.lang
    item["URL"] = entry.url
    item["accessed"] = {"date-parts": [entries.parted(entry.accessed)]} if entry.accessed else None
    return {key: value for key, value in item.items() if value} | {"custom": {OWN: own}}


def _name(author: dict[str, Any]) -> str:
    if literal := _text(author.get("literal")):
        return literal
    parts = ("given", "non-dropping-particle", "dropping-particle", "family", "suffix")
    return " ".join(filter(None, (_text(author.get(part)) for part in parts)))


def _date(value: Any) -> str:
    if isinstance(value, str):
        return entries.edtf(value)
    if not isinstance(value, dict):
        return ""
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        return entries.edtf("-".join(_text(part) for part in parts[0][:3]))
    return entries.edtf(_text(value.get("raw")) or _text(value.get("literal")))


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return " ".join(str(value).split()) if isinstance(value, str) or abs(value) < 10**9 else ""
