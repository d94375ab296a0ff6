"""Plain text and Markdown: any line ends, nothing changed, front matter left where it stands."""

import re
from collections.abc import Mapping

from briefbook.model.diagnostic import Diagnostic
from briefbook.model.reading import Reading
from briefbook.readers import media
from briefbook.text import characters, claims, decode

FRONT = 60
# lines in which front matter must end
_FIELD = re.compile(r"([A-Za-z_]{2,20})\s{0,9}[:=]\s{0,99}(.{1,500})")
_KEYS = {
    "title": "title",
    "date": "date",
    "published": "date",
    "author": "author",
    "authors": "author",
    "lang": "lang",
    "language": "lang",
    "url": "url",
    "link": "url",
    "source_url": "url",
    "publisher": "publisher",
    "site": "publisher",
    "sitename": "publisher",
}


def read(
    data: bytes, path: str, *, guess: bool = False, kind: str = media.PLAIN
) -> tuple[Reading, tuple[Diagnostic, ...]]:
    """Decode a source, strictly unless one may guess; a byte-order mark of UTF-8 stays in the text."""
    text, encoding, problems = decode.document(data, path, guess=guess)
    if any(problem.is_error for problem in problems):
        return Reading(text, kind), problems
    if "\x00" in text:
        message = "holds NUL characters, so it is not plain text; export it as text first"
        return Reading("", kind), (
            Diagnostic("unreadable-source", message, path=path, line=_line(text, text.index("\x00"))),
        )
    if characters.too_many_marks(text):
        message = f"has a letter with more than {characters.MAX_MARKS} combining marks; take them out"
        return Reading("", kind), (Diagnostic("unreadable-source", message, path=path),)
    return Reading(text, kind, encoding, claims=front_matter(text)), problems


def front_matter(text: str) -> Mapping[str, str]:
    """The claims of the lines between `---` (or `+++`) at the very beginning; none, where they do not end."""
    head = text[: FRONT * 600].removeprefix("\ufeff").splitlines()[:FRONT]
    fence = head[0].rstrip() if head else ""
    if fence not in ("---", "+++"):
        return {}
    ends = [number for number, line in enumerate(head) if number and line.rstrip() in (fence, "...")]
    found: dict[str, str] = {}
    for line in head[1 : ends[0]] if ends else ():
        if field := _FIELD.fullmatch(line.rstrip()):
            key = _KEYS.get(field[1].lower(), "")
            value = claims.cleaned(key, _unquoted(field[2])) if key else ""
            if value:
                found.setdefault(key, value)
    return found


def _unquoted(value: str) -> str:
    """A value of YAML or TOML as it is meant; lists and comments after quotes are left as they are."""
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return "" if value in ("|", ">", "|-", ">-") or value.startswith(("[", "{", "&", "*")) else value


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
