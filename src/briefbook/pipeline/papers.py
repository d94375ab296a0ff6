"""Documents as bytes, and as they were read: each in a process of its own, which may die of it."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from briefbook import isolation, readers
from briefbook.evidence import ledger
from briefbook.evidence.propose import slugs
from briefbook.evidence.propose.semantic import Vectors
from briefbook.isolation import Bounds, Crew, beacon, worker
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.inputs import File
from briefbook.model.reading import Reading
from briefbook.model.source import Metadata
from briefbook.model.suggestion import Answer
from briefbook.text import characters
from briefbook.text.languages import Own

SWIFT, ROOMY = 500, 2_000
# letters of a document that may take the time of a fact, and its memory


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


@dataclass(frozen=True, slots=True)
class Paper:
    """One document and what came of reading it."""

    path: str
    sha256: str
    reading: Reading | None
    problems: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """All that a proposal is made of; nothing in it asks the disk or the network any more."""

    papers: tuple[Paper, ...]
    listed: Mapping[str, Metadata]
    # by path: what lists of sources say already
    places: Mapping[str, str]
    own: Own | None = None
    vectors: Vectors | None = None
    problems: tuple[Diagnostic, ...] = ()
    # of no single document
    adviser: str = ""
    # the name of the language model that was asked
    answers: Mapping[str, Answer] = field(default_factory=dict)
    # what it said, by path

    @property
    def path(self) -> str:
        """What is blamed where no single document can be."""
        return self.papers[0].path.rpartition("/")[0] if self.papers else ""

    @property
    def bounds(self) -> Bounds:
        """What may be taken to draft from all of them: more with their letters."""
        usual = worker.usual()
        texts = [each.reading.text for each in self.papers if each.reading]
        return replace(
            usual,
            seconds=usual.seconds + usual.seconds_each * sum(1 + len(text) // SWIFT for text in texts),
            memory=usual.memory + usual.memory_each * sum(1 + len(text) // ROOMY for text in texts),
        )


def read(
    papers: Papers, workers: Crew, progress: Progress | None = None, adviser: Adviser | None = None
) -> Read:
    """Read documents; one that cannot be read costs only itself."""
    listed, found = _listed(papers.lists)
    if not papers.files:
        message = "there is no document here; name files, or a folder that holds some"
        found.append(Diagnostic("no-document", message))
    papers, unfit = _nameable(papers)
    done: list[Paper] = []
    for number, (file, reading, problems) in enumerate(_readings(papers, workers)):
        if progress:
            progress(number, len(papers.files), file.path)
        digest = hashlib.sha256(file.data).hexdigest() if reading else ""
        done.append(Paper(file.path, digest, reading, problems))
    return Read(
        tuple(done),
        listed,
        papers.places,
        papers.own,
        papers.vectors,
        (*papers.problems, *found, *unfit),
        adviser.name if adviser else "",
        {each.path: adviser.ask(each.reading.text, each.path) for each in done if each.reading}
        if adviser
        else {},
    )


def _listed(lists: Sequence[File]) -> tuple[dict[str, Metadata], list[Diagnostic]]:
    found: list[Diagnostic] = []
    listed: dict[str, Metadata] = {}
    owners: dict[str, str] = {}
    for each in lists:
        if each.refused:
            found.append(Diagnostic("unreadable-file", f"the list of sources {each.refused}", path=each.path))
            continue
        metas, problems = ledger.sources(each.data, each.path)
        found += problems
        listed |= {meta.path: meta for meta in metas}
        owners |= {meta.id: meta.path for meta in metas}
    # lists of several folders may use one id for several documents; the list beside the ledger comes last
    taken = set(owners)
    for path, meta in listed.items():
        if owners[meta.id] != path:
            listed[path] = replace(meta, id=slugs.free(meta.id, taken))
            taken.add(listed[path].id)
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


def _readings(papers: Papers, workers: Crew) -> Iterator[tuple[File, Reading | None, tuple[Diagnostic, ...]]]:
    """Every document as its reader gives it, read in a process of its own that may die of it.

    Of what lies in a folder and is no document, a warning is enough.
    """
    with closing(isolation.each(_read, papers.files, lambda file: file.path, workers=workers)) as reading:
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
