"""The section of a brief that a sentence belongs to, by weighted words, its heading and its neighbours."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from briefbook.evidence.propose import lexicon, semantic
from briefbook.evidence.propose.lexicon import SECTIONS, Found, Lexicon
from briefbook.evidence.propose.semantic import Vectors
from briefbook.model.fact import STAGES
from briefbook.model.proposal import Tagged, Unit
from briefbook.text import languages, stance
from briefbook.text.languages import Language, Own

Scores = tuple[float, ...]
# one for each of SECTIONS, in their order

CLEAR = 0.5
# confidence under which a person should look
BROAD = 4
# fields of cooperation in one sentence: it is then about none of them
FEW = 2.0
# what all fields of such a sentence count together, times the usual
HEADING, TITLE = 0.15, 0.1
# how much the words of a heading count beside those of the sentence; the first heading is that of the whole
NEAR, BEFORE, AFTER = 0.6, 0.25, 0.15
# how far a sentence leans on others: those of another paragraph, the one before, the one behind
SHORT = 8
# words of a sentence that leans on the one before it
PROMISES = frozenset({"signing", "agreed", "launch", "invitation", "modal-topic", "upgrade"})
# topics of sentences that may tell how far a thing has got
MANY = 3
# topic tags of one fact

_PLACE = r"[^\W\d_a-zà-ÿ][\w.'’/]{0,30}"
_DATELINE = re.compile(
    rf"(?:date \S{{1,12}} )?{_PLACE}(?:[ ,]{{1,3}}(?:{_PLACE}|\d{{1,4}}\.?)){{0,5}}"
    r"(?: ?\([^)\n]{1,40}\))? ?[-–—:] "
)


def sort(units: Sequence[Unit], own: Own | None = None, vectors: Vectors | None = None) -> tuple[Tagged, ...]:
    """Give every unit a section, topic tags and a confidence, with a reason where it is low.

    `vectors` is asked only for languages that have no words of their own.
    """
    tables = {lang: _table(lang, own) for lang in {unit.lang for unit in units}}
    found = [lexicon.read(unit.text, tables[unit.lang]) for unit in units]
    alone = [
        scores(each, tables[unit.lang]) for unit, each in zip(units, signs(units, found, tables), strict=True)
    ]
    strange = [at for at, unit in enumerate(units) if not tables[unit.lang].known]
    if vectors and strange:
        likes = semantic.scores([units[at].text for at in strange], vectors)
        for at, like in zip(strange, likes, strict=True):
            alone[at] = tuple(one + other for one, other in zip(alone[at], like, strict=True))
    return tuple(
        _tagged(unit, words, _among(at, units, alone), tables[unit.lang], own)
        for at, (unit, words) in enumerate(zip(units, found, strict=True))
    )


def signs(
    units: Sequence[Unit], found: Sequence[Sequence[Found]], tables: Mapping[str, Lexicon]
) -> Iterator[dict[str, float]]:
    """All that speaks for a section: topics of the words, topics of the heading, place and form."""
    worth = lexicon.worths(found)
    titles: dict[str, str] = {}
    for at, (unit, words) in enumerate(zip(units, found, strict=True)):
        table = tables[unit.lang]
        made = dict(lexicon.shares(words, worth))
        fields = table.tags & made.keys()
        if len(fields) >= BROAD:
            made |= {field: made[field] * (FEW / len(fields)) for field in fields}
        first = at == 0 or units[at - 1].source != unit.source
        made |= _form(unit, first, len(fields), words)
        title = titles.setdefault(unit.source, unit.heading)
        part = TITLE if unit.heading == title else HEADING
        if unit.heading:
            above = lexicon.shares(lexicon.read(unit.heading, table), worth)
            for topic, value in above:
                made[topic] = made.get(topic, 0) + part * value
        yield made


def _form(unit: Unit, first: bool, fields: int, found: Sequence[Found]) -> dict[str, float]:
    cues = {
        "any": True,
        "first": first,
        "dateline": first and bool(_DATELINE.match(unit.text)),
        "broad": fields >= BROAD,
        "short": unit.text.count(" ") < SHORT,
        "opening": bool(found) and "visit" in found[0].topics,
        "item": unit.kind == "item",
    }
    return {name: 1.0 for name, holds in cues.items() if holds}


def scores(signs: Mapping[str, float], words: Lexicon) -> Scores:
    """What the signs say for each section."""
    totals = dict.fromkeys(SECTIONS, 0.0)
    for sign, value in signs.items():
        for section, weight in words.weights.get(sign, {}).items():
            totals[section] += weight * value
    return tuple(totals.values())


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


def _tagged(unit: Unit, found: Sequence[Found], total: Scores, words: Lexicon, own: Own | None) -> Tagged:
    shares = softened(total)
    order = sorted(range(len(SECTIONS)), key=lambda index: (-shares[index], index))
    first, second = order[0], order[1]
    sure = shares[first] if words.known else shares[first] / 2
    reason = "" if sure >= CLEAR else f"may also be {SECTIONS[second]}"
    if not words.known:
        reason = f"no word list for {unit.lang}: the section is a guess from what other languages say"
    return Tagged(unit, SECTIONS[first], _tags(unit, found, words, own), round(sure, 2), reason)


def softened(total: Scores) -> Scores:
    """Scores as shares that sum to one."""
    most = max(total)
    raised = [math.exp(score - most) for score in total]
    return tuple(each / sum(raised) for each in raised)


def _tags(unit: Unit, found: Sequence[Found], words: Lexicon, own: Own | None) -> tuple[str, ...]:
    shares = dict(lexicon.shares(found, {}))
    topics = [topic for topic in shares if topic in words.tags]
    topics.sort(key=lambda topic: -shares[topic])
    stage = "" if PROMISES.isdisjoint(shares) else _stage(unit, languages.load(unit.lang, own))
    return (*topics[:MANY], *([stage] if stage else []))


def _stage(unit: Unit, language: Language) -> str:
    """The first stage that is told as reached: neither denied nor still to come."""
    waiting: set[int] = set()
    for sign in stance.find(unit.text, language):
        if sign.kind == "modality" and sign.value != "fact":
            waiting.add(sign.clause)
        elif (
            sign.kind == "stage" and sign.value in STAGES and not sign.negated and sign.clause not in waiting
        ):
            return sign.value
    return ""


def _table(lang: str, own: Own | None) -> Lexicon:
    table = lexicon.of(languages.load(lang, own))
    return table if table.known else lexicon.borrowed(own)
