"""The figures of one text, read at the places where a number begins."""

import re
from collections.abc import Iterator
from decimal import Decimal

from briefbook.text import figures_labels, figures_numbers
from briefbook.text.figures_grammar import Grammar, Word
from briefbook.text.figures_numbers import Number
from briefbook.text.figures_page import FRACTION, LABEL, ORDINAL, YEAR, Page, Piece

_CANDIDATE = re.compile(r"\d+|[^\W\d_]+")
_DASH = re.compile(r" ?- ?")
_LEFT = re.compile(r"[^\s()\[\]{}\"'«»“”,;<>|=~≈]{0,40}\Z")
_YEARS = range(1500, 2200)
TIMED = frozenset({"minute", "hour", "day", "week", "month", "year"})
# units behind which a half may be told
HALF = Decimal("0.5")
SHARED = 100
# the most of which one is told as a share


def pieces(page: Page) -> Iterator[Piece]:
    """Every figure of a text in order."""
    done = 0
    opened = -1
    starts, written = page.grammar.starts, page.folded.text
    candidates = [
        match
        for match in _CANDIDATE.finditer(page.lower)
        if (word := match[0]) in starts
        or word[0].isdigit()
        or (word[0] in "ivxlc" and written[match.start()] in "IVXLC")
    ]
    for match in candidates:
        word, at = match[0], match.start()
        if at < done:
            continue
        before = done
        if word[0].isdigit():
            done, piece = _digits(page, at, match.end())
        elif word in starts:
            done, piece = _spelled(page, at, match.end())
        else:
            piece = figures_labels.roman(page, at, match.end())
            done = match.end() if piece else done
        if piece is not None:
            if piece.start < before:
                piece = piece._replace(start=before)
            if opened >= 0 and piece.bound == "under" and page.closes(opened, piece.start):
                piece = piece._replace(bound="")
            yield piece
            opened = piece.end if page.opens(piece.start) else -1


def _digits(page: Page, at: int, end: int) -> tuple[int, Piece | None]:
    """The figure that digits begin, and where to read on."""
    date = page.moment(at)
    if date >= 0:
        return max(end, date), None
    left = _LEFT.search(page.lower, max(0, at - 40), at) if page.lower[at - 1 : at].strip() else None
    glued = left[0] if left else ""
    code, sign = _money_before(page, at)
    named = figures_labels.shaped(page, at, end, glued, bool(code))
    if named is not None:
        return named
    number = figures_numbers.read(page, at, bool(code))
    if number is None:
        return end, None
    minus = _is_minus(page, at - len(sign)) if at else False
    if minus:
        number.value = -number.value
    start = at - len(sign) - minus
    if not code and (share := _share(page, number)):
        return share.end, _bounded(page, share)
    piece = _measured(page, number, start, code)
    if piece is None:
        return figures_labels.glued_right(page, at, number.end)
    if _is_year(page, at, number, piece):
        return piece.end, piece._replace(unit=LABEL, noun=YEAR)
    piece = _ranged(page, piece)
    piece = figures_labels.named(page, piece, at) or _bounded(page, piece)
    return piece.end, piece


def _spelled(page: Page, at: int, end: int) -> tuple[int, Piece | None]:
    """The figure that a number word begins, and where to read on."""
    grammar = page.grammar
    date = page.moment(at)
    if date >= 0:
        return date, None
    if at and (page.lower[at - 1] in "-'_" and page.lower[at - 2 : at - 1].isalnum()):
        return end, None
    words = page.words(at)
    if not words or words[0].start != at or _is_acronym(page, at, end):
        return end, None
    refused = grammar.refused.match(words)
    if refused and (one := grammar.steps.match(words[:1])):
        # "una de" is nothing, "una de cada cuatro" is a share
        share = _share(page, Number(at, words[0].end, one[1].value))
        if share:
            return share.end, _bounded(page, share)
    fraction = grammar.fractions.match(words)
    if refused and not (fraction and fraction[0] > refused[0]):
        return words[refused[0] - 1].end, None
    if fraction:
        stop = words[fraction[0] - 1].end
        return stop, _bounded(page, Piece(at, stop, fraction[1], fraction[1], FRACTION))
    round_ = grammar.counts.match(words)
    if round_:
        number = Number(at, words[round_[0] - 1].end, round_[1], scale=Decimal(10), bound="about")
    else:
        read = figures_numbers.read(page, at, False)
        if read is None:
            return end, None
        number = read
        if share := _share(page, number):
            return share.end, _bounded(page, share)
    piece = _measured(page, number, at)
    if piece is None or not _is_counting(page, at, words, number, piece):
        return max(end, number.end), None
    piece = _ranged(page, piece._replace(weak=_is_weak(page, at, words, number, piece)))
    return piece.end, _bounded(page, piece)


