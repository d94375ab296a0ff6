"""What `briefbook check` costs: 1,000 facts against 50 long sources, its growth, and quotes in one huge text.

By itself: `python -m benchmarks.checking`.
"""

import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks import generate, measure, prose
from benchmarks.report_tables import table

FACTS = (1_000, 4_000, 20_000)
SOURCES, SIZE = 50, 20_000
# of the first size: how many sources, and the bytes of each
TARGET = 2.0
# seconds of CPU for the first size
LINEAR = 1.35
# cost of a fact among many more, over one of the first size; above it the growth is not called linear
HUGE, QUOTES, HUGE_TARGET = 5_000_000, 100, 1.0
# letters of one text, quotes found in it, and the seconds of CPU


def checking(folder: Path, say: Callable[[str], None], *, quick: bool = False) -> dict[str, Any]:
    """Check workspaces of growing size; bind quotes in one text of 5 MB."""
    rows = []
    for facts in FACTS[:1] if quick else FACTS:
        root = folder / f"check-{facts}"
        say(f"checking {facts:,} facts")
        _workspace(root, facts)
        command = [sys.executable, "-m", "briefbook", "-q", "-C", str(root), "check"]
        costs = [measure.run(command) for _ in range(3 if facts == FACTS[0] else 1)]
        rows.append({"facts": facts, "cpu": measure.cpu(costs), "memory": max(cost.memory for cost in costs)})
    start = measure.run([sys.executable, "-m", "briefbook", "--help"]).cpu
    return {"growth": rows, "start": start, "huge": float(measure.output(_huge(folder)))}


def text(found: dict[str, Any]) -> Iterator[str]:
    """The table of it."""
    yield f"Check: facts against sources of {SIZE:,} bytes, one for each {FACTS[0] // SOURCES} facts\n"
    rows = [
        (
            f"{row['facts']:,}",
            f"{row['cpu']:.2f}",
            f"{1000 * row['cpu'] / row['facts']:.2f}",
            f"{row['memory']:.0f}",
        )
        for row in found["growth"]
    ]
    yield from table(("facts", "CPU s", "ms a fact", "peak MB"), rows)
    yield f"  {QUOTES} quotes in one text of {HUGE:,} letters: {found['huge']:.2f} s of CPU\n"


def verdicts(found: dict[str, Any]) -> dict[str, bool]:
    """Which targets are met."""
    first, last = found["growth"][0], found["growth"][-1]
    judged = {
        f"check: {FACTS[0]:,} facts in about {TARGET:g} s of CPU ({first['cpu']:.2f})": first["cpu"]
        <= TARGET * 1.1,
        f"check: {QUOTES} quotes in 5 MB in about {HUGE_TARGET:g} s ({found['huge']:.2f})": found["huge"]
        <= HUGE_TARGET * 1.1,
    }
    if last is not first:
        cost = [(row["cpu"] - found["start"]) / row["facts"] for row in (first, last)]
        judged[f"check: linear to {last['facts']:,} facts ({cost[1] / cost[0]:.2f})"] = (
            cost[1] <= LINEAR * cost[0]
        )
    return judged


def _workspace(root: Path, facts: int) -> None:
    """A workspace with as many sources as facts ask for, each filled up with words that no fact quotes."""
    generate.FACTS_A_SOURCE = FACTS[0] // SOURCES
    generate.workspace(root, facts)
    rng = random.Random(facts)
    for path in sorted(root.glob("seeds/*/*.txt")):
        lang = path.stem.split("-")[1]
        held = path.read_text(encoding="utf-8")
        parts = [held.rstrip()]
        size = len(held.encode())
        while size < SIZE:
            section = rng.choice(list(generate.SHARES))
            said = f"{prose.saying(section, rng).quotes[lang]}. {prose.padding(lang, rng)}"
            parts.append(said)
            size += len(said.encode()) + 2
        path.write_text("\n\n".join(parts) + "\n", encoding="utf-8", newline="\n")


def _huge(folder: Path) -> list[str]:
    """A command that binds quotes in one huge text and prints the CPU seconds of that alone."""
    script = folder / "huge.py"
    script.write_text(
        f"""\
import random, time
from benchmarks import prose
from briefbook.evidence import anchor
from briefbook.model.fact import Fact, Quote
from briefbook.model.source import Metadata, Source
rng = random.Random(7)
parts, size = [], 0
while size < {HUGE}:
    parts.append(f"{{len(parts)}} " + prose.saying("economy", rng).quotes["fr"] + ".")
    size += len(parts[-1]) + 2
source = Source(Metadata("a", "a.txt", lang="fr"), "0" * 64, "\\n\\n".join(parts))
quotes = [Quote("a", parts[len(parts) * n // {QUOTES}]) for n in range({QUOTES})]
facts = [Fact(f"f{{n}}", "economy", {{"": "S"}}, (quote,)) for n, quote in enumerate(quotes)]
start = time.process_time()
bound, problems = anchor.bind(facts, [source])
print(time.process_time() - start)
assert len(bound) == {QUOTES} and not problems, problems[:2]
""",
        encoding="utf-8",
    )
    return [sys.executable, "-c", f'import sys; sys.path.insert(0, "."); exec(open({str(script)!r}).read())']


def main() -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="briefbook-bench-") as scratch:
        found = checking(Path(scratch), lambda what: print(f"… {what}", file=sys.stderr))
    print("\n".join(text(found)))
    for target, met in verdicts(found).items():
        print(f"{'met   ' if met else 'MISSED'}  {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
