"""What the DOCX writer costs, warm: beside pandoc and docxtpl, by the note and by the row of a table."""

import json
import sys
from statistics import median
from typing import Any

from benchmarks import measure
from benchmarks.cases import Bench

PANDOC_TARGET = 0.5
# CPU over pandoc's
ROW_TARGET = 1.5
# cost of a row in the long table over one in the short
ROWS = (1, 500, 2_000)
# of the tables; the first is taken off as the cost of everything else
MOST = 10_000
# facts of the largest brief


def word(bench: Bench) -> dict[str, Any]:
    """All that is measured of the writer."""
    bench.say("the DOCX writer beside its peers")
    root, markdown = str(bench.folder / f"facts-{bench.facts}"), str(bench.file("visit.md"))
    compared = _inside("compare", root, bench.pairs, "--markdown", markdown)
    costs = compared["costs"]
    compared["medians"] = {name: median(each) for name, each in costs.items()}
    compared["ratios"] = {name: _ratio(costs["briefbook"], costs[name]) for name in ("pandoc", "docxtpl")}
    bench.say("growth of the DOCX")
    # the least has a chart too, so that what is taken off is all that is not notes
    sizes = (*bench.sizes, *([] if bench.quick else [MOST]))
    grown = [_inside("notes", str(bench.folder / f"facts-{facts}"), bench.pairs) for facts in sizes]
    tables = [_inside("table", str(rows), bench.pairs) for rows in ROWS]
    return {"compared": compared, "growth": _each(grown, "notes"), "table": _each(tables, "rows")}


def _inside(what: str, of: str, runs: int, *more: str) -> dict[str, Any]:
    """What a process of its own finds."""
    command = [sys.executable, "-m", "benchmarks.inside", what, of, "--runs", str(runs), *more]
    found: dict[str, Any] = json.loads(measure.output(command))
    return found


def _ratio(ours: list[float], theirs: list[float]) -> dict[str, float]:
    each = [mine / other for mine, other in zip(ours, theirs, strict=True)]
    return {"median": median(each), "least": min(each), "most": max(each)}


def _each(rows: list[dict[str, Any]], unit: str) -> list[dict[str, Any]]:
    """Rows with the cost of one more of a unit, what the first row costs taken off."""
    first, above = rows[0], 0.0
    for row in rows[1:]:
        row["ms_each"] = 1000 * (row["cpu"] - first["cpu"]) / (row[unit] - first[unit])
        row["ratio"] = row["ms_each"] / above if above else None
        above = row["ms_each"]
    return rows
