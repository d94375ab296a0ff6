"""Paragraphs to lines: words in their places, word spaces spread, edges hung into the margin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf
from operator import attrgetter

from briefbook.writers.pdf import breaks, shape
from briefbook.writers.pdf.breaks import STRETCH, Break, Part, Text
from briefbook.writers.pdf.runs import Run
from briefbook.writers.pdf.shape import Word

TRACK = 0.022
# ems that letters may be set apart where a line would else have gaps

_BALANCED = 4
# lines of a heading that are made equally long; a longer one is read as a text

_STUMP = 0.14
# share of the measure that the last line of a note fills at least, where that can be

_SURE = 0.01
# points by which a text is surely no wider than its room, however its widths are added up
_SHORT = 0.75
# share of the measure that a text of one line may leave empty and is surely no runt

_PASSES = ((0, 0.65, 0.0), (1, 1.0, 0.0), (2, 1.0, 0.03), (2, inf, 0.03))
# level of hyphenation, tolerance, share of the width that letters may give; the first that works counts


@dataclass(slots=True, eq=False)
class Line:
    """One set line."""

    parts: list[Part]
    x: float
    # where it starts, from the left edge of its column
    width: float
    # from its first glyph to its last, points
    extra: float = 0.0
    # points added to every word space
    track: float = 0.0
    # points added to every letter and word space
    ratio: float = 1.0
    # word space as set, against its natural width
    hyphen: bool = False
    inside: bool = False
    # it ends inside a word or an address
    notes: tuple[int, ...] = ()
    # notes called in this line
    widths: tuple[float, ...] = ()
    # of its parts, points


def justified(runs: list[Run], width: float, first: float = 0.0, hyphenate: bool = True) -> list[Line]:
    """Break runs into lines that fill the width; `first` is the indent of the first line."""
    out: list[Line] = []
    for text in _hard_lines(runs):
        whole = _whole(text, first)
        if _SURE <= width - first - whole.width <= width * _SHORT:
            # The last line is not spread, and no way to break a paragraph is better than one line.
            out.append(whole)
        else:
            table, chosen = _best(text, width, first, hyphenate)
            out.extend(_lines(text, table, chosen, width, first, True))
        first = 0.0
    return out


def _best(text: Text, width: float, first: float, hyphenate: bool) -> tuple[list[Break], list[int]]:
    """Break a paragraph by the strictest pass that finds a way, or by the next one if that ends it better."""
    table: list[Break] = []
    kept: tuple[list[Break], list[int]] | None = None
    for level, tolerance, spare in _PASSES:
        if not table or (hyphenate and level):
            table = breaks.opportunities(text, level if hyphenate else 0, width)
        chosen = breaks.optimum(table, width, first, tolerance, spare * width)
        if chosen and not breaks.ends_in_runt(table, chosen, width):
            return table, chosen
        kept = kept or (chosen and (table, chosen)) or None
        if kept and level:
            break
    return kept or (table, [])


def ragged(
    runs: list[Run], width: float, first: float = 0.0, rest: float = 0.0, hyphenate: bool = False
) -> list[Line]:
    """Break runs into lines with even word spaces; `rest` is the indent of all lines but the first."""
    return _ragged(_hard_lines(runs), width, first, rest, hyphenate)


def _ragged(
    texts: list[Text], width: float, first: float = 0.0, rest: float = 0.0, hyphenate: bool = False
) -> list[Line]:
    out: list[Line] = []
    for text in texts:
        room = width - max(first, rest)
        if not hyphenate and text.natural < room and (whole := _whole(text, first)).width <= room - _SURE:
            out.append(whole)
        else:
            table = breaks.opportunities(text, int(hyphenate), room)
            chosen = breaks.first_fit(table, width, first, rest)
            lines = _lines(text, table, chosen, width, first, False)
            for line in lines[1:]:
                line.x += rest
            out.extend(lines)
        first = rest
    return out


def balanced(runs: list[Run], width: float) -> list[Line]:
    """Break runs into as few lines as the width allows, and these about equally long."""
    texts = _hard_lines(runs)
    out = _ragged(texts, width)
    if not 1 < len(out) <= _BALANCED:
        return out
    low, high = width * 0.5, width
    for _ in range(7):
        middle = (low + high) / 2
        made = _ragged(texts, middle)
        if len(made) > len(out):
            low = middle
        else:
            high, out = middle, made
    return out


def finished(runs: list[Run], width: float) -> list[Line]:
    """Break runs into ragged lines of which the last is more than a word, where that can be."""
    texts = _hard_lines(runs)
    out = _ragged(texts, width)
    if len(out) > 1 and out[-1].width < width * _STUMP:
        for share in (0.97, 0.94, 0.91, 0.88, 0.85):
            if len(texts) == 1 and not _ends_well(texts[0], width * share, len(out), width * _STUMP):
                continue
            made = _ragged(texts, width * share)
            if len(made) == len(out) and made[-1].width >= width * _STUMP:
                return made
    return out


def _ends_well(text: Text, width: float, count: int, least: float) -> bool:
    """Tell whether a text that is wider makes so many lines, and the last of them so wide a one."""
    table = breaks.opportunities(text, 0, width)
    chosen = breaks.first_fit(table, width, 0.0, 0.0)
    if len(chosen) != count:
        return False
    (last,) = _lines(text, table, chosen[-1:], width, 0.0, False, _next(table[chosen[-2]]))
    return last.width >= least


def natural_width(runs: list[Run]) -> tuple[float, float]:
    """Measure the longest hard line, and the widest part that cannot be broken."""
    longest = widest = 0.0
    for text in _hard_lines(runs):
        length = part = 0.0
        for run, words in text.parts:
            scale = run.scale
            for word in words:
                if word is None:
                    length += run.setting.space * scale
                    part = 0.0
                    continue
                wide = word.width * scale
                length += wide
                part += wide
                widest = max(widest, part)
        longest = max(longest, length)
    return longest, widest


def _hard_lines(runs: list[Run]) -> list[Text]:
    """Part runs into words with a word space between each two, and into lines where a line is forced."""
    parts: list[Part] = []
    out = [parts]
    for run in runs:
        if run.text == "\n":
            parts = []
            out.append(parts)
            continue
        if run.tight:
            _trim(parts)
        pieces = _pieces(run)
        # What is empty stands between two spaces, or before the first or behind the last.
        shaped = list(map(run.setting.words.__getitem__, filter(None, pieces)))
        ends = pieces[-1] or len(pieces) == 1
        words: list[Word | None] = [None] * (2 * len(shaped) - bool(ends))
        words[::2] = shaped
        if not pieces[0] and len(pieces) > 1 and parts and parts[-1][1][-1] is not None:
            words.insert(0, None)
        if words:
            parts.append((run, words))
    for parts in out:
        _trim(parts)
    return [Text(parts) for parts in out if parts]


def _trim(parts: list[Part]) -> None:
    """Take away the word space at the end."""
    if parts and parts[-1][1][-1] is None:
        parts[-1][1].pop()
        if not parts[-1][1]:
            parts.pop()


_FRENCH = re.compile(r" (?![;:!?»])(?<!« )")
# a space at which a French line may end; the others belong to the sign beside them


def _pieces(run: Run) -> list[str]:
    return _FRENCH.split(run.text) if run.setting.lang.startswith("fr") else run.text.split(" ")


def _whole(text: Text, first: float) -> Line:
    """Set a hard line without breaking it."""
    line = Line(text.parts, first, 0.0)
    _space(line, 0.0, False, True)
    text.natural = line.width
    return line


def _lines(
    text: Text,
    table: list[Break],
    chosen: list[int],
    width: float,
    first: float,
    fill: bool,
    start: tuple[int, int] = (0, 0),
) -> list[Line]:
    """Set lines that end at the chosen places; `start` is where the first of them begins."""
    out: list[Line] = []
    token, characters = start
    for at in chosen:
        end, cut = table[at][6]
        parts = _parts(text, token, characters, end, cut)
        line = Line(parts, first, 0.0, hyphen=bool(table[at][5]), inside=cut != 0)
        _space(line, width - first, fill, at == chosen[-1])
        out.append(line)
        token, characters = _next(table[at])
        first = 0.0
    return out


def _next(place: Break) -> tuple[int, int]:
    """Tell where the line begins that follows a break: at which token, at which character of it."""
    end, cut = place[6]
    return (end + 1, 0) if cut == 0 else (end, max(cut, 0))


def _parts(text: Text, token: int, characters: int, end: int, cut: int) -> list[Part]:
    parts = text.stretch(token, end + 1 if cut > 0 else end)
    run, words = parts[-1]
    if cut > 0 and words[-1] is not None:
        words[-1] = shape.word(run.setting, words[-1].text[characters if end == token else 0 : cut])
    run, words = parts[0]
    if characters and words[0] is not None and (cut <= 0 or end != token):
        words[0] = shape.word(run.setting, words[0].text[characters:])
    return parts


def _space(line: Line, width: float, fill: bool, last: bool) -> None:
    """Measure a line, hang its edges and spread its word spaces."""
    naturals: list[float] = []
    counts: list[int] = []
    spaces = 0.0
    notes: list[int] = []
    for run, words in line.parts:
        if run.mark:
            notes.append(run.mark)
        set_words = list(filter(None, words))
        count = len(words) - len(set_words)
        natural = sum(map(_WIDTH, set_words)) + count * run.setting.space
        spaces += count * run.setting.space * run.scale
        naturals.append(natural * run.scale)
        counts.append(count)
    line.notes = tuple(notes)
    length = sum(naturals)
    hang = 0.0
    run, words = line.parts[0]
    if words[0] is not None:
        hang = words[0].left * run.scale
    line.x -= hang
    run, words = line.parts[-1]
    if line.hyphen:
        stroke = shape.word(run.setting, "-")
        length += stroke.width * run.scale
        hang += stroke.right * run.scale
    elif words[-1] is not None:
        hang += words[-1].right * run.scale
    gap = width + hang - length
    if fill and spaces and (gap < 0 or not last):
        _spread(line, gap, spaces, sum(counts))
        if line.extra:
            length += gap
    line.width = length
    extra, track = line.extra, line.track
    if track:
        naturals = [
            natural + count * extra + (count + _letters(words)) * track
            for natural, count, (_, words) in zip(naturals, counts, line.parts, strict=True)
        ]
    elif extra:
        naturals = [natural + count * extra for natural, count in zip(naturals, counts, strict=True)]
    line.widths = tuple(naturals)


_WIDTH = attrgetter("width")


def _spread(line: Line, gap: float, spaces: float, count: int) -> None:
    """Share a gap among the word spaces; what is too much for them is shared among the letters."""
    ratio = 1 + gap / spaces
    if ratio <= 1 + STRETCH + 0.005:
        line.extra, line.ratio = gap / count, ratio
        return
    words = [word for _, part in line.parts for word in part if word is not None]
    if any(glyph[2] or glyph[3] for word in words for _, glyphs in word.pieces for glyph in glyphs):
        return
    each = (gap - spaces * STRETCH) / (sum(map(_letters, (part for _, part in line.parts))) + count)
    if each <= TRACK * line.parts[0][0].size:
        line.extra, line.track, line.ratio = spaces * STRETCH / count, each, 1 + STRETCH


def _letters(words: list[Word | None]) -> int:
    return sum(len(glyphs) for word in words if word is not None for _, glyphs in word.pieces)
