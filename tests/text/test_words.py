"""How a language writes dates, periods and figures."""

from decimal import Decimal

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


def test_both_languages_have_the_same_labels():
    assert sorted(words.load("en").labels) == sorted(words.load("fr").labels)
    assert [label for label in words.load("fr").labels.values() if not label.strip()] == []


def test_a_theme_renames_a_label_and_leaves_the_others():
    renamed = words.load("en", {"at_a_glance": "In short"})
    assert (renamed.label("at_a_glance"), renamed.label("sources")) == ("In short", "Sources")
    assert words.load("en").label("at_a_glance") == "At a glance"
