"""A theme's TOML, with what it extends, read into a `Theme`."""

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from briefbook.model.diagnostic import Diagnostic
from briefbook.model.theme import Colours, Page, Theme, Type
from briefbook.text import shape, toml
from briefbook.text.shape import Key

SIZES = {"A4": (595.276, 841.89), "Letter": (612.0, 792.0)}
# ISO 216 and ANSI/ASME Y14.1, in points
TYPES = ("body", "note", "table", "title", "heading", "subheading")
HEX = re.compile(r"[0-9A-Fa-f]{6}")
SHIPPED = "default/"
MAX_EXTENDS = 8

THEME_KEYS = {
    "extends": Key(),
    "page": Key("table"),
    "fonts": Key("table"),
    "colours": Key("table"),
    "type": Key("table"),
    "set": Key("table"),
    "notes": Key("table"),
    "labels": Key("table"),
}
TABLE_KEYS = {
    "page": {"size": Key(choices=tuple(SIZES))} | {field.name: Key("number") for field in fields(Page)},
    "fonts": {"text": Key(choices=("Source Serif 4",)), "docx": Key()},
    "colours": {
        field.name: Key(pattern=HEX, what="is not a colour: six hex digits such as 1F4E79")
        for field in fields(Colours)
    },
    "type": {name: Key("table") for name in TYPES},
    "set": {"justify": Key("flag"), "hyphenate": Key("flag")},
    "notes": {"quote_limit": Key("whole")},
}
TYPE_KEYS = {field.name: Key("number") for field in fields(Type)}
LEAST = {"size": 4.0, "leading": 4.0, "width": 144.0, "height": 144.0}
MOST = {"size": 96.0, "leading": 144.0, "width": 2880.0, "height": 2880.0}


def load(
    name: str, own: Mapping[str, str], shipped: Mapping[str, str]
) -> tuple[Theme, tuple[Diagnostic, ...]]:
    """Read a theme by name from a workspace's own files over the shipped ones."""
    chain: list[dict[str, Any]] = []
    wanted = name
    seen: set[str] = set()
    while True:
        text, path = _find(wanted, own, shipped)
        if text is None or path in seen or len(seen) > MAX_EXTENDS:
            return Theme(), (_missing(wanted, path, own, shipped, looped=path in seen),)
        seen.add(path)
        table, problems = toml.read(text.encode("utf-8"), path)
        problems = problems or tuple(_problems(table, path))
        if problems:
            return Theme(), problems
        chain.insert(0, table)
        if "extends" not in table:
            break
        wanted = table["extends"]
    theme = Theme(name=name)
    for table in chain:
        theme = _applied(theme, table)
    return theme, tuple(_room(theme, f"templates/themes/{name}.toml"))


def _find(name: str, own: Mapping[str, str], shipped: Mapping[str, str]) -> tuple[str | None, str]:
    plain = f"themes/{name.removeprefix(SHIPPED)}.toml"
    if not name.startswith(SHIPPED) and plain in own:
        return own[plain], f"templates/{plain}"
    return shipped.get(plain), f"(shipped) templates/{plain}"


def _missing(
    name: str, path: str, own: Mapping[str, str], shipped: Mapping[str, str], *, looped: bool
) -> Diagnostic:
    if looped:
        return Diagnostic("bad-theme", f"the theme {shape.shown(name)} extends itself", path=path, line=1)
    known = [
        key.removeprefix("themes/").removesuffix(".toml") for key in (*own, *shipped) if key[:7] == "themes/"
    ]
    hint = shape.nearest(name, known) or f"; there are {', '.join(sorted(set(known)))}"
    return Diagnostic("bad-theme", f"no theme {shape.shown(name)}{hint}", path=path)


def _problems(table: Mapping[str, Any], path: str) -> list[Diagnostic]:
    found = shape.check(table, THEME_KEYS, path, (), "the theme")
    for name, keys in TABLE_KEYS.items():
        part = table.get(name)
        if isinstance(part, dict):
            found += shape.check(part, keys, path, (name,), f"[{name}]")
            found += _range_problems(part, path, (name,))
    types = table.get("type")
    for name, part in types.items() if isinstance(types, dict) else ():
        if isinstance(part, dict) and name in TYPES:
            found += shape.check(part, TYPE_KEYS, path, ("type", name), f"type.{name}")
            found += _range_problems(part, path, ("type", name))
    labels = table.get("labels")
    if isinstance(labels, dict):
        found += shape.check(labels, {key: Key() for key in labels}, path, ("labels",), "[labels]")
    return found


def _range_problems(table: Mapping[str, Any], path: str, at: shape.Keys) -> list[Diagnostic]:
    found = []
    for name, value in table.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or name == "quote_limit":
            continue
        least, most = LEAST.get(name, 0.0), MOST.get(name, 720.0)
        if not least <= value <= most:
            message = f"{name} = {value} is out of range: {least:g} to {most:g} points"
            found.append(Diagnostic("bad-value", message, path=path, keys=(*at, name)))
    return found


def _room(theme: Theme, path: str) -> list[Diagnostic]:
    page = theme.page
    if page.width - page.left - page.right >= 100 and page.height - page.top - page.bottom >= 100:
        return []
    message = "the margins leave less than 100 points for the text; make them smaller"
    return [Diagnostic("bad-theme", message, path=path, keys=("page",))]


def _applied(theme: Theme, table: Mapping[str, Any]) -> Theme:
    page = dict(table.get("page", {}))
    if size := page.pop("size", None):
        page = dict(zip(("width", "height"), SIZES[size], strict=True)) | page
    fonts, set_ = table.get("fonts", {}), table.get("set", {})
    types = {
        name: replace(getattr(theme, name), **_floats(part)) for name, part in table.get("type", {}).items()
    }
    return replace(
        theme,
        page=replace(theme.page, **_floats(page)),
        colours=replace(theme.colours, **table.get("colours", {})),
        font=fonts.get("text", theme.font),
        docx_font=fonts.get("docx", theme.docx_font),
        justify=set_.get("justify", theme.justify),
        hyphenate=set_.get("hyphenate", theme.hyphenate),
        quote_limit=max(0, table.get("notes", {}).get("quote_limit", theme.quote_limit)),
        labels={**theme.labels, **table.get("labels", {})},
        **types,
    )


def _floats(table: Mapping[str, Any]) -> dict[str, float]:
    return {name: float(value) for name, value in table.items()}
