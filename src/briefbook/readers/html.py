"""Web pages: every word that a reader sees, in order, with what the page says of itself."""

import re
from collections.abc import Mapping
from typing import Any

from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.reading import Reading, Stretch
from briefbook.readers import article, figures, media, pageclaims, unseen
from briefbook.readers.sheet import BLOCK, CELL, ROW, Sheet
from briefbook.text import characters, decode

MAX_BYTES = 16 * 1024 * 1024
MAX_TAGS = 200_000
# tags in a page, closing ones too
MAX_ATTRIBUTES = 400_000
_UNREAD = re.compile(
    "head|script|style|template|noscript|svg|iframe|object|embed|canvas|audio|video|map|datalist"
).fullmatch
_BLOCK = re.compile(
    "address|article|aside|blockquote|body|caption|center|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|"
    "figure|footer|form|h[1-6]|header|hgroup|hr|li|legend|main|menu|nav|ol|option|optgroup|p|pre|search|section|"
    "select|summary|table|tbody|textarea|tfoot|thead|title|tr|td|th|ul"
).fullmatch
_KINDS = {
    **{f"h{level}": "heading" for level in range(1, 7)},
    **dict.fromkeys(("li", "dd", "dt"), "item"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    "blockquote": "quote",
    **dict.fromkeys(("nav", "aside", "menu", "select", "textarea"), "aside"),
}
_BESIDE = re.compile("navigation|complementary|banner|contentinfo|search|menu|menubar").fullmatch
_SPACE = re.compile(r"[ \t\n\f\r]+")
_SPACES = re.compile(r" {2,}")
_AROUND = re.compile(r" ?\n ?")
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)
_XML = re.compile(rb"\s{0,200}<\?xml[^>]{0,100}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9_:.-]{2,40})")


def read(
    data: bytes, path: str, *, guess: bool = False, declared: str = ""
) -> tuple[Reading, tuple[Diagnostic, ...]]:
    """Read a page; with `guess` also tell what on it stands beside the article."""
    text, encoding, problems = decode.document(data, path, declared or _declared(data), guess=guess)
    if any(problem.is_error for problem in problems):
        return Reading("", media.HTML), problems
    if refusal := _too_much(text):
        return _refused(refusal, path)
    tree, refusal = parse(text)
    if tree is None:
        return _refused(refusal, path)
    hidden = unseen.take_out(tree)
    sheet = Sheet()
    _walk(tree, sheet)
    found = sheet.text()
    if not found.strip():
        return _refused("holds no words that a reader sees", path)
    if characters.too_many_marks(found):
        return _refused(f"has a letter with more than {characters.MAX_MARKS} combining marks", path)
    if guess:
        _mark_beside(sheet, text)
    claims: Mapping[str, str] = pageclaims.of(tree)
    reading = Reading(found, media.HTML, encoding, (), claims, sheet.sorted_stretches())
    if hidden:
        message = (
            f"holds words that a reader of the page does not see ({hidden} place(s), hidden by its markup); "
            "they are left out"
        )
        problems = (*problems, Diagnostic("hidden-text", message, Severity.NOTE, path=path))
    return reading, problems


def parse(text: str) -> tuple[Any, str]:
    """The tree of a page, or None and why it cannot be read whole; nothing is fetched, nothing resolved."""
    from lxml import etree, html

    # lxml drops what lies deeper than 256 elements; only its log tells
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None, "holds no words that a reader sees"
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        return None, "is nested too deeply or has too long a text to be read whole; save it as text"
    return tree, ""


def _declared(data: bytes) -> str:
    if data.startswith(tuple(mark for mark, _ in decode.BOMS)):
        return "utf-16"
    found = _XML.match(data) or _CHARSET.search(data[:4096])
    return found[1].decode("ascii") if found else ""


