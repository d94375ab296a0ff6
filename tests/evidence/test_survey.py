"""What `propose` shows beyond what `check` says: the likeliest pairs of invented documents."""

import pytest

from briefbook.evidence import conflicts, spellings
from briefbook.model.source import Metadata, Source


def source(name: str, text: str, lang: str = "en") -> Source:
    return Source(Metadata(name, f"seeds/x/{name}.txt", lang=lang), "", text)


def sources(case) -> list[Source]:
    return [
        source(*part.split()[:1], text, part.split()[1]) for part, text in case.parts.items() if " " in part
    ]


def test_a_survey_shows_the_pair_with_both_quotes(case):
    found = conflicts.survey(sources(case))
    told = "\n".join(f"{item.code} {item.severity.value}: {item.message}" for item in found)
    if case["expected"].strip() == "none":
        assert found == (), told
        return
    code, _, words = case["expected"].strip().partition(" ")
    sides = [each.strip() for each in words.split("|")]
    hits = [item for item in found if item.code == code and all(side in item.message for side in sides)]
    assert hits, told
    assert {quote.source for quote in hits[0].quotes} == {"a", "b"}


def test_every_quote_of_a_survey_stands_where_it_says(case):
    given = sources(case)
    texts = {each.id: each.text for each in given}
    for item in conflicts.survey(given):
        assert len(item.quotes) >= 2
        assert all(texts[each.source][each.start : each.end] == each.exact for each in item.quotes)


NAMES = [
    ("en", "Marovian Harbour chief Sora Baek spoke.", "en", "The guest was Baek Sora of Marovia."),
    ("en", "They honoured the poet Yun Gi.", "en", "A statue of the poet Yun Kee stands there."),
    ("de", "Außenminister Wassil Lomidsew kam.", "de", "Dann traf Wassil Lomidssew ein."),
    ("de", "Aylin Yağmuroğlu war dabei.", "de", "Auch Aylin Yagmuroglu war dabei."),
    ("vi", "Tổng thống Seo Ha-rin đã đến.", "vi", "Bà Seo Ha Rin phát biểu tại đây."),
    (
        "en",
        "The Batumi National Pilot Training Centre is new.",
        "en",
        "Visitors saw it: the Batumi National Training Centre is new.",
    ),
]


@pytest.mark.parametrize(("lang", "first", "other", "second"), NAMES)
def test_a_name_of_two_words_written_in_two_ways_is_shown(lang, first, other, second):
    found = spellings.run([source("a", first, lang), source("b", second, other)], ())
    assert [item.code for item in found] == ["name-variant"], found
    assert {quote.source for quote in found[0].quotes} == {"a", "b"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The Georgia Chile forum met.", "The Chile Georgia forum met."),
        ("Ana Duarte spoke.", "Ana Moreno spoke."),
        ("Bundespräsident Duarte kam.", "Sie traf Bundespräsidenten Duarte."),
        ("Ana Duarte’s visit began.", "Ana Duarte's visit ended."),
    ],
)
def test_other_names_other_cases_and_other_signs_are_no_spellings(first, second):
    assert spellings.run([source("a", first), source("b", second)], ()) == ()


def test_a_spelling_that_is_told_already_is_not_told_again():
    given = [source("a", "Aylin Yağmuroğlu came."), source("b", "Aylin Yagmuroglu left.")]
    first = spellings.run(given, ())
    assert spellings.run(given, first) == ()


def test_a_survey_of_very_many_differences_lists_pairs_alone():
    given = [
        source(
            name,
            "\n\n".join(
                f"Trade between Chile and Georgia reached ${n * 100 + plus} million in {1990 + n}, it said."
                for n in range(1, 30)
            ),
        )
        for name, plus in (("a", 0), ("b", 57))
    ]
    found = conflicts.survey(given)
    assert 10 < len(found) <= 24
    assert all(len(item.quotes) >= 2 for item in found)
