"""One source as libraries of references know it, in no format's terms; and what all formats share."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from briefbook import limits
from briefbook.model.date import PartialDate
from briefbook.text import shape

MAX_ENTRIES = limits.of("library_entries")
MAX_LETTERS = 2_000
# of one value

LANGUAGES = {
    "english": "en", "american": "en", "british": "en", "french": "fr", "français": "fr", "francais": "fr",
    "vietnamese": "vi", "russian": "ru", "spanish": "es", "german": "de", "ngerman": "de", "kyrgyz": "ky",
    "chinese": "zh", "japanese": "ja", "korean": "ko", "arabic": "ar", "portuguese": "pt", "italian": "it",
}  # fmt: skip
_DATE = re.compile(r"([0-9]{4})(?:[-/]([0-9]{1,2}))?(?:[-/]([0-9]{1,2}))?")


@dataclass(frozen=True, slots=True)
class Entry:
    """A reference; what it does not say is empty."""

    id: str
    kind: str = ""
    # one of `ledger.KINDS`, or ""
    title: str = ""
    translations: Mapping[str, str] = field(default_factory=dict)
    # of the title, by language; "" where none is named
    authors: tuple[str, ...] = ()
    publisher: str = ""
    date: str = ""
    # EDTF level 0: "2031-04-02", "2031-04" or "2031"
    lang: str = ""
    url: str = ""
    accessed: str = ""
    path: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)
    # reliability, wire, digests: what only this program knows
    unmapped: tuple[str, ...] = ()
    # what the file says of it that a list of sources has no place for


def edtf(written: str) -> str:
    """A date as libraries write it, 2031/4/2 or 2031-04-02, as EDTF; what is no date stays as it is."""
    found = _DATE.fullmatch(written.strip().rstrip("/"))
    if not found:
        return written.strip()
    return "-".join([found[1], *(f"{int(part):02}" for part in found.groups()[1:] if part)])


def parted(date: str) -> list[int]:
    """A date as numbers: year, month, day."""
    found = shape.date(date)
    parts = (found.year, found.month, found.day) if isinstance(found, PartialDate) else ()
    return [part for part in parts if part]


def language(written: str) -> str:
    """A language tag, also for a language that is written out in English."""
    return LANGUAGES.get(written.strip().lower(), written.strip())


def given(author: str) -> str:
    """An author with the given name first, as notes print it."""
    family, comma, first = author.partition(",")
    turned = f"{first.strip()} {family.strip()}"
    return turned if comma and "," not in first else author.strip().removesuffix(",")


def one_translation(entry: Entry) -> str:
    """The one translation of a title that a format with room for one is given."""
    texts = entry.translations
    return texts.get("") or texts.get("en") or next(iter(texts.values()), "")


def lost(entry: Entry) -> tuple[str, ...]:
    """What a format without room for our own keys leaves out."""
    several = ("translated_title in several languages",) if set(entry.translations) - {""} else ()
    return (*entry.more, *several)
