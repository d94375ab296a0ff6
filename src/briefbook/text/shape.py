"""What keys a table may hold and of what kind: checked by declaration, all problems at once."""

import datetime as dt
import math
import re
import reprlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from briefbook import limits
from briefbook.model.date import PartialDate
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.text import characters

Keys = tuple[str | int, ...]

ID = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,98}[A-Za-z0-9_-])?")
# of a collection, theme or style: one part of a path
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,6}")
_EDTF = re.compile("([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"\\^`{}|]+")


@dataclass(frozen=True, slots=True)
class Key:
    """What one key may hold."""

    kind: str = "text"
    # text | quote | date | whole | number | flag | texts | table | tables | words (text, or a table of texts)
    required: bool = False
    choices: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    what: str = ""
    # how a wrong value is explained: "must be …"


_TEXT = Key()


def check(
    table: Mapping[str, Any], keys: Mapping[str, Key], path: str, at: Keys, what: str
) -> list[Diagnostic]:
    """Compare a table with its declared keys; `what` names the table in messages."""
    problems = [_unknown(name, keys, path, at, what) for name in table if name not in keys]
    for name, key in keys.items():
        if name in table:
            problems += _value(table[name], name, key, path, (*at, name))
        elif key.required:
            message = f"{what} has no {name!r}; add {_addition(name, key, at)}"
            line = None if at else 1
            problems.append(Diagnostic("missing-key", message, path=path, line=line, keys=at))
    return problems


def check_languages(value: Any, name: str, path: str, at: Keys) -> list[Diagnostic]:
    """What is wrong with a text given in several languages: its language tags, and one that is empty."""
    problems = []
    for lang, text in value.items() if isinstance(value, dict) else ():
        if not LANGUAGE.fullmatch(lang):
            message = f"{name} in {shown(lang)}: that is not a language tag such as en, fr or pt-BR"
            problems.append(Diagnostic("bad-value", message, path=path, keys=(*at, lang)))
        elif isinstance(text, str) and not text.strip():
            problems.append(
                Diagnostic("missing-key", f"{name} in {lang} is empty", path=path, keys=(*at, lang))
            )
    return problems


def date(value: Any) -> PartialDate | None:
    """A TOML date, or a year or month as text, as a partial date; None for anything else."""
    if isinstance(value, dt.datetime):
        return None
    if isinstance(value, dt.date):
        return PartialDate(value.year, value.month, value.day)
    if isinstance(value, str) and (found := re.fullmatch(_EDTF, value)):
        try:
            dt.date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
        except ValueError:
            return None
        return PartialDate(*(int(part) for part in found.groups() if part))
    return None


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or ""."""
    found = get_close_matches(word[:80], list(known), 1, 0.6)
    return f"; did you mean {found[0]!r}?" if found else ""


def shown(value: object) -> str:
    """A value as a message shows it: short, printable, on one line."""
    if not isinstance(value, str):
        # reprlib goes no deeper than a few levels; str() of a deep table would exhaust the stack
        value = reprlib.repr(value) if isinstance(value, dict | list) else str(value)[:200]
    text = characters.printable(value)
    return repr(text if len(text) <= 60 else text[:57] + "…")


def is_inside(path: str) -> bool:
    """Whether a written path stays in the folder it starts from, on every system."""
    parts = re.split(r"[/\\]", path)
    return ".." not in parts and parts[0] != "" and ":" not in path and "\\" not in path


def tables(value: Any) -> list[dict[str, Any]]:
    """The tables of an array of tables; anything else in it has been reported by `check`."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _addition(name: str, key: Key, at: Keys) -> str:
    """What to write for a key that is not there."""
    header = ".".join([part for part in at if isinstance(part, str)] + [name])
    if key.kind == "table":
        return f"a table [{header}]"
    return f"a table [[{header}]]" if key.kind == "tables" else f"a line {name} = …"


def _unknown(name: str, keys: Mapping[str, Key], path: str, at: Keys, what: str) -> Diagnostic:
    hint = nearest(name, keys) or f"; it may hold {', '.join(keys)}"
    return Diagnostic(
        "unknown-key", f"{what} has an unknown key {shown(name)}{hint}", path=path, keys=(*at, name)
    )


def _value(value: Any, name: str, key: Key, path: str, at: Keys) -> list[Diagnostic]:
    def problem(code: str, message: str, severity: Severity = Severity.ERROR) -> list[Diagnostic]:
        return [Diagnostic(code, message, severity, path, keys=at)]

    expected, fits = _KINDS[key.kind]
    if not fits(value):
        return problem(
            "bad-date" if key.kind == "date" else "wrong-type",
            f"{name} must be {expected}, not {shown(value)}",
        )
    if key.kind == "texts" and value:
        item = Key(choices=key.choices, pattern=key.pattern, what=key.what)
        return [each for i, text in enumerate(value) for each in _value(text, name, item, path, (*at, i))]
    if key.kind == "words" and isinstance(value, dict):
        return [each for lang, text in value.items() for each in _value(text, name, _TEXT, path, (*at, lang))]
    if not isinstance(value, str) or key.kind == "date":
        return []
    found = _characters(value, name, key.kind == "quote")
    if found:
        return problem(*found)
    if key.choices and value not in key.choices:
        hint = nearest(value, key.choices) or f"; it must be one of {', '.join(map(repr, key.choices))}"
        return problem("bad-value", f"{name} = {shown(value)} is not known{hint}")
    if key.pattern and not key.pattern.fullmatch(value):
        return problem("bad-value", f"{name} = {shown(value)} {key.what}")
    if key.required and not value.strip():
        return problem("missing-key", f"{name} is empty")
    return []


def _characters(value: str, name: str, is_quote: bool) -> tuple[str, str, Severity] | None:
    if len(value) > (most := limits.of("text_letters")):
        return (
            "too-large",
            f"{name} has {len(value):,} characters; the limit is {most:,} (text_letters)",
            Severity.ERROR,
        )
    if value.isascii() and value.isprintable():
        return None
    if control := characters.find_control(value):
        return "control-character", f"{name} holds {control}; take it out", Severity.ERROR
    if deceiving := characters.find_deceiving(value):
        severity = Severity.WARNING if is_quote else Severity.ERROR
        return "deceiving-character", f"{name} holds the invisible {deceiving}; take it out", severity
    if mixed := characters.find_mixed(value):
        severity = Severity.WARNING if is_quote else Severity.ERROR
        message = f"{name} mixes the letters of two alphabets in {mixed}; write the word in one"
        return "deceiving-character", message, severity
    if characters.too_many_marks(value):
        message = f"{name} has a letter with more than {characters.MAX_MARKS} combining marks"
        return "control-character", message, Severity.ERROR
    return None


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_list_of(value: Any, kind: type) -> bool:
    return isinstance(value, list) and all(isinstance(item, kind) for item in value)


def _is_words(value: Any) -> bool:
    if isinstance(value, str):
        return True
    return isinstance(value, dict) and bool(value) and all(isinstance(item, str) for item in value.values())


_KINDS: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    "text": ("text in quotation marks", lambda value: isinstance(value, str)),
    "quote": ("text in quotation marks", lambda value: isinstance(value, str)),
    "date": ('a date: 2025-03-05, "2025-03" or "2025"', lambda value: date(value) is not None),
    "whole": ("a whole number", _is_whole),
    "number": ("a number without quotation marks", _is_number),
    "flag": ("true or false", lambda value: isinstance(value, bool)),
    "texts": ('a list of texts: ["…", "…"]', lambda value: _is_list_of(value, str)),
    "table": ("a table", lambda value: isinstance(value, dict)),
    "tables": ("an array of tables, written [[…]]", lambda value: _is_list_of(value, dict)),
    "words": ('text, or a table of languages: { en = "…", fr = "…" }', _is_words),
}
# how a kind is called, and what tells it
