"""The path of a book: each brief composed as always, then all of them one document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from briefbook import pipeline
from briefbook.assembly import book, markings, spec
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.document import Document, Rendering
from briefbook.model.inputs import File
from briefbook.model.theme import Theme
from briefbook.pipeline import outgoing
from briefbook.text import toml, words

FORMATS = ("docx", "pdf")
# those in which pages have numbers, so that a book is one


@dataclass(frozen=True, slots=True)
class Wishes:
    """What an officer asks of a book."""

    form: str = "pdf"
    title: str = ""
    # "" = the language's own word for a book of briefs
    subtitle: str = ""
    marking: str = ""
    # "" = the highest of the briefs'
    theme: str = ""
    # "" = the first brief's


def theme(briefs: Sequence[File], config: File | None, wishes: Wishes) -> tuple[str, tuple[Diagnostic, ...]]:
    """The one theme of a book; with a warning where the briefs ask for several and nobody decided."""
    if wishes.theme:
        return wishes.theme, ()
    defaults: Mapping[str, Any] = spec.defaults(config.data, config.path)[0] if config else {}
    asked = (spec.load(each.data, each.path, "", defaults)[0] for each in briefs if not each.refused)
    names = {each.theme: each.path for each in asked if each}
    if len(names) < 2:
        return next(iter(names), ""), ()
    first, *others = names
    message = (
        f"the briefs ask for the themes {', '.join(names)}; the whole book is set in {first!r}, the theme of "
        f"its first brief; choose one with --theme"
    )
    return first, (Diagnostic("several-themes", message, Severity.WARNING, names[others[0]]),)


def keep(made: pipeline.Composed) -> book.Chapter | None:
    """What a book needs of a composed brief: the texts of its sources are let go."""
    if made.chapter is None:
        return None
    return replace(
        made.chapter, annex=(), sources=tuple(replace(each, text="") for each in made.chapter.sources)
    )


def bind(
    chapters: Sequence[book.Chapter], briefs: Sequence[File], look: Theme, wishes: Wishes
) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """The book of some chapters, in the language of the first; None when its marking is not known."""
    asked = {brief.path: chapter.document.marking for brief, chapter in zip(briefs, chapters, strict=True)}
    common, found = markings.common(asked, look.marking_order, wishes.marking)
    if found:
        return None, toml.placed(found, {each.path: each.data for each in briefs})
    language = words.load(chapters[0].document.lang, look.labels)
    cover = book.Cover(wishes.title or language.label("book"), wishes.subtitle, common)
    labels = {name: language.label(name) for name in pipeline.WRITERS_LABELS}
    return book.bind(chapters, cover, language, labels), ()


def render(
    document: Document, look: Theme, form: str, file: PurePath, watch: outgoing.Watch | None = None
) -> Rendering:
    """The bytes of a book, under the name of its file."""
    made = outgoing.render(form, document, look, file.stem, watch or outgoing.Watch())
    return replace(made, name=file.name)
