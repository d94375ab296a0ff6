"""What is wrong with a ledger beyond its form: ids, sections and stages."""

from collections.abc import Iterable, Sequence

from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import STAGES, Fact, Ledger
from briefbook.text import shape


def run(ledger: Ledger, sections: Iterable[str]) -> tuple[Diagnostic, ...]:
    """Check one collection; `sections` are the keys that any brief of the workspace defines."""
    known = tuple(dict.fromkeys(sections))
    found = _duplicates(ledger.facts)
    for fact in ledger.facts:
        found += _section(fact, known) + _stages(fact)
    ids = {fact.id for fact in ledger.facts}
    for index, resolution in enumerate(ledger.resolutions):
        path = ledger.facts[0].path if ledger.facts else ""
        if resolution.use not in resolution.facts:
            message = (
                f"the resolution uses {resolution.use!r}, which is not among its facts; name one of them"
            )
            found.append(Diagnostic("unknown-fact", message, path=path, keys=("resolution", index, "use")))
        for key in (*resolution.facts, resolution.use):
            if key not in ids:
                message = f"the resolution names no fact {key!r}{shape.nearest(key, ids)}"
                found.append(Diagnostic("unknown-fact", message, path=path, keys=("resolution", index)))
    return tuple(found)


def _duplicates(facts: Iterable[Fact]) -> list[Diagnostic]:
    first: dict[str, Fact] = {}
    found = []
    for fact in facts:
        if fact.id in first:
            message = f"two facts have the id {fact.id!r}; ids must differ"
            found.append(Diagnostic("duplicate-id", message, path=fact.path, keys=("fact", fact.index, "id")))
        first.setdefault(fact.id, fact)
    return found


def _section(fact: Fact, known: Sequence[str]) -> list[Diagnostic]:
    if fact.section in known:
        return []
    hint = shape.nearest(fact.section, known) or f"; known are {', '.join(known)}"
    message = f"fact {fact.id!r}: no brief has a section {shape.shown(fact.section)}{hint}"
    return [Diagnostic("unknown-section", message, path=fact.path, keys=("fact", fact.index, "section"))]


def _stages(fact: Fact) -> list[Diagnostic]:
    stages = [tag for tag in fact.tags if tag in STAGES]
    if len(stages) < 2:
        return []
    message = f"fact {fact.id!r} has two stages, {' and '.join(stages)}; split it or keep one"
    return [Diagnostic("two-stages", message, Severity.WARNING, fact.path, keys=("fact", fact.index, "tags"))]
