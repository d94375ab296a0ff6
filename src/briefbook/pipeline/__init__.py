"""The path of a brief, from inputs to renderings: one readable function, no disk, no clock."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from briefbook import resources
from briefbook.assembly import (
    annex,
    book,
    charts,
    chronology,
    cite,
    closed,
    lint,
    markings,
    markup,
    notes,
    plan,
    provenance,
    shelf,
    spec,
    templates,
    views,
)
from briefbook.evidence import accounts, decisions, gaps, matter
from briefbook.isolation import beacon
from briefbook.model.brief import KINDS, SECTIONS, Brief, Spec
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.document import Document, Inlines, Rendering
from briefbook.model.fact import Fact
from briefbook.model.inputs import File, Inputs
from briefbook.model.report import FactReport
from briefbook.model.theme import Theme
from briefbook.model.trace import Trace
from briefbook.pipeline import budget, collected, named, outgoing
from briefbook.text import shape, toml, words
from briefbook.writers import theme as themes

WRITERS_LABELS = ("page_of", "footnote", "back_to_text", "notes", "table", "contents")
# the words that writers add to a document

__all__ = ["Composed", "Outcome", "build", "check", "compose", "sections"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one brief."""

    id: str
    diagnostics: tuple[Diagnostic, ...]
    renderings: tuple[Rendering, ...] = ()
    facts: int = 0
    # facts that were bound to their sources
    notes: int = 0
    title: str = ""
    evidence: tuple[FactReport, ...] = ()
    # what stands behind each fact; of a check alone

    @property
    def ok(self) -> bool:
        """Whether nothing stands against printing."""
        return not any(item.is_error for item in self.diagnostics)


def build(
    inputs: Inputs, formats: Sequence[str] = (), *, draft: bool = False, machine: tuple[Trace, ...] = ()
) -> Outcome:
    """Make a brief in its formats, or in those given; with errors nothing is rendered.

    `machine` is what no file may carry away.
    """
    made = compose(inputs, draft=draft)
    if made.document is None:
        return made.outcome
    stem = inputs.edition.name if inputs.edition else inputs.id
    parts = [(made.document, stem)]
    if made.annex:
        parts.append((made.annex, f"{stem}-annex"))
    watch = outgoing.Watch(machine, (made.left_out,))
    renderings = []
    for form in formats or made.formats:
        beacon.at(f"writing the {form} of", inputs.brief.path)
        renderings += [
            outgoing.render(form, document, made.theme, name, watch, (inputs,)) for document, name in parts
        ]
    return replace(made.outcome, renderings=tuple(renderings))


def check(inputs: Inputs, *, draft: bool = False) -> Outcome:
    """Take a brief as far as its document, compare its sources, and report; nothing is rendered."""
    return compose(inputs, draft=draft, thorough=True).outcome


def sections(briefs: Iterable[File]) -> tuple[str, ...]:
    """The section keys that the briefs of a workspace define, and the five."""
    return sections_of(toml.read(file.data, "")[0] for file in briefs)


