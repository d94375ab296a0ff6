"""An officer's own matter is words, too: nothing in any of its fields is markup, code or a command."""

import json

import pytest
import word
from test_inert_text import ATTACKS, flat, parsed

KINDS = ("checklist", "biography", "programme", "outcomes")


def attacked(small, kind: str, words: str) -> dict[str, str]:
    said = json.dumps(words)
    both = json.dumps({"en": words}).replace('"en": ', "en = ")
    own = f"""
[[line]]
role = "point"
text = {both}
facts = ["students"]
[[event]]
date = 2031-04-02
time = "09:30"
title = {said}
place = {both}
people = [{said}, {said}]
press = "pool"
facts = ["students"]
[[document]]
title = {said}
signatories = [{said}]
date = 2031-04-02
next = {both}
fact = "fisheries-accord"
[[person]]
name = {said}
role = {said}
biography = {both}
pronunciation = {said}
facts = ["students"]
"""
    brief = small["briefs/lake-visit.toml"].decode()
    return {"briefs/lake-visit.toml": f'kind = "{kind}"\nmax_pages = 5\n' + brief + own}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ATTACKS)
def test_hostile_own_matter_comes_out_as_words_in_html(outcome, small, kind, name):
    # numbers in an attack are figures, which a line may not hold without a fact that says them
    words = "".join("n" if char.isdigit() else char for char in ATTACKS[name])
    made = outcome(attacked(small, kind, words), "html")
    assert [item.message for item in made.diagnostics if item.is_error] == []
    page = parsed(made.renderings[0].data)
    harmless = parsed(outcome(attacked(small, kind, "plain words"), "html").renderings[0].data)
    assert page.tags == harmless.tags
    assert page.handlers == []
    assert len(page.links) == len(harmless.links)
    said = flat(" ".join(page.words))
    assert said.count(flat(words)) >= flat(" ".join(harmless.words)).count("plain words")


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_own_matter_leaves_the_word_file_whole(outcome, small, kind):
    words = " ".join("".join("n" if char.isdigit() else char for char in each) for each in ATTACKS.values())
    made = outcome(attacked(small, kind, words), "docx", "pdf")
    assert made.ok
    for rendering in made.renderings:
        if rendering.name.endswith("docx"):
            assert word.faults(rendering.data) == []


@pytest.mark.parametrize("field", ["text = ", "title = ", "name = "])
@pytest.mark.parametrize("sign", ["\x1b[31m", "\u202e", "\u200b", "\U000f0041", "\U00100003"], ids=ascii)
def test_signs_that_are_not_for_people_are_refused_in_own_matter(outcome, small, field, sign):
    text = attacked(small, "checklist", "plain words")["briefs/lake-visit.toml"]
    escaped = "".join(f"\\U{ord(char):08x}" for char in sign)
    bad = text.replace(f'{field}"plain', f'{field}"{escaped}plain').replace(
        f'{field}{{en = "plain', f'{field}{{en = "{escaped}plain'
    )
    assert bad != text
    made = outcome({"briefs/lake-visit.toml": bad}, "md")
    assert {item.code for item in made.diagnostics if item.is_error} <= {
        "control-character",
        "deceiving-character",
    }
    assert not made.ok


def test_thousands_of_lines_are_set_in_bounded_time(outcome, small):
    line = '[[line]]\nrole = "point"\ntext = "Say so."\nfacts = ["students"]\n'
    brief = 'kind = "checklist"\n' + small["briefs/lake-visit.toml"].decode() + line * 1500
    assert outcome({"briefs/lake-visit.toml": brief}, "md").ok
