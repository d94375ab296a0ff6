"""Where two sources give different figures for one thing."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from briefbook.evidence.conflicts import passages as ground_
from briefbook.evidence.conflicts import values
from briefbook.evidence.conflicts.differences import Difference, Side
from briefbook.evidence.conflicts.passages import Ground
from briefbook.evidence.conflicts.values import Valued
from briefbook.text import figures
from briefbook.text.dates import Moment
from briefbook.text.figures import Figure
from briefbook.text.languages import Language

CODE = "conflict-quantity"
MANY = 120
# figures of one thing and period that are compared with one another
ALIKE, ALIKE_UNDATED, ALIKE_PROJECT = 0.16, 0.42, 0.34
# how much two passages must be about the same: figures of one period, of none, of single projects
AIM, AIM_ABROAD, ROW = 0.7, 0.4, 3
# how much two single sums must stand among the same words, of one language and of two; words behind both
STATED = 70
# letters before a sum in which its state stands
BESIDE = 45
# letters before a figure in which its thing is said to be another one
AFTER_SHARE = 40
# letters between a share and what it is a share of
ALIKE_ROW = 0.2
# the same, where the same words stand behind both sums
ABOUT = Decimal("0.12")
# how far "about" reaches
SINGLE = frozenset(
    f"={name}"
    for name in [
        "loan",
        "aid",
        "fund",
        "project",
        "agreement",
        "factory",
        "produce",
        "invest",
        "people",
        "jobs",
    ]
)
# things of which there are many, so that the thing itself must be the same
SHARED = frozenset(f"={name}" for name in ["energy", "electricity"])
# things whose share is told of
FUNDED = frozenset(f"={name}" for name in ["invest", "project", "loan", "aid", "fund"])
# things that money goes to


def find(
    ground: Ground, when: Mapping[int, Sequence[Moment]], known: Mapping[int, Sequence[Valued]] | None = None
) -> Iterator[Difference]:
    """Figures of one thing and one period that do not agree; `known` are all figures, where they are read."""
    groups: dict[tuple[str, str], list[Valued]] = defaultdict(list)
    for passage in ground.passages:
        if known is None:
            told = values.read(passage, when.get(passage.number, ()))
        else:
            told = values.measured(passage, known[passage.number])
        for valued in told:
            groups[family(valued.figure), _kind(valued)].append(valued)
    for _, group in sorted(groups.items()):
        dated: dict[str, list[Valued]] = defaultdict(list)
        for valued in group:
            dated[valued.period].append(valued)
        undated = dated.pop("", [])[:MANY]
        for listed in dated.values():
            yield from _compare(ground, listed[:MANY], ALIKE)
        yield from _compare(ground, undated, ALIKE_UNDATED)
    yield from _states(ground, groups)
    yield from _shares(ground, groups)


def _kind(valued: Valued) -> str:
    """The measure by which figures meet; what is given for something goes by many names."""
    given = family(valued.figure) == "money" and valued.measure in FUNDED - {"=invest", "=loan"}
    return values.MONEY if given else valued.measure


def agree(first: Figure, second: Figure) -> bool:
    """Whether two figures can both be true: equal, one the other rounded, or inside its bound."""
    if first.low <= second.high and second.low <= first.high:
        return True
    one, other = (first, second) if first.high < second.low else (second, first)
    # one is the smaller
    if one.bound == "over" or other.bound == "under":
        return other.low <= one.high * 2
    if "about" in (one.bound, other.bound) and other.low - one.high <= ABOUT * other.low:
        return True
    return _rounds(one.high, other.low) or _rounds(other.low, one.high)


def _rounds(coarse: Decimal, fine: Decimal) -> bool:
    """Whether a figure is another one rounded to fewer digits: 1.4 million for 1.36 million."""
    digits, others = coarse.normalize().as_tuple(), fine.normalize().as_tuple()
    if not isinstance(digits.exponent, int) or not isinstance(others.exponent, int):
        return False
    if len(digits.digits) >= len(others.digits) or digits.exponent <= others.exponent:
        return False
    return abs(coarse - fine) <= Decimal(5).scaleb(digits.exponent - 1)


def _compare(ground: Ground, listed: Sequence[Valued], least: float) -> Iterator[Difference]:
    told = [_told_as(each) for each in listed]
    for at, one in enumerate(listed):
        for other, as_ in zip(listed[at + 1 :], told[at + 1 :], strict=True):
            if as_ != told[at]:
                continue
            strength = _same_thing(ground, one, other, least)
            if strength and not agree(one.figure, other.figure):
                yield Difference(CODE, _subject(one), (_side(one), _side(other)), True, "", strength)


def _same_thing(ground: Ground, one: Valued, other: Valued, least: float) -> float:
    """How likely two figures are of one thing; 0 for two things."""
    first, second = one.passage, other.passage
    if first is second or not _alike_units(one, other):
        return 0.0
    if one.actor and other.actor and one.actor != other.actor and one.measure != "=trade":
        return 0.0
    if ground_.apart(ground, first, second) or (one.where - other.where and other.where - one.where):
        return 0.0
    same_language = first.language.lang == second.language.lang
    if same_language and one.goods != other.goods and not one.goods & other.goods:
        return 0.0
    single = one.measure in SINGLE or one.measure == values.MONEY
    if single and bool(_another(one)) != bool(_another(other)):
        return 0.0
    if single and not _same_aim(ground, one, other):
        return 0.0
    if single or one.measure[0] != "=":
        least = max(least, ALIKE_PROJECT)
    if first.source is second.source:
        least = max(least, ALIKE_UNDATED)
    elif single and _same_row(one, other):
        least = ALIKE_ROW
    strength = ground_.likeness(ground, first, second)
    return strength if strength >= least else 0.0


def _same_aim(ground: Ground, one: Valued, other: Valued) -> bool:
    """Whether the words around two sums say that they are for the same."""
    mine, theirs, least = one.around, other.around, AIM
    if one.passage.language.lang != other.passage.language.lang:
        mine, theirs = mine & one.passage.shared, theirs & other.passage.shared
        least = AIM_ABROAD
    elif _same_row(one, other):
        return True
    weight = ground_.mass(ground, mine | theirs)
    return weight > 0 and ground_.mass(ground, mine & theirs) >= least * weight


def _another(valued: Valued) -> str:
    """The word just before a figure's thing that makes it another one: a second loan, a further project."""
    before = valued.passage.text[max(0, valued.figure.start - BESIDE) : valued.figure.start]
    last = re.split(r"[,;:.()]", before)[-1]
    grammar = _other_words(valued.passage.language)
    found = grammar.search(last) if grammar else None
    return found[0] if found else ""


