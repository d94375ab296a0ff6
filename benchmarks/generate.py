"""Whole workspaces of any size, invented and always the same: `python -m benchmarks.generate FOLDER`."""

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from benchmarks import prose

SHARES = {"background": 0.15, "political": 0.25, "economy": 0.3, "community": 0.12, "outcomes": 0.18}
FACTS_A_SOURCE = 30
SECOND_VOICE = 0.08
# share of the facts that a second source tells too
MUST = 0.06
STAGES = ("signed", "agreed", "invited", "proposed", "requested", "", "")
# of outcomes; without a stage an outcome is a point and no row of a table
POINTS = 8
# of the trade series, at most
FIRST_DAY = date(2023, 9, 4)
PUBLISHERS = {"en": "{town} Courier", "fr": "Gazette de {town}", "vi": "Báo {town}"}
TITLES = {
    "en": "The visit, day {day}: what was said in {town}",
    "fr": "La visite, jour {day} : ce qui s'est dit à {town}",
    "vi": "Chuyến thăm, ngày {day}: những phát biểu tại {town}",
}


@dataclass(slots=True)
class Paper:
    """A source in the making."""

    id: str
    lang: str
    title: str
    publisher: str
    day: date
    sentences: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Row:
    """A fact of the ledger, with the papers that tell it."""

    id: str
    section: str
    saying: prose.Saying
    papers: tuple[Paper, ...]
    priority: str
    stage: str = ""
    trade: tuple[int, int] | None = None
    # year and tenths of a million dollars, of a point of the trade series


def workspace(folder: Path, facts: int, briefs: int = 1, seed: int = 1) -> None:
    """Write a workspace whose briefs print `facts` notes each, and five more at a glance."""
    for number in range(1, briefs + 1):
        name = f"visit-{number:03d}" if briefs > 1 else "visit"
        for path, text in _files(name, facts, random.Random(f"{seed}/{number}/{facts}")):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")


def _files(name: str, facts: int, rng: random.Random) -> Iterator[tuple[str, str]]:
    """The files of one brief and its collection, by path."""
    papers = [_paper(name, number, rng) for number in range(max(3, round(facts / FACTS_A_SOURCE)))]
    rows = _rows(name, facts, papers, rng)
    for paper in papers:
        yield f"seeds/{name}/{paper.id}.txt", _text(paper, rng)
    yield f"seeds/{name}/sources.toml", "\n".join(_source(paper) for paper in papers)
    yield f"seeds/{name}/facts.toml", "\n".join(_fact(row) for row in rows)
    yield f"briefs/{name}.toml", _brief(name)


def _paper(name: str, number: int, rng: random.Random) -> Paper:
    lang = prose.LANGUAGES[number % 3]
    day = FIRST_DAY + timedelta(days=number)
    title = TITLES[lang].format(day=number + 1, town=prose.town(rng))
    return Paper(
        f"{name}-{lang}-{number:04d}", lang, title, PUBLISHERS[lang].format(town=prose.town(rng)), day
    )


def _rows(name: str, facts: int, papers: Sequence[Paper], rng: random.Random) -> list[Row]:
    """Facts spread over the five sections and the papers; no two papers' sentences are the same."""
    rows: list[Row] = []
    used: set[str] = set()
    for section, count in _counts(facts).items():
        points = min(POINTS, count // 3) if section == "economy" else 0
        for place in range(count):
            tenths = rng.randrange(100, 900)
            trade = (2023 - place, tenths) if place < points else None
            saying = prose.trade(*trade) if trade else prose.saying(section, rng)
            while not trade and used.intersection(saying.quotes.values()):
                saying = prose.saying(section, rng)
            used.update(saying.quotes.values())
            told = rng.sample(papers, 2 if rng.random() < SECOND_VOICE else 1)
            for paper in told:
                paper.sentences.append(f"{saying.quotes[paper.lang]}.")
            priority = (
                "must" if rng.random() < MUST or not place else rng.choice(("should", "should", "could"))
            )
            stage = rng.choice(STAGES) if section == "outcomes" else ""
            id_ = f"{name}-{section}-{place + 1:04d}"
            rows.append(Row(id_, section, saying, tuple(told), priority, stage, trade))
    return rows


def _counts(facts: int) -> dict[str, int]:
    """Facts of each section: its share, one at least, and what is left over to the first ones."""
    counts = {section: max(1, int(facts * share)) for section, share in SHARES.items()}
    for section in SHARES:
        counts[section] += sum(counts.values()) < facts
    return counts


def _text(paper: Paper, rng: random.Random) -> str:
    """A paper's text: paragraphs of two to four sentences, of which the last is never quoted."""
    paragraphs = [f"{paper.publisher}, {paper.day.isoformat()}"]
    rest = paper.sentences
    while rest:
        size = rng.randrange(1, 4)
        paragraphs.append(" ".join((*rest[:size], prose.padding(paper.lang, rng))))
        rest = rest[size:]
    return "\n\n".join(paragraphs) + "\n"


def _source(paper: Paper) -> str:
    return f"""\
[[source]]
id = {_quoted(paper.id)}
path = {_quoted(f"{paper.id}.txt")}
title = {_quoted(paper.title)}
publisher = {_quoted(paper.publisher)}
date = {paper.day.isoformat()}
lang = {_quoted(paper.lang)}
url = "https://example.org/{paper.id}"
kind = "press"
"""


def _fact(row: Row) -> str:
    tags = [tag for tag in ("trade" if row.trade else "", row.stage) if tag]
    lines = [
        "[[fact]]",
        f"id = {_quoted(row.id)}",
        f"section = {_quoted(row.section)}",
        f"tags = {json.dumps(tags)}",
        f"statement = {_quoted(row.saying.statement)}",
        'status = "accepted"',
        f"priority = {_quoted(row.priority)}",
    ]
    for paper in row.papers:
        exact = row.saying.quotes[paper.lang]
        lines += ["[[fact.quote]]", f"source = {_quoted(paper.id)}", f"exact = {_quoted(exact)}"]
    if row.trade:
        year, tenths = row.trade
        lines += ["[[fact.quantity]]", 'of = "two-way trade"', f"value = {tenths}00_000"]
        lines += ['unit = "USD"', f'when = "{year}"']
    return "\n".join(lines) + "\n"


def _brief(name: str) -> str:
    return f"""\
title = "Official visit of the President of {prose.VISITOR} to {prose.HOST}"
lang = "en"
collections = [{_quoted(name)}]
sections = {json.dumps(list(SHARES))}
formats = ["docx", "pdf"]
theme = "default"
date = 2024-05-20

[visit]
visitor = "{prose.VISITOR}"
host = "{prose.HOST}"
level = "official"
from = 2024-05-14
to = 2024-05-15
"""


def _quoted(text: str) -> str:
    """A TOML basic string."""
    return json.dumps(text, ensure_ascii=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a workspace as the command line asks."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder to make the workspace in")
    parser.add_argument("--facts", type=int, default=600, help="facts, and so notes, a brief (default: 600)")
    parser.add_argument("--briefs", type=int, default=1, help="briefs, each with its collection (default: 1)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other words (default: 1)")
    options = parser.parse_args(arguments)
    workspace(options.folder, options.facts, options.briefs, options.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
