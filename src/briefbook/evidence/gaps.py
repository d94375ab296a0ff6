"""What a reader of the brief would miss: undated sources, old figures, thin support, facts left out."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date

from briefbook.model.brief import Brief, SectionSpec, Spec
from briefbook.model.date import PartialDate
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import Fact
from briefbook.model.source import Source

SHOWN = 12
# ids that one message lists


def of_sources(sources: Iterable[Source], path: str) -> tuple[Diagnostic, ...]:
    """What `sources.toml` does not say of a source and a reader would miss; notes, never errors."""
    found = []
    for source in sources:
        meta = source.meta
        absent = [name for name in ("title", "publisher", "date", "lang") if not getattr(meta, name)]
        if meta.kind == "note":
            absent = [name for name in absent if name == "lang"] + ([] if meta.digests else ["digests"])
        if absent:
            keys = ("source", meta.index) if meta.index is not None else ()
            message = f"source {meta.id!r} has no {', '.join(absent)}"
            found.append(Diagnostic("incomplete-source", message, Severity.NOTE, path, keys=keys))
    return tuple(found)


def of_brief(brief: Brief, facts: Sequence[Fact]) -> tuple[Diagnostic, ...]:
    """What a brief asks of its facts and does not get, and what it leaves out."""
    chosen = {fact.id: fact for section in brief.sections for fact in section.facts}
    found = [problem for fact in chosen.values() for problem in _of_fact(fact, brief.spec)]
    counts = {section.key: len(section.facts) for section in brief.sections}
    for wanted in brief.spec.sections:
        if 0 < counts.get(wanted.key, 0) < wanted.min_facts:
            found.append(_thin_section(wanted, counts[wanted.key], brief.spec))
    return (*found, *_unused(brief, facts, chosen))


def _of_fact(fact: Fact, spec: Spec) -> list[Diagnostic]:
    found = []
    if fact.voices < spec.min_sources:
        message = (
            f"fact {fact.id!r} has {fact.voices} known voice(s) ({fact.support}); the brief asks for "
            f"{spec.min_sources}: quote a further independent source, or say who tells it"
        )
        found.append(
            Diagnostic("thin-support", message, Severity.WARNING, fact.path, keys=("fact", fact.index))
        )
    today = spec.date or (spec.visit.start if spec.visit else None)
    if today and spec.stale_after and fact.as_of and (days := _days(fact.as_of, today)) > spec.stale_after:
        message = (
            f"fact {fact.id!r} is as of {fact.as_of}, {days} days before {today}; the brief allows "
            f"{spec.stale_after}: look for a newer figure"
        )
        keys = ("fact", fact.index, "as_of")
        found.append(Diagnostic("stale-fact", message, Severity.WARNING, fact.path, keys=keys))
    return found


def _days(earlier: PartialDate, later: PartialDate) -> int:
    """Days from the last day that one date may mean to the first that another may."""
    month = earlier.month or 12
    last = date(earlier.year, month, earlier.day or monthrange(earlier.year, month)[1])
    return (date(later.year, later.month or 1, later.day or 1) - last).days


def _thin_section(wanted: SectionSpec, count: int, spec: Spec) -> Diagnostic:
    index = next((i for i, each in enumerate(spec.sections) if each.key == wanted.key), 0)
    message = f"section {wanted.key!r} has {count} fact(s); the brief asks for {wanted.min_facts}"
    return Diagnostic("thin-section", message, Severity.WARNING, spec.path, keys=("sections", index))


def _unused(brief: Brief, facts: Sequence[Fact], chosen: Iterable[str]) -> list[Diagnostic]:
    """One note on the accepted facts of its collections that a brief does not print."""
    set_aside = {key for item in brief.resolutions for key in item.facts}
    left = sorted({fact.id for fact in facts if fact.status == "accepted"} - set(chosen) - set_aside)
    if not left:
        return []
    listed = ", ".join(left[:SHOWN]) + (", …" if len(left) > SHOWN else "")
    message = f"{len(left)} accepted fact(s) stand in no section of this brief: {listed}"
    return [Diagnostic("fact-not-used", message, Severity.NOTE, brief.spec.path)]
