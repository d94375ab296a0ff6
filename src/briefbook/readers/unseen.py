"""What of a page a reader does not see: taken out before its words are read."""

import re
from typing import Any

MAX_SHEETS = 1_000_000
# letters of style sheets in the page that are looked at
MAX_RULES = 2000
# rules of style sheets in the page that are looked at
_GONE = re.compile(
    r"(?:^|[;{\s])(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}(?:hidden|collapse)"
    r"|opacity\s{0,9}:\s{0,9}0(?:\.0{1,9})?\s{0,9}(?:[;!}]|$)"
    r"|font-size\s{0,9}:\s{0,9}0(?:\.0{1,9})?(?:px|pt|em|rem|%)?\s{0,9}(?:[;!}]|$)"
    r"|(?:left|top|right|text-indent|margin-left|margin-top)\s{0,9}:\s{0,9}-\d{3,9}(?:px|pt|em|rem)?)",
    re.IGNORECASE,
)
_SIMPLE = re.compile(r"\s{0,99}([.#]?)([A-Za-z_][A-Za-z0-9_-]{0,99})\s{0,99}")
_HIDING = {"sr-only", "visually-hidden", "screen-reader-text", "screenreader", "element-invisible"}
# classes by which many frameworks take words off the screen, in a style sheet that is not in the page
_UNWRITABLE = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def take_out(tree: Any) -> int:
    """Take hidden elements out of the tree; how many of them held words."""
    sheets = "\n".join(style.text_content() for style in tree.iter("style") if _for_screens(style))
    classes, ids, tags = _rules(_without_comments(sheets[:MAX_SHEETS]))
    found = [element for element in tree.iter() if _is_hidden(element, classes, ids, tags)]
    hidden = set(found)
    count = 0
    for element in found:
        inner = any(above in hidden for above in element.iterancestors())
        if not inner and element.tag not in ("script", "style", "template") and _has_words(element):
            count += 1
    for element in found:
        _drop(element)
    return count


def _drop(element: Any) -> None:
    """Take an element out and leave what follows it, where it stood."""
    above, before = element.getparent(), element.getprevious()
    # a reference such as &#14; gives a character that a tree may hold, but that nobody may put into one
    after = _UNWRITABLE.sub("\ufffd", element.tail or "")
    if after and before is None:
        above.text = _UNWRITABLE.sub("\ufffd", above.text or "") + after
    elif after:
        before.tail = _UNWRITABLE.sub("\ufffd", before.tail or "") + after
    above.remove(element)


def _for_screens(style: Any) -> bool:
    return style.get("media", "all").strip().lower() in ("all", "screen", "")


def _has_words(element: Any) -> bool:
    return any(
        each.tag not in ("script", "style") and isinstance(each.tag, str) and (each.text or "").strip()
        for each in element.iter()
    ) or any((each.tail or "").strip() for each in element.iterdescendants())


def _is_hidden(element: Any, classes: set[str], ids: set[str], tags: set[str]) -> bool:
    if not isinstance(element.tag, str) or element.tag in ("html", "body", "head"):
        return False
    get = element.get
    if get("hidden") is not None or (get("aria-hidden") or "").strip().lower() == "true":
        return True
    if element.tag == "input" or _GONE.search(get("style", "")[:5000]):
        return True
    if element.tag in tags or get("id", "") in ids:
        return True
    named = set((get("class") or "").split()[:200])
    return bool(named & classes or named & _HIDING)


def _without_comments(sheets: str) -> str:
    """Style sheets without what stands between /* and */, in one pass."""
    first, *others = sheets.split("/*")
    return first + " ".join(other.partition("*/")[2] for other in others)


def _rules(sheets: str) -> tuple[set[str], set[str], set[str]]:
    """The classes, ids and elements that the page's own style sheets hide; conditional rules do not count."""
    classes: set[str] = set()
    ids: set[str] = set()
    tags: set[str] = set()
    depth, selector = 0, ""
    for number, piece in enumerate(re.split(r"([{}])", sheets, maxsplit=4 * MAX_RULES)):
        if piece == "{":
            depth += 1
        elif piece == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            selector = piece.rpartition(";")[2]
        elif depth == 1 and not selector.lstrip().startswith("@") and _GONE.search(piece[:5000]):
            for one in selector.split(",")[:50]:
                if simple := _SIMPLE.fullmatch(one[:300]):
                    {".": classes, "#": ids, "": tags}[simple[1]].add(simple[2])
        if number >= 4 * MAX_RULES - 1:
            break
    return classes, ids, {tag.lower() for tag in tags}
