"""How good a proposal is beside labels: what is kept and left out, where it goes, what is merged."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from marked import Case, Unit

from briefbook.model.proposal import Proposal

Place = tuple[str, int, int]
Counts = dict[str, tuple[int, int]]
# of a measure: how often right, out of how many

BY_LANGUAGE = ("recall", "precision", "noise", "section")
BY_CASE = ("anchor", "merged_right", "merged", "conflicts", "language")
ALARMS = ("conflict-", "name-variant")


def ratio(counts: tuple[int, int]) -> float:
    """A share; 1 where there was nothing to do."""
    return counts[0] / counts[1] if counts[1] else 1.0


def added(one: Counts, other: Counts) -> Counts:
    """Two counts of the same measures together."""
    return {
        key: (
            one.get(key, (0, 0))[0] + other.get(key, (0, 0))[0],
            one.get(key, (0, 0))[1] + other.get(key, (0, 0))[1],
        )
        for key in {**one, **other}
    }


def units(case: Case, proposal: Proposal, lang: str) -> Counts:
    """What is made of the sentences of the documents in one language."""
    names = _names(proposal)
    facts = [(draft.section, [_place(unit, names) for unit in draft.units]) for draft in proposal.drafts]
    quoted = [place for _, places in facts for place in places]
    mine = [unit for unit in case.units if case.langs[unit.doc] == lang]
    good = [unit for unit in mine if not unit.noise]
    bad = [unit for unit in mine if unit.noise]
    plain = [unit for unit in bad if unit.noise != "metadata"]
    hit = [unit for unit in good if _covered(unit, quoted)]
    wrong = sum(_covered(unit, quoted) for unit in bad)
    return {
        "recall": (len(hit), len(good)),
        "precision": (len(hit), len(hit) + wrong),
        "noise": (sum(not _covered(unit, quoted) for unit in plain), len(plain)),
        "section": (sum(_section(unit, facts) in unit.sections for unit in hit), len(hit)),
    }


def whole(case: Case, proposal: Proposal) -> Counts:
    """What is made of a case as a whole."""
    names = _names(proposal)
    quotes = [
        (unit, names[unit.source])
        for unit in (*(unit for draft in proposal.drafts for unit in draft.units), *proposal.set_aside)
    ]
    exact = sum(case.texts[doc][unit.start : unit.end] == unit.text for unit, doc in quotes)
    same, made = case.same(), _pairs(case, proposal, names)
    told = {key: {frozenset((one.place, far.place))} for key, one, far in case.clashes()}
    alarms = [
        [(names[each.source], each.start, each.end) for each in item.quotes]
        for item in proposal.diagnostics
        if item.code.startswith(ALARMS)
    ]
    struck = sum(
        any(_points(alarm, *pair) for alarm in alarms for pair in map(tuple, pairs))
        for pairs in told.values()
    )
    langs = {names[each.id]: each.source.meta.lang.partition("-")[0] for each in proposal.documents}
    return {
        "anchor": (exact, len(quotes)),
        "merged_right": (len(made & same), len(made)),
        "merged": (len(made & same), len(same)),
        "conflicts": (struck, len(told)),
        "language": (sum(langs[doc] == lang for doc, lang in case.langs.items()), len(case.langs)),
    }


def _names(proposal: Proposal) -> dict[str, str]:
    return {each.id: each.source.meta.path.rpartition("/")[2] for each in proposal.documents}


def _place(unit: object, names: dict[str, str]) -> Place:
    return names[unit.source], unit.start, unit.end  # type: ignore[attr-defined]


def _shared(one: Place, other: Place) -> int:
    return max(0, min(one[2], other[2]) - max(one[1], other[1])) if one[0] == other[0] else 0


def _covered(unit: Unit, places: Iterable[Place]) -> bool:
    letters: set[int] = set()
    for place in places:
        if _shared(unit.place, place):
            letters |= set(range(max(unit.start, place[1]), min(unit.end, place[2])))
    return 2 * len(letters) >= unit.end - unit.start


def _section(unit: Unit, facts: list[tuple[str, list[Place]]]) -> str:
    """The section of the fact that has most of a sentence."""
    weights = [(sum(_shared(unit.place, place) for place in places), section) for section, places in facts]
    return max(weights, key=lambda each: each[0])[1]


def _pairs(case: Case, proposal: Proposal, names: dict[str, str]) -> set[frozenset[Place]]:
    """Labelled sentences of two documents that one fact brings together."""
    made: set[frozenset[Place]] = set()
    facts = [unit for unit in case.units if not unit.noise]
    for draft in proposal.drafts:
        places = [_place(unit, names) for unit in draft.units]
        met = [
            unit.place
            for unit in facts
            if any(
                2 * _shared(unit.place, each) >= min(unit.end - unit.start, each[2] - each[1])
                for each in places
            )
        ]
        made |= {frozenset(pair) for pair in combinations(met, 2) if pair[0][0] != pair[1][0]}
    return made


def _points(alarm: list[Place], one: Place, other: Place) -> bool:
    return any(_shared(place, one) for place in alarm) and any(_shared(place, other) for place in alarm)
