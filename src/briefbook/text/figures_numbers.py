"""Numbers in digits, in words and in both, read into exact values."""

import re
from dataclasses import dataclass, field
from decimal import Context, Decimal

from briefbook.text.figures_grammar import Grammar, Step, Word
from briefbook.text.figures_page import Page

MAX_DIGITS = 15
# of a number; what is longer is no quantity
EXACT = Context(prec=100)

_PLAIN = re.compile(r"\d{1,40}")
_FRACTION = re.compile(r"([.,])(\d{1,12})(?!\d|[.,]\d)")
_MARKS = re.compile(r"[.,' ]")
_PARTING = frozenset(".,' ")
# what may part the digits of one number
_THREES = re.compile(r"\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3}){0,9}(?!\d)")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2}){1,8},\d{3}(?!\d)")
_GLUED = re.compile(r"[.\-‑]?([^\W\d_]{1,5})(?![\w])")


@dataclass(slots=True)
class Number:
    """A number of a text, and how it is written."""

    start: int
    end: int
    value: Decimal
    other: Decimal | None = None
    # the second reading of "6,765" where both marks are at home
    spelled: bool = True
    scale: Decimal = Decimal(1)
    # what the last word multiplied it by
    ordinal: bool = False
    grouped: bool = False
    bound: str = ""


@dataclass(slots=True)
class _Sum:
    """The value of the words read so far."""

    parts: list[tuple[Decimal, Decimal]] = field(default_factory=list)
    # finished groups: scale and value
    group: Decimal = Decimal(0)
    last: Step | None = None
    used: bool = False

    def total(self) -> Decimal:
        return sum((value for _, value in self.parts), self.group)


def read(page: Page, at: int, money: bool) -> Number | None:
    """The number that begins at a place of a text, as long as it goes; None where none does.

    `money` says whether a currency stands before it.
    """
    text, grammar = page.lower, page.grammar
    sum_ = _Sum()
    number = Number(at, at, Decimal(0))
    if text[at].isdigit():
        digits = digits_at(text, at, grammar)
        if digits is None:
            return None
        number.value, number.other, number.end, number.grouped = digits
        number.spelled, sum_.group, sum_.used = False, number.value, True
        sum_.last = Step("digits", number.value)
        if _ordinal_suffix(text, number, grammar):
            return number
    while _go_on(page, number, sum_, money):
        pass
    if not sum_.used:
        return None
    number.value = sum_.total()
    if number.other is not None and number.scale > 1:
        # 45.300 millones: nobody writes a fraction with three places and the mark of groups there
        number.other = None if number.grouped else EXACT.multiply(number.other, number.scale)
    return number


def digits_at(text: str, at: int, grammar: Grammar) -> tuple[Decimal, Decimal | None, int, bool] | None:
    """A number in digits: its value, a second reading, its end, and whether it stands in groups."""
    plain = _PLAIN.match(text, at)
    if plain is None:
        return None
    following = text[plain.end() : plain.end() + 1]
    for shape in (_INDIAN, _THREES) if following in _PARTING else ():
        grouped = shape.match(text, at)
        if grouped and _is_group(grouped, text, grammar):
            return _with_fraction(text, grouped, grammar)
    if len(plain[0]) > MAX_DIGITS or following.isdigit():
        return None
    fraction = _FRACTION.match(text, plain.end()) if following in _PARTING else None
    if fraction is None:
        return Decimal(plain[0]), None, plain.end(), False
    value = Decimal(f"{plain[0]}.{fraction[2]}")
    if len(fraction[2]) == 3 and len(plain[0]) <= 3 and plain[0] != "0":
        whole = Decimal(plain[0] + fraction[2])
        if fraction[1] != grammar.decimal:
            return whole, None, fraction.end(), True
        return value, whole if grammar.both else None, fraction.end(), False
    return value, None, fraction.end(), False


def _is_group(found: re.Match[str], text: str, grammar: Grammar) -> bool:
    if found.re is _INDIAN:
        return True
    mark, groups = found[1], len(_MARKS.split(found[0])) - 1
    if mark == "'":
        return True
    if found[0].startswith("0"):
        return False
    if mark == " ":
        return grammar.space_groups or groups > 1
    following = text[found.end() : found.end() + 2]
    if following[:1] in (".", ",") and following[1:].isdigit():
        # 1.234,5: the mark before the last one parts groups, if the last one differs
        return following[0] != mark
    return groups > 1 or mark == grammar.group


def _with_fraction(
    text: str, grouped: re.Match[str], grammar: Grammar
) -> tuple[Decimal, Decimal | None, int, bool]:
    whole = _MARKS.sub("", grouped[0])
    mark = _MARKS.search(grouped[0])
    fraction = _FRACTION.match(text, grouped.end())
    if fraction and mark and fraction[1] != mark[0]:
        return Decimal(f"{whole}.{fraction[2]}"), None, fraction.end(), True
    value = Decimal(whole)
    single = len(whole) <= 6 and mark and mark[0] in ".,"
    other = Decimal(_MARKS.sub(".", grouped[0])) if grammar.both and single else None
    return value, other, grouped.end(), True


def _ordinal_suffix(text: str, number: Number, grammar: Grammar) -> bool:
    glued = _GLUED.match(text, number.end) if text[number.end : number.end + 1].strip() else None
    if not glued or glued[1] not in grammar.suffixes:
        return False
    number.end, number.ordinal = glued.end(), True
    return True


