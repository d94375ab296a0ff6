"""What is sewn to a sentence, as the splitter gives it: tags, headings, page furniture."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefbook.evidence.propose import wording
from briefbook.evidence.propose.wording import Wording

GLUED = 3
# sentences that follow without a blank, from which on a text has lost its line ends
FEW = 3
# blocks of a text that is one line
SAYS = 5
# words that are left of a sentence when its furniture is cut off

EARLY = 60
# letters at the beginning of a line in which a time of publication may stand

MATTER, DEBRIS, PIECE = "matter", "debris", "sentence"

_UP, _LOW = "A-ZÀ-ÖØ-ÞĐĀ-ŽА-Я", "a-zß-öø-ÿđā-žа-яạ-ỹ"
_STAMPED = re.compile(r"\W{0,3}date \d{4}(?:-\d\d){0,2}\s+")
_BROKEN = re.compile(r"(?:\\[rnt]){1,20}|<!--[^<>]{0,500}-->|<(?:br|p|hr|img|div)\b[^<>]{0,600}>")
_LEADING = re.compile(
    r"(?:<!?[a-zA-Z/-][^<>]{0,600}>|!\[[^\]]{0,400}\]\([^()\s]{0,500}[^()]{0,200}\)|(?:\\[rnt])+|[\s*_]+(?=<|!\[|\\[rnt]))+\s*"
)
_CELL = r"(?:-?\d{1,9}|NULL|'[^'\n]{0,200}')"
_ROW = re.compile(rf"\({_CELL}(?:, ?{_CELL}){{0,9}}, ?'")
_ROW_END = re.compile(rf"'(?:, ?{_CELL}){{1,9}}\)[,;]?\s*$")
# the other cells of a row of a database, around the text that one of them holds
_TRAILING = re.compile(
    r"(?:\s*(?:</?[a-zA-Z][^<>]{0,600}>|!\[[^\]]{0,400}\]\([^()\s]{0,500}\)|(?:\\[rnt])))+\s*$"
)
_STOPPED = re.compile(rf"[{_LOW}]{{2}}[.!?»”)]{{1,2}}[{_UP}][{_LOW}]")
_GLUE = re.compile(rf"(?<=[{_LOW}]{{3}})(?=[{_UP}][{_LOW}]{{2}})|(?<=[)»”€])(?=[{_UP}][{_LOW}])")
_CLOCK = re.compile(
    r"\d{1,2}(?:[./-]\d{1,2}[./-]|\.? \w{3,10} )\d{4}[\s,àa|–-]{1,5}"
    r"\d{1,2}\s?[:hH.]\s?\d{2}(?:\s*(?:Uhr|h|GMT|CET))?"
    r"(?:,? [^\d.!?]{3,20} \d{1,2}[:hH]\d{2})?|\b\d{1,2} (?:min|Min\.?)\b(?: (?:read|de lecture|de lectura))?"
)
_SIGNED = re.compile(
    r"(?<=[.!?”\"»)])\s*(?:[a-z]{1,6}(?:[/ ][a-z0-9]{1,6}){1,6}|\S{1,40}@\S{3,40}|"
    r"\((?:END|FIN|ENDE)\)|\s){1,4}$"
)
# initials of writers, their address, "(END)"
_AGENCY = re.compile(r"(?<=[.!?”\"»)\]])\s*[—–-]?\s*\(?[A-Z][\w./-]{1,20}\)?\.?\s*$")


@dataclass(frozen=True, slots=True)
class Cloth:
    """What of a whole text says how its sentences are sewn."""

    glued: bool
    # whether sentences follow one another without a blank
    single: bool
    # whether the text is one line, or nearly


def look(text: str, blocks: int) -> Cloth:
    """Whether a text has lost its line ends."""
    stops = sum(1 for _, _ in zip(range(GLUED), _STOPPED.finditer(text), strict=False))
    return Cloth(stops >= GLUED, blocks <= FEW)


def part(text: str, start: int, end: int, cloth: Cloth, words: Wording) -> Iterator[tuple[int, int, str]]:
    """The parts of a sentence, in order: its own words, and what was sewn to it."""
    if start < 40 and (found := _STAMPED.match(text, start, end)):
        yield start, found.end(), MATTER
        start = found.end()
    for begin, stop, own in _lines(text, start, end, words):
        if not own:
            yield begin, stop, DEBRIS
            continue
        yield from _piece(text, begin, stop, cloth, words)


def _piece(text: str, start: int, end: int, cloth: Cloth, words: Wording) -> Iterator[tuple[int, int, str]]:
    for begin, stop in _unbroken(text, start, end):
        if found := _ROW.match(text, begin, stop) or _LEADING.match(text, begin, stop):
            yield begin, found.end(), DEBRIS
            begin = found.end()
        own = begin + _body(text[begin:stop], words)
        for one, other in _unglued(text, begin, own) if cloth.glued else ((begin, own),):
            yield from _furnished(text, one, other, cloth, words)
        if own < stop:
            yield own, stop, DEBRIS


def _lines(text: str, start: int, end: int, words: Wording) -> Iterator[tuple[int, int, bool]]:
    """A sentence of several lines without those at its beginning that are furniture of the page."""
    at = start
    while 0 < (stop := text.find("\n", at, end)) < end:
        line = text[at:stop].strip()
        if not line or not wording.reason(line, len(line.split()), words, False):
            break
        yield at, stop, False
        at = stop + 1
    yield at, end, True


def _body(own: str, words: Wording) -> int:
    """Where a sentence ends and tags, initials or the sign of an agency begin."""
    end = len(own)
    near = max(0, end - 200)
    for rule in (_ROW_END, _TRAILING, _SIGNED, _AGENCY):
        found = rule.search(own, near, end)
        if found and found.start() and (rule is not _AGENCY or wording.is_agency(found[0], words)):
            end = found.start()
    return end


def _unbroken(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The text between literal line ends and tags that break a line."""
    at = start
    for found in _BROKEN.finditer(text, start, end):
        if found.start() > at and text[at : found.start()].strip():
            yield at, found.start()
            at = found.start()
    if at < end:
        yield at, end


def _unglued(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The text cut where a word is grown to the next one: "Streit bleibtBeide Seiten"."""
    at = start
    for found in _GLUE.finditer(text, start, end):
        word = re.search(r"[^\W\d_]*$", text[max(start, found.start() - 40) : found.start()])
        left = word[0] if word else ""
        if left and left[0].isupper() and len(left) < 7:
            continue
        yield at, found.start()
        at = found.start()
    yield at, end


def _furnished(
    text: str, start: int, end: int, cloth: Cloth, words: Wording
) -> Iterator[tuple[int, int, str]]:
    """In a text of one line: headline, byline and buttons before a sentence, lists of stories behind it."""
    own = text[start:end]
    if cloth.single and (away := words.away.search(own)):
        if own[: away.start()].strip():
            yield from _furnished(text, start, start + away.start(), cloth, words)
        yield start + away.start(), end, DEBRIS
        return
    found = [*_CLOCK.finditer(own if cloth.single else own[:EARLY])]
    found += words.inside.finditer(own) if cloth.single else ()
    cut = max((each.end() for each in found), default=0)
    rest = own[cut:].lstrip(" .,:|–-")
    if cut and len(rest.split()) >= SAYS and rest[:1].isupper():
        cut = len(own) - len(rest)
        yield start, start + cut, DEBRIS
        yield start + cut, end, PIECE
    elif cut and len(own.split()) < 2 * SAYS:
        yield start, end, DEBRIS
    else:
        yield start, end, PIECE
