"""What a note says: each source of a fact with its quotes, in full the first time, shortly after that."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from briefbook.assembly import inlines, marks
from briefbook.assembly.views import NoteView, PartView, QuoteView, SourceView
from briefbook.model.brief import Brief
from briefbook.model.document import Inlines
from briefbook.model.fact import Fact, Quote
from briefbook.model.source import Metadata, Source
from briefbook.text import characters
from briefbook.text.words import Words

LEAST = 16
# letters that a cut takes out at least: for fewer, […] is no gain


class Notes:
    """The notes of one brief, in order: it remembers which sources have been named in full."""

    def __init__(
        self,
        sources: Iterable[Source],
        words: Words,
        lang: str,
        quote_limit: int = 0,
        *,
        anew: bool = False,
        once: bool = False,
    ) -> None:
        """`anew`: each section names its sources in full; `once`: a fact's later notes may not be printed."""
        self._sources = {source.id: source for source in sources}
        self._words, self._lang, self._limit = words, lang, quote_limit
        self._apart = told_apart(list(self._sources.values()), words)
        self._anew, self._once = anew, once
        self._count = 0
        self._noted: set[str] = set()
        self._named: dict[str, int] = {}
        # source: the note of this section that names it in full
        self._ever: dict[str, int] = {}
        # source: the note of the brief that does so first
        self._parts: dict[str, PartView] = {}

    def begin_section(self) -> None:
        """Name sources in full again, where notes are counted anew."""
        if self._anew:
            self._named = {}

    def note(self, fact: Fact) -> NoteView:
        """What the next note, on a fact, says: source by source in the order of its quotes."""
        self._count += 1
        named = self._ever if self._once and fact.id in self._noted else self._named
        self._noted.add(fact.id)
        grouped: dict[str, list[Quote]] = {}
        for quote in fact.quotes:
            grouped.setdefault(quote.source, []).append(quote)
        statement = fact.statement(self._lang)
        parts = tuple(
            self._part(self._sources[key], quotes, statement, named) for key, quotes in grouped.items()
        )
        last = list(grouped.values())[-1][-1]
        ended = last.words.rstrip('”"’»').endswith((".", "!", "?", "…"))
        return NoteView(parts, "" if ended else ".")

    def _part(
        self, source: Source, quotes: Sequence[Quote], statement: str, named: dict[str, int]
    ) -> PartView:
        earlier = named.setdefault(source.id, self._count)
        self._ever.setdefault(source.id, self._count)
        first = earlier == self._count
        return replace(
            self._told(source),
            first=first,
            first_note="" if first else marks.mention(earlier),
            quotes=tuple(self._quote(quote, source.meta, statement) for quote in quotes),
        )

    def _told(self, source: Source) -> PartView:
        """A source as every note names it, without what differs from note to note."""
        if source.id not in self._parts:
            self._parts[source.id] = self._whole(source)
        return self._parts[source.id]

    def _whole(self, source: Source) -> PartView:
        meta, words = source.meta, self._words
        title = marks.run(self._foreign(meta.lang), printed(meta.title))
        return PartView(
            first=True,
            name=name(meta, words),
            apart=self._apart[source.id],
            unsigned=not (meta.publisher or meta.title),
            title=words.quoted(title) if meta.title else "",
            plain_title=title if meta.title else "",
            translation=translation(meta, self._lang),
            author=printed(meta.author),
            surname=surname(printed(meta.author)),
            kind=words.label(f"kinds.{meta.kind}"),
            date=words.date(meta.date) if meta.date else words.label("no_date"),
            url=meta.url,
            accessed=words.say("accessed", date=words.date(meta.accessed)) if meta.accessed else "",
            first_note="",
            note_on=note_on(meta, words),
            quotes=(),
        )

    def _quote(self, quote: Quote, meta: Metadata, statement: str) -> QuoteView:
        text = shortened(quote.words, statement, self._limit)
        opening, closing = self._words.quotes
        unit = "line" if quote.by_line else "paragraph"
        locator = self._words.say(unit, number=quote.locator)
        if quote.page:
            locator = f"{self._words.say('page', number=quote.page)}, {locator}"
        return QuoteView(f"{opening}{marks.run(self._foreign(meta.lang), text)}{closing}", locator)

    def _foreign(self, lang: str) -> str:
        return lang if lang != self._lang else ""


