"""A ledger that a person has worked on, and a new proposal: what is new, what grew, what is gone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefbook.evidence import anchor
from briefbook.evidence.draftbook import facts, setaside, values
from briefbook.evidence.propose import slugs
from briefbook.model.brief import SECTIONS
from briefbook.model.fact import Fact, Quote, Span
from briefbook.model.proposal import Draft, Proposal, Unit
from briefbook.text import toml_places

GONE = "no longer in the sources"
AFTER = f"; {GONE}".encode()
# the mark behind a reason that stands there
RANK = {"draft": 0, "rejected": 2}
# which of several facts with words of a draft takes its new ones: a draft first, a rejected one last
SAME = "may say the same as {}, which you have {}"


@dataclass(frozen=True, slots=True)
class Before:
    """What the last run, and then a person, left."""

    facts: tuple[Fact, ...] = ()
    aside: setaside.Aside = field(default_factory=setaside.Aside)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run will do to a ledger."""

    new: tuple[Draft, ...]
    grown: tuple[tuple[Draft, int], ...]
    # further words for a draft that stands in the ledger, under its id, and its place there
    gone: tuple[int, ...]
    # places of facts whose words no source has any more
    stale: tuple[tuple[int, int], ...]
    # places of facts and of their quotes that are in their documents no more, while others of the fact are
    back: tuple[int, ...]
    # places of facts that were marked as gone and are there again
    sentences: tuple[setaside.Sentence, ...]
    drafted: Mapping[str, tuple[str, ...]]
    brought: Mapping[str, str]
    # the ids of facts by the mark of a sentence that a person wanted back

    def aside(self, written: Iterable[Draft]) -> setaside.Aside:
        """What `set-aside.toml` is to hold once these drafts are written."""
        drafted = {key: list(marks) for key, marks in self.drafted.items()}
        for draft in (*written, *(each for each, _ in self.grown)):
            marks = drafted.setdefault(draft.id, [])
            marks += [mark for mark in map(setaside.mark, draft.units) if mark not in marks]
        return setaside.Aside(self.sentences, {key: tuple(marks) for key, marks in drafted.items()})


def compare(proposal: Proposal, before: Before, grounds: Mapping[str, anchor.Ground]) -> Plan:
    """Hold a proposal against the ledger, by the words that are quoted and not by what is said of them."""
    spans = {index: _spans(fact, grounds) for index, fact in enumerate(before.facts)}
    held = _Held(before, _by_source(spans), _deleted(before, proposal, spans))
    taken = {fact.id for fact in before.facts} | set(before.aside.drafted)
    new: list[Draft] = []
    grown: list[tuple[Draft, int]] = []
    dropped: list[setaside.Sentence] = []
    ids: dict[str, str] = {}
    for draft in proposal.drafts:
        fresh, hits = held.sift(draft)
        hits.sort(key=lambda index: RANK.get(before.facts[index].status, 1))
        old = next((before.facts[index].id for index in hits), "")
        ids[draft.id] = old
        if hits and fresh and all(before.facts[index].status == "rejected" for index in hits):
            dropped += setaside.of(fresh, f"says what {old} says, which you rejected")
        elif hits and fresh and before.facts[hits[0]].status == "draft":
            grown.append((replace(draft, id=old, units=fresh), hits[0]))
        elif not hits and fresh and len(fresh) < len(draft.units):
            dropped += setaside.of(fresh, "says what a fact said that you deleted")
        elif fresh:
            draft = _fresh(draft, fresh, before.facts[hits[0]] if hits else None)
            ids[draft.id] = slugs.free(slugs.slug(draft.statement), taken)
            taken.add(ids[draft.id])
            new.append(draft)
    new.sort(key=lambda draft: SECTIONS.index(draft.section) if draft.section in SECTIONS else len(SECTIONS))
    named = tuple(_renamed(draft, ids) for draft in new)
    gone = [
        index for index, fact in enumerate(before.facts) if fact.status != "rejected" and not spans[index]
    ]
    back = [index for index in spans if spans[index]]
    left = [*setaside.of(proposal.set_aside), *dropped, *setaside.of(held.deleted.values(), setaside.DELETED)]
    brought = {setaside.exact(unit.text): draft.id for draft in named for unit in draft.units}
    sentences = _sentences(left, before.aside.sentences, brought, before.facts)
    return Plan(
        named,
        tuple(grown),
        tuple(gone),
        _stale(before.facts, spans, grounds),
        tuple(back),
        sentences,
        before.aside.drafted,
        brought,
    )


