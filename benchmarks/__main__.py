"""Measure Briefbook beside its peers and print what comes out: `python -m benchmarks`.

A benchmark is no test: the exit status is 0 whatever it finds. Costs mean something only as ratios.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import batch, binder, cases, checking, isolating, measure, paper, proposing, report, word

SIZES = (60, 600, 6_000)
# facts of the briefs that show the growth


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark as the command line asks."""
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="briefbook-bench-") as scratch:
        folder = (options.keep or Path(scratch)).resolve()
        pairs = options.pairs or (2 if options.quick else 5)
        sizes = SIZES[:2] if options.quick else SIZES
        larger = () if options.quick else (word.MOST, paper.THOUSAND)
        bench = cases.Bench(folder, pairs, options.facts, sizes, _say, options.quick, larger)
        try:
            found: dict[str, Any] = {}
            if options.only == "propose":
                return _proposing(folder, quick=options.quick)
            books: Any = None
            if options.only != "check":
                found["isolation"] = isolating.isolating(bench)
            if options.only not in ("batch", "check", "isolation"):
                cases.prepare(bench)
                found |= {"pairs": cases.pairs(bench), "growth": cases.growth(bench)}
                found |= {"start": cases.start(bench), "pdf": paper.paper(bench), "docx": word.word(bench)}
                _say("bound books")
                books = binder.bind(folder, binder.BRIEFS[:1] if options.quick else binder.BRIEFS)
            if options.only not in ("check", "isolation"):
                found["batch"] = batch.batch(bench)
            if not options.only:
                found["propose"] = proposing.proposing(folder, _say, quick=options.quick)
            if options.only not in ("batch", "isolation"):
                found["check"] = checking.checking(folder, _say, quick=options.quick)
        except measure.Failed as failure:
            print(f"the benchmark stopped: {failure}", file=sys.stderr)
            return 0
    verdicts = {**report.verdicts(found), **(binder.verdicts(books) if books else {})}
    if "propose" in found:
        verdicts |= proposing.verdicts(found["propose"])
    if options.json:
        print(json.dumps({**found, "bind": books, "verdicts": verdicts}, indent=1))
        return 0
    print(report.text(found))
    if books:
        print(binder.text(books))
    if "propose" in found:
        print("\n".join(proposing.text(found["propose"])))
    for target, met in verdicts.items():
        print(f"{'met   ' if met else 'MISSED'}  {target}")
    return 0


def _proposing(folder: Path, *, quick: bool) -> int:
    found = proposing.proposing(folder, _say, quick=quick)
    print("\n".join(proposing.text(found)))
    for target, met in proposing.verdicts(found).items():
        print(f"{'met   ' if met else 'MISSED'}  {target}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two pairs, one of PDFs, nothing of 6,000 notes")
    parser.add_argument("--pairs", type=int, help="pairs to measure (default: 5)")
    parser.add_argument("--facts", type=int, default=600, help="facts of the compared brief (default: 600)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="work in this folder and leave it there")
    parser.add_argument("--only", choices=("batch", "check", "isolation", "propose"), help="one part alone")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    return parser


def _say(what: str) -> None:
    if sys.stderr.isatty():
        print(f"… {what}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
