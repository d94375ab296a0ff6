"""Which template counts: a brief's own over its language's over the workspace's over the shipped one."""

import re
from decimal import Decimal

import pytest

from briefbook import resources
from briefbook.assembly import lint
from briefbook.text import phrases, words

OK = "{% for fact in section.facts %}- {{ fact.statement }}{{ fact | cite }}\n{% endfor %}"
PLACES = [
    "templates/sections/economy.md.j2",
    "templates/fr/sections/economy.md.j2",
    "templates/fr-CA/sections/economy.md.j2",
    "templates/briefs/lake-visit/sections/economy.md.j2",
    "templates/briefs/lake-visit/fr/sections/economy.md.j2",
]


def page(outcome, small, lang: str, *places: str) -> str:
    brief = small["briefs/lake-visit.toml"].decode().replace('lang = "en"', f'lang = "{lang}"')
    facts = small["seeds/lake/facts.toml"].decode().replace('statement = "Some 1,250 s', 'statement = "S')
    facts = facts.replace("reached $13.5 million in 2030.", "reached a peak.")
    changes = {"briefs/lake-visit.toml": brief, "seeds/lake/facts.toml": facts}
    made = outcome(changes | {place: f"## from {place}\n\n{OK}" for place in places})
    assert made.ok, made.diagnostics
    return made.renderings[0].data.decode().replace("\\", "")


@pytest.mark.parametrize(
    ("lang", "there", "counts"),
    [
        ("en", PLACES[:3], PLACES[0]),
        ("fr", PLACES[:3], PLACES[1]),
        ("fr-CA", PLACES[:3], PLACES[2]),
        ("fr-CA", PLACES[:2], PLACES[1]),
        ("fr-BE", PLACES[:3], PLACES[1]),
        ("fr", PLACES, PLACES[4]),
        ("en", PLACES, PLACES[3]),
        ("fr", PLACES[:4], PLACES[3]),
        ("en", PLACES[1:3], ""),
    ],
)
def test_the_most_particular_file_counts(outcome, small, lang, there, counts):
    text = page(outcome, small, lang, *there)
    assert re.findall(r"^## from (\S+)", text, re.MULTILINE) == ([counts] if counts else [])


def test_another_briefs_own_template_does_not_count(outcome, small):
    assert "## from" not in page(outcome, small, "en", "templates/briefs/sea-visit/sections/economy.md.j2")


@pytest.mark.parametrize("place", PLACES[:1] + PLACES[3:4])
def test_the_shipped_one_can_be_extended_from_everywhere(outcome, place):
    text = '{% extends "default/sections/economy.md.j2" %}{% block heading %}## Mine\n\n{% endblock %}'
    made = outcome({place: text})
    assert made.ok
    assert "## Mine" in made.renderings[0].data.decode()


def test_a_mistake_in_a_language_folder_names_that_file(outcome):
    made = outcome({"templates/fr/sections/economy.md.j2": "\n{{ section.titel }}"})
    assert [(item.path, item.line) for item in made.diagnostics if item.is_error] == [
        ("templates/fr/sections/economy.md.j2", 2)
    ]


def test_a_theme_of_a_language_counts_and_its_mistakes_name_its_file(outcome, small):
    brief = small["briefs/lake-visit.toml"].decode().replace('lang = "en"', 'lang = "en"\ntheme = "house"')
    theme = 'extends = "default/default"\n[labels]\nat_a_glance = "In short"\n'
    made = outcome({"briefs/lake-visit.toml": brief, "templates/en/themes/house.toml": theme})
    assert "## In short" in made.renderings[0].data.decode()
    made = outcome({"briefs/lake-visit.toml": brief, "templates/en/themes/house.toml": theme + "[pag]\n"})
    assert [(item.path, item.line) for item in made.diagnostics if item.is_error] == [
        ("templates/en/themes/house.toml", 4)
    ]