@dataclass(frozen=True, slots=True)
class _Held:
    """What is known of the words of a ledger."""

    before: Before
    spans: Mapping[str, Sequence[tuple[Span, int]]]
    # by source: where a fact quotes it, and the place of the fact
    deleted: Mapping[str, Unit]
    # by their marks: sentences whose facts a person took out

    def sift(self, draft: Draft) -> tuple[tuple[Unit, ...], list[int]]:
        """The sentences of a draft that are new to the ledger, and the facts that quote the others."""
        fresh, hits = [], []
        for unit in draft.units:
            quoting = [index for span, index in self.spans.get(unit.source, ()) if _meets(span, unit)]
            hits += quoting
            if not quoting and setaside.mark(unit) not in self.deleted:
                fresh.append(unit)
        return tuple(fresh), list(dict.fromkeys(hits))


def _deleted(
    before: Before, proposal: Proposal, spans: Mapping[int, Sequence[tuple[str, Span]]]
) -> dict[str, Unit]:
    """Sentences that were drafted, or listed as deleted, and that no fact quotes; not those wanted back."""
    marks = {mark for each in before.aside.drafted.values() for mark in each}
    listed = {(each.source, each.exact): each for each in before.aside.sentences}
    by_source = _by_source(spans)
    found = {}
    for unit in (unit for draft in proposal.drafts for unit in draft.units):
        said = listed.get((unit.source, setaside.exact(unit.text)))
        again = said is not None and said.keep and not said.fact
        gone = setaside.mark(unit) in marks or (said is not None and said.reason == setaside.DELETED)
        if gone and not again and not any(_meets(span, unit) for span, _ in by_source.get(unit.source, ())):
            found[setaside.mark(unit)] = unit
    return found


def _stale(
    there: Sequence[Fact],
    spans: Mapping[int, Sequence[tuple[str, Span]]],
    grounds: Mapping[str, anchor.Ground],
) -> tuple[tuple[int, int], ...]:
    """Quotes that are not in their document any more, of facts that have others."""
    return tuple(
        (index, at)
        for index, fact in enumerate(there)
        if len(fact.quotes) > 1 and spans[index] and fact.status != "rejected"
        for at, quote in enumerate(fact.quotes)
        if quote.source in grounds and not anchor.places(grounds[quote.source], quote)
    )


def _sentences(
    left: Iterable[setaside.Sentence],
    old: Sequence[setaside.Sentence],
    brought: Mapping[str, str],
    there: Sequence[Fact],
) -> tuple[setaside.Sentence, ...]:
    """What is set aside now, and before it what a person brought back."""
    ids = {fact.id for fact in there}
    kept = []
    for each in old:
        became = each.fact if each.fact in ids else brought.get(each.exact, "")
        if each.keep and (became or not each.fact):
            kept.append(replace(each, fact=became))
    known = {(each.source, each.exact) for each in kept}
    unique = {(each.source, each.exact): each for each in left}
    return (*kept, *(each for key, each in unique.items() if key not in known))


def _fresh(draft: Draft, fresh: tuple[Unit, ...], beside: Fact | None) -> Draft:
    """A draft of the sentences that are new, pointing at the fact that has the others."""
    if len(fresh) < len(draft.units) and fresh[0] != draft.units[0]:
        words = " ".join(fresh[0].text.split())
        draft = replace(draft, statement=words, lang=fresh[0].lang, quantities=())
    if beside is None:
        return draft
    reason = SAME.format(beside.id, beside.status)
    whole = "; ".join(filter(None, (draft.reason, reason)))
    similar = tuple(dict.fromkeys((beside.id, *draft.similar)))
    return replace(draft, units=fresh, review=True, reason=whole, similar=similar)


def _renamed(draft: Draft, ids: Mapping[str, str]) -> Draft:
    """A draft under its own id, naming those it is like as the ledger does; those it has not are left out."""
    similar = (ids.get(each, each) for each in draft.similar)
    own = ids[draft.id]
    return replace(
        draft, id=own, similar=tuple(dict.fromkeys(each for each in similar if each and each != own))
    )


