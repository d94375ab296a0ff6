"""What a user's own ledger teaches about sections: weights of words, as a table that anybody can read."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefbook.evidence.propose import lexicon, tag
from briefbook.evidence.propose.lexicon import SECTIONS
from briefbook.model.proposal import Unit
from briefbook.text import languages
from briefbook.text.languages import Own

ENOUGH = 100
# facts of one language before anything is learned
MOST = 3000
# facts of one language that are read, the last ones
SEEN = 3
# facts that use a word before it counts
HELD_BACK = 5
# every fifth fact is kept to see whether what was learned helps
ROUNDS, STEP, CALM = 40, 0.3, 0.1
# passes over the facts, how far each goes, and how strongly weights are drawn back to nothing
LEAST = 2
# tenths under which a weight is not written down

Weights = dict[str, list[float]]
# word to a weight for each of SECTIONS


@dataclass(frozen=True, slots=True)
class Example:
    """The words of a fact that a person has put into a section."""

    text: str
    lang: str
    section: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the facts of one language have taught."""

    lang: str
    facts: int
    before: float
    after: float
    # part of the facts held back that went to their section, without and with what was learned
    table: str = ""
    # for `languages/<lang>/learned.toml`; "" where nothing helped


@dataclass(frozen=True, slots=True)
class _Fact:
    words: tuple[str, ...]
    scores: tag.Scores
    # as they are without lessons
    right: int
    # number of its section


def study(examples: Sequence[Example], own: Own | None = None) -> tuple[Lesson, ...]:
    """A lesson for each language that has enough facts in the five sections of a brief."""
    counts = Counter(each.lang for each in examples if each.section in SECTIONS)
    lessons = []
    for lang in sorted(lang for lang, count in counts.items() if count >= ENOUGH):
        facts = _facts([each for each in examples if each.lang == lang and each.section in SECTIONS], own)
        lessons.append(_lesson(lang, facts[-MOST:]))
    return tuple(lessons)


def _facts(examples: Sequence[Example], own: Own | None) -> list[_Fact]:
    texts = ["", *(each.text for each in examples)]
    # the empty one stands first, where a text's first sentence has a weight of its own
    units = [Unit("ledger", at, at + 1, text, examples[0].lang, block=at) for at, text in enumerate(texts)]
    table = lexicon.of(languages.load(examples[0].lang, own))
    found = [lexicon.read(unit.text, table) for unit in units]
    signs = [*tag.signs(units, found, {units[0].lang: table})][1:]
    return [
        _Fact(tuple(sorted(set(lexicon.words(each.text, table)))), tag.scores(made, table), at)
        for each, made in zip(examples, signs, strict=True)
        for at in [SECTIONS.index(each.section)]
    ]


def _lesson(lang: str, facts: Sequence[_Fact]) -> Lesson:
    held = [fact for number, fact in enumerate(facts) if number % HELD_BACK == 0]
    rest = [fact for number, fact in enumerate(facts) if number % HELD_BACK]
    before, after = _right(held, {}), _right(held, _weights(rest))
    table = _table(_weights(facts), len(facts)) if after > before else ""
    return Lesson(lang, len(facts), before, after, table)


def _weights(facts: Sequence[_Fact]) -> Weights:
    """Multinomial logistic regression on top of the scores that the shipped words give."""
    counts = Counter(word for fact in facts for word in fact.words)
    weights = {word: [0.0] * len(SECTIONS) for word in sorted(counts) if counts[word] >= SEEN}
    speed = {word: [1e-6] * len(SECTIONS) for word in weights}
    known = [(fact, [word for word in fact.words if word in weights]) for fact in facts]
    for _ in range(ROUNDS):
        for fact, words in known:
            shares = tag.softened(_with(fact, weights))
            for index, share in enumerate(shares):
                error = share - (index == fact.right)
                for word in words:
                    slope = error + CALM * weights[word][index]
                    speed[word][index] += slope * slope
                    weights[word][index] -= STEP * slope / math.sqrt(speed[word][index] + 1)
    return weights


def _with(fact: _Fact, weights: Mapping[str, Sequence[float]]) -> tag.Scores:
    totals = list(fact.scores)
    for word in fact.words:
        for index, weight in enumerate(weights.get(word, ())):
            totals[index] += weight
    return tuple(totals)


def _right(facts: Sequence[_Fact], weights: Weights) -> float:
    good = 0
    for fact in facts:
        scores = _with(fact, weights)
        good += scores.index(max(scores)) == fact.right
    return good / len(facts)


def _table(weights: Weights, facts: int) -> str:
    lines = [
        f"# Learned from {facts} facts of your ledger: how strongly a word speaks for a section, in tenths.",
        "# Change it as you like; delete the file and all of it is forgotten.",
    ]
    for index, section in enumerate(SECTIONS):
        rows = [(word, round(row[index] * 10)) for word, row in weights.items()]
        lines += ["", f"[{section}]"]
        lines += [f'"{word}" = {number}' for word, number in sorted(rows) if abs(number) >= LEAST]
    return "\n".join(lines) + "\n"
