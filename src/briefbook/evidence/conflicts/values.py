"""What the figures and dates of a passage are the figures and dates of."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from briefbook.evidence.conflicts.passages import Passage
from briefbook.text import dates, figures
from briefbook.text.dates import Moment
from briefbook.text.figures import Figure
from briefbook.text.topics import Term

MEASURES = frozenset(
    "=" + name
    for name in [
        "trade",
        "export",
        "import",
        "invest",
        "loan",
        "debt",
        "aid",
        "economy",
        "tourists",
        "tourism",
        "students",
        "people",
        "community",
        "rank",
        "project",
        "visa",
        "energy",
        "electricity",
        "jobs",
        "troops",
        "flight",
        "fund",
        "factory",
        "goods",
        "business",
        "agreement",
        "embassy",
        "produce",
        "market",
    ]
)
# things that are counted or valued
QUALIFIERS = frozenset(
    f"={name}" for name in ["average", "target", "growth", "additional", "part_year", "share", "lower"]
)
# what makes one figure of a thing another figure than its plain value
TIMES = frozenset({"year", "month", "week", "day", "hour", "minute"})
LASTING = frozenset({"=visa", "=visit"})
# units of time, and what is told of by how long it lasts
EVENTS = frozenset(
    {
        "=visit",
        "=arrive",
        "=meet",
        "=sign",
        "=summit",
        "=ceremony",
        "=established_relations",
        "=open",
        "=enter_force",
    }
)
# what happens on a day
NEAR, REACH, AFTER = 5, 110, 45
# letters between a figure and the word that says what it is of
AROUND = 75
# letters beside a figure that say what it is for
MONEY = "=money"
# a sum of which only the words around say what it is
TRADED = frozenset({"=export", "=import", "=produce"})
FOLLOWS = 28
# letters between a figure and the date behind it

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True, eq=False)
class Valued:
    """A figure with its meaning."""

    passage: Passage
    figure: Figure
    measure: str
    # a concept, or the word counted
    period: str
    # EDTF; "" where none is said
    qualifiers: frozenset[str]
    actor: str
    # the country before the measure: whose exports
    where: frozenset[str]
    # the countries between the figure before and this one
    goods: frozenset[str]
    # the words between the measure and the figure: exports of rice
    around: frozenset[str]
    # what stands near the figure: what the money is for


@dataclass(slots=True)
class Reader:
    """Reads the dates and figures of a passage once, for all who ask for them."""

    _known: dict[int, tuple[tuple[Moment, ...], tuple[Figure, ...]]] = field(default_factory=dict)
    # by the passage's number

    def read(self, passage: Passage) -> tuple[tuple[Moment, ...], tuple[Figure, ...]]:
        """The dates and the figures of a passage; no dates where it is not worth looking."""
        found = self._known.get(passage.number)
        if found is None:
            dated = moments(passage) if may_be_dated(passage) else ()
            found = dated, figures.find(passage.text, passage.language, dated)
            self._known[passage.number] = found
        return found


def read(
    passage: Passage,
    moments: Sequence[Moment],
    *,
    every: bool = False,
    known: Sequence[Figure] | None = None,
) -> tuple[Valued, ...]:
    """Every figure of a passage that is a value of something; with `every`, also one of an unknown thing.

    `known` are its figures, where they were read already.
    """
    if not every and not _may_measure(passage):
        return ()
    found = figures.find(passage.text, passage.language, moments) if known is None else known
    told = (
        _valued(passage, figure, found, moments, every=every)
        for figure in found
        if figure.unit not in (figures.LABEL, figures.TIME) and not figure.weak and not figure.change
    )
    return tuple(each for each in told if each)


def measured(passage: Passage, known: Sequence[Valued]) -> tuple[Valued, ...]:
    """Of every figure of a passage those that are values of something."""
    return tuple(each for each in known if each.measure) if _may_measure(passage) else ()


def _may_measure(passage: Passage) -> bool:
    return bool(_DIGIT.search(passage.text) or passage.stems & (MEASURES | LASTING))


def may_be_dated(passage: Passage) -> bool:
    """Whether it is worth looking for dates: there is a figure, or an event that a day may be named of."""
    return bool(_DIGIT.search(passage.text) or passage.stems & EVENTS)


def moments(passage: Passage) -> tuple[Moment, ...]:
    """The dates of a passage."""
    return dates.find(passage.text, passage.language, passage.date)


def nearest(terms: Iterable[Term], start: int, end: int, wanted: frozenset[str]) -> Term | None:
    """The wanted term that a stretch belongs to: right behind it, else before it, else behind it."""
    behind = before = None
    for term in terms:
        if term.stem not in wanted:
            continue
        if start <= term.start < end:
            return term
        if term.start >= end:
            behind = behind or term
        elif term.end <= start:
            before = term
    if behind and behind.start - end <= NEAR:
        return behind
    if before and start - before.end <= REACH:
        return before
    return behind if behind and behind.start - end <= AFTER else None


def _valued(
    passage: Passage, figure: Figure, found: Sequence[Figure], when: Sequence[Moment], *, every: bool
) -> Valued | None:
    """A figure with its meaning; None where nothing says what it is of."""
    term = nearest(passage.terms, figure.start, figure.end, MEASURES)
    measure = term.stem if term else ""
    if figure.unit in ("", "person") and figure.noun:
        counted = [each for each in passage.terms if figure.start <= each.start < figure.end + FOLLOWS]
        measure = _counted(passage, counted) or measure
    if figure.unit in TIMES:
        measure = next((each.stem for each in passage.terms if each.stem in LASTING), "")
    if not measure and figure.unit.isalpha() and figure.unit not in TIMES:
        measure = MONEY
    if not measure and not every:
        return None
    low, high = figure.start - 60, figure.end + 40
    qualifiers = frozenset(each.stem for each in passage.terms if low <= each.start <= high) & QUALIFIERS
    names = [each.name for each in passage.terms if each.name[:1] == "#" and term and each.end <= term.start]
    start = max((each.end for each in found if each.end <= figure.start), default=0)
    where = frozenset(
        each.name for each in passage.terms if each.name[:1] == "#" and start <= each.start < figure.start
    )
    actor = names[-1] if names else ""
    around = frozenset(
        each.stem for each in passage.terms if figure.start - AROUND <= each.start <= figure.end + AROUND
    )
    goods = _goods(passage.terms, term, figure) if term and term.stem in TRADED else frozenset()
    return Valued(
        passage, figure, measure, period(figure, found, when), qualifiers, actor, where, goods, around
    )


def _goods(terms: Sequence[Term], measure: Term, figure: Figure) -> frozenset[str]:
    """What is exported: the words between “exports” and the figure that are on no list."""
    between = (each.stem for each in terms if measure.end <= each.start < figure.start)
    return frozenset(stem for stem in between if stem[0] not in "#=")


def _counted(passage: Passage, terms: Sequence[Term]) -> str:
    """What is counted: of the words that stand together, the one that a language puts its head to."""
    row: list[Term] = []
    for term in terms:
        if row and term.start - row[-1].end > 1:
            break
        row.append(term)
    known = [term.stem for term in row if term.stem in MEASURES] or [term.stem for term in row]
    known = known or [term.stem for term in terms if term.stem in MEASURES]
    if not known:
        return ""
    return known[-1] if passage.language.table("topics").get("head_last", False) else known[0]


def period(figure: Figure, found: Sequence[Figure], when: Sequence[Moment]) -> str:
    """The time that a figure is of: the date right behind it, else the last one before it."""
    behind = min((each.start for each in found if each.start >= figure.end), default=10**9)
    before = ""
    for moment in when:
        if moment.start >= figure.end and moment.start - figure.end <= FOLLOWS and moment.start < behind:
            return moment.edtf
        if moment.end <= figure.start:
            before = moment.edtf
    if before:
        return before
    return next((each.edtf for each in when if figure.end <= each.start < behind), "")
