"""Tags as they stand in the bytes of XML and HTML, and the closed lists that they are held against."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from functools import lru_cache
from html import unescape
from urllib.parse import urlsplit
from xml.parsers import expat

from briefbook.writers.grammar.found import Broken, shown

SCHEMES = ("http", "https", "mailto")
TAG = re.compile(rb"<[^<>]*>")
_PARTED = re.compile(rb"(<[^<>]*>)")
_VALUE = re.compile(rb'="[^"<>]*"')
_ATTRIBUTE = rb'\s+[A-Za-z_][\w.-]*(?::[\w.-]+)?="[^"<>]*"'
_WHOLE = re.compile(rb"<(/?)([A-Za-z_][\w.:-]*)((?:" + _ATTRIBUTE + rb")*+)\s*+(/?)>")
_NAMED = re.compile(rb'\s+([A-Za-z_][\w.:-]*)="([^"<>]*)"')
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#x27|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)")


def parted(data: bytes) -> tuple[list[bytes], str]:
    """Every tag of some bytes, in order, and the text between them."""
    pieces = _PARTED.split(data)
    words = b"".join(pieces[::2])
    if b"<" in words:
        raise Broken("it holds a stray <")
    return pieces[1::2], unescape(words.decode("utf-8"))


def unique(data: bytes) -> set[bytes]:
    """The different tags of some bytes."""
    pieces = set(data.split(b"<")[1:])
    found = TAG.findall(b"<" + b"<".join(pieces))
    if pieces and len(found) < len(pieces):
        raise Broken("it holds a stray <")
    return set(found)


def shapes(tags: Set[bytes]) -> set[bytes]:
    """Tags without the values of their attributes: a long document has about a hundred of them."""
    return set(TAG.findall(_VALUE.sub(b'=""', b"".join(tags))))


@lru_cache(maxsize=2000)
def parts(tag: bytes) -> tuple[str, Mapping[str, str]]:
    """The name of a tag, with a stroke before it where it closes, and its attributes."""
    match = _WHOLE.fullmatch(tag)
    if match is None or (match[1] and (match[3] or match[4])):
        raise Broken(f"it holds the tag {shown(tag)}")
    pairs = [(name.decode(), unescape(value.decode("utf-8"))) for name, value in _NAMED.findall(match[3])]
    if len(dict(pairs)) != len(pairs):
        raise Broken(f"an attribute stands twice in {shown(tag)}")
    return (match[1] + match[2]).decode(), dict(pairs)


def values(tags: Set[bytes], name: bytes) -> Iterator[tuple[str, str]]:
    """The attributes of a name, or of a prefix that ends in a colon: each with its value."""
    wanted = re.escape(name) + (rb"[\w.-]+" if name.endswith(b":") else b"")
    for key, value in re.findall(rb"\s(" + wanted + rb')="([^"<>]*)"', b"\n".join(tags)):
        yield key.decode(), unescape(value.decode("utf-8", "replace"))


def entities(data: bytes) -> str:
    """The first entity that is none of the five of XML, or ""."""
    found = _ENTITY.search(data) if b"&" in data else None
    return shown(data[found.start() : found.start() + 20]) if found else ""


def parse(data: bytes) -> str:
    """Read XML to its end: the text between its tags."""
    words: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text, parser.CharacterDataHandler = True, words.append
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Broken(f"it is not XML ({error})") from error
    return "".join(words)


def is_address(url: str) -> bool:
    """Whether a link may lead there: http, https or mailto, and no character that could hide something."""
    if not url.isprintable() or any(char in ' <>"\\^`{|}' for char in url):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in SCHEMES and bool(parts.path if parts.scheme == "mailto" else parts.hostname)
    except ValueError:
        return False
