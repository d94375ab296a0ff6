"""What a model suggested, through the gate that all goes through: exact words, carried figures."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from briefbook.evidence import anchor, carried, firmness, framed, worded
from briefbook.evidence.propose import slugs
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import Fact, Quote, Span
from briefbook.model.proposal import Document, Draft, Proposal, Unit
from briefbook.model.suggestion import Answer, Suggestion
from briefbook.text import characters
from briefbook.text.languages import Own

ABSENT = "whose words are not in the document"
UNBORNE = "whose words do not bear the statement"
NOISE = "whose words were set aside as noise"
FORMLESS = "not of the form that was asked for"
TWICE = "for words that had one already"
CONFIDENCE = 0.5


def admit(
    made: Proposal, answers: Mapping[str, Answer], model: str, lang: str, own: Own | None = None
) -> Proposal:
    """A proposal with the suggestions that pass, by the ids of documents; the others are counted and gone."""
    drafts = list(made.drafts)
    away: Counter[str] = Counter()
    taken = {draft.id for draft in drafts}
    told: set[str] = set()
    used = 0
    for document in made.documents:
        answer = answers.get(document.id, Answer())
        away[FORMLESS] += answer.unread
        ground = anchor.prepare(document.source) if answer.suggestions else None
        for each in answer.suggestions:
            why, unit = _unit(each, document, ground, made) if ground else (ABSENT, None)
            why = why or _unfit(each, document, lang, own)
            at = next((n for n, draft in enumerate(drafts) if unit and _tells(draft, unit)), -1)
            if not why and at >= 0 and drafts[at].id in told:
                why = TWICE
            if why or unit is None:
                away[why] += 1
                continue
            if at >= 0:
                drafts[at] = new = _reworded(drafts[at], each, model, lang)
            else:
                drafts.append(new := _drafted(each, unit, model, lang, taken))
            told.add(new.id)
            taken.add(new.id)
            used += 1
    said = (*(problem for each in answers.values() for problem in each.problems), *_count(away, used, model))
    return replace(made, drafts=tuple(drafts), diagnostics=(*made.diagnostics, *said))


def _unit(
    said: Suggestion, document: Document, ground: anchor.Ground, made: Proposal
) -> tuple[str, Unit | None]:
    """Why the words of a suggestion are no quote, or the words as they stand in the document."""
    quote = Quote(document.id, said.exact)
    if characters.find_control(said.exact) or characters.too_many_marks(said.exact):
        return ABSENT, None
    found = anchor.places(ground, quote)
    if len(found) != 1:
        return ABSENT, None
    span = anchor.span(ground, found[0], quote)
    if any(each.source == document.id and _meets(each, span) for each in made.set_aside):
        return NOISE, None
    text = document.reading.text[span.start : span.end]
    return "", Unit(document.id, span.start, span.end, text, document.source.meta.lang)


def _unfit(said: Suggestion, document: Document, lang: str, own: Own | None) -> str:
    """Why a statement may not stand on its words; "" where it may."""
    statement = said.statement
    if characters.find_control(statement) or characters.find_deceiving(statement) or len(statement) > 1000:
        return UNBORNE
    fact = Fact(
        "suggested",
        said.section,
        MappingProxyType({lang: statement}),
        (Quote(document.id, said.exact),),
        status="draft",
    )
    bound, problems = anchor.bind([fact], [document.source])
    found = [
        *carried.run(bound, [document.source], own, lang),
        *firmness.run(bound, [document.source], own, lang),
        *framed.run(bound, [document.source], own, lang),
        *worded.run(bound, [document.source], own, lang),
    ]
    serious = [item for item in found if item.severity is not Severity.NOTE]
    return UNBORNE if problems or serious else ""


def _tells(draft: Draft, unit: Unit) -> bool:
    return any(
        each.source == unit.source and _meets(each, Span(unit.start, unit.end)) for each in draft.units
    )


def _meets(unit: Unit, span: Span) -> bool:
    shared = min(unit.end, span.end) - max(unit.start, span.start)
    return shared > 0 and 2 * shared >= min(unit.end - unit.start, span.end - span.start)


def _reworded(draft: Draft, said: Suggestion, model: str, lang: str) -> Draft:
    """A draft in the words of a model, in its section; to be looked at."""
    reason = "; ".join(filter(None, (draft.reason, f"worded by the model {model}")))
    return replace(
        draft, statement=said.statement, lang=lang, section=said.section, review=True, reason=reason
    )


def _drafted(said: Suggestion, unit: Unit, model: str, lang: str, taken: set[str]) -> Draft:
    return Draft(
        slugs.free(slugs.slug(said.statement), taken),
        said.section,
        (),
        said.statement,
        lang,
        (unit,),
        CONFIDENCE,
        True,
        f"suggested by the model {model}",
    )


def _count(away: Counter[str], used: int, model: str) -> Sequence[Diagnostic]:
    total = sum(away.values())
    if not total and not used:
        return ()
    listed = "; ".join(f"{count} {why}" for why, count in sorted(away.items()) if count)
    message = f"of {used + total} suggestions of the model {model!r}, {total} were thrown away"
    return (Diagnostic("model-checked", f"{message}: {listed}" if listed else message, Severity.NOTE),)
