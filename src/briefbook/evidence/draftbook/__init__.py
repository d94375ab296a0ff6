"""The draft ledger beside its sources: written at first, and afterwards only added to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from briefbook.evidence import anchor, ledger
from briefbook.evidence.draftbook import facts, listing, revision, setaside
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.inputs import File
from briefbook.model.proposal import Proposal, Unit
from briefbook.text import toml
from briefbook.text.languages import Own

__all__ = ["Books", "Written", "facts", "listing", "load", "revision", "setaside", "wanted", "write"]

LEDGER_HEAD = """\
# Draft facts, to be read by a person: correct what is wrong, then write status = "accepted", or "rejected".
# What you change stays when propose runs again; what it finds new comes at the end.

"""


@dataclass(frozen=True, slots=True)
class Books:
    """What stands in the folder of a ledger before a run; empty files where there is none."""

    facts: File
    sources: File
    aside: File


@dataclass(frozen=True, slots=True)
class Written:
    """The three files as they are to be stored; none when something stands against it."""

    facts: bytes = b""
    sources: bytes = b""
    aside: bytes = b""
    added: int = 0
    # facts that were not in the ledger before
    kept: int = 0
    # facts that were
    gone: tuple[str, ...] = ()
    # ids of facts whose words no source has any more


def load(books: Books) -> tuple[revision.Before, tuple[Diagnostic, ...]]:
    """Read what stands there; with an error in it, nothing may be written over it."""
    found: list[Diagnostic] = []
    for file in (books.facts, books.sources, books.aside):
        if file.refused:
            found.append(Diagnostic("unreadable-file", f"the file {file.refused}", path=file.path))
    book, problems = ledger.load(books.facts.data, books.facts.path, "")
    left, more = setaside.load(books.aside.data, books.aside.path)
    _, listed = ledger.sources(books.sources.data, books.sources.path)
    found += [*problems, *more, *listed]
    data = {file.path: file.data for file in (books.facts, books.sources, books.aside)}
    return revision.Before(book.facts, left), toml.placed(found, data)


def wanted(before: revision.Before) -> Callable[[Unit], bool]:
    """Whether a person wants a sentence back that was set aside."""
    back: Mapping[str, frozenset[str]] = setaside.wanted(before.aside.sentences)
    return lambda unit: bool(back) and setaside.exact(unit.text) in back.get(unit.source, frozenset())


def write(
    proposal: Proposal, books: Books, before: revision.Before, lang: str, own: Own | None = None
) -> tuple[Written, tuple[Diagnostic, ...]]:
    """The ledger with what is new in a proposal, the list of sources, and what was set aside."""
    grounds = {each.id: anchor.prepare(each.source) for each in proposal.documents}
    plan = revision.compare(proposal, before, grounds)
    rows, found = facts.rows(plan.new, grounds, lang, own)
    more, unfit = facts.rows([each for each, _ in plan.grown], grounds, lang, own)
    grown = {row.draft.id: row.quotes for row in more}
    data = revision.marked(books.facts.data, before.facts, plan, grown)
    tagged = facts.tagged(rows, lang, before.facts)
    new = "\n".join(facts.written(row, lang, tagged=tagged) for row in rows)
    text = revision.appended(data, LEDGER_HEAD, new)
    sources = listing.write(proposal.documents, books.sources)
    written = Written(
        text,
        sources,
        setaside.write(plan.aside(row.draft for row in rows), books.facts.path.rpartition("/")[2]),
        len(rows),
        len(before.facts),
        tuple(before.facts[index].id for index in plan.gone),
    )
    problems = [*found, *unfit, *_gone(before, plan, books.facts.path)]
    wrong = _faults(text, sources, before, books)
    if wrong:
        return Written(), (*problems, *wrong)
    return written, toml.placed(problems, {books.facts.path: text, books.sources.path: sources})


def _gone(before: revision.Before, plan: revision.Plan, path: str) -> list[Diagnostic]:
    found = []
    for index in plan.gone:
        message = (
            f"the words of fact {before.facts[index].id!r} are no longer in the sources; it stays, marked"
        )
        keys = ("fact", index)
        found.append(Diagnostic("fact-gone", message, Severity.WARNING, path, keys=keys))
    for index, at in plan.stale:
        fact = before.facts[index]
        message = (
            f"a quote of fact {fact.id!r} is no longer in its source {fact.quotes[at].source!r}; it stays, "
            "correct it or take it out"
        )
        place = ("fact", index, "quote", at)
        found.append(Diagnostic("quote-gone", message, Severity.WARNING, path, keys=place))
    return found


def _faults(text: bytes, sources: bytes, before: revision.Before, books: Books) -> tuple[Diagnostic, ...]:
    """What is wrong with what would be written; then the files that are there stay as they are."""
    book, problems = ledger.load(text, books.facts.path, "")
    _, listed = ledger.sources(sources, books.sources.path)
    wrong = [item for item in (*problems, *listed) if item.is_error]
    kept = {fact.id: fact.statements for fact in book.facts}
    if not wrong and any(kept.get(fact.id) != fact.statements for fact in before.facts):
        message = (
            "the ledger cannot be added to as it is written; write each fact as a table of its own, [[fact]]"
        )
        wrong = [Diagnostic("cannot-add", message, path=books.facts.path)]
    return tuple(wrong)
