"""Differences put into the words of an officer, with both quotes and what was decided."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from briefbook.evidence.conflicts.differences import Difference, Side
from briefbook.model.diagnostic import Diagnostic, Extract, Severity
from briefbook.model.fact import Fact, Resolution
from briefbook.text import shape

SIDES = 6
# places that one diagnostic shows
MANY = 12
# diagnostics of one code
LONG, AROUND = 900, 350
# letters of an extract, and of one cut out of a longer passage

NO_STATE = ("says no such thing", "names no level")


def tell(
    found: Iterable[Difference], facts: Sequence[Fact], resolutions: Sequence[Resolution]
) -> tuple[Diagnostic, ...]:
    """One diagnostic a matter, contradictions first."""
    cited: dict[str, list[tuple[int, int, Fact]]] = defaultdict(list)
    for fact in facts:
        for quote in fact.quotes:
            if quote.span:
                cited[quote.source].append((quote.span.start, quote.span.end, fact))
    for listed in cited.values():
        listed.sort(key=lambda item: (item[0], item[1], item[2].index))
    merged = sorted(_merged(found), key=lambda each: (not each.grave, -each.strength))
    kept: dict[str, list[Difference]] = defaultdict(list)
    for each in merged:
        kept[each.code].append(each)
    listed_: list[Diagnostic] = []
    for code in sorted(kept):
        listed_ += [_told(each, cited, resolutions) for each in kept[code][:MANY]]
        if len(kept[code]) > MANY:
            listed_.append(_cut(code, len(kept[code]) - MANY))
    return tuple(listed_)


def _cut(code: str, left: int) -> Diagnostic:
    message = (
        f"{left:,} more of {code} are not listed: only the {MANY} likeliest are. Decide those, or correct "
        "the ledger, and check again"
    )
    return Diagnostic(code, message, Severity.NOTE)


def _merged(found: Iterable[Difference]) -> list[Difference]:
    """Differences of one matter as one: those that share a place."""
    groups: dict[tuple[str, str, int], int] = {}
    of_place: dict[tuple[str, int], set[int]] = defaultdict(set)
    result: list[list[Difference]] = []
    for each in sorted(found, key=lambda item: (not item.grave, -item.strength)):
        places = [(each.code, each.subject, side.passage.number) for side in each.sides]
        both = set.intersection(*(of_place[code, number] for code, _, number in places))
        home = (
            min(both) if both else next((groups[place] for place in places if place in groups), len(result))
        )
        if home == len(result):
            result.append([])
        result[home].append(each)
        for place in places:
            groups.setdefault(place, home)
            of_place[place[0], place[2]].add(home)
    return [_joined(group) for group in result]


def _joined(group: Sequence[Difference]) -> Difference:
    first = group[0]
    sides: dict[int, Side] = {}
    for each in group:
        for side in each.sides:
            known = sides.get(side.passage.number)
            if known is None or known.says in NO_STATE:
                sides[side.passage.number] = side
    kept = tuple(sides.values())[:SIDES]
    return Difference(first.code, first.subject, kept, first.grave, first.why, first.strength)


def _told(
    each: Difference, cited: dict[str, list[tuple[int, int, Fact]]], resolutions: Sequence[Resolution]
) -> Diagnostic:
    covering = [_facts(side, cited) for side in each.sides]
    said = "; ".join(_said(side, facts) for side, facts in zip(each.sides, covering, strict=True))
    decided = next((item for item in resolutions if _decides(item, covering)), None)
    subject = each.subject[0].upper() + each.subject[1:]
    if decided:
        end = f"The ledger uses {decided.use!r}: {decided.why}"
    elif each.grave:
        end = (
            "Decide which one the brief uses and say why, with a [[resolution]] that names the facts of both"
        )
    else:
        end = f"{each.why[:1].upper()}{each.why[1:]}: see that the brief does not mix them up"
    severity = Severity.WARNING if each.grave and not decided else Severity.NOTE
    fact = next((facts[0] for facts in covering if facts), None)
    first = each.sides[0].passage
    path = fact.path if fact else first.source.meta.path
    line = None if fact else first.source.text.count("\n", 0, first.start) + 1
    keys = ("fact", fact.index) if fact else ()
    extracts = tuple(dict.fromkeys(map(_extract, each.sides)))
    return Diagnostic(
        each.code, f"{subject}: {said}. {end.rstrip('.')}", severity, path, line, keys, extracts
    )


def _decides(item: Resolution, covering: Sequence[Sequence[Fact]]) -> bool:
    named = set(item.facts)
    return all(any(fact.id in named for fact in facts) for facts in covering)


def _said(side: Side, facts: Sequence[Fact]) -> str:
    known = f" (fact {facts[0].id!r})" if facts else ""
    says = side.says if side.says in NO_STATE else f"says {shape.shown(side.says)}"
    return f"{side.passage.source.id}{known} {says}"


def _facts(side: Side, cited: dict[str, list[tuple[int, int, Fact]]]) -> list[Fact]:
    """The facts that quote a place, those of the very words first."""
    passage = side.passage
    listed = cited.get(passage.source.id, [])
    last = bisect_right(listed, passage.end, key=lambda item: item[0])
    at = passage.start + side.at
    hits = [item for item in listed[:last] if item[1] > passage.start and item[0] < passage.end]
    hits.sort(key=lambda item: (not item[0] <= at < item[1], item[2].index))
    return list({item[2].id: item[2] for item in hits}.values())


def _extract(side: Side) -> Extract:
    passage, text = side.passage, side.passage.source.text
    start, end = passage.start, passage.end
    if end - start > LONG:
        at = start + side.at
        start, end = max(start, at - AROUND), min(end, at + AROUND)
        while start > passage.start and not text[start - 1].isspace():
            start -= 1
        while end < passage.end and not text[end].isspace():
            end += 1
    return Extract(passage.source.id, text[start:end], start, end)
