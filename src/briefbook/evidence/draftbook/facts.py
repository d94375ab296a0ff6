"""Draft facts as tables of `facts.toml`: anchored, proved, written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from briefbook.evidence import anchor, carried, firmness
from briefbook.evidence.draftbook import quotes, values
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import STAGES, Fact, Quote
from briefbook.model.proposal import Draft
from briefbook.model.source import Source
from briefbook.text import characters, shape
from briefbook.text.languages import Own

UNBORNE = "stage-not-carried"
LISTS = ("tags", "similar", "dates", "entities")


@dataclass(frozen=True, slots=True)
class Row:
    """A draft with the quotes that admit it."""

    draft: Draft
    quotes: tuple[Quote, ...]


def rows(
    drafts: Sequence[Draft],
    grounds: Mapping[str, anchor.Ground],
    lang: str,
    own: Own | None = None,
) -> tuple[tuple[Row, ...], tuple[Diagnostic, ...]]:
    """Drafts whose quotes are found and bear the statement; what does not is left out and said."""
    made: list[Row] = []
    found: list[Diagnostic] = []
    for draft in drafts:
        mixed = characters.find_mixed(draft.statement)
        row = None if mixed else _row(draft, grounds)
        if mixed:
            message = f"a sentence mixes the letters of two alphabets in {mixed}; it is left out"
            path = grounds[draft.units[0].source].source.meta.path
            found.append(Diagnostic("deceiving-character", message, Severity.WARNING, path))
        elif row is None:
            words = shape.shown(draft.statement)
            message = f"the words {words} cannot be quoted so that they are found again; they are left out"
            path = grounds[draft.units[0].source].source.meta.path
            found.append(Diagnostic("quote-not-possible", message, Severity.WARNING, path))
        else:
            made.append(row)
    return _proved(made, [ground.source for ground in grounds.values()], lang, own), tuple(found)


def tagged(rows: Iterable[Row], lang: str, there: Iterable[Fact] = ()) -> bool:
    """Whether statements are written with their language: where not all are in that of the brief."""
    langs = {row.draft.lang.partition("-")[0].lower() for row in rows} - {"", "und"}
    return bool(langs - {lang.partition("-")[0].lower()}) or any(
        set(fact.statements) - {""} for fact in there
    )


def written(row: Row, lang: str, *, tagged: bool) -> str:
    """A draft as a table of `facts.toml`; `tagged` says whether its statement names its language."""
    draft = row.draft
    spoken = draft.lang if draft.lang not in ("", "und") else lang
    text = "[[fact]]\n" + values.line("id", draft.id) + values.line("section", draft.section)
    text += values.line("tags", draft.tags) if draft.tags else ""
    text += values.line("statement", {spoken: draft.statement} if tagged else draft.statement)
    text += values.line("status", "draft") + values.line("confidence", float(draft.confidence))
    if draft.review:
        text += values.line("review", True) + values.line("reason", characters.printable(draft.reason))
    for name in LISTS[1:]:
        listed = [characters.printable(each) for each in getattr(draft, name)]
        text += values.line(name, listed) if listed else ""
    text += "".join(quoted(quote) for quote in row.quotes)
    for each in draft.quantities:
        text += (
            "  [[fact.quantity]]\n" + f"  {values.line('of', each.of)}  {values.line('value', each.value)}"
        )
        text += f"  {values.line('unit', each.unit)}" + (
            f"  {values.line('when', each.when)}" if each.when else ""
        )
    return text


def quoted(quote: Quote) -> str:
    """A quote as a table of its fact."""
    text = f"  [[fact.quote]]\n  {values.line('source', quote.source)}  {values.line('exact', quote.exact)}"
    text += f"  {values.line('prefix', quote.prefix)}" if quote.prefix else ""
    return text + (f"  {values.line('suffix', quote.suffix)}" if quote.suffix else "")


def _row(draft: Draft, grounds: Mapping[str, anchor.Ground]) -> Row | None:
    made = [quote for unit in draft.units for quote in quotes.of(unit, grounds[unit.source])]
    statement = characters.printable(draft.statement).strip()
    if not made or not statement or characters.too_many_marks(statement):
        return None
    entities = tuple(each for each in draft.entities if not characters.find_mixed(each))
    return Row(replace(draft, statement=statement, entities=entities), tuple(dict.fromkeys(made)))


def _proved(made: Sequence[Row], sources: Sequence[Source], lang: str, own: Own | None) -> tuple[Row, ...]:
    """The rows that `check` lets pass: figures that no quote carries go, then a statement of other words."""
    made = _staged(made, sources, lang, own)
    for mend in (_without_quantities, _in_its_own_words):
        wrong = _wrong(made, sources, lang, own)
        if not wrong:
            return tuple(made)
        made = [mend(row) if at in wrong else row for at, row in enumerate(made)]
    wrong = _wrong(made, sources, lang, own)
    return tuple(row for at, row in enumerate(made) if at not in wrong)


def _staged(made: Sequence[Row], sources: Sequence[Source], lang: str, own: Own | None) -> list[Row]:
    """The rows without stages that their quotes do not bear out, and with one stage at most."""
    facts, _ = anchor.bind([_fact(row, at) for at, row in enumerate(made)], sources)
    found = firmness.run(facts, sources, own, lang)
    unborne = {int(item.keys[1]) for item in found if item.code == UNBORNE and len(item.keys) > 1}
    rows = []
    for at, row in enumerate(made):
        stages = [tag for tag in row.draft.tags if tag in STAGES]
        if at in unborne or len(stages) > 1:
            tags = tuple(tag for tag in row.draft.tags if tag not in stages)
            row = replace(row, draft=replace(row.draft, tags=tags))
        rows.append(row)
    return rows


def _wrong(made: Sequence[Row], sources: Sequence[Source], lang: str, own: Own | None) -> set[int]:
    facts, _ = anchor.bind([_fact(row, at) for at, row in enumerate(made)], sources)
    found = carried.run(facts, sources, own, lang)
    lost = set(range(len(made))) - {fact.index for fact in facts}
    return lost | {int(item.keys[1]) for item in found if item.is_error and len(item.keys) > 1}


def _fact(row: Row, index: int) -> Fact:
    draft = row.draft
    statements = MappingProxyType({draft.lang if draft.lang != "und" else "": draft.statement})
    return Fact(
        draft.id,
        draft.section,
        statements,
        row.quotes,
        tags=draft.tags,
        status="draft",
        quantities=draft.quantities,
        dates=draft.dates or None,
        index=index,
    )


def _without_quantities(row: Row) -> Row:
    return replace(row, draft=replace(row.draft, quantities=()))


def _in_its_own_words(row: Row) -> Row:
    unit = row.draft.units[0]
    words = characters.printable(" ".join(unit.text.split()))
    return replace(row, draft=replace(row.draft, statement=words, lang=unit.lang, quantities=()))
