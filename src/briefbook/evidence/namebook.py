"""`names.toml`: how the brief writes names, and what follows for our own text."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from briefbook import limits
from briefbook.evidence import spelled
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import Fact
from briefbook.model.name import Entry
from briefbook.text import (
    characters,
    fold,
    languages,
    names,
    names_grammar,
    names_offices,
    names_words,
    shape,
    toml,
)
from briefbook.text.shape import Key

KINDS = ("person", "country", "place", "organisation")
KEYS = {
    "preferred": Key(required=True),
    "aliases": Key("texts"),
    "native": Key(),
    "title": Key(),
    "pronunciation": Key(),
    "rank": Key("whole"),
    "gloss": Key(),
    "kind": Key(choices=KINDS),
}
_QUOTED = re.compile('“[^”]*”|«[^»]*»|„[^“”]*[“”]|"[^"\n]*"|‘[^’]*’(?!\\w)')
FIRST = 2
# letters by which the forms of a book are grouped
MAX_ALIASES = 100
# of one name
MAX_RUN = 7
# words of a name that is looked for in a statement

Book = tuple[Entry, ...]
_Rule = tuple[re.Pattern[str] | None, dict[str, tuple[Entry, bool]]]
# what finds the forms of a book, and whose each is


def load(data: bytes, path: str) -> tuple[Book, tuple[Diagnostic, ...]]:
    """Read `names.toml`: its names, and every problem of form."""
    table, problems = toml.read(data, path)
    found = list(problems)
    if not problems:
        found += shape.check(table, {"name": Key("tables")}, path, (), "names.toml")
    rows = shape.tables(table.get("name"))
    if len(rows) > (most := limits.of("names")):
        message = f"{len(rows):,} names; the limit of one file is {most:,} (names)"
        return (), (*found, Diagnostic("too-large", message, path=path, keys=("name", most)))
    entries: list[Entry] = []
    for index, row in enumerate(rows):
        at = ("name", index)
        wrong = shape.check(row, KEYS, path, at, f"name {shape.shown(row.get('preferred', index + 1))}")
        rank = row.get("rank")
        if isinstance(rank, int) and not isinstance(rank, bool) and rank < 1:
            message = f"rank = {rank} is not a place in an order; the first is 1"
            wrong.append(Diagnostic("bad-value", message, path=path, keys=(*at, "rank")))
        aliases = row.get("aliases")
        if isinstance(aliases, list) and len(aliases) > MAX_ALIASES:
            message = f"{len(aliases):,} aliases; the limit of one name is {MAX_ALIASES}"
            wrong.append(Diagnostic("too-large", message, path=path, keys=(*at, "aliases")))
        found += wrong
        if not any(item.is_error for item in wrong):
            entries.append(_entry(row, path, index))
    return tuple(entries), (*found, *_repeated(entries))


def clashing(first: Iterable[Entry], second: Iterable[Entry]) -> tuple[Diagnostic, ...]:
    """Forms that two collections of one brief put to different names: the first collection decides."""
    owner = {_key(form): entry for entry in reversed(tuple(first)) for form in entry.forms}
    found = []
    for entry in second:
        other = next((owner[key] for form in entry.forms if (key := _key(form)) in owner), entry)
        if _key(other.preferred) != _key(entry.preferred):
            message = (
                f"{entry.path} prefers {shape.shown(entry.preferred)} where {other.path} prefers "
                f"{shape.shown(other.preferred)}; a brief of both writes the latter: make them one"
            )
            keys = ("name", entry.index)
            found.append(Diagnostic("duplicate-name", message, Severity.WARNING, entry.path, keys=keys))
    return tuple(found)


def merged(first: Book, second: Book) -> tuple[Book, tuple[Diagnostic, ...]]:
    """The names of a collection and those of the workspace; what both have, the collection decides."""
    known = {_key(form) for entry in first for form in entry.forms}
    kept = tuple(entry for entry in second if known.isdisjoint(_key(form) for form in entry.forms))
    together = (*first, *kept)
    clashes = tuple(item for item in _repeated(together) if item.path != "")
    return together, clashes if kept else ()


def strays(
    facts: Iterable[Fact], book: Sequence[Entry], own: languages.Own | None = None
) -> tuple[Diagnostic, ...]:
    """A warning for each name that a statement writes otherwise than `names.toml` prefers."""
    book = tuple(book)
    if not book:
        return ()
    rule, known = _rule(book), spelled.index(book)
    found = []
    for fact in facts:
        for lang, text in fact.statements.items():
            keys: tuple[str | int, ...] = ("fact", fact.index, "statement", *([lang] if lang else []))
            for written, entry in _strays_of(text, lang, rule, known, own):
                message = (
                    f"fact {fact.id!r}: the statement writes “{characters.printable(written)[:80]}”; "
                    f"{entry.path or 'names.toml'} prefers “{entry.preferred}”"
                )
                found.append(
                    Diagnostic("name-not-preferred", message, Severity.WARNING, fact.path, keys=keys)
                )
    return tuple(found)


def entry_of(forms: Iterable[str], book: Sequence[Entry]) -> Entry | None:
    """The one entry that knows at least one of the forms a name has in the sources."""
    known = _owners(tuple(book))
    found = {id(entry): entry for form in forms for entry in known.get(_key(form), ())}
    return next(iter(found.values())) if len(found) == 1 else None


def covers(entry: Entry, form: str) -> bool:
    """Whether an entry lists a form, or lists a longer one in which it stands word for word."""
    parts = [_key(part) for part in form.split()]
    for each in entry.forms:
        whole = [_key(part) for part in each.split()]
        if any(whole[i : i + len(parts)] == parts for i in range(len(whole) - len(parts) + 1)):
            return True
    return False


def preferred(text: str, book: Sequence[Entry]) -> str:
    """Our own text with every alias in its preferred form; words in quotation marks stay as they are."""
    pieces, done = [], 0
    for start, end, entry in _places(text, _rule(tuple(book))):
        pieces += [text[done:start], entry.preferred]
        done = end
    return "".join((*pieces, text[done:]))


def first_use(text: str, book: Sequence[Entry], seen: frozenset[str]) -> tuple[str, frozenset[str]]:
    """Our own text with each gloss behind the first use of its name, and the names used so far."""
    pieces, done = [], 0
    for _, end, entry in _places(text, _rule(tuple(book)), True):
        used = entry.preferred in seen
        seen |= {entry.preferred}
        if entry.gloss and not used and not text[end:].startswith(f" ({entry.gloss})"):
            pieces += [text[done:end], f" ({entry.gloss})"]
            done = end
    return "".join((*pieces, text[done:])), seen


def by_precedence(written: Iterable[str], book: Sequence[Entry]) -> tuple[str, ...]:
    """Names in their order of precedence; those without a rank follow in the order given."""
    ranks = {_key(form): entry.rank for entry in book for form in entry.forms if entry.rank is not None}
    last = max(ranks.values(), default=0) + 1
    return tuple(sorted(written, key=lambda name: ranks.get(_key(name), last)))


def _entry(row: Mapping[str, Any], path: str, index: int) -> Entry:
    return Entry(
        preferred=row["preferred"],
        aliases=tuple(row.get("aliases", ())),
        native=row.get("native", ""),
        title=row.get("title", ""),
        pronunciation=row.get("pronunciation", ""),
        rank=row.get("rank"),
        gloss=row.get("gloss", ""),
        kind=row.get("kind", ""),
        path=path,
        index=index,
    )


def _repeated(entries: Sequence[Entry]) -> tuple[Diagnostic, ...]:
    """Forms that two entries claim: nobody could tell which is meant."""
    owner: dict[str, Entry] = {}
    found = []
    for entry in entries:
        for at, form in _listed(entry):
            first = owner.setdefault(_key(form), entry)
            if first is not entry:
                message = (
                    f"{shape.shown(form)} belongs to {shape.shown(first.preferred)} too; "
                    "one form means one name: take it out of one of them"
                )
                keys = ("name", entry.index, *at)
                found.append(Diagnostic("duplicate-name", message, path=entry.path, keys=keys))
    return tuple(found)


def _listed(entry: Entry) -> Iterator[tuple[tuple[str | int, ...], str]]:
    yield ("preferred",), entry.preferred
    for number, alias in enumerate(entry.aliases):
        yield ("aliases", number), alias
    if entry.native:
        yield ("native",), entry.native


@lru_cache(maxsize=16)
def _owners(book: Book) -> dict[str, list[Entry]]:
    """Entries by each of their forms."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in book:
        for key in {_key(form) for form in entry.forms}:
            found[key].append(entry)
    return dict(found)


