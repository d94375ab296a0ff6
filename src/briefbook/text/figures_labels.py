"""Numbers that are names: codes, numbered documents, telephone numbers, times of the day."""

import re
from decimal import Decimal

from briefbook.text.figures_page import EMPTY, LABEL, ORDINAL, TIME, Page, Piece

_CLOCK = re.compile(r"([01]?\d|2[0-4])(?:[:h]([0-5]\d)(?![\w:])|h(?!\w))(?: ?([ap])\.?m\b\.?)?")
_HALF_DAY = re.compile(r"(1[0-2]|[1-9])(?:[:.]([0-5]\d))? ?([ap])\.?m\b\.?")
_RATIO = re.compile(r"\d{1,9}(?:[/:]\d{1,9}){1,4}(?:[/+-][^\W_]{1,12}(?::\d\d)?){0,4}(?!\w)")
_NUMBERED = re.compile(r"\d{1,4}(?:\.\d{1,4}){2,5}(?![\d,])")
_GROUPS = re.compile(r"\d{1,3}(?:\.\d{3})+(?![.\d])")
_PHONE = re.compile(r"\d[\d \-()]{6,20}\d")
_TAIL = re.compile(r"[\w\-/]{0,40}")
_SHAPING = frozenset(":.h/ap ")
# with one of these a time, a ratio or a numbered heading goes on behind its first digits
_NAME = re.compile(r"[^\W\d_]+(?=[\W\d_]*\Z)")
_ROMAN = re.compile(r"(?=[IVXLC])(?:XL|L|X{0,3})(?:IX|IV|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def shaped(page: Page, at: int, end: int, glued: str, money: bool) -> tuple[int, Piece | None] | None:
    """What the shape of digits shows to be a name or a time, and where to read on; None for a plain number.

    `end` is where the digits end, `glued` what stands before them without a blank.
    """
    lower = page.lower
    if glued.endswith("+") and (phone := _PHONE.match(lower, at)):
        return phone.end(), _label(page, at, phone.end(), "phone")
    if money:
        return None
    if any(char.isalpha() for char in glued) and not _is_dash(page, at) and not _has_word(page, at):
        name = _NAME.search(glued)
        return _coded(page, at - len(glued), at, name[0] if name else "")
    if lower[end : end + 1] not in _SHAPING or (lower[end] == " " and lower[end + 1 : end + 2] not in "ap"):
        return None
    if clock := _CLOCK.match(lower, at) or _HALF_DAY.match(lower, at):
        return clock.end(), _time(at, clock)
    if ratio := _RATIO.match(lower, at):
        return ratio.end(), _label(page, at, ratio.end(), ratio[0])
    numbered = _NUMBERED.match(lower, at)
    if numbered and not _GROUPS.match(lower, at):
        return numbered.end(), _label(page, at, numbered.end(), "number")
    return None


def glued_right(page: Page, at: int, end: int) -> tuple[int, Piece | None]:
    """The name that digits begin: 5G, 21B."""
    match = _TAIL.match(page.lower, end)
    stop = match.end() if match else end
    letters = "".join(char for char in page.lower[end:stop] if char.isalpha())
    return max(stop, end), _label(page, at, stop, letters)


def named(page: Page, piece: Piece, at: int) -> Piece | None:
    """A bare number after the word for a numbered thing or for a rank; None for any other."""
    if piece.unit or piece.scale > 1 or piece.low != piece.high:
        return None
    before = page.before(at)
    label = page.grammar.labels.last(before)
    if label:
        deeper = page.grammar.labels.last(before[: -label[0]]) if label[1] == "number" else None
        return piece._replace(unit=LABEL, noun=deeper[1] if deeper else label[1], other=None)
    if page.grammar.ranks.last(before):
        return piece._replace(unit=ORDINAL)
    return None


def roman(page: Page, at: int, end: int) -> Piece | None:
    """A Roman number after the word for a numbered thing: Article IV."""
    written = page.folded.text[at:end]
    label = page.grammar.labels.last(page.before(at)) if _ROMAN.fullmatch(written) else None
    if label is None:
        return None
    values = [_VALUES[char] for char in written]
    total = sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    return EMPTY._replace(
        start=at, end=end, low=Decimal(total), high=Decimal(total), unit=LABEL, noun=label[1]
    )


def _coded(page: Page, start: int, at: int, name: str) -> tuple[int, Piece | None]:
    match = _TAIL.match(page.lower, at)
    stop = match.end() if match else at + 1
    while page.lower[stop - 1] in "-/":
        stop -= 1
    return stop, _label(page, start, stop, name)


def _label(page: Page, start: int, end: int, name: str) -> Piece:
    value = Decimal("".join(char for char in page.lower[start:end] if char.isdecimal())[:40] or 0)
    return EMPTY._replace(start=start, end=end, low=value, high=value, unit=LABEL, noun=name)


def _time(at: int, clock: re.Match[str]) -> Piece:
    hour, minute = int(clock[1]), int(clock[2] or 0)
    if clock[3]:
        hour = hour % 12 + (12 if clock[3] == "p" else 0)
    value = Decimal(hour * 60 + minute)
    return EMPTY._replace(start=at, end=clock.end(), low=value, high=value, unit=TIME)


def _is_dash(page: Page, at: int) -> bool:
    """Whether a dash, which parts words, stands before the digits, and no hyphen, which joins them."""
    return page.raw[page.folded.source_start(at - 1)] in "–—―"


def _has_word(page: Page, at: int) -> bool:
    """Whether what is glued to the digits is the word for a numbered thing: no.5, n°5."""
    return page.grammar.labels.last(page.before(at)) is not None
