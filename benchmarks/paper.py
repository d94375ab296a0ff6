"""What the PDF costs: beside WeasyPrint, typst and LibreOffice, and in documents of up to 1,000 pages."""

import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import cases, measure, peers, weasy
from benchmarks.cases import SMALLEST, Bench

WEASY_TARGET = 12
# times less CPU than WeasyPrint
TYPST_TARGET = 1.1
# CPU over typst's
THOUSAND = 14_200
# facts of the brief that has 1,000 pages
PAGES = 1_000
MEMORY_TARGET = 400
# MB, peak, of that brief


def paper(bench: Bench) -> dict[str, Any]:
    """The PDF beside its peers, and its growth."""
    return {**_beside(bench), "growth": _growth(bench)}


def _beside(bench: Bench) -> dict[str, Any]:
    measure.output(bench.built(bench.facts, "html"))
    adapted, folder = bench.file("weasyprint.html"), bench.file("")
    measure.output([sys.executable, "-m", "benchmarks.weasy", str(bench.file("visit.html")), str(adapted)])
    files = {"briefbook": bench.file("../alone/visit.pdf"), "typst": bench.file("typst.pdf")}
    commands: dict[str, Sequence[str]] = {
        "briefbook": bench.built(bench.facts, "pdf", "alone"),
        "typst": peers.compile_typst(bench.file("visit.typ"), files["typst"]),
    }
    reasons = {"WeasyPrint": weasy.missing()}
    if not reasons["WeasyPrint"]:
        files["WeasyPrint"] = bench.file("weasyprint.pdf")
        commands["WeasyPrint"] = weasy.command(adapted, files["WeasyPrint"])
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office:
        files["LibreOffice"] = folder / "office" / "visit.pdf"
        commands["LibreOffice"] = _convert(office, bench.file("visit.docx"), folder / "office")
    else:
        reasons["LibreOffice"] = "soffice was not found"
    bench.say("PDF beside its peers")
    # whoever is there takes a turn in every round, so that the pairs stay pairs
    costs = measure.rounds(commands, 1 if bench.quick else bench.pairs, warm=not bench.quick)
    return {
        "medians": {name: cases.medians(each) for name, each in costs.items()},
        "ratios": {name: cases.ratio(costs, "briefbook", name) for name in costs if name != "briefbook"},
        "times_less": {name: cases.ratio(costs, name, "briefbook") for name in costs if name == "WeasyPrint"},
        "outputs": _counted(files),
        "runs": len(costs["briefbook"]),
        "missing": {name: reason for name, reason in reasons.items() if reason},
    }


def _convert(office: str, source: Path, folder: Path) -> list[str]:
    profile = (folder / "profile").as_uri()
    options = ["--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    return [office, f"-env:UserInstallation={profile}", *options, str(source)]


def _counted(files: dict[str, Path]) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.count", *(str(path) for path in files.values())]
    return dict(zip(files, json.loads(measure.output(command)), strict=True))


def _growth(bench: Bench) -> list[dict[str, Any]]:
    """The CPU of a page in briefs of growing length, the cost of the start taken off."""
    bench.say("growth of the PDF")
    sizes = (SMALLEST, *bench.sizes) if bench.quick else (*bench.sizes, THOUSAND)
    found: list[dict[str, Any]] = []
    first: dict[str, Any] = {}
    for facts in sizes:
        row: dict[str, Any] = {"facts": facts}
        found.append(row)
        runs = bench.pairs if facts < 1_000 else 1
        try:
            costs = measure.rounds({"": bench.built(facts, "pdf", "alone")}, runs, warm=runs > 1)[""]
        except measure.Failed as failure:
            row["failed"] = str(failure).partition(" …: ")[2]
            continue
        made = bench.folder / f"facts-{facts}" / "alone" / "visit.pdf"
        pages = int(measure.output([sys.executable, "-m", "benchmarks.count", "--pages", str(made)]))
        row |= {"pages": pages, "runs": runs, **cases.medians(costs)}
        if first:
            row["ms_a_page"] = 1000 * (row["cpu"] - first["cpu"]) / (pages - first["pages"])
            above = found[-2].get("ms_a_page")
            row["ratio"] = row["ms_a_page"] / above if above else None
        else:
            first = row
    return found
