"""What an officer let stand: `reviewed` turns a named diagnostic into a note with its reason."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import Fact
from briefbook.text import shape

WEIGHABLE = (
    "ambiguous-dmy",
    "conflict-date",
    "conflict-quantity",
    "conflict-status",
    "conflict-title",
    "date-by-as-of",
    "date-not-carried",
    "figure-firmer",
    "figure-not-carried",
    "name-not-carried",
    "name-not-preferred",
    "name-variant",
    "negation-differs",
    "quantity-by-as-of",
    "quantity-not-carried",
    "quote-out-of-context",
    "stage-not-carried",
    "stale-fact",
    "statement-stronger",
    "statement-turned",
    "thin-support",
    "two-stages",
    "untranslated",
    "weekday-mismatch",
    "year-inferred",
)
# what a person may weigh and let stand; that a quote is found is never one of these


def apply(found: Iterable[Diagnostic], facts: Sequence[Fact]) -> tuple[Diagnostic, ...]:
    """Turn each diagnostic that its fact's `reviewed` names into a note that gives the reason."""
    listed, deciding = tuple(found), [fact for fact in facts if fact.reviewed]
    decided: dict[int, Fact] = {}
    for fact, numbers in zip(deciding, concerning(listed, deciding), strict=True):
        for number in numbers:
            if listed[number].code in fact.reviewed:
                decided.setdefault(number, fact)
    return tuple(_decided(item, decided.get(number)) for number, item in enumerate(listed))


def problems(facts: Iterable[Fact]) -> tuple[Diagnostic, ...]:
    """What is wrong with the decisions themselves: a code that may not be weighed, or that there is not."""
    return tuple(problem for fact in facts for problem in _unweighable(fact))


def unused(decided: Iterable[Diagnostic], facts: Iterable[Fact]) -> tuple[Diagnostic, ...]:
    """A note for each decision on something that is not there, or not there any more."""
    done = {(item.path, *item.keys) for item in decided if item.code == "reviewed"}
    return tuple(
        Diagnostic(
            "review-unused",
            f"fact {fact.id!r}: reviewed names {code!r}, but nothing of the kind was found; take it out",
            Severity.NOTE,
            fact.path,
            keys=_keys(fact, code),
        )
        for fact in facts
        for code in fact.reviewed
        if code in WEIGHABLE and (fact.path, *_keys(fact, code)) not in done
    )


def concerning(found: Sequence[Diagnostic], facts: Iterable[Fact]) -> Iterator[list[int]]:
    """For each fact the numbers of the diagnostics that speak of it, by its place or by its quotes."""
    placed: dict[tuple[str, str | int], list[int]] = defaultdict(list)
    quoted: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for number, item in enumerate(found):
        if item.keys[:1] == ("fact",) and len(item.keys) > 1:
            placed[item.path, item.keys[1]].append(number)
        for each in item.quotes:
            quoted[each.source].append((each.start, each.end, number))
    for fact in facts:
        numbers = {*placed.get((fact.path, fact.index), ())}
        for quote in fact.quotes:
            if quote.span:
                first, last = quote.span.start, quote.span.end
                near = quoted.get(quote.source, ())
                numbers.update(number for start, end, number in near if first < end and start < last)
        yield sorted(numbers)


def _decided(item: Diagnostic, fact: Fact | None) -> Diagnostic:
    if item.code not in WEIGHABLE or fact is None:
        return item
    message = f"{item.code} was reviewed ({fact.reviewed[item.code]}): {item.message}"
    keys = _keys(fact, item.code)
    return Diagnostic("reviewed", message, Severity.NOTE, fact.path, keys=keys, quotes=item.quotes)


def _unweighable(fact: Fact) -> Iterator[Diagnostic]:
    for code in fact.reviewed:
        if code not in WEIGHABLE:
            hint = shape.nearest(code, WEIGHABLE) or f"; it may be {', '.join(WEIGHABLE)}"
            message = f"fact {fact.id!r}: {shape.shown(code)} is nothing that can be reviewed{hint}"
            yield Diagnostic("bad-review", message, Severity.WARNING, fact.path, keys=_keys(fact, code))


def _keys(fact: Fact, code: str) -> tuple[str | int, ...]:
    return ("fact", fact.index, "reviewed", code)
