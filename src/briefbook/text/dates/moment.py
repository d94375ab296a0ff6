"""One date or period of a text, as a value."""

from typing import NamedTuple


class Moment(NamedTuple):
    """One date or period of a text."""

    start: int
    end: int
    # half-open offsets in the text that was read
    edtf: str
    # EDTF level 0 or 1: "2025-03-06", "2025-03", "2025", "2025-03-06/2025-03-07", "199X", "1992~";
    # "XXXX-03-06" without a year, "XXXX-XX-XX" for a weekday or "today" in a text without a date
    flags: frozenset[str] = frozenset()
    # year-inferred | ambiguous-dmy | relative | weekday | weekday-mismatch | decade | part | approximate
    other: str = ""
    # the second reading of an ambiguous day and month; of a relative day without anchor, which: "day-1"
    written: str = ""
    weekday: int = 0
    # the day of the week that the text names, 1 Monday to 7 Sunday; 0 where it names none
