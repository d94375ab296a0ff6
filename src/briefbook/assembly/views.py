"""What a template sees: plain values of a brief in its language, and nothing else."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from itertools import count

from briefbook.assembly import chronology, marks, matterviews
from briefbook.assembly.matterviews import DayView, DocumentView, EventView, LineView, PersonView, RoleView
from briefbook.model.brief import Brief, Section, Series, Visit
from briefbook.model.fact import Fact, Resolution, in_language
from briefbook.text import quantities
from briefbook.text.words import Words


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact as a template sees it."""

    id: str
    statement: str
    # print it beside its cite: {{ fact.statement }}{{ fact | cite }}
    tags: tuple[str, ...]
    priority: str
    # must | should | could
    stage: str
    # signed, agreed … or ""
    stage_label: str
    # the stage in the brief's language
    support: str
    # independent | unproven | one voice | single source | own note
    support_label: str
    # the same in the brief's language
    marking: str
    # the fact's own mark, which stands before its statement too; or ""
    as_of: str
    # a date in the brief's language, or ""
    in_series: bool
    # whether its one figure stands in a series of the section, so that the table says it all
    mark: str
    # the cite mark of this fact in this build
    quantities: tuple["QuantityView", ...] = ()
    quoted: tuple[str, ...] = ()
    # the words of its quotes, for the filter `quote`
    when: str = ""
    # the date or period that it tells of, to sort by: "1992-06-04", "2017/2021"; or ""
    date: str = ""
    # the same in the brief's language
    in_document: bool = False
    # whether a [[document]] of the brief names it


@dataclass(frozen=True, slots=True)
class QuantityView:
    """A figure of a fact."""

    of: str
    value: Decimal
    # as a number: {{ quantity.value | money(quantity.unit) }}
    unit: str
    when: str
    # "2024", "2024-10-31" or "2017/2021": {{ quantity.when | date }}


@dataclass(frozen=True, slots=True)
class PointView:
    """One row of a series."""

    when: str
    value: str
    # the figure, scaled as the series says
    fact: FactView


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A series with the unit its values are printed in."""

    title: str
    # what the figures are of, with a capital
    unit: str
    # e.g. "US$ million"
    points: tuple[PointView, ...]
    mark: str
    # the chart mark of this series in this build


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section as its template sees it."""

    key: str
    title: str
    template: str
    facts: tuple[FactView, ...]
    series: tuple[SeriesView, ...]
    marking: str
    # the highest mark of its facts, or ""


@dataclass(frozen=True, slots=True)
class VisitView:
    """The visit in the brief's language."""

    visitor: str
    host: str
    level: str
    dates: str


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """A point on which sources differ, and what was decided."""

    why: str
    use: FactView
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source of the brief."""

    id: str
    name: str
    # as its notes call it
    title: str
    kind: str
    date: str
    support: int
    # facts of the brief that rest on it


@dataclass(frozen=True, slots=True)
class BriefView:
    """The brief as a template sees it."""

    title: str
    kind: str
    lang: str
    date: str
    marking: str
    visit: VisitView
    glance: tuple[FactView, ...]
    sections: tuple[SectionView, ...]
    differences: tuple[DifferenceView, ...]
    facts: tuple[FactView, ...]
    # all that it may print, once
    sources: tuple[SourceView, ...]
    lines: tuple[LineView, ...]
    roles: tuple[RoleView, ...]
    # its lines by role
    events: tuple[EventView, ...]
    days: tuple[DayView, ...]
    # its events by day
    documents: tuple[DocumentView, ...]
    people: tuple[PersonView, ...]


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quote as a note template sees it."""

    words: str
    # the source's words inside the brief's quotation marks, as a run of the source's language
    locator: str
    # "para. 4"


