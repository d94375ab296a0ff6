"""What a language calls things: labels, months, quotation marks, the shape of dates and numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from briefbook import resources
from briefbook.model.date import PartialDate
from briefbook.text import toml

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words, ready for use."""

    lang: str
    months: tuple[str, ...]
    quotes: tuple[str, str]
    # opening and closing quotation marks, with the spaces that belong inside
    day_pattern: str
    month_pattern: str
    first: str
    # how the first day of a month is written; "" = as a figure
    decimal: str
    group: str
    labels: Mapping[str, str]
    # by dotted name: "page_of", "sections.economy"
    months_alone: tuple[str, ...] = ()
    # how months are written without a day, where that differs; () = as with one

    def label(self, name: str, default: str = "") -> str:
        """The word for a thing; the default, or the last part of the name, where there is none."""
        return self.labels.get(name) or default or name.rpartition(".")[2]

    def say(self, name: str, default: str = "", /, **values: object) -> str:
        """The word for a thing with its {fields} filled in; what a theme writes in them is never run."""
        said = self.label(name, default)
        for field, value in values.items():
            said = said.replace("{" + field + "}", str(value))
        return said

    def date(self, date: PartialDate) -> str:
        """A date as this language writes it, no more precise than it is known."""
        if date.month is None:
            return str(date.year)
        alone = date.day is None and self.months_alone
        month = (alone or self.months)[date.month - 1]
        pattern = self.month_pattern if date.day is None else self.day_pattern
        day = self.first if date.day == 1 and self.first else date.day
        return pattern.format(day=day, month=month, year=date.year)

    def date_range(self, start: PartialDate, end: PartialDate) -> str:
        """Two dates with what they share said once: 6–7 March 2025."""
        if start == end:
            return self.date(start)
        last = self.date(end)
        if not (start.month and start.day and end.month and end.day) or start.year != end.year:
            return f"{self.date(start)} – {last}"
        day = self.first if start.day == 1 and self.first else str(start.day)
        if start.month == end.month:
            return self.day_pattern.format(
                day=f"{day}–{end.day}", month=self.months[end.month - 1], year=end.year
            )
        # what stands up to the month: the year is said once, at the end
        until_month = self.day_pattern[: self.day_pattern.index("{month}")] + "{month}"
        return f"{until_month.format(day=day, month=self.months[start.month - 1])} – {last}"

    def number(self, value: Decimal) -> str:
        """A number with this language's decimal mark and groups of three."""
        plain = format(value.normalize(), ",f") if value else "0"
        return plain.translate({ord(","): self.group, ord("."): self.decimal})

    def quoted(self, text: str) -> str:
        """A text inside this language's quotation marks."""
        return f"{self.quotes[0]}{text}{self.quotes[1]}"


def load(lang: str, overrides: Mapping[str, str] = MappingProxyType({})) -> Words:
    """The words of a BCP 47 language, or English ones; `overrides` replaces labels by name."""
    words = _shipped(lang.partition("-")[0].lower())
    return replace(words, labels=MappingProxyType({**words.labels, **overrides})) if overrides else words


@cache
def _shipped(lang: str) -> Words:
    data = resources.words(lang)
    if not data:
        return replace(_shipped(FALLBACK), lang=lang) if lang != FALLBACK else _shipped(FALLBACK)
    table = toml.shipped(data)
    opening, closing = table["quotes"]
    return Words(
        lang,
        tuple(table["months"]),
        (opening, closing),
        table["date"],
        table["month"],
        table.get("first", ""),
        table["decimal"],
        table["group"],
        MappingProxyType(dict(_flat(table["labels"]))),
        tuple(table.get("months_alone", ())),
    )


def _flat(table: Mapping[str, object], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            found += _flat(value, f"{prefix}{name}.")
        else:
            found.append((f"{prefix}{name}", str(value)))
    return found