def _share(page: Page, number: Number) -> Piece | None:
    """One of so many, as a share: one in four, une personne sur quatre, 1 in 4."""
    if number.value != 1 or number.ordinal or number.scale > 1:
        return None
    words = page.words(number.end)
    for at in (0, 1) if page.grammar.noun_in_share else (0,):
        link = page.grammar.ratios.match(words, at)
        of = _whole(page, words[at + link[0] - 1].end + 1) if link else None
        if of:
            value = (Decimal(1) / of.value).quantize(Decimal("1e-12"))
            return Piece(number.start, of.end, value, value, FRACTION)
    return None


def _whole(page: Page, at: int) -> Number | None:
    """The number that a share is one of: a small whole one, no year and no date."""
    if at >= len(page.lower) or page.moment(at) >= 0:
        return None
    starts = page.words(at, 1)
    if not page.lower[at].isdigit() and not (starts and starts[0].text in page.grammar.starts):
        return None
    number = figures_numbers.read(page, at, False)
    if number is None or number.ordinal or not 2 <= number.value <= SHARED:
        return None
    return number if number.value == number.value.to_integral_value() else None


def _is_acronym(page: Page, at: int, end: int) -> bool:
    """Whether a number word is a short name in brackets: (FIRST)."""
    return page.folded.text[at - 1 : at] == "(" and page.folded.text[at : end + 1].isupper() and end - at > 1


def _money_before(page: Page, at: int) -> tuple[str, str]:
    """The currency written before a number, and the letters and blanks it takes."""
    window = page.lower[max(0, at - 6) : at]
    stripped = window.rstrip(" ")
    if stripped[-1:] not in page.grammar.closing:
        return "", ""
    for size in range(min(5, len(stripped)), 0, -1):
        sign = stripped[-size:]
        code = page.grammar.symbols.get(sign)
        if code and not (sign[0].isalpha() and stripped[-size - 1 : -size].isalnum()):
            if len(window) - len(stripped) > 1:
                return "", ""
            return code, window[len(stripped) - size :]
    return "", ""


def _is_minus(page: Page, at: int) -> bool:
    """Whether a sign stands before a number: after a blank or at the beginning."""
    if page.lower[at - 1 : at] != "-":
        return False
    raw = page.raw[page.folded.source_start(at - 1)]
    return raw in "-−–‑" and (at == 1 or page.lower[at - 2] in " \n(")


