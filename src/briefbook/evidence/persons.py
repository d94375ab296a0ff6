"""Who is who over several sources: every mention of a person put to the person it means."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from briefbook.model.source import Source
from briefbook.text import languages, names, names_grammar, names_offices, names_spelling, names_words
from briefbook.text.names import Name

MAX_FORMS = 300
# different names of one collection that are compared with each other; past that only equal ones meet
MAX_BARE = 20_000
# mentions without an office that are looked up
MAX_WORDS = 7
# of one name


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at its place."""

    source: Source
    name: Name
    form: str
    # the name as written, on one line


@dataclass(slots=True)
class Person:
    """One person with all mentions; `full` are the forms of more than one word."""

    mentions: list[Mention] = field(default_factory=list)
    full: list[str] = field(default_factory=list)

    @property
    def titles(self) -> set[str]:
        """Every office key that stands beside the name."""
        return {key for each in self.mentions for key in each.name.title.split("+") if key}


def gather(sources: Iterable[Source], own: languages.Own | None = None) -> tuple[Person, ...]:
    """Every person of the sources, in the order of their first mention."""
    sources = tuple(sources)
    found: list[Mention] = []
    for source in sources:
        language = language_of(source, own)
        found += [
            Mention(source, name, form_of(name.written))
            for name in names.find(source.text, language)
            if name.kind == "person"
        ]
    people = _grouped(found)
    told: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for person in people:
        for each in person.mentions:
            told[id(each.source)].append((each.name.start, each.name.end))
    index: dict[str, set[int]] = defaultdict(set)
    for number, person in enumerate(people):
        _listed(index, number, {each.form for each in person.mentions})
    for source in sources:
        for number, form in _add_bare(source, people, language_of(source, own), told[id(source)], index):
            _listed(index, number, (form,))
    order = {id(source): number for number, source in enumerate(sources)}
    for person in people:
        person.mentions.sort(key=lambda each: (order[id(each.source)], each.name.start))
    return tuple(person for person in people if person.mentions)


def language_of(source: Source, own: languages.Own | None = None) -> languages.Language:
    """The language of a source, as declared or as its small words show."""
    return languages.load(source.meta.lang or names.guess(source.text), own)


def form_of(written: str) -> str:
    """A name on one line."""
    return " ".join(written.split())


def _grouped(mentions: Sequence[Mention]) -> list[Person]:
    """Put full names together first, then every single name to the one person it can mean."""
    by_form: dict[str, list[Mention]] = defaultdict(list)
    for each in mentions:
        by_form[each.form].append(each)
    full = sorted(
        (form for form in by_form if names_spelling.is_whole(form)),
        key=lambda form: (-len(names_spelling.words(form)), -len(by_form[form]), form),
    )
    people: list[Person] = []
    for number, form in enumerate(full):
        person = _fitting(form, people, by_form[form]) if number < MAX_FORMS else None
        if person is None:
            person = Person()
            people.append(person)
        person.full.append(form)
        person.mentions += by_form[form]
    loose = [each for form, found in by_form.items() if not names_spelling.is_whole(form) for each in found]
    _add_single(loose, people)
    return people


def _fitting(form: str, people: Sequence[Person], mentions: Sequence[Mention]) -> Person | None:
    """The one person whose every full form may be this one."""
    fitting = [person for person in people if all(names.same(form, each) for each in person.full[:20])]
    if len(fitting) > 1:
        titles = {key for each in mentions for key in each.name.title.split("+") if key}
        fitting = [person for person in fitting if person.titles & titles]
    return fitting[0] if len(fitting) == 1 else None


def _add_single(mentions: Sequence[Mention], people: list[Person]) -> None:
    """Put names of one word to people; those that nobody's full name explains are people of their own."""
    known = people[:MAX_FORMS]
    by_form: dict[str, list[Mention]] = defaultdict(list)
    for each in mentions:
        by_form[each.form].append(each)
    alone: dict[str, Person] = {}
    for number, (form, found) in enumerate(by_form.items()):
        few = number < MAX_FORMS
        fits = [p for p in known if any(names.same(form, full) for full in p.full[:20])] if few else []
        if fits:
            for each in found:
                person = _meant(each, fits)
                if person:
                    person.mentions.append(each)
            continue
        like = next((each for each in alone if names.same(each, form)), form) if few else form
        alone.setdefault(like, Person()).mentions.extend(found)
    people += alone.values()


def _meant(mention: Mention, people: Sequence[Person]) -> Person | None:
    """The one person that a single name means, by its office where several bear the name."""
    titles = {key for key in mention.name.title.split("+") if key}
    by_title = [person for person in people if titles & person.titles]
    if len(by_title) == 1:
        return by_title[0]
    if len(people) != 1:
        return None
    # a short name beside an office that nobody of that name holds may be somebody else's
    if titles and people[0].titles and len(names_spelling.ascii_of(mention.form)) < 7:
        return None
    return people[0]


