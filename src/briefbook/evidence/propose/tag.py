"""The section of a brief that a sentence belongs to, by weighted words, its heading and its neighbours."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefbook.evidence.propose import lexicon
from briefbook.evidence.propose.lexicon import SECTIONS, Found, Lexicon
from briefbook.model.proposal import Tagged, Unit
from briefbook.text import languages
from briefbook.text.languages import Own

Scores = tuple[float, ...]
# one for each of SECTIONS, in their order

CLEAR = 0.6
# confidence under which a person should look
BROAD = 4
# fields of cooperation in one sentence: it is then about none of them
SHORT = 8
# words of a sentence that leans on the one before it
MANY = 3
# topic tags of one fact

_DATELINE = re.compile(r"\s*(?:date \S+ )?(?:[^\W\d_a-zà-ÿ][\w.'’/-]*[ ,]*){1,4}(?:\([^)\n]{1,40}\))?\s?[-–—:]\s")
_DATE = re.compile(r"\d")


def sort(units: Sequence[Unit], own: Own | None = None) -> tuple[Tagged, ...]:
    """Give every unit a section, topic tags and a confidence, with a reason where it is low."""
    tables: dict[str, Lexicon] = {}
    for lang in {unit.lang for unit in units}:
        tables[lang] = lexicon.of(languages.load(lang, own))
    read = [lexicon.read(unit.text, tables[unit.lang]) for unit in units]
    alone = [
        scores(signs(unit, words, tables[unit.lang], units[at - 1] if at else None), tables[unit.lang])
        for at, (unit, words) in enumerate(zip(units, read, strict=True))
    ]
    return tuple(
        _tagged(unit, words, _among(at, units, alone), tables[unit.lang])
        for at, (unit, words) in enumerate(zip(units, read, strict=True))
    )


def signs(unit: Unit, found: Sequence[Found], words: Lexicon, before: Unit | None) -> dict[str, float]:
    """All that speaks for a section: topics of the words, topics of the heading, place and form."""
    made = dict(lexicon.shares(found))
    fields = len(words.tags & made.keys())
    first = before is None or before.source != unit.source
    cues = {
        "any": 1.0,
        "first": float(first),
        "dateline": float(first and bool(_DATELINE.match(unit.text))),
        "broad": float(fields >= BROAD),
        "short": float(unit.text.count(" ") < SHORT),
        "item": float(unit.kind == "item"),
    }
    made |= {name: value for name, value in cues.items() if value}
    if unit.heading:
        above = lexicon.shares(lexicon.read(unit.heading, words))
        made |= {f"heading {topic}": value for topic, value in above}
    return made


def scores(signs: Mapping[str, float], words: Lexicon) -> Scores:
    """What the signs say for each section; a heading says half of what the same words say in the sentence."""
    totals = dict.fromkeys(SECTIONS, 0.0)
    for sign, value in signs.items():
        share = value
        row = words.weights.get(sign)
        if row is None and sign.startswith("heading "):
            row, share = words.weights.get(sign[8:]), value * HEADING
        for section, weight in (row or {}).items():
            totals[section] += weight * share
    return tuple(totals.values())


HEADING = 0.5
NEAR, BEFORE, AFTER = 0.35, 0.3, 0.1
# how far a sentence leans on its neighbours: in the same paragraph, on the one before, on the one behind


def _among(at: int, units: Sequence[Unit], alone: Sequence[Scores]) -> Scores:
    """The scores of a unit with a part of those around it; a clear sentence needs its neighbours less."""
    totals = list(alone[at])
    for step, share in ((-1, BEFORE), (1, AFTER)):
        other = at + step
        if not 0 <= other < len(units) or units[other].source != units[at].source:
            continue
        if units[other].block != units[at].block:
            share *= NEAR
        totals = [total + share * score for total, score in zip(totals, alone[other], strict=True)]
    return tuple(totals)


def _tagged(unit: Unit, found: Sequence[Found], total: Scores, words: Lexicon) -> Tagged:
    shares = softened(total)
    order = sorted(range(len(SECTIONS)), key=lambda index: (-shares[index], index))
    first, second = order[0], order[1]
    reason = "" if shares[first] >= CLEAR else f"may also be {SECTIONS[second]}"
    return Tagged(unit, SECTIONS[first], _tags(found, words), round(shares[first], 2), reason)


def softened(total: Scores) -> Scores:
    """Scores as shares that sum to one."""
    most = max(total)
    raised = [math.exp(score - most) for score in total]
    return tuple(each / sum(raised) for each in raised)


def _tags(found: Sequence[Found], words: Lexicon) -> tuple[str, ...]:
    shares = dict(lexicon.shares(found))
    topics = [topic for topic in shares if topic in words.tags]
    topics.sort(key=lambda topic: -shares[topic])
    stage = next((words.stages[topic] for topic in words.stages if topic in shares), "")
    return (*topics[:MANY], *([stage] if stage else []))
