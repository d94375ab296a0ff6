"""A brief for WeasyPrint, its notes as CSS footnotes: `python -m benchmarks.weasy BRIEF.html TARGET.html`."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import measure

_NOTE = re.compile(r'<li id="note-(\d+)">(.*) <a role="doc-backlink"[^\n]*</li>')
_ENDNOTES = re.compile(r'<section role="doc-endnotes".*?</section>\n', re.DOTALL)
_MARK = re.compile(r'<sup><a role="doc-noteref" id="noteref-(\d+)"[^>]*>\d+</a></sup>')
_STYLE = (
    ".note { float: footnote; font-size: 8.5pt; line-height: 10.8pt; text-align: left }\n"
    ".note::footnote-call { font-size: 70% }\n"
)
# as small as our own notes are


def missing() -> str:
    """Why WeasyPrint cannot be run here, or nothing when it can."""
    try:
        measure.output([sys.executable, "-c", "import weasyprint"])
    except measure.Failed as failure:
        lines = [line for line in str(failure).splitlines() if "Error" in line]
        return lines[-1].strip() if lines else str(failure)
    return ""


def command(source: Path, target: Path) -> list[str]:
    """The command that makes a tagged PDF of HTML."""
    return [sys.executable, "-m", "weasyprint", "--pdf-variant", "pdf/ua-1", "-q", str(source), str(target)]


def adapted(page: str) -> str:
    """The page of our HTML writer, each note at its mark and out of the list at the end."""
    notes = dict(_NOTE.findall(page))
    rest = _ENDNOTES.sub("", page)
    placed, marks = _MARK.subn(
        lambda mark: f'<span class="note" id="note-{mark[1]}">{notes[mark[1]]}</span>', rest
    )
    if not marks or marks != len(notes):
        raise ValueError(f"{marks} marks for {len(notes)} notes")
    return placed.replace("</style>", f"{_STYLE}</style>", 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the adapted page."""
    source, target = (Path(name) for name in (sys.argv[1:] if arguments is None else arguments))
    target.write_text(adapted(source.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
