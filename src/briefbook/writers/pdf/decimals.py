"""Figures of a column under each other: the part behind the decimal sign is measured and made room for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from briefbook.writers.pdf import lines
from briefbook.writers.pdf.runs import Run

_NUMBER = re.compile(r"([^\d]{0,6})(\d[\d.,’'\u00a0\u202f\u2009 ]*)([^\d]{0,16})")
# a sign or a currency, the figure with its groups, a unit
_PADDING = ".,’'\u00a0\u202f\u2009 "


def pads(column: Sequence[list[Run]]) -> list[float]:
    """Tell how far from the right edge of their column its cells end, in points."""
    found = [_number(cell) for cell in column]
    sign = _sign([number[1] for number in found if number is not None])
    tails = [_tail(number, sign) for number in found]
    longest = max((tail for tail in tails if tail is not None), default=0.0)
    return [0.0 if tail is None else longest - tail for tail in tails]


def _number(cell: list[Run]) -> tuple[Run, str, str] | None:
    """Give the one run of a cell that is a figure, the figure, and what follows it."""
    plain = [run for run in cell if not run.tight and run.text.strip()]
    match = _NUMBER.fullmatch(plain[0].text.strip()) if len(plain) == 1 else None
    if match is None:
        return None
    figure = match[2].rstrip(_PADDING)
    return plain[0], figure, match[2][len(figure) :] + match[3]


def _sign(figures: list[str]) -> str:
    """Find which sign parts the decimals of a column, "" where none does or both might."""
    votes: Counter[str] = Counter()
    for figure in figures:
        at = max(figure.rfind("."), figure.rfind(","))
        # Three digits may be a group of thousands; a sign that stands twice groups.
        if at >= 0 and len(figure) - at - 1 != 3 and figure.count(figure[at]) == 1:
            votes[figure[at]] += 1
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]


def _tail(number: tuple[Run, str, str] | None, sign: str) -> float | None:
    """Measure what stands behind the whole digits of a figure, in points."""
    if number is None or not sign:
        return None
    run, figure, rest = number
    at = figure.rfind(sign)
    # A space at the beginning would not be measured.
    text = ((figure[at:] if at >= 0 else "") + rest).replace(" ", "\u00a0")
    return lines.natural_width([replace(run, text=text)])[0] if text else 0.0