@lru_cache(maxsize=16_384)
def _key(form: str) -> str:
    return " ".join(fold.plain(unicodedata.normalize("NFC", form)).lower().split())


def _quoted(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _QUOTED.finditer(text)]


def _places(text: str, rule: _Rule, in_preferred: bool = False) -> list[tuple[int, int, Entry]]:
    """Where aliases, or the preferred forms, stand as whole words outside quotation marks."""
    pattern, owners = rule
    closed = _quoted(text)
    found = []
    for hit in pattern.finditer(text) if pattern else ():
        entry, is_preferred = owners[" ".join(hit[0].split())]
        inside = any(start <= hit.start() < end for start, end in closed)
        if not inside and is_preferred == in_preferred:
            found.append((hit.start(), hit.end(), entry))
    return found


@lru_cache(maxsize=16)
def _rule(book: Book) -> _Rule:
    """One expression for every form of the book, the longest first, so that it hides those inside it."""
    owners: dict[str, tuple[Entry, bool]] = {}
    for entry in book:
        for form in entry.forms:
            for written in (form, unicodedata.normalize("NFC", form), unicodedata.normalize("NFD", form)):
                words = " ".join(written.split())
                if words:
                    owners.setdefault(words, (entry, _key(form) == _key(entry.preferred)))
    if not owners:
        return None, owners
    # by their first letters, so that few are tried at a place
    groups: dict[str, list[str]] = defaultdict(list)
    for form in sorted(owners, key=len, reverse=True):
        groups[form.split()[0][:FIRST]].append(r"\s+".join(map(re.escape, form.split())))
    parts = "|".join(
        f"(?={re.escape(first)})(?:{'|'.join(groups[first])})"
        for first in sorted(groups, key=len, reverse=True)
    )
    return re.compile(f"(?<![\\w\u0300-\u036f])(?:{parts})(?![\\w\u0300-\u036f])"), owners