def _measured(page: Page, number: Number, start: int, money: str = "") -> Piece | None:
    """A number with the unit or noun after it, or the currency that stands before it.

    None where letters are glued to it that are no unit.
    """
    grammar, lower = page.grammar, page.lower
    end = number.end
    bound = number.bound
    if lower[end : end + 1] == "+":
        bound, end = "over", end + 1
    value, scale = number.value, number.scale
    piece = Piece(start, end, value, value, money, "", bound, number.other, scale=scale, money=bool(money))
    words = page.words(end)
    if number.ordinal:
        return piece._replace(unit=ORDINAL, noun=_noun(page, words))
    sign = "" if piece.money else _sign_after(page, end)
    if sign:
        return piece._replace(unit=grammar.symbols[sign], end=lower.index(sign, end) + len(sign))
    if words and words[0].text in grammar.linkers and (number.scale > 1 or words[0].text.endswith("'")):
        words = words[1:]
    found = grammar.units.match(words)
    if found and _is_glued_name(page, words[0], end):
        found = None
    if found:
        count, unit = found
        if piece.money and not alike_money(grammar, piece.unit, unit):
            return piece
        exact = piece.unit if piece.money and unit in grammar.families else unit
        return _halved(grammar, words[count:], piece._replace(unit=exact, end=words[count - 1].end))
    if words and words[0].gap in ("", "-"):
        stem = next((unit for stem, unit in grammar.unit_stems if words[0].text.startswith(stem)), "")
        if stem and not piece.money:
            return piece._replace(unit=stem, end=words[0].end)
        if words[0].gap == "" and not number.spelled:
            return None
    if piece.money:
        return piece
    return _counted(page, words, piece)


def _halved(grammar: Grammar, after: list[Word], piece: Piece) -> Piece:
    """A time with the half that is told behind its unit: two hours and a half."""
    half = grammar.halves.match(after) if piece.unit in TIMED else None
    if half is None or piece.low != piece.low.to_integral_value():
        return piece
    value = piece.low + HALF
    return piece._replace(low=value, high=value, end=after[half[0] - 1].end)


def _sign_after(page: Page, end: int) -> str:
    """The currency sign after a number: 5 €, 10 $US."""
    at = end + (page.lower[end : end + 1] == " ")
    if page.lower[at : at + 1].isalnum():
        return ""
    signs = (page.lower[at : at + size] for size in (4, 3, 2, 1))
    return next((sign for sign in signs if sign in page.grammar.symbols), "")


def _counted(page: Page, words: list[Word], piece: Piece) -> Piece:
    """The noun that a number counts, or the unit that ends its phrase: "100 Vietnamese people"."""
    grammar = page.grammar
    stop = _phrase(grammar, words)
    if grammar.head_last:
        for at in range(1, min(3, stop)):
            found = grammar.units.match(words[:stop], at)
            if found and not (found[1].isupper() or found[1] in grammar.families or found[1] == "%"):
                return piece._replace(unit=found[1], end=words[at + found[0] - 1].end)
    return piece._replace(noun=_noun(page, words))


def _noun(page: Page, words: list[Word]) -> str:
    stop = _phrase(page.grammar, words)
    return page.folded.text[words[0].start : words[stop - 1].end].rstrip(".") if stop else ""


def _phrase(grammar: Grammar, words: list[Word]) -> int:
    """How many of the next words, three at most, make up the noun phrase after a number."""
    for at, word in enumerate(words[:3]):
        if word.text in grammar.stops or "\n" in word.gap or not word.text[0].isalpha():
            return at
    return min(3, len(words))


def alike_money(grammar: Grammar, first: str, second: str) -> bool:
    """Whether a currency before a sum and a unit after it are one."""
    return (
        first == second
        or second in grammar.families.get(first, ())
        or first in grammar.families.get(second, ())
    )


def _is_glued_name(page: Page, word: Word, end: int) -> bool:
    """Whether a capital letter glued to a number makes a name of it: 5G."""
    return word.start == end and word.end - word.start == 1 and page.folded.text[word.start].isupper()


def _is_year(page: Page, at: int, number: Number, piece: Piece) -> bool:
    """Whether four bare digits are a year that no date took: "the 1951 Treaty"."""
    plain = number.end - at == 4 and page.lower[at : at + 4].isdigit()
    if not plain or piece.unit or piece.bound or not _YEARS[0] <= number.value <= _YEARS[-1]:
        return False
    before = page.before(at)
    named = not piece.noun or piece.noun[0].isupper()
    return named or bool(before and before[-1].text in page.grammar.definite)