def test_a_linked_folder_is_told(space):
    space.write("templates/sections/economy.md.j2", "## Trade\n\n" + OK)
    (space.root / "templates" / "fr").symlink_to(space.root / "templates" / "sections")
    ran = space.run("check")
    assert "templates/fr: warning template-unused: is a link to a folder" in ran.err
    assert ran.status == 0


def test_a_template_that_another_includes_is_used(space):
    space.write("templates/sections/economy.md.j2", '## Trade\n\n{% include "parts/points.md.j2" %}')
    space.write("templates/parts/points.md.j2", OK)
    assert "template-unused" not in space.run("check").err


def test_list_show_lint_and_preview_say_where_a_template_comes_from(space):
    space.write("templates/fr/sections/economy.md.j2", "## Commerce\n\n" + OK)
    assert "yours, for the language fr, replaces the shipped one" in space.run("templates", "list").out
    shown = space.run("templates", "show", "sections/economy.md.j2", "--lang", "fr-CA")
    assert shown.out.startswith("{# templates/fr/sections/economy.md.j2 #}\n## Commerce")
    assert space.run("templates", "show", "sections/economy.md.j2").out.startswith("{# (shipped) ")
    wrong = space.run("templates", "show", "sections/econmy.md.j2")
    assert (wrong.status, "did you mean 'sections/economy.md.j2'?" in wrong.err) == (1, True)
    assert space.run("templates", "lint").out == "no mistakes found\n"
    preview = space.run("templates", "preview", "sections/economy.md.j2", "--lang", "fr")
    assert preview.out.startswith("## Commerce")
    for name in ("kinds/visit-brief.md.j2", "notes/chicago.md.j2", "sections/default.md.j2"):
        ran = space.run("templates", "preview", name)
        assert (ran.status, bool(ran.out)) == (0, True), ran.err
    assert space.run("templates", "preview", "themes/default.toml").status == 1


def test_a_copy_of_every_shipped_template_has_no_mistakes():
    shipped = resources.templates()
    assert lint.all_of(shipped, shipped) == ()


def test_a_statement_without_its_note_names_the_template_and_the_line(outcome):
    made = outcome(
        {PLACES[0]: "{# one #}\n\n{% for f in section.facts %}\n- {{ f.statement }}\n{% endfor %}"}
    )
    (found,) = [item for item in made.diagnostics if item.is_error]
    assert (found.code, found.path, found.line) == ("statement-without-cite", PLACES[0], 4)


def test_names_that_may_be_missing_are_no_mistake(outcome):
    asked = "{% if brief.marking and extra is defined %}{{ extra }}{% endif %}{{ more | default('') }}"
    assert outcome({PLACES[0]: asked + "\n\n" + OK}).ok


@pytest.mark.parametrize(
    ("number", "lang", "form"),
    [
        *((1, "en", 0), (0, "en", 1), (2, "en", 1), (0, "fr", 0), (1, "fr", 0), (2, "fr", 1), (5, "vi", 0)),
        *(
            (1, "ru", 0),
            (21, "ru", 0),
            (11, "ru", 2),
            (2, "ru", 1),
            (14, "ru", 2),
            (104, "ru", 1),
            (0, "ru", 2),
        ),
    ],
)
def test_the_form_of_a_word_after_a_number(number, lang, form):
    assert phrases.form(Decimal(number), lang) == form


@pytest.mark.parametrize(
    ("value", "unit", "lang", "said"),
    [
        ("13500000", "USD", "en", "US$13.5 million"),
        ("1234567", "USD", "en", "US$1,234,567"),
        ("2000000000", "EUR", "en", "€2 billion"),
        ("5000000", "AUD", "en", "AUD 5 million"),
        ("950", "USD", "en", "US$950"),
        ("0", "EUR", "en", "€0"),
        ("13500000", "USD", "fr", "13,5 millions de dollars US"),
        ("1000000", "EUR", "fr", "1 million d’euros"),
        ("950", "EUR", "fr", "950 euros"),
    ],
)
def test_money_is_said_as_the_language_says_it_and_never_rounded(value, unit, lang, said):
    assert phrases.money(Decimal(value), unit, words.load(lang)).replace("\u00a0", " ") == said
