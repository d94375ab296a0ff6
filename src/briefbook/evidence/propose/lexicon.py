"""What the words of a sentence are about: topics, by the tables of a language."""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from briefbook.text.languages import Language

LONG = 60
# letters of a word that are looked at
KNOWN = 50_000
# words of one language that are kept
FIELDS = 10
# words of an office's fields that are passed over
LOOKED_AT = 4000
# letters of one unit that are read
USUAL = 0.1
# part of all sentences in which a word may stand and count in full
PLACES = ("elsewhere",)
# places in the news count as one word: where they are the visit's own countries, they say nothing
SECTIONS = ("background", "political", "economy", "community", "outcomes")

_WORD = re.compile("[^\\W_][^\\W_\u00ad\u0300-\u036f]*(?:[\u00ad\u0300-\u036f]+[^\\W_]*)*|[$€£¥%]")
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
    # topic to section to weight
    tags: frozenset[str]
    stages: Mapping[str, str]
    # topic to one of model.fact.STAGES
    seen: dict[str, _Word] = field(default_factory=dict)


def read(text: str, lexicon: Lexicon) -> tuple[Found, ...]:
    """The words of a text that stand for topics, in order; offices and their fields are passed over."""
    if lexicon.tones and text.isascii():
        lexicon = _bare(lexicon)
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
    """The tables of a language, ready to be read with."""
    table = language.table("sections")
    weights = {
        topic: {name: number / 10 for name, number in row.items() if name in SECTIONS}
        for topic, row in table.get("weights", {}).items()
    }
    return _made(
        table.get("words", {}),
        table.get("rank", ()),
        table.get("bind", ()),
        bool(table.get("tones", False)),
        weights,
        frozenset(table.get("tags", ())),
        dict(table.get("stages", {})),
    )


def _made(
    listed: Mapping[str, Sequence[str]],
    ranks: Sequence[str],
    bind: Sequence[str],
    tones: bool,
    weights: Mapping[str, Mapping[str, float]],
    tags: frozenset[str],
    stages: Mapping[str, str],
) -> Lexicon:
    exact: dict[str, tuple[str, ...]] = {}
    stems: dict[int, dict[str, tuple[str, ...]]] = {}
    within: dict[str, tuple[str, ...]] = {}
    phrases: dict[Parts, tuple[str, ...]] = {}
    for topic, phrase in ((topic, phrase) for topic, phrases in listed.items() for phrase in phrases):
        parts = _parts(phrase, tones)
        if len(parts) > 1:
            _add(phrases, parts, topic)
        elif parts and phrase.startswith("*"):
            _add(within, parts[0].strip("*"), topic)
        elif parts and parts[0].endswith("*"):
            _add(stems.setdefault(len(parts[0]) - 1, {}), parts[0][:-1], topic)
        elif parts:
            _add(exact, parts[0], topic)
    first: dict[str, list[tuple[Parts, tuple[str, ...]]]] = {}
    for parts in sorted(phrases, key=lambda each: (-len(each), each)):
        first.setdefault(parts[0], []).append((parts[1:], phrases[parts]))
    offices: dict[str, list[Parts]] = {}
    for parts in sorted({_parts(each, tones) for each in ranks} - {()}, key=lambda each: (-len(each), each)):
        offices.setdefault(parts[0], []).append(parts[1:])
    joined = frozenset(_plain(each, tones) for each in bind)
    return Lexicon(exact, stems, within, first, offices, joined, tones, weights, tags, stages)


@lru_cache(maxsize=8)
def _bare_of(key: tuple[tuple[str, Parts], ...], ranks: Parts, bind: Parts) -> Lexicon:
    return _made(dict(key), ranks, bind, False, {}, frozenset(), {})


@lru_cache(maxsize=8)
def _bare(lexicon: Lexicon) -> Lexicon:
    """The same words without their accents, for texts that have lost them; a lone syllable is too little."""
    listed: dict[str, list[str]] = {}
    for head, known in lexicon.phrases.items():
        for parts, topics in known:
            for topic in topics:
                listed.setdefault(topic, []).append(" ".join((head, *parts)))
    ranks = tuple(" ".join((head, *parts)) for head, known in lexicon.ranks.items() for parts in known)
    key = tuple((topic, tuple(phrases)) for topic, phrases in listed.items())
    return _bare_of(key, ranks, tuple(sorted(lexicon.bind)))


def _add(table: dict[Parts, tuple[str, ...]] | dict[str, tuple[str, ...]], key: object, topic: str) -> None:
    known = table.get(key, ())  # type: ignore[call-overload]
    if topic not in known:
        table[key] = (*known, topic)  # type: ignore[index]


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
