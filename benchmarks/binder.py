"""What a bound book costs, as PDF and as Word file, and whether it grows in a line."""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import measure
from benchmarks.report_tables import table

NOTES = 60
# facts of each brief
BRIEFS = (20, 200)
SECONDS = 60.0
# wall time of the larger book, on one core
MEMORY = 600
# MB, peak, of the larger book
LINEAR = 1.25
# cost of a page in the book ten times as long


def bind(folder: Path, sizes: tuple[int, ...] = BRIEFS) -> list[dict[str, Any]]:
    """The cost of books of growing length."""
    root = folder / "binder"
    generate = [sys.executable, "-m", "benchmarks.generate", str(root), "--facts", str(NOTES)]
    measure.output([*generate, "--briefs", str(max(sizes))])
    found: list[dict[str, Any]] = []
    for form in ("pdf", "docx"):
        for briefs in sizes:
            book = folder / f"book-{briefs}.{form}"
            names = [f"visit-{number:03d}" for number in range(1, briefs + 1)]
            command = [sys.executable, "-m", "briefbook", "-C", str(root), "-q", "bind", *names]
            cost = measure.run([*command, "-o", str(book)])
            row = {"form": form, "briefs": briefs, "cpu": cost.cpu, "wall": cost.wall, "memory": cost.memory}
            row["bytes"] = book.stat().st_size
            if form == "pdf":
                count = [sys.executable, "-m", "benchmarks.count", "--pages", str(book)]
                row["pages"] = int(measure.output(count))
            found.append(row)
    return found


def text(rows: list[dict[str, Any]]) -> str:
    """The costs as a table."""
    return "\n".join(_lines(rows))


def verdicts(rows: list[dict[str, Any]]) -> dict[str, bool]:
    """Which targets are met."""
    found = {}
    for form in ("pdf", "docx"):
        own = [row for row in rows if row["form"] == form]
        small, large = own[0], own[-1]
        name = f"a book of {large['briefs']} briefs as {form}"
        found[f"{name} in at most {SECONDS:.0f} s"] = large["wall"] <= SECONDS
        found[f"{name} in less than {MEMORY} MB"] = large["memory"] < MEMORY
        if large is not small:
            growth = (large["cpu"] / large["briefs"]) / (small["cpu"] / small["briefs"])
            found[f"{name} costs a brief at most {LINEAR} times that of {small['briefs']}"] = growth <= LINEAR
    return found


def _lines(rows: list[dict[str, Any]]) -> Iterator[str]:
    yield f"Bound books of briefs with {NOTES} notes each, one process, one run each\n"
    cells = [
        (
            f"{row['briefs']} briefs, {row['form']}",
            f"{row['pages']:,}" if "pages" in row else "",
            f"{row['cpu']:.1f}",
            f"{row['wall']:.1f}",
            f"{row['memory']:.0f}",
            f"{row['bytes']:,}",
        )
        for row in rows
    ]
    yield from table(("", "pages", "CPU s", "wall s", "peak MB", "bytes"), cells)


def main() -> int:
    """Measure books alone: `python -m benchmarks.binder`."""
    with tempfile.TemporaryDirectory(prefix="briefbook-bind-") as scratch:
        rows = bind(Path(scratch))
    print(text(rows))
    print(json.dumps(verdicts(rows), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
