"""What goes into a brief and in what order."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from briefbook.model.brief import PRIORITIES, SECTIONS, Brief, Point, Section, SectionSpec, Series, Spec
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import Fact, Resolution
from briefbook.model.source import Source
from briefbook.text import shape, words

GLANCE = 5
# facts at most in "At a glance"


def assemble(
    spec: Spec,
    facts: Sequence[Fact],
    sources: Sequence[Source],
    resolutions: Sequence[Resolution] = (),
    *,
    draft: bool = False,
) -> tuple[Brief, tuple[Diagnostic, ...]]:
    """Choose, merge and order facts for each section; an empty section is left out and reported."""
    unused = {key for item in resolutions if not item.show for key in item.facts if key != item.use}
    admitted = [fact for fact in facts if is_admitted(fact, draft=draft) and fact.id not in unused]
    sections, problems = [], []
    for index, wanted in enumerate(spec.sections):
        chosen = _chosen(wanted, admitted)
        if chosen:
            sections.append(_section(wanted, chosen, spec.lang))
        else:
            problems.append(_empty(wanted, spec, index))
    if not sections:
        message = "none of its sections has an accepted fact, so there is nothing to print"
        problems.append(Diagnostic("empty-brief", message, path=spec.path, line=1))
    chosen_ids = {fact.id for section in sections for fact in section.facts}
    shown = tuple(item for item in resolutions if chosen_ids.issuperset(item.facts))
    return Brief(spec, tuple(sections), _glance(sections), tuple(sources), shown), tuple(problems)


def is_admitted(fact: Fact, *, draft: bool) -> bool:
    """Whether a fact may be printed: an accepted one, and in a draft a draft one too."""
    return fact.status == "accepted" or (draft and fact.status == "draft")


def series(facts: Iterable[Fact]) -> tuple[Series, ...]:
    """Figures of one subject and unit at two or more times, oldest first."""
    found: dict[tuple[str, str], list[Point]] = {}
    for fact in facts:
        for quantity in fact.quantities:
            if quantity.when:
                point = Point(quantity.when, quantity.value, fact)
                found.setdefault((quantity.of, quantity.unit), []).append(point)
    return tuple(
        Series(of, unit, tuple(sorted(points, key=lambda point: point.when)))
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
    rounds = [fact for each in zip_longest(*musts) for fact in each if fact is not None]
    chosen = {fact.id for fact in rounds[:GLANCE]}
    return tuple(fact for group in musts for fact in group if fact.id in chosen)


def _empty(wanted: SectionSpec, spec: Spec, index: int) -> Diagnostic:
    hint = "" if wanted.key in SECTIONS else shape.nearest(wanted.key, SECTIONS)
    message = f"section {wanted.key!r} has no accepted fact and is left out{hint}"
    return Diagnostic("empty-section", message, Severity.WARNING, spec.path, keys=("sections", index))
