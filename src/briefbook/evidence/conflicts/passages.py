"""The sentences of all sources, ready to be compared: what each is about and whom it names."""

import hashlib
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefbook.model.date import PartialDate
from briefbook.model.source import Source
from briefbook.text import languages, sentences, topics
from briefbook.text.languages import Language, Own
from briefbook.text.topics import Term

LONGEST = 3000
# letters of a sentence; a longer one is no sentence
RARE = 24
# passages that a word may stand in and still lead from one to another
WORDS = 90
# of a passage that are looked through for a row of words
ROW = 4
# words of a row
LEADS, HITS = 10, 2
# the rarest words of a passage, by which others are found, and how many of them another one has
COMMON = 0.12
# the share of passages from which on a name tells nothing apart
FEW = 10
# passages of a collection under which no name is common
SMALL = 80
# passages of a collection under which words are weighed as if it had so many
HEAVY = 3.0
# the weight of a word that stands in one passage of twenty
SYLLABLE = 5
# letters of a name that may be half of a word: Viet Nam, Ha Noi


_JOINT = re.compile(r"&nbsp;|&#160;|(?<=[^\W\d_])_(?=[^\W\d_])")
_SIGNS = str.maketrans(
    {"\u0085": " ", "\u0091": "‘", "\u0092": "’", "\u0093": "“", "\u0094": "”", "\u0096": "–"}
)
# signs of an old code page that stand in a text as they are


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """One sentence of a source."""

    number: int
    source: Source
    language: Language
    start: int
    end: int
    text: str
    terms: tuple[Term, ...]
    stems: frozenset[str]
    # what it is about, in its own language
    shared: frozenset[str]
    # what it is about, as all languages say it: concepts and names
    names: frozenset[str]
    countries: frozenset[str]
    # those of its names that are countries

    @property
    def date(self) -> PartialDate | None:
        """The date of the source, for what a sentence leaves unsaid."""
        return self.source.meta.date


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """The passages of all sources, and how much each word says."""

    passages: tuple[Passage, ...]
    weights: dict[str, float]
    common: frozenset[str]
    # names that stand nearly everywhere: the two countries, the visitor
    heavy: float
    # the weight from which on a word is rare
    rare: tuple[frozenset[str], ...]
    # the names of each passage that tell it from others


def read(sources: Iterable[Source], own: Own | None) -> Ground:
    """Cut all sources into passages; one that says the very same as an earlier one is left out."""
    raw: list[tuple[Source, Language, int, int, str, tuple[Term, ...]]] = []
    seen: set[bytes] = set()
    for source in sources:
        tag = source.meta.lang or topics.guess(source.text)
        language = languages.load(tag, own)
        skip = sentences.front_matter(source.text)
        for start, end in sentences.split(source.text, language):
            if start < skip or end - start > LONGEST:
                continue
            text = _readable(source.text[start:end])
            bare = " ".join(text.split()).encode("utf-8", "surrogatepass")
            mark = hashlib.blake2b(bare, digest_size=12).digest()
            if mark in seen:
                continue
            seen.add(mark)
            raw.append((source, language, start, end, text, topics.terms(text, language)))
    known = {term.name for *_, terms in raw for term in terms if term.name and not term.first}
    sets: dict[frozenset[str], frozenset[str]] = {}
    passages = tuple(_passage(number, known, sets, *each) for number, each in enumerate(raw))
    return _ground(passages, sets)


def similarity(ground: Ground, first: Passage, second: Passage) -> float:
    """How much of what the shorter of two passages is about the other one is about too, from 0 to 1."""
    one, other = _compared(first, second)
    both = mass(ground, one & other)
    return both / max(min(mass(ground, one), mass(ground, other)), 6.0) if both else 0.0


def likeness(ground: Ground, first: Passage, second: Passage) -> float:
    """How much two passages are about the same and nothing else, from 0 to 1."""
    one, other = _compared(first, second)
    all_ = mass(ground, one | other)
    return mass(ground, one & other) / all_ if all_ else 0.0


def mass(ground: Ground, stems: Iterable[str]) -> float:
    """What words of passages weigh together."""
    return math.fsum(map(ground.weights.__getitem__, stems))


def overlap(ground: Ground, first: Passage, second: Passage) -> list[str]:
    """What both passages are about, the rarest first."""
    one, other = _compared(first, second)
    return sorted(one & other, key=lambda stem: (-ground.weights.get(stem, 1.0), stem))


