"""No value of any fact, in any place and through any filter, changes the structure of a document."""

import datetime as dt
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_letters import NONCE, skeleton, written

from briefbook import resources
from briefbook.assembly import charts, cite, filters, inlines, markup, plan, templates, views
from briefbook.model import document as d
from briefbook.model.brief import SectionSpec, Spec, Visit
from briefbook.model.date import PartialDate
from briefbook.model.fact import Fact, Quantity, Quote
from briefbook.model.source import Metadata, Source
from briefbook.text import characters, words

SECTION = """
## {{ section.title | upper }} {{ section.facts[0].tags | join(" ") | lower }}

{% for fact in section.facts | tagged(section.facts[0].tags[0]) %}
{{ fact.statement }}{{ fact | cite }} {{ fact | quote }} {{ fact.tags | listed }} {{ fact.tags | first }}

- *{{ fact.tags | last }}* **{{ fact.statement }}**{{ fact | cite }}
- {{ fact.tags | list | reverse | join("; ") }}
- {{ fact.tags[0] | in_language("fr") }} {{ fact.marking | default("none") }}{{ brief.title ~ fact.tags[1] }}

> {{ fact.statement | upper }}{{ fact | cite }} {{ fact.quantities[0].of }}

1. {{ fact.quantities[0].unit }} {{ fact.quantities[0].value | number }}
2. {{ fact.quantities[0].value | money("EUR") }} {{ fact.quantities[0].when | date }}
3. {{ fact.tags | length | plural(fact.tags[0], fact.tags[1]) }} {{ fact.tags | count }}

Table: {{ fact.tags | sort | unique | map("upper") | join(", ") }}

| {{ fact.tags[0] }} | {{ section.title }} |
|---|---:|
| {{ fact.statement }}{{ fact | cite }} | {{ fact | quote }} |

{{ fact.tags[0] }}
: {{ fact.quantities[0].of }} {% set held %}{{ fact.tags[1] }}{% endset %}{{ held }}

{% macro say(text) %}*{{ text }}*{{ caller() }}{% endmacro %}
{% call say(fact.tags[0]) %} {{ fact.tags[1] }}{% endcall %}


[{{ fact.tags[0] }}](https://example.org/)
{% endfor %}

{% for group in section.facts | groupby("priority") %}
### {{ group[0] }} {{ group[1][0].tags[0] }}

{{ section.facts | map(attribute="priority") | select("string") | join }}
{% endfor %}

{{ section.facts | selectattr("stage") | rejectattr("stage") | list | length }}

{{ [1] | reject("odd") | join }}

{% for series in section.series %}
{{ series | table }}
{{ series | chart }}

### {{ series.title }} {{ series.unit }} {{ series.points[0].when }} {{ series.points[0].value }}
{% endfor %}
"""
MADE = templates.environment({"sections/economy.md.j2": SECTION}, resources.templates())
ENGLISH = words.load("en")
NUMBERS = st.decimals(min_value=0, max_value=10**15, allow_nan=False, allow_infinity=False, places=2)
YEARS = st.integers(1000, 9998)


def built(said: str, tags: tuple[str, str], of: str, unit: str, quote: str, number: Decimal, year: int):
    """The blocks of a brief with two facts of these values, through every filter."""
    kept = characters.printable(quote).strip() or "x"
    sources = [Source(Metadata("mirror", "m.txt", title=said, publisher=of, lang="vi"), "0" * 64, "")]
    facts = [
        Fact(
            f"fact-{at}",
            "economy",
            {"": said},
            (Quote("mirror", kept, words=kept, locator=1),),
            tags=tags,
            priority="must",
            as_of=PartialDate(year),
            quantities=(Quantity(of, number + at, unit, str(year + at)),),
        )
        for at in (0, 1)
    ]
    visit = Visit(said, of, "state", PartialDate(2031, 4, 1), PartialDate(2031, 4, 3))
    spec = Spec("b", said, "en", ("lake",), (SectionSpec("economy", said),), visit)
    brief, _ = plan.assemble(spec, facts, sources)
    view, order = views.brief(brief, ENGLISH, NONCE, templates.names(MADE))
    markdown, problems = templates.render(MADE, "kinds/visit-brief.md.j2", view, ENGLISH)
    assert problems == ()
    blocks = markup.parse(markdown, charts.figures(brief, view, ENGLISH))
    resolved, problems = cite.resolve(blocks, order, "en", NONCE, lambda fact: (d.Text(fact.id),))
    assert [item for item in problems if item.is_error] == []
    return resolved.blocks


def bones(tree: d.Blocks) -> object:
    """The structure of a document, the number of rows of charts with it."""
    return tuple(len(b.chart.bars) if isinstance(b, d.Figure) else skeleton((b,)) for b in tree)


PLAIN = bones(built("Exports rose", ("trade", "growth"), "exports", "EUR", "They rose", Decimal(5), 2030))


@given(written, st.tuples(written, written), written, written, written, NUMBERS, YEARS)
@settings(max_examples=120)
@example("+ a", ("| x |", "# y"), "Table: z", "\n\n# u", "> q", Decimal(0), 2000)
@example("*a*", ("**", "_"), "`of`", "[x](y)", "![x](y)", Decimal("0.01"), 1000)
@example("<b>", ("</b>", "&lt;"), "{{ 7 }}", "{% raw %}", "{# x #}", Decimal(10**15), 9000)
@example("¡", ("“", "—"), "€", "§", "¿", Decimal("1e6"), 2024)
def test_no_value_changes_the_structure_through_any_filter(said, tags, of, unit, quote, number, year):
    tree = built(said, tags, of, unit, quote, number, year)
    assert bones(tree) == PLAIN


def test_every_filter_stands_in_the_template():
    used = {name for name in filters.table() if name[0] != "_" and f"| {name}" in SECTION}
    assert {name for name in filters.table() if name[0] != "_"} == used


def test_a_statement_comes_out_letter_for_letter_in_every_place():
    said = "*a* | # {{ x }} <b> 1. &amp; ¡“"
    tree = built(said, ("t", "u"), "of", "EUR", "q", Decimal(5), dt.date(2030, 1, 1).year)
    quoted = next(block for block in tree if isinstance(block, d.BlockQuote))
    assert said.upper() in inlines.plain(quoted.children[0].children)
