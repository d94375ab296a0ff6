"""The names of `names.toml` in our own text: preferred forms, and a gloss where a name first stands."""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from briefbook.evidence import namebook
from briefbook.model.brief import Brief, Section, Spec
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.fact import Fact
from briefbook.model.inputs import File
from briefbook.model.name import Entry


def read(files: Sequence[File | None]) -> tuple[tuple[Entry, ...], list[Diagnostic]]:
    """The names of a collection and of its workspace; the first file decides what two of them have."""
    book: tuple[Entry, ...] = ()
    found: list[Diagnostic] = []
    for file in files:
        if file is None:
            continue
        if file.refused:
            found.append(Diagnostic("unreadable-file", f"the file {file.refused}", path=file.path))
            continue
        entries, problems = namebook.load(file.data, file.path)
        book, clashes = namebook.merged(book, entries)
        found += [*problems, *clashes]
    return book, found


def apply(brief: Brief, book: Sequence[Entry]) -> Brief:
    """A brief whose own text has the preferred forms, and whose statements gloss a name at its first use.

    No quote changes, and no other word of a statement: what it writes otherwise is warned of.
    """
    if not book:
        return brief
    seen: frozenset[str] = frozenset()
    glossed: dict[str, Fact] = {}
    for fact in (*brief.glance, *brief.facts):
        if fact.id not in glossed:
            glossed[fact.id], seen = _glossed(fact, book, seen, brief.spec.lang)
    sections = tuple(_section(section, book, glossed) for section in brief.sections)
    glance = tuple(glossed[fact.id] for fact in brief.glance)
    resolutions = tuple(replace(item, why=namebook.preferred(item.why, book)) for item in brief.resolutions)
    spec = _spec(brief.spec, book)
    more = tuple(glossed[fact.id] for fact in brief.named)
    return replace(brief, spec=spec, sections=sections, glance=glance, resolutions=resolutions, named=more)


def _spec(spec: Spec, book: Sequence[Entry]) -> Spec:
    visit = spec.visit and replace(
        spec.visit,
        visitor=namebook.preferred(spec.visit.visitor, book),
        host=namebook.preferred(spec.visit.host, book),
    )
    return replace(spec, title=namebook.preferred(spec.title, book), visit=visit)


def _section(section: Section, book: Sequence[Entry], glossed: dict[str, Fact]) -> Section:
    series = tuple(
        replace(each, points=tuple(replace(point, fact=glossed[point.fact.id]) for point in each.points))
        for each in section.series
    )
    facts = tuple(glossed[fact.id] for fact in section.facts)
    return replace(section, title=namebook.preferred(section.title, book), facts=facts, series=series)


def _glossed(
    fact: Fact, book: Sequence[Entry], seen: frozenset[str], lang: str
) -> tuple[Fact, frozenset[str]]:
    said = fact.statement(lang)
    text, seen = namebook.first_use(said, book, seen)
    if text == said:
        return fact, seen
    changed = {key: text if value == said else value for key, value in fact.statements.items()}
    return replace(fact, statements=MappingProxyType(changed)), seen
