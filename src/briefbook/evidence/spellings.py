"""Names that are likely one and are written in two ways, by the words beside them: for a first look."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefbook.evidence import persons, terms
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.source import Source
from briefbook.text import languages, names, names_grammar, names_spelling, topics
from briefbook.text.languages import Language
from briefbook.text.names import Name

MANY = 24
# ways of writing a word beside one other word that are compared
SHOWN = 8
# notes of one collection
SHORT, LONG = 4, 8
# letters of a word in which one letter may differ, and of one in which two may
TURNED = "turned"
# two words of a name, in either order
SOUNDS = str.maketrans("gdbjz", "ktpss")
# letters that ways of writing in Latin letters put for one another
LONGEST = 120
# letters of a name that another note tells of
LEAST, MOST = 4, 10
# words of a name of which one may be left out
ENDINGS = 2
# letters by which a word may be longer in another case

_WORD = re.compile(r"[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*")
_JOINT = re.compile(r"[ _\u00a0\u202f-]|[ \t]*\n[ \t]*")


@dataclass(frozen=True, slots=True)
class Written:
    """A word of a name at its place, with the place of the name it belongs to."""

    source: Source
    language: Language
    start: int
    end: int
    name: str
    word: str
    folded: str


def run(
    sources: Iterable[Source], known: Iterable[Diagnostic], own: languages.Own | None = None
) -> tuple[Diagnostic, ...]:
    """One note for each name of two words of which one is written in two ways; known ones are left out."""
    sources = tuple(sources)
    groups: dict[tuple[str, str], dict[str, list[Written]]] = defaultdict(lambda: defaultdict(list))
    for source in sources:
        for side, anchor, written in _pairs(source, persons.language_of(source, own)):
            groups[side, anchor][written.word].append(written)
    pairs = [pair for _, group in sorted(groups.items()) for pair in _alike(group)]
    told = {
        (each.source, at)
        for item in known
        if item.code == "name-variant"
        for each in item.quotes
        if len(each.exact) <= LONGEST
        for at in range(each.start, each.end + 1)
    }
    found: list[Diagnostic] = []
    for first, second in [*pairs, *_shortened(sources, own)]:
        places = sorted([*first, *second], key=lambda each: (each[0].id, each[1].start))
        if len({each[0].id for each in places}) < 2:
            continue
        sides = [{(each[0].id, each[1].end) for each in ways} for ways in (first, second)]
        if all(each & told for each in sides):
            continue
        told |= sides[0] | sides[1]
        found.append(terms.variant("name", places, ()))
    return tuple(found[:SHOWN])


def _place(written: Written) -> terms.Place:
    name = Name(written.start, written.end, written.name)
    return written.source, name, persons.form_of(written.name)


def _pairs(source: Source, language: Language) -> Iterator[tuple[str, str, Written]]:
    """Every two words with capitals that stand together, each as the one beside which the other stands."""
    grammar, text = names_grammar.of(language), topics.without_addresses(source.text)
    before: re.Match[str] | None = None
    for match in _WORD.finditer(text):
        joint = before and _JOINT.fullmatch(text, before.end(), match.start())
        if before and joint and before[0][0].isupper() and (match[0][0].isupper() or joint[0] == "-"):
            ways = before[0], match[0]
            folded = tuple(names_spelling.ascii_of(each) for each in ways)
            if folded[0] not in grammar.not_first and min(map(len, folded)) > 1:
                start, end = before.start(), match.end()
                for at in (0, 1):
                    word = "-" * (at and joint[0] == "-") + ways[at].casefold()
                    written = Written(source, language, start, end, text[start:end], word, folded[at])
                    yield str(at), folded[1 - at], written
                if not {each.name[:1] for each in topics.terms(text[start:end], language)} & {"#"}:
                    pair = " ".join(folded)
                    turned = Written(source, language, start, end, text[start:end], pair, pair)
                    yield TURNED, " ".join(sorted(folded)), turned
        before = match


def _shortened(
    sources: Iterable[Source], own: languages.Own | None
) -> Iterator[tuple[list[terms.Place], list[terms.Place]]]:
    """Names of which one leaves out an inner word: the Harbour Training Centre, the Harbour Centre."""
    whole: dict[tuple[str, ...], list[terms.Place]] = defaultdict(list)
    for source in sources:
        for name in names.find(source.text, persons.language_of(source, own)):
            words = tuple(names_spelling.ascii_of(each) for each in _WORD.findall(name.written))
            if not name.kind and LEAST <= len(words) <= MOST:
                whole[words].append((source, name, persons.form_of(name.written)))
    for words, places in sorted(whole.items()):
        for at in range(1, len(words) - 1):
            short = words[:at] + words[at + 1 :]
            if short in whole and len(words) > LEAST and len(words[at]) > SHORT:
                yield places, whole[short]


def _alike(group: dict[str, list[Written]]) -> Iterator[tuple[list[terms.Place], list[terms.Place]]]:
    ordered = sorted(group)[:MANY]
    for at, first in enumerate(ordered):
        for second in ordered[at + 1 :]:
            if _are_one(group[first][0], group[second][0]):
                yield [*map(_place, group[first])], [*map(_place, group[second])]


def _are_one(first: Written, second: Written) -> bool:
    """Whether two words beside the same one are one word in two spellings, and not in two cases."""
    one, other = sorted((first.folded, second.folded), key=len)
    if " " in one:
        return True
    if one == other:
        langs = {first.language.lang, second.language.lang}
        return len(langs) == 1 or "vi" not in langs
    if _romanised(one) == _romanised(other):
        return True
    if len(one) < SHORT or other.startswith(one[: len(other) - ENDINGS]) or one[0] != other[0]:
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other) <= (1 if len(one) < LONG else 2)


def _romanised(word: str) -> str:
    """A word as the ways of writing Korean and Cyrillic agree on it: Gu and Koo."""
    return names_spelling.key(word).translate(SOUNDS)
