"""An account of every fact that a person can follow: statement, support, and its quotes where they stand."""

from collections.abc import Mapping, Sequence

from briefbook.evidence import decisions
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.fact import Fact, Quote
from briefbook.model.report import FactReport, QuoteReport
from briefbook.model.source import Source
from briefbook.text import characters

AROUND = 160
# letters of a source shown on either side of a quote


def give(
    facts: Sequence[Fact], sources: Sequence[Source], found: Sequence[Diagnostic], lang: str
) -> tuple[FactReport, ...]:
    """The account of each bound fact, with the diagnostics that concern it."""
    known = {source.id: source for source in sources}
    spoken = [item for item in found if item.quotes or item.keys[:1] == ("fact",)]
    return tuple(
        FactReport(
            id=fact.id,
            section=fact.section,
            status=fact.status,
            priority=fact.priority,
            statement=fact.statement(lang),
            marking=fact.marking,
            support=fact.support,
            voices=fact.voices,
            tags=fact.tags,
            quotes=tuple(_quote(quote, known) for quote in fact.quotes),
            diagnostics=tuple(spoken[number] for number in numbers),
        )
        for fact, numbers in zip(facts, decisions.concerning(spoken, facts), strict=True)
    )


def _quote(quote: Quote, known: Mapping[str, Source]) -> QuoteReport:
    source = known[quote.source]
    assert quote.span is not None
    start, end = quote.span.start, quote.span.end
    return QuoteReport(
        source=quote.source,
        publisher=source.meta.publisher,
        date=str(source.meta.date or ""),
        lang=source.meta.lang,
        kind=source.meta.kind,
        locator=quote.locator or 0,
        by_line=quote.by_line,
        page=quote.page,
        before=_shown(_tail(source.text[max(0, start - AROUND) : start], start > AROUND)),
        exact=source.text[start:end],
        after=_shown(_head(source.text[end : end + AROUND], end + AROUND < len(source.text))),
        start=start,
        end=end,
    )


def _tail(text: str, is_cut: bool) -> str:
    """The last words of a paragraph, from a whole word on."""
    if "\n\n" in text:
        return text.rpartition("\n\n")[2]
    return f"…{text.partition(' ')[2]}" if is_cut else text


def _head(text: str, is_cut: bool) -> str:
    if "\n\n" in text:
        return text.partition("\n\n")[0]
    return f"{text.rpartition(' ')[0]}…" if is_cut else text


def _shown(text: str) -> str:
    return characters.printable(" ".join(text.split("\n")))
