"""How a proposal is shown: as JSON, or as tables for a person."""

import argparse
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from briefbook.cli import show
from briefbook.model.brief import SECTIONS
from briefbook.model.diagnostic import Severity
from briefbook.model.proposal import SUSPECT, Document, Draft, Proposal, Unit
from briefbook.text import characters

if TYPE_CHECKING:
    from briefbook.evidence.draftbook import Written
    from briefbook.pipeline.papers import Progress

MANY = 40
# documents that are listed one by one; of more, the sums alone
CONFLICTS = ("conflict-", "name-variant")


def table(proposal: Proposal) -> dict[str, Any]:
    """A proposal as plain values for JSON (DESIGN, `propose --json`)."""
    return {
        "sources": [_source(each) for each in proposal.documents],
        "facts": [_fact(draft) for draft in proposal.drafts],
        "set_aside": [_quote(unit) | {"reason": unit.reason} for unit in proposal.set_aside],
        "diagnostics": [show.diagnostic_table(item) for item in proposal.diagnostics],
    }


def summary(proposal: Proposal, options: argparse.Namespace) -> None:
    """Print what was found in each document, why sentences were set aside, and the facts of each section."""
    _documents(proposal)
    reasons = Counter(unit.reason for unit in proposal.set_aside)
    if reasons:
        print()
        show.table(
            [("set aside as", "sentences"), *((_cut(why), str(n)) for why, n in reasons.most_common())]
        )
    rows = [("section", "facts", "of several", "to review")]
    for key in (*SECTIONS, *sorted({each.section for each in proposal.drafts} - set(SECTIONS)), ""):
        drafts = [each for each in proposal.drafts if key in ("", each.section)]
        several = sum(len({unit.source for unit in each.units}) > 1 for each in drafts)
        review = sum(each.review for each in drafts)
        rows.append((key or "all", str(len(drafts)), str(several), str(review)))
    print()
    show.table(rows)
    _differing(proposal, options)
    if options.noise:
        print()
        for unit in proposal.set_aside:
            words = _cut(unit.text, 100)
            print(f"{unit.source}: {characters.printable(unit.reason)}: {words}")


def written(done: "Written | None", options: argparse.Namespace) -> None:
    """Print what was written, or how to have it written."""
    if done is None:
        where = next((each for each in options.paths if each.is_dir()), None)
        at = (where / "facts.toml") if where else "facts.toml"
        print(f"\nNothing was written. To write the draft ledger: add -o {characters.printable(str(at))}")
    elif not done.facts:
        print(f"\n{characters.printable(str(options.output))} was not written: see the errors above")
    else:
        gone = f", {len(done.gone)} marked as no longer in the sources" if done.gone else ""
        shown = characters.printable(str(options.output))
        print(f"\n{shown}: {done.added} draft fact(s) added, {done.kept} were there{gone}")


@contextmanager
def progress(options: argparse.Namespace) -> "Iterator[Progress | None]":
    """A progress bar on stderr while documents are read, on a terminal only."""
    if options.quiet or not show.is_terminal():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True, no_color=options.no_color or "NO_COLOR" in os.environ)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def advance(done: int, total: int, path: str) -> None:
            name = characters.printable(path.rpartition("/")[2])[:60].replace("[", "\\[")
            bar.update(task, completed=done, total=total, description=f"reading {name}")

        yield advance


def _differing(proposal: Proposal, options: argparse.Namespace) -> None:
    """Say in how many places documents differ, and how many of these stand above."""
    places = [item for item in proposal.diagnostics if item.code.startswith(CONFLICTS)]
    if not places:
        return
    shown = sum(options.verbose or item.severity is not Severity.NOTE for item in places)
    said = f"{len(places)} place(s) where the documents differ, or spell a name in several ways"
    if shown == len(places):
        print(f"\n{said}: see above")
    else:
        print(f"\n{said}: {shown} shown above; -v shows the other {len(places) - shown}")


def _documents(proposal: Proposal) -> None:
    kept: Counter[str] = Counter()
    suspect: Counter[str] = Counter()
    noise = Counter(unit.source for unit in proposal.set_aside)
    for unit in (unit for draft in proposal.drafts for unit in draft.units):
        (suspect if unit.state == SUSPECT else kept)[unit.source] += 1
    rows: list[tuple[str, ...]] = [("document", "language", "sentences kept", "suspect", "set aside")]
    for each in proposal.documents if len(proposal.documents) <= MANY else ():
        key = each.id
        name = characters.printable(each.source.meta.path.rpartition("/")[2])
        figures = (str(counts[key]) for counts in (kept, suspect, noise))
        rows.append((_cut(name), each.source.meta.lang, *figures))
    sums = (str(sum(counts.values())) for counts in (kept, suspect, noise))
    rows.append((f"all {len(proposal.documents)}", "", *sums))
    show.table(rows)


def _cut(text: str, most: int = 60) -> str:
    text = characters.printable(text)
    return text if len(text) <= most else text[: most - 1] + "…"


def _fact(draft: Draft) -> dict[str, Any]:
    return {
        "id": draft.id,
        "section": draft.section,
        "tags": list(draft.tags),
        "statement": draft.statement,
        "status": "draft",
        "confidence": draft.confidence,
        "quotes": [_quote(unit) for unit in draft.units],
        "review": draft.review,
        "reason": draft.reason,
        "similar": list(draft.similar),
        "dates": list(draft.dates),
        "entities": list(draft.entities),
        "quantities": [
            {"of": each.of, "value": float(each.value), "unit": each.unit, "when": each.when}
            for each in draft.quantities
        ],
    }


def _source(document: Document) -> dict[str, Any]:
    meta = document.source.meta
    return {
        "id": meta.id,
        "path": meta.path,
        "lang": meta.lang,
        "publisher": meta.publisher,
        "title": meta.title,
        "date": str(meta.date or ""),
        "author": meta.author,
        "url": meta.url,
        "sha256": document.source.sha256,
    }


def _quote(unit: Unit) -> dict[str, Any]:
    return {"source": unit.source, "exact": unit.text, "start": unit.start, "end": unit.end}
