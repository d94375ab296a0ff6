"""Case files: examples as data, read for the tests that ask for a `case`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

CODE_POINT = re.compile("‹([0-9A-F]{2,6})›")
# how a case file writes a character that an editor would hide or change


@dataclass(frozen=True)
class Case:
    """One example of a case file."""

    name: str
    parts: Mapping[str, str]

    def __getitem__(self, part: str) -> str:
        return self.parts[part]

    def get(self, part: str, default: str = "") -> str:
        """A part that not every case has."""
        return self.parts.get(part, default)

    def lines(self, part: str) -> list[str]:
        """A part line by line, empty lines left out."""
        return [line for line in self.parts.get(part, "").split("\n") if line.strip()]


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a file: `== name`, then `-- part` and its lines; ‹00AD› is a character by its number."""
    text = path.read_text(encoding="utf-8")
    for chunk in re.split(r"^== ", text, flags=re.MULTILINE)[1:]:
        name, _, body = chunk.partition("\n")
        parts = {}
        for piece in re.split(r"^-- ", body, flags=re.MULTILINE)[1:]:
            part, _, content = piece.partition("\n")
            parts[part.strip()] = CODE_POINT.sub(lambda found: chr(int(found[1], 16)), content.rstrip("\n"))
        yield Case(name.strip(), parts)
