"""Jinja's complaints in plain words, with the nearest name that there is."""

import re
from collections.abc import Callable, Iterable

from jinja2.tests import TESTS

from briefbook.assembly import views
from briefbook.text import fold, shape

NAMES = (
    "section",
    "brief",
    "fact",
    "words",
    "note",
    "series",
    "point",
    "difference",
    "line",
    "role",
    "event",
    "day",
    "document",
    "person",
    "source",
    "part",
    "quote",
    "loop",
)
# what a template calls its values; `loop` inside {% for %} only
LOOP = ("depth", "first", "index", "index0", "last", "length", "nextitem", "previtem", "revindex")
_FIELDS = {
    view.__name__.removesuffix("View").lower(): tuple(sorted(names)) for view, names in views.READABLE.items()
} | {"loop": LOOP}
_PLAIN = {
    "tuple": "list",
    "str": "text",
    "_Labels": "table",
    "dict": "table",
    "int": "number",
    "Markup": "text",
}
_LISTED = "a template can read only the fields listed in docs/templates.md"


def said(message: str, filters: Iterable[str]) -> str:
    """What Jinja says of a template, in plain words; what is not known here stays as it is."""
    known = sorted(name for name in filters if not name.startswith("_"))
    for pattern, explain in _EXPLAINED:
        if found := pattern.search(message):
            return explain(found, known)
    return message


def _attribute(found: re.Match[str], filters: list[str]) -> str:
    kind, name = _kind(found["kind"]), found["name"]
    if kind == "none":
        return f"there is no value here that could have {name!r}; ask first with {{% if … %}}"
    text = f"a {kind} has no {name!r}"
    if kind in _FIELDS:
        hint = shape.nearest(name, _FIELDS[kind])
        return text + (hint or f"; it has {', '.join(_FIELDS[kind])}")
    if name in filters:
        return f"{text}; write … | {name}"
    if kind == "list":
        return f"{text}; go through it with {{% for … in … %}}, or take one by | first or | last"
    return text


def _undefined(found: re.Match[str], _: list[str]) -> str:
    name = found["name"]
    if name == "loop":
        return "'loop' is known inside {% for %} only"
    if name in NAMES:
        return f"{name!r} is not known at this place; {_LISTED}"
    owner = next((each for each in NAMES if name in _FIELDS.get(each, ())), "")
    hint = f"; did you mean '{owner}.{name}'?" if owner else shape.nearest(name, NAMES)
    return f"there is nothing called {name!r} here{hint or f'; {_LISTED}'}"


def _filter(found: re.Match[str], filters: list[str]) -> str:
    return _missing("filter", found["name"], filters)


def _test(found: re.Match[str], _: list[str]) -> str:
    return _missing("test", found["name"], sorted(name for name in TESTS if len(name) > 2 and name.isalpha()))


def _missing(what: str, name: str, known: list[str]) -> str:
    hint = shape.nearest(name, known) or "."
    return f"there is no {what} {name!r}{hint} There are: {', '.join(known)}"


def _element(found: re.Match[str], _: list[str]) -> str:
    kind, name = _kind(found["kind"]), found["name"]
    counted = " (the first is 0)" if kind == "list" else ""
    return f"a {kind} has no item {name}{counted}; ask first with {{% if … %}}"


def _unsafe(found: re.Match[str], _: list[str]) -> str:
    kind, name = _kind(found["kind"]), found["name"]
    return f"{name!r} of a {kind} is not for templates: {_LISTED}" + shape.nearest(
        name, _FIELDS.get(kind, ())
    )


def _call(_: re.Match[str], filters: list[str]) -> str:
    return (
        "a template can call its own macros and blocks only; instead of value.name() write value | name. "
        f"There are: {', '.join(filters)}"
    )


def _curly(found: re.Match[str], _: list[str]) -> str:
    return f"""curly quotation marks ({found["char"]}) are not for templates; write straight ones: " or '"""


def _dash(found: re.Match[str], _: list[str]) -> str:
    return f"the dash {found['char']} is not for templates; write the hyphen of the keyboard: -"


