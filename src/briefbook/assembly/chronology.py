"""When a thing happened: the date that a fact or its statement gives, else the period of its figures."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from briefbook.model.brief import Brief
from briefbook.model.date import PartialDate
from briefbook.model.fact import Fact
from briefbook.text import dates, languages, shape
from briefbook.text.languages import Own
from briefbook.text.words import Words


def date(brief: Brief, own: Own) -> Brief:
    """Give a brief the date or period of each of its facts as EDTF, by id; a fact without one has none."""
    published = {source.id: _published(source.meta.date, source.meta.digests) for source in brief.sources}
    start = brief.spec.visit.start if brief.spec.visit else None
    found: dict[str, str] = {}
    for fact in brief.facts:
        if fact.dates is not None:
            if when := next((each for each in fact.dates if ends(each)), ""):
                found[fact.id] = when
            continue
        anchor = next((day for quote in fact.quotes if (day := published.get(quote.source))), None)
        if when := _said(fact, anchor or start, brief.spec.lang, own) or _figured(fact):
            found[fact.id] = when
    return replace(brief, dates=found)


@lru_cache(maxsize=1024)
def ends(edtf: str) -> tuple[PartialDate, PartialDate] | None:
    """The first and the last date of an EDTF value; of a period that is open to one side, the end it has."""
    first, _, last = edtf.rstrip("~?%").partition("/")
    start, end = shape.date(first), shape.date(last)
    return (start or end, end or start) if start or end else None  # type: ignore[return-value]


def shown(edtf: str, words: Words) -> str:
    """A date or period as a language writes it, a single date so that no line breaks it; "" for none."""
    both = ends(edtf)
    if both is None:
        return ""
    start, end = both
    if start != end and start.month is None and end.month is None:
        return f"{start}–{end}"
    said = words.date_range(start, end)
    return said if start != end else said.replace(" ", "\u00a0")


def _published(date: PartialDate | None, digests: object) -> PartialDate | None:
    return getattr(digests, "date", None) or date


def _said(fact: Fact, anchor: PartialDate | None, lang: str, own: Own) -> str:
    """The first date with a year in a statement; one without a year is read from when its source appeared."""
    statements: Mapping[str, str] = fact.statements
    text = fact.statement(lang)
    tag = next((key for key, value in statements.items() if value == text), "") or lang
    for moment in dates.anchored(text, languages.load(tag, own), anchor):
        if ends(moment.edtf) and "relative" not in moment.flags:
            return moment.edtf
    return ""


def _figured(fact: Fact) -> str:
    return next((quantity.when for quantity in fact.quantities if quantity.when), "")
