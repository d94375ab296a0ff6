"""A page of HTML: the tags that we write, one style sheet of looks alone, links, and nothing active."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from briefbook.model.document import Attachment
from briefbook.writers.grammar import tags
from briefbook.writers.grammar.found import Broken, Found, shown

_START = b"<!DOCTYPE html>\n<html"
_GLOBAL = frozenset(("id", "lang", "dir"))
ELEMENTS: Mapping[str, frozenset[str]] = {
    "html": frozenset(), "head": frozenset(), "body": frozenset(), "main": frozenset(), "title": frozenset(),
    "style": frozenset(), "meta": frozenset(("charset", "name", "content")),
    "section": frozenset(("role", "aria-labelledby")), "p": frozenset(("class",)),
    "h1": frozenset(), "h2": frozenset(), "h3": frozenset(), "h4": frozenset(), "h5": frozenset(),
    "h6": frozenset(), "ol": frozenset(("start",)), "ul": frozenset(), "li": frozenset(),
    "blockquote": frozenset(), "table": frozenset(), "caption": frozenset(), "thead": frozenset(),
    "tbody": frozenset(), "tr": frozenset(), "th": frozenset(("scope", "class")), "td": frozenset(("class",)),
    "dl": frozenset(), "dt": frozenset(), "dd": frozenset(), "figure": frozenset(), "figcaption": frozenset(),
    "hr": frozenset(), "br": frozenset(), "span": frozenset(), "em": frozenset(), "strong": frozenset(),
    "sup": frozenset(), "a": frozenset(("href", "role", "aria-label")),
    "svg": frozenset(("xmlns", "role", "aria-label", "width", "height", "viewBox", "font-family")),
    "rect": frozenset(("x", "y", "width", "height", "fill")),
    "text": frozenset(("x", "y", "font-size", "text-anchor", "fill")),
}  # fmt: skip
# each with its attributes beside `id`, `lang` and `dir`
_VOID = frozenset(("meta", "hr", "br", "rect"))
_METAS = frozenset(("viewport", "description", "keywords", "author", "dcterms.date"))
_STYLE = re.compile(rb"<style>\n([^<]*)</style>")
_CLOSED = re.compile(r'(?:[-@a-z0-9:.,;%# \n\[\]=>+{}()!]|"(?:[^"\\\n]|\\[0-9a-f]{1,6} )*")*+', re.IGNORECASE)
# a style sheet: no backslash outside of a name of a font
_WORDS = re.compile(r"@[-a-z]+|[-a-z]+\(|[-a-z]+(?=\s*:)", re.IGNORECASE)
_LOOKS = """
    @page @media fit-content( size margin font-size line-height font-family color max-width padding
    break-after orphans widows text-align hyphens overflow-wrap text-decoration border-collapse width
    border-block font-weight padding-bottom padding-left vertical-align border-bottom border-top display
    break-inside height grid-template-columns gap border margin-top background
"""
LOOKS = frozenset(_LOOKS.split())
# the rules, the functions and the properties of our style sheet


def look(data: bytes, attachments: Sequence[Attachment] = ()) -> Found:
    """Walk a page as `writers.html` writes it."""
    text = data.decode("utf-8", "replace")
    words = ""
    try:
        words = _check(data)
        faults: tuple[str, ...] = ()
    except (Broken, UnicodeDecodeError) as broken:
        faults = (str(broken),)
    return Found(faults, (("the file", text), ("the words", words)))


def _check(data: bytes) -> str:
    if not data.startswith(_START) or data.count(b"<!") != 1 or b"<?" in data:
        raise Broken("it holds a declaration, a comment or an instruction")
    body = data[len(_START) - len(b"<html") :]
    styles = _STYLE.findall(body)
    if len(styles) != 1 or not body.index(b"<style>") < body.index(b"</head>"):
        raise Broken("it has not one style sheet in its head")
    _style(styles[0].decode("utf-8"))
    if strange := tags.entities(body):
        raise Broken(f"it holds the entity {strange}")
    every, words = tags.parted(body)
    unique = set(every)
    for shape in sorted(tags.shapes(unique)):
        name, attributes = tags.parts(shape)
        _element(name, attributes)
    _values(unique)
    _nested(every)
    return words


def _element(name: str, attributes: Mapping[str, str]) -> None:
    allowed = ELEMENTS.get(name.removeprefix("/"))
    if allowed is None:
        raise Broken(f"the element {shown(name.removeprefix('/'))} may not stand in it")
    if strange := sorted(set(attributes) - allowed - _GLOBAL):
        raise Broken(f"the attribute {shown(strange[0])} may not stand in {shown(name)}")


def _values(unique: set[bytes]) -> None:
    """Links lead to http, https, mailto or a place in the page; there are no properties but the brief's."""
    for _, target in tags.values(unique, b"href"):
        if not (target.startswith("#") and len(target) > 1) and not tags.is_address(target):
            raise Broken(f"a link leads to {shown(target)}")
    for _, uri in tags.values(unique, b"xmlns"):
        if uri != "http://www.w3.org/2000/svg":
            raise Broken(f"it speaks of the namespace {shown(uri)}")
    metas = {tag for tag in unique if tag.startswith(b"<meta ")}
    for _, name in tags.values(metas, b"name"):
        if name not in _METAS:
            raise Broken(f"it has the property {shown(name)}")
    for _, charset in tags.values(metas, b"charset"):
        if charset != "utf-8":
            raise Broken(f"it says that it is written in {shown(charset)}")


def _nested(every: Sequence[bytes]) -> None:
    """Whatever is opened is closed, in order."""
    names: dict[bytes, str] = {tag: tags.parts(tag)[0] for tag in set(every)}
    around: list[str] = []
    for tag in every:
        name = names[tag]
        if name[0] == "/":
            if not around or around.pop() != name[1:]:
                raise Broken(f"{shown(tag)} closes what is not open")
        elif name not in _VOID:
            around.append(name)
    if around:
        raise Broken(f"{shown(around[-1])} is not closed")


def _style(text: str) -> None:
    """A style sheet of looks: no address, no import, nothing hidden behind a backslash."""
    if not _CLOSED.fullmatch(text):
        raise Broken("the style sheet holds a character that may not be in it")
    plain = re.sub(r'"[^"\n]*"', "", text)
    if strange := sorted({word.lower() for word in _WORDS.findall(plain)} - LOOKS):
        raise Broken(f"the style sheet holds {shown(strange[0])}")