def _strays_of(
    text: str, lang: str, rule: _Rule, known: spelled.Index, own: languages.Own | None
) -> list[tuple[str, Entry]]:
    grammar = names_grammar.of(languages.load(lang or names.guess(text) or "en", own))
    aliases = _places(text, rule)
    closed = [*_quoted(text), *((start, end) for start, end, _ in aliases)]
    closed += [(start, end) for start, end, _ in _places(text, rule, True)]
    found = [(text[start:end], entry) for start, end, entry in aliases]
    words = names_words.cut(text)
    at = 0
    while at < len(words.keys):
        end = at + 1
        if words.is_capital(at) and not _inside(words, at, closed):
            while end < len(words.keys) and end - at < MAX_RUN and _goes_on(words, end, closed):
                end += 1
            found += _near(words, grammar, at, end, known)
        at = end
    return list(dict.fromkeys(found))


def _goes_on(words: names_words.Words, at: int, closed: Sequence[tuple[int, int]]) -> bool:
    joined = words.is_joined(at - 1) and at - 1 not in words.owned
    return joined and words.is_capital(at) and not _inside(words, at, closed)


def _inside(words: names_words.Words, at: int, closed: Sequence[tuple[int, int]]) -> bool:
    return any(start <= words.starts[at] < end for start, end in closed)


def _near(
    words: names_words.Words, grammar: names_grammar.Grammar, at: int, end: int, known: spelled.Index
) -> list[tuple[str, Entry]]:
    """A run of capitals that, without its office, is a known name in another spelling."""
    while at < end:
        office = names_offices.read(words, grammar, at)
        country = names_grammar.match(grammar.countries, words, at, grammar.endings)
        if office or country:
            at = max(at + 1, office.end if office else country[0] if country else at)
        elif words.keys[at] in grammar.not_first | grammar.not_names | grammar.heads:
            at += 1
        else:
            break
    if at >= end:
        return []
    written = words.text[words.starts[at] : words.ends[end - 1]]
    entry = spelled.find(written, known)
    return [(written, entry)] if entry else []
