"""Sentences: where they end, in five languages and more, and that every offset is true."""

import itertools
import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.text import languages, sentences

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
PIECES = (
    "Mr. ",
    "U.S. ",
    "No. 5",
    ".",
    "…",
    "\n",
    "\n\n",
    "\r\n",
    " - ",
    "---\n",
    "“",
    "”",
    "г. ",
    "TP. ",
    "A",
    "b",
    "。",
)


def read(text: str, lang: str) -> list[str]:
    return [" ".join(text[start:end].split()) for start, end in sentences.split(text, languages.load(lang))]


def test_a_case_is_cut_as_written(case):
    assert read(case["input"], case["lang"]) == case.lines("expected")


def test_windows_line_ends_and_decomposed_letters_change_nothing():
    text = "Ông Phạm đến.\r\n\r\nHai bên ký.\r\n"
    assert read(text, "vi") == ["Ông Phạm đến.", "Hai bên ký."]


def test_the_open_labels_are_met():
    labels = SHARED / "devset/gold/labels/seeds-kg-vn.jsonl"
    if not labels.is_file():
        pytest.skip("the shared development set is not here")
    langs = {"004": "fr"}
    wanted: dict[str, set[tuple[int, int]]] = {}
    for line in labels.read_text(encoding="utf-8").splitlines():
        unit = json.loads(line)
        wanted.setdefault(unit["doc"], set()).add((unit["start"], unit["end"]))
    missed = []
    for name, units in wanted.items():
        text = (SHARED / "seeds" / name).read_bytes().decode("utf-8")
        got = set(sentences.split(text, languages.load(langs.get(name[:3], "en"))))
        missed += [text[a:b] for a, b in units - got if not text[a:b].startswith(">>")]
    assert missed == []


@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=30).map("".join),
    st.sampled_from(["en", "ru", "de", "xx"]),
)
def test_any_text_is_cut_in_order_and_nothing_but_blanks_and_marks_is_lost(text, lang):
    spans = sentences.split(text, languages.load(lang))
    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in itertools.pairwise(spans))
    assert all(text[a:b].strip() == text[a:b] for a, b in spans)


@pytest.mark.parametrize(
    "piece",
    ["a. ", "A.", "…", "\n", "- a\n", "(", "“", "U.S. ", "1. ", "--- \n", "</b>", "a" * 50 + "\n", ". "],
)
def test_a_long_hostile_text_takes_linear_time(piece):
    def cost(size: int) -> float:
        text = piece * (size // len(piece))
        before = time.process_time()
        sentences.split(text, languages.load("en"))
        return time.process_time() - before

    cost(20_000)
    assert cost(400_000) < 10 * cost(100_000) + 0.5
