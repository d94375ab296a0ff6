"""The page budget: what is done, in a fixed order, until a paper keeps to its pages; and what was done."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from briefbook.assembly import book
from briefbook.model.brief import PRIORITIES, Brief
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.document import Document
from briefbook.model.theme import Theme
from briefbook.writers import length
from briefbook.writers import theme as themes

EXCERPTS = (240, 120)
# letters of a quote in a note, tried in this order; words that the statement shares are always kept


@dataclass(frozen=True, slots=True)
class Measures:
    """What is done to make a paper shorter."""

    compact: bool = False
    excerpt: int = 0
    # letters of a quote in a note; 0 = as the theme says
    apart: bool = False
    # whether the annex is a file of its own
    left_out: tuple[str, ...] = ()
    # ids of facts


@dataclass(frozen=True, slots=True)
class Trial:
    """A brief set with some measures taken."""

    measures: Measures
    brief: Brief
    theme: Theme
    document: Document | None
    annex: Document | None
    noted: tuple[str, ...]
    # the fact of each note
    found: tuple[Diagnostic, ...]
    chapter: book.Chapter | None = None
    # the same as it goes into a bound book


Again = Callable[[Measures], Trial]


def look(theme: Theme, compact: Theme, measures: Measures) -> Theme:
    """The theme that a paper is set in once measures are taken."""
    if measures.compact:
        theme = themes.narrowed(theme, compact)
    if measures.excerpt and not 0 < theme.quote_limit < measures.excerpt:
        theme = replace(theme, quote_limit=measures.excerpt)
    return theme


def fit(first: Trial, again: Again) -> tuple[Trial, tuple[Diagnostic, ...]]:
    """Take measure after measure until the paper keeps to its pages; facts go last, the lesser ones first.

    Where the `must` facts alone need more pages, no fact is left out and a warning says so.
    """
    limit = first.brief.spec.max_pages
    trial = first
    if not limit or _count(trial) <= limit:
        return trial, ()
    for measures in _ladder(first.measures):
        trial = again(measures)
        if _count(trial) <= limit:
            return trial, (_done(trial),)
    ranked = _ranked(trial)
    least = again(replace(trial.measures, left_out=ranked)) if ranked else trial
    if _count(least) > limit:
        return trial, (_over(trial, _count(least)),)
    # the fewest facts that must go: pages only ever get fewer as more of them do
    low, high = 0, len(ranked)
    while high - low > 1:
        middle = (low + high) // 2
        tried = again(replace(trial.measures, left_out=ranked[:middle]))
        if _count(tried) <= limit:
            high, least = middle, tried
        else:
            low = middle
    return least, (_done(least),)


def _count(trial: Trial) -> int:
    return length(trial.document, trial.theme) if trial.document else 0


def _ladder(measures: Measures) -> Iterator[Measures]:
    """What is tried before any fact is left out, each on top of what was tried before."""
    measures = replace(measures, compact=True)
    yield measures
    for excerpt in EXCERPTS:
        measures = replace(measures, excerpt=excerpt)
        yield measures
    if not measures.apart:
        yield replace(measures, apart=True)


def _ranked(trial: Trial) -> tuple[str, ...]:
    """The facts that may be left out: `could` before `should`, the last of each section in turn.

    What the brief's own matter names and what sources differ on stays. A figure of a series counts as much as
    the most important one of it, so that no table has a hole.
    """
    brief = trial.brief
    kept = {key for _, rows in brief.spec.own_matter for row in rows for key in row.facts}
    kept |= {key for item in brief.resolutions for key in item.facts}
    free = set(trial.noted) - kept
    weight = {fact.id: PRIORITIES.index(fact.priority) for fact in brief.facts}
    for series in (each for section in brief.sections for each in section.series):
        ids = {point.fact.id for point in series.points}
        weight |= dict.fromkeys(ids, min(weight[key] for key in ids))
    found: list[str] = []
    for wanted in (2, 1):
        columns = (
            [fact.id for fact in reversed(section.facts) if weight[fact.id] == wanted and fact.id in free]
            for section in brief.sections
        )
        found += [key for row in zip_longest(*columns) for key in row if key is not None]
    return tuple(dict.fromkeys(found))


def _done(trial: Trial) -> Diagnostic:
    """A note on what was done to keep to the pages."""
    spec, taken = trial.brief.spec, trial.measures
    message = f"to keep to {_pages(spec.max_pages)}: {', '.join(_taken(taken))}"
    if taken.left_out:
        message += f"; left out: {_listed(taken.left_out)}"
    return Diagnostic("left-out", message, Severity.NOTE, spec.path, keys=("max_pages",))


def _over(trial: Trial, least: int) -> Diagnostic:
    """A warning that the paper has more pages than it may."""
    spec = trial.brief.spec
    message = (
        f"the paper has {_pages(_count(trial))}, and max_pages is {spec.max_pages}: with "
        f"{', '.join(_taken(trial.measures))}, what must be printed needs {_pages(least)}, so no fact "
        f"is left out; allow more pages, or print less that must be there"
    )
    return Diagnostic("over-budget", message, Severity.WARNING, spec.path, keys=("max_pages",))


def _taken(measures: Measures) -> list[str]:
    said = ["the compact theme"]
    if measures.excerpt:
        said.append(f"quotes of at most {measures.excerpt} letters in notes")
    if measures.apart:
        said.append("the annex as a file of its own")
    return said


def _listed(ids: Sequence[str]) -> str:
    return f"{len(ids)} fact(s), those that could be said before those that should: {', '.join(ids)}"


def _pages(number: int) -> str:
    return f"{number} page" if number == 1 else f"{number} pages"
