"""What the collections of a brief bring: sources read, facts bound to them, every problem named."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefbook import isolation, readers
from briefbook.evidence import anchor, checks, decisions, gaps, ledger, namebook, tongues
from briefbook.isolation import beacon
from briefbook.model import digest
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import Fact, Ledger, Resolution
from briefbook.model.inputs import Collection, File, Inputs
from briefbook.model.name import Entry
from briefbook.model.source import Metadata, Source
from briefbook.pipeline import named, proved
from briefbook.text import languages, shape

KEPT = 2
# collections whose facts a process keeps bound


@dataclass(frozen=True, slots=True)
class Evidence:
    """The facts that may be printed and the sources they rest on."""

    facts: tuple[Fact, ...]
    sources: tuple[Source, ...]
    resolutions: tuple[Resolution, ...]
    names: tuple[Entry, ...]
    own: languages.Own
    # what the workspace adds to languages
    rejected: tuple[Fact, ...] = ()
    # facts that may leave no trace


_kept: dict[str, tuple[Evidence, tuple[Diagnostic, ...]]] = {}
# by all that goes in, the longest unused first


def gather(inputs: Inputs, lang: str, *, thorough: bool = False) -> tuple[Evidence, list[Diagnostic]]:
    """Steps 2 to 5 for every collection of a brief in a language; a thorough look compares sources."""
    facts: list[Fact] = []
    sources: list[Source] = []
    resolutions: list[Resolution] = []
    names: list[Entry] = []
    rejected: list[Fact] = []
    found: list[Diagnostic] = []
    for number, collection in enumerate(inputs.collections):
        if collection.facts is None:
            message = f"the collection {collection.name!r} is not there: no {collection.folder}/facts.toml"
            found.append(
                Diagnostic("missing-file", message, path=inputs.brief.path, keys=("collections", number))
            )
            continue
        one, problems = _remembered(collection, inputs, lang, thorough)
        found += [*problems, *_repeated(facts, one.facts, sources, one.sources)]
        facts += one.facts
        rejected += one.rejected
        sources += one.sources
        resolutions += one.resolutions
        fresh = [each for each in one.names if each not in names]
        # the workspace's own names gave way to those of a collection before
        shared = inputs.names.path if inputs.names else ""
        found += namebook.clashing(names, [each for each in fresh if each.path != shared])
        names += fresh
    own, _ = languages.own({name: file.data for name, file in inputs.languages.items()})
    kept = (tuple(facts), tuple(sources), tuple(resolutions), tuple(names), own, tuple(rejected))
    return Evidence(*kept), found


def _remembered(
    collection: Collection, inputs: Inputs, lang: str, thorough: bool
) -> tuple[Evidence, tuple[Diagnostic, ...]]:
    """What one collection brings; the last few are kept, for batches in which many briefs share one."""
    key = digest.of((collection, inputs.sections, inputs.names, inputs.languages, lang, thorough))
    found = _kept.pop(key, None)
    if found:
        isolation.grow(len(found[0].facts))
    else:
        found = _one(collection, inputs, lang, thorough)
    _kept[key] = found
    while len(_kept) > KEPT:
        del _kept[next(iter(_kept))]
    return found


def _one(
    collection: Collection, inputs: Inputs, lang: str, thorough: bool
) -> tuple[Evidence, tuple[Diagnostic, ...]]:
    assert collection.facts is not None
    read, unread, problems = _sources(collection)
    beacon.at("reading", collection.facts.path)
    book, form_problems = _ledger(collection.facts, collection.name)
    isolation.grow(len(book.facts))
    beacon.at("proving the facts of", collection.facts.path)
    # a fact that an officer rejected is not held against the build
    wanted = [fact for fact in book.facts if fact.status != "rejected"]
    bound, unbound = anchor.bind(wanted, read, unread)
    own, own_problems = languages.own({name: file.data for name, file in inputs.languages.items()})
    names, name_problems = named.read((collection.names, inputs.names))
    weighed, points = proved.prove(bound, read, book.resolutions, names, own, lang, thorough=thorough)
    weighed = tongues.tell(weighed, read, own, lang)
    checked = decisions.apply(checks.run(book, inputs.sections), book.facts)
    found = (*problems, *form_problems, *unbound, *checked, *own_problems, *name_problems, *points)
    rejected = tuple(fact for fact in book.facts if fact.status == "rejected")
    return Evidence(weighed, tuple(read), tuple(book.resolutions), names, own, rejected), found


def _ledger(file: File, collection: str) -> tuple[Ledger, tuple[Diagnostic, ...]]:
    if file.refused:
        return Ledger(), (Diagnostic("unreadable-file", f"the ledger {file.refused}", path=file.path),)
    return ledger.load(file.data, file.path, collection)


def _sources(collection: Collection) -> tuple[tuple[Source, ...], set[str], list[Diagnostic]]:
    """The sources of a collection, listed ones first, and the ids of those that could not be read."""
    listed: tuple[Metadata, ...] = ()
    found: list[Diagnostic] = []
    book = collection.sources
    if book is not None and book.refused:
        message = f"the list of sources {book.refused}"
        found.append(Diagnostic("unreadable-file", message, path=book.path))
    elif book is None:
        message = (
            f"the collection {collection.name!r} has no sources.toml; sources are named after their files"
        )
        found.append(
            Diagnostic("no-sources-toml", message, Severity.WARNING, f"{collection.folder}/sources.toml")
        )
    else:
        listed, problems = ledger.sources(book.data, book.path)
        found += problems
    read: list[Source] = []
    for meta in listed:
        source, problems = _source(meta, collection)
        found += problems
        read += [source] if source else []
    named = {meta.path for meta in listed}
    for path, file in collection.files.items():
        stem = path.rpartition("/")[2].rpartition(".")[0].lower().replace(" ", "-")
        if path not in named and readers.can_read(path) and not _is_original(path, stem, listed):
            source, problems = _source(Metadata(stem, path), collection)
            problems = tuple(_softened(problem, path) for problem in problems)
            message = f"{file.path} is not listed in sources.toml; it goes by the id {stem!r}"
            found += [*problems, Diagnostic("unlisted-source", message, Severity.NOTE, path)]
            read += [source] if source and stem not in {each.id for each in read} else []
    missing = gaps.of_sources(read, book.path if book else collection.folder)
    unread = {meta.id for meta in listed} - {source.id for source in read}
    return tuple(read), unread, [*found, *missing]


def _source(meta: Metadata, collection: Collection) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """Read one source."""
    file = collection.files.get(meta.path)
    problem = ""
    if file is None:
        written = meta.path.removeprefix(f"{collection.folder}/")
        inside = shape.is_inside(written)
        code = "missing-file" if inside else "outside-workspace"
        known = [path.removeprefix(f"{collection.folder}/") for path in collection.files]
        problem = f"the file {shape.shown(written)} is not there{shape.nearest(written, known)}"
        if not inside:
            problem = (
                f"the path {shape.shown(written)} leads outside the collection; put the file into its folder"
            )
    elif file.refused:
        code, problem = "unreadable-file", f"the file {file.path} {file.refused}"
    if problem:
        at = ("source", meta.index, "path") if meta.index is not None else ()
        path = f"{collection.folder}/sources.toml" if at else meta.path
        message = f"source {meta.id!r}: {problem}"
        return None, (Diagnostic(code, message, path=path, keys=at),)
    assert file is not None
    beacon.at("reading", file.path)
    reading, problems = readers.read(file.data, file.path)
    if any(problem.is_error for problem in problems):
        return None, problems
    sha256 = hashlib.sha256(file.data).hexdigest()
    extracted = "" if readers.is_text(reading) else hashlib.sha256(reading.text.encode("utf-8")).hexdigest()
    return Source(meta, sha256, reading.text, reading.pages, extracted), problems


def _is_original(path: str, stem: str, listed: Sequence[Metadata]) -> bool:
    """Whether an unlisted file is the page or paper that a listed text of the same name was taken from."""
    return not readers.is_named_text(path) and any(
        stem == meta.id or path.rpartition(".")[0] == meta.path.rpartition(".")[0] for meta in listed
    )


def _softened(problem: Diagnostic, path: str) -> Diagnostic:
    """An unlisted page or paper that cannot be read is no error: nothing can rest on it."""
    if readers.is_named_text(path) or not problem.is_error:
        return problem
    return replace(problem, severity=Severity.WARNING)


def _repeated(
    facts: Sequence[Fact], new_facts: Sequence[Fact], sources: Sequence[Source], new_sources: Sequence[Source]
) -> list[Diagnostic]:
    """Ids that two collections of one brief both use."""
    found = []
    known = {fact.id: fact for fact in facts}
    for fact in new_facts:
        if fact.id in known:
            message = (
                f"the fact id {fact.id!r} is used in {known[fact.id].path} too; ids of one brief must differ"
            )
            found.append(Diagnostic("duplicate-id", message, path=fact.path, keys=("fact", fact.index, "id")))
    names = {source.id: source for source in sources}
    for source in new_sources:
        if source.id in names:
            message = (
                f"the source id {source.id!r} is used for {names[source.id].meta.path} too; ids must differ"
            )
            found.append(Diagnostic("duplicate-id", message, path=source.meta.path))
    return found
