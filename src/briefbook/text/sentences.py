"""A text cut into sentences and lines that stand alone, as offsets."""

import itertools
import re
from dataclasses import dataclass
from functools import lru_cache

from briefbook.text.languages import Language

REACH = 40
# letters before and after a stop that are looked at
NARROW, WIDE = 40, 160
# a text whose lines are longer than WIDE is not wrapped; a line under NARROW was not ended by the margin
RAGGED, HALF = 3, 50
# lines that go on in small letters, from which on a text is wrapped; letters of a line that may have been

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")
_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(?:.*\r?\n){0,200}?---[ \t]*(?:\r?\n|\Z)")
_MARK = re.compile(
    r"[ \t\u00a0]*(?:(?:[-*+•‣▪●◦·–—]|>+|#{1,6})[ \t\u00a0]+|\\?#{2,6}(?=\s*$)"
    r"|\(?[a-zA-Z0-9]{1,2}\)[ \t\u00a0]+|\d{1,2}\.[ \t\u00a0]+(?=\D))"
)
# what stands before a heading or a list item: a dash, a bullet, a number, hash marks
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]")
_DATE_LINE = re.compile(r"[ \t]*[—–][ \t]*(?:[A-Z]{2,6}|[A-Z]{2,5}/[A-Z]{2,5})[.]?\s*$")
# the sign of an agency behind a dash, which closes its sentence
_STOP = re.compile(r"(?:[.!?…]+|[。！？｡।॥؟۔።])(?:[\"'”’»›)\]）」』*_]|[ \u00a0\u202f][»›]|</?\w{1,8}>)*")
_OPENING = "\"'“‘«‹([¿¡—–-*_<>/「『（ \t\u00a0\u202f\r\n"
_BEFORE = re.compile(r"[\w.\-'’°º]+$")
_GLUED = re.compile(r"[^\W_]+\.")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_TAIL = re.compile("[-'’]")
_TAG = re.compile(r"</?\w{1,8}>")
_UNSPACED = "。！？｡।॥؟۔።"


@dataclass(frozen=True, slots=True)
class _Words:
    """The abbreviations and first words of one language."""

    never: frozenset[str]
    # a name or a number follows
    number: frozenset[str]
    # a number follows, or the word is an ordinary one
    after: frozenset[str]
    # ends a sentence where a capital follows and a figure stands before
    may: frozenset[str]
    # ends a sentence where a word follows that often begins one
    first: frozenset[str]
    ordinals: bool
    # whether "6." is "6th"


def split(text: str, language: Language) -> tuple[tuple[int, int], ...]:
    """Half-open offsets of every sentence, heading and list item, in order, blanks left out."""
    words = _words(language)
    found: list[tuple[int, int]] = []
    for start, end in blocks(text):
        begin = start
        for stop in _STOP.finditer(text, start, end):
            if stop.end() < end and _ends(text, stop, start, end, words):
                _keep(text, begin, stop.end(), start, found)
                begin = stop.end()
        _keep(text, begin, end, start, found)
    return tuple(found)


def blocks(text: str) -> tuple[tuple[int, int], ...]:
    """The paragraphs, headings and list items of a text, wrapped lines joined, their marks left out."""
    body = front_matter(text)
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text, body)]
    width = _width(text, lines)
    wraps, long = _wraps(text, lines)
    width, ragged = width if wraps else WIDE + 1, long >= RAGGED
    found = [(m.start(), m.end()) for m in _LINE.finditer(text, 0, body)]
    start = last = -1
    for begin, end in lines:
        if not text[begin:end].strip("\ufeff \t\u00a0"):
            begin = -1
        if start >= 0 and (
            begin < 0 or _breaks(text, last, begin, end, 0 if ragged and _is_open(text, last) else width)
        ):
            found.append((start, last))
            start = -1
        if begin >= 0:
            if start < 0:
                mark = _MARK.match(text, begin, end)
                start = mark.end() if mark else begin
            last = end
    if start >= 0:
        found.append((start, last))
    return tuple(found)


def front_matter(text: str) -> int:
    """Where the text proper begins, behind a block of `key: value` lines between `---` marks."""
    found = _FRONT.match(text[:65536]) if text[:4].lstrip("\ufeff").startswith("---") else None
    return found.end() if found else 0


