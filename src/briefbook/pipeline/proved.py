"""What bound facts are worth: statements against their words, voices, and where sources differ."""

from collections.abc import Sequence

from briefbook.evidence import decisions, voices
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.fact import Fact, Resolution
from briefbook.model.source import Source
from briefbook.text.languages import Own


def prove(
    facts: Sequence[Fact],
    sources: Sequence[Source],
    resolutions: Sequence[Resolution],
    names: Sequence[object],
    own: Own,
    lang: str,
    *,
    thorough: bool,
) -> tuple[tuple[Fact, ...], list[Diagnostic]]:
    """Weigh every fact; a thorough look compares the sources with each other too, sentence by sentence.

    `lang` is the brief's language: the one of a statement that does not say its own.
    """
    found: list[Diagnostic] = []
    weighed = voices.weigh(facts, sources)
    return weighed, [*decisions.problems(facts), *decisions.apply(found, facts)]
