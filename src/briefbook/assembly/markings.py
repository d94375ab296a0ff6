"""Portion markings: the marks of single facts, and the highest of them as the banner of section and brief."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from briefbook.model.brief import Brief, Section, Spec
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import Fact
from briefbook.text import shape

OLDER = {"TLP:WHITE": "TLP:CLEAR"}
# names of TLP 1.0 that TLP 2.0 changed


def mark(brief: Brief, order: Sequence[str]) -> tuple[Brief, tuple[Diagnostic, ...]]:
    """Give each section, and a brief that declares no marking, the highest mark of its facts.

    `order` holds the marks there are, lowest first. A declared marking below a fact's is an error.
    """
    marked = [fact for fact in brief.facts if fact.marking]
    if not marked:
        return brief, ()
    unknown = [_unknown(fact, order) for fact in marked if not known(fact.marking, order)]
    if unknown:
        return brief, tuple(unknown)
    sections = tuple(_banner(section, order) for section in brief.sections)
    top = highest((fact.marking for fact in marked), order)
    found = _declared(brief, top, order)
    marks = {fact.id: fact.marking for fact in marked}
    spec = _own(replace(brief.spec, marking=brief.spec.marking or top), marks, order)
    return replace(brief, sections=sections, spec=spec), found


def known(marking: str, order: Sequence[str]) -> str:
    """A mark as the order writes it, whatever its capitals and spaces; "" where it is not in the order."""
    plain = _plain(marking)
    plain = OLDER.get(plain, plain)
    return next((each for each in order if _plain(each) == plain), "")


def highest(marks: Iterable[str], order: Sequence[str]) -> str:
    """The mark that stands last in the order; "" of none that stands in it."""
    return max((each for mark in marks if (each := known(mark, order))), key=order.index, default="")


def common(
    markings: Mapping[str, str], order: Sequence[str], wanted: str = ""
) -> tuple[str, tuple[Diagnostic, ...]]:
    """The marking of papers that travel together, by those of each paper's file: the highest of them.

    `wanted` may raise it, never lower it; words that are not in the order cannot stand for a mark that is.
    """
    own = {path: marking for path, marking in markings.items() if marking}
    top = highest(own.values(), order)
    rank = known(wanted, order)
    if wanted and top and (not rank or order.index(rank) < order.index(top)):
        path = next(path for path, marking in own.items() if known(marking, order) == top)
        return "", (_refused(wanted, top, path, order),)
    if wanted:
        return rank or wanted, ()
    if len(set(own.values())) == 1:
        only = next(iter(own.values()))
        return known(only, order) or only, ()
    free = [path for path, marking in own.items() if not known(marking, order)]
    return top, tuple(_unordered(path, own[path], order) for path in free)


def _refused(wanted: str, top: str, path: str, order: Sequence[str]) -> Diagnostic:
    if known(wanted, order):
        message = (
            f"--marking {wanted} is lower than this brief's {top}; a book is marked as high as its briefs"
        )
        return Diagnostic("marking-too-low", message, path=path)
    message = (
        f"--marking {shape.shown(wanted)} cannot be compared with this brief's {top}: it is not in the "
        f"theme's marking.order ({', '.join(order)})"
    )
    return Diagnostic("marking-unordered", message, path=path)


def _unordered(path: str, marking: str, order: Sequence[str]) -> Diagnostic:
    message = (
        f"the marking {shape.shown(marking)} has no place in the order {' < '.join(order)}, so that of the "
        "whole book is not known; say it with --marking"
    )
    return Diagnostic("marking-unordered", message, path=path, keys=("marking",))


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


def _declared(brief: Brief, top: str, order: Sequence[str]) -> tuple[Diagnostic, ...]:
    """What is wrong with the marking that the brief declares, beside the highest of its facts."""
    path, declared = brief.spec.path, brief.spec.marking
    if not declared:
        message = f"the brief declares no marking; it is printed as {top}, the highest of its facts"
        return (Diagnostic("marking-computed", message, Severity.NOTE, path, line=1),)
    rank = known(declared, order)
    if not rank:
        message = (
            f"the brief's marking {shape.shown(declared)} cannot be compared with its facts' "
            f"{shape.shown(top)}: it is not in the theme's marking.order ({', '.join(order)})"
        )
        return (Diagnostic("unknown-marking", message, path=path, keys=("marking",)),)
    if order.index(rank) < order.index(top):
        high = next(fact.id for fact in brief.facts if known(fact.marking, order) == top)
        message = f"the brief is marked {rank}, but fact {high!r} is {top}; raise it, or leave it out"
        return (Diagnostic("marking-too-low", message, path=path, keys=("marking",)),)
    return ()


def _plain(marking: str) -> str:
    return "".join(marking.split()).upper()