def _too_much(text: str) -> str:
    if "\x00" in text:
        return "holds NUL characters, so it is not a web page"
    if len(text) > MAX_BYTES:
        return f"has {len(text):,} characters; the limit for a web page is {MAX_BYTES:,}"
    tags = text.count("<")
    if tags > MAX_TAGS:
        return f"has {tags:,} tags; the limit is {MAX_TAGS:,}"
    if text.count("=") > MAX_ATTRIBUTES:
        return f"has more than {MAX_ATTRIBUTES:,} attributes"
    return ""


def _refused(why: str, path: str) -> tuple[Reading, tuple[Diagnostic, ...]]:
    return Reading("", media.HTML), (Diagnostic("unreadable-source", why, path=path),)


def _walk(tree: Any, sheet: Sheet) -> None:
    """Every word in order; the depth is bounded by the parser."""
    run: list[str] = []

    def flush() -> None:
        sheet.add(_AROUND.sub("\n", _SPACES.sub(" ", "".join(run))).strip(" \n"))
        run.clear()

    def go(element: Any, held: int, kept: bool) -> None:
        tag = element.tag
        if not isinstance(tag, str) or _UNREAD(tag):
            return
        if tag == "br":
            run.append("\n")
            return
        block, pre = _BLOCK(tag) is not None, kept or tag in ("pre", "textarea")
        before = sheet.count
        if block:
            flush()
            _part_before(tag, sheet, held)
            if kind := _kind(element):
                sheet.begin(kind, int(tag[1]) if kind == "heading" else 0)
        if tag == "sup":
            run.append(_raised(element))
            return
        inner = sheet.count if tag in ("td", "th") else held
        run.append(_kept(element.text, pre))
        for child in element:
            go(child, inner, pre)
            run.append(_kept(child.tail, pre))
        if block:
            flush()
            if kind:
                sheet.end()
            _part_after(tag, sheet, before, held)

    go(tree, -1, False)
    flush()


def _kept(words: str | None, pre: bool) -> str:
    if not words:
        return ""
    return words.replace("\r\n", "\n") if pre else _SPACE.sub(" ", words)


def _raised(element: Any) -> str:
    """What stands raised: a figure that calls a note of the page is no word of it."""
    words = _SPACE.sub(" ", element.text_content())
    calls = any((link.get("href") or "").startswith("#") for link in element.iter("a"))
    calls |= any((above.get("href") or "").startswith("#") for above in element.iterancestors("a"))
    return "" if calls and len(words) <= 6 else figures.raised(words)


def _part_before(tag: str, sheet: Sheet, held: int) -> None:
    if tag in ("td", "th"):
        sheet.part(CELL)
    elif tag == "tr":
        sheet.part(ROW)
    elif held != sheet.count and tag not in ("tbody", "thead", "tfoot"):
        # the first block of a cell stands where the cell does
        sheet.part(BLOCK)


def _part_after(tag: str, sheet: Sheet, before: int, held: int) -> None:
    if tag in ("td", "th"):
        # cells of several blocks each are a page's layout, not a table of figures
        sheet.close_up(BLOCK if sheet.count > before + 1 else CELL) if sheet.count > before else None
    elif tag == "tr":
        sheet.part(ROW)
    elif held != sheet.count and tag not in ("tbody", "thead", "tfoot"):
        sheet.part(BLOCK)


def _kind(element: Any) -> str:
    """The kind of stretch that an element is, or ""."""
    tag = element.tag
    if _BESIDE(element.get("role", "")):
        return "aside"
    if tag == "footer":
        return (
            ""
            if any(above.tag in ("article", "blockquote") for above in element.iterancestors())
            else "footer"
        )
    return _KINDS.get(tag, "")


def _mark_beside(sheet: Sheet, text: str) -> None:
    """Blocks that stand beside the article, told by how the page is written; its headings stay."""
    tree, _ = parse(text)
    titles = {each.start for each in sheet.stretches if each.kind == "heading" and each.level == 1}
    for start, end in article.beside(tree, sheet.text(), sheet.blocks()):
        if start not in titles:
            sheet.stretches.append(Stretch(start, end, "aside"))
