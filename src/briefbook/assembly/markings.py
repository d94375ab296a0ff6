"""Portion markings: the marks of single facts, and the highest of them as the banner of section and brief."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from briefbook.model.brief import Brief, Section, Spec
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import Fact
from briefbook.text import shape


def mark(brief: Brief, order: Sequence[str]) -> tuple[Brief, tuple[Diagnostic, ...]]:
    """Give each section, and a brief that declares no marking, the highest mark of its facts.

    `order` holds the marks there are, lowest first. A declared marking below a fact's is an error.
    """
    marked = [fact for fact in brief.facts if fact.marking]
    if not marked:
        return brief, ()
    unknown = [_unknown(fact, order) for fact in marked if fact.marking not in order]
    if unknown:
        return brief, tuple(unknown)
    sections = tuple(_banner(section, order) for section in brief.sections)
    top = highest((fact.marking for fact in marked), order)
    declared = brief.spec.marking
    found = _declared(brief, declared, top, order)
    spec = _own(
        replace(brief.spec, marking=declared or top), {fact.id: fact.marking for fact in marked}, order
    )
    return replace(brief, sections=sections, spec=spec), found


def highest(marks: Iterable[str], order: Sequence[str]) -> str:
    """The mark that stands last in the order; "" of none."""
    return max((each for each in marks if each), key=order.index, default="")


def _banner(section: Section, order: Sequence[str]) -> Section:
    return replace(section, marking=highest((fact.marking for fact in section.facts), order))


def _own(spec: Spec, marked: Mapping[str, str], order: Sequence[str]) -> Spec:
    """Give the brief's own matter the highest mark of the facts that it names."""

    def top(facts: Iterable[str]) -> str:
        return highest((marked.get(key, "") for key in facts), order)

    return replace(
        spec,
        lines=tuple(replace(each, marking=top(each.facts)) for each in spec.lines),
        events=tuple(replace(each, marking=top(each.facts)) for each in spec.events),
        documents=tuple(replace(each, marking=top(each.facts)) for each in spec.documents),
    )


def _unknown(fact: Fact, order: Sequence[str]) -> Diagnostic:
    hint = shape.nearest(fact.marking, order) or f"; known are {', '.join(order)}"
    message = (
        f"fact {fact.id!r}: no mark {shape.shown(fact.marking)}{hint}; the theme's marking.order names them"
    )
    return Diagnostic("unknown-marking", message, path=fact.path, keys=("fact", fact.index, "marking"))


def _declared(brief: Brief, declared: str, top: str, order: Sequence[str]) -> tuple[Diagnostic, ...]:
    """What is wrong with the marking that the brief declares, beside the highest of its facts."""
    path = brief.spec.path
    if not declared:
        message = f"the brief declares no marking; it is printed as {top}, the highest of its facts"
        return (Diagnostic("marking-computed", message, Severity.NOTE, path, line=1),)
    if declared not in order:
        message = (
            f"the brief's marking {shape.shown(declared)} cannot be compared with its facts' "
            f"{shape.shown(top)}: it is not in the theme's marking.order ({', '.join(order)})"
        )
        return (Diagnostic("unknown-marking", message, path=path, keys=("marking",)),)
    if order.index(declared) < order.index(top):
        high = [fact.id for fact in brief.facts if fact.marking == top]
        message = f"the brief is marked {declared}, but fact {high[0]!r} is {top}; raise it, or leave it out"
        return (Diagnostic("marking-too-low", message, path=path, keys=("marking",)),)
    return ()
