"""A bound book: a cover, the contents, and each part as a section with its own margins and notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part
from lxml import etree

from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.writers import tree
from briefbook.writers.docx import body, contents, drafts, elements, languages, package, paragraphs
from briefbook.writers.docx import margins as edges
from briefbook.writers.docx.drafts import Draft, Look
from briefbook.writers.docx.inlines import Story
from briefbook.writers.docx.paragraphs import Place, Setting

_W = f"{{{elements.W}}}"
_LABEL = Look("TabLabel")
_DROP = 0.24
# share of the text area that stays white above the title of a cover or divider
_COVER = 1.5
# size of the title of the book against that of a brief
_MOST = 400
# lines of the contents; where sections would make more, tabs alone are listed
_KEPT = ("w:pStyle", "w:keepNext", "w:keepLines")
# what stands before `pageBreakBefore` in the properties of a paragraph (ECMA-376 part 1, 17.3.1.26)


def theme(theme: Theme) -> Theme:
    """The theme of a book: the title of a brief is its first level of headings, with sections below."""
    return replace(
        theme,
        title=replace(theme.title, size=theme.title.size * _COVER, leading=theme.title.leading * _COVER),
        heading=replace(theme.title, before=0.0),
        subheading=theme.heading,
        contents=True,
        numbered_headings=False,
    )


@dataclass(frozen=True, slots=True)
class Spoken:
    """A part that is not in the language of the book, as a stretch of the body."""

    start: int
    stop: int
    lang: str


def write(parent: Draft, document: d.Document, setting: Setting) -> list[Spoken]:
    """Write cover, contents and parts, each part but the last ending in a section."""
    setting.lowered = True
    _cover(parent, document, setting)
    listed = contents.of_parts(document)
    start = len(parent)
    contents.write_numbered(parent, listed, document, setting, deepest=2 if len(listed) <= _MOST else 1)
    _break_before(parent[start])
    found: list[Spoken] = []
    for part in document.parts:
        body.end(parent, setting)
        _close(parent, setting)
        start, lang = len(parent), languages.tag(part.document.lang) or setting.story.lang
        _part(parent, part, setting, lang)
        if lang != setting.story.lang:
            found.append(Spoken(start, len(parent), lang))
    body.end(parent, setting)
    return found


def say(content: etree._Element, spoken: Sequence[Spoken]) -> None:
    """Say the language of each part that is not in the language of the book, save of its label."""
    every = list(content)
    for part in spoken:
        for element in every[part.start : part.stop]:
            _say(element, part.lang)
        _speak_label(every[part.start])


def speak(footnotes: etree._Element, document: d.Document, story: Story) -> None:
    """Say the language of each footnote whose part is not in the language of the book."""
    spoken = {
        note.number: languages.tag(part.document.lang)
        for part in document.parts
        for note in tree.notes(part.document.blocks)
    }
    for element, note in zip(_numbered(footnotes), story.notes or [], strict=True):
        lang = spoken.get(note.number, "")
        if lang and lang != story.lang:
            _say(element, lang)


def margins(
    main: Part, document: d.Document, shared: Mapping[tuple[str, str], str], *, own: bool
) -> Iterator[Mapping[tuple[str, str], str]]:
    """Add the header and footer of each part; under a letterhead (not `own`) all share those of the cover."""
    for number, part in enumerate(document.parts, start=3):
        found = dict(shared)
        header, footer = edges.header(part.document, "default"), edges.of_part(part.document, part.label)
        for name, content_type, kind, root in (
            ("header", CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, header),
            ("footer", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, footer),
        ):
            if own:
                made = package.add(main, f"/word/{name}{number}.xml", content_type, kind, drafts.part(root))
                found[name, "default"] = package.relate(main, made, kind)
        if own:
            found["footer", "first"] = found["footer", "default"]
        yield found


def footer(document: d.Document, which: str) -> Draft:
    """Make the footer of the cover, which has no number, or of the contents."""
    if which == "first":
        return edges.bare(document)
    return edges.of_part(document, "")


# ── the parts ────────────────────────────────────────────────────────────────


def _cover(parent: Draft, document: d.Document, setting: Setting) -> None:
    for block in document.blocks:
        if isinstance(block, d.Heading):
            paragraph = paragraphs.start(parent, setting, "Title")
            _lower(paragraph, setting)
            paragraphs.fill(paragraph, block.children, setting)
        elif isinstance(block, d.Paragraph):
            paragraphs.fill(paragraphs.start(parent, setting, "Subtitle"), block.children, setting)


def _part(parent: Draft, part: d.Part, setting: Setting, lang: str) -> None:
    story = setting.story
    book, story.lang = story.lang, lang
    start, head = len(parent), _head(part.document.blocks)
    body.append(parent, part.document.blocks[:head], setting, Place())
    if part.sign:
        _label(cast("Draft", parent[start]), part, setting)
    behind = len(parent)
    body.append(parent, part.document.blocks[head:], setting, Place())
    if part.sign and behind < len(parent):
        _break_before(_first_paragraph(parent, behind))
    story.lang = book


def _head(blocks: d.Blocks) -> int:
    """Count the blocks of the divider page: the title and the definitions below it."""
    count = 1
    while count < len(blocks) and isinstance(blocks[count], d.Definitions):
        count += 1
    return count


def _label(heading: Draft, part: d.Part, setting: Setting) -> None:
    """Put the label of a tab above its title, in the same paragraph: so it is in every list of headings."""
    _lower(heading, setting)
    holder = Draft("w:p")
    drafts.run(holder, _LABEL, part.label)
    drafts.sign(holder, "br")
    runs = (index for index, child in enumerate(heading) if drafts.name(child) == "w:r")
    place = next(runs, len(heading))
    heading[place:place] = holder


def _speak_label(heading: etree._Element) -> None:
    """The label is in the language of the book."""
    for properties in heading.iter(_W + "rPr"):
        style = properties.find(_W + "rStyle")
        spoken = properties.find(_W + "lang")
        if style is not None and style.get(_W + "val") == _LABEL.style and spoken is not None:
            properties.remove(spoken)


def _lower(paragraph: Draft, setting: Setting) -> None:
    """Set a title below a part of white."""
    page = setting.theme.page
    white = elements.twips((page.height - page.top - page.bottom) * _DROP)
    properties = paragraphs.properties(paragraph)
    properties[:] = [child for child in properties if drafts.name(child) != "w:spacing"]
    drafts.put(properties, "spacing", before=white)


def _close(parent: Draft, setting: Setting) -> None:
    last = parent[-1]
    if drafts.name(last) != "w:p":
        last = paragraphs.start(parent, setting, "AfterTable")
    setting.sections.append(paragraphs.properties(last))


def _first_paragraph(parent: Draft, place: int) -> Draft | str:
    """The paragraph at a place, or a new one there: a table cannot begin a page by itself."""
    if drafts.name(parent[place]) != "w:p":
        made = Draft("w:p")
        drafts.put(drafts.add(made, "pPr"), "pStyle", val="AfterTable")
        parent.insert(place, made)
    return parent[place]


def _break_before(paragraph: Draft | str) -> None:
    properties = paragraphs.properties(paragraph)
    place = sum(drafts.name(child) in _KEPT for child in properties)
    properties.insert(place, Draft("w:pageBreakBefore"))


def _say(element: etree._Element, lang: str) -> None:
    """Say the language of every run below an element that says none."""
    for run in element.iter(_W + "r"):
        properties = run.find(_W + "rPr")
        if properties is None:
            properties = elements.add(elements.root("r"), "rPr")
            run.insert(0, properties)
        if properties.find(_W + "lang") is None:
            if tree.right_to_left(lang):
                elements.add(properties, "rtl")
            elements.add(properties, "lang", **{languages.slot(lang): lang})


def _numbered(footnotes: etree._Element) -> list[etree._Element]:
    return [each for each in footnotes if not each.get(_W + "type")]