def line(message: str, text: str, at: int) -> int:
    """The line to look at: of something that is not closed, where it was opened."""
    found = _OPEN.search(message)
    if not found:
        return at
    opened: list[tuple[str, int]] = []
    for tag in _TAG.finditer(text):
        name = tag[1]
        if name.startswith("end") and opened:
            opened.pop()
        elif name in _CLOSED and not (name == "set" and "=" in tag[2]):
            opened.append((name, text.count("\n", 0, tag.start()) + 1))
    return next((number for name, number in reversed(opened) if name == found["name"]), at)


def _unclosed(found: re.Match[str], _: list[str]) -> str:
    name = found["name"]
    return f"{{% {name} %}} is not closed; write {{% end{name} %}} where it ends"


def _tag(found: re.Match[str], _: list[str]) -> str:
    name, inner = found["name"], found["inner"]
    if inner and name.startswith("end") and name[3:] in _CLOSED:
        return f"{{% {name} %}} stands where {{% end{inner} %}} is due, which closes {{% {inner} %}}"
    if name.startswith("end") and name[3:] in _CLOSED:
        return f"{{% {name} %}} closes nothing that is open; take it out"
    if name in ("else", "elif"):
        return (
            f"{{% {name} %}} stands outside of {{% if %}}; take it out, or write the {{% if … %}} before it"
        )
    meant = _MEANT.get(name)
    hint = f"; did you mean {meant!r}?" if meant else shape.nearest(name, _TAGS)
    return f"there is no tag {name!r}" + (hint or f". There are: {', '.join(_TAGS)}")


def _late(found: re.Match[str], _: list[str]) -> str:
    if found["got"] == "=":
        return "to compare two values write ==, not ="
    return f"%}} was expected before {found['got']!r}: between two values stands a word such as and, or, in"


def _between(found: re.Match[str], _: list[str]) -> str:
    return f"}}}} was expected before {found['got']!r}: between two values stands a sign such as | or ~"


def _brace(found: re.Match[str], _: list[str]) -> str:
    return (
        f"{found['name']} stands where it has no meaning; what begins with {{{{ ends with }}}}, "
        "what begins with {% ends with %}"
    )


def _kind(name: str) -> str:
    """What people call a value of that class."""
    name = name.rpartition(".")[2]
    return "loop" if name == "LoopContext" else _PLAIN.get(name, name.removesuffix("View").lower())


_CLOSED = ("block", "call", "filter", "for", "if", "macro", "set", "with", "autoescape")
# tags that are closed by one of their own
_TAGS = ("block", "elif", "else", "extends", "for", "if", "include", "macro", "set", "with")
_MEANT = {"elseif": "elif", "elsif": "elif", "foreach": "for", "loop": "for", "end": "endfor"}
_TAG = re.compile(r"\{%[-+]?\s*(\w+)([^%]*)")
_OPEN = re.compile(r"^Unexpected end of template\..*closed is '(?P<name>\w+)'", re.DOTALL)
Explain = Callable[[re.Match[str], list[str]], str]
_NAME = r"""(?P<mark>['"])(?P<name>.*?)(?P=mark)"""
_EXPLAINED: tuple[tuple[re.Pattern[str], Explain], ...] = tuple(
    (re.compile(pattern, re.DOTALL), explain)
    for pattern, explain in (
        (rf"^'(?P<kind>[\w.]+)(?: object)?' has no attribute {_NAME}$", _attribute),
        (rf"^{_NAME} is undefined$", _undefined),
        (rf"^No filter named {_NAME}", _filter),
        (rf"^No test named {_NAME}", _test),
        (r"^'?(?P<kind>[\w.]+) object'? has no element (?P<name>.*)$", _element),
        (rf"^access to attribute {_NAME} of '(?P<kind>[\w.]+)' object is unsafe", _unsafe),
        (r" is not safely callable$", _call),
        (_OPEN.pattern, _unclosed),
        (
            rf"^Encountered unknown tag {_NAME}\.(?:.*closed is '(?P<inner>\w+)'\.)?",
            _tag,
        ),
        (r"^expected token 'end of statement block', got '(?P<got>[^']*)'", _late),
        (r"^expected token 'end of print statement', got '(?P<got>[^']*)'", _between),
        (r"^unexpected '(?P<name>[}%]+)'", _brace),
        (rf"^unexpected char '(?P<char>[{fold.SINGLE}{fold.DOUBLE}])' at \d+", _curly),
        (rf"^unexpected char '(?P<char>[{fold.DASHES}])' at \d+", _dash),
    )
)
