"""What `briefbook propose` costs: 1,000 articles of 5 KB, five of them from a cold start, and its growth.

By itself: `python -m benchmarks.proposing`.
"""

import random
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks import measure, prose
from benchmarks.report_tables import table

COUNTS = (5, 250, 1_000)
LETTERS = 5_000
# of one article
TARGETS = {5: 0.6, 1_000: 30.0}
# seconds of CPU
SECTIONS = ("background", "political", "economy", "community", "outcomes")
FURNITURE = ("Home", "Log in", "Read more", "Most read", "Share this article", "Photo: Lake Agency")


def proposing(folder: Path, say: Callable[[str], None], *, quick: bool = False) -> dict[str, Any]:
    """Propose from folders of growing size."""
    rows = []
    for count in COUNTS[:2] if quick else COUNTS:
        home = folder / f"articles-{count}"
        say(f"proposing from {count:,} articles")
        write(home, count)
        command = [sys.executable, "-m", "briefbook", "-q", "propose", str(home), "--json"]
        costs = [measure.run(command) for _ in range(3 if count == COUNTS[0] else 1)]
        rows.append(
            {"articles": count, "cpu": measure.cpu(costs), "memory": max(cost.memory for cost in costs)}
        )
    return {"growth": rows, "quality": quality()}


def text(found: dict[str, Any]) -> Iterator[str]:
    """The table of it."""
    yield f"Propose: articles of {LETTERS:,} letters, in English, French and Vietnamese\n"
    rows = [
        (
            f"{row['articles']:,}",
            f"{row['cpu']:.2f}",
            f"{1000 * row['cpu'] / row['articles']:.1f}",
            f"{row['memory']:.0f}",
        )
        for row in found["growth"]
    ]
    yield from table(("articles", "CPU s", "ms an article", "peak MB"), rows)
    yield "\n  What it reaches on invented documents, no figure lower (tests/quality/floors.toml):\n"
    for name, figures in found["quality"].items():
        yield f"  {name}: " + ", ".join(f"{key} {value:.2f}" for key, value in figures.items())


def quality() -> dict[str, dict[str, float]]:
    """The floors of quality, which the tests hold."""
    table_ = tomllib.loads((measure.ROOT / "tests" / "quality" / "floors.toml").read_text("utf-8"))
    return {name: row for name, row in table_.items() if isinstance(row, dict)}


def verdicts(found: dict[str, Any]) -> dict[str, bool]:
    """Which targets are met."""
    return {
        f"propose from {row['articles']:,} articles in {TARGETS[row['articles']]:g} s of CPU": row["cpu"]
        <= TARGETS[row["articles"]]
        for row in found["growth"]
        if row["articles"] in TARGETS
    }


def write(home: Path, count: int) -> None:
    """Lay invented articles into a folder, the same ones each time."""
    home.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        rng = random.Random(f"article {number}")
        lang = prose.LANGUAGES[number % len(prose.LANGUAGES)]
        (home / f"article-{number:05}.txt").write_text(article(rng, lang), "utf-8")


def article(rng: random.Random, lang: str) -> str:
    """One article in paragraphs of a few sentences, as long as reports have them, with a page's furniture."""
    parts = [FURNITURE[0], FURNITURE[1]]
    while sum(map(len, parts)) < LETTERS:
        sections = [rng.choice(SECTIONS) for _ in range(rng.randint(2, 4))]
        parts.append(" ".join(f"{_quote(each, rng, lang)}; {_quote(each, rng, lang)}." for each in sections))
    return "\n\n".join([*parts, *FURNITURE[2:]]) + "\n"


def _quote(section: str, rng: random.Random, lang: str) -> str:
    return prose.saying(section, rng).quotes[lang]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="briefbook-bench-") as scratch:
        outcome = proposing(Path(scratch), lambda _: None, quick="--quick" in sys.argv)
        print("\n".join(text(outcome)))
        for target, met in verdicts(outcome).items():
            print(f"{'met   ' if met else 'MISSED'}  {target}")
