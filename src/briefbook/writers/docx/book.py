"""A bound book: a cover, the contents, and each part as a section with its own margins and notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.parts.story import StoryPart
from lxml import etree

from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.writers import tree
from briefbook.writers.docx import body, contents, elements, languages, package, paragraphs
from briefbook.writers.docx import margins as edges
from briefbook.writers.docx.elements import Look
from briefbook.writers.docx.inlines import Story
from briefbook.writers.docx.paragraphs import Place, Setting

_W = f"{{{elements.W}}}"
_DROP = 0.24
# share of the text area that stays white above the title of a cover or divider
_COVER = 1.5
# size of the title of the book against that of a brief
_MOST = 400
# lines of the contents; where sections would make more, tabs alone are listed
_KEPT = ("pStyle", "keepNext", "keepLines")
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


def write(parent: etree._Element, document: d.Document, setting: Setting) -> None:
    """Write cover, contents and parts, each part but the last ending in a section."""
    setting.lowered = True
    _cover(parent, document, setting)
    listed = contents.of_parts(document)
    start = len(parent)
    contents.write_numbered(parent, listed, document, setting, deepest=2 if len(listed) <= _MOST else 1)
    _break_before(parent[start])
    for part in document.parts:
        body.end(parent, setting)
        _close(parent, setting)
        _part(parent, part, setting)
    body.end(parent, setting)


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
    main: StoryPart, document: d.Document, shared: Mapping[tuple[str, str], str], *, own: bool
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
                made = package.add(main, f"/word/{name}{number}.xml", content_type, kind, root)
                found[name, "default"] = package.relate(main, made, kind)
        if own:
            found["footer", "first"] = found["footer", "default"]
        yield found


def footer(document: d.Document, which: str) -> etree._Element:
    """Make the footer of the cover, which has no number, or of the contents."""
    if which == "first":
        return edges.bare(document)
    return edges.of_part(document, "")


# ── the parts ────────────────────────────────────────────────────────────────


def _cover(parent: etree._Element, document: d.Document, setting: Setting) -> None:
    for block in document.blocks:
        if isinstance(block, d.Heading):
            paragraph = paragraphs.start(parent, setting, "Title")
            _lower(paragraph, setting)
            paragraphs.fill(paragraph, block.children, setting)
        elif isinstance(block, d.Paragraph):
            paragraphs.fill(paragraphs.start(parent, setting, "Subtitle"), block.children, setting)


def _part(parent: etree._Element, part: d.Part, setting: Setting) -> None:
    story = setting.story
    book, lang = story.lang, languages.tag(part.document.lang) or story.lang
    start, head = len(parent), _head(part.document.blocks)
    story.lang = lang
    body.append(parent, part.document.blocks[:head], setting, Place())
    if part.sign:
        _label(parent[start], part, setting)
    behind = len(parent)
    body.append(parent, part.document.blocks[head:], setting, Place())
    if part.sign and behind < len(parent):
        _break_before(_first_paragraph(parent, behind))
    story.lang = book
    if lang != book:
        for element in list(parent)[start:]:
            _say(element, lang)
    if part.sign:
        # the label is in the language of the book
        _speak_label(parent[start], book, lang)


def _head(blocks: d.Blocks) -> int:
    """Count the blocks of the divider page: the title and the definitions below it."""
    count = 1
    while count < len(blocks) and isinstance(blocks[count], d.Definitions):
        count += 1
    return count


def _label(heading: etree._Element, part: d.Part, setting: Setting) -> None:
    """Put the label of a tab above its title, in the same paragraph: so it is in every list of headings."""
    _lower(heading, setting)
    holder = elements.root("p")
    elements.run(holder, Look("TabLabel"), part.label)
    elements.add(elements.run(holder), "br")
    place = next((index for index, child in enumerate(heading) if child.tag == _W + "r"), len(heading))
    heading[place:place] = list(holder)


def _speak_label(heading: etree._Element, book: str, lang: str) -> None:
    if lang != book:
        for properties in heading.iter(_W + "rPr"):
            style = properties.find(_W + "rStyle")
            spoken = properties.find(_W + "lang")
            if style is not None and style.get(_W + "val") == "TabLabel" and spoken is not None:
                properties.remove(spoken)


def _lower(paragraph: etree._Element, setting: Setting) -> None:
    """Set a title below a part of white."""
    page = setting.theme.page
    white = elements.twips((page.height - page.top - page.bottom) * _DROP)
    properties = paragraph[0]
    for old in properties.findall(_W + "spacing"):
        properties.remove(old)
    elements.add(properties, "spacing", before=white)


def _close(parent: etree._Element, setting: Setting) -> None:
    # every paragraph of ours has properties, and they come first
    last = parent[-1] if parent[-1].tag == _W + "p" else paragraphs.start(parent, setting, "AfterTable")
    setting.sections.append(elements.add(last[0], "sectPr"))


def _first_paragraph(parent: etree._Element, place: int) -> etree._Element:
    """The paragraph at a place, or a new one there: a table cannot begin a page by itself."""
    if parent[place].tag == _W + "p":
        return parent[place]
    holder = elements.root("body")
    made = elements.add(holder, "p")
    elements.add(elements.add(made, "pPr"), "pStyle", val="AfterTable")
    parent.insert(place, made)
    return made


def _break_before(paragraph: etree._Element) -> None:
    properties = paragraph[0]
    place = sum(child.tag in {_W + tag for tag in _KEPT} for child in properties)
    properties.insert(place, elements.add(elements.root("pPr"), "pageBreakBefore"))


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
