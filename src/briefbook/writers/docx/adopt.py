"""A letterhead's parts brought into our package: what it has stays, what it lacks is ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from briefbook.model.document import Document
from briefbook.model.theme import Theme
from briefbook.writers.docx import drafts, elements, margins, numbering, package, settings, styles
from briefbook.writers.docx.letterhead import SECTION, Letterhead, Media, Piece
from briefbook.writers.docx.numbering import Lists

_W = f"{{{elements.W}}}"
_USES = tuple(_W + tag for tag in ("pStyle", "rStyle", "tblStyle"))
_TIES = tuple(_W + tag for tag in ("basedOn", "next", "link"))
_KINDS = {
    "header": (CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER),
    "footer": (CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER),
}
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_TWINS = {"footnote text char": "footnote text"}
# a character style that goes with a paragraph style: not wanted beside one of the letterhead's
_RELATIONS = {"image": RELATIONSHIP_TYPE.IMAGE, "font": RELATIONSHIP_TYPE.FONT}


@dataclass(slots=True)
class Shelf:
    """The pictures and fonts of a package, each held once."""

    held: dict[str, Part] = field(default_factory=dict)
    drawings: int = 100_000
    # the last id of a drawing: those of the text's charts begin with 1

    def put(self, target: Part, piece: Piece) -> None:
        """Relate a part to what its letterhead's showed, under the same ids."""
        for identity, goal in piece.targets.items():
            if isinstance(goal, str):
                target.load_rel(RELATIONSHIP_TYPE.HYPERLINK, goal, identity, is_external=True)
                continue
            kind = "image" if goal.content_type.startswith("image/") else "font"
            target.load_rel(_RELATIONS[kind], self._part(goal, kind, target), identity)

    def number(self, root: etree._Element) -> None:
        """Give the drawings of a part ids that no other part has."""
        for element in root.iter(_DRAWING):
            self.drawings += 1
            element.set("id", str(self.drawings))

    def _part(self, media: Media, kind: str, target: Part) -> Part:
        if media.name not in self.held:
            ending = media.name.rpartition(".")[2].lower()
            uri = PackURI(f"/word/media/{kind}{len(self.held) + 1}.{ending}")
            self.held[media.name] = Part(uri, media.content_type, media.data, target.package)
        return self.held[media.name]


def missing(head: Letterhead, theme: Theme) -> tuple[str, ...]:
    """Name the styles of ours that a letterhead lacks."""
    ours = styles.build(theme, "en", head.width, numbering.begin())
    if head.styles is None:
        return tuple(_name(style) for style in ours.iter(_W + "style"))
    known = {_name(style).casefold() for style in head.styles.iter(_W + "style")}
    wanted = (style for style in ours.iter(_W + "style") if not style.get(_W + "default"))
    return tuple(
        name for style in wanted if (name := _name(style)).casefold() not in known | _TWINS.keys()
        or (name.casefold() in _TWINS and not {name.casefold(), _TWINS[name.casefold()]} & known)
    )  # fmt: skip


def lists(head: Letterhead, theme: Theme) -> Lists:
    """Begin the lists, those of the letterhead's list styles first."""
    theirs = head.numbering.copy() if head.numbering else None
    styles_ = () if head.styles is None else head.styles.iter(_W + "style")
    named = {_name(style).casefold(): style for style in styles_}
    heading = named.get("heading 1")
    own_numbers = heading is not None and heading.find(f"{_W}pPr/{_W}numPr") is not None
    found = numbering.begin(theirs, headings=theme.numbered_headings and not own_numbers)
    kept = {False: named.get("list bullet"), True: named.get("list number")}
    numbering.keep(found, {ordered: style for ordered, style in kept.items() if style is not None})
    return found


