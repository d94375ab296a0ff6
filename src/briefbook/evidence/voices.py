"""How many independent tellers a fact has: a wire, else a publisher, else one text; copies count once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from briefbook.model.fact import Fact, Quote
from briefbook.model.source import Metadata, Source
from briefbook.text import shingles

COPIED_TEXT = 0.4
# share of the shorter text's runs of words that the other text has too: from here on it is a copy
COPIED_QUOTE = 0.8
LONG_QUOTE = 12
# words from which two quotes that are alike show that one was copied


def weigh(facts: Iterable[Fact], sources: Sequence[Source]) -> tuple[Fact, ...]:
    """Give every bound fact its support and the number of its voices."""
    known = {source.id: source for source in sources}
    copied: dict[tuple[str, str], bool] = {}
    return tuple(_weighed(fact, known, copied) for fact in facts)


def voice(meta: Metadata) -> str:
    """Who speaks in a source: its wire, else its publisher; "" where neither is known."""
    return " ".join((meta.wire or meta.publisher).casefold().split())


def _weighed(fact: Fact, known: Mapping[str, Source], copied: dict[tuple[str, str], bool]) -> Fact:
    told = [known[key] for key in dict.fromkeys(quote.source for quote in fact.quotes)]
    told = [source for source in told if source.meta.kind != "note"]
    if not told:
        return replace(fact, support="own note", voices=0)
    groups = _groups(told, fact.quotes, copied)
    named = sum(any(voice(source.meta) for source in group) for group in groups)
    if named > 1:
        support = "independent"
    elif len(groups) > 1:
        support = "unproven"
    else:
        support = "one voice" if len(told) > 1 else "single source"
    return replace(fact, support=support, voices=max(1, named))


def _groups(
    told: Sequence[Source], quotes: Sequence[Quote], copied: dict[tuple[str, str], bool]
) -> list[list[Source]]:
    """The sources of a fact by voice: the same wire or publisher, or the same text under two names."""
    groups = [[source] for source in told]
    for first, second in combinations(told, 2):
        if not (_same_voice(first, second) or _is_copy(first, second, quotes, copied)):
            continue
        one = next(group for group in groups if first in group)
        other = next(group for group in groups if second in group)
        if one is not other:
            one += other
            groups.remove(other)
    return groups


def _same_voice(first: Source, second: Source) -> bool:
    wires = {" ".join(source.meta.wire.casefold().split()) for source in (first, second)}
    publishers = {" ".join(source.meta.publisher.casefold().split()) for source in (first, second)}
    return (len(wires) == 1 and "" not in wires) or (len(publishers) == 1 and "" not in publishers)


def _is_copy(
    first: Source, second: Source, quotes: Sequence[Quote], copied: dict[tuple[str, str], bool]
) -> bool:
    """Whether one text was copied from the other, as a whole or in the words quoted here."""
    pair = (first.id, second.id)
    if pair not in copied:
        copied[pair] = shingles.containment(first.text, second.text) >= COPIED_TEXT
    if copied[pair]:
        return True
    ours = [quote.words for quote in quotes if quote.source == first.id]
    theirs = [quote.words for quote in quotes if quote.source == second.id]
    return any(
        min(len(one.split()), len(other.split())) >= LONG_QUOTE
        and shingles.containment(one, other) >= COPIED_QUOTE
        for one in ours
        for other in theirs
    )
