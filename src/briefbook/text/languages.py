"""What a language calls numbers, units, dates, stages and titles: tables of data, a file a topic.

Shipped tables stand in `data/languages/<lang>/<topic>.toml`; those of `und` hold for every language. A
workspace adds its own in `languages/<lang>/<topic>.toml`: lists grow by its entries, single values give way.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from briefbook import resources

TOPICS = ("figures", "dates", "stance", "names", "sentences")
COMMON = "und"
# the undetermined language of BCP 47: what every language shares


@dataclass(frozen=True, slots=True)
class Language:
    """One language's tables; equal where language and a workspace's own tables are equal."""

    lang: str
    # primary subtag of BCP 47, in lower case; "und" = not known
    fingerprint: str = ""
    # of the workspace's own tables; "" for the shipped ones alone
    tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, compare=False, hash=False)
    # by topic

    def table(self, topic: str) -> Mapping[str, Any]:
        """All that is known of a topic in this language; empty where nothing is."""
        return self.tables.get(topic, {})


@dataclass(frozen=True, slots=True)
class Own:
    """The tables that a workspace adds, read and checked."""

    tables: Mapping[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)
    # by language and topic

    def fingerprint(self, lang: str) -> str:
        """A name for what is added to one language, the same for the same tables."""
        added = [(key, self.tables[key]) for key in sorted(self.tables) if key[0] in (lang, COMMON)]
        return hashlib.sha256(repr(added).encode()).hexdigest()[:16] if added else ""


def load(tag: str, own: Own | None = None) -> Language:
    """The language of a BCP 47 tag, with what the workspace adds; an unknown one has the common tables."""
    lang = tag.partition("-")[0].lower() or COMMON
    fingerprint = own.fingerprint(lang) if own else ""
    if own is None or not fingerprint:
        return _shipped(lang)
    shipped = _shipped(lang)
    tables = dict(shipped.tables)
    for key in ((COMMON, topic) for topic in TOPICS):
        tables[key[1]] = merged(tables.get(key[1], {}), own.tables.get(key, {}))
    for topic in TOPICS:
        tables[topic] = merged(tables.get(topic, {}), own.tables.get((lang, topic), {}))
    return Language(lang, fingerprint, MappingProxyType(tables))


def known() -> tuple[str, ...]:
    """The languages that have tables of their own."""
    return tuple(lang for lang in resources.language_tables() if lang != COMMON)


def merged(first: Mapping[str, Any], second: Mapping[str, Any]) -> Mapping[str, Any]:
    """Two tables as one: tables are merged key by key, lists joined, single values replaced."""
    result = dict(first)
    for key, value in second.items():
        old = result.get(key)
        if isinstance(old, Mapping) and isinstance(value, Mapping):
            result[key] = merged(old, value)
        elif isinstance(old, list) and isinstance(value, list):
            result[key] = [*old, *(each for each in value if each not in old)]
        else:
            result[key] = value
    return result


@lru_cache(maxsize=64)
def _shipped(lang: str) -> Language:
    data = resources.language_tables()
    tables: dict[str, Mapping[str, Any]] = {}
    for name in (COMMON, lang):
        for topic, raw in data.get(name, {}).items():
            tables[topic] = merged(tables.get(topic, {}), tomllib.loads(raw.decode("utf-8")))
    return Language(lang, "", MappingProxyType(tables))
