"""What a document plainly says of itself: title, publisher, author, date, language, address, wire."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace

from briefbook.model.date import PartialDate
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.reading import Reading
from briefbook.model.source import Metadata
from briefbook.text import dates, languages, names, sentences, shape, tongue

NEAR = 1500
# letters at the head and at the tail of a document in which it says who wrote it and when
TITLE = 220
# letters of a title
LINES = 12
# lines of the head among which the date of the page may stand

_STAMP = re.compile(r"\W{0,3}date (\d{4}(?:-\d\d){0,2})\b")
_PAIR = re.compile(r"^([A-Za-z_-]{2,30})\s*:\s*(.+?)\s*$")
_FRONT_KEYS = {
    "title": ("title", "headline", "titre", "titulo", "título", "titel"),
    "author": ("author", "byline", "auteur", "autor", "creator"),
    "publisher": ("publisher", "source", "site", "site_name", "outlet", "newspaper"),
    "date": ("date", "published_time", "published", "pubdate", "publish_date", "created"),
    "lang": ("lang", "language", "locale"),
    "url": ("url", "source_url", "link", "canonical", "permalink", "canonical_url"),
}
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_TAIL = re.compile(r"(?:[—–(/-]|^|\s)\s*([A-Z]{2,6}(?:/[A-Za-z]{2,12})?)\)?\.?\s*$")
_HEAD = re.compile(r"\(((?:[A-Z]{2,6}|Reuters|Xinhua|Bloomberg))\)\s*[–—-]")
_NAMELESS = frozenset(
    {"admin", "redaction", "redaccion", "redacción", "rédaction", "webmaster", "editor", "posts"}
)


def propose(reading: Reading, known: Metadata) -> tuple[Metadata, tuple[Diagnostic, ...]]:
    """Fill in what `known` (from `sources.toml`, or id and path alone) leaves out; nothing is invented."""
    said = _front(reading.text) | {key: value for key, value in reading.claims.items() if value}
    lang = known.lang or tongue.guess(_body(reading.text)) or names.guess(reading.text)
    lang = lang or (said.get("lang", "") if shape.LANGUAGE.fullmatch(said.get("lang", "")) else "") or "und"
    url = said.get("url", "")
    found = replace(
        known,
        lang=lang,
        title=known.title or " ".join(said.get("title", "").split())[:TITLE],
        publisher=known.publisher or said.get("publisher", ""),
        author=known.author or _author(said.get("author", "")),
        date=known.date or _date(said.get("date", "")) or _dated(reading, lang),
        url=known.url or (url if shape.ADDRESS.fullmatch(url) else ""),
        wire=known.wire or _wire(reading.text, lang),
    )
    return found, _missing(found)


def _missing(meta: Metadata) -> tuple[Diagnostic, ...]:
    absent = [key for key in ("title", "publisher", "date") if not getattr(meta, key)]
    absent += ["lang"] if meta.lang == "und" else []
    if not absent:
        return ()
    message = f"source {meta.id!r} does not say its {', '.join(absent)}; add it to sources.toml"
    return (Diagnostic("incomplete-source", message, Severity.NOTE, meta.path),)


def _front(text: str) -> dict[str, str]:
    """What front matter says, or lines "Key: value" at the very head."""
    end = sentences.front_matter(text)
    found: dict[str, str] = {}
    for line in re.sub(r"\n[ \t]+(?=\S)", " ", text[:end]).splitlines():
        pair = _PAIR.match(line)
        key = pair[1].casefold().replace("-", "_") if pair else ""
        for name, keys in _FRONT_KEYS.items():
            if pair and key in keys:
                found.setdefault(name, _plain(pair[2]))
    if stamp := _STAMP.match(text[:60]):
        found.setdefault("date", stamp[1])
    return found


def _plain(value: str) -> str:
    """A value without its quotation marks, and with the escapes of YAML read."""
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = _escaped(value[1:-1]) if value[0] == '"' else value[1:-1].replace("''", "'")
    return "" if value in ("", "|", ">", "null", "~") or value.endswith("\\") else value


def _escaped(value: str) -> str:
    """A double-quoted text of YAML with its escapes read, as far as they are those of JSON."""
    try:
        return str(json.loads('"' + re.sub(r"(?:\\\s+)+", "", value).replace("\\_", "\u00a0") + '"'))
    except ValueError:
        return value


def _author(written: str) -> str:
    plain = " ".join(written.split())[:TITLE]
    return "" if plain.casefold() in _NAMELESS or "@" in plain else plain


def _date(written: str) -> PartialDate | None:
    """A date that is written as ISO 8601, or with a month's name; of a time the day alone."""
    if day := _DAY.match(written.strip()):
        return shape.date(day[0])
    for lang in ("en", "fr", "de", "es", "vi", "ru"):
        for moment in dates.find(written, languages.load(lang)):
            if _DAY.fullmatch(moment.edtf) and not moment.other:
                return shape.date(moment.edtf)
    return None


def _dated(reading: Reading, lang: str) -> PartialDate | None:
    """The date of the page: a line of its head that holds a whole day and no sentence."""
    body = reading.text[sentences.front_matter(reading.text) :]
    language = languages.load(lang)
    for line in [line.strip() for line in body[:NEAR].splitlines() if line.strip()][:LINES]:
        if len(line) > 90 or line.endswith((".", "!", "?", ":")):
            continue
        for moment in dates.find(line, language):
            whole = _DAY.fullmatch(moment.edtf) and len(moment.edtf) == 10 and not moment.flags
            if whole and len(moment.written) * 3 >= len(line):
                return shape.date(moment.edtf)
    return None


def _wire(text: str, lang: str) -> str:
    """The agency whose sign stands behind the last sentence, or in brackets in the dateline."""
    listed: Mapping[str, str] = {
        str(each).casefold(): str(each) for each in languages.load(lang).table("noise").get("agencies", ())
    }
    tail = _TAIL.search(text[-60:].rstrip())
    head = _HEAD.search(text[:NEAR])
    for found in (tail, head):
        parts = found[1].split("/") if found else []
        agency = next((listed[part.casefold()] for part in parts if part.casefold() in listed), "")
        if agency:
            return agency
    return ""


def _body(text: str) -> str:
    return text[sentences.front_matter(text) :] or text
