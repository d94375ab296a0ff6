"""A language's tables of offices, countries and name words, made ready for reading."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from briefbook.text import names_spelling, names_words
from briefbook.text.languages import Language

Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str, bool], ...]]
# by first word: the words (a stem ends with "*"), the key, whether it is written in capitals; longest first


@dataclass(frozen=True, slots=True)
class Grammar:
    """What a language says beside names."""

    offices: Phrases
    portfolios: Phrases
    countries: Phrases
    deputy: Phrases
    counterpart: Phrases
    honorific: Phrases
    former: Phrases
    of: frozenset[str]
    articles: frozenset[str]
    joins: frozenset[str]
    not_names: frozenset[str]
    # words that no name holds
    not_first: frozenset[str]
    # words that no name begins with
    institutions: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    connectors: frozenset[str]
    # words that stand inside names of institutions and laws in lower case
    place_words: frozenset[str]
    orthography: tuple[tuple[str, str], ...]
    endings: frozenset[str]
    heads: frozenset[str]
    # first words of everything that announces a person
    together: frozenset[tuple[str, str]]
    # pairs of offices that one person may hold, either way round
    stems: Mapping[str, str]
    # of one-word countries, of which their peoples' names are made: Keny-an, Colomb-iano


@lru_cache(maxsize=64)
def of(language: Language) -> Grammar:
    """The grammar of a language, built once."""
    table = language.table("names")
    endings = frozenset(table.get("endings", ("",)))
    countries = _phrases(table.get("demonyms", {}), endings, dict(table.get("countries", {})))
    kinds = {
        name: _phrases({name: _texts(table, name)}, endings)
        for name in ("deputy", "counterpart", "honorific", "former")
    }
    offices = _phrases(table.get("offices", {}), endings)
    names = table.get("names", {})
    heads = {head for each in (offices, kinds["deputy"], kinds["counterpart"]) for head in each}
    return Grammar(
        offices=offices,
        portfolios=_phrases(table.get("portfolios", {}), endings),
        countries=countries,
        deputy=kinds["deputy"],
        counterpart=kinds["counterpart"],
        honorific=kinds["honorific"],
        former=kinds["former"],
        of=frozenset(_texts(table, "of")),
        articles=frozenset(_texts(table, "articles")),
        joins=frozenset(_texts(table, "joins")),
        not_names=frozenset(_texts(table, "not_names")),
        not_first=frozenset(_texts(table, "not_first")),
        institutions=frozenset(_texts(names, "institutions")),
        particles=frozenset(_texts(names, "particles")),
        suffixes=frozenset(_texts(names, "suffixes")),
        connectors=frozenset(_texts(table, "connectors")),
        place_words=frozenset(_texts(table, "place_words")),
        orthography=_pairs(table, "orthography"),
        endings=endings,
        heads=frozenset(heads | set(kinds["honorific"])),
        together=together(table),
        stems=_stems(countries),
    )


def match(
    phrases: Phrases, words: names_words.Words, at: int, endings: frozenset[str]
) -> tuple[int, str] | None:
    """The longest phrase that begins at a word: where it ends, and its key."""
    for parts, key, capital in phrases.get(words.keys[at], ()) if at < len(words.keys) else ():
        end = at + len(parts)
        if end > len(words.keys) or (capital and not _in_capitals(words, at, parts)):
            continue
        if all(_fits(parts[i], words.keys[at + i], endings) for i in range(1, len(parts))) and all(
            words.is_joined(at + i) for i in range(len(parts) - 1)
        ):
            return end, key
    return None


def together(table: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    """Pairs of offices that one person may hold, either way round."""
    return frozenset((a, b) for pair in _pairs(table, "together") for a, b in (pair, pair[::-1]))


def _pairs(table: Mapping[str, Any], key: str) -> tuple[tuple[str, str], ...]:
    rows = [row for row in table.get(key, ()) if isinstance(row, list) and len(row) == 2]
    return tuple((str(row[0]), str(row[1])) for row in rows)


def _stems(countries: Phrases) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for head, rows in countries.items():
        for parts, code, _ in rows:
            if len(parts) == 1 and parts[0].rstrip("*") == head and len(head) > 3:
                name = names_spelling.ascii_of(head)
                found.setdefault(name[:-1] if name[-1:] in "aeiouy" and len(name) > 4 else name, code)
    return found


def _in_capitals(words: names_words.Words, at: int, parts: Sequence[str]) -> bool:
    """Whether the words that the table has in capitals, such as PM, are so in the text."""
    return any(words.written(at + i).isupper() for i in range(len(parts)))


def _fits(part: str, key: str, endings: frozenset[str]) -> bool:
    if part.endswith("*"):
        return key.startswith(part[:-1]) and key[len(part) - 1 :] in endings
    return part == key


def _phrases(*tables_and_endings: Any) -> Phrases:
    """Forms by their first word; a first word with "*" stands there with every ending."""
    tables = [each for each in tables_and_endings if isinstance(each, Mapping)]
    endings = next(each for each in tables_and_endings if isinstance(each, frozenset))
    found: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    rows = ((name, form) for table in tables for name in table for form in _texts(table, name))
    suffixes = sorted(endings)
    for key, form in rows:
        starred = [part.endswith("*") for part in form.split()]
        parts = list(names_words.cut(form.replace("*", "")).keys)
        capital = any(part.isupper() and len(part) > 1 for part in form.split())
        if len(parts) != len(starred):
            starred = [False] * len(parts)
        if not parts:
            continue
        rest = tuple(part + "*" * star for part, star in zip(parts, starred, strict=True))
        for ending in suffixes if starred[0] else ("",):
            found.setdefault(parts[0] + ending, []).append((rest, key, capital))
    return {
        head: tuple(sorted(each, key=lambda row: -len(row[0])) if len(each) > 1 else each)
        for head, each in found.items()
    }


def _texts(table: Mapping[str, Any], key: str) -> Iterable[str]:
    value = table.get(key, ())
    texts = value if isinstance(value, list | tuple) else [value]
    return [unicodedata.normalize("NFC", text) for text in texts if isinstance(text, str) and text]
