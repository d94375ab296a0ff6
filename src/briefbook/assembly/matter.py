"""An officer's own matter, read from a brief: lines to say, the programme, documents, people."""

import re
from collections.abc import Mapping
from typing import Any

from briefbook.model.diagnostic import Diagnostic
from briefbook.model.fact import STAGES
from briefbook.model.matter import PRESS, ROLES, Event, Line, Paper, Person, Texts
from briefbook.text import shape
from briefbook.text.shape import Key

_CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"
TIME = re.compile(f"{_CLOCK}(?:[-–]{_CLOCK})?")
ID_RULE = "is not an id: lower-case letters and digits, parted by hyphens"
LANG_RULE = "is not a language tag such as en, fr or pt-BR (BCP 47)"

FACTS = Key("texts", pattern=shape.ID, what=ID_RULE)
LINE_KEYS = {
    "role": Key(required=True, choices=ROLES),
    "text": Key("words", required=True),
    "facts": FACTS,
}
EVENT_KEYS = {
    "date": Key("date", required=True),
    "time": Key(pattern=TIME, what='is not a time of the day such as "09:30" or "09:30-10:15"'),
    "title": Key("words", required=True),
    "place": Key("words"),
    "people": Key("texts"),
    "press": Key(choices=PRESS),
    "facts": FACTS,
}
DOCUMENT_KEYS = {
    "title": Key("words", required=True),
    "signatories": Key("texts"),
    "date": Key("date"),
    "stage": Key(choices=STAGES),
    "next": Key("words"),
    "fact": Key(pattern=shape.ID, what=ID_RULE),
}
PERSON_KEYS = {
    "name": Key(required=True),
    "role": Key("words"),
    "biography": Key("words"),
    "born": Key("date"),
    "languages": Key("texts", pattern=shape.LANGUAGE, what=LANG_RULE),
    "pronunciation": Key(),
    "facts": FACTS,
}
TABLES = {"line": LINE_KEYS, "event": EVENT_KEYS, "document": DOCUMENT_KEYS, "person": PERSON_KEYS}
# the tables of a brief that hold own matter, and what each may hold


def check(table: Mapping[str, Any], path: str) -> list[Diagnostic]:
    """Everything that is wrong with the form of a brief's own matter."""
    found: list[Diagnostic] = []
    for name, keys in TABLES.items():
        for index, row in enumerate(shape.tables(table.get(name))):
            at = (name, index)
            found += shape.check(row, keys, path, at, f"[[{name}]] number {index + 1}")
            for key, rule in keys.items():
                if rule.kind == "words":
                    found += shape.check_languages(row.get(key), key, path, (*at, key))
    return found


def lines(table: Mapping[str, Any]) -> tuple[Line, ...]:
    """The lines of a brief without errors, as they are written."""
    return tuple(
        Line(row["role"], _texts(row["text"]), tuple(row.get("facts", ())), index)
        for index, row in enumerate(shape.tables(table.get("line")))
    )


def events(table: Mapping[str, Any]) -> tuple[Event, ...]:
    """The programme: oldest day first, the events of a day as they are written."""
    found = [_event(row, index) for index, row in enumerate(shape.tables(table.get("event")))]
    return tuple(sorted(found, key=lambda event: str(event.date)))


def documents(table: Mapping[str, Any]) -> tuple[Paper, ...]:
    """The documents of the visit."""
    return tuple(
        Paper(
            _texts(row["title"]),
            tuple(row.get("signatories", ())),
            shape.date(row.get("date")),
            row.get("stage", ""),
            _maybe(row.get("next")),
            (row["fact"],) if "fact" in row else (),
            index,
        )
        for index, row in enumerate(shape.tables(table.get("document")))
    )


def people(table: Mapping[str, Any]) -> tuple[Person, ...]:
    """The people of the visit, in the order of precedence that the officer gave them."""
    return tuple(
        Person(
            row["name"],
            _maybe(row.get("role")),
            _maybe(row.get("biography")),
            shape.date(row.get("born")),
            tuple(row.get("languages", ())),
            row.get("pronunciation", ""),
            tuple(row.get("facts", ())),
            index,
        )
        for index, row in enumerate(shape.tables(table.get("person")))
    )


def _event(row: Mapping[str, Any], index: int) -> Event:
    date = shape.date(row["date"])
    assert date is not None
    return Event(
        date,
        _texts(row["title"]),
        row.get("time", "").replace("–", "-"),
        _maybe(row.get("place")),
        tuple(row.get("people", ())),
        row.get("press", ""),
        tuple(row.get("facts", ())),
        index,
    )


def _texts(value: str | dict[str, str]) -> Texts:
    return {"": value} if isinstance(value, str) else dict(value)


def _maybe(value: str | dict[str, str] | None) -> Texts | None:
    return _texts(value) if value else None
