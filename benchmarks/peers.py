"""The text of a built brief for its peers: `python -m benchmarks.peers BRIEF.md` writes BRIEF.typ."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pypandoc

from benchmarks import typst_source

LISTS = ".lists.typ"
# the ending of the source whose points are list items; ".typ" has them as paragraphs
COMPILE = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], ignore_system_fonts=True)"
# what typst does as a whole process, with the fonts it brings; a search for others would only cost it time


def pandoc(markdown: Path, target: Path) -> list[str]:
    """The command that makes a document of pandoc's Markdown."""
    return [pypandoc.get_pandoc_path(), "--from", "markdown", str(markdown), "--output", str(target)]


def compile_typst(source: Path, target: Path) -> list[str]:
    """The command that makes a PDF of Typst source."""
    return [sys.executable, "-c", COMPILE, str(source), str(target)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write both Typst sources of a brief from its Markdown."""
    (name,) = sys.argv[1:] if arguments is None else arguments
    markdown = Path(name)
    command = [pypandoc.get_pandoc_path(), "--from", "markdown", "--to", "json", str(markdown)]
    tree = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    for suffix, lists in ((".typ", False), (LISTS, True)):
        text = typst_source.source(tree, lists=lists)
        markdown.with_suffix(suffix).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
