"""The tables of a benchmark, with a plain word where a target is missed."""

from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks import isolating, report_batch, report_writers
from benchmarks.cases import LINEAR, MEMORY_TARGET, PAIR_TARGET
from benchmarks.report_tables import table

Table = dict[str, Any]


def text(found: Table) -> str:
    """All tables, in the order of the promises."""
    parts: list[str] = []
    if "pairs" in found:
        parts += [*_pairs(found["pairs"]), *_memory(found), *_growth(found["growth"])]
        parts += [*_start(found["start"]), *report_writers.text(found)]
    if "isolation" in found:
        parts.append(isolating.text(found["isolation"]))
    return "\n".join((*parts, *(report_batch.text(found["batch"]) if "batch" in found else ())))


def verdicts(found: Table) -> dict[str, bool]:
    """Which targets are met."""
    alone = isolating.verdicts(found["isolation"]) if "isolation" in found else {}
    if "pairs" not in found:
        return alone | (report_batch.verdicts(found["batch"]) if "batch" in found else {})
    ratios = [row["ratio"] for row in found["growth"] if row.get("ratio")]
    outputs = found["pairs"]["outputs"].values()
    memory = found["pairs"]["medians"]["briefbook docx+pdf"]["memory"]
    return {
        "every output has every note": len({(each["notes"], each["locators"]) for each in outputs}) == 1,
        f"CPU at most {PAIR_TARGET} times the peers'": _headline(found["pairs"])["median"] <= PAIR_TARGET,
        f"peak memory under {MEMORY_TARGET} MB": memory < MEMORY_TARGET,
        f"linear: a note costs at most {LINEAR} times as much in a brief ten times as long": (
            bool(ratios) and max(ratios) <= LINEAR
        ),
        "nothing unwanted is loaded": not any(found["start"]["unwanted"].values()),
        **report_writers.verdicts(found),
        **report_batch.verdicts(found["batch"]),
        **alone,
    }


def _headline(pairs: Table) -> Table:
    ratio: Table = pairs["ratios"]["docx+pdf : pandoc + typst"]
    return ratio


def _pairs(pairs: Table) -> Iterator[str]:
    runs = len(pairs["costs"]["briefbook docx+pdf"])
    notes = pairs["outputs"]["text"]["notes"]
    yield f"1. A brief of {notes} notes, whole processes, medians of {runs} runs in turn\n"
    rows = [
        (name, f"{each['cpu']:.3f}", f"{each['wall']:.3f}", f"{each['memory']:.0f}")
        for name, each in pairs["medians"].items()
    ]
    yield from table(("", "CPU s", "wall s", "peak MB"), rows)
    ratios = [
        (name, f"{each['median']:.2f}", f"{each['least']:.2f}–{each['most']:.2f}")
        for name, each in pairs["ratios"].items()
    ]
    yield from table(("ratio of CPU, pair by pair", "median", "range"), ratios)
    yield ("typst gets points as paragraphs with a bullet, which cost it less than list items ('as lists')\n")
    rows = [
        (name, *(f"{each[key]:,}" if key in each else "" for key in ("pages", "notes", "locators", "bytes")))
        for name, each in pairs["outputs"].items()
    ]
    yield from table(("counted in", "pages", "notes", "quotes", "bytes"), rows)


def _memory(found: Table) -> Iterator[str]:
    yield "2. Peak memory, MB, docx+pdf in one process\n"
    rows = [(f"{row['notes']:,} notes", f"{row['memory']:.0f}") for row in found["growth"]]
    yield from table(("", "peak MB"), rows)
    floor = found["start"]["python"]["memory"]
    yield f"  (less than {floor:.0f} cannot be seen: a process begins with the peak of its parent)\n"


def _growth(rows: Sequence[Table]) -> Iterator[str]:
    yield f"3. Growth, docx+pdf; the start ({rows[0]['notes']} notes) is taken off\n"
    cells = []
    for row in rows:
        per_note = f"{row['ms_a_note']:.2f}" if "ms_a_note" in row else ""
        ratio = f"{row['ratio']:.2f}" if row.get("ratio") else ""
        cells.append((f"{row['notes']:,}", f"{row['cpu']:.2f}", str(row["runs"]), per_note, ratio))
    yield from table(("notes", "CPU s", "runs", "ms a note", "to the row above"), cells)


def _start(start: Table) -> Iterator[str]:
    yield "4. Start-up\n"
    rows = [
        (name, f"{1000 * start[key]['cpu']:.0f}", f"{start[key]['memory']:.0f}")
        for name, key in (("python -c pass", "python"), ("briefbook --help", "help"))
    ]
    yield from table(("", "CPU ms", "peak MB"), rows)
    ratio = start["ratio"]
    yield f"  ratio {ratio['median']:.2f} ({ratio['least']:.2f}–{ratio['most']:.2f})\n"
    rows = [
        (name, str(count), ", ".join(start["unwanted"][name]) or "none")
        for name, count in start["modules"].items()
    ]
    yield from table(("", "modules", "loaded and must not be"), rows)
