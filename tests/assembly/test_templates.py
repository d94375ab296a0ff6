"""Templates: what they may say, and that nothing else ever runs."""

import time

import pytest

SECTION = "templates/sections/economy.md.j2"
OK = "{% for fact in section.facts %}- {{ fact.statement }}{{ fact | cite }}\n{% endfor %}"


def problems(outcome, text: str, name: str = SECTION, **more: str):
    made = outcome({name: text, **{f"templates/{key}": value for key, value in more.items()}})
    found = [item for item in made.diagnostics if item.is_error]
    assert bool(found) is not bool(made.renderings)
    return made, found


def printed(outcome, text: str) -> str:
    made, found = problems(outcome, text)
    assert found == []
    return made.renderings[0].data.decode()


HOSTILE = {
    "a class": "{{ ''.__class__ }}",
    "a class over subclasses": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "a class by key": "{{ brief['__class__'] }}",
    "a class by an escaped key": "{{ brief['\\x5f\\x5fclass__'] }}",
    "a class by the attr filter": "{{ '' | attr('__class__') }}",
    "a class by map": "{{ section.facts | map(attribute='__class__') | list | length }}{{ 1/0 }}",
    "a field deep in an attribute": "{{ section.facts | map(attribute='statement.__class__') | join }}",
    "a sort by a hidden field": "{{ section.facts | sort(attribute='mark.__class__') | length }}",
    "the cite mark": "{{ section.facts[0].mark }}",
    "the cite mark by key": "{{ section.facts[0]['mark'] }}",
    "a format string": "{{ '{0.__class__}'.format(brief) }}",
    "a format string by the filter": "{{ '%s' | format(brief) }}",
    "percent formatting": "{{ '%s' % brief.title }}",
    "format_map": "{{ '{a.__init__}'.format_map({'a': brief}) }}",
    "a method of a text": "{{ 'a'.center(100) }}",
    "a method of a statement": "{{ section.facts[0].statement.replace('a', 'b') }}",
    "a method of a list": "{{ section.facts.__len__() }}",
    "a join of a text": "{{ ''.join(['a']) }}",
    "multiplied text": "{{ 'a' * 100000000 }}",
    "multiplied lists": "{{ [1] * 100000000 }}",
    "a power": "{{ 9 ** 9 ** 9 }}",
    "a range": "{% for n in range(999999999) %}{% endfor %}",
    "nested ranges": "{{ range(99999) | map('string') | join }}",
    "lipsum": "{{ lipsum(n=1000) }}",
    "cycler": "{{ cycler('a', 'b').next.__globals__ }}",
    "joiner": "{{ joiner.__init__ }}",
    "namespace": "{% set n = namespace(a=1) %}{{ n.a }}",
    "dict": "{{ dict(a=1) }}",
    "self": "{{ self.__init__ }}",
    "the frame of a macro": "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "the catching of a macro": "{% macro m() %}{% endmacro %}{{ m.arguments }}",
    "the loop's frame": "{% for f in section.facts %}{{ loop.__init__ }}{% endfor %}",
    "the loop's cycle": "{% for f in section.facts %}{{ loop.cycle('a', 'b') }}{% endfor %}",
    "a write to the brief": "{% set brief.title = 'x' %}",
    "the do statement": "{% do section.facts.append(1) %}",
    "an unknown filter": "{{ brief.title | pprint }}",
    "the safe filter": "{{ '<script>' | safe }}",
    "the tojson filter": "{{ brief.title | tojson }}",
    "the xmlattr filter": "{{ {'a': 1} | xmlattr }}",
    "the replace filter": "{{ section.facts[0].statement | replace('3', '4') }}",
    "the filter inside map": "{{ section.facts | map('attr', '__class__') | list | length }}",
    "an unknown test": "{{ brief is secret }}",
    "an undefined variable": "{{ sectoin.title }}",
    "an undefined field": "{{ section.titel }}",
    "a fact printed whole": "{{ section.facts[0] }}",
    "the brief printed whole": "{{ brief }}",
    "a list printed whole": "{{ section.facts }}",
    "a cite of a text": "{{ 'exports-2030' | cite }}",
    "a cite of nothing": "{{ none | cite }}",
    "a missing include": "{% include 'sections/missing.md.j2' %}",
    "an include outside": "{% include '../../etc/passwd' %}",
    "an include by an absolute path": "{% include '/etc/passwd' %}",
    "an import of a file": "{% import 'os' as os %}{{ os.environ }}",
    "a parent that is not there": "{% extends 'default/sections/nope.md.j2' %}",
    "an include of itself": "{% include 'sections/economy.md.j2' %}",
    "an extension of itself": "{% extends 'sections/economy.md.j2' %}",
    "a macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a block that never ends": "{% for fact in section.facts %}",
    "an expression that never ends": "{{ fact.statement ",
    "a comment that never ends": "{# comment",
    "a private-use character": "\U000f003cscript\U000f003e",
    "a private-use character by its escape": "{{ '\\U000f003c' }}",
    "a forged mark": "\U00100001\U00100130\U00100003",
    "a bidirectional override": "Exports \u202erose.",
    "a NUL": "Exports\x00rose.",
    "doubled text": "{% set a = 'aaaaaaaaaa' %}" + "{% set a = a ~ a %}" * 60 + "{{ a }}",
    "doubled blocks": "{% set a %}aaaaaaaaaa{% endset %}" + "{% set a = a ~ a %}" * 60 + "{{ a }}",
    "doubled block sets": "{% set a %}aaaaaaaaaa{% endset %}"
    + "{% set a %}{{ a }}{{ a }}{% endset %}" * 60
    + "{{ a }}",
    "a macro that doubles": "{% macro m(x) %}{{ x }}{{ x }}{% endmacro %}{{ "
    + "m(" * 60
    + "'aaaaaaaaaa'"
    + ")" * 60
    + " }}",
    "a statement cut short": "- {{ section.facts[0].statement[9:] }}",
    "a statement without its first letter": "- {{ section.facts[0].statement[0] }}",
    "a statement as a list of letters": "- {{ section.facts[0].statement | list | join }}",
    "a statement letter by letter": "{% for c in section.facts[0].statement %}{{ c }}{% endfor %}",
    "a statement taken apart": "{% set a, b = section.facts[0].statement %}{{ a }}",
    "eight loops in one another": "{% for a in 'aaaaaaaaaa' %}" * 8 + "{% endfor %}" * 8,
    "a macro that branches": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}"
    + "{{ m(40) }}",
    "a template that is too long": "x" * (256 * 1024 + 1),
    "deep brackets": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "deep lists": "{{ " + "[" * 3000 + "]" * 3000 + " }}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_template_is_refused_by_name_and_line_and_never_runs(outcome, name):
    began = time.process_time()
    made, found = problems(outcome, "{# one #}\n{# two #}\n" + HOSTILE[name])
    assert time.process_time() - began < 5
    assert found, made.renderings[0].data.decode()[:400]
    assert {item.code for item in found} <= {"template-error", "template-syntax"}
    assert all(item.path.startswith("templates/sections/economy.md.j2") for item in found), found
    assert all(item.line is not None and 1 <= item.line <= 4 for item in found), found
    assert all(item.message.isprintable() and len(item.message) < 400 for item in found)
    assert not any("root:" in item.message or "0x7f" in item.message for item in found)


