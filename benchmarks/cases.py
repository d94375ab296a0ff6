"""What is measured: Briefbook and its peers on one text, growth, and the start of the command."""

import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import measure, peers
from benchmarks.measure import Cost

PAIR_TARGET = 1.1
# CPU of DOCX and PDF together, over pandoc and typst
MEMORY_TARGET = 250
# MB, peak, of the brief of 600 notes
LINEAR = 1.25
# cost of a note in a brief ten times as long; above it the growth is not called linear
SMALLEST = 6
# facts of the brief that costs the start and little else

LIBRARIES = (
    *("docx", "fontpkg", "jinja2", "lxml", "markdown_it", "mdit_py_plugins", "PIL", "pyphen", "rapidfuzz"),
    *("reportlab", "rich", "tree_sitter", "tree_sitter_toml", "uharfbuzz"),
)
PDF, DOCX, LATE = (
    ("reportlab", "uharfbuzz", "pyphen", "fontpkg"),
    ("docx",),
    ("rich", "tree_sitter", "rapidfuzz"),
)
UNWANTED: dict[str, tuple[str, ...]] = {
    "--help": (*LIBRARIES, "briefbook.api", "briefbook.pipeline", "briefbook.writers", "tomllib"),
    "build --to md": (*PDF, *DOCX, *LATE, "PIL"),
    "build --to docx": (*PDF, *LATE, "PIL"),
    "build --to pdf": (*DOCX, *LATE),
}
# what each command must not load, on a workspace with nothing to report


@dataclass(frozen=True, slots=True)
class Bench:
    """Where the benchmark works and how much of it is done."""

    folder: Path
    pairs: int
    facts: int
    sizes: tuple[int, ...]
    say: Callable[[str], None]
    quick: bool = False
    larger: tuple[int, ...] = ()
    # facts of the briefs that only the PDF and the DOCX are measured with

    def built(self, facts: int, to: str, output: str = "out") -> list[str]:
        """The command that builds the brief of a size."""
        root = self.folder / f"facts-{facts}"
        options = ["-C", str(root), "build", "--to", to, "-o", str(root / output)]
        return [sys.executable, "-m", "briefbook", "-q", *options, "--force"]

    def file(self, name: str) -> Path:
        """A file made of the brief that the peers get too."""
        return self.folder / f"facts-{self.facts}" / "out" / name


def prepare(bench: Bench) -> None:
    """Generate the workspaces and write the peers' sources."""
    for facts in {SMALLEST, bench.facts, *bench.sizes, *bench.larger}:
        bench.say(f"making a workspace of {facts:,} facts")
        root = str(bench.folder / f"facts-{facts}")
        measure.output([sys.executable, "-m", "benchmarks.generate", root, "--facts", str(facts)])
    measure.output(bench.built(bench.facts, "md"))
    measure.output([sys.executable, "-m", "benchmarks.peers", str(bench.file("visit.md"))])


def pairs(bench: Bench) -> dict[str, Any]:
    """Briefbook and its peers in turn on one text; costs, ratios and what stands in the outputs."""
    markdown = bench.file("visit.md")
    typst, lists = markdown.with_suffix(".typ"), markdown.with_suffix(peers.LISTS)
    commands: dict[str, Sequence[str]] = {
        "briefbook docx+pdf": bench.built(bench.facts, "docx,pdf"),
        "pandoc docx": peers.pandoc(markdown, bench.file("pandoc.docx")),
        "typst pdf": peers.compile_typst(typst, bench.file("typst.pdf")),
        "briefbook docx": bench.built(bench.facts, "docx", "alone"),
        "typst pdf, as lists": peers.compile_typst(lists, bench.file("typst-lists.pdf")),
        "briefbook pdf": bench.built(bench.facts, "pdf", "alone"),
    }
    bench.say(f"{bench.pairs} pairs")
    costs = measure.rounds(commands, bench.pairs)
    compared = {
        "docx+pdf : pandoc + typst": ("briefbook docx+pdf", "pandoc docx", "typst pdf"),
        "docx : pandoc": ("briefbook docx", "pandoc docx"),
        "pdf : typst": ("briefbook pdf", "typst pdf"),
        "docx+pdf : pandoc + typst, as lists": ("briefbook docx+pdf", "pandoc docx", "typst pdf, as lists"),
    }
    return {
        "costs": {name: [asdict(cost) for cost in each] for name, each in costs.items()},
        "medians": {name: medians(each) for name, each in costs.items()},
        "ratios": {name: ratio(costs, *names) for name, names in compared.items()},
        "outputs": _outputs(bench),
    }


