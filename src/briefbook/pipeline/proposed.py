"""From the bytes of documents to a proposal: read, described, drafted."""

import hashlib
from collections.abc import Mapping, Sequence

from briefbook import readers
from briefbook.evidence import ledger, propose
from briefbook.evidence.propose import origin
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.inputs import File
from briefbook.model.proposal import Document, Proposal
from briefbook.model.source import Metadata, Source


def draft(files: Sequence[File], lists: Sequence[File] = (), lang: str = "en") -> Proposal:
    """Draft a ledger from files; `lists` are the `sources.toml` of their folders."""
    found: list[Diagnostic] = []
    listed: dict[str, Metadata] = {}
    for each in lists:
        metas, problems = ledger.sources(each.data, each.path)
        found += problems
        listed |= {meta.path: meta for meta in metas}
    documents: list[Document] = []
    for file in files:
        document, problems = _document(file, listed, {each.id for each in documents})
        found += problems
        documents += [document] if document else []
    made = propose.run(documents, lang)
    return Proposal(made.documents, made.drafts, made.set_aside, (*found, *made.diagnostics))


def _document(
    file: File, listed: Mapping[str, Metadata], taken: set[str]
) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    if file.refused:
        return None, (Diagnostic("unreadable-file", f"{file.path} {file.refused}", path=file.path),)
    reading, problems = readers.read(file.data, file.path)
    if any(each.is_error for each in problems):
        return None, problems
    known = listed.get(file.path) or Metadata(_id(file.path, taken), file.path)
    meta, said = origin.propose(reading, known)
    source = Source(meta, hashlib.sha256(file.data).hexdigest(), reading.text)
    return Document(source, reading), (*problems, *said)


def _id(path: str, taken: set[str]) -> str:
    stem = path.rpartition("/")[2].rpartition(".")[0].lower()
    clean = "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in stem).split()) or "source"
    number = 2
    made = clean
    while made in taken:
        made, number = f"{clean}-{number}", number + 1
    return made
