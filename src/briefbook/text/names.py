"""Names of people and places as sources write them, and whether two of them are one."""

from dataclasses import dataclass
from functools import lru_cache

from briefbook.text import languages, names_grammar, names_people, names_spelling, names_terms, names_words
from briefbook.text.languages import Language
from briefbook.text.names_offices import Office

LOOKED_AT = 5_000
# letters of a text by which its language is guessed
ENOUGH = 2
# small words that are more than chance


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text, with the title before or after it."""

    start: int
    end: int
    # half-open offsets of the name alone
    written: str
    title: str = ""
    # the office, by its key in `data/languages/<lang>/names.toml`: "prime-minister"; "" where none is said;
    # joined offices are parted by "+": "deputy-prime-minister+foreign-minister"
    title_written: str = ""
    title_start: int = -1
    title_end: int = -1
    kind: str = ""
    # person | country | place | organisation | "" (not known)
    country: str = ""
    # of the office, ISO 3166-1; "" where none is said


def find(text: str, language: Language) -> tuple[Name, ...]:
    """Every name of a text in order."""
    return tuple(name for name in _read(text, language) if name.written)


def offices(text: str, language: Language) -> tuple[Name, ...]:
    """Every office of a named country that stands without a person's name; `written` is empty."""
    return tuple(name for name in _read(text, language) if not name.written)


def same(first: str, second: str) -> bool:
    """Whether two spellings may be one name: accents, transliteration, initials and left-out parts."""
    return names_spelling.same(first, second)


@lru_cache(maxsize=256)
def guess(text: str) -> str:
    """The language whose small words a text uses most; "" where too few are known."""
    keys = names_words.cut(text[:LOOKED_AT]).keys
    counts = []
    for lang in languages.known():
        grammar = names_grammar.of(languages.load(lang))
        small = grammar.not_first | grammar.of | grammar.articles | grammar.joins
        counts.append((sum(key in small for key in keys), lang))
    most, lang = max(counts, default=(0, ""))
    return lang if most > ENOUGH else ""


@lru_cache(maxsize=2048)
def _read(text: str, language: Language) -> tuple[Name, ...]:
    words, grammar = names_words.read(text), names_grammar.of(language)
    people: dict[tuple[int, int], Name] = {}
    taken: set[int] = set()
    for start, end, office in names_people.read(words, grammar):
        person = _person(words, start, end, office)
        if not people.get((start, end)) or office:
            # "Mme Diop, ministre …" is told twice: by the form of address and by the office
            people[start, end] = person
        taken.update(range(start, end))
        if office:
            taken.update(range(office.start, office.end))
    found = list(people.values())
    for start, end in names_terms.read(words, grammar, taken):
        begin, stop = words.starts[start], words.ends[end - 1]
        found.append(Name(begin, stop, text[begin:stop]))
    return tuple(sorted(found, key=lambda name: (name.start, name.end)))


def _person(words: names_words.Words, start: int, end: int, office: Office | None) -> Name:
    """A person's name from the numbers of its words; an office without one stands at its own end."""
    at = words.ends[start - 1] if start == end else words.starts[start]
    stop = at if start == end else words.ends[end - 1]
    if words.text[stop : stop + 1] == "." and end > start and words.keys[end - 1] in ("jr", "sr"):
        stop += 1
    if office is None:
        return Name(at, stop, words.text[at:stop], kind="person")
    begin, past = words.starts[office.start], words.ends[office.end - 1]
    return Name(
        start=at,
        end=stop,
        written=words.text[at:stop],
        title="" if office.former else "+".join(office.keys),
        title_written=words.text[begin:past],
        title_start=begin,
        title_end=past,
        kind="person",
        country=office.country,
    )
