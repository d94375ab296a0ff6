"""The dates of a statement, each sought in the quotes."""

import re
from collections.abc import Iterator, Sequence

from briefbook.evidence.carried.readings import Quoted, Reading
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import Fact
from briefbook.text import dates
from briefbook.text.dates import Moment
from briefbook.text.shape import Keys

Pair = tuple[Quoted, Moment]
_YEAR = re.compile(r"[0-9]{4}")
MOST = 50
# problems told of one statement: it is refused by the first
NO_DAY = ("XXXX", "XXXX-XX", "XXXX-XX-XX")


def check(fact: Fact, keys: Keys, said: Reading, quotes: Sequence[Quoted]) -> Iterator[Diagnostic]:
    """Every date that no quote carries, or that one carries only by a guess that should be looked at."""
    problems = 0
    for moment in said.moments:
        if "weekday-mismatch" in moment.flags:
            message = (
                f"fact {fact.id!r}: “{moment.written}” names a weekday that {moment.edtf} does not fall on; "
                "correct the day or the date"
            )
            yield Diagnostic("weekday-mismatch", message, Severity.WARNING, fact.path, keys=keys)
        if moment.edtf in NO_DAY and not moment.weekday:
            continue
        for problem in _moment(fact, keys, moment, quotes):
            problems += problem.is_error
            yield problem
        if problems >= MOST:
            return


def _moment(fact: Fact, keys: Keys, moment: Moment, quotes: Sequence[Quoted]) -> Iterator[Diagnostic]:
    found = _exactly(moment, quotes) or carrying(moment, quotes)
    if not found and moment.other and "ambiguous-dmy" in moment.flags:
        found = carrying(moment._replace(edtf=moment.other), quotes)
    if not found:
        if not _ends_carried(moment, quotes):
            yield _absent(fact, keys, moment, quotes)
        return
    if "ambiguous-dmy" in moment.flags or all("ambiguous-dmy" in pair[1].flags for pair in found):
        yield _doubtful(
            fact,
            keys,
            moment,
            found[0],
            "ambiguous-dmy",
            "may be read with day and month the other way round; write the month as a word",
            Severity.WARNING,
        )
    elif "XXXX" not in moment.edtf and all("year-inferred" in pair[1].flags for pair in found):
        yield _doubtful(
            fact,
            keys,
            moment,
            found[0],
            "year-inferred",
            "names no year; the year is taken from the date of the source",
            Severity.NOTE,
        )


def _exactly(moment: Moment, quotes: Sequence[Quoted]) -> list[Pair]:
    """A date of a quote that is the very one, and no guess."""
    for quoted in quotes:
        theirs = quoted.reading.days.get(moment.edtf)
        if theirs is not None and moment.edtf not in NO_DAY:
            return [(quoted, theirs)]
    return []


def carrying(moment: Moment, quotes: Sequence[Quoted]) -> list[Pair]:
    """The dates of the quotes that carry one: the same, a more precise one, or the end of a period."""
    return [
        (quoted, theirs) for quoted in quotes for theirs in quoted.reading.moments if _carries(theirs, moment)
    ]


def _carries(theirs: Moment, moment: Moment) -> bool:
    if moment.edtf in NO_DAY and moment.weekday:
        return theirs.weekday == moment.weekday or _weekday(theirs.edtf) == moment.weekday
    if theirs.edtf in NO_DAY:
        return False
    values = [theirs.edtf]
    if "ambiguous-dmy" in theirs.flags and theirs.other:
        values.append(theirs.other)
    if "/" in theirs.edtf and "/" not in moment.edtf and len(_YEAR.findall(moment.written)) < 2:
        values += theirs.edtf.split("/")
    return any(dates.covers(value, moment.edtf) for value in values)


def _weekday(edtf: str) -> int:
    found = dates.bounds(edtf)
    return found[0].isoweekday() if found and found[0] == found[1] else 0


def _ends_carried(moment: Moment, quotes: Sequence[Quoted]) -> bool:
    """Whether both ends of a period stand in the quotes, each for itself."""
    first, slash, last = moment.edtf.partition("/")
    if not slash or first == last or not first.strip(".") or not last.strip("."):
        return False
    return all(
        any("/" not in theirs.edtf for _, theirs in carrying(moment._replace(edtf=each), quotes))
        for each in (first, last)
    )


def _absent(fact: Fact, keys: Keys, moment: Moment, quotes: Sequence[Quoted]) -> Diagnostic:
    if fact.as_of and dates.covers(str(fact.as_of), moment.edtf):
        message = (
            f"fact {fact.id!r}: “{moment.written}” stands in no quote; it is carried by as_of = {fact.as_of} "
            "alone. Quote the words that say it, if there are any"
        )
        return Diagnostic("date-by-as-of", message, Severity.NOTE, fact.path, keys=keys)
    theirs = [theirs.written for quoted in quotes for theirs in quoted.reading.moments]
    listed = ", ".join(f"“{each}”" for each in list(dict.fromkeys(theirs))[:4])
    hint = f"they say {listed}" if listed else "they give no date"
    message = (
        f"fact {fact.id!r}: no quote carries the date “{moment.written}”; {hint}. Correct the statement, or "
        "quote the words that say it"
    )
    return Diagnostic("date-not-carried", message, path=fact.path, keys=keys)


def _doubtful(
    fact: Fact, keys: Keys, moment: Moment, pair: Pair, code: str, why: str, severity: Severity
) -> Diagnostic:
    quoted, theirs = pair
    extract = quoted.extract()
    message = (
        f"fact {fact.id!r}: the statement says “{moment.written}”; the quote from {quoted.quote.source} says "
        f"“{theirs.written}”, which {why}"
    )
    return Diagnostic(code, message, severity, fact.path, keys=keys, quotes=(extract,) if extract else ())
