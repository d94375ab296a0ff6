"""Shortcuts on the way from words to lines give the very lines that the long way gives."""

from __future__ import annotations

import random
from math import inf
from typing import Any

import pytest

from briefbook.writers.pdf import breaks, lines, runs
from briefbook.writers.pdf.lines import Line
from briefbook.writers.pdf.runs import Run, Speech, Style
from briefbook.writers.pdf.structure import Element

TEXT = (
    "a the harbour of Port-Louis “Lights, in” harbour-master’s co-operation constitutionally "
    "https://example.org/a/long/path?of=letters&more 4,225 m² « eau » : Ünïon incomprehensibilities ﬁn "
    "漢字かな交じり文 W.W.W. — “ ” - . iiiiiiii Donaudampfschifffahrtsgesellschaft"
)
WORDS = TEXT.split()
SHARES = (0.97, 0.94, 0.91, 0.88, 0.85)


def told(made: list[Line]) -> list[Any]:
    """All that the drawing of lines depends on."""
    return [
        (
            [(id(run), [word and word.text for word in words]) for run, words in line.parts],
            (line.x, line.width, line.extra, line.track, line.ratio, line.hyphen, line.inside),
            (line.notes, line.widths),
        )
        for line in made
    ]


def text(r: random.Random) -> list[Run]:
    """Runs of several looks and languages: short, long, with marks, forced lines and spaces at odd places."""
    speech = Speech("Source Serif 4", r.choice(("en", "fr", "de", "xx")), "880000", "000088", {})
    element = Element("P", None, joined=True)
    styles = [Style(size, size, "000000", bold) for size in (8.5, 10.5) for bold in (False, True)]
    made: list[Run] = []
    for _ in range(r.choice((1, 1, 2, 5, 12))):
        words = " ".join(r.choice(WORDS) for _ in range(r.choice((1, 1, 3, 8, 20))))
        words = r.choice(("", "", " ", "  ")) + words + r.choice(("", "", " ", "  "))
        words = r.choice((words, words, words, words, " ", "\n"))
        made.append(runs.run(speech, words, r.choice(styles), element))
        if r.random() < 0.3:
            mark = runs.run(speech, str(len(made)), styles[0], element)
            mark.mark, mark.tight = len(made), True
            made.append(mark)
    for run in made:
        # A forced line is a run of its own; `runs.run` has made it a space.
        run.text = run.text if run.text.strip() or r.random() < 0.7 else "\n"
    return made


def finished_slowly(made: list[Run], width: float) -> list[Line]:
    out = lines.ragged(made, width)
    if len(out) > 1 and out[-1].width < width * lines._STUMP:
        for share in SHARES:
            tried = lines.ragged(made, width * share)
            if len(tried) == len(out) and tried[-1].width >= width * lines._STUMP:
                return tried
    return out


def test_a_text_that_fits_is_set_as_when_all_breaks_are_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    r = random.Random(2611)
    whole = 0
    for _ in range(600):
        made = text(r)
        width = r.choice((12.0, 40.0, 90.0, 200.0, 453.0, 2000.0, 1e6))
        first, rest = r.choice(((0.0, 0.0), (18.0, 0.0), (-18.0, 0.0), (14.0, 42.0)))
        hyphenate = r.random() < 0.5
        quick = told(lines.justified(made, width, first, hyphenate))
        quick_ragged = told(lines.ragged(made, width, first, rest, hyphenate))
        with monkeypatch.context() as slow:
            slow.setattr(lines, "_SURE", inf)
            assert quick == told(lines.justified(made, width, first, hyphenate))
            assert quick_ragged == told(lines.ragged(made, width, first, rest, hyphenate))
        whole += len(quick) == 1
    assert 100 < whole < 500


def test_tries_for_a_better_last_line_find_what_setting_all_lines_finds() -> None:
    r = random.Random(707)
    bettered = 0
    for _ in range(500):
        made = text(r)
        width = r.choice((60.0, 120.0, 250.0, 453.0))
        found = told(lines.finished(made, width))
        assert found == told(finished_slowly(made, width))
        bettered += found != told(lines.ragged(made, width))
    assert bettered > 5


def test_places_to_break_are_kept_only_where_the_width_has_no_say_in_them() -> None:
    r = random.Random(33)
    for _ in range(400):
        for kept in lines._hard_lines(text(r)):
            for _ in range(6):
                level, width = r.choice((0, 0, 1, 2)), r.choice((15.0, 40.0, 80.0, 200.0, 453.0))
                fresh = breaks.Text(kept.parts)
                assert breaks.opportunities(kept, level, width) == breaks.opportunities(fresh, level, width)
