"""The last look: a file is written, walked and searched, and given out only when it is clean."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefbook import resources
from briefbook.assembly import closed
from briefbook.assembly.closed import Closed
from briefbook.errors import BriefbookError
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.document import Document, Rendering
from briefbook.model.inputs import File, Inputs
from briefbook.model.theme import Theme
from briefbook.model.trace import Trace
from briefbook.writers import leaks, written

REPORT = "this is a fault of Briefbook, not of your files: nothing was written; please report it"


@dataclass(frozen=True, slots=True)
class Watch:
    """What must not leave with a file."""

    machine: tuple[Trace, ...] = ()
    closed: tuple[Closed, ...] = ()


def render(
    form: str, document: Document, theme: Theme, stem: str, watch: Watch, inputs: Sequence[Inputs] = ()
) -> Rendering:
    """Write a document in a format; raise when the file holds what may not be in it."""
    made, texts = written(form, document, theme, stem)
    found = [
        Diagnostic("leak", f"the file would carry {trace.what} ({place}); {REPORT}", path=made.name)
        for place, trace in leaks.traces(texts, watch.machine)
        if unspoken((trace,), inputs)
    ]
    found += _betrayed(made.name, texts, watch.closed, inputs)
    if found:
        raise BriefbookError(found)
    return made


def widened(watch: Watch, shut: Closed, inputs: Inputs) -> Watch:
    """The watch over a book that one more brief goes into."""
    # what is shipped may be said in any case
    own = _texts((inputs,), everything=False, shipped=False)
    said = (*shut.spoken, *own) if shut.facts else shut.spoken
    return Watch(unspoken(watch.machine, (inputs,)), (*watch.closed, Closed(shut.facts, tuple(said))))


def joined(watches: Sequence[Watch]) -> Watch:
    """The watch over a book of several briefs: what one of them says may be printed."""
    machine = watches[0].machine if watches else ()
    kept = (each for each in machine if all(each in watch.machine for watch in watches))
    return Watch(tuple(kept), tuple(shut for watch in watches for shut in watch.closed))


def unspoken(machine: Iterable[Trace], inputs: Sequence[Inputs]) -> tuple[Trace, ...]:
    """The strings of a machine that no input says: those that are said may be printed."""
    return tuple(
        each for each in machine if not any(each.words in text for text in _texts(inputs, everything=True))
    )


def _betrayed(
    name: str, texts: leaks.Texts, shut: Sequence[Closed], inputs: Sequence[Inputs]
) -> list[Diagnostic]:
    """Words of closed facts that stand in a file, and in nothing that may be printed."""
    wanted: dict[str, str] = {}
    for each in shut:
        for fact in each.facts:
            windows = (window for words in closed.words(fact) for window in leaks.windows(words))
            wanted |= dict.fromkeys(windows, fact.id)
    found = leaks.betrayed(texts, tuple(wanted))
    if not found:
        return []
    spoken = [("", words) for each in shut for words in each.spoken]
    spoken += [("", words) for words in _texts(inputs, everything=False)]
    allowed = {window for _, window in leaks.betrayed(spoken, [window for _, window in found])}
    facts = {wanted[window]: place for place, window in found if window not in allowed}
    return [
        Diagnostic(
            "leak", f"the file would carry words of fact {fact!r}, left out ({place}); {REPORT}", path=name
        )
        for fact, place in facts.items()
    ]


def _texts(inputs: Sequence[Inputs], *, everything: bool, shipped: bool = True) -> Iterable[str]:
    """What may be printed: all but ledgers and sources, whose words are for facts to say; or everything."""
    yield from resources.templates().values() if shipped else ()
    for each in inputs:
        yield from each.templates.values()
        if each.edition:
            yield from map(str, each.edition.values.values())
        files = [each.brief, each.config, each.names, *each.languages.values()]
        for collection in each.collections:
            files += [collection.sources, collection.names]
            files += [collection.facts, *collection.files.values()] if everything else []
        files += [*each.letterheads.values(), *each.fonts.values()] if everything else []
        yield from (file.data.decode("utf-8", "replace") for file in files if isinstance(file, File))