def pairs(ground: Ground) -> Iterator[tuple[Passage, Passage]]:
    """Pairs of passages that share one of their rarest words: never all pairs."""
    places: dict[str, list[int]] = defaultdict(list)
    for passage in ground.passages:
        for stem in passage.stems | passage.shared:
            places[stem].append(passage.number)
    for passage in ground.passages:
        hits: Counter[int] = Counter()
        for stem in _leads(passage, places):
            hits.update(number for number in places[stem] if number > passage.number)
        for number, times in sorted(hits.items()):
            if times >= HITS:
                yield passage, ground.passages[number]


def rare(ground: Ground, passage: Passage) -> frozenset[str]:
    """The names of a passage that tell it from others."""
    return ground.rare[passage.number]


def run(ground: Ground, first: Passage, second: Passage) -> tuple[float, int, int]:
    """The heaviest row of words that both passages have: its weight, and where it begins in both."""
    best = (0.0, 0, 0)
    if first.language.lang != second.language.lang:
        return best
    one, other = first.terms[:WORDS], second.terms[:WORDS]
    before: dict[int, tuple[float, int]] = {}
    places: dict[str, list[int]] = defaultdict(list)
    for at, term in enumerate(other):
        places[term.stem].append(at)
    for at, term in enumerate(one):
        row: dict[int, tuple[float, int]] = {}
        for there in places.get(term.stem, ()):
            weight, length = before.get(there - 1, (0.0, 0))
            row[there] = (weight + ground.weights.get(term.stem, 0.0), length + 1)
            if row[there][0] > best[0] and row[there][1] >= ROW:
                best = (row[there][0], at - length, there - length)
        before = row
    return best


def countries(passage: Passage) -> frozenset[str]:
    """The countries that a passage names."""
    return passage.countries


def apart(ground: Ground, first: Passage, second: Passage) -> bool:
    """Whether two passages name other people, places or countries, so that they speak of two things."""
    mine, theirs = rare(ground, first), rare(ground, second)
    if mine and theirs and not mine & theirs:
        return True
    one, other = countries(first), countries(second)
    return bool(one - other and other - one)


def _readable(text: str) -> str:
    """A text with blanks for what joins words in a page or a cut Vietnamese one; every offset stays true."""
    if "_" in text or "&" in text:
        # soft hyphens, which count for nothing, keep the length
        text = _JOINT.sub(lambda match: " " + "\u00ad" * (len(match[0]) - 1), text)
    return text if text.isascii() else text.translate(_SIGNS)


def _leads(passage: Passage, places: dict[str, list[int]]) -> list[str]:
    """The rarest words of a passage that other passages have too."""
    stems = (stem for stem in passage.stems | passage.shared if 1 < len(places[stem]) <= RARE)
    return sorted(stems, key=lambda stem: (len(places[stem]), stem))[:LEADS]


def _compared(first: Passage, second: Passage) -> tuple[frozenset[str], frozenset[str]]:
    if first.language.lang == second.language.lang:
        return first.stems, second.stems
    return first.shared, second.shared


def _passage(
    number: int,
    known: set[str],
    sets: dict[frozenset[str], frozenset[str]],
    source: Source,
    language: Language,
    start: int,
    end: int,
    text: str,
    terms: tuple[Term, ...],
) -> Passage:
    names: set[str] = set()
    before: Term | None = None
    for term in terms:
        if not term.name or (term.first and term.name not in known and term.name[0] != "#"):
            before = None
            continue
        names.add(term.name)
        short = term.end - term.start <= SYLLABLE
        if before and short and term.start - before.end == 1:
            names.add(topics.key(text[before.start : before.end] + text[term.start : term.end], language))
        before = term if short else None
    # a frozen copy of a set takes half the room of one that grew
    stems = frozenset({term.stem for term in terms})
    concepts = frozenset(stem for stem in stems if stem[0] == "=")
    lands = frozenset([name for name in names if name[0] == "#"])
    # equal sets are one, since many passages name the same
    named, shared, lands = (
        sets.setdefault(each, each) for each in (frozenset(names), concepts | names, lands)
    )
    return Passage(number, source, language, start, end, text, terms, stems, shared, named, lands)


def _ground(passages: Sequence[Passage], sets: dict[frozenset[str], frozenset[str]]) -> Ground:
    seen = Counter(stem for passage in passages for stem in passage.stems | passage.shared)
    count = len(passages)
    weights = {stem: math.log(1 + max(count, SMALL) / times) for stem, times in seen.items()}
    names = {name for passage in passages for name in passage.names}
    limit = max(FEW, COMMON * count)
    common = frozenset(name for name in names if seen[name] >= limit)
    heavy = min(HEAVY, max(weights.values(), default=0.0) * 0.6)
    rare = tuple(each.names - common for each in passages)
    rare = tuple(sets.setdefault(each, each) for each in rare)
    return Ground(tuple(passages), weights, common, heavy, rare)
