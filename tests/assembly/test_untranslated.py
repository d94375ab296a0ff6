"""A brief says which of its words are not in its language."""

import pytest

FACTS = "seeds/lake/facts.toml"
STATEMENT = 'statement = "Some 1,250 students took part."'


def speak(space, lang: str) -> None:
    space.change("briefs/lake-visit.toml", 'lang = "en"', f'lang = "{lang}"')


def warnings(space) -> list[str]:
    ran = space.run("check")
    assert ran.status == 0
    return [line for line in ran.err.splitlines() if "untranslated" in line]


@pytest.mark.parametrize(
    ("lang", "given"),
    [("fr", 'fr = "Environ 1 250 étudiants."'), ("fr-CA", 'fr = "Environ 1 250."'), ("vi", 'vi = "1.250"')],
)
def test_a_statement_in_the_language_of_the_brief_is_no_matter(space, lang, given):
    speak(space, lang)
    space.change(FACTS, STATEMENT, f'statement = {{ en = "Some 1,250.", {given} }}')
    assert [line for line in warnings(space) if "'students'" in line] == []


@pytest.mark.parametrize("shape", ['statement = {{ en = "{0}" }}', 'statement.en = "{0}"'])
def test_a_statement_in_another_language_is_named_with_its_line(space, shape):
    speak(space, "fr")
    line = space.change(FACTS, STATEMENT, shape.format("Some 1,250 students took part."))
    (said,) = [line for line in warnings(space) if "'students'" in line]
    start, _, rest = said.partition(": warning untranslated: ")
    assert start in (f"{FACTS}:{line}", f"{FACTS}:{line - 3}")
    assert rest.startswith("the statement of fact 'students' is printed in 'en'")
    assert rest.endswith('add fr = "…"')


def test_a_plain_statement_that_is_plainly_in_another_language_is_named(space):
    speak(space, "fr")
    said = {line.partition("untranslated: ")[2] for line in warnings(space)}
    assert "the statement of fact 'exports-2030' is printed in 'en', because it is not given in 'fr'" in {
        each.partition(";")[0] for each in said
    }
    speak_english = [line for line in said if "'en'" in line]
    space.change("briefs/lake-visit.toml", 'lang = "fr"', 'lang = "en"')
    assert speak_english
    assert warnings(space) == []


def test_a_plain_statement_of_doubtful_language_beside_others_says_no_language(space):
    speak(space, "fr")
    space.change(FACTS, "Exports reached $13.5 million in 2030.", "Exports: $13.5 million (2030).")
    space.change(FACTS, STATEMENT, 'statement = { fr = "1 250 étudiants." }')
    assert [line for line in warnings(space) if "says no language" in line and "'exports-2030'" in line]


def test_a_person_may_have_looked_at_it(space):
    speak(space, "fr")
    kept = 'statement = { en = "Some 1,250." }\nreviewed = { untranslated = "a quotation" }'
    space.change(FACTS, STATEMENT, kept)
    assert [line for line in warnings(space) if "'students'" in line] == []


def test_the_name_of_figures_and_the_reason_of_a_decision_may_be_in_several_languages(example):
    facts = "seeds/harbour-visit/facts.toml"
    text = example.read(facts).replace(
        'of = "two-way trade"', 'of = { en = "two-way trade", fr = "échanges bilatéraux" }'
    )
    decided = (
        '[[resolution]]\nfacts = ["visit-first", "visit-working"]\nuse = "visit-first"\nshow = true\n'
        'why = { en = "it is the earlier", fr = "c’est le premier" }\n'
    )
    example.write(facts, text + decided)
    example.change("briefs/harbour-visit.toml", 'lang = "en"', 'lang = "fr"')
    assert example.run("build", "--to", "md").status == 0
    assert [line for line in warnings(example) if ": the statement of " not in line] == []
    page = example.read("out/harbour-visit.md")
    assert "Échanges bilatéraux" in page
    assert "Two-way trade" not in page
    assert "c’est le premier" in page
    example.change("briefs/harbour-visit.toml", 'lang = "fr"', 'lang = "es"')
    assert {
        line.partition("untranslated: ")[2].partition(" is printed")[0]
        for line in warnings(example)
        if ": the statement of " not in line
    } == {
        "the of of fact 'trade-2021'",
        "the reason of a resolution (why)",
    }


def test_a_wrong_language_tag_or_an_empty_text_is_named(example):
    facts = "seeds/harbour-visit/facts.toml"
    line = example.change(facts, 'of = "two-way trade"', 'of = { en = "two-way trade", "f r" = "x" }')
    later = example.change(facts, 'of = "Maruvians in Halvery"', 'of = { fr = " " }')
    err = example.run("check").err
    assert f"{facts}:{line}: error bad-value: of in 'f r'" in err
    assert f"{facts}:{later}: error missing-key: of in fr is empty" in err