def unsaid(note: NoteView, children: Inlines) -> tuple[str, ...]:
    """The quotes of a note that its template did not print."""
    said = inlines.plain(children)
    quotes = (marks.bare(quote.words) for part in note.parts for quote in part.quotes)
    return tuple(words for words in quotes if words not in said and _spaced(words) not in _spaced(said))


def _spaced(text: str) -> str:
    """A text with one space between its words."""
    return " ".join(text.split())


def listed(brief: Brief, words: Words) -> tuple[SourceView, ...]:
    """The sources of a brief as its templates see them."""
    resting = Counter(key for fact in brief.facts for key in {quote.source for quote in fact.quotes})
    return tuple(
        SourceView(
            each.id,
            note_on(each.meta, words) or name(each.meta, words) or printed(each.meta.title),
            printed(each.meta.title),
            words.label(f"kinds.{each.meta.kind}"),
            words.date(each.meta.date) if each.meta.date else words.label("no_date"),
            resting[each.id],
        )
        for each in brief.sources
    )


def name(meta: Metadata, words: Words) -> str:
    """A source's publisher, or "unsigned text (id)" where it has neither publisher nor title."""
    if meta.publisher or meta.title:
        return printed(meta.publisher)
    return f"{words.label('unsigned')} ({meta.id})"


def surname(author: str) -> str:
    """The surname of an author written "Sund, Ida"; the whole of any other, which nobody can part."""
    first, comma, rest = author.partition(",")
    return first if comma and "," not in rest else author


def translation(meta: Metadata, lang: str) -> str:
    """A source's title in the brief's language, or "" where it is in that language or has no translation."""
    primary = lang.partition("-")[0]
    if not meta.title or meta.lang.partition("-")[0] == primary:
        return ""
    given = meta.translations
    return printed(given.get(lang) or given.get(primary) or given.get("", ""))


def note_on(meta: Metadata, words: Words) -> str:
    """How a reading note of our own is introduced, or "" for a publication."""
    if meta.kind != "note":
        return ""
    if meta.digests is None:
        return words.say("reading_note", publisher=printed(meta.title) or meta.id)
    said = words.say("reading_note", publisher=printed(meta.digests.publisher))
    return f"{said}, {words.date(meta.digests.date) if meta.digests.date else words.label('no_date')}"


def told_apart(sources: Sequence[Source], words: Words) -> Mapping[str, str]:
    """What a short form adds where it would fit two sources: the date, else the id, else nothing."""
    plain = {
        each.id: note_on(each.meta, words) or name(each.meta, words) or each.meta.title for each in sources
    }
    dates = {
        each.id: words.date(each.meta.date) if each.meta.date and each.meta.kind != "note" else ""
        for each in sources
    }
    alike = Counter(plain.values())
    same_day = Counter((plain[each.id], dates[each.id]) for each in sources)
    found = {}
    for each in sources:
        date = dates[each.id]
        if alike[plain[each.id]] < 2:
            found[each.id] = ""
        elif same_day[plain[each.id], date] < 2 and date:
            found[each.id] = date
        else:
            found[each.id] = f"{date} ({each.id})".strip()
    return found


def shortened(text: str, statement: str, limit: int) -> str:
    """A quote cut at word ends with […], never of words that the statement shares; 0 = no limit."""
    if not limit or len(text) <= limit:
        return text
    tokens = text.split(" ")
    shared = set(re.findall(r"\w+", statement.casefold()))
    keep = [bool(shared & set(re.findall(r"\w+", token.casefold()))) for token in tokens]
    length = sum(len(token) + 1 for token, kept in zip(tokens, keep, strict=True) if kept)
    for index, token in enumerate(tokens):
        if not keep[index] and length + len(token) + 1 <= limit:
            keep[index] = True
            length += len(token) + 1
    for start, end in _gaps(keep):
        if sum(len(token) + 1 for token in tokens[start:end]) <= LEAST:
            keep[start:end] = [True] * (end - start)
    parts: list[str] = []
    for token, kept in zip(tokens, keep, strict=True):
        if kept:
            parts.append(token)
        elif not parts or parts[-1] != "[…]":
            parts.append("[…]")
    return " ".join(parts)


def _gaps(keep: Sequence[bool]) -> list[tuple[int, int]]:
    """Where words in a row are left out, half-open."""
    found: list[tuple[int, int]] = []
    for index, kept in enumerate(keep):
        if not kept and found and found[-1][1] == index:
            found[-1] = (found[-1][0], index + 1)
        elif not kept:
            found.append((index, index + 1))
    return found


def printed(text: str) -> str:
    """Words of metadata as they may be printed."""
    return characters.printable(text)