def _add_bare(
    source: Source,
    people: Sequence[Person],
    language: languages.Language,
    told: Sequence[tuple[int, int]],
    index: Mapping[str, set[int]],
) -> list[tuple[int, str]]:
    """Add the places where a known name stands without office or form of address, and is not told of yet.

    Returns the people that were found so, by number, and the forms.
    """
    added: list[tuple[int, str]] = []
    met: dict[str, set[int]] = {}
    words, grammar = names_words.read(source.text), names_grammar.of(language)
    busy = {at for start, end in told for at in (start, end)}
    begins = {start for start, _ in told}
    inside = _inside(words, sorted(told))
    common: set[str] | None = None
    at, left = 0, MAX_BARE
    while at < len(words.keys) and left:
        if not words.capitals[at] or at in inside or words.starts[at] in begins:
            at += 1
            continue
        here = _known(words, at, index, met)
        if not here:
            at += 1
            continue
        left -= 1
        end = at + 1
        while end < len(words.keys) and words.is_joined(end - 1) and end - 1 not in words.owned:
            fits = words.is_capital(end) and end not in inside and end - at < MAX_WORDS
            following = here & _known(words, end, index, met) if fits else set()
            if not following:
                break
            here, end = following, end + 1
        if common is None:
            common = {key for key, is_ in zip(words.keys, words.capitals, strict=True) if not is_}
        if len(here) == 1 and words.starts[at] not in busy and _stands(words, grammar, at, end, common):
            number = next(iter(here))
            form = _add(source, people[number], words, at, end)
            added += [(number, form)] if form else []
        at = end
    return added


def _add(source: Source, person: Person, words: names_words.Words, at: int, end: int) -> str:
    """Put a bare name to its person; the form it has, "" where it cannot be a form of the person's name."""
    start, stop = words.starts[at], words.ends[end - 1]
    written = source.text[start:stop]
    form = form_of(written)
    known = person.full or [person.mentions[0].form]
    if any(names.same(form, each) for each in known[:20]):
        person.mentions.append(Mention(source, Name(start, stop, written, kind="person"), form))
        if names_spelling.is_whole(form) and form not in person.full:
            person.full.append(form)
        return form
    return ""


def _stands(
    words: names_words.Words, grammar: names_grammar.Grammar, at: int, end: int, common: set[str]
) -> bool:
    """Whether known words stand as a name of their own, not inside that of an institution."""
    if end < len(words.keys) and words.is_joined(end - 1) and end - 1 not in words.owned:
        after = words.is_capital(end) and not names_offices.is_office(words, grammar, end)
        if after and words.keys[end] not in grammar.not_names:
            return False
    led = at > 0 and words.is_joined(at - 1) and words.is_capital(at - 1) and at - 1 not in words.owned
    if led and words.keys[at - 1] not in grammar.not_first:
        return False
    return end - at > 1 or words.keys[at] not in common


def _known(
    words: names_words.Words, at: int, index: Mapping[str, set[int]], met: dict[str, set[int]]
) -> set[int]:
    """The people in whose names a word stands; `met` are words looked up before."""
    written = words.written(at)[:60]
    if written not in met:
        found: set[int] | None = None
        for part in names_spelling.words(written):
            here = set().union(*(index.get(key, set()) for key in part.keys))
            found = here if found is None else found & here
        met[written] = found or set()
    return met[written]


def _listed(index: dict[str, set[int]], number: int, forms: Iterable[str]) -> None:
    """Put a person into the index by the words of names: all of full ones, and those that stood alone."""
    for form in forms:
        for word in names_spelling.words(form):
            if len(word.folded) > 1:
                for key in word.keys:
                    index[key].add(number)


def _inside(words: names_words.Words, taken: Sequence[tuple[int, int]]) -> set[int]:
    """The numbers of the words that stand in places already told."""
    found: set[int] = set()
    at = 0
    for start, end in taken:
        while at < len(words.starts) and words.ends[at] <= start:
            at += 1
        here = at
        while here < len(words.starts) and words.starts[here] < end:
            found.add(here)
            here += 1
    return found


def spellings(forms: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of forms in which a word is spelled in two ways, or one leaves out a word of the other."""
    ordered = sorted(Counter(forms))
    found = []
    for number, first in enumerate(ordered[:60]):
        for second in ordered[number + 1 : 60]:
            if _spelled_differently(first, second):
                found.append((first, second))
    return found


def _spelled_differently(first: str, second: str) -> bool:
    a, b = names_spelling.words(first), names_spelling.words(second)
    if len(a) > len(b):
        a, b = b, a
    at = 0
    for word in a:
        near = next((i for i in range(at, len(b)) if names_spelling.alike(word, b[i])), -1)
        if near < 0:
            near = next((i for i in range(len(b)) if names_spelling.alike(word, b[i])), -1)
        if near >= 0 and names_spelling.differ(word, b[near]):
            return True
        at = near + 1 if near >= 0 else at
    whole = [[w for w in each if len(w.folded) > 1] for each in (a, b)]
    if 1 < len(whole[0]) < len(whole[1]) and whole[0][0].script == whole[1][0].script:
        return all(names_spelling.alike(whole[0][i], whole[1][i]) for i in (0, -1))
    return False
