"""What it costs to do the work in another process: `python -m benchmarks.isolating WORKSPACE`, as JSON."""

import argparse
import gc
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import measure
from benchmarks.cases import Bench

TARGET = 5.0
# ms of a brief
FACTS = 54
RUNS = 40
BEGUN = """
import sys
from briefbook.isolation import worker
if sys.argv[1] == "in place":
    worker._inside[:] = [worker.usual()]
from briefbook.cli import main
sys.exit(main(sys.argv[2:]))
"""
# the command line, with a worker or as if it were one already


def isolating(bench: Bench) -> dict[str, Any]:
    """The cost of a worker, of a task for a warm one, and of a whole build with one and without."""
    root = bench.folder / "isolated"
    options = ["--facts", str(FACTS), "--briefs", "1"]
    measure.output([sys.executable, "-m", "benchmarks.generate", str(root), *options])
    bench.say("isolation")
    found: dict[str, Any] = json.loads(
        measure.output([sys.executable, "-m", "benchmarks.isolating", str(root)])
    )
    build = ["-q", "-C", str(root), "build", "--force"]
    ways = {name: [sys.executable, "-c", BEGUN, name, *build] for name in ("in place", "in a worker")}
    costs = measure.rounds(ways, 3 if bench.quick else 15)
    for name, each in costs.items():
        found[name] = {"cpu": median(cost.cpu for cost in each), "wall": median(cost.wall for cost in each)}
    pairs = zip(costs["in a worker"], costs["in place"], strict=True)
    found["build"] = 1000 * median(worker.wall - place.wall for worker, place in pairs)
    return found


def text(found: dict[str, Any]) -> str:
    """The figures in words."""
    place, worker = found["in place"], found["in a worker"]
    return (
        f"Isolation: a worker begun, used and ended {found['worker']:.1f} ms wall, {found['cpu']:.1f} ms CPU "
        f"(a bare fork {found['fork']:.1f}); a task of a warm one {found['task']:.2f} ms\n"
        f"  one brief built {1000 * worker['wall']:.0f} ms wall ({1000 * place['wall']:.0f} in place), "
        f"{1000 * worker['cpu']:.0f} ms CPU ({1000 * place['cpu']:.0f}); "
        f"pair by pair {found['build']:+.0f} ms\n"
    )


def verdicts(found: dict[str, Any]) -> dict[str, bool]:
    """Whether the aim is met."""
    return {f"isolation: at most {TARGET:g} ms a brief": found["worker"] <= TARGET}


def nothing(_: object) -> None:
    """Do nothing, there."""


def _fork() -> None:
    import os

    pid = os.fork()
    if not pid:
        os._exit(0)
    os.waitpid(pid, 0)


def _median(work: Callable[[], object]) -> tuple[float, float]:
    """The wall time and the CPU of some work, children's too, in ms."""
    walls, before = [], _cpu()
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        walls.append(time.perf_counter() - start)
    return 1000 * median(walls), 1000 * (_cpu() - before) / RUNS


def _cpu() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in both)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure in this process, which has loaded what a build loads before it begins a worker."""
    from briefbook import api, isolation

    parser = argparse.ArgumentParser(prog="python -m benchmarks.isolating", description=__doc__)
    parser.add_argument("workspace", type=Path)
    root = parser.parse_args(arguments).workspace
    gc.disable()
    assert api.check(root).briefs
    worker, cpu = _median(lambda: isolation.isolated(nothing, None, ""))
    found = {"fork": _median(_fork)[0], "worker": worker, "cpu": cpu}
    with isolation.manned() as workers:
        isolation.isolated(nothing, None, "", workers=workers)
        found["task"] = _median(lambda: isolation.isolated(nothing, None, "", workers=workers))[0]
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