@lru_cache(maxsize=32)
def _other_words(language: Language) -> re.Pattern[str] | None:
    listed = language.table("topics").get("others", {}).get("words", ())
    parts = [r"\s+".join(map(re.escape, str(each).split())) for each in listed]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE) if parts else None


def _same_row(one: Valued, other: Valued) -> bool:
    """Whether the same words stand behind two sums: to modernise the port of …"""
    row = _following(one)[:ROW]
    return len(row) == ROW and row == _following(other)[:ROW]


def _told_as(valued: Valued) -> frozenset[str]:
    """What sort of figure it is; of a sum that is given, the plan is no other figure than the gift."""
    return valued.qualifiers - {"=target"} if _kind(valued) == values.MONEY else valued.qualifiers


def _following(valued: Valued) -> list[str]:
    return [term.stem for term in valued.passage.terms if term.start >= valued.figure.end]


def _alike_units(one: Valued, other: Valued) -> bool:
    first, second = one.figure.unit, other.figure.unit
    return first == second or figures.alike(first, second, one.passage.language)


def family(figure: Figure) -> str:
    """A unit by which figures meet; currencies meet one another, and are told apart later."""
    if len(figure.unit) == 3 and figure.unit.isupper():
        return "money"
    return (
        "money"
        if figure.unit.isalpha() and figure.unit in ("dollar", "franc", "peso", "crown")
        else figure.unit
    )


