"""Facts that were left out of a brief by their status or their marking, and what may be said all the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefbook.assembly import markings, plan
from briefbook.model.brief import Brief
from briefbook.model.fact import Fact


@dataclass(frozen=True, slots=True)
class Closed:
    """What may leave no trace in a file, beside what stands in it by right."""

    facts: tuple[Fact, ...] = ()
    spoken: tuple[str, ...] = ()
    # statements, quotes and decisions that the brief may print


def of(brief: Brief, facts: Sequence[Fact], order: Sequence[str], *, draft: bool) -> Closed:
    """The facts that a brief must not betray: not accepted ones, and ones marked higher than the brief."""
    printed = {fact.id for fact in brief.facts}
    shut = tuple(
        fact
        for fact in facts
        if fact.id not in printed
        and (not plan.is_admitted(fact, draft=draft) or _above(fact.marking, brief.spec.marking, order))
    )
    if not shut:
        return Closed()
    said = [words for fact in brief.facts for words in _said(fact)]
    said += [words for item in brief.resolutions for words in (item.why, *item.reasons.values())]
    return Closed(shut, tuple(said))


def words(fact: Fact) -> tuple[str, ...]:
    """What a fact says: its statements and its quotes, each as one text."""
    return (*fact.statements.values(), *(quote.words or quote.exact for quote in fact.quotes))


def _said(fact: Fact) -> tuple[str, ...]:
    around = (text for quote in fact.quotes for text in (quote.prefix, quote.exact, quote.suffix))
    return (*words(fact), *around)


def _above(marking: str, banner: str, order: Sequence[str]) -> bool:
    """Whether a mark is higher than that of the brief, or than none."""
    rank, limit = markings.known(marking, order), markings.known(banner, order)
    if not rank:
        return False
    return not banner or (bool(limit) and order.index(rank) > order.index(limit))
