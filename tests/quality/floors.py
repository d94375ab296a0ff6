"""The floors that no measure may fall below, under a seal: they rise with `--accept`, fall by a flag."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

FILE = Path(__file__).with_name("floors.toml")
HEAD = """\
# What propose reaches on the invented documents beside this file; a test fails where a figure is lower.
# `pytest tests/quality --accept` raises floors to what is reached; `--lower-floors` is the only way down.
"""
STEP = 100
# floors are hundredths, cut and not rounded

Floors = dict[str, dict[str, float]]


def read() -> tuple[Floors, bool]:
    """The floors, and whether their seal is whole."""
    table = tomllib.loads(FILE.read_text("utf-8"))
    seal = table.pop("seal", "")
    return table, seal == _seal(table)


def write(floors: Floors) -> None:
    """Write floors under a new seal."""
    text = f'{HEAD}seal = "{_seal(floors)}"\n'
    for name, row in floors.items():
        text += f"\n[{name}]\n" + "".join(f"{key} = {value:.2f}\n" for key, value in row.items())
    FILE.write_text(text, "utf-8")


def reached(figures: Floors) -> Floors:
    """Figures as floors."""
    return {
        name: {key: int(value * STEP + 1e-9) / STEP for key, value in row.items()}
        for name, row in figures.items()
    }


def higher(one: Floors, other: Floors) -> Floors:
    """The higher of two floors for every measure."""
    return {
        name: {
            key: max(one.get(name, {}).get(key, 0.0), other.get(name, {}).get(key, 0.0))
            for key in {**one.get(name, {}), **other.get(name, {})}
        }
        for name in {**one, **other}
    }


def _seal(floors: Floors) -> str:
    rows = [
        f"{name}.{key}={value:.2f}"
        for name, row in sorted(floors.items())
        for key, value in sorted(row.items())
    ]
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]
