"""Trouble in templates: Jinja's own messages, as this Jinja writes them, in plain words."""

import jinja2
import pytest
from jinja2.exceptions import TemplateError

from briefbook.assembly import templates, trouble, views

FACT = views.FactView(
    "a", "The port opened.", ("trade",), "must", "", "", "single source", "One source", "", "", False, "mark"
)
SECTION = views.SectionView("economy", "Economy", "", (FACT,), (), "")
FILTERS = templates.environment({}, {}).filters


def complaint(template: str) -> str:
    """What Jinja says of a template in the environment that templates have."""
    made = templates.environment({"a.md.j2": template}, {})
    with pytest.raises((TemplateError, TypeError)) as caught:
        made.get_template("a.md.j2").render(section=SECTION)
    return str(getattr(caught.value, "message", None) or caught.value)


LISTED = "a template can read only the fields listed in docs/templates.md"
SAID = {
    "{{ section.titel }}": "a section has no 'titel'; did you mean 'title'?",
    "{{ section['titel'] }}": "a section has no 'titel'; did you mean 'title'?",
    "{% for f in section.facts %}{{ f.stagee }}{% endfor %}": "a fact has no 'stagee'; did you mean 'stage'?",
    "{{ section.x }}": "a section has no 'x'; it has facts, key, marking, series, template, title",
    "{% for f in section.facts %}{{ loop.indx }}{% endfor %}": "a loop has no 'indx'; did you mean 'index'?",
    "{{ section.facts.first }}": "a list has no 'first'; write … | first",
    "{{ section.facts.statement }}": "a list has no 'statement'; go through it with {% for … in … %}, "
    "or take one by | first or | last",
    "{{ section.title.nope }}": "a text has no 'nope'",
    "{{ none.x }}": "there is no value here that could have 'x'; ask first with {% if … %}",
    "{{ section.facts[3] }}": "a list has no item 3 (the first is 0); ask first with {% if … %}",
    "{{ sectoin.title }}": "there is nothing called 'sectoin' here; did you mean 'section'?",
    "{{ nothing }}": f"there is nothing called 'nothing' here; {LISTED}",
    "{{ statement }}": "there is nothing called 'statement' here; did you mean 'fact.statement'?",
    "{{ fact.statement }}": f"'fact' is not known at this place; {LISTED}",
    "{{ loop.index }}": "'loop' is known inside {% for %} only",
    "{{ section.__class__ }}": f"'__class__' of a section is not for templates: {LISTED}",
    "{{ “x” }}": "curly quotation marks (“) are not for templates; write straight ones: \" or '",
    "{{ ’x’ }}": "curly quotation marks (’) are not for templates; write straight ones: \" or '",
    "{{ 2 – 1 }}": "the dash – is not for templates; write the hyphen of the keyboard: -",
}


@pytest.mark.parametrize("template", SAID)
def test_a_complaint_is_said_in_plain_words(template):
    assert trouble.said(complaint(template), FILTERS) == SAID[template]


def test_an_unknown_filter_names_the_nearest_and_all_there_are():
    said = trouble.said(complaint("{{ section | sorted }}"), FILTERS)
    assert said.startswith(
        "there is no filter 'sorted'; did you mean 'sort'? There are: chart, cite, count, "
    )
    assert "_steps" not in said
    said = trouble.said(complaint("{{ section | footnote }}"), FILTERS)
    assert said.startswith("there is no filter 'footnote'. There are: chart, cite, ")
    assert len(said) < 300


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        (
            "{% if section is definde %}{% endif %}",
            "there is no test 'definde'; did you mean 'defined'? There are: ",
        ),
        ("{% if section is foo %}{% endif %}", "there is no test 'foo'. There are: "),
    ],
)
def test_an_unknown_test_names_the_nearest_and_all_there_are(template, expected):
    said = trouble.said(complaint(template), FILTERS)
    assert said.startswith(expected)
    assert len(said) < 360


@pytest.mark.parametrize(
    "call", ["section.title.upper()", "range(3)", "section()", "section.title.format(1)"]
)
def test_a_call_is_answered_with_the_filters(call):
    said = trouble.said(complaint(f"{{{{ {call} }}}}"), FILTERS)
    assert said.startswith(
        "a template can call its own macros and blocks only; instead of value.name() write value | "
    )
    assert "SectionView" not in said
    assert "upper" in said


@pytest.mark.parametrize(
    "message",
    [
        "",
        "Something that Jinja may say one day.",
        "unexpected char '$' at 3",
        "join takes texts and numbers only; map(attribute=…) picks one of a fact",
        "its loops and macros take more than 400,000 turns",
        "no template 'x'",
    ],
)
def test_anything_else_stays_as_it_is(message):
    assert trouble.said(message, FILTERS) == message


def test_the_names_are_those_that_templates_have():
    assert set(trouble.LOOP) == templates.LOOP
    assert {view.__name__ for view in views.READABLE} >= {
        f"{name.title()}View" for name in trouble.NAMES if name not in ("words", "loop")
    }


def test_a_name_with_a_quotation_mark_is_understood():
    undefined = jinja2.StrictUndefined(obj=SECTION, name="it's")
    assert trouble.said(undefined._undefined_message, ()).startswith('a section has no "it\'s"')
