"""What pandoc reads in a file: words, notes, ids."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import pypandoc

_BLOCK = {"Para", "Plain", "Header", "LineBlock"}


@dataclass
class Reading:
    words: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return squeeze("".join(self.words))


def read(data: bytes, form: str) -> Reading:
    """Read a file with pandoc; the words of a note are not among those of the text."""
    source = pypandoc.convert_text(data, "json", format=form)
    reading = Reading()
    _walk(json.loads(source)["blocks"], reading, reading.words)
    return reading


def squeeze(text: str) -> str:
    """Make every run of spaces one space, as readers of Markdown do."""
    return " ".join(text.split())


def _walk(node: object, reading: Reading, words: list[str]) -> None:
    if isinstance(node, list):
        for child in node:
            _walk(child, reading, words)
    elif isinstance(node, dict) and "t" in node:
        _element(node, reading, words)


def _element(node: dict[str, object], reading: Reading, words: list[str]) -> None:
    kind, content = str(node["t"]), node.get("c", [])
    reading.kinds.append(kind)
    if kind == "Str":
        words.append(str(content))
    elif kind in ("Space", "SoftBreak", "LineBreak"):
        words.append(" ")
    elif kind in ("Code", "Math", "RawInline", "RawBlock", "CodeBlock"):
        words.append(f"«{kind}»" if content != ["html", "<!-- -->"] else "")
    elif kind == "Quoted":
        words.append("«quoted»")
    elif kind == "Note":
        note: list[str] = []
        _walk(content, reading, note)
        reading.notes.append(squeeze("".join(note)))
    elif kind == "DefinitionList":
        for term, said in content if isinstance(content, list) else ():
            _walk(term, reading, words)
            words.append("\n")
            _walk(said, reading, words)
    else:
        _attributes(kind, content, reading)
        _walk(content, reading, words)
    if kind in _BLOCK:
        words.append("\n")


def _attributes(kind: str, content: object, reading: Reading) -> None:
    if kind in ("Link", "Image"):
        reading.links.append(content[2][0])
    for part in content if isinstance(content, list) else ():
        if (
            isinstance(part, list)
            and len(part) == 3
            and isinstance(part[0], str)
            and isinstance(part[2], list)
        ):
            reading.ids.extend(filter(None, [part[0]]))
            reading.languages.extend(value for key, value in part[2] if key == "lang")
