"""Places, institutions and laws that sources spell in several ways: Khánh Hòa, Khanh Hoa."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence

from briefbook.evidence import namebook, persons
from briefbook.evidence.persons import Person, form_of
from briefbook.model.diagnostic import Diagnostic, Extract, Severity
from briefbook.model.name import Entry
from briefbook.model.source import Source
from briefbook.text import characters, languages, names, names_grammar, names_spelling, names_words
from briefbook.text.names import Name

MAX_PLACES = 8
MAX_EXTRACTS = 80
MAX_SHOWN = 8
MAX_WORDS = 10
# of a term that is compared with others; longer ones are headings

Place = tuple[Source, Name, str]


def run(
    sources: Iterable[Source],
    people: Sequence[Person],
    book: Sequence[Entry],
    own: languages.Own | None = None,
) -> list[Diagnostic]:
    """One note for each place, institution or law that the sources write in several ways."""
    equal: dict[str, list[Place]] = defaultdict(list)
    ways: dict[str, set[str]] = defaultdict(set)
    cut: dict[tuple[str, str], tuple[list[str], str]] = {}
    near: dict[tuple[str, ...], dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    known = {each.form for person in people for each in person.mentions}
    for source in sources:
        language = persons.language_of(source, own)
        grammar = names_grammar.of(language)
        for name in names.find(source.text, language):
            form = form_of(name.written)
            if name.kind or form in known:
                continue
            if (form, language.lang) not in cut:
                cut[form, language.lang] = _words(form, grammar)
            words, spelled = cut[form, language.lang]
            if not 0 < len(words) <= MAX_WORDS:
                continue
            place = (source, name, form)
            equal[" ".join(words)].append(place)
            ways[" ".join(words)].add(spelled)
            for at in range(1, len(words) - 1 if len(words) > 2 else 0):
                # inner words only: the last one is often a plural of its own right
                near[(language.lang, *words[:at], "", *words[at + 1 :])][words[at]].append(place)
    found = [places for key, places in equal.items() if len(ways[key]) > 1]
    found += [places for group in near.values() if len(group) > 1 for places in _inflected(group)]
    return [variant("name", places, book) for places in _merged(found)]


def variant(what: str, places: Sequence[Place], book: Sequence[Entry]) -> Diagnostic:
    """The note that one name is written in several ways, with the places of every form."""
    forms: dict[str, list[str]] = {}
    for source, _, form in places:
        held = forms.setdefault(form, [])
        held += [] if source.id in held else [source.id]
    listed = ", ".join(
        f"“{characters.printable(form)[:80]}” ({', '.join(ids[:4])}{', …' if len(ids) > 4 else ''})"
        for form, ids in list(forms.items())[:MAX_SHOWN]
    )
    more = f" and {len(forms) - MAX_SHOWN} more" if len(forms) > MAX_SHOWN else ""
    message = f"one {what} is written in {len(forms)} ways: {listed}{more}"
    entry = namebook.entry_of(forms, book)
    if entry is None:
        message += "; choose one form, and list the others as aliases in names.toml"
    else:
        unknown = [form for form in forms if not namebook.covers(entry, form)]
        message += f"; decided in {entry.path or 'names.toml'}: the brief writes “{entry.preferred}”"
        if unknown:
            message += f", but “{characters.printable(unknown[0])[:80]}” is not listed there"
    source, name, _ = places[0]
    line = source.text.count("\n", 0, name.start) + 1
    return Diagnostic(
        "name-variant", message, Severity.NOTE, source.meta.path, line, quotes=_extracts(places)
    )


def extract(source: Source, start: int, end: int) -> Extract:
    """Words of a source as a diagnostic points at them."""
    return Extract(source.id, source.text[start:end], start, end)


def _extracts(places: Sequence[Place]) -> tuple[Extract, ...]:
    """The places of every form in every source: the first of each before the second of any."""
    rounds: list[list[Extract]] = [[] for _ in range(MAX_PLACES)]
    count: dict[tuple[str, str], int] = defaultdict(int)
    for source, name, form in places:
        number = count[source.id, form]
        count[source.id, form] += 1
        if number < MAX_PLACES:
            rounds[number].append(extract(source, name.start, name.end))
    flat = [each for group in rounds for each in group][:MAX_EXTRACTS]
    order = {source.id: number for number, (source, _, _) in reversed(list(enumerate(places)))}
    return tuple(sorted(flat, key=lambda each: (order[each.source], each.start)))


def _words(form: str, grammar: names_grammar.Grammar) -> tuple[list[str], str]:
    """The words by which terms are compared, and the spelling by which equal ones differ.

    Accents and hyphens are left out of the first; connectors, countries' names, capitals and the two
    ways of English out of both.
    """
    cut = names_words.cut(unicodedata.normalize("NFC", form))
    found: list[str] = []
    spelled: list[str] = []
    at = real = 0
    while at < len(cut.keys):
        hit = names_grammar.match(grammar.countries, cut, at, grammar.endings)
        if hit:
            found.append(hit[1])
            spelled.append(hit[1])
            at = hit[0]
            continue
        if cut.keys[at] not in grammar.connectors:
            marked, plain = cut.keys[at], names_spelling.ascii_of(cut.keys[at])
            for old, new in grammar.orthography:
                marked, plain = marked.replace(old, new), plain.replace(old, new)
            parts = [part for part in plain.replace("'", "").split("-") if part]
            real += any(len(part) > 2 for part in parts)
            found += parts
            spelled.append(_marked(marked))
        at += 1
    return (found if real else []), " ".join(spelled)


def _marked(word: str) -> str:
    """A word with its accents in one order, none on the first letter: French leaves them off capitals."""
    if word.isascii():
        return word
    opened = unicodedata.normalize("NFD", word.replace("’", "'").replace("‑", "-").replace("‐", "-"))
    base = "".join(char for char in opened if not unicodedata.combining(char))
    rest = unicodedata.normalize("NFD", unicodedata.normalize("NFC", word)[1:])
    return base + "".join(sorted(char for char in rest if unicodedata.combining(char)))


def _inflected(group: dict[str, list[Place]]) -> list[list[Place]]:
    """Terms that differ in one inner word only, by its ending or a slip: Opportunity, Opportunities."""
    found = []
    ordered = sorted(group)[:40]
    for number, first in enumerate(ordered):
        for second in ordered[number + 1 :]:
            if _is_inflection(first, second):
                found.append([*group[first], *group[second]])
    return found


def _is_inflection(first: str, second: str) -> bool:
    short, long = sorted((first, second), key=len)
    if len(short) < 4 or short[:3] != long[:3]:
        return False
    return long in (short + "s", short + "es", short[:-1] + "ies", short + "n") or _slips(short, long)


def _slips(first: str, second: str) -> bool:
    from rapidfuzz.distance import OSA

    return len(first) > 6 and OSA.distance(first, second, score_cutoff=1) == 1


def _merged(found: Sequence[list[Place]]) -> list[list[Place]]:
    """Groups that share a form are one."""
    result: list[list[Place]] = []
    home: dict[str, int] = {}
    for places in found:
        number = next((home[form] for _, _, form in places if form in home), len(result))
        if number == len(result):
            result.append([])
        known = {(source.id, name.start) for source, name, _ in result[number]}
        result[number] += [each for each in places if (each[0].id, each[1].start) not in known]
        home |= {form: number for _, _, form in places}
    return result