def add_styles(head: Letterhead, ours: etree._Element, lang: str) -> tuple[etree._Element, dict[str, str]]:
    """Put what is missing of our styles below a letterhead's; map our ids to those in the result."""
    if head.styles is None:
        return ours, {}
    root = deepcopy(head.styles)
    _speak(root, lang)
    theirs = list(root.iter(_W + "style"))
    defaults = {each.get(_W + "type"): each for each in theirs if each.get(_W + "default") in ("1", "true")}
    named = {(_name(style).casefold(), style.get(_W + "type")): style for style in theirs}
    taken = {style.get(_W + "styleId", "").casefold() for style in theirs}
    others = {name for name, _ in named}
    names: dict[str, str] = {}
    added: list[etree._Element] = []
    for style in ours.findall(_W + "style"):
        identity, kind, name = style.get(_W + "styleId", ""), style.get(_W + "type"), _name(style)
        same = named.get((name.casefold(), kind))
        if same is None and style.get(_W + "default"):
            same = defaults.get(kind)
        if same is not None:
            names[identity] = same.get(_W + "styleId", "")
            continue
        if _TWINS.get(name.casefold()) in others:
            continue
        names[identity] = identity if identity.casefold() not in taken else f"Brief{identity}"
        style.set(_W + "styleId", names[identity])
        if name.casefold() in others:
            # of another type: Word knows a style by its name alone
            elements.put(style[0], val=f"Brief {name}")
        if kind in defaults and style.get(_W + "default"):
            del style.attrib[_W + "default"]
        added.append(style)
    for style in added:
        _rename(style.iter(*_TIES), names)
        root.append(style)
    return root, {old: new for old, new in names.items() if old != new}


def rename(roots: Iterable[etree._Element], names: Mapping[str, str]) -> None:
    """Let parts of ours use the ids that the styles have in a letterhead."""
    for root in roots if names else ():
        _rename(root.iter(*_USES), names)


def page(head: Letterhead, theme: Theme) -> list[etree._Element]:
    """The page set-up, the theme's where the letterhead says nothing."""
    own = [] if head.section is None else list(deepcopy(head.section))
    tags = {each.tag for each in own}
    # our own margins leave the running header out below which the title stands
    lacking = [
        each for each in settings.page(theme.page)
        if each.tag not in tags and (each.tag != f"{_W}titlePg" or not head.margins)
    ]  # fmt: skip
    return sorted((*own, *lacking), key=lambda each: SECTION.index(etree.QName(each).localname))


def add_margins(
    main: Part, document: Document, theme: Theme, head: Letterhead, shelf: Shelf, names: Mapping[str, str]
) -> dict[tuple[str, str], str]:
    """Add the letterhead's headers and footers, with the marking; ours where it has none of a kind."""
    found: dict[tuple[str, str], str] = {}
    first = head.own_first or not head.margins
    sides = ["default", *(["first"] if first else []), *(["even"] if head.own_even else [])]
    for kind, (content_type, relation) in _KINDS.items():
        has_own = any(each == kind for each, _ in head.margins)
        for number, side in enumerate(sides, start=1):
            piece = head.margins.get((kind, side))
            draft = drafts.root("body")
            if has_own:
                margins.mark(draft, document, kind)
            else:
                margins.plain(draft, document, theme, kind, side)
            if piece is None and not draft:
                continue
            addition = drafts.tree_of(draft)
            rename((addition,), names)
            root = piece.copy() if piece else elements.root("hdr" if kind == "header" else "ftr")
            shelf.number(root)
            root.extend(list(addition))
            part = package.add(
                main, f"/word/{kind}{number}.xml", content_type, relation, elements.written(root)
            )
            if piece:
                shelf.put(part, piece)
            found[kind, side] = package.relate(main, part, relation)
    return found


def _speak(root: etree._Element, lang: str) -> None:
    """The language of the brief is that of every word which no run says another of."""
    defaults = root.find(_W + "docDefaults")
    if defaults is None:
        defaults = elements.add(root, "docDefaults")
        root.insert(0, defaults)
    holder = defaults.find(_W + "rPrDefault")
    if holder is None:
        holder = elements.add(defaults, "rPrDefault")
        defaults.insert(0, holder)
    run = holder.find(_W + "rPr")
    if run is None:
        run = elements.add(holder, "rPr")
    for old in list(root.iter(_W + "lang")):
        if (parent := old.getparent()) is not None:
            parent.remove(old)
    elements.add(run, "lang", val=lang, eastAsia="zh-CN", bidi="ar-SA")


def _rename(used: Iterable[etree._Element], names: Mapping[str, str]) -> None:
    for element in used:
        value = element.get(_W + "val", "")
        if value in names:
            element.set(_W + "val", names[value])


def _name(style: etree._Element) -> str:
    name = style.find(_W + "name")
    return name.get(_W + "val", "") if name is not None else ""
