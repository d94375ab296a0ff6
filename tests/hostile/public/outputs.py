"""What lies in an output folder, or in its way."""

import os
from collections.abc import Iterator
from pathlib import Path

from public.case import Case, folder, giant, gone, link, pipe
from public.places import NOBODY, ODD, put_a_file


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _outputs()
    yield from _in_the_way()
    yield from _noted()
    yield from _elsewhere()


VICTIM = {"victim.txt": "This file is nobody's business.\n"}


OUTPUTS_FORCED = ("build", "--force", "--to", "docx,pdf,html,md")
OUTPUTS_FILE = "out/lake-visit.md"
OUTPUTS_PART = "out/.lake-visit.md.1.part"
OUTPUTS_PATH = '{"outputs": {"../../victim.txt": {"brief": "lake-visit", "size": 1, "sha256": "x"}}}'


def _outputs() -> Iterator[Case]:
    yield Case(
        "a link in place of an output",
        {**VICTIM, OUTPUTS_FILE: link("../victim.txt")},
        command=OUTPUTS_FORCED,
    )
    yield Case(
        "a link to nowhere in place of an output", {OUTPUTS_FILE: link("../new.txt")}, command=OUTPUTS_FORCED
    )
    yield Case(
        "a second name of another file in place of an output",
        {**VICTIM, OUTPUTS_FILE: _twin},
        command=OUTPUTS_FORCED,
    )
    yield Case("a pipe in place of an output", {OUTPUTS_FILE: pipe}, command=OUTPUTS_FORCED)
    yield Case(
        "a folder in place of an output",
        {OUTPUTS_FILE: folder},
        "cannot-write",
        place="",
        command=OUTPUTS_FORCED,
    )


def _in_the_way() -> Iterator[Case]:
    yield Case(
        "a link in place of what we note",
        {**VICTIM, "out/.briefbook": link("../seeds")},
        "cannot-write",
        place="",
        command=OUTPUTS_FORCED,
    )
    yield Case(
        "a file in place of what we note",
        {"out/.briefbook": put_a_file},
        "cannot-write",
        place="",
        command=OUTPUTS_FORCED,
    )
    yield Case(
        "a file in place of the output folder",
        {"out": put_a_file},
        "cannot-write",
        place="out",
        command=OUTPUTS_FORCED,
    )
    yield Case(
        "a pipe in place of the output folder",
        {"out": pipe},
        "cannot-write",
        place="out",
        command=OUTPUTS_FORCED,
    )
    yield Case(
        "an output folder that may not be written",
        {"out": _read_only},
        "cannot-write",
        place="out",
        command=OUTPUTS_FORCED,
        user=NOBODY,
    )


def _noted() -> Iterator[Case]:
    for what, make in {
        **ODD,
        "garbage": "\0\xff{[",
        "a bomb": '{"a":' * 100_000,
        "nothing": "",
        "a list": "[]",
        "numbers": '{"outputs": 7}',
        "a giant": giant(900 << 20),
    }.items():
        for name in ("lock", "manifest.json", "journal"):
            yield Case(
                f"{what} in place of {name}",
                {**VICTIM, f"out/.briefbook/{name}": make},
                "*",
                place="",
                command=OUTPUTS_FORCED,
                memory=500 << 20,
            )
    yield Case(
        "a link that is called as if half-written",
        {**VICTIM, OUTPUTS_PART: link("../victim.txt")},
        command=OUTPUTS_FORCED,
    )
    yield Case(
        "a link in place of the bound book",
        {**VICTIM, "book.pdf": link("victim.txt")},
        command=("bind", "-o", "book.pdf"),
    )
    yield Case(
        "a folder in place of the bound book",
        {"book.docx": folder},
        "cannot-write",
        place="",
        command=("bind", "-o", "book.docx"),
    )
    yield Case(
        "a link in place of the page of a check",
        {**VICTIM, "page.html": link("victim.txt")},
        command=("check", "--html", "page.html"),
    )


def _elsewhere() -> Iterator[Case]:
    yield Case(
        "a book that would be a brief's file",
        {},
        "same-name",
        place="",
        command=("bind", "-o", "out/lake-visit.pdf"),
    )
    yield Case("an output that is the workspace", {}, command=("build", "-o", "."))
    yield Case("an output that is the sources", {}, command=("build", "-o", "seeds/lake"))
    for name in ("manifest.json", "journal"):
        for what, text in {"garbage": "\0", "a bomb": "[" * 100_000, "a folder": folder}.items():
            yield Case(
                f"{what} in place of {name} when outputs are checked",
                {f"out/.briefbook/{name}": text},
                "*",
                place="",
                command=("check", "--outputs"),
            )
    yield Case(
        "a manifest that names a file elsewhere",
        {**VICTIM, "out/.briefbook/manifest.json": OUTPUTS_PATH},
        "*",
        place="",
        command=OUTPUTS_FORCED,
    )


def _twin(path: Path) -> None:
    gone(path)
    os.link(path.parent.parent / "victim.txt", path)


def _read_only(path: Path) -> None:
    for each in (path / ".briefbook", path):
        each.chmod(0o555)
