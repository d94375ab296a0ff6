"""What of a page is not the report: menus, captions, credits, teasers; each with its reason."""

from collections.abc import Sequence
from dataclasses import replace

from briefbook.model.proposal import NOISE, Document, Unit
from briefbook.text.languages import Own


def judge(documents: Sequence[Document], units: Sequence[Unit], own: Own | None = None) -> tuple[Unit, ...]:
    """Say of every unit whether it is kept, suspect or noise, and why."""
    return tuple(_judged(unit) for unit in units)


def _judged(unit: Unit) -> Unit:
    if unit.kind == "matter":
        return replace(unit, state=NOISE, reason="front matter")
    if len(unit.text.split()) < 5:
        return replace(unit, state=NOISE, reason="too short to say anything")
    return unit
