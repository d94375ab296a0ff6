"""What goes into a brief and in what order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from briefbook.assembly import untranslated
from briefbook.model.brief import (
    KINDS,
    PRIORITIES,
    SECTIONS,
    Brief,
    Point,
    Section,
    SectionSpec,
    Series,
    Spec,
)
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import Fact, Resolution
from briefbook.model.source import Source
from briefbook.text import shape, words

GLANCE = 5
# facts at most in "At a glance"
WITHOUT_FACTS = {
    "sections/checklist.md.j2": "lines",
    "sections/programme.md.j2": "events",
    "sections/outcomes.md.j2": "documents",
    "sections/biography.md.j2": "people",
    "sections/chronology.md.j2": "",
    "sections/key-facts.md.j2": "",
    "sections/differences.md.j2": "",
}
# templates that print a brief's own matter or facts of all sections: what there must be of the former
PRINTED = {
    "checklist": {"lines", "events", "documents"},
    "biography": {"people"},
    "programme": {"events"},
    "outcomes": {"documents"},
    "chronology": set[str](),
    "key-facts": set[str](),
    "differences": set[str](),
}
# the own matter that each kind prints; a visit brief prints that of its sections
MADE_OF = {"checklist": "line", "biography": "person", "programme": "event"}
# the own matter without which a kind has facts alone to print


def assemble(
    spec: Spec,
    facts: Sequence[Fact],
    sources: Sequence[Source],
    resolutions: Sequence[Resolution] = (),
    *,
    draft: bool = False,
) -> tuple[Brief, tuple[Diagnostic, ...]]:
    """Choose, merge and order facts for each section; an empty section is left out and reported."""
    if spec.kind == "differences":
        # a paper on what differs leaves none of it out
        resolutions = [replace(item, show=True) for item in resolutions]
    unused = {key: item.use for item in resolutions if not item.show for key in item.facts if key != item.use}
    admitted = [fact for fact in facts if is_admitted(fact, draft=draft) and fact.id not in unused]
    sections, problems = [], []
    for index, wanted in enumerate(spec.sections):
        chosen = _chosen(wanted, admitted)
        if chosen or _stands_alone(wanted, spec, admitted):
            sections.append(_section(wanted, chosen, spec.lang))
        elif spec.kind == KINDS[0]:
            problems.append(_empty(wanted, spec, index))
    named, unnamed = _named(spec, facts, {fact.id: fact for fact in admitted}, unused)
    problems += [*unnamed, *_unprinted(spec)]
    if not sections and not any(rows for _, rows in spec.own_matter):
        message = "none of its sections has an accepted fact, so there is nothing to print"
        problems.append(Diagnostic("empty-brief", message, path=spec.path, line=1))
    chosen_ids = {fact.id for section in sections for fact in section.facts}
    shown = tuple(item for item in resolutions if chosen_ids.issuperset(item.facts))
    problems += untranslated.find(spec.lang, sections, shown)
    more = tuple(fact for fact in named if fact.id not in chosen_ids)
    return Brief(spec, tuple(sections), _glance(sections), tuple(sources), shown, more), tuple(problems)


def is_admitted(fact: Fact, *, draft: bool) -> bool:
    """Whether a fact may be printed: an accepted one, and in a draft a draft one too."""
    return fact.status == "accepted" or (draft and fact.status == "draft")


def series(facts: Iterable[Fact]) -> tuple[Series, ...]:
    """Figures of one subject and unit at two or more times, oldest first."""
    found: dict[tuple[str, str], list[Point]] = {}
    names: dict[tuple[str, str], dict[str, str]] = {}
    for fact in facts:
        for quantity in fact.quantities:
            if quantity.when:
                point = Point(quantity.when, quantity.value, fact)
                found.setdefault((quantity.of, quantity.unit), []).append(point)
                names.setdefault((quantity.of, quantity.unit), {}).update(quantity.names)
    return tuple(
        Series(of, unit, tuple(sorted(points, key=lambda point: point.when)), names[of, unit])
        for (of, unit), points in found.items()
        if len({point.when for point in points}) > 1
    )


def _chosen(wanted: SectionSpec, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    chosen = [fact for fact in facts if fact.section == wanted.key]
    if wanted.tags and not chosen:
        # a section that no fact was written for is fed by its tags, from all sections
        chosen = list(facts)
    if wanted.tags:
        chosen = [fact for fact in chosen if set(fact.tags) & set(wanted.tags)]
    if wanted.order == "priority":
        chosen.sort(key=lambda fact: PRIORITIES.index(fact.priority))
    elif wanted.order == "date":
        chosen.sort(key=_latest)
    return tuple(chosen)


def _stands_alone(wanted: SectionSpec, spec: Spec, facts: Sequence[Fact]) -> bool:
    """Whether a section has something to print though no fact belongs to it."""
    needed = WITHOUT_FACTS.get(wanted.template or f"sections/{wanted.key}.md.j2")
    if needed is None:
        return False
    return bool(getattr(spec, needed)) if needed else bool(facts)


def _unprinted(spec: Spec) -> list[Diagnostic]:
    """What to say of own matter that a kind wants and has not, or that no shipped template prints."""
    sections = [each.template or f"sections/{each.key}.md.j2" for each in spec.sections]
    whole = {WITHOUT_FACTS[each] for each in sections if each in WITHOUT_FACTS}
    printed = PRINTED.get(spec.kind, whole)
    found = []
    needed = MADE_OF.get(spec.kind)
    if needed and not dict(spec.own_matter)[needed]:
        message = f"a {spec.kind} is made of [[{needed}]], and this brief has none; facts are printed instead"
        found.append(Diagnostic("no-matter", message, Severity.WARNING, spec.path, keys=("kind",)))
    for (table, rows), name in zip(spec.own_matter, ("lines", "events", "documents", "people"), strict=True):
        if rows and name not in printed:
            message = (
                f"the brief has {len(rows)} [[{table}]] and no shipped template of it prints them; "
                "docs/kinds.md says which kinds and sections do"
            )
            found.append(Diagnostic("matter-not-printed", message, Severity.NOTE, spec.path, keys=(table, 0)))
    return found


def _named(
    spec: Spec, facts: Iterable[Fact], admitted: Mapping[str, Fact], unused: Mapping[str, str]
) -> tuple[tuple[Fact, ...], list[Diagnostic]]:
    """The facts that the brief's own matter names, in its order, and what is wrong with the names."""
    found: dict[str, Fact] = {}
    problems = []
    known = {fact.id: fact for fact in facts}
    for table, rows in spec.own_matter:
        for row in rows:
            for place, key in enumerate(row.facts):
                if key in admitted:
                    found[key] = admitted[key]
                    continue
                if key in unused:
                    why = f"{key!r}, which a resolution sets aside; name {unused[key]!r}"
                elif key in known:
                    why = f"{key!r}, which is a {known[key].status}; accept it, or take it out"
                else:
                    why = f"no accepted fact {key!r}{shape.nearest(key, admitted)}"
                keys = (
                    (table, row.index, "fact") if table == "document" else (table, row.index, "facts", place)
                )
                message = f"[[{table}]] number {row.index + 1} names {why}"
                problems.append(Diagnostic("unknown-fact", message, path=spec.path, keys=keys))
    return tuple(found.values()), problems


