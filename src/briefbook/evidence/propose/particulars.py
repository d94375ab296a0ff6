"""The figures, dates and names of a statement, filled in as proposals."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from briefbook.evidence import ledger
from briefbook.evidence.conflicts import values
from briefbook.evidence.conflicts.passages import Ground, Passage
from briefbook.model.date import PartialDate
from briefbook.model.fact import Quantity
from briefbook.model.proposal import Unit
from briefbook.model.source import Source
from briefbook.text import dates, figures, languages, names, topics
from briefbook.text.dates import Moment
from briefbook.text.figures import Figure
from briefbook.text.languages import Language, Own

Said = tuple[tuple[Moment, ...], tuple[Figure, ...]]
MOST = 12
# names and dates of one fact
OF = 6
# words that say what a figure is of
_KNOWN = re.compile(r"\d{4}(?:-\d\d){0,2}(?:/\d{4}(?:-\d\d){0,2})?")
_UNIT = re.compile(r"[A-Z]{3}|%|km|km2|ha|MW|GW|t|person")


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a draft is proposed to be about."""

    dates: tuple[str, ...]
    entities: tuple[str, ...]
    quantities: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Passages by their words, whose dates and figures are read once for all."""

    reader: values.Reader
    passages: Mapping[tuple[str, Language, PartialDate | None], Passage]

    def read(self, words: str, language: Language, date: PartialDate | None) -> Said | None:
        """The dates and figures of words that are those of a passage."""
        passage = self.passages.get((words, language, date))
        return self.reader.read(passage) if passage and values.may_be_dated(passage) else None


def known(ground: Ground, reader: values.Reader) -> Known:
    """All passages of some ground."""
    return Known(reader, {(each.text, each.language, each.date): each for each in ground.passages})


def find(
    unit: Unit, statement: str, source: Source, own: Own | None = None, known: Known | None = None
) -> Particulars:
    """Read a statement's figures, dates and names, or take those that are known."""
    language = languages.load(unit.lang, own)
    if not any(map(str.isdigit, statement)):
        return Particulars((), _named(statement, language), ())
    said = known.read(statement, language, source.meta.date) if known else None
    moments = said[0] if said else dates.find(statement, language, source.meta.date)
    when = tuple(dict.fromkeys(each.edtf for each in moments if _KNOWN.fullmatch(each.edtf)))
    told = [] if len(moments) > 1 else [
        quantity
        for figure in (said[1] if said else figures.find(statement, language, moments))
        if (quantity := _quantity(figure, statement, moments)) is not None
    ]  # fmt: skip
    sure = tuple(told) if len({each.unit for each in told}) == len(told) else ()
    return Particulars(when[:MOST], _named(statement, language), sure)


def _named(statement: str, language: Language) -> tuple[str, ...]:
    """People and countries, and other names that are not two joined by a small word, as written."""
    lands = [
        statement[each.start : each.end] for each in topics.terms(statement, language) if each.name[:1] == "#"
    ]
    stop = language.table("topics").get("stop", ())
    others = [
        name.written
        for name in names.find(statement, language)
        if name.kind == "person"
        or (name.kind == "organisation" and not {each.casefold() for each in name.written.split()} & {*stop})
    ]
    capital = [each for each in (*others, *lands) if each[:1].isupper()]
    return tuple(dict.fromkeys(capital))[:MOST]


def _quantity(figure: Figure, statement: str, moments: tuple[Moment, ...]) -> Quantity | None:
    """A figure with a unit that is certain; the words before it say what it is of."""
    if figure.low != figure.high or figure.weak or figure.other is not None or figure.bound:
        return None
    if not _UNIT.fullmatch(figure.unit) or figure.change:
        return None
    before = statement[: figure.start].split()
    of = " ".join(before[-OF:]).strip(" ,;:(“”\"'")
    when = moments[0].edtf if moments and ledger.WHEN.fullmatch(moments[0].edtf) else ""
    return Quantity(of, _whole(figure.low), figure.unit, when) if of else None


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
