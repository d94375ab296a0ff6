"""What a whole process costs: CPU, wall time and peak memory, its children with it."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
# the checkout
KILOBYTE = 1 if sys.platform == "darwin" else 1024
# the unit in which getrusage(2) gives memory, in bytes


ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
# Python keeps what it has compiled, as it does of every installed package; a first run that does not count
# compiles what has changed


class Failed(Exception):
    """A command that was to be measured did not succeed."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run of a command cost."""

    cpu: float
    # seconds, user and system
    wall: float
    # seconds
    memory: float
    # peak, in MB (10^6 bytes)


def run(command: Sequence[str]) -> Cost:
    """Run a command from the checkout and measure it.

    The peak begins at the size of the process that starts it, so the benchmark itself must stay small: what
    loads much runs in a process of its own.
    """
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=errors
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip().splitlines()
            raise Failed(f"{' '.join(command[:6])} …: status {process.returncode}, {' / '.join(said[-3:])}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * KILOBYTE / 1e6)


def rounds(commands: Mapping[str, Sequence[str]], count: int, *, warm: bool = True) -> dict[str, list[Cost]]:
    """Measure commands in turn, A B A B, after one round that does not count (when `warm`)."""
    found: dict[str, list[Cost]] = {name: [] for name in commands}
    for number in range(count + warm):
        for name, command in commands.items():
            cost = run(command)
            if number or not warm:
                found[name].append(cost)
    return found


def output(command: Sequence[str], *, errors: bool = False) -> str:
    """What a command prints to stdout, or to stderr."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise Failed(f"{' '.join(command[:6])} …: status {done.returncode}, {done.stderr.strip()[-300:]}")
    return done.stderr if errors else done.stdout


def cpu(costs: Sequence[Cost]) -> float:
    """The median CPU of some runs, in seconds."""
    return median(cost.cpu for cost in costs)
