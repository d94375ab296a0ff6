"""The figures of a statement, each sought in the quotes with its unit, its time and its subject."""

from collections.abc import Iterator, Sequence

from briefbook.evidence.carried import likeness
from briefbook.evidence.carried.readings import Quoted, Reading, Said
from briefbook.model.diagnostic import Diagnostic, Extract, Severity
from briefbook.model.fact import Fact
from briefbook.text import figures, figures_grammar
from briefbook.text.shape import Keys

Pair = tuple[Quoted, Said]
MOST = 50
# problems told of one statement: it is refused by the first
CROWDED = 200
# figures of a quote from which it is a table, and no single one of them contradicts a statement
_TIMES = ("hour", "day", "week", "month", "year", "decade")
_DASHES = ("-", "‑", "–", "—", "−")


def check(fact: Fact, keys: Keys, said: Reading, quotes: Sequence[Quoted]) -> Iterator[Diagnostic]:
    """Every figure that no quote carries, is firmer than its quote, or that quotes disagree on."""
    problems = 0
    for each in said.figures:
        if each.figure.weak or problems >= MOST:
            continue
        found = _carrying(each, said, quotes)
        if not found:
            if not _ends_carried(each, said, quotes) and not _is_their_year(each, said, quotes):
                problems += 1
                yield _absent(fact, keys, each, said, quotes)
            continue
        firmer = [pair for pair in found if _is_firmer(each, pair)]
        if len(firmer) == len(found):
            yield _firmer(fact, keys, each, firmer[0])
        if not likeness.counts_same(each, said, quotes, found):
            yield _other_noun(fact, keys, each, found[0])
        other = _disagreeing(each, said, quotes, found)
        if other:
            yield _conflict(fact, keys, each, found[0], other)


def _is_firmer(each: Said, pair: Pair) -> bool:
    """Whether a figure is firmer than the quote's, "over 15 years" read as "within" where it may be."""
    quoted, theirs = pair
    if not likeness.is_firmer(each.figure, theirs.figure):
        return False
    before = quoted.reading.text[: theirs.figure.start].lower().split()[-1:]
    spans = figures_grammar.compile(quoted.reading.language).spans
    return not (theirs.figure.unit in _TIMES and before and before[0] in spans)


def _carrying(each: Said, said: Reading, quotes: Sequence[Quoted]) -> list[Pair]:
    """The figures of the quotes that carry one of the statement."""
    return [
        (quoted, quoted.reading.figures[at])
        for quoted in quotes
        for at in likeness.candidates(each.figure, said.language, quoted.reading)
        if likeness.same_value(each.figure, quoted.reading.figures[at].figure, said.language)
        and likeness.same_time(each, quoted.reading.figures[at])
        and likeness.same_subject(each, said, at, quoted.reading)
    ]


def _ends_carried(each: Said, said: Reading, quotes: Sequence[Quoted]) -> bool:
    """Whether both ends of "from 5 to 7" stand in the quotes, each for itself."""
    figure = each.figure
    if not figure.change:
        return False
    ends = (figure._replace(high=figure.low, change=False), figure._replace(low=figure.high, change=False))
    return all(_carrying(each._replace(figure=end, when=""), said, quotes) for end in ends)


def _is_their_year(each: Said, said: Reading, quotes: Sequence[Quoted]) -> bool:
    """Whether what looks like a year, and is in no date, stands in a quote as it is."""
    figure = each.figure
    if (figure.unit, figure.noun) != (figures.LABEL, figures.YEAR):
        return False
    before, after = said.text[figure.start - 1 : figure.start], said.text[figure.end : figure.end + 1]
    if before in _DASHES or after in _DASHES:
        # one end of a period that is none: "2025–2022"
        return False
    return any(figure.written in quoted.reading.text for quoted in quotes)


