"""The tables of the batch export."""

from collections.abc import Iterator
from typing import Any

from benchmarks import batch
from benchmarks.report_tables import table

Table = dict[str, Any]


def text(found: Table) -> Iterator[str]:
    """The figures of the batch export."""
    made = found["made"]
    yield f"Batch: briefs of {made['pages']:.1f} pages and {made['notes']:.0f} notes, DOCX and PDF\n"
    seconds = found["seconds"]
    rows = [(name, f"{1000 * each:.0f}", f"{1 / each:.1f}") for name, each in seconds.items()]
    yield from table(("CPU of one brief", "ms", "a second and core"), rows)
    yield f"  {found['ratio']:.2f} times the throughput of pandoc and typst"
    office = f"{found['office']:.1f} times" if "office" in found else "not measured: soffice was not found;"
    yield f"  {office} that of pandoc and LibreOffice\n"
    workers, many = found["workers"], found["many"]
    rows = [(jobs, f"{workers['walls'][jobs]:.1f}", f"{workers['rate'][jobs]:.1f}") for jobs in ("1", "2")]
    yield from table((f"workers, {found['briefs']} briefs", "wall s", "briefs a second"), rows)
    yield f"  {workers['ratio']:.2f} times faster with two, on {workers['processors']} processors\n"
    yield f"{many['briefs']:,} briefs with two workers: {many['wall']:.0f} s"
    peaks = f"parent {many['parent']:.0f} MB, worker {many['worker']:.0f} (half-way {many['half']:.0f})"
    yield f"  peaks: {peaks}"
    unchanged = found["unchanged"]
    yield f"a second run with nothing changed: {unchanged['wall']:.1f} s, {unchanged['memory']:.0f} MB\n"


def verdicts(found: Table) -> dict[str, bool]:
    """Which targets of the batch are met."""
    many = found["many"]
    wanted = {
        f"batch: at least {batch.PEERS_TARGET} times pandoc and typst a core": found["ratio"]
        >= batch.PEERS_TARGET,
        f"batch: two workers at least {batch.WORKERS_TARGET} times faster": (
            found["workers"]["ratio"] >= batch.WORKERS_TARGET
        ),
        f"batch: parent under {batch.PARENT_TARGET} MB": many["parent"] < batch.PARENT_TARGET,
        f"batch: worker under {batch.WORKER_TARGET} MB": many["worker"] < batch.WORKER_TARGET,
        f"batch: unchanged second run in about {batch.UNCHANGED_TARGET} s": (
            found["unchanged"]["wall"] <= 1.2 * batch.UNCHANGED_TARGET
        ),
    }
    if "office" in found:
        target = f"batch: at least {batch.OFFICE_TARGET:g} times pandoc and LibreOffice a core"
        wanted[target] = found["office"] >= batch.OFFICE_TARGET
    return wanted
