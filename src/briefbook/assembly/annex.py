"""The last pages: every source with its description, its fingerprint and the notes that rest on it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from briefbook.assembly import notes
from briefbook.model import document as d
from briefbook.model.fact import SUPPORTS, Fact
from briefbook.model.source import Source
from briefbook.text.words import Words

FINGERPRINT = 12
# hex digits of the SHA-256 that are printed


def resting(facts: Mapping[str, Fact], noted: Sequence[str]) -> dict[str, list[int]]:
    """Which notes rest on each source, by its id, where the n-th note proves the fact `noted[n - 1]`."""
    found: dict[str, list[int]] = {}
    for number, key in enumerate(noted, 1):
        for id_ in dict.fromkeys(quote.source for quote in facts[key].quotes):
            found.setdefault(id_, []).append(number)
    return found


def blocks(
    sources: Iterable[Source], facts: Mapping[str, Fact], noted: Sequence[str], words: Words, lang: str
) -> d.Blocks:
    """The annex of a brief whose n-th note proves the fact `noted[n - 1]`."""
    found = resting(facts, noted)
    used: list[d.Definition] = []
    unused: list[d.Definition] = []
    for source in sources:
        numbers = found.get(source.id, ())
        said = (d.Text(" · "), *_notes(numbers, words)) if numbers else ()
        (used if numbers else unused).append(_entry(source, said, words, lang))
    return (*_listed(used, unused, words), *_supported(facts, noted, words))


def merged(
    sources: Iterable[Source],
    tabs: Mapping[str, Mapping[str, Sequence[int]]],
    words: Words,
    lang: str,
) -> d.Blocks:
    """The annex of a book; `tabs` gives by a source's path the notes of each tab, by the tab's label."""
    used: list[d.Definition] = []
    unused: list[d.Definition] = []
    sources = tuple(sources)
    alike = Counter(source.id for source in sources)
    for source in sources:
        found = tabs.get(source.meta.path, {})
        said: list[d.Inline] = []
        for label, numbers in found.items():
            said += [d.LineBreak(), d.Text(label + words.label("colon")), *_notes(numbers, words)]
        entry = _entry(source, tuple(said), words, lang)
        if alike[source.id] > 1:
            # two collections may call two papers the same
            entry = replace(entry, term=(d.Text(f"{source.id} ({_collection(source)})"),))
        (used if found else unused).append(entry)
    return _listed(used, unused, words)


def _collection(source: Source) -> str:
    return source.meta.path.removeprefix("seeds/").partition("/")[0]


def _listed(used: Sequence[d.Definition], unused: Sequence[d.Definition], words: Words) -> d.Blocks:
    found: list[d.Block] = []
    for label, items in (("sources_used", used), ("sources_unused", unused)):
        if items:
            heading = (d.Text(words.label(label)),)
            found += [d.Heading(2, heading, f"annex-{label.replace('_', '-')}"), d.Definitions(tuple(items))]
    return tuple(found)


def elsewhere(words: Words) -> d.Blocks:
    """What stands in a paper whose annex is a file of its own."""
    return (d.Paragraph((d.Emphasis((d.Text(words.label("annex_apart")),)),)),)


def alone(document: d.Document, last: d.Blocks, words: Words) -> d.Document:
    """The annex of a document as a document: its notes are named by number, as they stand elsewhere."""
    title = words.say("annex_of", title=document.title)
    heading = d.Heading(1, (d.Text(title),), "annex")
    named = tuple(_unlinked(block) for block in last)
    return replace(document, title=title, header=title, blocks=(heading, *named), attachments=())


def _unlinked(block: d.Block) -> d.Block:
    if not isinstance(block, d.Definitions):
        return block
    return d.Definitions(
        tuple(d.Definition(item.term, tuple(_named(each) for each in item.children)) for item in block.items)
    )


def _named(inline: d.Inline) -> d.Inline:
    return d.Text(str(inline.number)) if isinstance(inline, d.NoteRef) else inline


def _supported(facts: Mapping[str, Fact], noted: Sequence[str], words: Words) -> d.Blocks:
    """Which notes rest on how many voices, most first."""
    rows = []
    for level in SUPPORTS:
        numbers = [number for number, key in enumerate(noted, 1) if facts[key].support == level]
        if numbers:
            term = (d.Text(words.label(f"support.{level.replace(' ', '_')}", level)),)
            rows.append(d.Definition(term, tuple(_references(numbers))))
    if not rows:
        return ()
    heading = d.Heading(2, (d.Text(words.label("supported")),), "annex-supported")
    return (heading, d.Definitions(tuple(rows)))


def _references(numbers: Sequence[int]) -> Iterator[d.Inline]:
    """Numbers of notes, three or more in a row as a range."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    for place, run in enumerate(runs):
        if place:
            yield d.Text(", ")
        yield d.NoteRef(run[0])
        if len(run) > 1:
            yield d.Text(", " if len(run) == 2 else "–")
            yield d.NoteRef(run[-1])


def _entry(source: Source, resting: d.Inlines, words: Words, lang: str) -> d.Definition:
    said = _description(source, words, lang)
    fingerprint = d.Text(f"{words.label('fingerprint')} {source.sha256[:FINGERPRINT]}")
    return d.Definition((d.Text(source.id),), (*said, d.LineBreak(), fingerprint, *resting))


def _notes(numbers: Sequence[int], words: Words) -> d.Inlines:
    """Live references to notes."""
    label = words.label("notes" if len(numbers) > 1 else "note")
    return (d.Text(f"{label} "), *_references(numbers))


def _description(source: Source, words: Words, lang: str) -> d.Inlines:
    meta = source.meta
    parts: list[d.Inlines] = []
    introduced = notes.note_on(meta, words)
    if introduced:
        parts.append((d.Text(introduced),))
    elif name := notes.name(meta, words):
        parts.append((d.Emphasis((d.Text(name),)),) if meta.publisher else (d.Text(name),))
    if meta.author:
        parts.append((d.Text(words.say("by", author=notes.printed(meta.author))),))
    if meta.title:
        foreign = meta.lang if meta.lang != lang else ""
        opening, closing = words.quotes
        parts.append((d.Text(opening), d.Text(notes.printed(meta.title), foreign), d.Text(closing)))
    if meta.kind != "note":
        parts.append((d.Text(words.label(f"kinds.{meta.kind}")),))
        parts.append((d.Text(words.date(meta.date) if meta.date else words.label("no_date")),))
    spoken = (meta.digests.lang if meta.digests else "") or meta.lang
    if spoken:
        parts.append((d.Text(words.label(f"languages.{spoken}", spoken)),))
    if meta.wire:
        parts.append((d.Text(words.say("wire", name=notes.printed(meta.wire))),))
    if meta.reliability:
        parts.append((d.Text(words.say("reliability", grade=meta.reliability)),))
    if meta.url:
        parts.append((d.Link(meta.url, (d.Text(meta.url),)),))
    if meta.accessed:
        parts.append((d.Text(words.say("accessed", date=words.date(meta.accessed))),))
    joined: list[d.Inline] = []
    for place, part in enumerate(parts):
        joined += [d.Text(", ")] if place else []
        joined += part
    return tuple(joined)
