"""An officer's own lines beside the facts they name: no figure and no date that no fact says."""

from collections.abc import Iterable, Sequence

from briefbook.model.brief import Spec
from briefbook.model.date import PartialDate
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.fact import Fact
from briefbook.model.matter import Line
from briefbook.text import dates, figures, languages
from briefbook.text.figures import Figure
from briefbook.text.languages import Language, Own

UNKNOWN = "XXXX-XX-XX"
# a date that is not told: a weekday, "today"


def run(spec: Spec, facts: Iterable[Fact], own: Own) -> tuple[Diagnostic, ...]:
    """An error for each figure or date of a line that none of the facts it names says."""
    known = {fact.id: fact for fact in facts}
    found = []
    for line in spec.lines:
        named = [known[key] for key in line.facts if key in known]
        for tag, text in line.texts.items():
            language = languages.load(tag or spec.lang, own)
            missing = _missing(text, language, named, spec, own)
            found += [_problem(words, line, tag, spec) for words in missing]
    return tuple(found)


def _missing(text: str, language: Language, named: Sequence[Fact], spec: Spec, own: Own) -> list[str]:
    """The figures and dates of a line that its facts do not say, in reading order."""
    anchor = spec.visit.start
    moments = [each for each in dates.find(text, language, anchor) if UNKNOWN not in each.edtf]
    moments = [each for each in moments if "relative" not in each.flags]
    told = figures.find(text, language)
    asked = [figure for figure in told if not _is_name(figure)]
    if not moments and not asked:
        return []
    days = [day for fact in named for day in _days(fact, anchor, spec.lang, own)]
    values = [value for fact in named for value in _values(fact, spec.lang, own)]
    found = [(each.start, each.written) for each in moments if not _dated(each.edtf, days)]
    found += [
        (each.start, each.written) for each in asked if not any(_same(each, v, language) for v in values)
    ]
    return [words for _, words in sorted(found)]


def _is_name(figure: Figure) -> bool:
    """Whether a number is part of a name ("G20") or only puts lines in order ("First, …")."""
    if figure.unit == figures.LABEL:
        return not any(char.isspace() for char in figure.written)
    return figure.unit == figures.ORDINAL and figure.low == 1 and not figure.noun


def _days(fact: Fact, anchor: PartialDate, lang: str, own: Own) -> list[str]:
    """The dates that a fact says, as EDTF."""
    found = [str(fact.as_of)] if fact.as_of else []
    found += [quantity.when for quantity in fact.quantities if quantity.when]
    for tag, text in fact.statements.items():
        found += [each.edtf for each in dates.find(text, languages.load(tag or lang, own), anchor)]
    return found


def _dated(said: str, days: Iterable[str]) -> bool:
    """Whether a date is that of a fact, holds it, or is one end of a period that the fact gives."""
    return any(
        dates.covers(day, said) or any(dates.covers(end, said) for end in day.split("/")) for day in days
    )


def _values(fact: Fact, lang: str, own: Own) -> list[Figure]:
    """The figures that a fact says in any of its languages, and its quantities."""
    found: list[Figure] = []
    for tag, text in fact.statements.items():
        found += figures.find(text, languages.load(tag or lang, own), weak=True)
    language = languages.load(lang, own)
    for each in fact.quantities:
        unit = figures.unit_of(each.unit, language) or each.unit
        found.append(Figure(0, 0, each.value, each.value, unit))
    return found


def _same(said: Figure, value: Figure, language: Language) -> bool:
    """Whether two figures are one: the same value, and units that may be one."""
    if "" not in (said.unit, value.unit) and not figures.alike(said.unit, value.unit, language):
        return False
    ends = {(value.low, value.high)} | ({(value.low,) * 2, (value.high,) * 2} if value.change else set())
    if value.other is not None:
        ends.add((value.other, value.other))
    return (said.low, said.high) in ends or (said.other is not None and (said.other, said.other) in ends)


def _problem(words: str, line: Line, tag: str, spec: Spec) -> Diagnostic:
    what = f"[[line]] number {line.index + 1}: “{words}”"
    if line.facts:
        named = ", ".join(line.facts)
        message = f"{what} stands in none of the facts it names ({named}); correct it, or name the fact"
    else:
        message = (
            f'{what} is a figure, and the line names no fact; add facts = ["…"] with the fact that says it'
        )
    keys: tuple[str | int, ...] = ("line", line.index, "text")
    return Diagnostic("figure-not-in-fact", message, path=spec.path, keys=(*keys, tag) if tag else keys)
