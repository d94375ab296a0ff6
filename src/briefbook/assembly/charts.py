"""Charts that a template may ask for: one for each series, its notes in its caption."""

from collections.abc import Mapping

from briefbook.assembly import marks, views
from briefbook.model import document as d
from briefbook.model.brief import Brief
from briefbook.text import quantities
from briefbook.text.words import Words


def figures(brief: Brief, view: views.BriefView, words: Words) -> Mapping[str, d.Figure]:
    """The figure of each series of a brief, by the mark that asks for it."""
    found = {}
    for section, seen in zip(brief.sections, view.sections, strict=True):
        for series, shown in zip(section.series, seen.series, strict=True):
            scale, _ = quantities.scale([point.value for point in series.points])
            bars = tuple(
                d.Bar(row.when, float(point.value) / scale, row.value)
                for point, row in zip(series.points, shown.points, strict=True)
            )
            found[shown.mark] = _figure(shown, bars, words)
    return found


def _figure(shown: views.SeriesView, bars: tuple[d.Bar, ...], words: Words) -> d.Figure:
    title = f"{shown.title} ({shown.unit})"
    figures = words.label("semicolon").join(f"{bar.label}{words.label('colon')}{bar.shown}" for bar in bars)
    cites = tuple(d.Cite(said) for point in shown.points for said in marks.cited(point.fact.mark))
    alt = words.say("chart_alt", "{title}: {figures}", title=title, figures=figures)
    return d.Figure(d.Chart(shown.title, shown.unit, bars), alt, (d.Text(title), *cites))
