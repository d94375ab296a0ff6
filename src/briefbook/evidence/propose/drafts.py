"""Groups of sentences put down as draft facts: id, statement, figures, dates and names."""

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefbook.evidence.propose import particulars, phrase
from briefbook.evidence.propose.merge import Groups, Similar
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.proposal import SUSPECT, Document, Draft, Tagged
from briefbook.text import languages, stance
from briefbook.text.languages import Own

STAGES = "its sources tell in different words how far it has got"
DIFFER = "its sources differ: see which one is right"
SURE = 0.95
# the most that a draft may be sure of itself


def write(
    groups: Groups,
    similar: Similar,
    documents: Sequence[Document],
    lang: str,
    own: Own | None = None,
    said: particulars.Known | None = None,
) -> tuple[Draft, ...]:
    """One draft a group, in the order of the documents."""
    known = {document.id: document for document in documents}
    return tuple(
        _draft(number, group, similar.get(number, ()), known, lang, own, said)
        for number, group in enumerate(groups)
    )


def flagged(drafts: Sequence[Draft], found: Sequence[Diagnostic]) -> tuple[Draft, ...]:
    """Drafts to be reviewed too where their own quotes are the ones that differ."""
    places: dict[str, list[tuple[int, int, int]]] = {}
    for number, item in enumerate(found):
        for quote in item.quotes if item.code.startswith("conflict-") else ():
            places.setdefault(quote.source, []).append((quote.start, quote.end, number))
    return tuple(_differing(each, places) if len(each.units) > 1 else each for each in drafts)


def _differing(draft: Draft, places: Mapping[str, Sequence[tuple[int, int, int]]]) -> Draft:
    told = Counter(
        number
        for unit in draft.units
        for number in {
            number
            for start, end, number in places.get(unit.source, ())
            if start < unit.end and end > unit.start
        }
    )
    if max(told.values(), default=0) < 2:
        return draft
    return replace(draft, review=True, reason="; ".join(filter(None, (draft.reason, DIFFER))))


def _apart(group: Sequence[Tagged], own: Own | None) -> bool:
    """Whether one sentence says agreed where another says discussed."""
    told = []
    for each in group:
        signs = stance.find(each.unit.text, languages.load(each.unit.lang, own))
        told.append({sign.value for sign in signs if sign.kind == "stage" and not sign.negated})
    return any(one and other and not one & other for one, other in itertools.combinations(told, 2))


def _draft(
    number: int,
    group: Sequence[Tagged],
    similar: Sequence[int],
    documents: Mapping[str, Document],
    lang: str,
    own: Own | None,
    said: particulars.Known | None,
) -> Draft:
    order = sorted(group, key=lambda each: phrase.rank(each.unit, lang), reverse=True)
    best = order[0]
    statement = phrase.statement(best.unit, own)
    sorted_ = max(group, key=lambda each: each.confidence)
    told = particulars.find(best.unit, statement, documents[best.unit.source].source, own, said)
    reasons = [best.unit.reason if best.unit.state == SUSPECT else "", sorted_.reason]
    if any(each.section != sorted_.section for each in group):
        reasons.append("its sources were sorted into several sections")
    if len(group) > 1 and _apart(group, own):
        reasons.append(STAGES)
    if phrase.leans(best.unit):
        reasons.append(f"begins with {statement.split()[0]!r}: say who or what is meant")
    reason = "; ".join(dict.fromkeys(filter(None, reasons)))
    tags = dict.fromkeys(tag for each in (sorted_, *group) for tag in each.tags)
    return Draft(
        id=f"f{number + 1:03}",
        section=sorted_.section,
        tags=tuple(tags),
        statement=statement,
        lang=best.unit.lang,
        units=tuple(each.unit for each in order),
        confidence=round(min(SURE, sorted_.confidence), 2),
        review=bool(reason),
        reason=reason,
        similar=tuple(f"f{each + 1:03}" for each in similar),
        dates=told.dates,
        entities=told.entities,
        quantities=told.quantities,
    )
