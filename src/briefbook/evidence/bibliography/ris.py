"""References as RIS (Research Information Systems, 2011)."""

from collections.abc import Mapping, Sequence
from typing import Any

from briefbook.evidence.bibliography import entry as entries
from briefbook.evidence.bibliography.entry import Entry, lost

__all__ = ["lost", "read", "write"]

TYPES = {"press": "NEWS", "statement": "GOVDOC", "statistics": "DATA", "note": "UNPB", "other": "GEN"}
KINDS = {"NEWS": "press", "MGZN": "press", "JOUR": "press", "BLOG": "press", "DATA": "statistics"}
PUBLISHERS = ("secondary_title", "journal_name", "alternate_title3", "publisher")
DATES = ("date", "year", "publication_year")
TITLES = ("title", "primary_title")
MAPPED = {
    *(*PUBLISHERS, *DATES, *TITLES, "authors", "first_authors", "type_of_reference", "id", "language"),
    *("urls", "url", "access_date", "translated_title", "file_attachments1", "doi", "type_of_work"),
}


def read(text: str) -> list[Entry]:
    """Read references; ValueError for what are none."""
    import rispy

    return [_entry(each) for each in rispy.loads(text)]


def write(found: Sequence[Entry]) -> str:
    """Write references, tags in a fixed order."""
    return "\n".join(map(_written, found))


def _entry(item: Mapping[str, Any]) -> Entry:
    def first(*names: str) -> str:
        values = (item.get(name) for name in names)
        found = next((value for value in values if value), "")
        said = found[0] if isinstance(found, list) else found
        return " ".join(str(said).split())

    authors = item.get("authors") or item.get("first_authors") or []
    url = first("urls", "url")
    if not url and item.get("doi"):
        url = f"https://doi.org/{first('doi')}"
    date = first(*DATES)
    return Entry(
        id=first("id"),
        kind=first("type_of_work") or KINDS.get(first("type_of_reference"), "other"),
        title=first(*TITLES),
        translations={"": first("translated_title")} if item.get("translated_title") else {},
        authors=tuple(entries.given(" ".join(str(name).split())) for name in authors),
        publisher=first(*PUBLISHERS),
        date=entries.edtf("/".join(filter(None, date.split("/")[:3]))),
        lang=entries.language(first("language")),
        url=url,
        accessed=entries.edtf("/".join(filter(None, first("access_date").split("/")[:3]))),
        path=first("file_attachments1"),
        unmapped=tuple(key for key in item if key not in MAPPED),
    )


def _author(name: str) -> str:
    """An author as RIS reads it: a last comma says that the one before parts no names."""
    return f"{name}," if name.count(",") == 1 else name


def _written(entry: Entry) -> str:
    tags = [
        ("ID", entry.id),
        *(("AU", _author(name)) for name in entry.authors),
        ("TI", entry.title),
        ("TT", entries.one_translation(entry)),
        ("T2" if entry.kind == "press" else "PB", entry.publisher),
        ("DA", entry.date.replace("-", "/")),
        ("LA", entry.lang),
        ("UR", entry.url),
        ("Y2", entry.accessed.replace("-", "/")),
        ("L1", entry.path),
        ("M3", entry.kind),
    ]
    rows = "".join(f"{tag}  - {value}\n" for tag, value in tags if value)
    return f"TY  - {TYPES.get(entry.kind, 'GEN')}\n{rows}ER  - \n"
