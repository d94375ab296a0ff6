"""The quantities of a fact: value, unit and time, each sought in its quotes."""

from collections.abc import Sequence
from decimal import Decimal

from briefbook.evidence.carried import days, likeness, readings
from briefbook.evidence.carried.readings import Quoted, Reader, Reading, Said
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import Fact, Quantity
from briefbook.text import dates, figures
from briefbook.text.dates import Moment


def check(
    fact: Fact, statements: Sequence[Reading], quotes: Sequence[Quoted], reader: Reader
) -> list[Diagnostic]:
    """Every quantity of which no quote carries value and unit, or nothing the time."""
    found = []
    for number, quantity in enumerate(fact.quantities):
        keys = ("fact", fact.index, "quantity", number)
        carriers = _carriers(quantity, quotes, reader)
        if not carriers:
            found.append(_absent(fact, quantity, quotes, (*keys, "value")))
        if quantity.when and (problem := _when(fact, quantity, statements, quotes, (*keys, "when"))):
            found.append(problem)
        elif quantity.when and carriers and not _timely(quantity, carriers):
            found.append(_other_time(fact, quantity, carriers[0], (*keys, "when")))
    return found


def unit(words: str, languages: Sequence[str], reader: Reader) -> str:
    """The unit that a quantity names, in English or a language of its quotes; "" where it is a plain noun."""
    for lang in dict.fromkeys(["en", *languages]):
        if known := figures.unit_of(words, reader.language(lang)):
            return known
    return ""


def _carriers(quantity: Quantity, quotes: Sequence[Quoted], reader: Reader) -> list[tuple[Quoted, Said]]:
    wanted = unit(quantity.unit, [quoted.reading.language.lang for quoted in quotes], reader)
    return [
        (quoted, said)
        for quoted in quotes
        for said in quoted.reading.figures
        if _is(quantity, wanted, said, quoted.reading)
    ]


def _is(quantity: Quantity, wanted: str, said: Said, reading: Reading) -> bool:
    figure, language = said.figure, reading.language
    value, plain = figures.plain(quantity.value, wanted, language)
    low, theirs = figures.plain(figure.low, figure.unit, language)
    high = figures.plain(figure.high, figure.unit, language)[0]
    if value not in (low, high) and quantity.value != figure.other:
        return False
    if wanted:
        return figures.alike(plain, theirs, language)
    return figure.unit in ("", "person", figures.ORDINAL, figures.LABEL) or bool(
        readings.stems(quantity.unit) & readings.stems(figure.written)
    )


def _timely(quantity: Quantity, carriers: Sequence[tuple[Quoted, Said]]) -> bool:
    return any(not said.when or likeness.meet(said.when, quantity.when) for _, said in carriers)


def _other_time(
    fact: Fact, quantity: Quantity, carrier: tuple[Quoted, Said], keys: tuple[str | int, ...]
) -> Diagnostic:
    quoted, said = carrier
    message = (
        f"fact {fact.id!r}: the quantity {_shown(quantity.value)} {quantity.unit} is dated "
        f"{quantity.when}; {quoted.quote.source} gives “{said.figure.written}” for {said.when}. Correct it"
    )
    return Diagnostic("quantity-not-carried", message, path=fact.path, keys=keys)


def _absent(
    fact: Fact, quantity: Quantity, quotes: Sequence[Quoted], keys: tuple[str | int, ...]
) -> Diagnostic:
    theirs = [
        said.figure.written for quoted in quotes for said in quoted.reading.figures if not said.figure.weak
    ]
    listed = ", ".join(f"“{each}”" for each in list(dict.fromkeys(theirs))[:4])
    hint = f"they say {listed}" if listed else "they give no figure"
    message = (
        f"fact {fact.id!r}: no quote carries the quantity {_shown(quantity.value)} {quantity.unit}; {hint}. "
        "Correct value or unit, or quote the words that say it"
    )
    return Diagnostic("quantity-not-carried", message, path=fact.path, keys=keys)


def _when(
    fact: Fact,
    quantity: Quantity,
    statements: Sequence[Reading],
    quotes: Sequence[Quoted],
    keys: tuple[str | int, ...],
) -> Diagnostic | None:
    """What is wrong with a quantity's time; None where statement or quote carries it."""
    wanted = Moment(0, 0, quantity.when)
    said = [moment for reading in statements for moment in reading.moments]
    if any(dates.covers(moment.edtf, quantity.when) for moment in said) or days.carrying(wanted, quotes):
        return None
    if _both_ends(quantity.when, said, quotes):
        return None
    if fact.as_of and dates.covers(str(fact.as_of), quantity.when):
        message = (
            f"fact {fact.id!r}: when = {quantity.when!r} of {quantity.of!r} stands in neither statement nor "
            f"quote; as_of = {fact.as_of} alone carries it"
        )
        return Diagnostic("quantity-by-as-of", message, Severity.NOTE, fact.path, keys=keys)
    message = (
        f"fact {fact.id!r}: when = {quantity.when!r} of {quantity.of!r} stands in no statement or quote, "
        "and as_of does not say it; correct it, or give the fact its as_of"
    )
    return Diagnostic("quantity-not-carried", message, path=fact.path, keys=keys)


def _both_ends(when: str, said: Sequence[Moment], quotes: Sequence[Quoted]) -> bool:
    first, slash, last = when.partition("/")
    return bool(slash) and all(
        any(dates.covers(moment.edtf, each) for moment in said) or days.carrying(Moment(0, 0, each), quotes)
        for each in (first, last)
    )


def _shown(value: Decimal) -> str:
    return f"{value.normalize():,f}"
