"""Countries of a statement that its sources do not name, where a quote names another one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from briefbook.evidence import persons
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import Fact
from briefbook.model.name import Entry
from briefbook.model.source import Source
from briefbook.text import figures, languages, topics
from briefbook.text.languages import Language, Own

CODE = 3
# letters of "#KG": what is longer, or is a union of countries, is none
UNIONS = frozenset({"#EU", "#UN"})


def run(
    facts: Iterable[Fact], sources: Iterable[Source], names: Sequence[Entry], own: Own, lang: str = ""
) -> tuple[Diagnostic, ...]:
    """Compare the countries of every statement with those of its quotes, and then of their whole sources.

    A country of `names` is known to whoever reads the brief, and may always be named.
    """
    by_id = {source.id: source for source in sources}
    known = frozenset(
        code
        for entry in names
        for form in entry.forms
        for code in _named(form, languages.load(lang or "en", own))
    )

    @cache
    def whole(name: str) -> frozenset[str]:
        source = by_id[name]
        terms = topics.terms(source.text, persons.language_of(source, own))
        return frozenset(term.stem for term in terms if term.stem[0] == "#")

    found = []
    for fact in facts:
        quoted = [quote.source for quote in fact.quotes if quote.source in by_id]
        theirs = _quoted(fact, by_id, own)
        for tag, written in _strange(fact, theirs, known, own, lang):
            if not any(written[0] in whole(name) for name in quoted):
                found.append(_told(fact, tag, written[1], sorted(theirs.values())))
    return tuple(found)


def _strange(
    fact: Fact, theirs: Mapping[str, str], known: frozenset[str], own: Own, lang: str
) -> Iterator[tuple[str, tuple[str, str]]]:
    """The countries of each statement that no quote names, where quotes name one that it does not."""
    for tag, statement in fact.statements.items():
        tags = [tag] if tag else [*dict.fromkeys(filter(None, (lang, "en")))]
        language = languages.load(topics.spoken(statement, tuple(tags), own)[0], own)
        mine = _named(statement, language)
        if theirs.keys() - mine.keys():
            yield from ((tag, each) for each in mine.items() if each[0] not in known | theirs.keys())


def _quoted(fact: Fact, sources: Mapping[str, Source], own: Own) -> dict[str, str]:
    """The countries of the quotes of a fact, as written."""
    found: dict[str, str] = {}
    for quote in fact.quotes:
        if quote.source in sources:
            language = persons.language_of(sources[quote.source], own)
            found = {**_named(quote.words or quote.exact, language), **found}
    return found


def _named(text: str, language: Language) -> dict[str, str]:
    """The countries that a text names, by their codes, as first written; "US$" names none."""
    found: dict[str, str] = {}
    lands = [
        term
        for term in topics.terms(text, language)
        if term.stem[0] == "#" and len(term.stem) == CODE and term.stem not in UNIONS
    ]
    read = figures.find(text, language) if lands else ()
    for term in lands:
        if not any(figure.start <= term.start < figure.end for figure in read):
            found.setdefault(term.stem, text[term.start : term.end])
    return found


def _told(fact: Fact, tag: str, written: str, theirs: Sequence[str]) -> Diagnostic:
    listed = ", ".join(f"“{each}”" for each in theirs[:3])
    message = (
        f"fact {fact.id!r}: the statement names “{written}”, which none of its sources names; its quotes "
        f"name {listed}. Correct the statement, quote the words that name it, or list it in names.toml"
    )
    keys: tuple[str | int, ...] = ("fact", fact.index, "statement", *([tag] if tag else []))
    return Diagnostic("name-not-carried", message, Severity.WARNING, fact.path, keys=keys)
