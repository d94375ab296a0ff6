"""What of a page is not the report: menus, captions, credits, teasers; each with its reason."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from briefbook.evidence.propose import layout, wording
from briefbook.evidence.propose.layout import Look, Page
from briefbook.evidence.propose.wording import Wording
from briefbook.model.proposal import KEEP, NOISE, SUSPECT, Unit
from briefbook.text.languages import Own

SHORT = 5
# words under which a line that is no sentence says nothing
LINE = 12
# words from which on a line without a full stop may state something
STATED = 9
# words from which on a heading or a line of a list may state something
HEAD = 3
# blocks at the head of a page, among which its title stands
FOREIGN = 0.3
# the share of a document from which on a second language is its own and no stray
COPY = 25
# words from which on a block that comes again is a copy and no slogan
SPOKEN = 2
# asides such as "(Applause.)" that make a document a transcript

_TEASER = frozenset({">>", ">>>", "»", "►", "▶", "+++", "=>", "→"})
_PICTURE = re.compile(r"!\[[^\]]{0,500}\]\(|<img\b|data:image/|srcset=|\[caption\b")
_DEBRIS = re.compile(
    r"[A-Za-z0-9+/=_-]{80,}|</?(?:div|span|script|style|iframe|svg|table|td|tr|ul|li)\b|"
    r"[{};]\s*$|^\s*(?:var |function |window\.|@media|\.[\w-]+\s*\{)|&lt;/?\w+"
)
_NEXT = re.compile(r"[.!?][\"”»)]*\s+[^\W\d_a-z]")
_WHOLE = re.compile(r"\W{0,9}!\[[^\]]{0,500}\]\([^()\s]{0,600}[^()]{0,200}\)\W{0,9}")
_STATED = re.compile(r"\d[\d.,  ]*\s*(?:%|\w)")
_WEATHER = re.compile(r"\d{1,2} ?°")
_QUESTION = re.compile(r"(?:Q|Question|Frage|Pregunta|Вопрос|Hỏi)\s*[-–:.]\s")


def judge(pages: Sequence[Page], units: Sequence[Unit], own: Own | None = None) -> tuple[Unit, ...]:
    """Say of every unit whether it is kept, suspect or noise, and why."""
    listed: dict[str, list[Unit]] = {page.document.id: [] for page in pages}
    for unit in units:
        listed[unit.source].append(unit)
    judged: list[Unit] = []
    for page in pages:
        words = wording.of(page.document.source.meta.lang, own)
        judged += _page(page, listed[page.document.id], words)
    return tuple(judged)


def _page(page: Page, units: Sequence[Unit], words: Wording) -> list[Unit]:
    blocks = _blocks(page, units, words)
    spoken = len(words.aside.findall(page.document.reading.text)) >= SPOKEN
    return [_unit(unit, page, blocks[unit.block], words, spoken) for unit in units]


def _unit(unit: Unit, page: Page, block: tuple[str, str], words: Wording, spoken: bool) -> Unit:
    """Judge a sentence by its block first, then by itself."""
    if unit.kind == "matter":
        return replace(unit, state=NOISE, reason="front matter")
    if unit.kind == "debris":
        return replace(unit, state=NOISE, reason="furniture or code of the page")
    if block[0] == NOISE:
        return replace(unit, state=NOISE, reason=block[1])
    look = page.looks[unit.block]
    alone = unit.start <= look.start and unit.end >= look.end
    said = wording.without_asides(unit.text, words)
    count = len(said.split())
    if not count:
        return replace(unit, state=NOISE, reason="a mark of applause or of a speaker")
    if wording.is_stamp(unit.text, words) or (count < 3 and not any(map(str.isdigit, said))):
        return replace(unit, state=NOISE, reason="too short to say anything")
    if spoken and wording.is_courtesy(unit.text, words):
        return replace(unit, state=NOISE, reason="courtesy of a speech")
    if not alone and (
        wording.is_agency(unit.text, words) or (count <= LINE and wording.is_credit(unit.text, words))
    ):
        return replace(unit, state=NOISE, reason="a credit or the sign of an agency")
    if not alone and count < LINE and not layout.is_closed(said) and said[:1] not in '“«„"':
        return replace(unit, state=NOISE, reason="words that are no sentence")
    if _QUESTION.match(said):
        return replace(unit, state=NOISE, reason="a question from the floor")
    if count <= LINE and unit.text.rstrip().endswith(":") and not any(map(str.isdigit, said)):
        return replace(unit, state=NOISE, reason="opens a list and says nothing alone")
    return replace(unit, state=block[0], reason=block[1])


def _blocks(page: Page, units: Sequence[Unit], words: Wording) -> list[tuple[str, str]]:
    """State and reason of every block, the first rule that holds first."""
    last = max((number for number, look in enumerate(page.looks) if look.is_prose), default=-1)
    told = [_alone(page, number, words, last) for number in range(len(page.looks))]
    for number, why in _copies(page.looks).items():
        told[number] = told[number] if told[number][1] else (NOISE, why)
    for number, why in _foreign(page, units).items():
        told[number] = told[number] if told[number][1] else (NOISE, why)
    for number in _elsewhere(page.looks, words):
        told[number] = (
            told[number] if told[number][0] == NOISE else (NOISE, "part of a list of other stories")
        )
    for number in _captions(page, told):
        told[number] = (NOISE, "a caption beside its credit")
    return told


def _alone(page: Page, number: int, words: Wording, last: int) -> tuple[str, str]:
    """What a block says of itself, whatever stands around it; `last` is the last paragraph of the page."""
    look = page.looks[number]
    raw = page.document.reading.text[look.start : look.end]
    if look.mark in _TEASER:
        return NOISE, "points to another story"
    if _WHOLE.fullmatch(raw[:1500]) or (
        _PICTURE.search(raw[:600]) and 2 * len(look.text) < len(raw) and look.words < 2 * COPY
    ):
        return NOISE, "a picture"
    if _DEBRIS.search(raw[:2000]) and not look.is_prose:
        return NOISE, "code of the page"
    lines = look.text.splitlines() or [look.text]
    told = [wording.reason(line, len(line.split()), words, look.closed) for line in lines[:SHORT]]
    if all(told) and len(lines) <= SHORT:
        return NOISE, told[0]
    if _WEATHER.search(look.text) and look.words < 2 * LINE:
        return NOISE, "the weather of the page"
    if number in page.headings:
        stated = number > HEAD and look.words >= STATED and _STATED.search(look.text)
        return (SUSPECT, "a heading that states something") if stated else (NOISE, "a heading")
    if look.words < SHORT and not (look.closed and look.words > 2):
        return NOISE, "too short to say anything"
    if look.closed and look.words <= SHORT and not look.is_item and not any(map(str.isdigit, look.text)):
        return SUSPECT, "a paragraph of a few words, such as a caption"
    if (
        not look.closed
        and look.words < LINE
        and not look.is_item
        and not _is_listed(page.looks, number, last)
    ):
        return NOISE, "a line that is no sentence"
    return KEEP, ""


def _is_listed(looks: Sequence[Look], number: int, last: int) -> bool:
    """Whether a line without a full stop stands among others that state something, the report after them."""
    beside = [look for look in looks[max(0, number - 1) : number + 2] if look is not looks[number]]
    like = any(not look.closed and look.words >= STATED and not look.strong for look in beside)
    return like and looks[number].words >= STATED and HEAD < number <= last


def _copies(looks: Sequence[Look]) -> dict[int, str]:
    """Lines that come again: slogans and menus wherever they stand, long ones from the second time on."""
    plain = [wording.plain(look.text) for look in looks]
    times = Counter(each for each in plain if each)
    seen: set[str] = set()
    found: dict[int, str] = {}
    for number, (look, line) in enumerate(zip(looks, plain, strict=True)):
        if times[line] > 1 and (line in seen or not _is_said(look)):
            found[number] = "comes again on the page"
        seen.add(line)
    return found


def _is_said(look: Look) -> bool:
    """Whether a block is long enough to be of the report the first time it stands."""
    return look.is_prose or look.words >= COPY or (look.closed and look.words > SHORT)


def _foreign(page: Page, units: Sequence[Unit]) -> dict[int, str]:
    """Blocks in another language than their document, where there are few of them."""
    home = page.document.source.meta.lang.partition("-")[0]
    counts: Counter[str] = Counter()
    blocks: dict[int, str] = {}
    for unit in units:
        counts[unit.lang.partition("-")[0]] += len(unit.text)
        blocks[unit.block] = unit.lang.partition("-")[0]
    total = sum(counts.values()) or 1
    return {
        number: "in another language than the document"
        for number, lang in blocks.items()
        if lang != home and counts[lang] / total < FOREIGN
    }


def _elsewhere(looks: Sequence[Look], words: Wording) -> set[int]:
    """The blocks of lists of other stories: to the end of the page, or to where the report goes on.

    In such a list a title stands before each paragraph of one sentence; two paragraphs in a row, or one of
    several sentences, are the report.
    """
    prose = [look.is_prose for look in looks]
    found, inside = set(), False
    for number, look in enumerate(looks):
        if wording.announces(look.text, words):
            inside = True
            continue
        if inside and prose[number] and (any(prose[number + 1 : number + 2]) or _is_several(look)):
            inside = False
        if inside:
            found.add(number)
    return found


def _is_several(look: Look) -> bool:
    return look.words >= 2 * LINE and _NEXT.search(look.text) is not None


def _captions(page: Page, told: Sequence[tuple[str, str]]) -> set[int]:
    """Short blocks that stand before a credit or after a picture."""
    found = set()
    for number, (_, why) in enumerate(told):
        at = number - 1 if why.startswith("a caption") else number + 1 if why == "a picture" else -1
        if not 0 <= at < len(told) or told[at][0] == NOISE:
            continue
        look = page.looks[at]
        alone = page.looks[number].words <= 6
        if alone and look.words <= 2 * LINE and not any(map(str.isdigit, look.text)):
            found.add(at)
    return found


__all__ = ["KEEP", "NOISE", "SUSPECT", "judge"]
