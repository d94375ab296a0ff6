"""A calendar date known to the day, the month or only the year (EDTF level 0)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date with the precision that is known and no more."""

    year: int
    month: int | None = None
    # 1 to 12; None when only the year is known
    day: int | None = None
    # 1 to 31; None when the day is not known

    def __str__(self) -> str:
        """Write the date as EDTF level 0: 2025, 2025-03 or 2025-03-05."""
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
            if self.day is not None:
                parts.append(f"{self.day:02d}")
        return "-".join(parts)
