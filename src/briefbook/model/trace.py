"""Words that no file may carry, because they tell of a machine and its users."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing that is looked for in the bytes of a file."""

    what: str
    # "the home folder"
    words: str
    # as they would stand there
