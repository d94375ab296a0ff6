"""A ledger whose last run was ended in the middle of writing: what it left is completed or taken away."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from briefbook import workspace
from briefbook.evidence import draftbook
from briefbook.evidence.draftbook import setaside
from briefbook.model.document import Rendering
from briefbook.workspace.disk import Left


def completed(into: Path) -> draftbook.Books:
    """What stands in the folder of a ledger, and nothing half-written beside it; for who holds the folder."""
    name = "set-aside.toml" if into.name == "facts.toml" else f"{into.stem}-set-aside.toml"
    paths = (into, into.with_name("sources.toml"), into.with_name(name))
    books = draftbook.Books(*map(workspace.optional, paths))
    if not _is_sound(books):
        return books
    left = workspace.left(into.parent, [path.name for path in paths])
    data = books.aside.data
    for each in _late(left, into.name, name):
        half = workspace.given(into.parent / each.name)
        data = setaside.joined(data, half.data, into.name)
    if data != books.aside.data:
        books = replace(books, aside=replace(books.aside, data=data))
        if workspace.save(into.parent, [Rendering(name, "", data)]):
            # the disk takes nothing now, and the marks must not be lost
            return books
    workspace.clear(into.parent, left)
    return books


def _late(left: Sequence[Left], facts: str, aside: str) -> list[Left]:
    """The lists of what was drafted whose facts are in the ledger already.

    All files of a run are written before the first is put in its place, and the ledger goes before the
    list. So a list without its ledger was left by a run that was ended between the two.
    """
    half = {(each.of, each.run) for each in left if each.kind == "part"}
    return [
        each for each in left if (each.of, each.kind) == (aside, "part") and (facts, each.run) not in half
    ]


def _is_sound(books: draftbook.Books) -> bool:
    """Whether the list can be read; the marks beside one that cannot wait until a person has mended it."""
    _, problems = setaside.load(books.aside.data, books.aside.path)
    return not books.aside.refused and not any(item.is_error for item in problems)
