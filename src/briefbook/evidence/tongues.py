"""The language of statements that do not say it, by their small words; left open in doubt."""

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from briefbook.model.fact import Fact
from briefbook.model.source import Source
from briefbook.text import topics
from briefbook.text.languages import Own

SURE = 2
# small words at least, and more than twice as many as the brief's language has, that another one needs


def tell(facts: Iterable[Fact], sources: Iterable[Source], own: Own, lang: str) -> tuple[Fact, ...]:
    """Give plain statements their language, where it is plainly not the brief's `lang`."""
    spoken = {source.id: source.meta.lang for source in sources}
    return tuple(_told(fact, spoken, own, lang) if "" in fact.statements else fact for fact in facts)


def _told(fact: Fact, spoken: dict[str, str], own: Own, lang: str) -> Fact:
    known = (lang, *(spoken.get(quote.source, "") for quote in fact.quotes), "en")
    tags = tuple(dict.fromkeys(filter(None, known)))
    text = fact.statements[""]
    scores = topics.familiarity(text, tags, own) if len(tags) > 1 else {}
    best = max(tags, key=lambda tag: scores.get(tag, 0))
    if not lang or best == lang or scores[best] < max(SURE, 2 * scores[lang] + 1):
        return fact
    others = {key: value for key, value in fact.statements.items() if key}
    return replace(fact, statements=MappingProxyType({best: text, **others}))