def test_two_templates_that_include_each_other_end(outcome):
    other = {"sections/a.md.j2": "{% include 'sections/economy.md.j2' %}"}
    _, found = problems(outcome, "{% include 'sections/a.md.j2' %}", **other)
    assert found
    assert "never ends" in found[0].message
    assert found[0].path.startswith("templates/sections/")


def test_every_template_of_the_workspace_is_looked_at_even_if_no_brief_uses_it(outcome):
    _, found = problems(outcome, "{{ 1 | pprint }}", "templates/sections/unused.md.j2")
    assert [(item.path, item.line, item.code) for item in found] == [
        ("templates/sections/unused.md.j2", 1, "template-syntax")
    ]


def test_all_broken_templates_are_reported_together(outcome):
    _, found = problems(outcome, "\n{{ x | y }}", **{"sections/other.md.j2": "\n\n{% if %}"})
    assert [(item.path, item.line) for item in found] == [
        ("templates/sections/economy.md.j2", 2),
        ("templates/sections/other.md.j2", 3),
    ]


@pytest.mark.parametrize(
    ("written", "reads"),
    [
        ("{{ section.facts | length }} facts", "1 facts"),
        ("{{ section.title | upper }}", "ECONOMY"),
        ("{% for f in section.facts %}{{ loop.index + 1 }} of {{ loop.length }}{% endfor %}", "2 of 1"),
        ("{{ brief.visit.level }}: {{ brief.visit.dates }}", "State visit: 1–3 April 2031"),
        ("{{ section.facts | map(attribute='id') | join(' and ') }}", "exports-2030"),
        ("{{ ['b', 'a'] | sort | first }}{{ words.colon }}{{ '<b>' }}", "a\\: \\<b\\>"),
        ("{% macro say(x) %}*{{ x }}*{% endmacro %}{{ say('well') }}", "*well*"),
        ("{% set t = 'On ' ~ brief.visit.host %}{{ t }}", "On Ostrava Bay"),
        ("{{ brief.marking or 'open' }}", "open"),
        ("{{ 'Le lac' | in_language('fr') }}", "[Le lac]{lang=fr}"),
        ("{{ nothing | default('no word') }}", "no word"),
    ],
)
def test_what_the_list_allows_is_printed(outcome, written, reads):
    assert reads in printed(outcome, written + "\n\n" + OK)


def test_a_copied_section_can_extend_the_shipped_one(outcome):
    text = "{% extends 'default/sections/economy.md.j2' %}{% block heading %}## Trade\n\n{% endblock %}"
    page = printed(outcome, text)
    assert "## Trade" in page
    assert "Exports reached \\$13.5 million in 2030." in page
    assert "## Economy" not in page


def test_a_template_named_by_the_brief_is_used_and_a_missing_one_is_named(outcome, small):
    brief = small["briefs/lake-visit.toml"].decode()
    own = brief + '\n[[section]]\nkey = "economy"\ntemplate = "sections/mine.md.j2"\n'
    made = outcome({"briefs/lake-visit.toml": own, "templates/sections/mine.md.j2": "## Mine\n\n" + OK})
    assert "## Mine" in made.renderings[0].data.decode()
    made = outcome({"briefs/lake-visit.toml": own})
    (found,) = [item for item in made.diagnostics if item.is_error]
    assert found.code == "template-error"
    assert "mine.md.j2" in found.message


def test_a_note_template_of_the_workspace_is_bounded_too(outcome):
    _, found = problems(outcome, "{{ note.__class__ }}", "templates/notes/chicago.md.j2")
    assert [(item.path, item.line) for item in found] == [("templates/notes/chicago.md.j2", 1)]
