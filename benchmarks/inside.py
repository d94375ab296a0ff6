"""What the DOCX writer costs in a warm process: `python -m benchmarks.inside WHAT OF`, as JSON."""

import argparse
import gc
import json
import re
import time
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import count, measure, peers
from briefbook import pipeline, resources, workspace
from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.writers import docx, theme, tree


def spent(work: Callable[[], object]) -> float:
    """The CPU of some work in this process, user and system, in seconds."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def composed(root: Path) -> tuple[d.Document, Theme]:
    """The document of the one brief of a workspace, made once."""
    opened = workspace.open_(root)
    (brief,) = opened.briefs
    made = pipeline.compose(workspace.load(opened, brief, pipeline.sections(opened.briefs.values())))
    if made.document is None:
        raise ValueError(f"{root.name} does not compose: {made.outcome.diagnostics[:1]}")
    return made.document, made.theme


def compare(root: Path, markdown: Path, pairs: int) -> dict[str, Any]:
    """Our writer and docxtpl in this process and pandoc as a whole one, in turn, one round uncounted."""
    from benchmarks import mailmerge

    document, looks = composed(root)
    template, context = mailmerge.template(), mailmerge.context(document)
    target = markdown.with_name("pandoc-inside.docx")
    ways: dict[str, Callable[[], float]] = {
        "briefbook": lambda: spent(lambda: docx.write(document, looks)),
        "pandoc": lambda: measure.run(peers.pandoc(markdown, target)).cpu,
        "docxtpl": lambda: spent(lambda: mailmerge.write(template, context)),
    }
    found: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(pairs + 1):
        for name, way in ways.items():
            cost = way()
            if number:
                found[name].append(cost)
    written = BytesIO(docx.write(document, looks)), target, BytesIO(mailmerge.write(template, context))
    quotes = [_quotes(file) for file in written]
    notes = len(tree.numbers(document))
    return {"costs": found, "notes": notes, "quotes": dict(zip(ways, quotes, strict=True))}


def _quotes(file: BytesIO | Path) -> int:
    """The locators in the words of a Word document, wherever they stand."""
    with zipfile.ZipFile(file) as package:
        names = [name for name in ("word/document.xml", "word/footnotes.xml") if name in package.namelist()]
        words = "".join(re.sub(r"<[^>]+>", "", package.read(name).decode()) for name in names)
    return len(count.LOCATOR.findall(words))


def notes(root: Path, runs: int) -> dict[str, Any]:
    """The cost of the document of a workspace."""
    document, looks = composed(root)
    return {"notes": len(tree.numbers(document)), **_warm(document, looks, runs)}


def table(rows: int, runs: int) -> dict[str, Any]:
    """The cost of a document that is one table, made in memory."""
    looks, _ = theme.load("default", {}, resources.templates())
    cells = (
        tuple(
            (d.Text(words),)
            for words in (f"Agreement {number}", f"{number:,}", f"{number % 97}.5", "signed in the port")
        )
        for number in range(1, rows + 1)
    )
    head = tuple((d.Text(words),) for words in ("Matter", "Amount", "Share", "Stage"))
    block = d.Table(head, tuple(cells), ("", "right", "right", ""), (d.Text("Outcomes"),))
    title = d.Heading(1, (d.Text("A table"),), "a-table")
    return {"rows": rows, **_warm(d.Document("A table", "en", (title, block)), looks, runs)}


def _warm(document: d.Document, looks: Theme, runs: int) -> dict[str, Any]:
    docx.write(document, looks)
    costs = [spent(lambda: docx.write(document, looks)) for _ in range(runs)]
    return {"cpu": median(costs), "runs": runs}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what the command line asks for and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.inside", description=__doc__)
    parser.add_argument("what", choices=("compare", "notes", "table"))
    parser.add_argument("of", help="a workspace, or rows")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--markdown", type=Path, help="the same brief for pandoc")
    options = parser.parse_args(arguments)
    if options.what == "compare":
        found = compare(Path(options.of), options.markdown, options.runs)
    elif options.what == "notes":
        found = notes(Path(options.of), options.runs)
    else:
        found = table(int(options.of), options.runs)
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
