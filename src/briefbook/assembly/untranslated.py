"""What a brief prints in another language than its own, because nobody has written it in its own."""

from collections.abc import Iterable, Mapping, Sequence

from briefbook.model.brief import Section
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import Fact, Resolution, speaks


def find(lang: str, sections: Sequence[Section], resolutions: Iterable[Resolution]) -> list[Diagnostic]:
    """A warning for each statement, name of figures and reason that lacks the language of the brief."""
    facts = tuple({fact.id: fact for section in sections for fact in section.facts}.values())
    # a ledger that gives some statements by language says nothing of the language of a plain one
    several = {fact.path for fact in facts if "" not in fact.statements}
    found: list[Diagnostic] = []
    for fact in facts:
        plain = "" in fact.statements and fact.path in several
        if plain or not speaks(fact.statements, lang):
            found += _missing(fact, "statement", fact.statements, lang)
    for section in sections:
        for series in section.series:
            if series.names and not speaks(series.names, lang):
                fact = series.points[0].fact
                place = next(n for n, each in enumerate(fact.quantities) if each.of == series.of)
                found += _missing(fact, "of", series.names, lang, ("quantity", place, "of"))
    for item in resolutions:
        if item.show and item.reasons and not speaks(item.reasons, lang):
            message = _message("the reason of a resolution (why)", item.reasons, lang)
            keys = ("resolution", item.index, "why")
            found.append(Diagnostic("untranslated", message, Severity.WARNING, item.path, keys=keys))
    return found


def _missing(
    fact: Fact,
    key: str,
    texts: Mapping[str, str],
    lang: str,
    keys: tuple[str | int, ...] = ("statement",),
) -> list[Diagnostic]:
    if "untranslated" in fact.reviewed:
        return []
    message = _message(f"the {key} of fact {fact.id!r}", texts, lang)
    at = ("fact", fact.index, *keys)
    return [Diagnostic("untranslated", message, Severity.WARNING, fact.path, keys=at)]


def _message(what: str, texts: Mapping[str, str], lang: str) -> str:
    own = next(iter(texts))
    if own:
        return f'{what} is printed in {own!r}, because it is not given in {lang!r}; add {lang} = "…"'
    return (
        f'{what} says no language, others of this ledger do; write {{ {lang} = "…" }} so that it is known to '
        f"be in {lang!r}"
    )
