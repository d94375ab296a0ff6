"""What a page says of itself: JSON-LD, OpenGraph, meta elements, its language and address."""

import html
import json
from collections.abc import Iterator
from typing import Any

from briefbook.text import claims

MAX_JSON = 500_000
# letters of one JSON-LD block
MAX_NODES = 2000
_ARTICLES = ("article", "report", "posting", "webpage", "statement", "event")
_META = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title"),
    "publisher": (
        "og:site_name",
        "dc.publisher",
        "dcterms.publisher",
        "citation_publisher",
        "application-name",
    ),
    "author": ("author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "byl"),
    "date": (
        "article:published_time",
        "datepublished",
        "date",
        "dc.date",
        "dcterms.date",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "citation_publication_date",
        "pubdate",
        "publishdate",
    ),
    "lang": ("dc.language", "dcterms.language", "language"),
    "url": ("og:url",),
}


def of(tree: Any) -> dict[str, str]:
    """The claims of a page: first of JSON-LD, then of meta elements, then of the page itself."""
    metas: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = element.get("content")
        if content and len(key) < 60:
            metas.setdefault(key.strip().lower(), content)
    linked = _linked(tree)
    found: dict[str, str] = {}
    root = tree if tree.tag == "html" else tree.getroottree().getroot()
    for name, keys in _META.items():
        given = [linked.get(name, ""), *(metas.get(key, "") for key in keys)]
        if name == "lang":
            given.insert(0, root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
        if name == "url":
            given.insert(0, _canonical(tree))
        if name == "title":
            given.append(next((each.text_content() for each in tree.iter("title")), ""))
        if value := next(filter(None, (claims.cleaned(name, each) for each in given)), ""):
            found[name] = value
    return found


def _canonical(tree: Any) -> str:
    for element in tree.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            return str(element.get("href") or "")
    return ""


def _linked(tree: Any) -> dict[str, str]:
    """The claims of the first JSON-LD node that is an article."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        words = script.text or ""
        if len(words) > MAX_JSON:
            continue
        try:
            whole = json.loads(words, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(whole):
            kind = node.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            known = any(isinstance(each, str) and each.lower().endswith(_ARTICLES) for each in kinds)
            if known and (found := _of_node(node)):
                return found
    return {}


def _nodes(whole: object) -> Iterator[dict[str, Any]]:
    """The nodes of JSON-LD in order, those of lists and graphs too."""
    pending, seen = [whole], 0
    while pending and seen < MAX_NODES:
        value = pending.pop(0)
        seen += 1
        if isinstance(value, list):
            pending = [*value[:200], *pending]
        elif isinstance(value, dict):
            yield value
            inner = [value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in value]
            pending = inner + pending


def _of_node(node: dict[str, Any]) -> dict[str, str]:
    written = {
        "title": _named(node.get("headline") or node.get("name")),
        "publisher": _named(node.get("publisher")),
        "author": _named(node.get("author")),
        "date": _named(node.get("datePublished")),
        "lang": _named(node.get("inLanguage")),
        "url": _named(node.get("url")),
    }
    told = {key: html.unescape(value) for key, value in written.items() if value}
    return told if "title" in told or "date" in told else {}


def _named(value: object) -> str:
    """A text, the name of a thing, or the names of several."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        name = value.get("name")
        return name if isinstance(name, str) else ""
    if isinstance(value, list):
        return "; ".join(filter(None, (_named(each) for each in value[:20] if not isinstance(each, list))))
    return ""
