"""Two places that do not say the same, before they are put into words."""

from dataclasses import dataclass

from briefbook.evidence.conflicts.passages import Passage

MORE = 40
# letters behind a word that say what it is about


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One of the places that differ."""

    passage: Passage
    says: str
    # the words that differ, as they stand there
    at: int = 0
    # where they stand in the passage


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """Places that speak of one matter and differ in one point."""

    code: str
    # conflict-quantity | conflict-date | conflict-status
    subject: str
    # what differs, in words of an officer: "trade in 2024"
    sides: tuple[Side, ...]
    grave: bool
    # a contradiction; otherwise two states of one thing, or a difference of precision
    why: str = ""
    # what sort of difference it is, where it is no contradiction
    strength: float = 0.0
    # how sure it is, to choose among several


def side(passage: Passage, start: int, end: int) -> Side:
    """A place with the words between two offsets of its passage."""
    return Side(passage, " ".join(passage.text[start:end].split()), start)


def phrase(passage: Passage, start: int, end: int) -> Side:
    """A place with the words between two offsets and a few that follow: “will open a joint laboratory”."""
    stop = end + MORE
    if stop < len(passage.text):
        stop = max(end, passage.text.rfind(" ", end, stop))
    return side(passage, start, stop)
