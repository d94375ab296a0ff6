"""Words of firmness: what each sentence says, and how firmly."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.text import languages, stance
from casefile import Case

FIVE = ("en", "fr", "vi", "ru", "es")


def told(text: str, lang: str) -> str:
    signs = stance.find(text, languages.load(lang))
    level = stance.strength(signs)
    said = ", ".join(f"{sign.kind} {sign.value}{' no' if sign.negated else ''}" for sign in signs)
    return f"{'none' if level is None else round(level)}: {said}".strip()


def test_a_sentence_is_as_firm_as_the_case_says(case: Case) -> None:
    wrong = []
    for line in case.lines("texts"):
        text, _, expected = line.partition(" = ")
        found = told(text, case["lang"])
        wrong += [] if found == expected.strip() else [f"{text}: {found}, not {expected}"]
    assert wrong == []


@given(text=st.text(max_size=80), lang=st.sampled_from((*FIVE, "de", "")))
def test_any_text_is_read_without_an_error(text: str, lang: str) -> None:
    done = 0
    for sign in stance.find(text, languages.load(lang)):
        assert done <= sign.start < sign.end <= len(text)
        done = sign.end


@pytest.mark.parametrize("lang", FIVE)
def test_every_word_of_the_tables_is_found_as_itself(lang: str) -> None:
    language = languages.load(lang)
    lost = []
    for kind in ("negation", "modality", "stage"):
        for value, phrases in language.table("stance")[kind].items():
            for phrase in phrases:
                if "{" in phrase or "*" in phrase:
                    continue
                found = [(sign.kind, sign.value) for sign in stance.find(f"x {phrase} x", language)]
                lost += [] if (kind, value) in found or len(phrase.split()) > 1 else [(value, phrase, found)]
    assert lost == []


def test_a_workspace_adds_its_own_words() -> None:
    own = languages.Own({("en", "stance"): {"stage": {"signed": ["autographed"]}}})
    (sign,) = stance.find("They autographed it", languages.load("en", own))
    assert (sign.kind, sign.value) == ("stage", "signed")


@pytest.mark.parametrize(
    "piece", ["not ", "will ", "to be ", "signed, ", "no ", "x", "'", "a'", "ký ", "n't", "\u0301"]
)
def test_time_grows_with_the_text_and_not_faster(piece: str) -> None:
    language = languages.load("vi" if piece == "ký " else "en")
    stance.find(piece * 10, language)
    spent = []
    for count in (4_000, 32_000):
        began = time.process_time()
        stance.find(piece * count, language)
        spent.append(time.process_time() - began)
    assert spent[1] < 8 * 4 * max(spent[0], 0.01)
