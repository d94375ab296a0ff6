"""The report of a check as a page for an officer: every statement beside the words that prove it."""

from collections import Counter
from collections.abc import Iterable
from html import escape

from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import SUPPORTS
from briefbook.model.report import BriefReport, FactReport, QuoteReport, Report
from briefbook.text import characters

MEANS = {
    "independent": "two or more known voices tell it",
    "unproven": "a further source has neither publisher nor wire",
    "one voice": "its sources are one wire, one publisher, or copies of one text",
    "single source": "one source tells it",
    "own note": "it rests on reading notes of our own",
}
SIGNS = {Severity.ERROR: "✕ error", Severity.WARNING: "▲ warning", Severity.NOTE: "· note"}
# a sign and a word, so that nothing is said by colour alone

STYLE = """
:root { color-scheme: light dark; --line: #8886; --mark: #ffe58a; --error: #a40000; --warning: #7a4a00 }
@media (prefers-color-scheme: dark) { :root { --error: #ff9c9c; --warning: #ffcf87 } }
body { font: 16px/1.5 Georgia, 'Times New Roman', serif; max-width: 52em; margin: 2em auto; padding: 0 1em }
h1, h2, h3, th, .tag { font-family: system-ui, sans-serif }
h1 { font-size: 1.6em } h2 { margin-top: 2.2em; border-bottom: 1px solid var(--line) }
h3 { font-size: 1em; margin: 0 }
table { border-collapse: collapse; margin: 1em 0 }
th, td { padding: .25em .8em; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
article { border: 1px solid var(--line); border-radius: 6px; padding: .8em 1em; margin: 1em 0 }
.statement { font-size: 1.1em; margin: .3em 0 .6em } .tag { font-size: .8em }
blockquote { margin: .5em 0; padding-left: .9em; border-left: 3px solid var(--line) }
blockquote footer { font-size: .85em } mark { background: var(--mark); color: #111; padding: 0 .1em }
.error { color: var(--error) } .warning { color: var(--warning) } li { margin: .3em 0 }
@media print { body { max-width: none; margin: 0 } nav { display: none } article { break-inside: avoid } }
"""


def write(report: Report) -> bytes:
    """A page of HTML 5 that needs nothing but itself: no script, no font, no picture from elsewhere."""
    body = "".join(_brief(brief) for brief in report.briefs)
    general = _list(report.diagnostics)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n"
        f"<title>Check of {len(report.briefs)} brief(s)</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>What stands behind each statement</h1>\n{general}{body}"
        "</main>\n</body>\n</html>\n"
    ).encode()


def _brief(brief: BriefReport) -> str:
    own = {id(item) for fact in brief.evidence for item in fact.diagnostics}
    general = [item for item in brief.diagnostics if id(item) not in own]
    sections = dict.fromkeys(fact.section for fact in brief.evidence)
    parts = [f'<section id="{_id(brief.id)}">\n<h2>{_text(brief.title or brief.id)}</h2>\n', _summary(brief)]
    if general:
        parts.append(f"<h3>Of the brief as a whole</h3>\n{_list(general)}")
    for section in sections:
        facts = [fact for fact in brief.evidence if fact.section == section]
        parts.append(f'<h2 id="{_id(brief.id, section)}">{_text(section)}</h2>\n')
        parts += [_fact(fact, brief.id) for fact in facts]
    return "".join((*parts, "</section>\n"))


def _summary(brief: BriefReport) -> str:
    counts = Counter(fact.support for fact in brief.evidence)
    rows = "".join(
        f'<tr><th scope="row">{level}</th><td class="n">{counts[level]}</td><td>{MEANS[level]}</td></tr>\n'
        for level in SUPPORTS
        if counts[level]
    )
    table = f'<table>\n<tr><th>support</th><th class="n">facts</th><th>that is</th></tr>\n{rows}</table>\n'
    waiting = [fact for fact in brief.evidence if fact.is_open]
    links = "".join(
        f'<li><a href="#{_id(brief.id, "fact", fact.id)}">{_text(fact.id)}</a></li>' for fact in waiting
    )
    quotes = sum(len(fact.quotes) for fact in brief.evidence)
    said = f"<p>{len(brief.evidence)} facts, {quotes} quotes, {len(waiting)} open question(s).</p>\n"
    return said + table + (f"<nav><h3>Facts to look at</h3><ul>{links}</ul></nav>\n" if waiting else "")


def _fact(fact: FactReport, brief: str) -> str:
    about = [fact.status, fact.priority, *fact.tags, fact.marking]
    tags = " · ".join(_text(each) for each in about if each)
    return (
        f'<article id="{_id(brief, "fact", fact.id)}">\n<h3>{_text(fact.id)} — {_text(fact.support)}</h3>\n'
        f'<p class="tag">{tags}</p>\n<p class="statement">{_text(fact.statement)}</p>\n'
        f"{''.join(_quote(each) for each in fact.quotes)}{_list(fact.diagnostics)}</article>\n"
    )


def _quote(quote: QuoteReport) -> str:
    lang = f' lang="{_text(quote.lang)}"' if quote.lang else ""
    unit = "line" if quote.by_line else "paragraph"
    page = f"page {quote.page}" if quote.page else ""
    where = ", ".join(
        filter(None, (quote.publisher, quote.date, quote.source, page, f"{unit} {quote.locator}"))
    )
    return (
        f"<blockquote><span{lang}>{_text(quote.before)}<mark>{_text(quote.exact)}</mark>{_text(quote.after)}"
        f"</span><footer>{_text(where)}</footer></blockquote>\n"
    )


def _list(found: Iterable[Diagnostic]) -> str:
    items = "".join(_diagnostic(item) for item in found)
    return f"<ul>\n{items}</ul>\n" if items else ""


def _diagnostic(item: Diagnostic) -> str:
    place = f"{item.path}:{item.line}" if item.path and item.line else item.path
    sign = SIGNS[item.severity]
    where = f" <small>({_text(place)})</small>" if place else ""
    said = f"<strong>{sign}</strong> <code>{item.code}</code>: {_text(item.message)}{where}"
    return f'<li class="{item.severity}">{said}{_sides(item)}</li>\n'


def _sides(item: Diagnostic) -> str:
    """The words of the sources that a diagnostic sets side by side."""
    return "".join(
        f"<blockquote>{_text(each.exact)}<footer>{_text(each.source)}</footer></blockquote>"
        for each in item.quotes
    )


def _id(*parts: str) -> str:
    """An id of the page: ids of briefs and facts hold letters, digits, hyphens and dots only."""
    return escape(
        "-".join("".join(c if c.isalnum() or c in "._" else "-" for c in part) for part in parts), quote=True
    )


def _text(text: str) -> str:
    return escape(characters.printable(text), quote=True)
