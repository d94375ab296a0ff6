"""Words to glyphs: HarfBuzz with a fallback face, each word shaped once for all documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

import uharfbuzz as hb

from briefbook.writers.pdf import fonts
from briefbook.writers.pdf.fonts import Face

Glyph: TypeAlias = tuple[int, float, float, float, str, str]
# glyph id, advance, x offset, y offset in thousandths of an em, the text that it shows, its sign

Cut: TypeAlias = tuple[int, float, int]
# a place where a word may be broken: characters before it, their width, and its kind: 0 = at a hyphen or
# in an address, 1 = a hyphen is drawn, 2 = anywhere, because nothing better fits

OLD_STYLE = ("onum", "pnum")
# figures that sit in running text
LINING = ("lnum", "tnum")
# figures of one height and width, for columns
RAISED = ("sups",)
# real superscript figures, for the marks of footnotes

_NO_TEXT = "\u034f"
# what a glyph shows whose cluster has less letters than glyphs

_COUNTED = list(range(64))
# the clusters of a word in which every letter is one glyph

_CACHE_LIMIT = 20_000
# words kept per setting, and glyphs per face: a few tens of megabytes at most


@dataclass(slots=True, eq=False)
class Word:
    """A word as it is set: its glyphs, face by face."""

    text: str
    width: float
    # thousandths of an em
    pieces: tuple[tuple[Face, tuple[Glyph, ...]], ...]
    left: float = 0.0
    right: float = 0.0
    # how far it may hang out into the margin, thousandths of an em
    cuts: tuple[Cut, ...] | None = None
    soft_cuts: tuple[Cut, ...] | None = None
    # where it may be broken, without and with hyphenation; None = not asked for yet
    named: bool = False
    # it begins with a capital, so it may be a name
    plain: bool = True
    # it is set in the first face of its setting, no glyph above or below the line
    form: str = ""
    codes: Callable[[Mapping[str, str]], object] | None = None
    # how it is written, with %s for each CID, and what picks these from the codes of a document; filled in
    # when it is first drawn


@dataclass(slots=True, eq=False)
class Setting:
    """What words are shaped with: a face with its fallback, features and a language."""

    faces: tuple[Face, ...]
    features: dict[str, bool]
    lang: str
    words: Words = field(init=False)
    space: float = 0.0
    # advance of the word space, thousandths of an em

    def __post_init__(self) -> None:
        self.words = Words(self)


class Words(dict[str, Word]):
    """The words of a setting by their text; one that is not there yet is shaped."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.setting = setting

    def __missing__(self, text: str) -> Word:
        if len(self) >= _CACHE_LIMIT:
            self.clear()
        found = self[text] = _shape(self.setting, text)
        return found


@lru_cache(maxsize=512)
def setting(
    family: str, bold: bool, italic: bool, optical: float, figures: tuple[str, ...], lang: str
) -> Setting:
    """Give the setting for a cut of a family, kinds of figures and a language."""
    own = fonts.face(family, bold, italic, optical)
    if RAISED[0] in figures and not fonts.raises(own):
        own = fonts.face(fonts.MARKS, bold, italic, optical)
    spare = fonts.face(fonts.FALLBACK, bold, italic, optical)
    made = Setting((own, spare), dict.fromkeys(figures, True), lang)
    made.space = word(made, " ").width
    return made


def word(setting: Setting, text: str) -> Word:
    """Shape a word, or give it from the cache."""
    return setting.words[text]


def prefix_width(word: Word, characters: int) -> float:
    """Tell how wide the first characters of a word are, in thousandths of an em."""
    width, seen = 0.0, 0
    for _, glyphs in word.pieces:
        for _, advance, _, _, text, _ in glyphs:
            after = seen + len(text)
            if after > characters:
                # A cut inside a ligature: its letters are taken as equally wide.
                return width + advance * (characters - seen) / len(text)
            width += advance
            seen = after
    return width


# Thousandths of its own advance that a character may hang out of the column (after Robert Bringhurst).
_HANG_RIGHT = {"-": 0.5, ".": 0.6, ",": 0.6, "”": 0.4, "’": 0.5, "»": 0.2, ":": 0.2, ";": 0.2, "–": 0.2}
_HANG_LEFT = {"“": 0.4, "‘": 0.5, "«": 0.2, "„": 0.4}


