"""Drafts from documents: their bytes in, a proposal, a ledger or a brief out."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefbook import isolation, workspace
from briefbook.batch import ended, work
from briefbook.errors import BriefbookError
from briefbook.evidence import draftbook
from briefbook.evidence.propose import semantic
from briefbook.evidence.propose.learn import Lesson
from briefbook.isolation import beacon
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.inputs import File
from briefbook.model.proposal import Proposal
from briefbook.model.report import BriefReport
from briefbook.pipeline import proposed, rough, taught
from briefbook.pipeline.papers import Adviser, Papers, Progress
from briefbook.text import languages, shape
from briefbook.workspace import Place, lock

if TYPE_CHECKING:
    from briefbook.workspace.chat import Server


def propose(
    paths: Sequence[Path],
    lang: str,
    server: "Server | None" = None,
    model: Path | None = None,
    progress: Progress | None = None,
) -> Proposal:
    """Draft facts from files and folders; nothing is written."""
    return proposed.draft(
        _papers(paths, lang, model), lang, progress=progress, adviser=_adviser(server, lang)
    )


def propose_into(
    paths: Sequence[Path],
    into: Path,
    lang: str,
    server: "Server | None" = None,
    model: Path | None = None,
    progress: Progress | None = None,
) -> tuple[Proposal, draftbook.Written]:
    """Draft facts into a ledger, and store it with the list of sources and what was set aside."""
    with lock.held(into.parent) as said:
        if any(item.is_error for item in said):
            return Proposal((), (), (), said), draftbook.Written()
        books = ended.completed(into)
        papers = _papers(paths, lang, model, into)
        places, outside = workspace.beside(into.parent, [file.path for file in papers.files])
        lists = tuple(file for file in papers.lists if file.path != books.sources.path)
        papers = replace(papers, lists=(*lists, books.sources), places=places, outside=outside)
        adviser = _adviser(server, lang)
        made, written, files = proposed.ledgered(papers, books, lang, progress, adviser)
        failed = workspace.save(into.parent, files) if files else ()
    made = replace(made, diagnostics=(*said, *made.diagnostics, *failed))
    return made, draftbook.Written() if failed else written


def build(
    paths: Sequence[Path],
    output: Place,
    formats: Sequence[str],
    lang: str,
    progress: Progress | None = None,
) -> BriefReport:
    """Make one brief of documents and store it; one that cannot be read does not keep it back."""
    with lock.held(output) as said:
        if any(item.is_error for item in said):
            return BriefReport(rough.ID, said, name=rough.ID)
        workspace.home(output).sweep(output)
        report = _built(paths, output, formats, lang, progress)
    return replace(report, diagnostics=(*said, *report.diagnostics))


def _built(
    paths: Sequence[Path],
    output: Place,
    formats: Sequence[str],
    lang: str,
    progress: Progress | None,
) -> BriefReport:
    outcome = rough.build(_papers(paths, lang), formats, lang, progress)
    report = BriefReport(
        outcome.id,
        outcome.diagnostics,
        facts=outcome.facts,
        notes=outcome.notes,
        title=outcome.title,
        name=outcome.id,
    )
    return work.stored(report, outcome.renderings, output)


def lessons(
    facts: File, sources: File, own: languages.Own
) -> tuple[tuple[Lesson, ...], tuple[Diagnostic, ...]]:
    """What the accepted facts of a ledger teach, a language each."""
    came = isolation.isolated(_studied, (facts, sources, own), facts.path)
    return ((), (came,)) if isinstance(came, Diagnostic) else came


def _studied(
    asked: tuple[File, File, languages.Own],
) -> tuple[tuple[Lesson, ...], tuple[Diagnostic, ...]]:
    beacon.at("learning from", asked[0].path)
    return taught.study(*asked)


def _papers(paths: Sequence[Path], lang: str, model: Path | None = None, into: Path | None = None) -> Papers:
    own, problems = own_tables(workspace.above([into, *paths] if into else paths))
    _known(lang, own)
    files, lists = workspace.documents(paths)
    named = frozenset(path.as_posix() for path in paths)
    return Papers(files, lists, named, own=own, vectors=_vectors(model), problems=problems)


def _known(lang: str, own: languages.Own) -> None:
    """Refuse a language of which neither the program nor the workspace has words."""
    known = languages.spoken(own)
    if lang.partition("-")[0].lower() not in known:
        message = f"no language {shape.shown(lang)} is known; there are {', '.join(known)}"
        raise BriefbookError([Diagnostic("unknown-language", message)])


def own_tables(root: Path | None, without: str = "\0") -> tuple[languages.Own, tuple[Diagnostic, ...]]:
    """The tables that a workspace adds to languages."""
    added = [each for each in workspace.tables(root) if not each.path.endswith(without)] if root else []
    refused = [each for each in added if each.refused]
    own, problems = languages.own({each.path: each.data for each in added if not each.refused})
    said = (Diagnostic("unreadable-file", f"languages/{each.path} {each.refused}") for each in refused)
    return own, (*problems, *said)


def _vectors(folder: Path | None) -> semantic.Vectors | None:
    if folder is None:
        return None
    model, cutter = (workspace.given(folder / name) for name in ("model.safetensors", "tokenizer.json"))
    for file in (model, cutter):
        if file.refused:
            raise BriefbookError(
                [Diagnostic("bad-model", f"a file of the model {file.refused}", path=file.path)]
            )
    return semantic.static(model.data, cutter.data, str(folder))


def _adviser(server: "Server | None", lang: str) -> Adviser | None:
    if server is None:
        return None
    from briefbook.workspace import chat

    return Adviser(server.model, chat.asking(server, lang))
