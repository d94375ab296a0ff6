"""What a ledger that a person has corrected teaches `propose`: read, studied, put down as tables."""

from collections.abc import Sequence

from briefbook.evidence import ledger
from briefbook.evidence.propose import learn
from briefbook.evidence.propose.learn import Example, Lesson
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.inputs import File
from briefbook.text import languages, names, toml
from briefbook.text.languages import Own


def study(
    facts: File, sources: File, own: Own | None = None
) -> tuple[tuple[Lesson, ...], tuple[Diagnostic, ...]]:
    """The lessons of the accepted facts of a ledger, a language each; `sources` may hold no bytes."""
    read, found = ledger.load(facts.data, facts.path, "")
    listed, problems = ledger.sources(sources.data, sources.path) if sources.data else ((), ())
    told = toml.placed((*found, *problems), {facts.path: facts.data, sources.path: sources.data})
    if any(item.is_error for item in told):
        return (), tuple(told)
    tongues = {meta.id: meta.lang for meta in listed}
    examples = []
    for fact in read.facts:
        for quote in fact.quotes if fact.status == "accepted" else ():
            tag = tongues.get(quote.source) or names.guess(quote.exact) or languages.COMMON
            examples.append(Example(quote.exact, tag.partition("-")[0].lower(), fact.section))
    lessons = learn.study(examples, own)
    return lessons, (*told, *_said(lessons, len(examples), facts.path))


def _said(lessons: Sequence[Lesson], quotes: int, path: str) -> list[Diagnostic]:
    if not lessons:
        message = (
            f"there are {quotes} accepted quotes; {learn.ENOUGH} of one language are needed to learn from"
        )
        return [Diagnostic("nothing-learned", message, Severity.WARNING, path)]
    return [
        Diagnostic(
            "nothing-learned",
            f"the {each.facts} quotes in {each.lang!r} teach nothing that the words known so far do not say",
            Severity.NOTE,
            path,
        )
        for each in lessons
        if not each.table
    ]