def _width(text: str, lines: list[tuple[int, int]]) -> int:
    """How wide the lines are that another one follows; what a margin of the text would be."""
    lengths = sorted(
        end - start
        for (start, end), (following, _) in itertools.pairwise(lines)
        if following - end <= 2 and text[start:end].strip()
    )
    return max(NARROW, lengths[len(lengths) * 9 // 10]) if lengths else NARROW


def _wraps(text: str, lines: list[tuple[int, int]]) -> tuple[int, int]:
    """How many lines go on in small letters, and how many long ones of them: what wrapped lines do."""
    found = [
        end - start
        for (start, end), (following, _) in itertools.pairwise(lines)
        if following - end <= 2 and text[following : following + REACH].lstrip(" \t")[:1].islower()
    ]
    return len(found), sum(length >= HALF for length in found)


def _is_open(text: str, last: int) -> bool:
    """Whether a line is long and does not end as a sentence does."""
    before = max(text.rfind("\n", 0, last), text.rfind("\r", 0, last)) + 1
    return last - before >= HALF and text[last - 1] not in '.!?…:;。！？｡।॥؟۔"”»›)*_>'


def _breaks(text: str, last: int, begin: int, end: int, width: int) -> bool:
    """Whether a new line begins something new, rather than going on with what stands before."""
    before = max(text.rfind("\n", 0, last), text.rfind("\r", 0, last), last - WIDE - 1) + 1
    if re.search(r"\n[^\S\n]*\n|\r[^\S\r\n]*\r(?!\n)|\u2029", text[last:begin]):
        return True
    if _HEADING.match(text, before, last) or _MARK.match(text, begin, end):
        return True
    if width > WIDE:
        return True
    first = text[begin:end].lstrip("\ufeff \t\u00a0")
    if first[:1].islower():
        return False
    room = (last - before) + 1 + len(first.split(maxsplit=1)[0])
    return room < width - 2


def _keep(text: str, begin: int, end: int, block: int, found: list[tuple[int, int]]) -> None:
    while begin < end and (text[begin].isspace() or text[begin] == "\ufeff"):
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin >= end:
        return
    piece = text[begin : min(end, begin + 400)]
    says = any(map(str.isalnum, _TAG.sub("", piece)))
    joins = found and found[-1][0] >= block and end - begin < REACH
    if joins and (not says or _DATE_LINE.match(piece)):
        found[-1] = (found[-1][0], end)
    elif says:
        found.append((begin, end))


def _ends(text: str, stop: re.Match[str], start: int, end: int, words: _Words) -> bool:
    """Whether a stop ends its sentence, by what stands on both sides of it."""
    if stop[0][0] in _UNSPACED:
        return True
    after, space = _following(text, stop.end(), end)
    head = after[:1]
    if not head:
        return False
    if not space:
        return _is_glued(text, stop, start, after, words)
    if head.islower():
        return False
    if stop[0][0] != ".":
        return not (stop[0][0] == "…" and head.isdigit())
    if stop[0].startswith("..") or len(stop[0]) > 1:
        return True
    return _dot_ends(text, stop.start(), start, after, words)


def _dot_ends(text: str, at: int, start: int, after: str, words: _Words) -> bool:
    found = _BEFORE.search(text, max(start, at - REACH), at)
    word = found[0].lstrip("'’-.") if found else ""
    tail = _TAIL.split(word)[-1]
    if "’" in word or "'" in word or _INITIALS.fullmatch(tail):
        # l’art. 5, Philippines-U.S.
        word = tail
    low = word.casefold()
    begins = _begins(after, words)
    if not word:
        return True
    if low in words.never or (low in words.number and (after[0].isdigit() or after[0] in "ⅠⅡIVX")):
        return False
    if low in words.after:
        figure = text[max(start, at - len(word) - 12) : at - len(word)].rstrip()
        return figure[-1:].isdigit() and not after[0].isdigit() and not after[:2].isupper()
    if low in words.may or (_INITIALS.fullmatch(word) and not word[-2:].isdigit()):
        return begins
    if len(word) == 1 and word.isalpha() and word.isupper():
        return begins
    if word.isdigit() and len(word) <= 2:
        if text[start : at - len(word)].strip(_OPENING) == "":
            return False
        return not (words.ordinals and after[0].isalpha() and not begins)
    return True


def _begins(after: str, words: _Words) -> bool:
    """Whether what follows is a word that often begins a sentence."""
    found = _WORD.match(after)
    if not found or (len(found[0]) == 1 and after[1:2] == "."):
        return False
    word = found[0].casefold().replace("’", "'")
    return word in words.first or word.partition("'")[0] + "'" in words.first


def _following(text: str, at: int, end: int) -> tuple[str, bool]:
    """The letters behind a stop, opening marks left out, and whether a blank parts them from it."""
    near = text[at : min(end, at + REACH)]
    bare = near.lstrip(_OPENING)
    return bare, near[: len(near) - len(bare)] != "" and any(map(str.isspace, near[: len(near) - len(bare)]))


def _is_glued(text: str, stop: re.Match[str], start: int, after: str, words: _Words) -> bool:
    """Whether a sentence follows without a blank: "… collaboration.The visit …", not "node.Js" or "3.5"."""
    if text[stop.end() : stop.end() + 1] not in (after[0], "“", "«") or not after[0].isupper():
        return False
    before = text[max(start, stop.start() - REACH) : stop.start()].rsplit(None, 1)[-1:] or [""]
    word = before[0].strip("\"'“”‘’«»()[]")
    if any(mark in word for mark in "/@.:_") or word[:1].isdigit() != word[-1:].isdigit():
        return False
    following = _WORD.match(after)
    if not following or after[following.end() : following.end() + 1] in (".", "/", "@"):
        return False
    if len(following[0]) < 4 and not _begins(after, words):
        return False
    clean = word.replace("-", "").replace("’", "").replace("'", "")
    closed = len(stop[0]) > 1 or (len(clean) > 1 and (clean[-1].islower() or clean.isdigit()))
    return closed and (following[0][1:].islower() or len(following[0]) == 1)


@lru_cache(maxsize=32)
def _words(language: Language) -> _Words:
    table = language.table("sentences")

    def listed(key: str) -> frozenset[str]:
        return frozenset(str(each).casefold().rstrip(".") for each in table.get(key, ()))

    return _Words(
        listed("before_name"),
        listed("before_number"),
        listed("after_number"),
        listed("may_end"),
        listed("first_words"),
        bool(table.get("ordinal_dot", False)),
    )