def sections_of(tables: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """The same of briefs that have been read."""
    keys = (key for table in tables for key in spec.keys_of_sections(table))
    return tuple(dict.fromkeys((*SECTIONS, *keys)))


@dataclass(frozen=True, slots=True)
class Composed:
    """A brief as far as it came."""

    document: Document | None
    # None when an error stands against printing
    theme: Theme
    formats: tuple[str, ...]
    outcome: Outcome
    annex: Document | None = None
    # a file of its own where the page budget or the kind wants it so
    chapter: book.Chapter | None = None
    # the same brief as it goes into a book
    left_out: closed.Closed = field(default_factory=closed.Closed)
    # what was left out and may leave no trace


def compose(inputs: Inputs, *, draft: bool = False, thorough: bool = False, theme_name: str = "") -> Composed:
    """Steps 2 to 9: from bytes to the document with its notes in place, in the brief's theme or another.

    A thorough look compares the sources with each other too.
    """
    beacon.at("reading", inputs.brief.path)
    asked, found = _asked(inputs)
    evidence, problems = collected.gather(inputs, asked.lang if asked else "", thorough=thorough)
    shipped = resources.templates()
    wanted = theme_name or (asked.theme if asked else "default")
    lang = asked.lang if asked else ""
    reached = shelf.reached(inputs.templates, inputs.id, lang)
    own = {name: file.text for name, file in reached.items()}
    theme, theme_problems = themes.load(wanted, own, shipped, inputs.letterheads, inputs.fonts)
    paths = {f"templates/{name}": f"templates/{file.path}" for name, file in reached.items()}
    theme_problems = tuple(replace(item, path=paths.get(item.path, item.path)) for item in theme_problems)
    made = templates.environment(inputs.templates, shipped, inputs.id, lang)
    found += [
        *problems,
        *(theme_problems if theme_name else _asked_for(theme_problems, wanted, inputs)),
        *lint.all_of(inputs.templates, shipped, theme.labels),
    ]
    trial: budget.Trial | None = None
    beacon.at("assembling", inputs.brief.path)
    if asked and not _fails(found):
        trial, problems = _fitted(asked, evidence, theme, made, inputs, draft=draft)
        found += [
            *_wordless(asked),
            *matter.run(asked, evidence.facts, evidence.sources, evidence.own),
            *problems,
        ]
    if thorough and not _fails(found):
        found += decisions.unused(found, evidence.facts)
    diagnostics = _sorted(toml.placed(found, _files(inputs)))
    noted = len(trial.noted) if trial else 0
    outcome = Outcome(inputs.id, diagnostics, (), len(evidence.facts), noted, asked.title if asked else "")
    if thorough:
        told = accounts.give(evidence.facts, evidence.sources, diagnostics, lang)
        outcome = replace(outcome, evidence=told)
    formats = asked.formats if asked else ()
    if trial is None or _fails(found):
        return Composed(None, theme, formats, outcome)
    every = (*evidence.facts, *evidence.rejected)
    shut = closed.of(trial.brief, every, trial.theme.marking_order, draft=draft)
    return Composed(trial.document, trial.theme, formats, outcome, trial.annex, trial.chapter, shut)


def _fitted(
    asked: Spec,
    evidence: collected.Evidence,
    theme: Theme,
    made: templates.Environment,
    inputs: Inputs,
    *,
    draft: bool,
) -> tuple[budget.Trial, list[Diagnostic]]:
    """Steps 6 to 9, once, or as often as it takes to keep to the brief's pages."""
    compact, _ = themes.load("compact", inputs.templates, resources.templates())
    nonce = _nonce(inputs)

    def attempt(measures: budget.Measures) -> budget.Trial:
        facts = [fact for fact in evidence.facts if fact.id not in measures.left_out]
        brief, found = plan.assemble(asked, facts, evidence.sources, evidence.resolutions, draft=draft)
        brief = named.apply(chronology.date(brief, evidence.own), evidence.names)
        brief, marked = markings.mark(brief, theme.marking_order)
        missed = decisions.apply(gaps.of_brief(brief, facts), facts)
        look = budget.look(theme, compact, measures)
        chapter, noted, problems = _assembled(brief, look, made, nonce, draft=draft)
        told = (*decisions.apply(found, facts), *marked, *missed, *problems)
        document, last = _closed(chapter, words.load(asked.lang, look.labels), measures.apart)
        return budget.Trial(measures, brief, look, document, last, noted, told, chapter)

    trial, told = budget.fit(attempt(budget.Measures(apart=asked.kind in spec.ONE_PAGE)), attempt)
    return trial, [*trial.found, *told]


def _closed(
    chapter: book.Chapter | None, language: words.Words, apart: bool
) -> tuple[Document | None, Document | None]:
    """A brief with its annex at its end, or with the annex as a document of its own."""
    if chapter is None:
        return None, None
    last = annex.elsewhere(language) if apart else chapter.annex
    document = replace(chapter.document, blocks=(*chapter.document.blocks, *last))
    return document, annex.alone(document, chapter.annex, language) if apart else None


def _assembled(
    brief: Brief, theme: Theme, made: templates.Environment, nonce: str, *, draft: bool
) -> tuple[book.Chapter | None, tuple[str, ...], list[Diagnostic]]:
    """Steps 7 to 9: templates, Markdown, notes; the annex beside them."""
    asked = brief.spec
    language = words.load(asked.lang, theme.labels)
    style = f"notes/{asked.citation_style}.md.j2"
    if style not in (known := templates.names(made)):
        return None, (), [_styleless(asked, known)]
    view, facts = views.brief(brief, language, nonce, templates.names(made), notes.listed(brief, language))
    markdown, problems = templates.render(made, f"kinds/{asked.kind}.md.j2", view, language)
    found = list(problems)
    with templates.explained(found):
        anew, once = theme.note_restart == "section", theme.note_repeat == "reference"
        teller = notes.Notes(brief.sources, language, asked.lang, theme.quote_limit, anew=anew, once=once)
        phrase = templates.note_renderer(made, style, language)

        locate = partial(templates.place, made)

        def make_note(fact: Fact) -> Inlines:
            note = teller.note(fact)
            children = markup.parse_inline(phrase(note))
            if notes.unsaid(note, children):
                found.append(_unsaid(fact, asked.citation_style))
            return children

        blocks = markup.parse(markdown, charts.figures(brief, view, language))
        resolved, problems = cite.resolve(
            blocks, facts, asked.lang, nonce, make_note, asked.path, teller.begin_section, locate
        )
        found += problems
        by_id = {fact.id: fact for fact in facts}
        found += _unprinted(brief, resolved.noted)
        resting = annex.resting(by_id, resolved.noted)
        last = annex.blocks(brief.sources, by_id, resolved.noted, language, asked.lang)
        document = Document(
            title=asked.title,
            lang=asked.lang,
            blocks=resolved.blocks,
            header=asked.title,
            date=asked.date,
            subject=", ".join(filter(None, (view.visit.level, view.visit.dates))),
            keywords=(asked.visit.visitor, asked.visit.host) if asked.visit else (),
            author=asked.author,
            marking=" · ".join(filter(None, (language.label("draft") if draft else "", asked.marking))),
            attachments=(provenance.attachment(brief.sources, by_id, resolved.noted, asked.lang),),
            labels={name: language.label(name) for name in WRITERS_LABELS},
        )
        return book.Chapter(document, brief.sources, resting, last), resolved.noted, found
    return None, (), found


def _wordless(asked: Spec) -> list[Diagnostic]:
    known = resources.languages()
    if asked.lang.partition("-")[0].lower() in known:
        return []
    message = f"no words for the language {asked.lang!r}, only for {', '.join(known)}: English ones are used"
    return [Diagnostic("no-words", message, Severity.WARNING, asked.path, keys=("lang",))]


def _styleless(asked: Spec, known: Iterable[str]) -> Diagnostic:
    styles = [name[6:-6] for name in sorted(known) if name.startswith("notes/") and name.endswith(".md.j2")]
    hint = shape.nearest(asked.citation_style, styles) or f"; there are {', '.join(styles[:20])}"
    message = f"no style of notes {asked.citation_style!r}{hint}"
    return Diagnostic("template-error", message, path=asked.path, keys=("citation_style",))


def _unprinted(brief: Brief, noted: Sequence[str]) -> list[Diagnostic]:
    """A warning for each fact that was chosen for a section of a visit brief and that no template prints."""
    if brief.spec.kind != KINDS[0]:
        return []
    printed = {*noted, *(fact.id for fact in brief.named)}
    left = [fact.id for fact in brief.facts if fact.id not in printed]
    return [
        Diagnostic("fact-not-printed", f"no template prints fact {key!r}", Severity.WARNING, brief.spec.path)
        for key in left[:20]
    ]


def _unsaid(fact: Fact, style: str) -> Diagnostic:
    message = f"the note on fact {fact.id!r} does not print its quotes; print each {{{{ quote.words }}}}"
    return Diagnostic("note-without-words", message, path=f"templates/notes/{style}.md.j2")


def _asked(inputs: Inputs) -> tuple[Spec | None, list[Diagnostic]]:
    defaults: Mapping[str, Any] = {}
    found: tuple[Diagnostic, ...] = ()
    if inputs.config:
        defaults, found = spec.defaults(inputs.config.data, inputs.config.path)
    if inputs.brief.refused:
        message = f"the brief {inputs.id!r} {inputs.brief.refused}"
        return None, [*found, Diagnostic("missing-file", message, path=inputs.brief.path)]
    changes = inputs.edition.values if inputs.edition else {}
    asked, problems = spec.load(
        inputs.brief.data, inputs.brief.path, inputs.id, defaults, changes, rough=inputs.rough
    )
    return asked, [*found, *problems]


def _asked_for(found: Iterable[Diagnostic], wanted: str, inputs: Inputs) -> list[Diagnostic]:
    """The complaints of a theme; that it is not there is held against the line that asks for it."""
    absent = f"(shipped) templates/themes/{wanted}.toml"
    return [
        replace(item, path=inputs.brief.path, keys=("theme",))
        if item.path == absent and not item.line
        else item
        for item in found
    ]


def _files(inputs: Inputs) -> dict[str, bytes]:
    """The TOML files in which a diagnostic's key can be looked up."""
    files = [
        inputs.brief,
        inputs.config,
        inputs.names,
        *(part for each in inputs.collections for part in (each.sources, each.facts, each.names)),
        *inputs.languages.values(),
    ]
    own = {
        f"templates/{name}": text.encode()
        for name, text in inputs.templates.items()
        if name.endswith(".toml")
    }
    return own | {file.path: file.data for file in files if file}


def _nonce(inputs: Inputs) -> str:
    """A mark that only this build knows, made of all that goes in."""
    digest = hashlib.sha256(repr(sorted(inputs.templates.items())).encode())
    for path, data in sorted(_files(inputs).items()):
        digest.update(f"\0{path}\0{len(data)}\0".encode("utf-8", "surrogatepass") + data)
    return digest.hexdigest()[:16]


def _sorted(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda item: (item.path, item.line or 0)))


def _fails(found: Iterable[Diagnostic]) -> bool:
    return any(item.is_error for item in found)
