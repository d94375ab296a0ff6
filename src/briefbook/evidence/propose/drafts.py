"""Groups of sentences put down as draft facts: id, statement, figures, dates and names."""

from collections.abc import Mapping, Sequence

from briefbook.evidence.propose import particulars, phrase
from briefbook.evidence.propose.merge import Groups, Similar
from briefbook.model.proposal import SUSPECT, Document, Draft, Tagged
from briefbook.text.languages import Own

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
