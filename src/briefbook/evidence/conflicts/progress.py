"""Ties and meetings on their way: a level named here and not there, a meeting planned and then held."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from briefbook.evidence.conflicts import passages as ground_
from briefbook.evidence.conflicts.differences import Difference, Side, phrase
from briefbook.evidence.conflicts.passages import Ground, Passage
from briefbook.text import names, topics
from briefbook.text.stance import Sign

CODE = "conflict-status"
PLAN = 0.2
# how much two passages must be about the same, of a meeting planned and one held
MANY_TIES, MANY_MEETINGS = 60, 200
# passages that are compared


def levels(ground: Ground) -> Iterator[Difference]:
    """Ties to be raised: to a named level in one place, to none or another one in the other."""
    listed = [
        (passage, _level(passage))
        for passage in ground.passages
        if "=upgrade" in passage.stems and passage.stems & {"=relations", "=bilateral"}
    ][:MANY_TIES]
    for at, (first, level) in enumerate(listed):
        for second, other in listed[at + 1 :]:
            if level == other or first.source is second.source or not _same_pair(ground, first, second):
                continue
            strength = 0.5 + ground_.similarity(ground, first, second) / 2
            says = tuple(
                Side(each, name or "names no level") for each, name in ((first, level), (second, other))
            )
            why = "one names a level, the other does not" if not (level and other) else ""
            yield Difference(CODE, "the level to which ties are to be raised", says, not why, why, strength)


def _level(passage: Passage) -> str:
    """The words before “partnership”: “Comprehensive Strategic Partnership”."""
    terms = passage.terms
    upgrade = next(each.start for each in terms if each.stem == "=upgrade")
    for at, term in enumerate(terms):
        if term.stem == "=partnership" and term.start > upgrade and at and terms[at - 1].start > upgrade:
            start = at - 1
            while (
                start and terms[start - 1].start > upgrade and terms[start].start - terms[start - 1].end <= 1
            ):
                start -= 1
            return " ".join(passage.text[terms[start].start : term.end].split()).casefold()
    return ""


def _same_pair(ground: Ground, first: Passage, second: Passage) -> bool:
    """Whether two passages speak of the same countries; one that names none is of those of its text."""
    one, other = (ground_.countries(each) or _main(ground, each) for each in (first, second))
    return one <= other or other <= one


def _main(ground: Ground, passage: Passage) -> frozenset[str]:
    """The two countries that a passage's source names most."""
    listed = [each for each in ground.passages if each.source is passage.source]
    seen = Counter(name for each in listed for name in ground_.countries(each))
    return frozenset(name for name, _ in sorted(seen.items(), key=lambda item: (-item[1], item[0]))[:2])


def meetings(ground: Ground, signs: Callable[[Passage], tuple[Sign, ...]]) -> Iterator[Difference]:
    """A meeting that is planned in one place and reported in the other."""
    listed = [each for each in ground.passages if "=meet" in each.stems and each.names][:MANY_MEETINGS]
    planned: list[tuple[Passage, Sign | None]] = []
    held: list[tuple[Passage, Sign | None]] = []
    for passage in listed:
        stand = _stand_of_meeting(passage, signs(passage))
        (planned if stand else held).append((passage, stand))
    for first, sign in planned:
        if sign is None:
            continue
        best: tuple[float, Passage] | None = None
        for second, _ in held:
            if first.source is second.source or not later(first, second) or not _fulfils(first, sign, second):
                continue
            strength = ground_.similarity(ground, first, second)
            if (
                strength >= PLAN
                and (best is None or strength > best[0])
                and not ground_.apart(ground, first, second)
            ):
                best = (strength, second)
        if best:
            term = next(each for each in best[1].terms if each.stem == "=meet")
            sides = (phrase(first, sign.start, sign.end), phrase(best[1], term.start, term.end))
            why = "what is planned in one place is reported as held in the other"
            yield Difference(CODE, "a meeting", sides, False, why, best[0])


def _fulfils(first: Passage, sign: Sign, second: Passage) -> bool:
    """Whether a meeting held may be the one planned: with who is named there, or with one left unnamed."""
    people = _people(first)
    wanted = {name for name, start in people.items() if start >= sign.end}
    named = {name for name in second.names if name[0] != "#"}
    if not first.names & named:
        return False
    return bool(wanted & named) if wanted else bool(_people(second).keys() - people.keys())


def _people(passage: Passage) -> dict[str, int]:
    """The people of a passage, each by the last word of the name, and where it stands."""
    found = {}
    for name in names.find(passage.text, passage.language):
        if name.kind == "person":
            last = name.written.split()[-1]
            found[topics.key(last, passage.language)] = name.start
    return found


def _stand_of_meeting(passage: Passage, signs: Sequence[Sign]) -> Sign | None:
    """The word that says a meeting is still to come."""
    for term in passage.terms:
        if term.stem == "=meet":
            for sign in signs:
                if (
                    sign.value in ("will", "planned", "should")
                    and sign.start <= term.end
                    and term.start - sign.end <= 60
                ):
                    return sign
    return None


def later(first: Passage, second: Passage) -> bool:
    """Whether the second passage may have been written after the first."""
    if first.date is None or second.date is None:
        return True
    one, other = first.date, second.date
    size = 3 if one.day and other.day else 2 if one.month and other.month else 1
    return (one.year, one.month, one.day)[:size] <= (other.year, other.month, other.day)[:size]
