"""Which numbers are years: the words around them say so, or say that they are not."""

import re

from briefbook.text.dates.tokens import OTHER, Reading

_SENTENCE_END = ".,;:!?)]}\"'»”’\n-/|*"
_OPENING = "([{,;:\"'«“‘\n-/|*>."


def without_counts(reading: Reading) -> str:
    """The codes of a text in which no number stands for a year or day that is counted or a reference."""
    counted = reading.lexicon.counted
    codes = list(reading.codes)
    for at in [at for at, code in enumerate(codes) if code in counted]:
        if _is_counted(reading, at) or _is_reference(reading, at):
            codes[at] = OTHER
    return "".join(codes)


def is_year(reading: Reading, at: int) -> bool:
    """Whether a lone number is a year, by what stands before and after it."""
    if _is(reading, at - 1, "year_word", "strong_lead", "lead") or _is(reading, at + 1, "year_word"):
        return True
    before, after = reading.word(at - 1), reading.word(at + 1)
    closed = not after or after in _SENTENCE_END
    if _is(reading, at - 1, "approximate"):
        return closed or _is(reading, at - 2, "lead", "strong_lead") or _is(reading, at + 1, "comma")
    if _is(reading, at - 1, "and", "until", "comma") and _is(reading, at - 2, "year", "years"):
        return True
    if closed or _is(reading, at + 1, "and", "until", "of"):
        return True
    if not before or before in _OPENING:
        return True
    start = reading.places[at - 1].start()
    return reading.folded.text[start].isupper()


def is_short_date(reading: Reading, at: int, always: bool) -> bool:
    """Whether 6/3 is a day and not a fraction or a score."""
    point = reading.cluster(at).first
    day, month = point.day or 0, point.month or 0
    if _is(reading, at + 1, "counted") or (day, month) == (24, 7):
        return False
    start = reading.places[at].start()
    if _is(reading, at - 1, "slash_lead") or reading.view[max(0, start - 1) : start] in ("(", "["):
        return True
    return always and day > month and not _is(reading, at - 1, "not_year")


def is_approximate(reading: Reading, at: int) -> bool:
    """Whether "around" stands before a date, with "in" or "the year" between."""
    for back in (1, 2):
        if _is(reading, at - back, "approximate"):
            return True
        if not _is(reading, at - back, "lead", "year_word", "month_lead"):
            return False
    return False


def _is(reading: Reading, at: int, *parts: str) -> bool:
    return 0 <= at < len(reading.codes) and not reading.lexicon.roles[reading.codes[at]].isdisjoint(parts)


def _is_counted(reading: Reading, at: int) -> bool:
    """2000 tonnes; but "in 2024 companies …" is a year."""
    if not _is(reading, at + 1, "counted"):
        return False
    yearly = _is(reading, at, "year", "years")
    return not (yearly and _is(reading, at - 1, "strong_lead", "year_word"))


def _is_reference(reading: Reading, at: int) -> bool:
    """Resolution 2016, H-2020, $2000, 12/2024/CP."""
    if not _is(reading, at, "year", "years", "month_year"):
        return False
    if _joined_on(reading, at):
        return True
    if _is(reading, at - 1, "not_year") and not _is(reading, at + 1, "year_word"):
        return True
    joined = reading.word(at - 1) == "-" and reading.glued(at) and reading.glued(at - 1)
    word = joined and re.fullmatch(r"[^\W\d_]\w*", reading.word(at - 2)) is not None
    return word and not _is(reading, at - 2, "month", "year_word")


def _joined_on(reading: Reading, at: int) -> bool:
    """Whether a slash and a letter follow at once, as in the number of a decree."""
    return (
        reading.word(at + 1) == "/"
        and reading.glued(at + 1)
        and reading.glued(at + 2)
        and reading.word(at + 2)[:1].isalpha()
    )
