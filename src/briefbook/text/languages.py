"""What a language calls numbers, units, dates, stages and titles: tables of data, a file a topic.

Shipped tables stand in `data/languages/<lang>/<topic>.toml`; those of `und` hold for every language. A
workspace adds its own in `languages/<lang>/<topic>.toml`: lists grow by its entries, single values give way.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from briefbook import resources
from briefbook.model.diagnostic import Diagnostic
from briefbook.text import shape, toml

TOPICS = ("figures", "dates", "stance", "names", "sentences", "topics", "sections", "learned", "noise")
COMMON = "und"
# the undetermined language of BCP 47: what every language shares
MAX_WORD = 200
# letters of one word or phrase in a workspace's own table


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language's tables: one object where language and a workspace's own tables are equal."""

    lang: str
    # primary subtag of BCP 47, in lower case; "und" = not known
    fingerprint: str = ""
    # of the workspace's own tables; "" for the shipped ones alone
    tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    # by topic

    def table(self, topic: str) -> Mapping[str, Any]:
        """All that is known of a topic in this language; empty where nothing is."""
        return self.tables.get(topic, {})


@dataclass(frozen=True, slots=True)
class Own:
    """The tables that a workspace adds, read and checked."""

    tables: Mapping[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)
    # by language and topic
    told: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    # the fingerprints asked for so far

    def fingerprint(self, lang: str) -> str:
        """A name for what is added to one language, the same for the same tables."""
        found = self.told.get(lang)
        if found is None:
            added = [(key, self.tables[key]) for key in sorted(self.tables) if key[0] in (lang, COMMON)]
            found = hashlib.sha256(repr(added).encode()).hexdigest()[:16] if added else ""
            self.told[lang] = found
        return found


def load(tag: str, own: Own | None = None) -> Language:
    """The language of a BCP 47 tag, with what the workspace adds; an unknown one has the common tables."""
    lang = tag.partition("-")[0].lower() or COMMON
    if own is None or not own.tables:
        return _shipped(lang)
    return _enlarged(_Wanted(lang, own.fingerprint(lang), own))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A language with what a workspace adds."""

    lang: str
    fingerprint: str
    own: Own = field(compare=False)


@lru_cache(maxsize=64)
def _enlarged(wanted: _Wanted) -> Language:
    lang, own = wanted.lang, wanted.own
    if not wanted.fingerprint:
        return _shipped(lang)
    tables = dict(_shipped(lang).tables)
    for key in ((COMMON, topic) for topic in TOPICS):
        tables[key[1]] = merged(tables.get(key[1], {}), own.tables.get(key, {}))
    for topic in TOPICS:
        tables[topic] = merged(tables.get(topic, {}), own.tables.get((lang, topic), {}))
    return Language(lang, wanted.fingerprint, MappingProxyType(tables))


def spoken(own: Own) -> tuple[str, ...]:
    """The languages of which there are words, shipped or of the workspace."""
    added = {lang for lang, _ in own.tables}
    return tuple(sorted({*resources.languages(), *resources.language_tables(), *added} - {COMMON}))


def own(files: Mapping[str, bytes]) -> tuple[Own, tuple[Diagnostic, ...]]:
    """Read a workspace's tables, by path below `languages/`; a table has the keys of the shipped ones."""
    tables: dict[tuple[str, str], Mapping[str, Any]] = {}
    found: list[Diagnostic] = []
    for name, data in sorted(files.items()):
        path = f"languages/{name}"
        lang, _, topic = name.removesuffix(".toml").partition("/")
        problems = _misplaced(lang, topic, path)
        if not problems:
            table, read = toml.read(data, path)
            problems = [*read, *(_misshapen(table, topic, path) if not read else ())]
        found += problems
        if not problems:
            tables[lang, topic] = table
    return Own(tables), tuple(found)


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


def _misplaced(lang: str, topic: str, path: str) -> list[Diagnostic]:
    if not re.fullmatch("[a-z]{2,3}", lang):
        message = f"{shape.shown(lang)} is no language: name the folder after it, such as languages/fr/"
    elif topic not in TOPICS:
        message = f"{shape.shown(topic)} is no table of a language{shape.nearest(topic, TOPICS)}; there are "
        message += ", ".join(f"{each}.toml" for each in TOPICS)
    else:
        return []
    return [Diagnostic("bad-value", message, path=path)]


def _misshapen(table: Mapping[str, Any], topic: str, path: str) -> list[Diagnostic]:
    """Keys that no shipped table has, and values of another kind than there."""
    shapes: dict[str, Any] = {}
    for lang in resources.language_tables():
        shapes = dict(merged(shapes, _shipped(lang).table(topic)))
    found = []
    for key, value in table.items():
        if key not in shapes:
            hint = shape.nearest(key, shapes) or f"; it may hold {', '.join(shapes)}"
            found.append(
                Diagnostic("unknown-key", f"unknown key {shape.shown(key)}{hint}", path=path, keys=(key,))
            )
        else:
            found += _unlike(value, shapes[key], key, path, (key,))
    return found


def _unlike(value: Any, like: Any, name: str, path: str, at: shape.Keys) -> list[Diagnostic]:
    """Where a value is not of the kind that stands in the shipped tables."""
    kinds = {list: "a list", dict: "a table", str: "text", bool: "true or false", int: "a whole number"}
    kind = next((each for each in kinds if isinstance(like, each)), None)
    if kind and not (isinstance(value, kind) and isinstance(value, bool) == (kind is bool)):
        message = f"{name} must be {kinds[kind]}, not {shape.shown(value)}"
        return [Diagnostic("wrong-type", message, path=path, keys=at)]
    found: list[Diagnostic] = []
    if isinstance(value, dict):
        sample = next(iter(like.values()), None)
        for key, each in value.items():
            found += _unlike(each, like.get(key, sample), f"{name}.{key}", path, (*at, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            found += _unlike(each, like[0] if like else "", name, path, (*at, index))
    elif isinstance(value, str) and not 0 < len(value.strip()) <= MAX_WORD:
        message = f"{name} holds {shape.shown(value)}; a word has 1 to {MAX_WORD} letters"
        found.append(Diagnostic("bad-value", message, path=path, keys=at))
    return found


@lru_cache(maxsize=64)
def _shipped(lang: str) -> Language:
    data = resources.language_tables()
    tables: dict[str, Mapping[str, Any]] = {}
    for name in (COMMON, lang):
        for topic, raw in data.get(name, {}).items():
            tables[topic] = merged(tables.get(topic, {}), toml.shipped(raw))
    return Language(lang, "", MappingProxyType(tables))