def marked(data: bytes, there: Sequence[Fact], plan: Plan, grown: Mapping[str, tuple[Quote, ...]]) -> bytes:
    """The ledger with quotes added to drafts and what is gone marked; every other byte stays."""
    changes: dict[tuple[int, int], bytes] = {}
    if not (plan.gone or plan.grown or (GONE.encode() in data and plan.back)):
        return data
    bare = data.removeprefix(b"\xef\xbb\xbf")
    places = toml_places.tables(bare, "fact")
    if len(places) != len(there):
        return data
    ending = "\r\n" if b"\r\n" in bare else "\n"
    for index in plan.gone:
        changes |= _review(bare, places[index], ending)
    for index in plan.back:
        changes |= _unmarked(bare, places[index])
    for draft, index in plan.grown:
        text = "".join(facts.quoted(quote) for quote in grown.get(draft.id, ()))
        at = places[index].end
        start = ending if not bare[:at].endswith(b"\n") else ""
        old = changes.get((at, at), b"")
        changes[at, at] = old + (start + text.replace("\n", ending)).encode("utf-8")
    return data[: len(data) - len(bare)] + toml_places.edited(bare, changes)


def appended(data: bytes, head: str, new: str) -> bytes:
    """A ledger with tables at its end."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        return data + (head + new).encode("utf-8")
    if not new:
        return data
    ending = "\r\n" if b"\r\n" in data else "\n"
    gap = "\n" if data.endswith(b"\n") else "\n\n"
    return data + (gap + new).replace("\n", ending).encode("utf-8")


def _review(data: bytes, place: toml_places.Place, ending: str) -> dict[tuple[int, int], bytes]:
    """The changes that mark a fact as gone; none where it is marked."""
    if "reason" not in place.values:
        # a line `review` that a person wrote stays
        said = "" if "review" in place.values else values.line("review", True)
        said += values.line("reason", GONE)
        return {(place.head, place.head): said.replace("\n", ending).encode("utf-8")}
    start, end = place.values["reason"]
    body, closing = _opened(data[start:end])
    if body == GONE.encode() or body.endswith(AFTER):
        return {}
    # the mark closes the text that stands there
    return {(end - len(closing), end): AFTER + closing}


def _unmarked(data: bytes, place: toml_places.Place) -> dict[tuple[int, int], bytes]:
    """The changes that take back the mark of a fact whose words are there again, and no line of a person."""
    if "reason" not in place.values:
        return {}
    start, end = place.values["reason"]
    said = data[start:end]
    body, closing = _opened(said)
    if body.endswith(AFTER):
        return {(start, end): said[: -len(AFTER + closing)] + closing}
    first, last = _line(data, start, end)
    if data[first:last].rstrip(b"\r\n") != values.line("reason", GONE).rstrip("\n").encode():
        return {}
    above = data.rfind(b"\n", 0, first - 1) + 1
    if data[above:first].rstrip(b"\r\n") == values.line("review", True).rstrip("\n").encode():
        # a mark has both lines, in this order; a line `review` of a person stands behind the mark
        first = above
    return {(first, last): b""}


def _opened(said: bytes) -> tuple[bytes, bytes]:
    """What stands between the marks of a TOML text, and the marks that close it."""
    long = len(said) > 5 and said[:3] in (b'"""', b"'''")
    size = 3 if long else 1
    return said[size:-size], said[-size:]


def _line(data: bytes, start: int, end: int) -> tuple[int, int]:
    """The line of a value, or lines, if it has them for itself."""
    first = data.rfind(b"\n", 0, start) + 1
    last = data.find(b"\n", end)
    return first, len(data) if last < 0 else last + 1


def _spans(fact: Fact, grounds: Mapping[str, anchor.Ground]) -> list[tuple[str, Span]]:
    """Every place where words that a fact quotes stand now."""
    found = []
    for quote in fact.quotes:
        ground = grounds.get(quote.source)
        if ground:
            found += [(quote.source, anchor.span(ground, at, quote)) for at in anchor.places(ground, quote)]
    return found


def _by_source(spans: Mapping[int, Sequence[tuple[str, Span]]]) -> dict[str, list[tuple[Span, int]]]:
    found: dict[str, list[tuple[Span, int]]] = {}
    for index, places in spans.items():
        for source, span in places:
            found.setdefault(source, []).append((span, index))
    return found


def _meets(span: Span, unit: Unit) -> bool:
    """Whether a quote and a sentence share half of the shorter of the two."""
    shared = min(span.end, unit.end) - max(span.start, unit.start)
    return 2 * shared >= min(span.end - span.start, unit.end - unit.start) and shared > 0