def _go_on(page: Page, number: Number, sum_: _Sum, money: bool) -> bool:
    """Take the next word or digits into the number; False where it ends."""
    text, grammar = page.lower, page.grammar
    if number.ordinal or (sum_.last and sum_.last.kind == "half" and number.scale > 1):
        return False
    if (
        sum_.last
        and sum_.last.kind == "scale"
        and grammar.chains
        and _take_digits(text, number, sum_, grammar)
    ):
        return True
    words = page.words(number.end)
    joined = bool(sum_.used and words and words[0].text in grammar.joins)
    # "and a half" begins with a joining word itself
    for skip in (0, 1) if joined else (0,):
        found = grammar.steps.match(words, skip)
        if found is None:
            continue
        count, step = found
        if _fits(step, sum_, skip > 0, grammar, words[skip + count :], money):
            if _breaks_line(words[: skip + count]) and not sum_.used:
                return False
            _add(step, sum_, number)
            number.end = words[skip + count - 1].end
            return True
    return False


def _take_digits(text: str, number: Number, sum_: _Sum, grammar: Grammar) -> bool:
    at = number.end + 1
    if text[at - 1 : at] != " " or not text[at : at + 1].isdigit():
        return False
    digits = digits_at(text, at, grammar)
    if digits is None or digits[0] >= number.scale or digits[0] != digits[0].to_integral_value():
        return False
    after = text[digits[2] : digits[2] + 1]
    if after.isalpha() or after in ("-", "/", ":", "%") or not text[digits[2] : digits[2] + 2].strip():
        return False
    sum_.group, sum_.last = digits[0], Step("digits", digits[0])
    number.end, number.scale, number.other = digits[2], Decimal(1), None
    return True


def _fits(step: Step, sum_: _Sum, joined: bool, grammar: Grammar, after: list[Word], money: bool) -> bool:
    """Whether a word can carry the number on: twenty-five, but not two three."""
    last = sum_.last
    if step.kind == "half":
        return last is not None and not joined and last.kind in ("add", "digits", "scale")
    if step.kind == "scale":
        held = sum_.group > 0 or any(scale < step.value for scale, _ in sum_.parts)
        return not joined and (last is None or held or last.kind == "digits")
    if step.kind == "tight":
        beside = money or bool(after and after[0].gap == " " and grammar.units.match(after))
        return last is not None and last.kind == "digits" and beside
    if step.kind == "times":
        return not joined and (last is None or _may_multiply(step, sum_))
    if step.kind == "tail":
        return last is not None and last.kind == "times" and step.value < last.value
    return _adds(step, sum_, joined, grammar)


def _adds(step: Step, sum_: _Sum, joined: bool, grammar: Grammar) -> bool:
    last, value = sum_.last, step.value
    if last is None:
        return True
    if last.kind in ("digits", "half", "tight"):
        return False
    if last.kind == "scale":
        return value < last.value and (not joined or grammar.join_from >= 100 or not grammar.join_values)
    if joined and not _may_join(sum_, value, grammar):
        return False
    if last.kind == "times":
        return value < last.value
    tens = sum_.group % 100
    if tens > 0:
        return (tens >= 20 and tens % 10 == 0 and 0 < value < 10) or (
            int(tens) in grammar.score_tens and 10 <= value < 20
        )
    return sum_.group >= 100 and sum_.group % 100 == 0 and 0 < value < 100


def _may_multiply(step: Step, sum_: _Sum) -> bool:
    """Whether a hundred can follow: three hundred; or, in Vietnamese, a ten: a hundred two tens."""
    last = sum_.last
    if last is None or last.kind == "scale":
        return True
    alone = sum_.group == last.value or step.value < 100
    return last.kind == "add" and 0 < last.value < 100 and last.value < step.value and alone


def _may_join(sum_: _Sum, value: Decimal, grammar: Grammar) -> bool:
    if grammar.join_values and int(value) not in grammar.join_values:
        return False
    return sum_.total() >= grammar.join_from


def _add(step: Step, sum_: _Sum, number: Number) -> None:
    if step.kind == "half":
        half = EXACT.multiply(
            number.scale if sum_.last and sum_.last.kind == "scale" else Decimal(1), step.value
        )
        sum_.group += half
    elif step.kind == "times":
        ones = sum_.last.value if sum_.last and sum_.last.kind == "add" else Decimal(0)
        sum_.group += ones * (step.value - 1) if ones else step.value
    elif step.kind in ("scale", "tight"):
        smaller = [value for scale, value in sum_.parts if scale < step.value]
        held = sum(smaller, sum_.group) if sum_.last else Decimal(1)
        sum_.parts = [(scale, value) for scale, value in sum_.parts if scale >= step.value]
        sum_.parts.append((step.value, EXACT.multiply(held, step.value)))
        sum_.group, number.scale = (
            Decimal(0),
            step.value if not smaller else EXACT.multiply(step.value, number.scale),
        )
    else:
        sum_.group += step.value
        number.ordinal = step.kind == "ordinal"
    sum_.last, sum_.used = step, True


def _breaks_line(words: list[Word]) -> bool:
    return any("\n" in word.gap for word in words)
