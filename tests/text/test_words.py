"""How a language writes dates, periods and figures."""

import re
import tomllib
from decimal import Decimal

import pytest

from briefbook import resources
from briefbook.model.date import PartialDate
from briefbook.text import quantities, words


def partial(text: str) -> PartialDate:
    return PartialDate(*(int(part) for part in text.split("-")))


def said(line: str, lang: str) -> str:
    language = words.load(lang)
    kind, _, rest = line.partition(" ")
    if kind == "date":
        return language.date(partial(rest))
    if kind == "range":
        return language.date_range(*map(partial, rest.split()))
    if kind == "number":
        return language.number(Decimal(rest))
    if kind == "period":
        return quantities.period(rest, language)
    if kind == "quoted":
        return language.quoted(rest)
    assert kind == "label"
    return language.label(rest)


def test_a_language_says_it_so(case):
    asked = case.lines("input")
    assert [said(line, case["lang"]) for line in asked] == case.lines("expected")


def own(lang: str) -> set[str]:
    """Words for money that a language needs beyond English: names of currencies, one million and many."""
    groups = ("currencies.", "scales_one.")
    return {name for name in words.load(lang).labels if name.startswith(groups)}


@pytest.mark.parametrize("lang", resources.languages())
def test_every_language_has_the_same_labels_as_english(lang):
    assert sorted(set(words.load(lang).labels) - own(lang)) == sorted(words.load("en").labels)
    assert [name for name, label in words.load(lang).labels.items() if not label.strip()] == []


@pytest.mark.parametrize("lang", resources.languages())
def test_every_language_fills_the_same_fields_into_its_labels(lang):
    # the clock of French has hours of one figure
    fields = {name: sorted(re.findall(r"\{\w+\}", label)) for name, label in words.load(lang).labels.items()}
    english = {name: sorted(re.findall(r"\{\w+\}", label)) for name, label in words.load("en").labels.items()}
    kept = {name: each for name, each in fields.items() if name not in own(lang)}
    assert kept | {"clock": []} == english | {"clock": []}


@pytest.mark.parametrize("lang", resources.languages())
def test_every_language_has_the_keys_that_english_has_and_at_most_two_of_its_own(lang):
    asked, english = (set(tomllib.loads(resources.words(each).decode())) for each in (lang, "en"))
    assert english - asked == set()
    assert asked - english <= {"first", "months_alone"}
    assert len(words.load(lang).months) == 12
    assert len(words.load(lang).months_alone) in (0, 12)


def test_a_theme_renames_a_label_and_leaves_the_others():
    renamed = words.load("en", {"at_a_glance": "In short"})
    assert (renamed.label("at_a_glance"), renamed.label("sources")) == ("In short", "Sources")
    assert words.load("en").label("at_a_glance") == "At a glance"