@dataclass(frozen=True, slots=True)
class PartView:
    """A source with its quotes as a note template sees it."""

    first: bool
    # whether this is the first note on the source
    name: str
    # publisher, or what stands for it
    apart: str
    # what a later note adds where its short form would fit two sources: a date or an id, else ""
    unsigned: bool
    # whether the source has neither publisher nor title
    title: str
    # in the source's language, in quotation marks; "" for an untitled source
    plain_title: str
    # the same without quotation marks
    translation: str
    # the title in the brief's language, where the source is in another and gives one, else ""
    author: str
    surname: str
    # what stands before the comma in an author written "Sund, Ida"; else the whole
    kind: str
    date: str
    # "n.d." where it is not known
    url: str
    accessed: str
    # "accessed 5 April 2031", or "" where it is not known
    first_note: str
    # the number of the note that names the source in full; "" in that note
    note_on: str
    # "Reading note on Việt Nam News, 5 March 2025" for our own notes, else ""
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note as its template sees it."""

    parts: tuple[PartView, ...]
    stop: str
    # the full stop that ends the note, "" where the last quote brings its own


BRIEF_VIEWS = (
    *(
        FactView,
        QuantityView,
        PointView,
        SeriesView,
        SectionView,
        VisitView,
        DifferenceView,
        SourceView,
        BriefView,
    ),
    *matterviews.VIEWS,
)
CITING = matterviews.CITING
# what `cite` takes beside facts
NOTE_VIEWS = (QuoteView, PartView, NoteView)
READABLE: dict[type, frozenset[str]] = {
    view: frozenset(field.name for field in fields(view)) - {"mark", "quoted"}
    for view in (*BRIEF_VIEWS, *NOTE_VIEWS)
}
# the attributes that a template may read


def brief(
    brief: Brief, words: Words, nonce: str, names: Container[str], sources: tuple[SourceView, ...] = ()
) -> tuple[BriefView, tuple[Fact, ...]]:
    """The view of a brief, and its facts in the order that cite marks count them.

    `names` are the templates there are: a section without one of its own is set by the default.
    """
    facts = brief.facts
    index = {fact.id: number for number, fact in enumerate(facts)}
    in_series = _in_series(brief)
    charts = (marks.chart(number, nonce) for number in count())
    seen = _seen(brief, index, words, nonce, in_series)
    spec, visit = brief.spec, brief.spec.visit
    lines, events = matterviews.lines(spec, seen), matterviews.events(spec, seen, words)
    view = BriefView(
        title=spec.title,
        kind=spec.kind,
        lang=spec.lang,
        date=words.date(spec.date) if spec.date else "",
        marking=spec.marking,
        visit=_visit(visit, words),
        glance=tuple(seen[fact.id] for fact in brief.glance),
        sections=tuple(_section(section, seen, words, names, charts) for section in brief.sections),
        differences=tuple(
            DifferenceView(_why(item, spec.lang), seen[item.use], tuple(seen[key] for key in item.facts))
            for item in brief.resolutions
            if item.show and item.use in seen
        ),
        facts=tuple(seen.values()),
        sources=sources,
        lines=lines,
        roles=matterviews.roles(lines, words),
        events=events,
        days=matterviews.days(events),
        documents=matterviews.documents(spec, seen, words),
        people=matterviews.people(spec, seen, words),
    )
    return view, facts


def _visit(visit: Visit | None, words: Words) -> VisitView:
    if visit is None:
        return VisitView("", "", "", "")
    level, days = words.label(f"levels.{visit.level}"), words.date_range(visit.start, visit.end)
    return VisitView(visit.visitor, visit.host, level, days)


def _seen(
    brief: Brief, index: Mapping[str, int], words: Words, nonce: str, in_series: Mapping[str, bool]
) -> dict[str, FactView]:
    """Every fact as templates see it, by its id."""
    spoken = {source.id: source.meta.lang for source in brief.sources}
    papers = {key for paper in brief.spec.documents for key in paper.facts}
    lang, found = brief.spec.lang, {}
    for fact in brief.facts:
        when = brief.dates.get(fact.id, "")
        found[fact.id] = FactView(
            id=fact.id,
            statement=_stated(fact, lang, index[fact.id], nonce),
            tags=fact.tags,
            priority=fact.priority,
            stage=fact.stage,
            stage_label=words.label(f"stages.{fact.stage}") if fact.stage else "",
            support=fact.support,
            support_label=words.label(f"support.{fact.support.replace(' ', '_')}") if fact.support else "",
            marking=fact.marking,
            as_of=words.date(fact.as_of) if fact.as_of else "",
            in_series=in_series.get(fact.id, False),
            mark=marks.cite(index[fact.id], nonce),
            quantities=tuple(
                QuantityView(each.of, each.value, each.unit, each.when) for each in fact.quantities
            ),
            quoted=_quoted(fact, spoken, lang),
            when=when,
            date=chronology.shown(when, words),
            in_document=fact.id in papers,
        )
    return found


def _stated(fact: Fact, lang: str, index: int, nonce: str) -> str:
    """A fact's statement with its marks."""
    text = fact.statement(lang)
    own = next((key for key, value in fact.statements.items() if value == text), "")
    # before the statement and not in a field of its own: no template can leave a mark out
    portion = f"({fact.marking}) " if fact.marking else ""
    return portion + marks.statement(index, nonce, marks.run(own if own != lang else "", text))


def _quoted(fact: Fact, spoken: Mapping[str, str], lang: str) -> tuple[str, ...]:
    """The words of a fact's quotes, each as a run of its source's language."""
    of = (spoken.get(quote.source, "") for quote in fact.quotes)
    return tuple(
        marks.run(said if said != lang else "", quote.words)
        for quote, said in zip(fact.quotes, of, strict=True)
    )


def _section(
    section: Section,
    seen: Mapping[str, FactView],
    words: Words,
    names: Container[str],
    charts: Iterator[str],
) -> SectionView:
    facts = tuple(seen[fact.id] for fact in section.facts)
    own = f"sections/{section.key}.md.j2"
    template = section.template or (own if own in names else "sections/default.md.j2")
    return SectionView(
        section.key,
        section.title,
        template,
        facts,
        tuple(_series(each, seen, words, next(charts)) for each in section.series),
        section.marking,
    )


def _series(series: Series, seen: Mapping[str, FactView], words: Words, mark: str) -> SeriesView:
    scale, name = quantities.scale([point.value for point in series.points])
    unit = words.label(f"units.{series.unit}", series.unit)
    if not name:
        # French says "dollars", but "millions de dollars"
        unit = words.label(f"units_alone.{series.unit}", unit)
    else:
        unit = words.say("units.scaled", "{scale} {unit}", scale=words.label(f"scales.{name}"), unit=unit)
    points = tuple(
        PointView(
            quantities.period(point.when, words),
            words.number(point.value / Decimal(scale)),
            seen[point.fact.id],
        )
        for point in series.points
    )
    said = in_language(series.names or {"": series.of}, words.lang)
    return SeriesView(said[:1].upper() + said[1:], unit, points, mark)


def _why(item: Resolution, lang: str) -> str:
    """The reason of a decision; in another language it is marked as that."""
    text = in_language(item.reasons or {"": item.why}, lang)
    own = next((key for key, value in item.reasons.items() if value == text), "")
    return marks.run(own if own != lang else "", text)


def _in_series(brief: Brief) -> dict[str, bool]:
    """Which facts say no more than their row of a series: one figure, and no other number."""
    found = {}
    for section in brief.sections:
        for series in section.series:
            for point in series.points:
                fact = point.fact
                found[fact.id] = len(fact.quantities) == 1 and quantities.says_only(
                    fact.statement(brief.spec.lang), point.value, point.when
                )
    return found
