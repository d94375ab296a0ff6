"""`sources.toml`: what documents say of themselves, where the list does not say it yet."""

from collections.abc import Mapping, Sequence

from briefbook.evidence import ledger
from briefbook.evidence.bibliography import rows
from briefbook.evidence.draftbook import values
from briefbook.model.inputs import File
from briefbook.model.proposal import Document
from briefbook.model.source import Metadata
from briefbook.text import shape, toml_places

FIELDS = ("title", "publisher", "author", "date", "lang", "url")


def write(documents: Sequence[Document], there: File) -> bytes:
    """The list with a row for every document and the keys that its rows lack; what stands there stays."""
    folder = there.path.replace("\\", "/").rpartition("/")[0]
    listed, _ = ledger.sources(there.data, there.path)
    metas = [each.source.meta for each in documents]
    data = _completed(there.data, {meta.index: meta for meta in metas if meta.index is not None}, listed)
    new = [meta for meta in metas if meta.index is None]
    text = "\n".join("[[source]]\n" + "".join(_lines(meta, folder)) for meta in new)
    if text:
        ending = "\r\n" if b"\r\n" in data else "\n"
        gap = "" if not data.strip() else "\n" if data.endswith(b"\n") else "\n\n"
        data += (gap + text).replace("\n", ending).encode("utf-8")
    return data


def _lines(meta: Metadata, folder: str) -> list[str]:
    path = meta.path.removeprefix(f"{folder}/") if folder else meta.path
    fields = _fields(meta)
    return [
        values.line("id", meta.id),
        values.line("path", path),
        *(_line(key, fields[key]) for key in fields),
    ]


def _fields(meta: Metadata) -> dict[str, str]:
    """What is known of a document and may stand in the list."""
    known = {name: str(getattr(meta, name) or "") for name in FIELDS}
    known = {key: " ".join(text.split()) for key, text in known.items() if text and text != "und"}
    for key, rule in (("lang", shape.LANGUAGE), ("url", shape.ADDRESS)):
        if key in known and not rule.fullmatch(known[key]):
            del known[key]
    return {key: text for key, text in known.items() if not rows.refusal({key: text})}


def _line(key: str, text: str) -> str:
    return f"date = {text}\n" if key == "date" and len(text) == 10 else values.line(key, text)


def _completed(data: bytes, known: Mapping[int, Metadata], listed: Sequence[Metadata]) -> bytes:
    """The list with the keys added that its rows lack."""
    bare = data.removeprefix(b"\xef\xbb\xbf")
    rows_ = ((meta.index, meta) for meta in listed if meta.index is not None)
    lacking = {at: new for at, meta in rows_ if at in known and (new := _added(meta, known[at]))}
    places = toml_places.tables(bare, "source") if lacking else ()
    ending = "\r\n" if b"\r\n" in bare else "\n"
    changes = {}
    for at, new in lacking.items():
        if at < len(places):
            end = places[at].plain
            start = "" if bare[:end].endswith(b"\n") else "\n"
            changes[end, end] = (start + "".join(new)).replace("\n", ending).encode("utf-8")
    return data[: len(data) - len(bare)] + toml_places.edited(bare, changes)


def _added(there: Metadata, found: Metadata) -> list[str]:
    fields = _fields(found)
    return [_line(key, fields[key]) for key in fields if not getattr(there, key)]
