"""What a sentence is about: its words without endings, the things of a shared list, and names."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from briefbook.text import languages
from briefbook.text.languages import Language

LEAST = 4
# letters that are left when an ending is cut off
SHORT_COUNTRY = 5
# letters of a country's name that its people are not named after: Peru, Chile
LONG = 48
# letters of a word that are looked at
KNOWN = 50_000
# words of one language that are kept
SAMPLE = 6000
# letters by which a language is guessed

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W\d_](?:[^\W\d_]++|[\u0300-\u036f]++)*+"
    r"(?:['’][^\W\d_]+|[-‐‑](?![^\W\d_]*[A-ZА-ЯÀ-Þ])[^\W\d_]+)*"
)
# a hyphen parts two names, and joins the parts of an ordinary word
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_VOWELS = re.compile("(?<!^)[aeiouyhw]+")
_DOUBLE = re.compile(r"(.)\1+")
_JOINT = re.compile("['’]")


class Term(NamedTuple):
    """One word, or phrase of the shared list, of a text."""

    start: int
    end: int
    stem: str
    # the word without its ending; "=trade" for a thing of the shared list, "#KG" for a country
    name: str = ""
    # a key for the word as a name, alike in all alphabets; "" where it is not written as one
    first: bool = False
    # whether it opens the text, where a capital says nothing


@dataclass(frozen=True, slots=True)
class _Grammar:
    stop: frozenset[str]
    suffixes: tuple[str, ...]
    letters: Mapping[int, str]
    accents: bool
    syllables: bool
    words: dict[str, str]
    # a word to its concept
    beginnings: dict[str, str]
    # a beginning to its concept
    lengths: tuple[int, ...]
    # of the beginnings, longest first
    phrases: dict[str, list[tuple[tuple[str, ...], str]]]
    # by first word, longest first
    seen: dict[str, tuple[int, int, str, str]] = field(default_factory=dict)
    # words read before: where the word proper begins and ends, the word as compared, and its stem or ""


def terms(text: str, language: Language) -> tuple[Term, ...]:
    """The words of a text that say what it is about, in order."""
    grammar = _grammar(language)
    words = _words(text, grammar)
    found: list[Term] = []
    past = 0
    for at, (start, end, plain, stem) in enumerate(words):
        if at < past:
            continue
        if plain in grammar.phrases:
            concept, taken = _phrase(words, at, grammar)
            if concept:
                found.append(Term(start, words[at + taken - 1][1], concept, _country(concept)))
                past = at + taken
                continue
        if not stem:
            continue
        capital, kind = text[start].isupper(), stem[0]
        if (
            grammar.syllables
            and not capital
            and kind not in "=#"
            and at + 1 < len(words)
            and words[at + 1][3]
        ):
            # one syllable says little: a word has two
            stem = f"{plain} {words[at + 1][2]}"
        name = stem if kind == "#" else key(text[start:end], language) if capital and kind != "=" else ""
        found.append(Term(start, end, stem, name, start == words[0][0]))
    return tuple(found)


def key(name: str, language: Language) -> str:
    """A name as it is compared between alphabets and spellings: long ones by their consonants."""
    return _key(name[:LONG], language)


def without_addresses(text: str) -> str:
    """The text with blanks for the addresses of pages; every offset stays true."""
    return _ADDRESS.sub(lambda match: " " * len(match[0]), text) if "://" in text or "www." in text else text


def guess(text: str) -> str:
    """The language whose small words a text has most of; "" where none stands out."""
    words = [unicodedata.normalize("NFC", word).casefold() for word in _WORD.findall(text[:SAMPLE])]
    scores = []
    for lang in languages.known():
        grammar = _grammar(languages.load(lang))
        hits = sum(_plain(word, grammar) in grammar.stop for word in words) if grammar.stop else 0
        scores.append((hits, lang))
    best = max(scores, default=(0, ""))
    return best[1] if best[0] * 8 > len(words) else ""


def spoken(text: str, tags: Sequence[str], own: languages.Own | None = None) -> tuple[str, ...]:
    """Of some languages the one whose small words a text has most of; all where it has none of any."""
    if len(tags) < 2:
        return tuple(tags)
    scores = _scores(text[:SAMPLE], tuple([languages.load(tag, own) for tag in tags]))
    most = max(scores)
    return (tags[scores.index(most)],) if most else tuple(tags)


def familiarity(text: str, tags: Sequence[str], own: languages.Own | None = None) -> dict[str, int]:
    """How many words of a text are small words of each of some languages."""
    scores = _scores(text[:SAMPLE], tuple([languages.load(tag, own) for tag in tags]))
    return dict(zip(tags, scores, strict=True))


@lru_cache(maxsize=256)
def _scores(text: str, known: tuple[Language, ...]) -> tuple[int, ...]:
    """How many words of a text are small ones of each language; several checks ask that of one statement."""
    if text.isascii():
        words = [word.lower() for word in _WORD.findall(text)]
    else:
        words = [unicodedata.normalize("NFC", word).casefold() for word in _WORD.findall(text)]
    bare = words
    scores = []
    for grammar in map(_grammar, known):
        if not text.isascii():
            bare = [_plain(word, grammar) for word in words]
        scores.append(sum(map(grammar.stop.__contains__, bare)))
    return tuple(scores)


def _country(stem: str) -> str:
    return stem if stem[0] == "#" else ""


def _words(text: str, grammar: _Grammar) -> list[tuple[int, int, str, str]]:
    seen = grammar.seen
    words = []
    for found in _WORD.finditer(without_addresses(text)):
        start, whole = found.start(), found[0]
        known = seen.get(whole)
        if known is None:
            begin, end = _proper(whole)
            known = begin, end, *(_read(whole[begin:end], grammar) if begin < end else ("", ""))
            if len(seen) < KNOWN:
                seen[whole] = known
        begin, end, plain, stem = known
        if begin < end:
            words.append((start + begin, start + end, plain, stem))
    return words


def _proper(written: str) -> tuple[int, int]:
    """A word without the article before it, or what is joined on behind it."""
    joint = _JOINT.search(written)
    if joint and joint.start() <= 2:
        # l'accord, d’investir
        return joint.end(), len(written)
    return 0, joint.start() if joint else len(written)


def _read(written: str, grammar: _Grammar) -> tuple[str, str]:
    plain = _plain(written[:LONG].casefold(), grammar).rstrip(".")
    if plain in grammar.words:
        return plain, grammar.words[plain]
    for length in grammar.lengths:
        concept = grammar.beginnings.get(plain[:length])
        if concept and len(plain) >= length:
            return plain, concept
    if plain in grammar.stop or (len(plain) < 2 and plain.isascii()):
        return plain, ""
    for suffix in grammar.suffixes:
        if plain.endswith(suffix) and len(plain) - len(suffix) >= LEAST:
            return plain, plain[: -len(suffix)]
    return plain, plain


def _phrase(words: list[tuple[int, int, str, str]], at: int, grammar: _Grammar) -> tuple[str, int]:
    for phrase, concept in grammar.phrases.get(words[at][2], ()):
        here = words[at : at + len(phrase)]
        if len(here) == len(phrase) and all(
            _fits(word[2], part) for word, part in zip(here, phrase, strict=True)
        ):
            return concept, len(phrase)
    return "", 0


def _fits(word: str, part: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


def _listed(language: Language) -> Iterator[tuple[str, str]]:
    """The words of the shared list, then those of countries and their peoples."""
    for concept, listed in language.table("topics").get("concepts", {}).items():
        for each in listed:
            yield f"={concept}", str(each)
    names = language.table("names")
    for code, listed in language.table("topics").get("blocs", {}).items():
        for each in listed:
            yield f"#{code}", str(each)
    for table in ("demonyms", "countries"):
        for code, listed in names.get(table, {}).items():
            for each in listed:
                yield f"#{code}", str(each).rstrip(".")


def _plain(word: str, grammar: _Grammar) -> str:
    if word.isascii():
        return word
    if grammar.accents:
        return unicodedata.normalize("NFC", word)
    parts = unicodedata.normalize("NFD", word)
    bare = "".join(char for char in parts if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare)


@lru_cache(maxsize=20_000)
def _key(name: str, language: Language) -> str:
    grammar = _grammar(language)
    parts = unicodedata.normalize("NFD", name.casefold())
    bare = "".join(char for char in parts if not unicodedata.combining(char)).translate(dict(grammar.letters))
    if any(char >= "\u0400" for char in name):
        # Cyrillic names are declined
        bare = re.sub("(?:ogo|omu|oy|om|em|ym|im|a|u|e|y|i)$", "", bare) if len(bare) > 5 else bare
    if len(bare) < 6:
        return bare
    return _DOUBLE.sub(r"\1", _VOWELS.sub("", bare)) or bare


@lru_cache(maxsize=32)
def _grammar(language: Language) -> _Grammar:
    table = language.table("topics")
    accents = bool(table.get("accents", False))
    bare = _Grammar(frozenset(), (), {}, accents, False, {}, {}, (), {})
    words: dict[str, str] = {}
    beginnings: dict[str, str] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for concept, each in _listed(language):
        parts = tuple(_plain(str(part).casefold(), bare) for part in str(each).replace("’", "'").split())
        if len(parts) > 1:
            phrases.setdefault(parts[0].rstrip("*"), []).append((parts, concept))
        elif parts and parts[0].endswith("*"):
            beginnings.setdefault(parts[0][:-1], concept)
        elif parts:
            words.setdefault(parts[0], concept)
            if concept[0] == "#" and len(parts[0]) > SHORT_COUNTRY:
                # Vietnam-ese, Philippine, Keny-an
                beginnings.setdefault(parts[0][:-1], concept)
    for known in phrases.values():
        known.sort(key=lambda item: (-len(item[0]), item))
    return _Grammar(
        frozenset(_plain(str(word).casefold(), bare) for word in table.get("stop", ())),
        tuple(
            sorted(
                (_plain(str(each), bare) for each in table.get("suffixes", ())), key=lambda s: (-len(s), s)
            )
        ),
        {
            ord(letter): str(written)
            for letter, written in table.get("letters", {}).items()
            if len(letter) == 1
        },
        accents,
        bool(table.get("syllables", False)),
        words,
        beginnings,
        tuple(sorted({len(each) for each in beginnings}, reverse=True)),
        phrases,
    )
