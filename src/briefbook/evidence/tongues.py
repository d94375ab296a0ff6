"""The language of statements that do not say it, by their small words; left open in doubt."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from briefbook.model.fact import Fact
from briefbook.model.source import Source
from briefbook.text import topics
from briefbook.text.languages import Own

SURE = 2
# small words at least, and more than twice as many as the brief's language has, that another one needs


def tell(facts: Iterable[Fact], sources: Iterable[Source], own: Own, lang: str) -> tuple[Fact, ...]:
    """Give plain statements their language where it is plainly not the brief's `lang`.

    One that does not show its language is taken to be in that of most others of its ledger.
    """
    facts = tuple(facts)
    tags = {source.id: source.meta.lang for source in sources}
    spoken = {fact.id: _spoken(fact, tags, own, lang) for fact in facts if lang and "" in fact.statements}
    others = Counter(tag for tag in spoken.values() if tag and tag != lang).most_common(1)
    usual = others[0][0] if others and 2 * others[0][1] > len(spoken) else ""
    return tuple(_told(fact, spoken.get(fact.id) or usual, lang) for fact in facts)


def _spoken(fact: Fact, tags: Mapping[str, str], own: Own, lang: str) -> str:
    """The language of a plain statement, or "" in doubt."""
    known = (lang, *(tags.get(quote.source, "") for quote in fact.quotes), "en")
    tried = tuple(dict.fromkeys(filter(None, known)))
    if len(tried) < 2:
        return lang
    scores = topics.familiarity(fact.statements[""], tried, own)
    best = max(tried, key=lambda tag: scores[tag])
    if best == lang:
        return lang if scores[lang] else ""
    return best if scores[best] >= max(SURE, 2 * scores[lang] + 1) else ""


def _told(fact: Fact, tag: str, lang: str) -> Fact:
    if "" not in fact.statements or not tag or tag == lang:
        return fact
    others = {key: value for key, value in fact.statements.items() if key}
    return replace(fact, statements={tag: fact.statements[""], **others})