def growth(bench: Bench) -> list[dict[str, Any]]:
    """The CPU of a note in briefs of growing length, the cost of the start taken off."""
    found: list[dict[str, Any]] = []
    commands = {str(facts): bench.built(facts, "docx,pdf") for facts in (SMALLEST, *bench.sizes)}
    small = {name: command for name, command in commands.items() if int(name) < 1_000}
    bench.say("growth")
    costs = measure.rounds(small, bench.pairs)
    costs |= {name: [measure.run(commands[name])] for name in commands if name not in small}
    least = measure.cpu(costs[str(SMALLEST)])
    start = 0
    for name, command in commands.items():
        notes = _notes(command)
        row: dict[str, Any] = {
            "facts": int(name),
            "notes": notes,
            **medians(costs[name]),
            "runs": len(costs[name]),
        }
        if not found:
            start = notes
        else:
            row["ms_a_note"] = 1000 * (row["cpu"] - least) / (notes - start)
            before = found[-1].get("ms_a_note")
            row["ratio"] = row["ms_a_note"] / before if before else None
        found.append(row)
    return found


def start(bench: Bench) -> dict[str, Any]:
    """What `briefbook --help` costs beside an empty Python, and what commands load that they must not."""
    bench.say("start-up")
    plain, shown = [sys.executable, "-c", "pass"], [sys.executable, "-m", "briefbook", "--help"]
    costs = measure.rounds({"python": plain, "help": shown}, 2 * bench.pairs + 1)
    commands = {"--help": shown}
    commands |= {f"build --to {to}": bench.built(SMALLEST, to, "alone") for to in ("md", "docx", "pdf")}
    loaded = {name: _loaded(command) for name, command in commands.items()}
    return {
        "python": medians(costs["python"]),
        "help": medians(costs["help"]),
        "ratio": ratio(costs, "help", "python"),
        "modules": {name: len(modules) for name, modules in loaded.items()},
        "unwanted": {
            name: [module for module in UNWANTED[name] if module in modules]
            for name, modules in loaded.items()
        },
    }


def medians(costs: Sequence[Cost]) -> dict[str, float]:
    """The medians of some runs, and the highest of their peaks."""
    return {
        "cpu": measure.cpu(costs),
        "wall": median(cost.wall for cost in costs),
        "memory": max(cost.memory for cost in costs),
    }


def ratio(costs: dict[str, list[Cost]], ours: str, *theirs: str) -> dict[str, float]:
    """Our CPU over theirs together, pair by pair."""
    each = [
        mine.cpu / sum(other.cpu for other in others)
        for mine, *others in zip(costs[ours], *(costs[name] for name in theirs), strict=True)
    ]
    return {"median": median(each), "least": min(each), "most": max(each)}


def _outputs(bench: Bench) -> dict[str, dict[str, int]]:
    """Pages, notes and locators of every output, and what the text itself has."""
    names = ("visit.docx", "visit.pdf", "pandoc.docx", "typst.pdf", "typst-lists.pdf")
    files = [str(bench.file(name)) for name in names]
    counted = json.loads(measure.output([sys.executable, "-m", "benchmarks.count", *files]))
    text = bench.file("visit.md").read_text(encoding="utf-8")
    found = {
        name: each | {"bytes": bench.file(name).stat().st_size}
        for name, each in zip(names, counted, strict=True)
    }
    notes = len(re.findall(r"^\[\^\d+\]: ", text, re.MULTILINE))
    words = len(re.findall(r"para\. \d+:", text))
    return {"text": {"notes": notes, "locators": words, "bytes": len(text.encode())}, **found}


def _notes(command: Sequence[str]) -> int:
    """The notes that a build says it printed."""
    plain = [part for part in command if part != "-q"]
    return int(json.loads(measure.output([*plain, "--to", "md", "--json"]))["briefs"][0]["notes"])


def _loaded(command: Sequence[str]) -> set[str]:
    """The modules that a command loads, and the packages they are in."""
    printed = measure.output([command[0], "-X", "importtime", *command[1:]], errors=True)
    modules = {
        line.rpartition("|")[2].strip() for line in printed.splitlines() if line.startswith("import time:")
    }
    return modules | {module.partition(".")[0] for module in modules}
