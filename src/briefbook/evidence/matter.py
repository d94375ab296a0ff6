"""An officer's own matter beside the facts it names: no figure, no date and no stage that no fact says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefbook.evidence.carried import likeness, measures
from briefbook.evidence.carried.readings import Reader, Reading, Said
from briefbook.model.brief import Spec
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import Fact
from briefbook.model.matter import Line
from briefbook.model.source import Source
from briefbook.text import dates, figures
from briefbook.text.dates import Moment
from briefbook.text.figures import Figure
from briefbook.text.languages import Own

UNKNOWN = "XXXX-XX-XX"
# a date that is not told: a weekday, "today"


@dataclass(frozen=True, slots=True)
class _Told:
    """What the facts that a line names say in figures and dates."""

    figures: tuple[Said, ...]
    days: tuple[str, ...]
    # EDTF


def run(
    spec: Spec, facts: Iterable[Fact], sources: Iterable[Source], own: Own | None = None
) -> tuple[Diagnostic, ...]:
    """What own matter says and its facts do not: figures and dates of lines, the stage of a document."""
    known = {fact.id: fact for fact in facts}
    tags = {source.id: source.meta.lang for source in sources}
    reader = Reader(own)
    start = spec.visit.start if spec.visit else None
    found = []
    for line in spec.lines:
        named = [known[key] for key in line.facts if key in known]
        for tag, text in line.texts.items():
            said = reader.read(text, tag or spec.lang, start)
            told = _told(named, spec, tags, reader)
            found += [_problem(words, line, tag, spec) for words in _missing(said, told)]
    return (*found, *_stages(spec, known))


def _missing(said: Reading, told: _Told) -> list[str]:
    """The figures and dates of a line that its facts do not say, in reading order."""
    found = [(each.start, each.written) for each in said.moments if not _is_dated(each, told.days)]
    for each in said.figures:
        if not _is_name(each.figure) and not any(_is_same(each, theirs, said) for theirs in told.figures):
            found.append((each.figure.start, each.figure.written))
    return [words for _, words in sorted(found)]


def _told(facts: Sequence[Fact], spec: Spec, tags: dict[str, str], reader: Reader) -> _Told:
    found: list[Said] = []
    days: list[str] = []
    for fact in facts:
        spoken = [tags.get(quote.source, "") for quote in fact.quotes]
        for tag, text in fact.statements.items():
            # a plain statement may be in the brief's language, in English or in that of its quotes
            for lang in [tag] if tag else dict.fromkeys([spec.lang, "en", *filter(None, spoken)]):
                reading = reader.read(text, lang, spec.visit.start if spec.visit else None)
                found += reading.figures
                days += [moment.edtf for moment in reading.moments]
        days += [str(fact.as_of)] if fact.as_of else []
        days += [each.when for each in fact.quantities if each.when]
        for each in fact.quantities:
            unit = measures.unit(each.unit, [spec.lang, *filter(None, spoken)], reader)
            found.append(Said(Figure(0, 0, each.value, each.value, unit), each.when))
    return _Told(tuple(found), tuple(days))


def _is_name(figure: Figure) -> bool:
    """Whether a number is no figure: part of a name ("G20"), an article, or an order ("First, …")."""
    if figure.unit == figures.LABEL:
        return figure.written.isalnum() and not figure.written.isdecimal()
    return figure.weak or (figure.unit == figures.ORDINAL and figure.low == 1 and not figure.noun)


def _is_same(said: Said, theirs: Said, reading: Reading) -> bool:
    return likeness.same_value(said.figure, theirs.figure, reading.language) and likeness.same_time(
        said, theirs
    )


def _is_dated(moment: Moment, days: Iterable[str]) -> bool:
    """Whether a fact gives a date, or a period that it ends; what only says "Monday" or "today" is none."""
    vague = moment.flags & {"relative", "weekday"} and not any(char.isdigit() for char in moment.written)
    if UNKNOWN in moment.edtf or vague:
        return True
    ends = (end for day in days for end in dict.fromkeys([day, *day.split("/")]))
    return any(dates.covers(end, moment.edtf) for end in ends)


def _problem(words: str, line: Line, tag: str, spec: Spec) -> Diagnostic:
    what = f"[[line]] number {line.index + 1}: “{words}”"
    if line.facts:
        named = ", ".join(line.facts)
        message = f"{what} stands in none of the facts it names ({named}); correct it, or name the fact"
    else:
        message = (
            f'{what} is a figure, and the line names no fact; add facts = ["…"] with the one that says it'
        )
    keys: tuple[str | int, ...] = ("line", line.index, "text")
    return Diagnostic("figure-not-in-fact", message, path=spec.path, keys=(*keys, tag) if tag else keys)


def _stages(spec: Spec, facts: Mapping[str, Fact]) -> list[Diagnostic]:
    """A warning for each document that is said to be further, or less far, than its fact says."""
    found = []
    for paper in spec.documents:
        told = {facts[key].stage for key in paper.facts if key in facts} - {""}
        if paper.stage and told and paper.stage not in told:
            message = (
                f"[[document]] number {paper.index + 1} is {paper.stage!r}, and its fact {paper.facts[0]!r} "
                f"says {', '.join(sorted(told))}; correct one of the two"
            )
            keys = ("document", paper.index, "stage")
            found.append(Diagnostic("document-stage", message, Severity.WARNING, spec.path, keys=keys))
    return found
