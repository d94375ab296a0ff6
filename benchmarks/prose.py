"""Invented facts in words: what a brief says, and what English, French and Vietnamese papers said of it."""

import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "fr", "vi")
DATA = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))
VISITOR, HOST = (DATA["countries"][side]["en"] for side in ("visitor", "host"))
FIGURES = {"en": (",", "."), "fr": ("\u00a0", ","), "vi": (".", ",")}
# what parts thousands, and the decimal mark
TENTHS = ("share", "money")
# slots whose figures have one decimal
COMMON = 4
# how many times as often as a rare sentence another one is said


@dataclass(frozen=True, slots=True)
class Saying:
    """One fact in words."""

    statement: str
    quotes: Mapping[str, str]
    # by language


def saying(section: str, rng: random.Random) -> Saying:
    """One invented fact of a section, the same in all three languages."""
    frames = [frame for frame in DATA["frame"] if frame["section"] == section]
    values: dict[str, str | int] = {
        "who": _person(rng),
        "other": _person(rng),
        "town": town(rng),
        "year": str(rng.randrange(1991, 2024)),
        "n": rng.randrange(12, 9_900),
        "share": rng.randrange(11, 990),
        "good": rng.randrange(len(DATA["goods"]["en"])),
    }
    weights = [1 if frame.get("rare") else COMMON for frame in frames]
    return _said(rng.choices(frames, weights)[0], values)


def trade(year: int, tenths: int) -> Saying:
    """One point of the trade series; `tenths` are tenths of a million dollars."""
    return _said(DATA["trade"], {"year": str(year), "money": tenths})


def padding(lang: str, rng: random.Random) -> str:
    """A sentence that no fact quotes."""
    return rng.choice(DATA["padding"][lang])


def town(rng: random.Random) -> str:
    """The name of a town."""
    return f"{rng.choice(DATA['names']['towns'])} {_name(rng)}"


def _person(rng: random.Random) -> str:
    return f"{rng.choice(DATA['names']['first'])} {_name(rng)}"


def _name(rng: random.Random) -> str:
    return rng.choice(DATA["names"]["heads"]) + rng.choice(DATA["names"]["tails"])


def _said(frame: Mapping[str, Any], values: Mapping[str, str | int]) -> Saying:
    quotes = {lang: frame[lang].format(**_words(values, lang)) for lang in LANGUAGES}
    return Saying(frame["statement"].format(**_words(values, "en")), quotes)


def _words(values: Mapping[str, str | int], lang: str) -> dict[str, str]:
    found = {side: country[lang] for side, country in DATA["countries"].items()}
    for name, value in values.items():
        if isinstance(value, str):
            found[name] = value
        elif name == "good":
            found[name] = DATA["goods"][lang][value]
        else:
            found[name] = _figure(value, lang, tenths=name in TENTHS)
    return found


def _figure(value: int, lang: str, *, tenths: bool) -> str:
    """Write a whole number, or tenths, as a language does."""
    thousands, mark = FIGURES[lang]
    whole, rest = divmod(value, 10) if tenths else (value, 0)
    return f"{whole:,}".replace(",", thousands) + (f"{mark}{rest}" if tenths else "")
