"""Groups of sentences put down as draft facts: id, statement, figures, dates and names."""

from collections.abc import Sequence

from briefbook.evidence.propose.merge import Groups, Similar
from briefbook.model.proposal import SUSPECT, Document, Draft, Tagged
from briefbook.text.languages import Own


def write(
    groups: Groups, similar: Similar, documents: Sequence[Document], lang: str, own: Own | None = None
) -> tuple[Draft, ...]:
    """One draft a group, in the order of the documents."""
    return tuple(_draft(number, group, similar.get(number, ()), lang) for number, group in enumerate(groups))


def _draft(number: int, group: Sequence[Tagged], similar: Sequence[int], lang: str) -> Draft:
    first = group[0]
    reasons = [first.unit.reason if first.unit.state == SUSPECT else "", first.reason]
    reason = "; ".join(filter(None, reasons))
    return Draft(
        id=f"f{number + 1:03}",
        section=first.section,
        tags=first.tags,
        statement=" ".join(first.unit.text.split()),
        lang=first.unit.lang,
        units=tuple(each.unit for each in group),
        confidence=first.confidence,
        review=bool(reason),
        reason=reason,
        similar=tuple(f"f{each + 1:03}" for each in similar),
    )
