"""`set-aside.toml`: the sentences that were left out, the way back for each, and what was drafted before."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from briefbook import limits
from briefbook.evidence.draftbook import values
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.proposal import Unit
from briefbook.text import characters, fold, shape, toml
from briefbook.text.shape import Key

HEAD = """\
# Sentences that `briefbook propose` left out of {ledger}, each with the reason.
# To bring one back, write keep = true in its table and run propose again.
# Anything else in this file is written anew at each run.
"""
FOOT = """
# What was drafted so far, so that a fact you deleted does not come back. Leave it as it is.
[drafted]
"""
DELETED = "you deleted it from the ledger"
SENTENCE_KEYS = {
    "source": Key(required=True),
    "exact": Key("quote", required=True),
    "reason": Key(),
    "keep": Key("flag"),
    "fact": Key(),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that was left out."""

    source: str
    exact: str
    reason: str
    keep: bool = False
    # whether a person wants it back
    fact: str = ""
    # the fact that it became when it was brought back


@dataclass(frozen=True, slots=True)
class Aside:
    """What `set-aside.toml` holds."""

    sentences: tuple[Sentence, ...] = ()
    drafted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # by the id of each fact that was ever drafted: a mark for each of its sentences


def load(data: bytes, path: str) -> tuple[Aside, tuple[Diagnostic, ...]]:
    """Read the file as the last run, and then a person, left it."""
    table, problems = toml.read(data, path)
    if problems:
        return Aside(), problems
    known = {"sentence": Key("tables"), "drafted": Key("table")}
    found = shape.check(table, known, path, (), path.rpartition("/")[2])
    sentences = []
    for index, row in enumerate(shape.tables(table.get("sentence"))):
        wrong = shape.check(row, SENTENCE_KEYS, path, ("sentence", index), f"sentence {index + 1}")
        found += wrong
        if not any(item.is_error for item in wrong):
            sentences.append(_sentence(row))
    drafted = table.get("drafted")
    rows = drafted.items() if isinstance(drafted, dict) else ()
    marks = {key: tuple(map(str, each)) for key, each in rows if isinstance(each, list)}
    return Aside(tuple(sentences), marks), tuple(found)


def write(aside: Aside, ledger: str) -> bytes:
    """The file, sentences in their order, marks by id."""
    text = HEAD.format(ledger=ledger)
    for each in aside.sentences:
        text += "\n[[sentence]]\n" + values.line("source", each.source) + values.line("exact", each.exact)
        text += values.line("reason", each.reason)
        text += values.line("keep", True) if each.keep else ""
        text += values.line("fact", each.fact) if each.fact else ""
    text += FOOT + "".join(values.line(key, marks) for key, marks in sorted(aside.drafted.items()))
    return text.encode("utf-8")


def joined(data: bytes, half: bytes, ledger: str) -> bytes:
    """The file with the marks of a newer one that a run had yet to put in its place when it was ended."""
    there, wrong = load(data, "")
    newer, unfit = load(half, "")
    if any(item.is_error for item in (*wrong, *unfit)):
        return data
    drafted = dict(there.drafted)
    for key, marks in newer.drafted.items():
        known = drafted.get(key, ())
        drafted[key] = (*known, *(each for each in marks if each not in known))
    return data if drafted == there.drafted else write(Aside(there.sentences, drafted), ledger)


def mark(unit: Unit) -> str:
    """A short mark for the words of a sentence in its source."""
    words = f"{unit.source}\0{fold.plain(unit.text)}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(words).hexdigest()[:12]


def of(units: Iterable[Unit], reason: str = "") -> list[Sentence]:
    """Units as sentences of the file."""
    return [Sentence(unit.source, exact(unit.text), reason or unit.reason) for unit in units]


def exact(text: str) -> str:
    """Words as the file holds them: what no TOML text of ours may hold is taken out."""
    return characters.printable(fold.unwrapped(text)).strip()[: limits.of("text_letters")]


def wanted(sentences: Sequence[Sentence]) -> Mapping[str, frozenset[str]]:
    """The words by source that a person wants back."""
    found: dict[str, set[str]] = {}
    for each in sentences:
        if each.keep:
            found.setdefault(each.source, set()).add(each.exact)
    return {source: frozenset(texts) for source, texts in found.items()}


def _sentence(row: Mapping[str, Any]) -> Sentence:
    return Sentence(
        row["source"], row["exact"], row.get("reason", ""), row.get("keep", False), row.get("fact", "")
    )