def _states(ground: Ground, groups: Mapping[tuple[str, str], list[Valued]]) -> Iterator[Difference]:
    """One sum of one day in two states: registered and invested."""
    by: dict[Decimal, list[tuple[Valued, str, str]]] = defaultdict(list)
    for (unit, measure), group in sorted(groups.items()):
        if unit == "money" and measure in FUNDED | {values.MONEY}:
            for valued in group[: MANY * 4]:
                known = _state(valued)
                if known:
                    by[valued.figure.high].append((valued, *known))
    for listed in by.values():
        for at, (one, state, word) in enumerate(listed[:MANY]):
            for other, another, third in listed[at + 1 : MANY]:
                same = one.period == other.period and not ground_.apart(ground, one.passage, other.passage)
                if (
                    one.passage is not other.passage
                    and state != another
                    and same
                    and _alike_units(one, other)
                ):
                    sides = (
                        Side(one.passage, f"{word} {one.figure.written}", one.figure.start),
                        Side(other.passage, f"{third} {other.figure.written}", other.figure.start),
                    )
                    why = "these are two states of one thing"
                    yield Difference("conflict-status", "the same sum", sides, False, why, 1.0)


def _state(valued: Valued) -> tuple[str, str] | None:
    """How far money has got, by the word nearest before the figure."""
    before = _bare(valued.passage.text[max(0, valued.figure.start - STATED) : valued.figure.start])
    best = (-1, "", "")
    for state, word in _states_of(valued.passage.language.table("topics").get("states", {})):
        at = before.rfind(_bare(word))
        if at > best[0]:
            best = (at, state, word)
    return (best[1], best[2]) if best[0] >= 0 else None


def _bare(text: str) -> str:
    """Small letters without accents."""
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))


def _states_of(table: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    for state, words in table.items():
        for word in words:
            yield str(state), str(word).rstrip("*").casefold()


def _shares(ground: Ground, groups: Mapping[tuple[str, str], list[Valued]]) -> Iterator[Difference]:
    """One share told of two things: 90 per cent of the energy, 90 per cent of the electricity."""
    listed = [each for (unit, _), group in sorted(groups.items()) if unit == "%" for each in group][:MANY]
    for at, one in enumerate(listed):
        for other in listed[at + 1 :]:
            if one.passage.source is other.passage.source or one.figure.high != other.figure.high:
                continue
            bases = _base(one), _base(other)
            if not all(bases) or bases[0] == bases[1] or one.qualifiers != other.qualifiers:
                continue
            strength = ground_.similarity(ground, one.passage, other.passage)
            if strength >= 0.3 and one.passage.names & other.passage.names:
                why = "the share is the same, what it is a share of is not"
                yield Difference(
                    CODE, "the share", (_side(one, bases[0]), _side(other, bases[1])), False, why, strength
                )


def _base(valued: Valued) -> str:
    """What a share is a share of: the first word behind the figure that is no name."""
    for term in valued.passage.terms:
        if term.start >= valued.figure.end:
            if term.start - valued.figure.end > AFTER_SHARE:
                return ""
            if not term.name:
                return valued.passage.text[term.start : term.end]
    return ""


def _side(valued: Valued, extra: str = "") -> Side:
    says = f"{valued.figure.written} ({extra})" if extra else valued.figure.written
    return Side(valued.passage, says, valued.figure.start)


def _subject(valued: Valued) -> str:
    what = valued.measure[1:].replace("_", " ") if valued.measure[0] == "=" else valued.measure
    return f"{what} ({valued.period})" if valued.period else what