def _absent(fact: Fact, keys: Keys, each: Said, said: Reading, quotes: Sequence[Quoted]) -> Diagnostic:
    figure = each.figure
    when = f" for {each.when}" if each.when else ""
    same = [
        (quoted, theirs)
        for quoted in quotes
        for theirs in quoted.reading.figures
        if not theirs.figure.weak and likeness.same_kind(figure, theirs.figure, said.language)
    ]
    equal = [pair for pair in same if likeness.same_value(figure, pair[1].figure, said.language)]
    near = sorted(same, key=lambda pair: abs(pair[1].figure.low - figure.low))[:3]
    head = f"fact {fact.id!r}: no quote carries “{figure.written}”{when}"
    if equal:
        theirs = equal[0][1]
        bound = f" for {theirs.when}" if theirs.when and theirs.when != each.when else " for something else"
        hint = f"the quote from {equal[0][0].quote.source} says “{theirs.figure.written}”{bound}"
    elif near:
        listed = ", ".join(dict.fromkeys(f"“{pair[1].figure.written}”" for pair in near))
        hint = f"the nearest in its quotes: {listed}"
    else:
        hint = "its quotes give no such figure"
    message = f"{head}; {hint}. Correct the statement, or quote the words that say it"
    severity = Severity.ERROR
    if figure.unit == figures.ORDINAL and figure.low == 1 and not _ranks(quotes):
        severity = Severity.WARNING
    return Diagnostic("figure-not-carried", message, severity, fact.path, keys=keys)


def _ranks(quotes: Sequence[Quoted]) -> bool:
    """Whether the quotes give a rank at all: what is "first" is often said in other words."""
    return any(
        theirs.figure.unit == figures.ORDINAL for quoted in quotes for theirs in quoted.reading.figures
    )


def _firmer(fact: Fact, keys: Keys, each: Said, pair: Pair) -> Diagnostic:
    quoted, theirs = pair
    word = {"about": "about", "over": "more than", "under": "less than"}[theirs.figure.bound]
    message = (
        f"fact {fact.id!r}: the statement says “{each.figure.written}”, the quote from "
        f"{quoted.quote.source} only “{word}” it (“{around(quoted, theirs)}”); say “{word}” too"
    )
    return Diagnostic(
        "figure-firmer", message, Severity.WARNING, fact.path, keys=keys, quotes=_extracts(quoted)
    )


def _other_noun(fact: Fact, keys: Keys, each: Said, pair: Pair) -> Diagnostic:
    quoted, theirs = pair
    message = (
        f"fact {fact.id!r}: the statement counts “{each.figure.written} {each.figure.noun}”, the quote from "
        f"{quoted.quote.source} “{theirs.figure.written} {theirs.figure.noun}”; see that both count the same"
    )
    return Diagnostic(
        "figure-not-carried", message, Severity.WARNING, fact.path, keys=keys, quotes=_extracts(quoted)
    )


def _disagreeing(each: Said, said: Reading, quotes: Sequence[Quoted], found: Sequence[Pair]) -> Pair | None:
    """Another quote's figure of the same kind, time and subject with another value."""
    carriers = {pair[0].quote.source for pair in found}
    for quoted in quotes:
        if quoted.quote.source in carriers or len(quoted.reading.figures) > CROWDED:
            continue
        rivals = [
            theirs
            for theirs in quoted.reading.figures
            if not theirs.figure.weak
            and likeness.same_kind(each.figure, theirs.figure, said.language, strict=True)
            and likeness.same_period(each, theirs)
        ]
        if len(rivals) == 1 and likeness.same_theme(each, said, found, rivals[0], quoted.reading):
            return quoted, rivals[0]
    return None


def _conflict(fact: Fact, keys: Keys, each: Said, carrier: Pair, other: Pair) -> Diagnostic:
    message = (
        f"fact {fact.id!r}: {carrier[0].quote.source} says “{around(*carrier)}”, {other[0].quote.source} "
        f"“{around(*other)}”; decide which one the brief uses, and say why in a [[resolution]] or in reviewed"
    )
    extracts = (*_extracts(carrier[0]), *_extracts(other[0]))
    return Diagnostic("conflict-quantity", message, Severity.WARNING, fact.path, keys=keys, quotes=extracts)


def around(quoted: Quoted, said: Said) -> str:
    """A figure with a few of the words that stand around it."""
    text, figure = quoted.reading.text, said.figure
    start = text.rfind(" ", 0, max(0, figure.start - 24)) + 1 if figure.start > 24 else 0
    end = text.find(" ", figure.end + 20)
    return text[start : end if end > 0 else len(text)].strip()


def _extracts(quoted: Quoted) -> tuple[Extract, ...]:
    extract = quoted.extract()
    return (extract,) if extract else ()
