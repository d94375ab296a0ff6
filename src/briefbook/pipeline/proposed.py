"""From the bytes of documents to a proposal: read, described, drafted; and to the ledger that it becomes."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from briefbook import isolation, readers
from briefbook.evidence import draftbook, ledger, propose
from briefbook.evidence.propose import origin, slugs, suggested
from briefbook.evidence.propose.semantic import Vectors
from briefbook.isolation import beacon
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.document import Rendering
from briefbook.model.inputs import File
from briefbook.model.proposal import Document, Proposal, Unit
from briefbook.model.reading import Reading
from briefbook.model.source import Metadata, Source
from briefbook.model.suggestion import Answer
from briefbook.text import characters
from briefbook.text.languages import Own


@dataclass(frozen=True, slots=True)
class Adviser:
    """A language model that may suggest facts."""

    name: str
    ask: Callable[[str, str], Answer]
    # given a document's text and its path


Progress = Callable[[int, int, str], None]
# called before each document: how many are done, how many there are, its path


@dataclass(frozen=True, slots=True)
class Papers:
    """The documents that a proposal is made of, as bytes."""

    files: tuple[File, ...]
    lists: tuple[File, ...] = ()
    # the `sources.toml` of their folders, the one beside the ledger last
    named: Collection[str] = ()
    # paths that the caller wrote; other files were found in folders
    places: Mapping[str, str] = field(default_factory=dict)
    # by path: where a document stands, or would stand, beside the ledger
    outside: Collection[str] = ()
    # paths of documents that do not stand there
    own: Own | None = None
    # what the workspace adds to languages
    vectors: Vectors | None = None
    # a model of meaning for languages without words
    problems: tuple[Diagnostic, ...] = ()
    # of what was read beside the documents


def draft(
    papers: Papers,
    lang: str = "en",
    wanted: Callable[[Unit], bool] = lambda unit: False,
    progress: Progress | None = None,
    adviser: Adviser | None = None,
) -> Proposal:
    """Draft facts from documents; one that cannot be read costs only itself."""
    listed, found = _listed(papers.lists)
    taken = {meta.id for meta in listed.values()}
    if not papers.files:
        message = "there is no document here; name files, or a folder that holds some"
        found.append(Diagnostic("no-document", message))
    papers, unfit = _nameable(papers)
    found += unfit
    documents: list[Document] = []
    for number, (file, reading, problems) in enumerate(_readings(papers)):
        if progress:
            progress(number, len(papers.files), file.path)
        found += problems
        if reading is None:
            continue
        known = listed.get(papers.places.get(file.path, file.path)) or listed.get(file.path)
        known = known or Metadata(_id(file.path, taken), "")
        taken.add(known.id)
        meta, said = origin.propose(reading, replace(known, path=file.path))
        found += said
        digest = hashlib.sha256(file.data).hexdigest()
        documents.append(Document(Source(meta, digest, reading.text, reading.pages), reading))
    made = propose.run(documents, lang, papers.own, wanted, papers.vectors)
    if adviser:
        answers = {each.id: adviser.ask(each.reading.text, each.source.meta.path) for each in documents}
        made = suggested.admit(made, answers, adviser.name, lang)
    return replace(made, diagnostics=(*papers.problems, *found, *made.diagnostics))


def ledgered(
    papers: Papers,
    books: draftbook.Books,
    lang: str = "en",
    progress: Progress | None = None,
    adviser: Adviser | None = None,
) -> tuple[Proposal, draftbook.Written, tuple[Rendering, ...]]:
    """Draft facts into a ledger that may be there already; nothing is to be written where it has errors."""
    before, problems = draftbook.load(books)
    made = draft(papers, lang, draftbook.wanted(before), progress, adviser)
    made = replace(made, diagnostics=(*problems, *made.diagnostics))
    if any(item.is_error for item in problems) or not made.documents:
        return made, draftbook.Written(), ()
    listed, _ = ledger.sources(books.sources.data, books.sources.path)
    rows = {each.path: each.index for each in listed}
    beside = replace(made, documents=tuple(_beside(each, papers.places, rows) for each in made.documents))
    written, more = draftbook.write(beside, books, before, lang)
    outside = _outside(made.documents, papers, books.facts.path)
    made = replace(made, diagnostics=(*made.diagnostics, *outside, *more))
    if not written.facts:
        return made, written, ()
    # in this order: `batch.ended` knows from what is left of them how far a run came that was ended
    files = ((books.sources, written.sources), (books.facts, written.facts), (books.aside, written.aside))
    return (
        made,
        written,
        tuple(
            Rendering(file.path.rpartition("/")[2], "application/toml", data)
            for file, data in files
            if data != file.data
        ),
    )


def _listed(lists: Sequence[File]) -> tuple[dict[str, Metadata], list[Diagnostic]]:
    found: list[Diagnostic] = []
    listed: dict[str, Metadata] = {}
    for each in lists:
        if each.refused:
            found.append(Diagnostic("unreadable-file", f"the list of sources {each.refused}", path=each.path))
            continue
        metas, problems = ledger.sources(each.data, each.path)
        found += problems
        listed |= {meta.path: meta for meta in metas}
    return listed, found


def _nameable(papers: Papers) -> tuple[Papers, list[Diagnostic]]:
    """The documents whose names a list of sources may hold, and a warning for each of the others."""
    fit: list[File] = []
    found: list[Diagnostic] = []
    for file in papers.files:
        wrong = _misnamed(papers.places.get(file.path, file.path))
        if wrong:
            message = f"the name of this document {wrong}; it is left out. Give it another name"
            found.append(Diagnostic("document-name", message, Severity.WARNING, _spelled(file.path)))
        else:
            fit.append(file)
    return replace(papers, files=tuple(fit)), found


def _misnamed(path: str) -> str:
    """Why a list of sources may not hold a path; "" where it may."""
    if any("\ud800" <= char <= "\udfff" for char in path):
        return "is not UTF-8"
    if sign := characters.find_control(path) or characters.find_deceiving(path):
        return f"holds {sign}"
    if mixed := characters.find_mixed(path):
        return f"mixes the letters of two alphabets in {mixed}"
    return "has a letter with too many marks" if characters.too_many_marks(path) else ""


def _spelled(path: str) -> str:
    """A path with what cannot be seen as numbers; a byte that is no letter as that byte."""
    return "".join(
        char
        if char.isprintable()
        else f"\\x{ord(char) - 0xDC00:02x}"
        if "\udc80" <= char <= "\udcff"
        else f"\\u{ord(char):04x}"
        for char in path
    )


def _readings(papers: Papers) -> Iterator[tuple[File, Reading | None, tuple[Diagnostic, ...]]]:
    """Every document as its reader gives it, read in a process of its own that may die of it.

    Of what lies in a folder and is no document, a warning is enough.
    """
    with closing(isolation.each(_read, papers.files, lambda file: file.path)) as reading:
        for file, came in reading:
            read, problems = (None, (came,)) if isinstance(came, Diagnostic) else came
            if read is None and file.path not in papers.named and not readers.can_read(file.path):
                problems = tuple(replace(each, severity=Severity.WARNING) for each in problems)
            yield file, read, problems


def _read(file: File) -> tuple[Reading | None, tuple[Diagnostic, ...]]:
    if file.refused:
        return None, (Diagnostic("unreadable-file", f"the document {file.refused}", path=file.path),)
    beacon.at("reading", file.path)
    reading, problems = readers.read(file.data, file.path, guess=True)
    return (None if any(each.is_error for each in problems) else reading), problems


def _beside(document: Document, places: Mapping[str, str], rows: Mapping[str, int | None]) -> Document:
    """A document under the path that the list beside the ledger has for it."""
    meta = document.source.meta
    path = places.get(meta.path, meta.path)
    known = replace(meta, path=path, index=rows.get(path))
    return replace(document, source=replace(document.source, meta=known))


def _outside(documents: Sequence[Document], papers: Papers, book: str) -> list[Diagnostic]:
    """Documents that do not stand below the folder of the ledger, where a build looks for them."""
    found = []
    for each in documents:
        path = each.source.meta.path
        if path in papers.outside:
            to = papers.places[path]
            message = f"{path} is not in the folder of {book}; copy it to {to}, or a build will not find it"
            found.append(Diagnostic("document-elsewhere", message, Severity.WARNING, path))
    return found


def _id(path: str, taken: Collection[str]) -> str:
    stem = path.rpartition("/")[2].rpartition(".")[0] or path.rpartition("/")[2]
    return slugs.free(slugs.words(stem) or "source", taken)