def _shape(setting: Setting, text: str) -> Word:
    pieces = _pieces(setting, text, 0)
    width = sum([glyph[1] for _, glyphs in pieces for glyph in glyphs])
    shaped = Word(text, width, pieces)
    face, glyphs = pieces[0] if len(pieces) == 1 else (setting.faces[0], ())
    own = bool(glyphs) and face.key == setting.faces[0].key
    shaped.plain = own and not any(glyph[3] for glyph in glyphs)
    share = _HANG_RIGHT.get(text[-1:])
    if share:
        shaped.right = share * pieces[-1][1][-1][1]
    share = _HANG_LEFT.get(text[:1])
    if share:
        shaped.left = share * pieces[0][1][0][1]
    return shaped


def _pieces(setting: Setting, text: str, level: int) -> tuple[tuple[Face, tuple[Glyph, ...]], ...]:
    face = setting.faces[level]
    glyphs = _glyphs(face, setting, text)
    if all(glyph[0] for glyph in glyphs):
        return ((face, glyphs),)
    out: list[tuple[Face, tuple[Glyph, ...]]] = []
    for missing, part in _stretches(glyphs):
        if not missing:
            out.append((face, part))
        elif level + 1 < len(setting.faces):
            out.extend(_pieces(setting, "".join(glyph[4] for glyph in part).replace(_NO_TEXT, ""), level + 1))
        else:
            out.append((face, tuple(_replaced(face, glyph) for glyph in part)))
    return tuple(out)


def _replaced(face: Face, glyph: Glyph) -> Glyph:
    number = face.font.get_nominal_glyph(ord(fonts.REPLACEMENT)) or 0
    return (number, face.advance(number), 0.0, 0.0, glyph[4], fonts.sign(number, glyph[4]))


def _stretches(glyphs: tuple[Glyph, ...]) -> list[tuple[bool, tuple[Glyph, ...]]]:
    """Part glyphs into stretches that the face has and stretches that it lacks."""
    out: list[tuple[bool, list[Glyph]]] = []
    for glyph in glyphs:
        missing = glyph[0] == 0
        if out and (out[-1][0] == missing or glyph[4] == _NO_TEXT):
            out[-1][1].append(glyph)
        else:
            out.append((missing, [glyph]))
    return [(missing, tuple(part)) for missing, part in out]


def _glyphs(face: Face, setting: Setting, text: str) -> tuple[Glyph, ...]:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    # Always left to right: the order of the text is the order on the page and in what a reader extracts.
    buffer.direction = "ltr"
    if setting.lang:
        buffer.language = setting.lang
    hb.shape(face.font, buffer, setting.features)
    infos, positions, unit = buffer.glyph_infos, buffer.glyph_positions, face.unit
    texts = _cluster_texts([info.cluster for info in infos], text)
    known = face.glyphs
    out: list[Glyph] = []
    for info, place, shown in zip(infos, positions, texts, strict=True):
        key = (info.codepoint, place.x_advance, place.x_offset, place.y_offset, shown)
        glyph = known.get(key)
        if glyph is None:
            if len(known) >= _CACHE_LIMIT:
                known.clear()
            number, advance, right, up, _ = key
            sign = fonts.sign(number, shown)
            glyph = known[key] = (number, advance * unit, right * unit, up * unit, shown, sign)
        out.append(glyph)
    return tuple(out)


def _cluster_texts(clusters: list[int], text: str) -> list[str]:
    """Give every glyph its share of its cluster's text, so that the shares join to the text again."""
    count = len(clusters)
    if count == len(text) and clusters == _COUNTED[:count] and "\0" not in text:
        return list(text)
    out: list[str] = []
    start = 0
    while start < count:
        end = start
        while end < count and clusters[end] == clusters[start]:
            end += 1
        shown = text[clusters[start] : clusters[end] if end < count else len(text)]
        size = end - start
        out.extend(shown[: size - 1].ljust(size - 1, "\0") if size > 1 else "")
        out.append(shown[size - 1 :])
        start = end
    # A glyph without text of its own shows the combining grapheme joiner: PDF/UA-1 (7.21.7) wants some.
    return [_NO_TEXT if shown in ("", "\0") else shown for shown in out]
