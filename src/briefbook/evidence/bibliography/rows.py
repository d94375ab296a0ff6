"""References as rows of `sources.toml`, and the other way round; what has no place is said."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from briefbook.evidence import ledger
from briefbook.evidence.bibliography import entry as entries
from briefbook.evidence.bibliography.entry import Entry
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.source import Metadata
from briefbook.text import characters, shape

Row = dict[str, Any]


def of(entry: Entry, number: int, path: str) -> tuple[Row, list[Diagnostic]]:
    """The row of a reference, and what of it was left out or changed."""
    id_ = slug(entry.id) or slug(f"{entry.publisher} {entry.date}") or f"source-{number}"
    said = f"entry {shape.shown(entry.id or number)}"
    found: list[Diagnostic] = []

    def note(message: str, severity: Severity = Severity.NOTE) -> None:
        found.append(Diagnostic("import-left", f"{said}: {message}", severity, path))

    if id_ != entry.id:
        note(f"it goes by the id {id_!r}")
    row: Row = {"id": id_, "path": entry.path}
    if not entry.path or not shape.is_inside(entry.path):
        row["path"] = f"{id_}.txt"
        note(f"save its text as {row['path']} beside sources.toml", Severity.WARNING)
    row |= {"title": entry.title, "translated_title": _translated(entry), "publisher": entry.publisher}
    row["author"] = "; ".join(entry.authors)
    for name in ("date", "accessed"):
        value = getattr(entry, name)
        if value and shape.date(value) is None:
            note(f"{name} {shape.shown(value)} is no day, month or year and is left out", Severity.WARNING)
            value = ""
        row[name] = value
    for name, rule in (("lang", shape.LANGUAGE), ("url", shape.ADDRESS)):
        value = getattr(entry, name)
        if value and not rule.fullmatch(value):
            note(f"{name} {shape.shown(value)} cannot be read and is left out", Severity.WARNING)
            value = ""
        row[name] = value
    row["kind"] = entry.kind if entry.kind in ledger.KINDS else "other"
    row |= {key: entry.more[key] for key in ("reliability", "wire", "digests") if entry.more.get(key)}
    if entry.unmapped:
        names = ", ".join(characters.printable(name)[:40] for name in entry.unmapped[:8])
        note(f"sources.toml has no place for {names}")
    return {key: value for key, value in row.items() if value}, found


def refusal(row: Mapping[str, Any]) -> str:
    """Why a row may not be taken in, as the end of a sentence; "" when it may."""
    for name, value in row.items():
        for text in _texts(value):
            if len(text) > entries.MAX_LETTERS:
                return f"{name} has {len(text):,} letters; the limit is {entries.MAX_LETTERS:,}"
            if wrong := characters.find_control(text) or characters.find_deceiving(text):
                return f"{name} holds {wrong}"
    return ""


def written(row: Mapping[str, Any]) -> str:
    """A row as TOML."""
    lines = [f"{name} = {_value(name, value)}\n" for name, value in row.items()]
    return "[[source]]\n" + "".join(lines)


def entry(meta: Metadata, folder: str) -> Entry:
    """A source as a reference."""
    more: Row = {"reliability": meta.reliability, "wire": meta.wire}
    if meta.digests:
        told = meta.digests
        date = str(told.date) if told.date else ""
        more["digests"] = {"publisher": told.publisher, "date": date, "lang": told.lang, "title": told.title}
        more["digests"] = {key: value for key, value in more["digests"].items() if value}
    return Entry(
        id=meta.id,
        kind=meta.kind,
        title=" ".join(meta.title.split()),
        translations={lang: " ".join(text.split()) for lang, text in meta.translations.items()},
        authors=tuple(filter(None, (" ".join(name.split()) for name in meta.author.split(";")))),
        publisher=" ".join(meta.publisher.split()),
        date=str(meta.date or ""),
        lang=meta.lang,
        url=meta.url,
        accessed=str(meta.accessed or ""),
        path=meta.path.removeprefix(f"{folder}/"),
        more={key: value for key, value in more.items() if value},
    )


def slug(text: str) -> str:
    """Words as an id: lower-case ASCII letters and digits parted by hyphens, dots and underscores."""
    folded = unicodedata.normalize("NFKD", text[:200].lower().replace("đ", "d"))
    plain = re.sub("[^a-z0-9._]+", "-", folded.encode("ascii", "ignore").decode())
    return re.sub("[._-]*-[._-]*|[._]{2,}", "-", plain)[:80].strip("._-")


def _translated(entry: Entry) -> Any:
    texts = {lang: text for lang, text in entry.translations.items() if text}
    if not texts or not entry.title:
        return ""
    if set(texts) == {""}:
        return texts[""]
    return {lang: text for lang, text in texts.items() if shape.LANGUAGE.fullmatch(lang)}


def _texts(value: Any) -> list[str]:
    return [str(part) for part in value.values()] if isinstance(value, dict) else [str(value)]


def _value(name: str, value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_value(key, part)}" for key, part in value.items()) + " }"
    if name in ("date", "accessed") and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)):
        return str(value)
    return _quoted(str(value))


def _key(name: str) -> str:
    return name if re.fullmatch("[A-Za-z0-9_-]+", name) else _quoted(name)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
