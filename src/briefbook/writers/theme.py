"""A theme's TOML, with what it extends, read into a `Theme`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from briefbook import limits
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.inputs import File
from briefbook.model.theme import Colours, Page, Theme, Type
from briefbook.text import shape, toml
from briefbook.text.shape import Key
from briefbook.writers import letterhead, typefaces

SIZES = {"A4": (595.276, 841.89), "Letter": (612.0, 792.0)}
# ISO 216 and ANSI/ASME Y14.1, in points
TYPES = ("body", "note", "table", "title", "heading", "subheading")
HEX = re.compile(r"[0-9A-Fa-f]{6}")
WORD_FILE = re.compile(r".+\.do[ct]x")
SHIPPED, FOLDER = "default/", "themes/"
KEPT = 4
# themes that a process keeps
MAX_EXTENDS = 8
CONTRAST = 4.5
# of words to white paper, at least: WCAG 2.2, success criterion 1.4.3
SHAPES = 3.0
# of bars to white paper, at least: success criterion 1.4.11
WORDS = ("text", "heading", "link", "mark", "quiet")
# the colours that words are printed in

THEME_KEYS = {
    "extends": Key(),
    "page": Key("table"),
    "fonts": Key("table"),
    "colours": Key("table"),
    "type": Key("table"),
    "set": Key("table"),
    "docx": Key("table"),
    "notes": Key("table"),
    "marking": Key("table"),
    "labels": Key("table"),
}
FONT_FILE = Key(pattern=typefaces.FILE, what="is no font file: name a .ttf or .otf below templates/fonts/")
TABLE_KEYS = {
    "page": {"size": Key(choices=tuple(SIZES))} | {field.name: Key("number") for field in fields(Page)},
    "fonts": {"text": Key(), **dict.fromkeys(typefaces.CUTS[1:], FONT_FILE), "docx": Key()},
    "colours": {
        field.name: Key(pattern=HEX, what="is not a colour: six hex digits such as 1F4E79")
        for field in fields(Colours)
    },
    "type": {name: Key("table") for name in TYPES},
    "set": {
        "justify": Key("flag"),
        "hyphenate": Key("flag"),
        "contents": Key(choices=("auto", "always", "never")),
    },
    "docx": {
        "reference": Key(pattern=WORD_FILE, what="is no Word file: name a .docx or .dotx below templates/"),
        "numbered_headings": Key("flag"),
        "contents": Key("flag"),
    },
    "notes": {
        "quote_limit": Key("whole"),
        "repeat": Key(choices=("short", "reference")),
        "restart": Key(choices=("document", "section")),
    },
    "marking": {"order": Key("texts")},
}
TYPE_KEYS = {field.name: Key("number") for field in fields(Type)}
HIGH, WIDE = 8, 6
# the text area holds at least so many of the highest lines below each other, and so many of the largest
# letters (ems) beside each other
LEAST = {"size": 4.0, "leading": 4.0, "width": 144.0, "height": 144.0}
MOST = {"size": 96.0, "leading": 144.0, "width": 2880.0, "height": 2880.0}


def load(
    name: str,
    own: Mapping[str, str],
    shipped: Mapping[str, str],
    letterheads: Mapping[str, File] = MappingProxyType({}),
    fonts: Mapping[str, File] = MappingProxyType({}),
) -> tuple[Theme, tuple[Diagnostic, ...]]:
    """Read a theme by name from a workspace's own files over the shipped ones, with letterhead and fonts."""
    files = ({key: text for key, text in each.items() if key.startswith(FOLDER)} for each in (own, shipped))
    given = (tuple(each.items()) for each in (*files, letterheads, fonts, limits.now()))
    return _loaded(name, *given)


