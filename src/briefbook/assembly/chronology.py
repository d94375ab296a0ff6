"""When a thing happened: the date that a fact's statement gives, else that of its figures."""

from collections.abc import Mapping
from dataclasses import replace

from briefbook.model.brief import Brief
from briefbook.model.date import PartialDate
from briefbook.model.fact import Fact
from briefbook.text import dates, languages
from briefbook.text.languages import Own


def date(brief: Brief, own: Own) -> Brief:
    """Give a brief the date or period of each of its facts as EDTF, by id; a fact without one has none."""
    published = {source.id: _published(source.meta.date, source.meta.digests) for source in brief.sources}
    found: dict[str, str] = {}
    for fact in brief.facts:
        anchor = next((day for quote in fact.quotes if (day := published.get(quote.source))), None)
        if when := _said(fact, anchor or brief.spec.visit.start, brief.spec.lang, own) or _figured(fact):
            found[fact.id] = when
    return replace(brief, dates=found)


def ends(edtf: str) -> tuple[PartialDate, PartialDate] | None:
    """The first and the last date of a plain EDTF value, no more precise than it is written."""
    first, _, last = edtf.partition("/")
    start, end = _point(first), _point(last or first)
    return (start, end) if start and end else None


def _published(date: PartialDate | None, digests: object) -> PartialDate | None:
    return getattr(digests, "date", None) or date


def _said(fact: Fact, anchor: PartialDate, lang: str, own: Own) -> str:
    """The first date with a year in a statement; one without a year is read from when its source appeared."""
    statements: Mapping[str, str] = fact.statements
    text = fact.statement(lang)
    tag = next((key for key, value in statements.items() if value == text), "") or lang
    for moment in dates.find(text, languages.load(tag, own), anchor):
        if ends(moment.edtf) and "relative" not in moment.flags:
            return moment.edtf
    return ""


def _figured(fact: Fact) -> str:
    if fact.as_of:
        return str(fact.as_of)
    return next((quantity.when for quantity in fact.quantities if quantity.when), "")


def _point(text: str) -> PartialDate | None:
    parts = text.split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > 3 or len(parts[0]) != 4:
        return None
    return PartialDate(*map(int, parts))
