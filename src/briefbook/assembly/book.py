"""Many briefs bound into one book: a cover, a tab for each brief, and one annex of all their sources."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefbook.assembly import annex, inlines
from briefbook.model import document as d
from briefbook.model.source import Source
from briefbook.text.words import Words


@dataclass(frozen=True, slots=True)
class Chapter:
    """A brief as it goes into a book: without its annex, but with what its notes rest on."""

    document: d.Document
    sources: tuple[Source, ...]
    # of all its collections; their texts are not needed any more
    resting: Mapping[str, Sequence[int]]
    # by source id: the notes that rest on it
    annex: d.Blocks = ()
    # its own, which stands in the brief alone


@dataclass(frozen=True, slots=True)
class Cover:
    """What a book says of itself."""

    title: str
    subtitle: str = ""
    marking: str = ""


def bind(chapters: Sequence[Chapter], cover: Cover, words: Words, labels: Mapping[str, str]) -> d.Document:
    """One document of many: names and notes unique in it, each source listed once at its end."""
    lang = chapters[0].document.lang
    digits = len(str(len(chapters)))
    parts: list[d.Part] = []
    attachments: list[d.Attachment] = []
    before = 0
    for number, chapter in enumerate(chapters, 1):
        label = words.say("tab", number=number)
        document = _placed(chapter.document, before, f"tab-{number}-")
        parts.append(d.Part(label, replace(document, marking=cover.marking), str(number), before))
        attachments += [
            replace(each, name=f"tab-{number:0{digits}}-{each.name}", description=_said(label, each))
            for each in chapter.document.attachments
        ]
        before += _noted(chapter)
    parts.append(_annex(chapters, parts, cover, words, lang, labels))
    dates = [chapter.document.date for chapter in chapters if chapter.document.date]
    date = max(dates, key=str, default=None)
    said = (cover.subtitle, words.date(date) if date else "")
    keywords = dict.fromkeys(word for chapter in chapters for word in chapter.document.keywords)
    return d.Document(
        title=cover.title,
        lang=lang,
        blocks=(
            d.Heading(1, (d.Text(cover.title),), "book"),
            *(d.Paragraph((d.Text(each),)) for each in said if each),
        ),
        header=cover.title,
        date=date,
        subject=cover.subtitle,
        keywords=tuple(keywords),
        marking=cover.marking,
        attachments=tuple(attachments),
        labels=labels,
        parts=tuple(parts),
    )


def _said(label: str, attachment: d.Attachment) -> str:
    return f"{label}: {attachment.description}" if attachment.description else label


def _noted(chapter: Chapter) -> int:
    """The number of a brief's notes: each rests on at least one source."""
    return max((max(numbers) for numbers in chapter.resting.values() if numbers), default=0)


def _annex(
    chapters: Sequence[Chapter],
    tabs: Sequence[d.Part],
    cover: Cover,
    words: Words,
    lang: str,
    labels: Mapping[str, str],
) -> d.Part:
    sources: dict[str, Source] = {}
    resting: dict[str, dict[str, Sequence[int]]] = {}
    for chapter, tab in zip(chapters, tabs, strict=True):
        for source in chapter.sources:
            sources.setdefault(source.meta.path, source)
            if numbers := chapter.resting.get(source.id):
                found = resting.setdefault(source.meta.path, {})
                found[tab.label] = [number + tab.before for number in numbers]
    title = words.label("sources")
    blocks = annex.merged(sources.values(), resting, words, lang)
    document = d.Document(
        title=title,
        lang=lang,
        blocks=(d.Heading(1, (d.Text(title),), "annex"), *blocks),
        header=title,
        marking=cover.marking,
        labels=labels,
    )
    return d.Part(title, document)


# ── a document in its place ──────────────────────────────────────────────────


def _placed(document: d.Document, before: int, prefix: str) -> d.Document:
    """A document whose notes are counted on from others, and whose names begin with a prefix."""
    blocks = document.blocks
    first = blocks[0] if blocks else None
    if not (isinstance(first, d.Heading) and first.level == 1 and inlines.plain(first.children).strip()):
        # a template of the workspace may print no title; a tab has one
        blocks = (d.Heading(1, (d.Text(document.title.strip() or "–"),), "title"), *blocks)
    return replace(document, blocks=_blocks(blocks, before, prefix))


def _blocks(blocks: Iterable[d.Block], before: int, prefix: str) -> d.Blocks:
    return tuple(_block(block, before, prefix) for block in blocks)


def _block(block: d.Block, before: int, prefix: str) -> d.Block:
    def moved(children: d.Inlines) -> d.Inlines:
        return _moved(children, before, prefix)

    match block:
        case d.Heading():
            name = f"{prefix}{block.id}" if block.id else ""
            return replace(block, children=moved(block.children), id=name)
        case d.Paragraph():
            return replace(block, children=moved(block.children))
        case d.ListBlock():
            return replace(block, items=tuple(_blocks(item, before, prefix) for item in block.items))
        case d.BlockQuote():
            return replace(block, children=_blocks(block.children, before, prefix))
        case d.Table():
            header = tuple(moved(cell) for cell in block.header)
            rows = tuple(tuple(moved(cell) for cell in row) for row in block.rows)
            return replace(block, header=header, rows=rows, caption=moved(block.caption))
        case d.Definitions():
            items = (d.Definition(moved(item.term), moved(item.children)) for item in block.items)
            return replace(block, items=tuple(items))
        case d.Figure():
            return replace(block, caption=moved(block.caption))
        case d.Rule():
            return block


def _moved(children: d.Inlines, before: int, prefix: str) -> d.Inlines:
    return tuple(_inline(child, before, prefix) for child in children)


def _inline(inline: d.Inline, before: int, prefix: str) -> d.Inline:
    match inline:
        case d.Note():
            within = _moved(inline.children, before, prefix)
            return replace(inline, number=inline.number + before, children=within)
        case d.NoteRef():
            return replace(inline, number=inline.number + before)
        case d.Anchor():
            within = _moved(inline.children, before, prefix)
            return replace(inline, name=prefix + inline.name, children=within)
        case d.Emphasis() | d.Strong() | d.Link() | d.Statement():
            return replace(inline, children=_moved(inline.children, before, prefix))
    return inline
