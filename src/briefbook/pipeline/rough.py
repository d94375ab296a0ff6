"""A brief straight from documents: proposed, put in order and built, no person between; always a draft."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from briefbook import isolation, pipeline
from briefbook.evidence import anchor
from briefbook.evidence.draftbook import facts, listing, values
from briefbook.model.brief import SECTIONS
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import STAGES
from briefbook.model.inputs import Collection, File, Inputs
from briefbook.model.proposal import SUSPECT, Document, Draft, Proposal
from briefbook.pipeline import papers, proposed
from briefbook.pipeline.papers import Papers, Progress, Read
from briefbook.text import words

ID = "draft"
LIMIT = 60
# facts of one section; more would be a reading list, not a brief
GUESSED = "guessed-encoding"
FOLDER = "seeds/documents"
SHARED = 0.7
# of the words of the shorter of two statements that say the same
_WORDS = re.compile(r"\w+")
QUIET = frozenset({"incomplete-source", "untranslated", "empty-section", "unlisted-source"})
# what is said of a ledger in a person's hands and not of a first look


def build(
    given: Papers,
    formats: Sequence[str],
    lang: str = "en",
    progress: Progress | None = None,
) -> pipeline.Outcome:
    """Make a draft brief of documents, every statement with its note; what stays out is said."""
    with isolation.manned() as workers:
        read = papers.read(given, workers, progress)
        asked = (read, given.files, tuple(formats), lang)
        came = isolation.isolated(_built, asked, read.path, read.bounds, workers)
    if isinstance(came, Diagnostic):
        found = [item for paper in read.papers for item in paper.problems]
        return pipeline.Outcome(ID, (*read.problems, *found, came))
    return came


def _built(asked: tuple[Read, Sequence[File], Sequence[str], str]) -> pipeline.Outcome:
    read, files, formats, lang = asked
    made = proposed.drafted(read, lang)
    if not files:
        return pipeline.Outcome(ID, made.diagnostics)
    if not made.drafts:
        message = "the documents give no facts, so there is nothing to print"
        return pipeline.Outcome(ID, (*made.diagnostics, Diagnostic("empty-brief", message)))
    chosen, found = choose(made.drafts, lang)
    inputs, real, unfit = _inputs(made, chosen, {file.path: file for file in files}, lang)
    outcome = pipeline.build(inputs, formats, draft=True)
    said = [replace(each, path=real.get(each.path, ""), line=None) for each in outcome.diagnostics]
    kept = [each for each in said if each.is_error or each.code not in QUIET]
    return replace(outcome, diagnostics=(*made.diagnostics, *found, *unfit, *kept))


def choose(drafts: Sequence[Draft], lang: str) -> tuple[tuple[Draft, ...], tuple[Diagnostic, ...]]:
    """What is printed, by section and topic, what several tell first; each thing once."""
    sure = [each for each in drafts if not any(unit.state == SUSPECT for unit in each.units)]
    chosen: list[Draft] = []
    twice = many = 0
    for section in SECTIONS:
        printed: dict[str, Draft] = {}
        said: set[str] = set()
        for each in _ordered([draft for draft in sure if draft.section == section], lang):
            key = " ".join(each.statement.casefold().split())
            if key in said or any(
                other in printed and _again(each, printed[other]) for other in each.similar
            ):
                twice += 1
            elif len(printed) >= LIMIT:
                many += 1
            else:
                printed[each.id] = each
                said.add(key)
        chosen += printed.values()
    counts = (
        (len(drafts) - len(sure), "may be noise"),
        (twice, "say what another fact says"),
        (many, f"are more than the {LIMIT} that a section prints"),
    )
    left = [f"{count} {why}" for count, why in counts if count]
    message = f"not printed: {'; '.join(left)}. `briefbook propose` shows them all"
    return tuple(chosen), (Diagnostic("draft-left-out", message, Severity.NOTE),) if left else ()


def _again(one: Draft, other: Draft) -> bool:
    """Whether two like drafts say the same: no figure of their own, and most words of the shorter shared."""
    words, theirs = (set(_WORDS.findall(each.statement.casefold())) for each in (one, other))
    figures = {word for word in words ^ theirs if word[0].isdigit()}
    return not figures and len(words & theirs) >= SHARED * min(len(words), len(theirs))


def _ordered(drafts: Sequence[Draft], lang: str) -> list[Draft]:
    """Topic by topic, the one with most to say first; sentences of one paragraph stay together.

    Inside a topic what several documents tell comes first, and what is in another language last.
    """
    topics = Counter(_topic(each) for each in drafts)
    paragraphs: dict[tuple[str, int], list[Draft]] = {}
    for each in drafts:
        paragraphs.setdefault((each.units[0].source, each.units[0].block), []).append(each)
    first: dict[str, int] = {}
    for number, group in enumerate(paragraphs.values()):
        first.setdefault(_topic(group[0]), number)

    def weight(group: Sequence[Draft]) -> tuple[bool, int, int, int]:
        topic = _topic(group[0])
        voices = max(len({unit.source for unit in each.units}) for each in group)
        foreign = group[0].lang.partition("-")[0] != lang.partition("-")[0]
        return foreign, -topics[topic], first[topic], -voices

    return [each for group in sorted(paragraphs.values(), key=weight) for each in group]


def _topic(draft: Draft) -> str:
    return next((tag for tag in draft.tags if tag not in STAGES), "")


def _inputs(
    made: Proposal, chosen: Sequence[Draft], files: dict[str, File], lang: str
) -> tuple[Inputs, dict[str, str], tuple[Diagnostic, ...]]:
    """Everything that a build of these facts reads, and the real path of each of its documents."""
    grounds = {each.id: anchor.prepare(each.source) for each in made.documents}
    rows, found = facts.rows(chosen, grounds, lang)
    tagged = facts.tagged(rows, lang)
    text = "\n".join(facts.written(row, lang, tagged=tagged) for row in rows)
    book = File(f"{FOLDER}/facts.toml", text.encode("utf-8"))
    guessed = {item.path for item in made.diagnostics if item.code == GUESSED}
    inside = [_inside(each, guessed=each.source.meta.path in guessed) for each in made.documents]
    listed = File(f"{FOLDER}/sources.toml", listing.write(inside, File(f"{FOLDER}/sources.toml")))
    read = {}
    real = {}
    for document, moved in zip(made.documents, inside, strict=True):
        path = moved.source.meta.path
        real[path] = document.source.meta.path
        # a build guesses no encoding: it gets the words that the guess made
        words_ = document.reading.text.encode("utf-8")
        read[path] = File(path, words_ if real[path] in guessed else files[real[path]].data)
    title = words.load(lang).say("draft_title", count=len(made.documents))
    brief = File(
        f"briefs/{ID}.toml",
        f"title = {values.written(title)}\nlang = {values.written(lang)}\n"
        'collections = ["documents"]\n'.encode(),
    )
    collection = Collection("documents", FOLDER, listed, book, read)
    return Inputs(ID, brief, (collection,), SECTIONS, {}, rough=True), real, found


def _inside(document: Document, *, guessed: bool) -> Document:
    """A document as if it stood in a collection; one whose encoding was guessed, as its text."""
    meta = document.source.meta
    name = "text.txt" if guessed else meta.path.replace("\\", "/").rpartition("/")[2]
    moved = replace(meta, path=f"{FOLDER}/{meta.id}/{name}", index=None)
    return replace(document, source=replace(document.source, meta=moved))
