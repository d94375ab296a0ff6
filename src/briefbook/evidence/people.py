"""Names that sources spell in several ways, and people to whom they give several offices."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from briefbook.evidence import persons, terms
from briefbook.evidence.persons import Mention, Person
from briefbook.model.diagnostic import Diagnostic, Extract, Severity
from briefbook.model.fact import Fact
from briefbook.model.name import Entry
from briefbook.model.source import Source
from briefbook.text import characters, languages, names, names_grammar

MAX_PLACES = 8
# extracts of one form in one source
MAX_EXTRACTS = 80
BEFORE = 120
# letters before an office in which a year is looked for
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def run(
    facts: Iterable[Fact],
    sources: Iterable[Source],
    book: Sequence[Entry] = (),
    own: languages.Own | None = None,
) -> tuple[Diagnostic, ...]:
    """Compare the names of one collection over its sources: spellings and offices.

    `facts` add nothing: their words stand in the sources.
    """
    sources = tuple(sources)
    people = persons.gather(sources, own)
    found = [each for person in people if (each := _variant(person, book))]
    found += terms.run(sources, people, book, own)
    found += _titles(people, sources, own)
    return tuple(found)


def _variant(person: Person, book: Sequence[Entry]) -> Diagnostic | None:
    forms = list(dict.fromkeys(each.form for each in person.mentions))
    if not persons.spellings(forms):
        return None
    places = [(each.source, each.name, each.form) for each in person.mentions]
    return terms.variant("person", places, book)


def _titles(
    people: Sequence[Person], sources: Sequence[Source], own: languages.Own | None
) -> list[Diagnostic]:
    """One diagnostic for each person to whom two offices are given that nobody holds together."""
    table = languages.load(languages.COMMON, own).table("names")
    nameless: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for source in sources:
        for office in names.offices(source.text, persons.language_of(source, own)):
            nameless[office.title, office.country].append(Mention(source, office, ""))
    holders: dict[tuple[str, str], set[int]] = defaultdict(set)
    for number, person in enumerate(people):
        for each in person.mentions:
            if each.name.title and each.name.country:
                holders[each.name.title, each.name.country].add(number)
    found = []
    for number, person in enumerate(people):
        clash = _clashes(person, table)
        if clash:
            alone = [key for key, who in holders.items() if who == {number}]
            more = [each for key in alone for each in nameless.get(key, ())]
            found.append(_conflict(person, clash, more, table))
    return found


def _clashes(person: Person, table: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Pairs of offices of one person that contradict each other; those joined in one breath never do."""
    said = [each.name.title.split("+") for each in person.mentions if each.name.title and not _is_past(each)]
    joined = {(a, b) for keys in said for a in keys for b in keys}
    held = sorted({key for keys in said for key in keys})
    allowed = joined | names_grammar.together(table)
    pairs = {(a, b) for i, a in enumerate(held) for b in held[i + 1 :]}
    return {pair for pair in pairs if pair not in allowed and not _agree(*pair, allowed, table)}


def _is_past(mention: Mention) -> bool:
    """Whether the same sentence gives, shortly before, a year that is over: In 2015, Vice President …"""
    text = mention.source.text
    at = min(mention.name.start, mention.name.title_start)
    before = re.split(r"[.;!?]\s|\n\s*\n", text[max(0, at - BEFORE) : at])[-1]
    years = _YEAR.findall(before)
    date = mention.source.meta.date
    return bool(years) and int(years[-1]) < (date.year if date else _latest(text))


@lru_cache(maxsize=128)
def _latest(text: str) -> int:
    """The last year that a text speaks of, as the year it was written in."""
    return max(map(int, _YEAR.findall(text)), default=0)


def _agree(first: str, second: str, allowed: set[Any], table: Mapping[str, Any]) -> bool:
    """Whether two offices may be one: one says less, or the fields of two ministers meet."""
    bases = [key.partition("-of-")[0] if "minister-of-" in key else key for key in (first, second)]
    if (bases[0], bases[1]) in allowed:
        return True
    covers = table.get("covers", {})
    for general, special in (bases, bases[::-1]):
        wide = covers.get(general, ())
        if "*" in wide or special in wide:
            return True
    if bases[0] != bases[1]:
        return False
    fields = [set(key.partition("-of-")[2].split("-")) - {""} for key in (first, second)]
    return not all(fields) or bool(fields[0] & fields[1])


def _conflict(
    person: Person, clash: set[tuple[str, str]], more: Sequence[Mention], table: Mapping[str, Any]
) -> Diagnostic:
    keys = {key for pair in clash for key in pair}
    places = [
        each for each in person.mentions if keys & set(each.name.title.split("+")) and not _is_past(each)
    ]
    one_office = any(keys <= set(group) for group in table.get("one_office", ()))
    said: dict[str, Mention] = {}
    for each in places:
        # the fullest wording says most: not PM, but Kyrgyz Prime Minister
        first = said.setdefault(each.name.title, each)
        if len(first.name.title_written) < len(each.name.title_written):
            said[each.name.title] = each
    who = max((each.form for each in person.mentions), key=len)
    words = " and ".join(f"“{_shown(each.name.title_written)}” ({each.source.id})" for each in said.values())
    severity = Severity.NOTE if one_office else Severity.WARNING
    meaning = (
        "these may be two titles of one office; use one of them in the brief"
        if one_office
        else "find out which is right, and use that one"
    )
    message = f"“{_shown(who)}” is given different offices: {words}; {meaning}"
    extracts = _spread([*places, *more])
    first = places[0]
    line = first.source.text.count("\n", 0, first.name.start) + 1
    return Diagnostic("conflict-title", message, severity, first.source.meta.path, line, quotes=extracts)


def _spread(places: Sequence[Mention]) -> tuple[Extract, ...]:
    """The places of offices, so many of each office and source that no source is left out."""
    count: dict[tuple[str, str], int] = defaultdict(int)
    found: dict[tuple[str, int], Extract] = {}
    for each in places:
        key = (each.source.id, each.name.title)
        count[key] += 1
        start = min(each.name.start, each.name.title_start) if each.name.title_start >= 0 else each.name.start
        end = max(each.name.end, each.name.title_end)
        if count[key] <= MAX_PLACES and len(found) < MAX_EXTRACTS:
            found.setdefault((each.source.id, start), terms.extract(each.source, start, end))
    return tuple(found.values())


def _shown(words: str) -> str:
    return characters.printable(" ".join(words.split()))[:120]
