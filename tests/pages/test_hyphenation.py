"""Our reader of hyphenation patterns breaks words where pyphen does."""

from __future__ import annotations

import random
from pathlib import Path

import pyphen
import pytest

from briefbook.writers.pdf import patterns

WORDS = {
    "en": ("communication", "hyphenation", "associate", "Kyrgyzstan", "independence", "a", "xx"),
    "fr": ("gouvernement", "coopération", "communiqué", "intergouvernemental"),
    "de": ("Zusammenarbeit", "Außenministerium", "Kabinett", "verbal", "Urinstinkt"),
    "ru": ("сотрудничество", "правительство", "Кыргызстан"),
    "hu": ("együttműködés", "asszonnyal"),
    "vi": ("nghiêng",),
}


@pytest.mark.parametrize("lang", [lang for lang in WORDS if pyphen.language_fallback(lang)])
def test_words_are_broken_where_pyphen_breaks_them(lang: str) -> None:
    known = patterns.load(lang)
    assert known is not None
    theirs = pyphen.Pyphen(lang="en_GB" if lang == "en" else lang, left=2, right=3)
    for word in WORDS[lang]:
        assert patterns.positions(known, word) == [int(place) for place in theirs.positions(word)]


def test_a_language_without_patterns_has_none() -> None:
    assert patterns.load("vi") is None
    assert patterns.load("") is None


def test_what_stands_after_a_slash_and_lines_without_weight_are_no_patterns(tmp_path: Path) -> None:
    path = tmp_path / "hyph_xx.dic"
    path.write_bytes(
        b"ISO8859-1\nLEFTHYPHENMIN 2\n% a1comment\na1b\na3\xe9c\nd1d/dd=d,1,2\n.e2\nab\n^^e91x\n\n"
    )
    known = patterns._read(path)
    assert known.lines == {"ab": "a1b", "aéc": "a3éc", "dd": "d1d", ".e": ".e2", "éx": "é1x"}
    assert patterns.positions(known, "xxabxxx") == [3]
    assert patterns.positions(known, "xdéxxx") == [3]


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(set(pyphen.LANGUAGES.values())), ids=lambda path: path.stem)
def test_every_dictionary_gives_the_same_weights(path: Path) -> None:
    ours, theirs = patterns._read(path), pyphen.Pyphen(filename=path, left=2, right=3)
    for letters, (start, weights) in theirs.hd.patterns.items():
        found = patterns._weights(ours.lines[letters])
        assert found[start : start + len(weights)] == tuple(map(int, weights))
        assert not any(found[:start] + found[start + len(weights) :])
    chance = random.Random(path.stem)
    keys = sorted(theirs.hd.patterns)
    for _ in range(200):
        word = "".join(key.strip(".") for key in chance.choices(keys, k=3))
        assert patterns.positions(ours, word) == [int(place) for place in theirs.positions(word)]
