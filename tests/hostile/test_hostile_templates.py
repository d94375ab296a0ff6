"""Templates that mean harm: each ends in a diagnostic, soon and in little memory, and tells nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FACT = "section.facts[0]"
OK = "{% for fact in section.facts %}- {{ fact.statement }}{{ fact | cite }}\n{% endfor %}"
SECTION = "templates/sections/economy.md.j2"
SECRET = "a-word-of-the-environment"
ERRORS = {"template-error", "template-syntax"}


def nested(depth: int, inner: str) -> str:
    """Loops in one another over a list of ten."""
    return "{% for x in [0,1,2,3,4,5,6,7,8,9] %}" * depth + inner + "{% endfor %}" * depth


# what is refused: name to template
REFUSED = {
    "attr filter": "{{ brief | attr('__class__') }}",
    "attr filter inside map (CVE-2025-27516)": "{{ ['{0.__class__}'] | map('attr', 'format') | list }}",
    "class of a text": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "class of a view": "{{ brief.__class__.__init__.__globals__ }}",
    "class by item": "{{ brief['__class__']['__init__'] }}",
    "fields of a view": "{{ brief.__dataclass_fields__ }}",
    "slots of a view": "{{ section.__slots__ }}",
    "str.format (CVE-2016-10745)": "{{ '{0.__class__.__init__.__globals__}'.format(brief) }}",
    "str.format_map (CVE-2019-10906)": "{{ '{a.__class__}'.format_map({'a': brief}) }}",
    "format by reference (CVE-2024-56326)": "{% set f = '{0.__class__}'.format %}{{ f(brief) }}",
    "format filter": "{{ '%(a)s' | format(a=brief) }}",
    "percent": "{{ '%s' % brief }}",
    "xmlattr with a key (CVE-2024-22195)": "{{ {'x onclick=alert(1)': 'y'} | xmlattr }}",
    "urlize (CVE-2020-28493)": "{{ ('a.' ~ 'b@' ~ 'c') | urlize }}",
    "import": "{% import 'sections/outcomes.md.j2' as other %}{{ other }}",
    "import from": "{% from 'sections/outcomes.md.j2' import table %}{{ table('a', 'b', section.facts) }}",
    "import of a module": "{% import 'os' as os %}{{ os.environ }}",
    "include outside": "{% include '../../../etc/passwd' %}",
    "include of a brief": "{% include '../briefs/lake-visit.toml' %}",
    "include of a theme's neighbour": "{% include 'sections/../../seeds/lake/facts.toml' %}",
    "extends a device": "{% extends '/dev/zero' %}",
    "self": "{{ self._TemplateReference__context.environment }}",
    "_self": "{{ _self.env }}",
    "cycler": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "joiner": "{{ joiner.__init__.__globals__ }}",
    "namespace": "{% set ns = namespace(x=1) %}{% set ns.x = brief %}",
    "lipsum": "{{ lipsum.__globals__['os'].environ }}",
    "config": "{{ config.items() }}",
    "macro's globals": "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
    "caller's frame": "{% macro m() %}{{ caller.__globals__ }}{% endmacro %}{% call m() %}x{% endcall %}",
    "loop's iterator": "{% for f in section.facts %}{{ loop._iterator.gi_frame }}{% endfor %}",
    "words' methods": "{{ words.update({'a': 'b'}) }}",
    "words' copy": "{{ words.items().mapping }}",
    "debug": "{% debug %}",
    "do": "{% do section.facts.append(1) %}",
    "trans": "{% trans %}x{% endtrans %}",
    "letters by *": "{% macro m() %}{{ varargs | join }}{% endmacro %}{{ m(*" + FACT + ".statement) }}",
    "letters by a recursive loop": "{% for c in section.facts recursive %}{% if loop.depth == 1 %}"
    "{{ loop(c.statement) }}{% else %}{{ c }}{% endif %}{% endfor %}",
    "letters by two names": "{% for a, b in [" + FACT + ".statement] %}{{ a }}{% endfor %}",
    "letters by groupby": "{{ section.facts | groupby('statement.0') | length }}",
    "a statement without its end": "- {{ " + FACT + ".statement[:9] }}",
    "multiplied text": "{{ 'a' * 10**9 }}",
    "multiplied at compile time": "{% if false %}{{ 'a' * 1000000000 }}{% endif %}{{ 'a' * 1000000000 }}",
    "padding": "{{ 'a'.center(10**9) }}{{ 'a'.zfill(1000000000) }}",
    "padding by format": "{{ '{:>999999999}'.format(1) }}",
    "indent": "{{ 'a' | indent(1000000000) }}",
    "power": "{{ 9 ** 9 ** 9 ** 9 }}",
    "shifted power": "{{ 2 ** 100000000 }}",
    "range": "{% for i in range(10**9) %}x{% endfor %}",
    "a number of many digits": "{{ " + "9" * 200_000 + " }}",
    "numbers that double": "{% set n = 1 %}" + "{% set n = n + n %}" * 5000 + "{{ n }}",
    "batch": "{{ section.facts | batch(1000000000, 'x') | list | length }}",
    "slice": "{{ section.facts | slice(1000000000) | list | length }}",
    "doubled by ~": "{% set a = 'aaaaaaaaaaaaaaaa' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}",
    "doubled by join": "{% set a = 'aaaaaaaaaaaaaaaa' %}" + "{% set a = [a, a] | join(a) %}" * 40 + "{{ a }}",
    "doubled by {% set %}": "{% set a %}aaaaaaaaaaaaaaaa{% endset %}"
    + "{% set a %}{{ a }}{{ a }}{% endset %}" * 40
    + "{{ a }}",
    "a thousand times by {% set %}": "{% set a = 'aaaaaaaaaaaaaaaa' %}"
    + ("{% set a %}" + "{{ a }}" * 1000 + "{% endset %}") * 6
    + "{{ a }}",
    "a thousand times by a macro": "{% macro m(x) %}" + "{{ x }}" * 1000 + "{% endmacro %}"
    "{{ m(m(m(m(m('aaaaaaaaaaaaaaaa'))))) }}",
    "a thousand times by call": "{% macro m() %}"
    + "{{ caller() }}" * 1000
    + "{% endmacro %}"
    + "{% call m() %}" * 4
    + "aaaa"
    + "{% endcall %}" * 4,
    "a thousand times by a filter block": "{% set a = 'aaaaaaaaaaaaaaaa' %}"
    + ("{% set a %}{% filter upper %}" + "{{ a }}" * 1000 + "{% endfilter %}{% endset %}") * 6,
    "a thousand times by a block": "{% block b %}"
    + "aaaa" * 1000
    + "{% endblock %}"
    + "{{ self.b() }}" * 9000,
    "many large values": "{% set a = 'aaaaaaaaaaaaaaaa' %}"
    + "{% set a = a ~ a %}" * 15
    + "".join(f"{{% set b{n} = a | upper %}}" for n in range(4000)),
    "list of lists": "{% set a = [1] %}"
    + "{% set a = [a, a] %}" * 60
    + "{{ a == a }}{% set b = [a, a] %}{{ a in b }}",
    "tuple of tuples": "{% set a = (1, 2) %}" + "{% set a = (a, a) %}" * 60 + "{{ {a: 1} }}",
    "loops in loops": nested(9, "x"),
    "loops in loops that print nothing": nested(9, "{% if false %}x{% endif %}"),
    "much in a loop": nested(4, "{% if true %}x{% endif %}" * 8000),
    "much in a macro": "{% macro m() %}"
    + "{% if true %}x{% endif %}" * 9000
    + "{% endmacro %}"
    + nested(4, "{% set q = m() %}"),
    "sorting in loops": nested(5, "{{ section.facts | sort(attribute='id') | length }}"),
    "macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "macros that call each other": "{% macro a() %}{{ b() }}{% endmacro %}"
    "{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
    "macro that branches": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}"
    "{{ m(60) }}",
    "block that calls itself": "{% block b %}{{ self.b() }}{% endblock %}",
    "deep brackets": "{{ " + "(" * 20_000 + "1" + ")" * 20_000 + " }}",
    "deep ifs": "{% if true %}" * 3000 + "{% endif %}" * 3000,
    "deep filters": "{{ 'a'" + " | upper" * 9000 + " }}",
    "long attribute chain": "{{ brief" + ".title" * 9000 + " }}",
    "private-use characters": "\U00100001\U00100130\U00100003",
    "private-use characters by escape": "{{ '\\U00100001\\U00100130\\U00100003' }}",
    "a cite of a text": "Exports fell.{{ 'exports-2030' | cite }}",
    "the mark itself": "{{ " + FACT + ".mark }}",
    "the quotes bare": "{{ " + FACT + ".quoted }}",
    "a quote that is not there": "{{ " + FACT + " | quote(-1) }}",
    "money that is none": "{{ 5 | money('<b>') }}",
    "a date that is none": "{{ 'javascript:alert(1)' | date }}",
    "a number without end": "{{ '1e999999999' | number }}",
    "a number of small parts": "{{ '1e-999999999' | number }}",
    "not a number": "{{ 'nan' | money('EUR') }}",
    "plural of a fact": "{{ " + FACT + " | plural('a', 'b') }}",
    "a language that is none": "{{ 'x' | in_language('en\" onclick=\"') }}",
}

# what needs more than one file
SEVERAL = {
    "includes that branch": {
        SECTION: "{% include 'parts/0.md.j2' %}",
        **{
            f"templates/parts/{n}.md.j2": ("{% include 'parts/" + str(n + 1) + ".md.j2' %}") * 10
            for n in range(9)
        },
        "templates/parts/9.md.j2": "x",
    },
    "includes in a circle": {
        SECTION: "{% include 'parts/a.md.j2' %}",
        "templates/parts/a.md.j2": "{% include 'sections/economy.md.j2' %}",
    },
    "extends in a circle": {
        SECTION: "{% extends 'parts/a.md.j2' %}",
        "templates/parts/a.md.j2": "{% extends 'sections/economy.md.j2' %}",
    },
    "a note that never ends": {
        "templates/notes/chicago.md.j2": nested(7, "x") + "{{ note.parts[0].quotes[0].words }}"
    },
    "a note that doubles": {
        "templates/notes/chicago.md.j2": "{% set a = note.parts[0].name %}"
        + "{% set a %}{{ a }}{{ a }}{{ a }}{{ a }}{% endset %}" * 20
        + "{{ a }}"
    },
    "a note without its quote": {"templates/notes/chicago.md.j2": "See the file."},
    "a kind that cites by hand": {"templates/kinds/visit-brief.md.j2": "# T\n\nTrade fell.{{ 'x' | cite }}"},
}

# what is printed as plain words, or reported: template, code that must be told, words that may not appear
REPORTED = {
    "raw HTML": ("<script>alert(1)</script>\n\n" + OK, "", "<script>"),
    "an event handler": ("<img src=x onerror=alert(1)>\n\n" + OK, "", "<img src=x"),
    "a link that runs": ("[read](javascript:alert(1))\n\n" + OK, "", 'href="javascript'),
    "a link of Word": ("[read](ms-word:ofe|u|https://evil.example/x)\n\n" + OK, "", 'href="ms-word'),
    "a link to a file": ("[read](file:///etc/passwd)\n\n" + OK, "", 'href="file'),
    "a picture": ("![x](https://evil.example/x.png)\n\n" + OK, "", "<img"),
    "a footnote of its own": ("Trade fell.[^1]\n\n[^1]: The Bay Mirror.\n\n" + OK, "", ""),
    "a reference": ("[read][1]\n\n[1]: javascript:alert(1)\n\n" + OK, "", 'href="javascript'),
    "a figure without a note": ("Exports reached $99.5 million.\n\n" + OK, "uncited-figure", ""),
    "a changed figure beside a note": (
        "Exports reached $31.5 million in 2030.{{ " + FACT + " | cite }}\n",
        "uncited-figure",
        "",
    ),
    "a figure in a set text": ("{% set t = 'Exports: 99' %}{{ t }}\n\n" + OK, "uncited-figure", ""),
    "a figure in a constant": ("{{ 'Exports: 99 million' }}\n\n" + OK, "uncited-figure", ""),
    "a figure handed to a macro": (
        "{% macro m(x) %}{{ x }}{% endmacro %}{{ m('99 million') }}\n\n" + OK,
        "uncited-figure",
        "",
    ),
    "a figure in a table": ("| a | b |\n|---|---|\n| exports | 99 |\n\n" + OK, "uncited-figure", ""),
    "a statement without its note": ("- {{ " + FACT + ".statement }}\n", "statement-without-cite", ""),
}
FOREIGN = {
    "a note on another statement": {
        "templates/kinds/visit-brief.md.j2": "# T\n\n"
        "{% for s in brief.sections %}- {{ s.facts[0].statement }}"
        "{{ brief.sections[2].facts[0] | cite }}\n{% endfor %}"
    }
}


@pytest.fixture(scope="module")
def outcomes() -> dict[str, dict]:
    """What came of every hostile template, each in a process of its own."""
    if sys.platform != "linux":
        pytest.skip("limits of processes are measured on Linux")
    cases = {name: {SECTION: "{# one #}\n" + text} for name, text in REFUSED.items()}
    cases |= SEVERAL | FOREIGN | {name: {SECTION: text} for name, (text, _, _) in REPORTED.items()}
    here = Path(__file__).resolve().parent
    path = os.pathsep.join([str(here.parent), *sys.path])
    ran = subprocess.run(
        [sys.executable, str(here / "confined.py")],
        input=json.dumps(cases).encode(),
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": path, "BRIEFBOOK_SECRET": SECRET},
    )
    return json.loads(ran.stdout)


def is_quiet(result: dict) -> bool:
    """Whether nothing of the machine is told."""
    told = json.dumps(result)
    return not any(word in told for word in (SECRET, "root:", "0x7f", "Traceback", str(Path.home()) + "/"))


@pytest.mark.parametrize("name", [*REFUSED, *SEVERAL])
def test_a_hostile_template_is_refused_soon_and_in_little_memory(outcomes, name):
    result = outcomes[name]
    assert "crash" not in result, result
    assert result["seconds"] < 15
    assert result["memory"] < 200 * 1024 * 1024, f"{result['memory'] / 2**20:.0f} MB"
    errors = [said for said in result["said"] if said[0] == "error"]
    assert errors, result["page"][:500]
    assert {code for _, code, *_ in errors} <= ERRORS | {"note-without-words"}
    assert all(path.startswith("templates/") for _, _, path, *_ in errors)
    assert result["page"] == ""
    assert is_quiet(result)


@pytest.mark.parametrize("name", REPORTED)
def test_what_forges_evidence_or_markup_is_reported_or_plain_words(outcomes, name):
    result, (_, code, absent) = outcomes[name], REPORTED[name]
    assert "crash" not in result, result
    told = {said[1] for said in result["said"]}
    assert not code or code in told, result["said"]
    if code:
        places = [(said[2], said[3]) for said in result["said"] if said[1] == code]
        assert all(path == SECTION and line for path, line in places), places
    else:
        assert result["page"]
    assert not absent or absent not in result["page"]
    assert is_quiet(result)


def test_a_note_on_another_statement_does_not_count(outcomes):
    said = outcomes["a note on another statement"]["said"]
    assert [each[1] for each in said if each[0] == "error"].count("statement-without-cite") == 2
