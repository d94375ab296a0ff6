"""Inlines to runs: words with one look, one language, one place in the structure tree."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from briefbook.model import document as d
from briefbook.writers import tree
from briefbook.writers.pdf import shape
from briefbook.writers.pdf.shape import Setting
from briefbook.writers.pdf.structure import Element


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """How words look; sizes in points."""

    size: float
    optical: float
    colour: str
    bold: bool = False
    italic: bool = False
    figures: tuple[str, ...] = shape.OLD_STYLE


@dataclass(slots=True, eq=False)
class Target:
    """Where a click leads: an address, a note (`#note-1`) or the mark of a note (`#mark-1`)."""

    address: str
    description: str
    element: Element


@dataclass(slots=True, eq=False)
class Run:
    """A stretch of text with one look and one meaning."""

    text: str
    setting: Setting
    size: float
    scale: float
    # points in a thousandth of an em
    colour: str
    element: Element
    target: Target | None = None
    mark: int = 0
    # the note whose mark this is
    tight: bool = False
    # no word space may stand before it
    anchors: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Speech:
    """What all runs of a document share: family, language, colours and the words of links."""

    family: str
    lang: str
    mark_colour: str
    link_colour: str
    labels: Mapping[str, str]
    numbers: Mapping[int, int] = field(default_factory=dict)
    # of the notes that the document holds: what is printed for each
    described: dict[tuple[str, int], str] = field(default_factory=dict)
    settings: dict[tuple[Style, str], Setting] = field(default_factory=dict)


def flatten(
    speech: Speech, inlines: d.Inlines, style: Style, element: Element
) -> tuple[list[Run], list[d.Note]]:
    """Turn inlines into runs and list the notes that are called in them."""
    flow = _Flow(speech, [], [], [])
    _inlines(flow, inlines, style, element, None)
    if flow.anchors:
        last = next((run for run in reversed(flow.runs) if run.text.strip()), None)
        if last is not None:
            last.anchors += tuple(flow.anchors)
    return flow.runs, flow.notes


def run(speech: Speech, text: str, style: Style, element: Element, target: Target | None = None) -> Run:
    """Make a run in the language of the document."""
    return _run(speech, clean(text), style, element, speech.lang, target)


def description(speech: Speech, key: str, number: int) -> str:
    """Say in words where a link to a note, or back from it, leads."""
    found = speech.described.get((key, number))
    if found is None:
        default = "Footnote {number}" if key == "footnote" else "Back to reference {number}"
        pattern = speech.labels.get(key, default)
        found = speech.described[key, number] = clean(pattern).replace("{number}", str(number))
    return found


def clean(text: str) -> str:
    """Compose the text (NFC) and take out what no page can show."""
    if text.isascii() and text.isprintable():
        return text
    text = _UNPRINTABLE.sub(_instead, text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def language(tag: str) -> str:
    """Give a language tag that a PDF may carry; what is no BCP 47 tag becomes "und"."""
    return tag if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", tag) else "und"


# Controls, separators and soft hyphens have no glyph; PDF/A-3 (6.2.11.7) refuses private use, U+FEFF and
# U+FFFE in the text layer of a page, and a lone surrogate is no character.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u2028\u2029\ufdd0-\ufdef\ufeff\ufffe\uffff"
    "\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)


def _instead(match: re.Match[str]) -> str:
    char = match[0]
    if char in "\t\n\r\v\f\x85\u2028\u2029":
        return " "
    if unicodedata.category(char) in ("Co", "Cs"):
        return "\ufffd"
    return ""


@dataclass(slots=True, eq=False)
class _Flow:
    speech: Speech
    runs: list[Run]
    notes: list[d.Note]
    anchors: list[str]
    # names that wait for the next run


def _inlines(flow: _Flow, inlines: d.Inlines, style: Style, element: Element, target: Target | None) -> None:
    for inline in inlines:
        match inline:
            case d.Text():
                _text(flow, inline, style, element, target)
            case d.Emphasis():
                _inlines(flow, inline.children, _slanted(style), element, target)
            case d.Strong():
                _inlines(flow, inline.children, _bold(style), element, target)
            case d.Link():
                _link(flow, inline, style, element, target)
            case d.LineBreak():
                _append(flow, _run(flow.speech, "\n", style, element, flow.speech.lang, None))
            case d.Note():
                _mark(flow, inline.number, style, element, inline)
            case d.NoteRef():
                _mark(flow, inline.number, style, element, None)
            case d.Anchor():
                flow.anchors.append(inline.name)
                _inlines(flow, inline.children, style, element, target)
            case d.Statement():
                _inlines(flow, inline.children, style, element, target)
            case _:
                pass


def _text(flow: _Flow, inline: d.Text, style: Style, element: Element, target: Target | None) -> None:
    text = clean(inline.text)
    if not text:
        return
    lang = flow.speech.lang
    if inline.lang and inline.lang != lang:
        lang = language(inline.lang)
        if lang != flow.speech.lang:
            element = Element("Span", element, f"/Lang({lang})")
    _append(flow, _run(flow.speech, text, style, element, lang, target))


def _link(flow: _Flow, inline: d.Link, style: Style, element: Element, target: Target | None) -> None:
    if target is None and (address := tree.address(inline.url)):
        element = Element("Link", element)
        target = Target(clean(address), clean(inline.url), element)
        style = _coloured(style, flow.speech.link_colour)
    _inlines(flow, inline.children, style, element, target)


def _mark(flow: _Flow, number: int, style: Style, element: Element, note: d.Note | None) -> None:
    speech = flow.speech
    if note is None and number not in speech.numbers:
        _append(flow, _run(speech, str(number), style, element, speech.lang, None))
        return
    link = Element("Link", Element("Reference", element))
    shown = speech.numbers.get(number, number)
    target = Target(f"#note-{number}", description(speech, "footnote", shown), link)
    if note is None:
        _append(
            flow, _run(speech, str(shown), _coloured(style, speech.mark_colour), link, speech.lang, target)
        )
        return
    raised = _raised(style, speech.mark_colour)
    before = next((run for run in reversed(flow.runs) if run.text.strip(" ")), None)
    # Marks that meet are parted: a raised 1 beside a 2 would read as twelve, "1,2" as a decimal.
    gap = "\u2009" if before is not None and before.mark else ""
    mark = _run(speech, f"{gap}{shown}", raised, link, speech.lang, target)
    mark.mark = number
    mark.tight = True
    _append(flow, mark)
    flow.notes.append(note)


def _append(flow: _Flow, run: Run) -> None:
    if flow.anchors and run.text.strip():
        run.anchors = tuple(flow.anchors)
        flow.anchors.clear()
    flow.runs.append(run)


def _run(speech: Speech, text: str, style: Style, element: Element, lang: str, target: Target | None) -> Run:
    setting = speech.settings.get((style, lang))
    if setting is None:
        setting = shape.setting(speech.family, style.bold, style.italic, style.optical, style.figures, lang)
        speech.settings[style, lang] = setting
    return Run(text, setting, style.size, style.size / 1000, style.colour, element, target)


@lru_cache(maxsize=64)
def _slanted(style: Style) -> Style:
    return replace(style, italic=not style.italic)


@lru_cache(maxsize=64)
def _bold(style: Style) -> Style:
    return replace(style, bold=True)


@lru_cache(maxsize=64)
def _coloured(style: Style, colour: str) -> Style:
    return replace(style, colour=colour)


@lru_cache(maxsize=64)
def _raised(style: Style, colour: str) -> Style:
    return replace(style, colour=colour, figures=shape.RAISED, italic=False, bold=False)
