"""What a batch costs: a core beside pandoc, typst and LibreOffice; workers, memory, a second run."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import measure, peers
from benchmarks.cases import Bench

FACTS = 50
# of one brief: 60 notes on 6 pages
WARMING = 20
# briefs of a batch that pay for its start
WARM = "briefbook, warm"
PEERS_TARGET, OFFICE_TARGET = 2.5, 10.0
# times the throughput of a core
WORKERS_TARGET = 1.7
# times faster with two workers than with one
PARENT_TARGET, WORKER_TARGET = 300, 350
# MB, peak
UNCHANGED_TARGET = 5
# seconds, of a second run over a thousand briefs


def batch(bench: Bench) -> dict[str, Any]:
    """Every figure of the batch export, each on the same invented briefs."""
    few, many = (12, 60) if bench.quick else (120, 1_000)
    small, large = _made(bench, few), _made(bench, many)
    bench.say("a core's throughput beside its peers")
    found = {"briefs": few, **_peers(bench, small, few)}
    bench.say("two workers and one")
    found["workers"] = _workers(small, few, 1 if bench.quick else 3)
    bench.say(f"{many:,} briefs")
    return {**found, "many": _memory(large, many), "unchanged": _unchanged(large)}


def _made(bench: Bench, briefs: int) -> Path:
    root = bench.folder / f"briefs-{briefs}"
    options = ["--facts", str(FACTS), "--briefs", str(briefs)]
    measure.output([sys.executable, "-m", "benchmarks.generate", str(root), *options])
    return root


def _command(root: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "briefbook", "-q", "-C", str(root), "build", *options]


def _peers(bench: Bench, root: Path, briefs: int) -> dict[str, Any]:
    """The CPU of a brief, DOCX and PDF: ours in one process, theirs a process a file."""
    sample = [f"visit-{number:03d}" for number in range(1, 4 if bench.quick else 7)]
    measure.output(_command(root, "--to", "md", "-o", str(root / "peers"), *sample))
    texts = [root / "peers" / f"{name}.md" for name in sample]
    for text in texts:
        measure.output([sys.executable, "-m", "benchmarks.peers", str(text)])
    office = shutil.which("soffice") or shutil.which("libreoffice")
    alone = _command(root, "--force", "-j", "1")
    first = [f"visit-{number:03d}" for number in range(1, min(WARMING, briefs // 2) + 1)]
    ways: dict[str, list[list[str]]] = {"briefbook": [alone], "its start": [[*alone, *first]]}
    ways["pandoc docx"] = [peers.pandoc(text, text.with_suffix(".docx")) for text in texts]
    ways["typst pdf"] = [
        peers.compile_typst(text.with_suffix(".typ"), text.with_suffix(".pdf")) for text in texts
    ]
    if office:
        ways["LibreOffice pdf"] = [_convert(office, text.with_suffix(".docx")) for text in texts[:3]]
    rounds = [_round(ways, briefs, len(first)) for _ in range(1 if bench.quick else 3)]
    seconds = {name: median(each[name] for each in rounds) for name in rounds[0]}
    found: dict[str, Any] = {"seconds": seconds, "made": _pages(root)}
    found["ratio"] = _times(rounds, "typst pdf")
    if office:
        found["office"] = _times(rounds, "LibreOffice pdf")
    return found


def _round(ways: dict[str, list[list[str]]], briefs: int, first: int) -> dict[str, float]:
    """The CPU of a brief each way; ours with the start of the batch shared out, and without it."""
    costs = {name: sum(measure.run(command).cpu for command in commands) for name, commands in ways.items()}
    ours, start = costs.pop("briefbook"), costs.pop("its start")
    mine = {WARM: (ours - start) / (briefs - first), f"briefbook, a batch of {briefs}": ours / briefs}
    return mine | {name: cost / len(ways[name]) for name, cost in costs.items()}


def _times(rounds: list[dict[str, float]], writer: str) -> float:
    """How many of our briefs a core makes in the time of one by pandoc and another program."""
    return median((each["pandoc docx"] + each[writer]) / each[WARM] for each in rounds)


def _convert(office: str, source: Path) -> list[str]:
    folder = source.parent / "office"
    options = ["--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    return [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", *options, str(source)]


def _pages(root: Path) -> dict[str, float]:
    """The pages and notes of a brief, on the mean."""
    briefs = json.loads(measure.output([*_command(root, "--json")]))["briefs"]
    pages = [each["pages"] for brief in briefs for each in brief["outputs"] if each["pages"]]
    return {"pages": sum(pages) / len(briefs), "notes": sum(brief["notes"] for brief in briefs) / len(briefs)}


def _workers(root: Path, briefs: int, rounds: int) -> dict[str, Any]:
    """The time on the wall with one worker and with two, in turn."""
    found: dict[str, list[float]] = {"1": [], "2": []}
    for _ in range(rounds):
        for jobs, each in found.items():
            each.append(measure.run(_command(root, "--force", "-j", jobs)).wall)
    walls = {jobs: median(each) for jobs, each in found.items()}
    rate = {jobs: briefs / wall for jobs, wall in walls.items()}
    ratios = [one / two for one, two in zip(found["1"], found["2"], strict=True)]
    return {"walls": walls, "rate": rate, "ratio": median(ratios), "processors": os.cpu_count()}


def _memory(root: Path, briefs: int) -> dict[str, Any]:
    """The peaks of the parent and of its workers in a large batch, and of the workers half-way."""
    start = time.perf_counter()
    process = subprocess.Popen(
        _command(root, "--force", "-j", "2"), cwd=measure.ROOT, env=measure.ENVIRONMENT
    )
    parent, worker = 0.0, 0.0
    along: list[float] = []
    while process.poll() is None:
        time.sleep(0.5)
        parent = max(parent, _peak(process.pid))
        worker = max([worker, *(_peak(each) for each in _children(process.pid))])
        along.append(worker)
    if process.returncode:
        raise measure.Failed(f"a batch of {briefs} briefs: status {process.returncode}")
    wall = time.perf_counter() - start
    half = along[len(along) // 2] if along else 0.0
    return {"briefs": briefs, "wall": wall, "parent": parent, "worker": worker, "half": half}


def _unchanged(root: Path) -> dict[str, Any]:
    costs = [measure.run(_command(root)) for _ in range(3)]
    return {"wall": median(cost.wall for cost in costs), "memory": max(cost.memory for cost in costs)}


def _peak(pid: int) -> float:
    """The peak memory of a process so far, in MB; 0 where the system does not say."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM:")), 0.0)


def _children(pid: int) -> Iterator[int]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if stat.read_text().rpartition(")")[2].split()[1] == str(pid):
                yield int(stat.parent.name)
        except OSError:
            continue