@lru_cache(maxsize=KEPT)
def _loaded(
    name: str,
    own_files: tuple[tuple[str, str], ...],
    shipped_files: tuple[tuple[str, str], ...],
    letterhead_files: tuple[tuple[str, File], ...],
    font_files: tuple[tuple[str, File], ...],
    _limits: tuple[tuple[str, int], ...],
) -> tuple[Theme, tuple[Diagnostic, ...]]:
    """What `load` gives; the briefs of a batch share a theme or two."""
    own, shipped = dict(own_files), dict(shipped_files)
    letterheads, fonts = dict(letterhead_files), dict(font_files)
    chain: list[tuple[dict[str, Any], str]] = []
    wanted = name
    seen: set[str] = set()
    while True:
        text, path = _find(wanted, own, shipped)
        if text is None or path in seen or len(seen) > MAX_EXTENDS:
            problem = _missing(wanted, path, own, shipped, looped=path in seen)
            if chain and path not in seen:
                problem = replace(problem, path=chain[0][1], keys=("extends",))
            return Theme(), (problem,)
        seen.add(path)
        table, problems = toml.read(text.encode("utf-8"), path)
        problems = problems or tuple(_problems(table, path))
        if problems:
            return Theme(), problems
        chain.insert(0, (table, path))
        if "extends" not in table:
            break
        wanted = table["extends"]
    theme = Theme(name=name)
    for table, _ in chain:
        theme = _applied(theme, table)
    theme, found = _with_letterhead(theme, chain, letterheads)
    theme, odd = typefaces.chosen(theme, chain, fonts)
    return theme, (*_room(theme, f"templates/themes/{name}.toml"), *_faint(theme, chain), *found, *odd)


def narrowed(theme: Theme, narrow: Theme) -> Theme:
    """A theme with type and margins no larger than those of another; all else stays its own."""
    margins = {
        side: min(getattr(theme.page, side), getattr(narrow.page, side))
        for side in ("top", "right", "bottom", "left")
    }
    types = {
        name: min(getattr(theme, name), getattr(narrow, name), key=lambda type_: type_.size) for name in TYPES
    }
    page = replace(theme.page, **margins)
    return replace(theme, page=page, contents_when=narrow.contents_when, **types)


def _find(name: str, own: Mapping[str, str], shipped: Mapping[str, str]) -> tuple[str | None, str]:
    plain = f"{FOLDER}{name.removeprefix(SHIPPED)}.toml"
    if not name.startswith(SHIPPED) and plain in own:
        return own[plain], f"templates/{plain}"
    return shipped.get(plain), f"(shipped) templates/{plain}"


def _missing(
    name: str, path: str, own: Mapping[str, str], shipped: Mapping[str, str], *, looped: bool
) -> Diagnostic:
    if looped:
        return Diagnostic("bad-theme", f"the theme {shape.shown(name)} extends itself", path=path, line=1)
    known = [key.removeprefix(FOLDER).removesuffix(".toml") for key in (*own, *shipped)]
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
    wide = page.width - page.left - page.right - page.binding
    high = page.height - page.top - page.bottom
    leading = max((getattr(theme, name).leading, name) for name in TYPES)
    size = max((getattr(theme, name).size, name) for name in TYPES)
    if wide < 100 or high < 100:
        message = "the margins leave less than 100 points for the text; make them smaller"
    elif high < HIGH * leading[0]:
        message = (
            f"the text area is {high:g} points high; it must be at least {HIGH} times as high as the largest "
            f"leading (type.{leading[1]}, {leading[0]:g} points), that is {HIGH * leading[0]:g} points"
        )
    elif wide < WIDE * size[0]:
        message = (
            f"the text area is {wide:g} points wide; it must be at least {WIDE} times as wide as the largest "
            f"type size (type.{size[1]}, {size[0]:g} points), that is {WIDE * size[0]:g} points"
        )
    else:
        return []
    return [Diagnostic("bad-theme", message, path=path, keys=("page",))]


