"""Statement against quotes: every figure and every date of a statement must stand in one of its quotes."""

from collections.abc import Iterable, Mapping

from briefbook.evidence.carried import amounts, days, measures, readings, superlatives
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.fact import Fact
from briefbook.model.source import Source
from briefbook.text.languages import Own
from briefbook.text.shape import Keys

__all__ = ["run"]

MOST_SAID = 200
# figures, or dates, of one statement: each is held against all of the quotes
MOST_QUOTED = 2_000
# figures, or dates, of the quotes of one fact


def run(
    facts: Iterable[Fact], sources: Iterable[Source], own: Own | None = None, lang: str = ""
) -> tuple[Diagnostic, ...]:
    """Check statements in each of their languages, and quantities; `lang` is that of plain statements."""
    by_id = {source.id: source for source in sources}
    reader = readings.Reader(own)
    return tuple(item for fact in facts for item in _fact(fact, by_id, reader, lang))


def _fact(fact: Fact, sources: Mapping[str, Source], reader: readings.Reader, lang: str) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    told: list[readings.Reading] = []
    plain = readings.quotes(fact, sources, reader, lang)
    problem = _overfull(fact, plain)
    if problem:
        return [problem]
    for tag, statement in fact.statements.items():
        quotes = readings.quotes(fact, sources, reader, tag) if tag else plain
        languages = [tag] if tag else readings.tongues(statement, quotes, lang, reader.own)
        tried: list[tuple[readings.Reading, list[Diagnostic]]] = []
        for spoken in languages:
            tried.append(_statement(fact, tag, reader.read(statement, spoken), quotes))
            if not any(item.is_error for item in tried[-1][1]):
                break
        said, problems = min(tried, key=lambda each: sum(item.is_error for item in each[1]))
        told.append(said)
        found += problems
    return found + measures.check(fact, told, plain, reader)


def _statement(
    fact: Fact, tag: str, said: readings.Reading, quotes: list[readings.Quoted]
) -> tuple[readings.Reading, list[Diagnostic]]:
    keys: Keys = ("fact", fact.index, "statement", *((tag,) if tag else ()))
    problem = _crowded(fact, keys, said)
    if problem:
        return said, [problem]
    checks = (amounts.check, days.check, superlatives.check)
    return said, [item for check in checks for item in check(fact, keys, said, quotes)]


def _crowded(fact: Fact, keys: Keys, said: readings.Reading) -> Diagnostic | None:
    """What is wrong with a statement of more figures or dates than a sentence has."""
    for kind, count in (("figures", len(said.figures)), ("dates", len(said.moments))):
        if count > MOST_SAID:
            message = (
                f"fact {fact.id!r}: the statement has {count:,} {kind}; the limit is {MOST_SAID}. It was not "
                "checked: part it into several facts"
            )
            return Diagnostic("too-large", message, path=fact.path, keys=keys)
    return None


def _overfull(fact: Fact, quotes: list[readings.Quoted]) -> Diagnostic | None:
    """What is wrong with quotes of more figures or dates than can be compared."""
    if sum(len(quoted.reading.text) for quoted in quotes) <= MOST_QUOTED:
        # no letter is in two figures
        return None
    counts = (
        ("figures", sum(len(quoted.reading.figures) for quoted in quotes)),
        ("dates", sum(len(quoted.reading.moments) for quoted in quotes)),
    )
    for kind, count in counts:
        if count > MOST_QUOTED:
            message = (
                f"fact {fact.id!r}: its quotes have {count:,} {kind}; the limit is {MOST_QUOTED:,}. It was "
                "not checked: quote fewer words, or part it into several facts"
            )
            return Diagnostic("too-large", message, path=fact.path, keys=("fact", fact.index, "statement"))
    return None
