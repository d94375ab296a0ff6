"""From documents that were read to a proposal, and to the ledger that it becomes: all of it in a worker."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from briefbook import isolation
from briefbook.evidence import draftbook, ledger, propose
from briefbook.evidence.propose import origin, slugs, suggested
from briefbook.isolation import beacon
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.document import Rendering
from briefbook.model.proposal import Document, Proposal, Unit
from briefbook.model.source import Metadata, Source
from briefbook.pipeline import papers
from briefbook.pipeline.papers import Adviser, Paper, Papers, Progress, Read

Sent = tuple[Proposal, tuple[Metadata, ...]]
# a proposal on its way out of a worker: of its documents what they say of themselves, their words stayed here
Ledgered = tuple[Proposal, draftbook.Written, tuple[Rendering, ...]]


def draft(
    given: Papers, lang: str = "en", progress: Progress | None = None, adviser: Adviser | None = None
) -> Proposal:
    """Draft facts from documents; one that cannot be read costs only itself."""
    with isolation.manned() as workers:
        read = papers.read(given, workers, progress, adviser)
        came = isolation.isolated(_drafted, (read, lang), read.path, read.bounds, workers)
    return _refused(read, came) if isinstance(came, Diagnostic) else _received(read, came)


def ledgered(
    given: Papers,
    books: draftbook.Books,
    lang: str = "en",
    progress: Progress | None = None,
    adviser: Adviser | None = None,
) -> Ledgered:
    """Draft facts into a ledger that may be there already; nothing is to be written where it has errors."""
    with isolation.manned() as workers:
        read = papers.read(given, workers, progress, adviser)
        asked = (read, books, lang, tuple(given.outside))
        came = isolation.isolated(_ledgered, asked, books.facts.path, read.bounds, workers)
    if isinstance(came, Diagnostic):
        return _refused(read, came), draftbook.Written(), ()
    sent, written, files = came
    return _received(read, sent), written, files


def drafted(read: Read, lang: str, wanted: Callable[[Unit], bool] = lambda unit: False) -> Proposal:
    """Draft facts from documents that were read; for a worker."""
    taken = {meta.id for meta in read.listed.values()}
    documents: list[Document] = []
    found: list[Diagnostic] = []
    for paper in read.papers:
        found += paper.problems
        if paper.reading is None:
            continue
        beacon.at("describing", paper.path)
        known = read.listed.get(read.places.get(paper.path, paper.path)) or read.listed.get(paper.path)
        known = known or Metadata(_id(paper.path, taken), "")
        taken.add(known.id)
        meta, said = origin.propose(paper.reading, replace(known, path=paper.path))
        found += said
        documents.append(_document(paper, meta))
    made = propose.run(documents, lang, read.own, wanted, read.vectors)
    if read.adviser:
        beacon.at("proving what was suggested for", read.path)
        answers = {each.id: read.answers[each.source.meta.path] for each in documents}
        made = suggested.admit(made, answers, read.adviser, lang)
    return replace(made, diagnostics=(*read.problems, *found, *made.diagnostics))


def _drafted(asked: tuple[Read, str]) -> Sent:
    return _sent(drafted(*asked))


def _ledgered(
    asked: tuple[Read, draftbook.Books, str, Collection[str]],
) -> tuple[Sent, draftbook.Written, tuple[Rendering, ...]]:
    read, books, lang, strangers = asked
    beacon.at("reading", books.facts.path)
    before, problems = draftbook.load(books)
    made = drafted(read, lang, draftbook.wanted(before))
    made = replace(made, diagnostics=(*problems, *made.diagnostics))
    if any(item.is_error for item in problems) or not made.documents:
        return _sent(made), draftbook.Written(), ()
    beacon.at("writing", books.facts.path)
    listed, _ = ledger.sources(books.sources.data, books.sources.path)
    rows = {each.path: each.index for each in listed}
    beside = replace(made, documents=tuple(_beside(each, read.places, rows) for each in made.documents))
    written, more = draftbook.write(beside, books, before, lang)
    outside = _outside(made.documents, read.places, strangers, books.facts.path)
    made = replace(made, diagnostics=(*made.diagnostics, *outside, *more))
    if not written.facts:
        return _sent(made), written, ()
    # in this order: `batch.ended` knows from what is left of them how far a run came that was ended
    files = ((books.sources, written.sources), (books.facts, written.facts), (books.aside, written.aside))
    return (
        _sent(made),
        written,
        tuple(
            Rendering(file.path.rpartition("/")[2], "application/toml", data)
            for file, data in files
            if data != file.data
        ),
    )


def _sent(made: Proposal) -> Sent:
    return replace(made, documents=()), tuple(each.source.meta for each in made.documents)


def _received(read: Read, sent: Sent) -> Proposal:
    """A proposal with the words of its documents, which were here all the time."""
    made, metas = sent
    whole = [each for each in read.papers if each.reading]
    return replace(made, documents=tuple(map(_document, whole, metas)))


def _refused(read: Read, why: Diagnostic) -> Proposal:
    """No proposal, and everything that is to be said of the documents."""
    found = [item for paper in read.papers for item in paper.problems]
    return Proposal((), (), (), (*read.problems, *found, why))


def _document(paper: Paper, meta: Metadata) -> Document:
    assert paper.reading
    reading = paper.reading
    return Document(Source(meta, paper.sha256, reading.text, reading.pages), reading)


def _beside(document: Document, places: Mapping[str, str], rows: Mapping[str, int | None]) -> Document:
    """A document under the path that the list beside the ledger has for it."""
    meta = document.source.meta
    path = places.get(meta.path, meta.path)
    known = replace(meta, path=path, index=rows.get(path))
    return replace(document, source=replace(document.source, meta=known))


def _outside(
    documents: Sequence[Document], places: Mapping[str, str], outside: Collection[str], book: str
) -> list[Diagnostic]:
    """Documents that do not stand below the folder of the ledger, where a build looks for them."""
    found = []
    for each in documents:
        path = each.source.meta.path
        if path in outside:
            to = places[path]
            message = f"{path} is not in the folder of {book}; copy it to {to}, or a build will not find it"
            found.append(Diagnostic("document-elsewhere", message, Severity.WARNING, path))
    return found


def _id(path: str, taken: Collection[str]) -> str:
    stem = path.rpartition("/")[2].rpartition(".")[0] or path.rpartition("/")[2]
    return slugs.free(slugs.words(stem) or "source", taken)
