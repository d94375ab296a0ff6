"""Where two facts of a ledger give one quantity different values."""

from collections import defaultdict
from collections.abc import Sequence

from briefbook.model.diagnostic import Diagnostic, Extract, Severity
from briefbook.model.fact import Fact, Quantity, Resolution


def run(facts: Sequence[Fact], resolutions: Sequence[Resolution]) -> tuple[Diagnostic, ...]:
    """Quantities of one thing, unit and time that differ between facts."""
    groups: dict[tuple[str, str, str], list[tuple[Fact, int, Quantity]]] = defaultdict(list)
    for fact in facts:
        for number, quantity in enumerate(fact.quantities):
            if quantity.when:
                thing = " ".join(quantity.of.casefold().split())
                groups[thing, quantity.unit, quantity.when].append((fact, number, quantity))
    return tuple(
        _told(group, resolutions)
        for group in groups.values()
        if len({quantity.value for _, _, quantity in group}) > 1
    )


def _told(group: Sequence[tuple[Fact, int, Quantity]], resolutions: Sequence[Resolution]) -> Diagnostic:
    fact, number, quantity = group[0]
    said = "; ".join(f"fact {each.id!r} says {item.value} {item.unit}" for each, _, item in group)
    ids = {each.id for each, _, _ in group}
    decided = next((item for item in resolutions if ids <= set(item.facts)), None)
    if decided:
        end = f"The ledger uses {decided.use!r}: {decided.why.rstrip('.')}"
    else:
        end = "Decide which one the brief uses and say why, with a [[resolution]] that names both facts"
    quotes = tuple(
        Extract(quote.source, quote.exact, quote.span.start, quote.span.end)
        for each, _, _ in group
        for quote in each.quotes[:1]
        if quote.span
    )
    return Diagnostic(
        "conflict-quantity",
        f"{quantity.of} ({quantity.when}): {said}. {end}",
        Severity.NOTE if decided else Severity.WARNING,
        fact.path,
        keys=("fact", fact.index, "quantity", number),
        quotes=quotes,
    )
