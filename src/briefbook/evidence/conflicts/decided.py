"""Resolutions that decide nothing: no difference between their facts is seen."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from briefbook.evidence.conflicts.differences import Difference, Side
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import Fact, Resolution
from briefbook.text import shape


def idle(
    found: Iterable[Difference], facts: Sequence[Fact], resolutions: Sequence[Resolution]
) -> list[Diagnostic]:
    """A note for each resolution between whose facts nothing differs, as far as it is seen."""
    known = {fact.id: fact for fact in facts}
    asked = [item for item in resolutions if len(set(item.facts)) > 1 and set(item.facts) <= known.keys()]
    if not asked:
        return []
    sides = [each.sides for each in found]
    return [
        _told(item)
        for item in asked
        if not _differ_in_quantity(item, known) and not any(_parts(item, known, each) for each in sides)
    ]


def _parts(item: Resolution, known: dict[str, Fact], sides: Sequence[Side]) -> bool:
    """Whether places that differ are quoted by two facts of a resolution, or one of them by one."""
    told = [{key for key in item.facts if _quotes(known[key], side)} for side in sides]
    return sum(map(bool, told)) > 1 and len(set().union(*told)) > 1


def _quotes(fact: Fact, side: Side) -> bool:
    passage = side.passage
    return any(
        quote.source == passage.source.id
        and quote.span is not None
        and quote.span.start < passage.end
        and quote.span.end > passage.start
        for quote in fact.quotes
    )


def _differ_in_quantity(item: Resolution, known: dict[str, Fact]) -> bool:
    """Whether the ledger itself gives the facts different values of one thing."""
    values: dict[tuple[str, str, str], set[object]] = defaultdict(set)
    for key in item.facts:
        for quantity in known[key].quantities:
            thing = " ".join(quantity.of.casefold().split())
            values[thing, quantity.unit, quantity.when].add(quantity.value)
    return any(len(each) > 1 for each in values.values())


def _told(item: Resolution) -> Diagnostic:
    listed = ", ".join(shape.shown(key) for key in item.facts)
    message = (
        f"the resolution of {listed} decides nothing that check sees: no difference was found between them; "
        "take it out, or keep it where a reader must know"
    )
    keys = ("resolution", item.index)
    return Diagnostic("resolution-unused", message, Severity.NOTE, item.path, keys=keys)
