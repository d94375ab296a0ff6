"""What the words of a sentence are about: topics, by the tables of a language."""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from briefbook.text import languages
from briefbook.text.languages import Language, Own

LONG = 60
# letters of a word that are looked at
KNOWN = 50_000
# words of one language that are kept
FIELDS = 10
# words of an office's fields that are passed over
LENT = 5
# letters of a word that one language lends another
LOOKED_AT = 4000
# letters of one unit that are read
USUAL = 0.1
# part of all sentences in which a word may stand and count in full
PLACES = ("elsewhere",)
# places in the news count as one word: where they are the visit's own countries, they say nothing
SECTIONS = ("background", "political", "economy", "community", "outcomes")

_WORD = re.compile("[^\\W_]+(?:[\u00ad\u0300-\u036f]+[^\\W_]*)*|[$€£¥%]")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_PAUSE = re.compile(r"[.;:!?()\n\"“”]")

Parts = tuple[str, ...]
Phrases = Sequence[tuple[Parts, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Found:
    """A word or phrase that stands for topics."""

    topics: tuple[str, ...]
    words: Parts
    # as listed, or as written where the list has its beginning


@dataclass(frozen=True, slots=True)
class _Word:
    plain: str
    topics: tuple[str, ...]
    phrases: Phrases
    # those that begin with it, the longest first, without their first word
    ranks: Sequence[Parts]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of one language, made ready."""

    exact: Mapping[str, tuple[str, ...]]
    stems: Mapping[int, Mapping[str, tuple[str, ...]]]
    # by length
    within: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, Phrases]
    # by first word as listed, with its *
    ranks: Mapping[str, Sequence[Parts]]
    bind: frozenset[str]
    tones: bool
    # whether accents tell words apart
    weights: Mapping[str, Mapping[str, float]]
    # topic to section to weight; a word learned from a ledger is a topic of its own: "=kelp"
    tags: frozenset[str]
    # topics that a fact keeps
    known: bool = True
    # whether the language has words of its own
    bare: "Lexicon | None" = None
    # the same without accents, where accents tell words apart
    seen: dict[str, _Word] = field(default_factory=dict)


def read(text: str, lexicon: Lexicon) -> tuple[Found, ...]:
    """The words of a text that stand for topics, in order; offices and their fields are passed over."""
    if lexicon.bare is not None and text.isascii():
        lexicon = lexicon.bare
    text = html.unescape(text[:LOOKED_AT]) if "&" in text else text[:LOOKED_AT]
    spans = [found.span() for found in _WORD.finditer(text)]
    words = [_word(text[start:end], lexicon) for start, end in spans]
    found = []
    at = 0
    while at < len(words):
        word = words[at]
        office = next((each for each in word.ranks if _follows(words, at, each)), None)
        if office is not None:
            at = _past(text, words, spans, at + 1 + len(office), lexicon)
            continue
        parts, topics = next(
            (each for each in word.phrases if _follows(words, at, each[0])), ((), word.topics)
        )
        if topics:
            found.append(Found(topics, topics if topics == PLACES else (word.plain, *parts)))
        at += 1 + len(parts)
    return tuple(found)


@lru_cache(maxsize=64)
def of(language: Language) -> Lexicon:
    """The tables of a language, ready to be read with; `known` is false where it has no words of its own."""
    return _made(language.table("sections"), {}, language.table("learned"))


def borrowed(own: Own | None = None) -> Lexicon:
    """The words of all languages together, for one that has none: many of them are alike."""
    words: dict[str, list[str]] = {}
    for lang in languages.known():
        table = languages.load(lang, own).table("sections")
        for topic, listed in table.get("words", {}).items() if not table.get("tones") else ():
            words.setdefault(topic, []).extend(each for each in listed if len(each) >= LENT)
    return _made(languages.load(languages.COMMON, own).table("sections"), words, {})


def words(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The plain words of a text, as they are compared."""
    return tuple(_plain(found[0][:LONG], lexicon.tones) for found in _WORD.finditer(text[:LOOKED_AT]))


def _made(
    table: Mapping[str, Any], lent: Mapping[str, Sequence[str]], learned: Mapping[str, Mapping[str, int]]
) -> Lexicon:
    tones = bool(table.get("tones", False))
    words = table.get("words", {})
    weights = {
        topic: {name: number / 10 for name, number in row.items() if name in SECTIONS}
        for topic, row in table.get("weights", {}).items()
    }
    for section in SECTIONS:
        for word, number in learned.get(section, {}).items():
            weights.setdefault(f"={word}", {})[section] = number / 10
    return Lexicon(
        **_listed(words or lent, table.get("rank", ()), table.get("bind", ()), tones),
        tones=tones,
        weights=weights,
        tags=frozenset(table.get("tags", ())),
        known=bool(words),
        bare=_bare(words, table) if tones else None,
    )


def _bare(words: Mapping[str, Sequence[str]], table: Mapping[str, Any]) -> Lexicon:
    """The same words without their accents, for texts that have lost them: phrases alone."""
    phrases = {topic: [each for each in listed if " " in each] for topic, listed in words.items()}
    ranks, bind = table.get("rank", ()), table.get("bind", ())
    return Lexicon(**_listed(phrases, ranks, bind, False), tones=False, weights={}, tags=frozenset())


def _listed(
    listed: Mapping[str, Sequence[str]], ranks: Sequence[str], bind: Sequence[str], tones: bool
) -> dict[str, Any]:
    exact: dict[str, Parts] = {}
    stems: dict[int, dict[str, Parts]] = {}
    within: dict[str, Parts] = {}
    phrases: dict[Parts, Parts] = {}
    for topic, phrase in ((topic, phrase) for topic, phrases in listed.items() for phrase in phrases):
        parts = _parts(phrase, tones)
        if len(parts) > 1:
            phrases[parts] = _with(phrases.get(parts, ()), topic)
        elif parts and phrase.startswith("*"):
            part = parts[0].strip("*")
            within[part] = _with(within.get(part, ()), topic)
        elif parts and parts[0].endswith("*"):
            known = stems.setdefault(len(parts[0]) - 1, {})
            known[parts[0][:-1]] = _with(known.get(parts[0][:-1], ()), topic)
        elif parts:
            exact[parts[0]] = _with(exact.get(parts[0], ()), topic)
    first: dict[str, list[tuple[Parts, Parts]]] = {}
    for parts in sorted(phrases, key=lambda each: (-len(each), each)):
        first.setdefault(parts[0], []).append((parts[1:], phrases[parts]))
    offices: dict[str, list[Parts]] = {}
    for parts in sorted({_parts(each, tones) for each in ranks} - {()}, key=lambda each: (-len(each), each)):
        offices.setdefault(parts[0], []).append(parts[1:])
    joined = frozenset(_plain(each, tones) for each in bind)
    return {
        "exact": exact,
        "stems": stems,
        "within": within,
        "phrases": first,
        "ranks": offices,
        "bind": joined,
    }


def _with(known: Parts, topic: str) -> Parts:
    return known if topic in known else (*known, topic)


def _parts(phrase: str, tones: bool) -> Parts:
    """A phrase as words; each keeps the * behind it."""
    found = []
    for match in _WORD.finditer(phrase):
        star = "*" if phrase[match.end() : match.end() + 1] == "*" else ""
        found.append(_plain(match[0], tones) + star)
    return tuple(found)


def _plain(word: str, tones: bool) -> str:
    """A word in small letters without accents, or with its tone behind it where accents tell words apart."""
    folded = word.casefold()
    if folded.isascii():
        return folded
    letters = unicodedata.normalize("NFD", folded.replace("\u00ad", ""))
    if tones:
        tone = "".join(_TONES.findall(letters))
        return _TONES.sub("", letters) + tone
    return "".join(each for each in letters if not unicodedata.combining(each)).replace("đ", "d")


def _word(written: str, lexicon: Lexicon) -> _Word:
    known = lexicon.seen.get(written)
    if known is None:
        known = _looked_up(_plain(written[:LONG], lexicon.tones), lexicon)
        if len(lexicon.seen) < KNOWN:
            lexicon.seen[written] = known
    return known


def _looked_up(plain: str, lexicon: Lexicon) -> _Word:
    heads = [plain, *(f"{plain[:length]}*" for length in range(len(plain), 1, -1))]
    phrases = [each for head in heads for each in lexicon.phrases.get(head, ())]
    ranks = [each for head in heads for each in lexicon.ranks.get(head, ())]
    topics = lexicon.exact.get(plain, ())
    if not topics:
        lengths = (length for length in sorted(lexicon.stems, reverse=True) if length <= len(plain))
        topics = next(filter(None, (lexicon.stems[n].get(plain[:n], ()) for n in lengths)), ())
    if not topics:
        held = (known for part, known in lexicon.within.items() if part in plain)
        topics = tuple(dict.fromkeys(topic for known in held for topic in known))
    if f"={plain}" in lexicon.weights:
        topics = (*topics, f"={plain}")
    phrases.sort(key=lambda each: -len(each[0]))
    ranks.sort(key=lambda each: -len(each))
    return _Word(plain, topics, phrases, ranks)


def _follows(words: Sequence[_Word], at: int, parts: Parts) -> bool:
    if at + len(parts) >= len(words):
        return False
    return all(_fits(words[at + 1 + step].plain, part) for step, part in enumerate(parts))


def _fits(plain: str, part: str) -> bool:
    return plain.startswith(part[:-1]) if part[-1] == "*" else plain == part


def _past(
    text: str, words: Sequence[_Word], spans: Sequence[tuple[int, int]], at: int, lexicon: Lexicon
) -> int:
    """The first word behind an office that is neither its field nor the name of who holds it."""
    past = at
    for step in range(at, min(at + FIELDS, len(words))):
        if _PAUSE.search(text[spans[step - 1][1] : spans[step][0]]):
            break
        if text[spans[step][0]].isupper():
            past = step + 1
        elif words[step].plain not in lexicon.bind:
            break
    return past


def shares(found: Sequence[Found], worth: Mapping[Parts, float]) -> Iterator[tuple[str, float]]:
    """How much each topic has: a second word adds half of the first, a third a quarter."""
    counts: dict[str, float] = {}
    for each in found:
        value = worth.get(each.words, 1.0)
        for topic in each.topics:
            counts[topic] = counts.get(topic, 0) + value
    for topic, count in counts.items():
        yield topic, count if count <= 1 else 2 - 0.5 ** (count - 1)


def worths(read: Sequence[Sequence[Found]]) -> Mapping[Parts, float]:
    """What a word is worth: one that stands in every third sentence parts no sentence from another."""
    counts = Counter(words for found in read for words in {each.words for each in found})
    return {
        words: usual / count for words, count in counts.items() if count > (usual := len(read) * USUAL + 4)
    }
