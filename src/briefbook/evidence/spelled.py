"""Names of `names.toml` that a text spells otherwise, found among thousands without trying them all."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefbook.model.name import Entry
from briefbook.text import names, names_spelling
from briefbook.text.names_spelling import Word

SLIP = 2
# letters by which a word and its slip of the pen may differ in length


@dataclass(frozen=True, slots=True)
class Index:
    """The names of a book by their words."""

    entries: tuple[Entry, ...]
    words: dict[Word, set[int]]
    # each word with the numbers of its entries
    near: dict[str | int, set[Word]]
    # words by what makes them alike: a key, a group of given names, a first letter
    met: dict[str, Entry | None] = field(default_factory=dict)
    # names looked up before
    alike: dict[Word, frozenset[int]] = field(default_factory=dict)


def index(book: Sequence[Entry]) -> Index:
    """Put the preferred forms in order; countries are known by their listed forms only."""
    entries = tuple(entry for entry in book if entry.kind != "country")
    words: dict[Word, set[int]] = defaultdict(set)
    near: dict[str | int, set[Word]] = defaultdict(set)
    for number, entry in enumerate(entries):
        for word in names_spelling.words(entry.preferred):
            words[word].add(number)
            for key in _marks(word):
                near[key].add(word)
    return Index(entries, dict(words), dict(near))


def find(written: str, known: Index) -> Entry | None:
    """The one name that a run of capitals spells otherwise; None where it is none, or may be several."""
    if written not in known.met:
        known.met[written] = _one(written, known)
    return known.met[written]


def _one(written: str, known: Index) -> Entry | None:
    words = names_spelling.words(written)
    if not words:
        return None
    # every word must be one of the name's; others would make it somebody else's
    numbers = frozenset.intersection(*(_bearers(word, known) for word in words))
    fits: list[Entry] = []
    for number in sorted(numbers):
        entry = known.entries[number]
        ours = names_spelling.words(entry.preferred)
        shared = any(word.keys & each.keys for word in words for each in ours)
        if shared and names.same(written, entry.preferred):
            fits.append(entry)
        if len(fits) > 1:
            return None
    return fits[0] if fits and _is_other(words, fits[0]) else None


def _bearers(word: Word, known: Index) -> frozenset[int]:
    """The numbers of the entries that have a word, or one like it."""
    if word not in known.alike:
        listed = {each for key in _marks(word) for each in known.near.get(key, ())}
        known.alike[word] = frozenset(
            number
            for each in listed
            if abs(len(each.folded) - len(word.folded)) <= SLIP or _akin(word, each)
            if names_spelling.alike(word, each)
            for number in known.words[each]
        )
    return known.alike[word]


def _akin(word: Word, other: Word) -> bool:
    """Whether words of unlike length may be one all the same."""
    return bool(word.keys & other.keys) or word.given == other.given >= 0


def _marks(word: Word) -> list[str | int]:
    """What a word shares with those that may be alike; keys are told from first letters by a colon."""
    marks: list[str | int] = [f":{key}" for key in sorted(word.keys)]
    marks += [word.given] if word.given >= 0 else []
    return [*marks, word.folded[:1], f"={word.folded}"]


def _is_other(words: Sequence[Word], entry: Entry) -> bool:
    """Whether words that may be one name are spelled otherwise than in its preferred form."""
    ours = names_spelling.words(entry.preferred)
    return any(
        names_spelling.differ(word, next((own for own in ours if names_spelling.alike(word, own)), word))
        for word in words
    )
