"""References as BibTeX, with the fields that biblatex adds for dates, languages and subtypes."""

import logging
import re
from collections.abc import Mapping, Sequence

from briefbook.evidence.bibliography import entry as entries
from briefbook.evidence.bibliography.entry import Entry, lost

__all__ = ["lost", "read", "write"]

TYPES = {
    "press": "article",
    "statement": "misc",
    "statistics": "misc",
    "note": "unpublished",
    "other": "misc",
}
KINDS = {"article": "press", "dataset": "statistics"}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
PUBLISHERS = ("journal", "journaltitle", "publisher", "organization", "institution", "howpublished")
MAPPED = {
    *PUBLISHERS,
    *("author", "title", "date", "year", "month", "day", "url", "urldate", "doi", "file", "usere"),
    *("language", "langid", "entrysubtype"),
}
MAX_DEPTH = 20
# braces in braces of one value
_SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_SPECIAL |= {sign: "\\" + sign for sign in "&%$#_{}"}
_CIRCUMFLEX, _KEPT = _SPECIAL["^"], "\ue05e"
# pylatexenc makes a modifier letter of it
_LIGATURE = re.compile("(?<=[-`'?!<>,\"])(?=[-`'<>,\"])")
# where TeX would make one sign of two


def read(text: str) -> list[Entry]:
    """Read entries; ValueError names the first block that cannot be read."""
    from bibtexparser.entrypoint import parse_string

    log = logging.getLogger("bibtexparser")
    if not log.handlers:
        # it would print its complaints; ours are diagnostics
        log.addHandler(logging.NullHandler())
    library = parse_string(text, append_middleware=[])
    if library.failed_blocks:
        line = (library.failed_blocks[0].start_line or 0) + 1
        raise ValueError(f"the entry at line {line} is not whole, or its key stands twice")
    return [
        _entry(
            each.entry_type.lower(), each.key, {field.key.lower(): str(field.value) for field in each.fields}
        )
        for each in library.entries
    ]


def write(found: Sequence[Entry]) -> str:
    """Write entries, fields in a fixed order."""
    return "\n".join(map(_written, found))


def _entry(kind: str, key: str, fields: Mapping[str, str]) -> Entry:
    said = {
        name: value if name in ("url", "doi", "file") else _plain(value) for name, value in fields.items()
    }
    url = said.get("url", "").strip().strip("{}")
    if not url and said.get("doi"):
        url = f"https://doi.org/{said['doi']}"
    subtype = said.get("entrysubtype", "")
    return Entry(
        id=key,
        kind=subtype or KINDS.get(kind, "other"),
        title=said.get("title", ""),
        translations={"": said["usere"]} if said.get("usere") else {},
        authors=tuple(
            _author(each) for each in re.split(r"\sand\s", fields.get("author", "")) if each.strip()
        ),
        publisher=next((said[name] for name in PUBLISHERS if said.get(name)), ""),
        date=_date(said),
        lang=entries.language(said.get("language") or said.get("langid", "")),
        url=url,
        accessed=entries.edtf(said.get("urldate", "")),
        path=said.get("file", "").strip(),
        unmapped=tuple(name for name in said if name not in MAPPED),
    )


def _date(said: Mapping[str, str]) -> str:
    if said.get("date"):
        return entries.edtf(said["date"])
    month = said.get("month", "").lower()
    if month[:3] in MONTHS:
        month = str(MONTHS.index(month[:3]) + 1)
    parts = [said.get("year", ""), month, said.get("day", "") if month else ""]
    return entries.edtf("-".join(filter(None, parts)))


def _author(written: str) -> str:
    name = written.strip()
    whole = name.startswith("{") and name.endswith("}") and name.count("{") == name.count("}") == 1
    return _plain(name) if whole or "," not in name else entries.given(_plain(name))


def _plain(value: str) -> str:
    """A value without TeX: accents as letters, no braces."""
    from pylatexenc.latex2text import LatexNodes2Text

    depth = most = 0
    for sign in value:
        depth += (sign == "{") - (sign == "}")
        most = max(most, depth)
    if most > MAX_DEPTH or len(value) > 4 * entries.MAX_LETTERS:
        raise ValueError("a value is too long, or holds too many braces in each other")
    if not re.search(r"[\\{}$~%&]|[-`'?!<>,\"]{2}", value):
        return " ".join(value.split())
    decoder = LatexNodes2Text(keep_comments=True, math_mode="verbatim")
    text = decoder.latex_to_text(value.replace(_CIRCUMFLEX, _KEPT)).replace(_KEPT, "^")
    return " ".join(text.split())


def _written(entry: Entry) -> str:
    place = "journal" if entry.kind == "press" else "publisher"
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in entry.authors),
        "title": _tex(entry.title),
        "usere": _tex(entries.one_translation(entry)),
        place: _tex(entry.publisher),
        "date": entry.date,
        "language": entry.lang,
        "url": entry.url.translate({ord("{"): "%7B", ord("}"): "%7D", ord("\\"): "%5C"}),
        "urldate": entry.accessed,
        "entrysubtype": entry.kind,
        "file": entry.path,
    }
    rows = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{TYPES.get(entry.kind, 'misc')}{{{entry.id},\n{rows}}}\n"


def _tex(text: str) -> str:
    return "".join(_SPECIAL.get(sign, sign) for sign in _LIGATURE.sub("\0", text)).replace("\0", "{}")