def _faint(theme: Theme, chain: Sequence[tuple[Mapping[str, Any], str]]) -> list[Diagnostic]:
    """Warn of colours in which words are hard to read."""
    found = []
    for name in (*WORDS, "chart"):
        colour = getattr(theme.colours, name)
        contrast = _contrast(colour) if colour else CONTRAST
        if name == "chart" and contrast < SHAPES:
            path = next(path for table, path in reversed(chain) if name in table.get("colours", {}))
            message = (
                f"the colour chart has a contrast of {contrast:.1f} to 1 with white paper; bars need "
                f"{SHAPES:g} to 1 to be seen by all (WCAG 2.2), so make it darker"
            )
            found.append(Diagnostic("low-contrast", message, Severity.WARNING, path, keys=("colours", name)))
        elif name != "chart" and contrast < CONTRAST:
            path = next(path for table, path in reversed(chain) if name in table.get("colours", {}))
            message = (
                f"the colour {name} has a contrast of {contrast:.1f} to 1 with white paper; words need "
                f"{CONTRAST:g} to 1 to be read by all (WCAG 2.2), so make it darker"
            )
            keys = ("colours", name)
            found.append(Diagnostic("low-contrast", message, Severity.WARNING, path, keys=keys))
    return found


def _contrast(colour: str) -> float:
    """The contrast of a colour with white, from 1 to 21, as WCAG 2.2 defines it."""
    shares = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _with_letterhead(
    theme: Theme, chain: Sequence[tuple[Mapping[str, Any], str]], letterheads: Mapping[str, File]
) -> tuple[Theme, list[Diagnostic]]:
    """Give the theme the bytes of the letterhead that it names, or say why not, and what that file lacks."""
    name, path = "", ""
    for table, place in chain:
        if "reference" in table.get("docx", {}):
            name, path = table["docx"]["reference"], place
    if not name:
        return theme, []
    keys = ("docx", "reference")

    def refuse(why: str) -> tuple[Theme, list[Diagnostic]]:
        message = f"the letterhead {shape.shown(name)} {why}"
        return theme, [Diagnostic("bad-letterhead", message, path=path, keys=keys)]

    if not shape.is_inside(name):
        return refuse("lies outside the folder templates/")
    file = letterheads.get(name)
    if file is None:
        hint = shape.nearest(name, letterheads) or (
            f"; `briefbook templates copy {letterhead.NAME}` makes one to start from"
        )
        return refuse(f"is not in the folder templates/{hint}")
    why, missing = (file.refused, ()) if file.refused else letterhead.check(file.data, theme)
    if why:
        return refuse(why)
    said = f"the letterhead {shape.shown(name)} has no style"
    notes = [
        Diagnostic(
            "letterhead-style", f"{said} {each!r}; the theme's is added", Severity.NOTE, path, keys=keys
        )
        for each in missing
    ]
    return replace(theme, docx_reference=file.data), notes


def _applied(theme: Theme, table: Mapping[str, Any]) -> Theme:
    page = dict(table.get("page", {}))
    if size := page.pop("size", None):
        page = dict(zip(("width", "height"), SIZES[size], strict=True)) | page
    fonts, set_ = table.get("fonts", {}), table.get("set", {})
    notes, docx = table.get("notes", {}), table.get("docx", {})
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
        contents_when=set_.get("contents", theme.contents_when),
        quote_limit=max(0, notes.get("quote_limit", theme.quote_limit)),
        note_repeat=notes.get("repeat", theme.note_repeat),
        note_restart=notes.get("restart", theme.note_restart),
        numbered_headings=docx.get("numbered_headings", theme.numbered_headings),
        contents=docx.get("contents", theme.contents),
        marking_order=tuple(dict.fromkeys(table.get("marking", {}).get("order", theme.marking_order))),
        labels={**theme.labels, **table.get("labels", {})},
        **types,
    )


def _floats(table: Mapping[str, Any]) -> dict[str, float]:
    return {name: float(value) for name, value in table.items()}
