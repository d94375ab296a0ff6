"""Statement against quotes: every figure and every date of a statement must stand in one of its quotes."""

from collections.abc import Iterable, Mapping

from briefbook.evidence.carried import amounts, days, measures, readings
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.fact import Fact
from briefbook.model.source import Source
from briefbook.text.languages import Own
from briefbook.text.shape import Keys

__all__ = ["run"]


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
    for tag, statement in fact.statements.items():
        quotes = readings.quotes(fact, sources, reader, tag or lang)
        languages = [tag] if tag else readings.tongues(statement, quotes, lang, reader.own)
        tried: list[tuple[readings.Reading, list[Diagnostic]]] = []
        for spoken in languages:
            tried.append(_statement(fact, tag, reader.read(statement, spoken), quotes))
            if not any(item.is_error for item in tried[-1][1]):
                break
        said, problems = min(tried, key=lambda each: sum(item.is_error for item in each[1]))
        told.append(said)
        found += problems
    return found + measures.check(fact, told, readings.quotes(fact, sources, reader, lang), reader)


def _statement(
    fact: Fact, tag: str, said: readings.Reading, quotes: list[readings.Quoted]
) -> tuple[readings.Reading, list[Diagnostic]]:
    keys: Keys = ("fact", fact.index, "statement", *((tag,) if tag else ()))
    return said, [*amounts.check(fact, keys, said, quotes), *days.check(fact, keys, said, quotes)]
