"""Which briefs are meant: by ids, files and patterns, or by a manifest."""

from collections.abc import Sequence
from pathlib import Path

from briefbook.batch import editions as table
from briefbook.batch.opening import Opening
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.edition import Edition
from briefbook.model.inputs import File
from briefbook.model.report import BriefReport
from briefbook.text import shape
from briefbook.workspace import Place


def editions(
    opened: Opening, asked: Sequence[str], manifest: File | None, *, draft: bool
) -> tuple[tuple[Edition, ...], list[BriefReport], tuple[Diagnostic, ...]]:
    """What is to be built, the reports on briefs that cannot be, and what is wrong with the question.

    With a draft names may be of documents too.
    """
    if manifest is not None:
        wanted, problems = opened.manifest
        return wanted, [], problems
    at = opened.workspace
    named_, problems = briefs(at.root, asked, tuple(at.briefs), "brief and no document" if draft else "brief")
    wanted, refused = table.plain(named_)
    return wanted, [BriefReport(each.brief, (why,), name=each.name) for each, why in refused], problems


def briefs(
    root: Place, asked: Sequence[str], known: Sequence[str], what: str = "brief"
) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """The ids of the briefs meant by ids, files or patterns; all of them when none is named."""
    meant: dict[str, None] = {}
    problems = []
    for brief in asked:
        one = named(root, brief, known)
        found = table.matching(one, known)
        meant.update(dict.fromkeys(found))
        if not found:
            message = f"no {what} {shape.shown(one)}{_hint(one, known)}"
            problems.append(Diagnostic("unknown-brief", message))
    if not asked and not known:
        return (), (Diagnostic("unknown-brief", "this workspace has no brief: write briefs/<id>.toml"),)
    return tuple(meant) or tuple(known), tuple(problems)


def named(root: Place, brief: str, known: Sequence[str]) -> str:
    """The id of a brief given by its id or by its file, wherever the caller stands."""
    if brief in known:
        return brief
    if isinstance(root, str):
        return brief.removeprefix("briefs/").removesuffix(".toml")
    path = Path(brief)
    there = [root / path, path] if path.suffix == ".toml" else []
    home = (root / "briefs").resolve()
    found = next((each for each in there if each.resolve().parent == home), None)
    return found.stem if found else brief.removesuffix(".toml") if path.name == brief else brief


def _hint(brief: str, known: Sequence[str]) -> str:
    if not known:
        return "; this workspace has no brief yet: write briefs/<id>.toml"
    return shape.nearest(brief, known) or f"; there are {', '.join(known[:10])}"
