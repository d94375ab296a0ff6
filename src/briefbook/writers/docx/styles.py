"""The part of the styles: the theme in Word's words, under the names that Word itself gives them."""

from __future__ import annotations

from lxml import etree

from briefbook.model.theme import Theme, Type
from briefbook.writers import tree
from briefbook.writers.docx import elements, numbering
from briefbook.writers.docx.elements import add, twips
from briefbook.writers.docx.numbering import Lists

NOTE_INDENT = 227
# twips: the mark of a note hangs
QUOTE_INDENT = 397
# twips, from both sides
CELL_PADDING = 85
# twips, to the left and right
_MARKING_SIZE = 12.0
# points: the least that the Traffic Light Protocol allows
_LATENT = 376
# how many styles Word knows


def build(theme: Theme, lang: str, width: int, lists: Lists) -> etree._Element:
    """Make the styles part for a theme, the document's language and the width of its text in twips."""
    root = elements.root("styles")
    _defaults(root, theme, lang)
    _text(root, theme)
    _headings(root, theme, lists)
    if theme.contents:
        _contents(root, theme, width)
    _lists(root, theme, lists)
    _tables(root, theme)
    _margins(root, theme, width)
    _characters(root, theme)
    return root


def tight(theme: Theme) -> Type:
    """Give the type of a list's items: that of the body, closer together."""
    body = theme.body
    return Type(body.size, body.leading, 0, body.after / 2)


