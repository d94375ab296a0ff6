"""Invented documents with their labels, written as people read them: a label, a bar, a sentence.

A `+` goes on with the paragraph. The first line may say how the document is laid out: `# lines` has no blank
lines, `# glued` no space between sentences, `# wrapped` wraps its lines.
"""

from __future__ import annotations

import hashlib
import json
import re
import textwrap
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

HOME = Path(__file__).parent
CASES = ("lake", "delta")
SECTIONS = {"B": "background", "P": "political", "E": "economy", "C": "community", "O": "outcomes"}
_LINE = re.compile(r"(\+?)(?:N:(\w+)|([BPECO]+))((?: [@!]\w+)*) \| (.+)")


@dataclass(frozen=True)
class Unit:
    """A sentence with what a reader says it is."""

    doc: str
    start: int
    end: int
    sections: tuple[str, ...]
    # () for noise
    noise: str = ""
    fact: str = ""
    # the fact that it tells, where several documents tell it
    clash: str = ""
    # the point on which documents differ

    @property
    def place(self) -> tuple[str, int, int]:
        """Document, start and end."""
        return self.doc, self.start, self.end


@dataclass
class Case:
    """The documents of one visit."""

    name: str
    texts: dict[str, str] = field(default_factory=dict)
    langs: dict[str, str] = field(default_factory=dict)
    units: list[Unit] = field(default_factory=list)
    kinds: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    # of a clash: kind, nature, why

    def same(self) -> set[frozenset[tuple[str, int, int]]]:
        """Pairs of places in two documents that tell one fact."""
        return {
            frozenset((one.place, other.place))
            for one, other in combinations(self.units, 2)
            if one.fact and one.fact == other.fact and one.doc != other.doc
        }

    def clashes(self) -> list[tuple[str, Unit, Unit]]:
        """Each point on which documents differ, with a place on either side."""
        found = []
        for key in self.kinds:
            one, *others = [unit for unit in self.units if unit.clash == key]
            words = self.texts[one.doc][one.start : one.end]
            far = next(each for each in others if self.texts[each.doc][each.start : each.end] != words)
            found.append((key, one, far))
        return found


def read(name: str) -> Case:
    """The documents and labels of a case."""
    case = Case(name)
    for path in sorted((HOME / name).glob("*.*.txt")):
        stem, lang = path.name.removesuffix(".txt").rsplit(".", 1)
        doc = f"{stem}.txt"
        _document(case, doc, path.read_text("utf-8"))
        case.langs[doc] = lang
    for line in (HOME / name / "conflicts.txt").read_text("utf-8").splitlines():
        key, kind, nature, why = (part.strip() for part in line.split("|"))
        case.kinds[key] = (kind, nature, why)
    return case


def lay(case: Case, folder: Path) -> Path:
    """The documents of a case as files."""
    folder.mkdir(parents=True)
    for doc, text in case.texts.items():
        (folder / doc).write_bytes(text.encode("utf-8"))
    return folder


def export(cases: list[Case], root: Path) -> None:
    """The cases in the layout of `../shared/devset`, for its own evaluator."""
    gold = root / "gold"
    (gold / "labels").mkdir(parents=True)
    index, clusters, conflicts = [], [], []
    for case in cases:
        lay(case, root / case.name)
        documents = [
            {"file": doc, "sha256": hashlib.sha256(text.encode()).hexdigest(), "langs": [case.langs[doc]]}
            for doc, text in case.texts.items()
        ]
        index.append({"case": case.name, "split": "open", "labelled": True, "documents": documents})
        rows = [json.dumps(_label(unit)) for unit in case.units]
        (gold / "labels" / f"{case.name}.jsonl").write_text("\n".join(rows) + "\n", "utf-8")
        for fact in sorted({unit.fact for unit in case.units} - {""}):
            members = [_place(unit) for unit in case.units if unit.fact == fact]
            clusters.append(
                {"id": f"{case.name}#{fact}", "strength": "full", "members": members, "case": case.name}
            )
        for key, one, far in case.clashes():
            kind, nature, why = case.kinds[key]
            row = {"id": f"{case.name}!{key}", "kind": kind, "nature": nature, "why": why, "case": case.name}
            conflicts.append(row | {"a": _place(one), "b": _place(far)})
    (gold / "cases.json").write_text(json.dumps(index), "utf-8")
    (gold / "CLUSTERS.json").write_text(json.dumps({"clusters": clusters, "near_misses": []}), "utf-8")
    (gold / "CONFLICTS.json").write_text(json.dumps({"conflicts": conflicts}), "utf-8")


def _document(case: Case, doc: str, marked: str) -> None:
    lines = marked.splitlines()
    gap = "\n" if lines[0] == "# lines" else "\n\n"
    blank = "" if lines[0] == "# glued" else " "
    text = ""
    for line in lines:
        if line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        assert found, f"{doc}: no label: {line}"
        joined, noise, codes, marks, words = found.groups()
        text += "" if not text else blank if joined else gap
        keys = {mark[0]: mark[1:] for mark in marks.split()}
        sections = tuple(SECTIONS[code] for code in codes or "")
        start = len(text)
        text += textwrap.fill(words, 64) if lines[0] == "# wrapped" else words
        case.units.append(
            Unit(doc, start, len(text), sections, noise or "", keys.get("@", ""), keys.get("!", ""))
        )
    case.texts[doc] = f"{text}\n"


def _label(unit: Unit) -> dict[str, object]:
    row: dict[str, object] = {"doc": unit.doc, "start": unit.start, "end": unit.end}
    if unit.noise:
        return row | {"kind": "noise", "noise_type": unit.noise}
    return row | {"kind": "fact", "sections": list(unit.sections)}


def _place(unit: Unit) -> dict[str, object]:
    return {"doc": unit.doc, "start": unit.start, "end": unit.end}