def _latest(fact: Fact) -> str:
    dates = (
        [str(fact.as_of)] if fact.as_of else [quantity.when for quantity in fact.quantities if quantity.when]
    )
    return max(dates, default="")


def _section(wanted: SectionSpec, facts: tuple[Fact, ...], lang: str) -> Section:
    title = wanted.title or words.load(lang).label(
        f"sections.{wanted.key}", wanted.key.replace("-", " ").capitalize()
    )
    return Section(wanted.key, title, wanted.template, facts, series(facts))


def _glance(sections: Iterable[Section]) -> tuple[Fact, ...]:
    """The first `must` fact of each section, then the second of each, until there are enough."""
    musts = [[fact for fact in section.facts if fact.priority == "must"] for section in sections]
    # a fact may stand in two sections, and is said once here
    rounds = {fact.id: fact for each in zip_longest(*musts) for fact in each if fact is not None}
    chosen = set(list(rounds)[:GLANCE])
    return tuple({fact.id: fact for group in musts for fact in group if fact.id in chosen}.values())


def _empty(wanted: SectionSpec, spec: Spec, index: int) -> Diagnostic:
    hint = "" if wanted.key in SECTIONS else shape.nearest(wanted.key, SECTIONS)
    message = f"section {wanted.key!r} has no accepted fact and is left out{hint}"
    return Diagnostic("empty-section", message, Severity.WARNING, spec.path, keys=("sections", index))