def _defaults(root: etree._Element, theme: Theme, lang: str) -> None:
    defaults = add(root, "docDefaults")
    run = add(add(defaults, "rPrDefault"), "rPr")
    font = tree.legal(theme.docx_font)
    add(run, "rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font)
    _size(run, theme.body.size)
    add(run, "lang", val=lang, eastAsia="zh-CN", bidi="ar-SA")
    add(add(defaults, "pPrDefault"), "pPr")
    add(
        root, "latentStyles", defLockedState=0, defUIPriority=99, defSemiHidden=0, defUnhideWhenUsed=0,
        defQFormat=0, count=_LATENT,
    )  # fmt: skip
    for kind, identity, name in (
        ("character", "DefaultParagraphFont", "Default Paragraph Font"),
        ("numbering", "NoList", "No List"),
        ("table", "TableNormal", "Normal Table"),
    ):
        style = _open(root, kind, identity, name, default=True)
        if kind == "table":
            properties = add(style, "tblPr")
            add(properties, "tblInd", w=0, type="dxa")
            _padding(properties, 0)


def _text(root: etree._Element, theme: Theme) -> None:
    body, quiet = theme.body, theme.colours.quiet
    justify = "both" if theme.justify else "left"
    _paragraph(root, "Normal", "Normal", based="", type=body, align=justify, colour=theme.colours.text)
    _paragraph(root, "Quote", "Quote", type=body, indent=(QUOTE_INDENT, 0, QUOTE_INDENT), colour=quiet)
    _paragraph(root, "Caption", "caption", type=_caption(theme), keep=True, align="left", bold=True)
    _paragraph(root, "Definition", "Definition", type=tight(theme), own=True, align="left")
    _paragraph(
        root, "Rule", "Rule", type=Type(4, 5, 0, body.after), own=True, border=("bottom", theme.colours.rule)
    )
    indent = (NOTE_INDENT, NOTE_INDENT, 0)
    # ragged: addresses, which cannot be broken, would tear a justified line apart
    _paragraph(
        root,
        "FootnoteText",
        "footnote text",
        type=theme.note,
        indent=indent,
        align="left",
        link="FootnoteTextChar",
    )


def _headings(root: etree._Element, theme: Theme, lists: Lists) -> None:
    colour = theme.colours.heading
    _paragraph(
        root,
        "Title",
        "Title",
        type=theme.title,
        after="Normal",
        keep=True,
        align="left",
        bold=True,
        colour=colour,
    )
    small = Type(theme.body.size, theme.body.leading, theme.subheading.before, theme.subheading.after)
    for level, (type_, italic) in enumerate(
        ((theme.heading, False), (theme.subheading, False), (small, False), (small, True), (small, True))
    ):
        identity, name = f"Heading{level + 1}", f"heading {level + 1}"
        _paragraph(
            root, identity, name, type=type_, after="Normal", keep=True, align="left", bold=not italic,
            italic=italic, colour=colour, outline=level,
            numbered=(lists.headings, level) if lists.headings else None,
        )  # fmt: skip


def _contents(root: etree._Element, theme: Theme, width: int) -> None:
    heading = theme.subheading
    _paragraph(
        root, "TOCHeading", "TOC Heading", type=heading, after="Normal", keep=True, align="left", bold=True,
        colour=theme.colours.heading,
    )  # fmt: skip
    for level in (1, 2):
        indent = ((level - 1) * numbering.STEP, 0, 0)
        # a leader for the numbers of the pages, which Word puts in
        stops = (("right", width),)
        _paragraph(
            root, f"TOC{level}", f"toc {level}", type=tight(theme), after="Normal", align="left",
            indent=indent, tabs=stops, leader="dot",
        )  # fmt: skip


def book(root: etree._Element, theme: Theme, width: int) -> None:
    """Add the styles of a book's cover and contents; `theme` is that of its briefs."""
    heading, body = theme.heading, theme.body
    _paragraph(
        root, "Subtitle", "Subtitle", type=Type(heading.size, heading.leading, 0, body.after), after="Normal",
        align="left",
    )  # fmt: skip
    label = add(_open(root, "character", "TabLabel", "Tab Label", own=True), "rPr")
    add(label, "color", val=theme.colours.quiet)
    _size(label, heading.size)
    for style in root.findall(f"{{{elements.W}}}style"):
        if style.get(f"{{{elements.W}}}styleId") in ("TOC1", "TOC2"):
            root.remove(style)
    label_width = twips(body.size * 5)
    stops = (("left", label_width), ("right", width))
    lines = (Type(body.size, body.leading, body.after, 0), Type(body.size, body.leading))
    for level, type_ in enumerate(lines, start=1):
        # LibreOffice prints no number in an indent on the right
        indent = (label_width, label_width, 0) if level == 1 else (label_width, 0, 0)
        _paragraph(
            root, f"TOC{level}", f"toc {level}", type=type_, after="Normal", align="left", indent=indent,
            tabs=stops if level == 1 else stops[1:], leader="dot", bold=level == 1,
        )  # fmt: skip


def _lists(root: etree._Element, theme: Theme, lists: Lists) -> None:
    type_ = tight(theme)
    _paragraph(root, "ListBullet", "List Bullet", type=type_, numbered=(lists.bullets, 0))
    _paragraph(root, "ListNumber", "List Number", type=type_, numbered=(lists.numbers, 0))
    _paragraph(root, "ListContinue", "List Continue", type=type_, indent=(numbering.STEP, 0, 0))


def _tables(root: etree._Element, theme: Theme) -> None:
    type_ = Type(theme.table.size, theme.table.leading, 2, 2)
    _paragraph(root, "TableText", "Table Text", type=type_, own=True, align="left")
    _paragraph(root, "TableHeading", "Table Heading", based="TableText", own=True, bold=True, keep=True)
    _paragraph(root, "AfterTable", "After Table", type=Type(1, 0), own=True)
    after = Type(theme.table.size, theme.table.leading, 0, theme.table.after)
    _paragraph(root, "Figure", "Figure", type=after, own=True, align="left")
    style = _open(root, "table", "BriefTable", "Brief Table", based="TableNormal", own=True)
    properties = add(style, "tblPr")
    borders = add(properties, "tblBorders")
    for side, weight in (("top", 8), ("bottom", 8), ("insideH", 4)):
        add(borders, side, val="single", sz=weight, space=0, color=theme.colours.rule)
    _padding(properties, CELL_PADDING)
    first = add(style, "tblStylePr", type="firstRow")
    add(add(add(first, "tcPr"), "tcBorders"), "bottom", val="single", sz=8, space=0, color=theme.colours.rule)


def _margins(root: etree._Element, theme: Theme, width: int) -> None:
    """The margins of the page: running header, page number, marking."""
    type_ = Type(theme.note.size, theme.note.leading)
    right = ("right", width)
    # a running header may be long: it would pass a stop in the middle
    for identity, stops in (("Header", (right,)), ("Footer", (("center", width // 2), right))):
        quiet = theme.colours.quiet
        _paragraph(root, identity, identity.lower(), type=type_, align="left", colour=quiet, tabs=stops)


def _characters(root: etree._Element, theme: Theme) -> None:
    linked = _open(root, "character", "FootnoteTextChar", "Footnote Text Char", own=True, link="FootnoteText")
    _size(add(linked, "rPr"), theme.note.size)
    mark = add(_open(root, "character", "FootnoteReference", "footnote reference"), "rPr")
    add(mark, "color", val=theme.colours.mark)
    add(mark, "vertAlign", val="superscript")
    link = add(_open(root, "character", "Hyperlink", "Hyperlink"), "rPr")
    add(link, "color", val=theme.colours.link)
    add(link, "u", val="single")
    marking = add(_open(root, "character", "Marking", "Marking", own=True), "rPr")
    add(marking, "b")
    add(marking, "bCs")
    add(marking, "color", val=theme.colours.text)
    _size(marking, max(_MARKING_SIZE, theme.body.size))


def _caption(theme: Theme) -> Type:
    return Type(theme.table.size, theme.table.leading, theme.body.after, 3)


# ── the order of children is the schema's (ECMA-376 part 1, 17.3.1.26, 17.3.2.28, 17.7.4.17) ──


def _open(
    root: etree._Element, kind: str, identity: str, name: str, *, based: str = "", after: str = "",
    link: str = "", default: bool = False, own: bool = False,
) -> etree._Element:  # fmt: skip
    style = add(root, "style", type=kind, styleId=identity)
    if default:
        elements.put(style, default=1)
    if own:
        elements.put(style, customStyle=1)
    add(style, "name", val=name)
    if kind == "character" and not default:
        based = "DefaultParagraphFont"
    if based:
        add(style, "basedOn", val=based)
    if after:
        add(style, "next", val=after)
    if link:
        add(style, "link", val=link)
    if default and kind != "paragraph":
        add(style, "uiPriority", val=99)
        add(style, "semiHidden")
        add(style, "unhideWhenUsed")
    elif kind == "paragraph":
        add(style, "qFormat")
    return style


def _paragraph(
    root: etree._Element, identity: str, name: str, *, type: Type | None = None, based: str = "Normal",
    after: str = "", link: str = "", own: bool = False, keep: bool = False,
    numbered: tuple[int, int] | None = None, leader: str = "",
    border: tuple[str, str] | None = None, tabs: tuple[tuple[str, int], ...] = (),
    indent: tuple[int, int, int] | None = None, align: str = "", outline: int | None = None,
    bold: bool = False, italic: bool = False, colour: str = "",
) -> None:  # fmt: skip
    style = _open(
        root, "paragraph", identity, name, based=based, after=after, link=link, default=not based, own=own
    )
    properties = add(style, "pPr")
    if keep:
        add(properties, "keepNext")
        add(properties, "keepLines")
    if not based:
        add(properties, "widowControl")
    if numbered:
        number = add(properties, "numPr")
        if numbered[1]:
            add(number, "ilvl", val=numbered[1])
        add(number, "numId", val=numbered[0])
    if border:
        add(add(properties, "pBdr"), border[0], val="single", sz=4, space=1, color=border[1])
    _stops(properties, tabs, leader)
    if keep:
        add(properties, "suppressAutoHyphens")
    if type:
        _spacing(properties, type)
    if indent:
        left, hanging, right = indent
        add(properties, "ind", left=left, right=right, hanging=hanging)
    if align:
        add(properties, "jc", val=align)
    if outline is not None:
        add(properties, "outlineLvl", val=outline)
    run = add(style, "rPr")
    for wanted, tag in ((bold, "b"), (italic, "i")):
        if wanted:
            add(run, tag)
            add(run, f"{tag}Cs")
    if colour:
        add(run, "color", val=colour)
    if type:
        _size(run, type.size)


def _stops(properties: etree._Element, tabs: tuple[tuple[str, int], ...], leader: str) -> None:
    """Set tab stops; dots lead to those on the right, where page numbers stand."""
    stops = add(properties, "tabs") if tabs else properties
    for kind, position in tabs:
        dots = {"leader": leader} if leader and kind == "right" else {}
        add(stops, "tab", val=kind, **dots, pos=position)


def _spacing(properties: etree._Element, type: Type) -> None:
    # at least, so that letters with two marks above them are not cut
    rule = "atLeast" if type.leading else "exact"
    line = max(twips(type.leading), 20)
    add(properties, "spacing", before=twips(type.before), after=twips(type.after), line=line, lineRule=rule)


def _size(run: etree._Element, points: float) -> None:
    halves = max(round(points * 2), 2)
    add(run, "sz", val=halves)
    add(run, "szCs", val=halves)


def _padding(properties: etree._Element, side: int) -> None:
    margins = add(properties, "tblCellMar")
    for name, width in (("top", 0), ("left", side), ("bottom", 0), ("right", side)):
        add(margins, name, w=width, type="dxa")