def _ranged(page: Page, piece: Piece) -> Piece:
    """A figure with the second end that follows it: 50-60, between 5 and 7 million."""
    lower, grammar = page.lower, page.grammar
    before = page.before(piece.start)
    word = before[-1].text if before else ""
    words = page.words(piece.end, 2)
    at, change = -1, False
    dash = _DASH.match(lower, piece.end) if "-" in lower[piece.end : piece.end + 2] else None
    if dash and lower[dash.end() : dash.end() + 1] not in ("", " ", "-"):
        at = dash.end()
    elif words and words[0].gap == " ":
        opened = next(
            (name for name in ("between", "from") if word in grammar.ranges.get(f"{name}_open", ())), ""
        )
        close = grammar.ranges.get(f"{opened}_close" if opened else "plain", frozenset())
        if words[0].text in close or words[0].text in grammar.ranges.get("plain", ()):
            at, change = words[0].end + 1, opened == "from"
    second = _second(page, at) if 0 < at < len(lower) and not piece.noun else None
    return _joined(page, piece, second, change) if second else piece


def _second(page: Page, at: int) -> Piece | None:
    lower = page.lower
    sign = ""
    for size in range(4, 0, -1):
        if lower[at : at + size] in page.grammar.symbols and lower[at + size : at + size + 1].isdigit():
            sign = lower[at : at + size]
            break
    start = at + len(sign)
    is_number = lower[start : start + 1].isdigit() or any(
        word.start == start and word.text in page.grammar.starts for word in page.words(start, 1)
    )
    if not is_number or page.moment(start) >= 0:
        return None
    number = figures_numbers.read(page, start, bool(sign))
    if number is None:
        return None
    code = page.grammar.symbols.get(sign, "")
    return _measured(page, number, start, code)


def _joined(page: Page, first: Piece, second: Piece, change: bool) -> Piece:
    """Two ends as one range, where they can be one: the first shares scale and unit of the second."""
    low, unit = first.low, second.unit
    if first.scale == 1 and second.scale > 1 and low < 1000:
        low = figures_numbers.EXACT.multiply(low, second.scale)
    if first.unit and second.unit and first.unit != second.unit:
        if not alike_money(page.grammar, first.unit, second.unit):
            return first
        unit = second.unit if first.unit in page.grammar.families else first.unit
    if not low < second.high or (not second.unit and first.unit and not first.money):
        return first
    return first._replace(
        end=second.end,
        low=low,
        high=second.high,
        unit=unit or first.unit,
        noun=second.noun,
        change=change,
    )


def _bounded(page: Page, piece: Piece) -> Piece:
    """A figure with what bounds it: more than, about, or more."""
    if piece.bound and piece.bound != "about":
        return piece
    words = page.before(piece.start)
    before = page.grammar.bounds.last(words)
    if before is None and words and words[-1].text in page.grammar.definite:
        before = page.grammar.bounds.last(words[:-1])
    if before:
        return piece._replace(bound=before[1])
    after = page.grammar.bounds_after.match(page.words(piece.end))
    return piece._replace(bound=after[1]) if after else piece


def _is_counting(page: Page, at: int, words: list[Word], number: Number, piece: Piece) -> bool:
    """Whether a number word counts here: "năm" is five before some words only, else the word for year."""
    after = page.words(number.end, 1)
    only = page.grammar.only_before.get(words[0].text)
    if only is not None and len(page.words(at, 1)) and number.end == words[0].end:
        return bool(after and after[0].text in only)
    written = page.folded.text
    capital = page.grammar.capital_names and written[at].isupper()
    return not (capital and after and written[after[0].start].isupper())


def _is_weak(page: Page, at: int, words: list[Word], number: Number, piece: Piece) -> bool:
    """Whether a number word may be none: an article, a pronoun, or the two of a known pair."""
    grammar, before = page.grammar, page.before(at)
    last = before[-1].text if before else ""
    if number.ordinal or number.value not in (1, 2) or number.scale > 1:
        return False
    if number.value == 1:
        plain = not piece.unit and not piece.noun
        return words[0].text in grammar.weak or last in grammar.not_after or plain
    noun = piece.noun.lower().partition(" ")[0]
    return last in grammar.definite or noun in grammar.pair_nouns
