"""What bound facts are worth: statements against their words, voices, and where sources differ."""

from collections.abc import Sequence

from briefbook.evidence import (
    carried,
    conflicts,
    decisions,
    firmness,
    framed,
    lands,
    namebook,
    people,
    turned,
    voices,
    worded,
)
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.fact import Fact, Resolution
from briefbook.model.name import Entry
from briefbook.model.source import Source
from briefbook.text.languages import Own


def prove(
    facts: Sequence[Fact],
    sources: Sequence[Source],
    resolutions: Sequence[Resolution],
    names: Sequence[Entry],
    own: Own,
    lang: str,
    *,
    thorough: bool,
) -> tuple[tuple[Fact, ...], list[Diagnostic]]:
    """Weigh every fact; a thorough look compares the sources with each other too, sentence by sentence.

    `lang` is the brief's language.
    """
    # a statement without a language may be in the brief's or in its quotes': both are tried
    found = [*carried.run(facts, sources, own, lang), *firmness.run(facts, sources, own, lang)]
    found += [*turned.run(facts, sources, own, lang), *framed.run(facts, sources, own, lang)]
    found += worded.run(facts, sources, own, lang)
    found += namebook.strays(facts, names, own)
    if thorough:
        found += lands.run(facts, sources, names, own, lang)
        found += conflicts.run(facts, sources, resolutions, own)
        found += people.run(facts, sources, names, own)
    weighed = voices.weigh(facts, sources)
    return weighed, [*decisions.problems(facts), *decisions.apply(found, facts)]
