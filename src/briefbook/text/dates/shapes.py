"""The shapes of dates as patterns over parts of speech, and what a found shape says."""

import re
from collections.abc import Iterator, Mapping

from briefbook.model.date import PartialDate
from briefbook.text.dates import context
from briefbook.text.dates.calendars import Draft
from briefbook.text.dates.numeric import Cluster, Point
from briefbook.text.dates.tokens import Reading

_PART = re.compile("(?<!P)<([a-z_|]+)>")
_NEVER = "[^\\s\\S]"
_W = "(?:(?P<w><weekday|weekday_short>)<dot>?(?:<comma>|<open>)?<of>?)?"
_Y = "(?:(?:<comma>|<of>{{1,2}}|<slash>|<dash>)?<year_word>?(?P<y{n}><year|relative_year>)<year_word>?)"
_M = "(?P<m{n}><month>)(?:(?<=<short>)<dot>)?"
_TO = "(?:<until>|<dash>)"
_DAYS = ("day", "full", "day_month")
NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "between_days": (("between",), _DAYS, ("and", "until")),
    "from_day_to_day": (("until", "dash"), _DAYS),
    "days_of_month": (("month",), ("day", "days")),
    "month_and_days": (("month",), ("day", "days")),
    "day_and_figures": (("day",), ("day_month", "full")),
    "figures_range": (("full_range", "day_month_range"),),
    "day": (_DAYS,),
    "from_month": (("month",), ("from", "between")),
    "months": (("month",), ("until", "dash")),
    "two_months": (("month",), ("and",)),
    "span": (("span",),),
    "decade": (("decade", "decade_word"),),
    "years": (("year", "years"),),
    "between_years": (("between",), ("year",)),
    "month": (("month", "month_year"),),
    "part": (("part",),),
    "lone_month": (("month",),),
    "dotted": (("dotted",),),
    "relative": (("relative", "relative_year"),),
    "weekday": (("weekday",),),
    "year": (("year",),),
}
# of each of these sets a text must have a part, or the shape is not in it
SKIPPED = ("from", "dw", "l", "bt", "lead")
# what stands before a date and is none of it


def all_of(month_first: bool) -> Iterator[tuple[str, str]]:
    """Every shape by its name, the longest first."""
    one, two = _side("1", month_first), _side("2", month_first)
    joined = "(?:(?P<to><until|dash>)|<and>)"
    days = f"(?:<day_word>{{0,2}}<day><comma>){{0,8}}<day_word>{{0,2}}<day>{joined}<day_word>{{0,2}}<day>"
    listed = f"(?P<bt><between>)?(?:(?P<l>{days})|(?P<r><days>))"
    yield "between_days", f"(?P<from><between>){one}(?:<and>|<until>){two}"
    yield "from_day_to_day", f"(?P<from><from>)?{one}{_TO}{two}"
    yield "days_of_month", f"{_W}{listed}<of>{{0,2}}{_month('')}{_year('')}?"
    if month_first:
        yield "month_and_days", f"{_W}{_month('')}{listed}{_year('')}?"
    yield (
        "day_and_figures",
        f"(?P<from><from>)?(?P<dw><day_word>)?(?P<d><day>){joined}<day_word>{{0,2}}(?P<c><day_month|full>)",
    )
    yield "figures_range", "(?P<c><full_range|day_month_range>)"
    yield "day", f"{_W}{one}"
    yield (
        "from_month",
        f"<from|between>{_month('1')}{_year('1')}?(?:<until>|<dash>|<and>){_month('2')}{_year('2')}?",
    )
    yield "months", f"{_month('1')}{_year('1')}?{_TO}(?:{_month('2')}{_year('2')}|(?P<c><month_year>))"
    yield "two_months", f"{_month('1')}<and>{_month('2')}{_year('2')}"
    yield "span", f"(?P<s><span>){_year('')}"
    yield "decade", "(?:(?P<k><decade>)<year_word>?|<decade_word>(?P<k2><year|tens|day>))"
    yield (
        "years",
        "(?:(?P<z><years>)<year_word>?"
        f"|<year_word>?(?P<y1><year>)<year_word>?{_TO}<year_word>?(?P<y2><year>)<year_word>?)",
    )
    yield "between_years", "<between><year_word>?(?P<y1><year>)<and><year_word>?(?P<y2><year>)<year_word>?"
    yield "month", f"(?:{_month('')}{_year('')}|(?P<c><month_year>))"
    yield "part", "<part><of>{0,2}<year_word>?(?P<y><year|relative_year>)<year_word>?"
    yield "lone_month", f"(?P<lead>(?<=<month_lead>))?{_month('')}"
    yield "dotted", "(?<=<slash_lead>)(?P<c><dotted>)"
    yield "relative", "(?P<r><relative|relative_year>)"
    yield "weekday", "(?P<w><weekday>)"
    yield "year", "(?P<y><year>)<year_word>?"


def compiled(shape: str, codes: Mapping[frozenset[str], str]) -> re.Pattern[str]:
    """A shape over the characters of one language."""

    def class_of(found: re.Match[str]) -> str:
        wanted = set(found[1].split("|"))
        chars = "".join(code for parts, code in codes.items() if parts & wanted)
        return f"[{chars}]" if chars else _NEVER

    return re.compile(_PART.sub(class_of, shape))


def _year(number: str) -> str:
    return _Y.format(n=number)


def _month(number: str) -> str:
    return _M.format(n=number)


def _side(number: str, month_first: bool) -> str:
    """One day: 6 March 2025, 6/3/2025, and where the language has it March 6, 2025."""
    first = f"<day_word>{{0,2}}(?P<d{number}><day>)<of>{{0,2}}{_month(number)}{_year(number)}?"
    other = f"|{_month('m' + number)}<day_word>?(?P<dm{number}><day>){_year('m' + number)}?"
    return f"(?:{first}{other if month_first else ''}|<day_word>{{0,2}}(?P<c{number}><full|day_month>))"


class Match:
    """What a shape has found: tokens by name."""

    def __init__(self, reading: Reading, found: re.Match[str], anchor: PartialDate | None) -> None:
        self.reading = reading
        self.anchor = anchor
        self.found = found
        self.start, self.end = found.span()
        self.flags: frozenset[str] = frozenset()

    def index(self, name: str) -> int:
        """The token of a name; -1 where it is not there."""
        groups = self.found.re.groupindex
        if name == "k" and self.found["k"] is None:
            name = "k2"
        return self.found.start(name) if name in groups else -1

    def has(self, name: str) -> bool:
        """Whether a token of that name was found."""
        return self.index(name) >= 0

    def cluster(self, name: str) -> Cluster:
        """What the figures of that name say."""
        return self.reading.cluster(self.index(name))

    def text(self, name: str, part: str) -> str:
        """What the word of that name says in a part."""
        return self.reading.value(self.index(name), part)

    def month(self, name: str) -> int:
        """The month of that name."""
        return int(self.text(name, "month"))

    def year(self, name: str) -> int | None:
        """The year of that name; None where it is not there, or not known."""
        if not self.has(name):
            return None
        at = self.index(name)
        if self.reading.plays(at, "year"):
            return self.reading.cluster(at).first.year
        steps = int(self.reading.value(at, "relative_year")[-2:])
        self.flags = self.flags | {"relative"}
        return self.anchor.year + steps if self.anchor else None

    def days(self, name: str) -> list[int]:
        """The tokens of a list of days."""
        start, end = self.found.span(name)
        return [at for at in range(start, end) if self.reading.plays(at, "day")]

    def side(self, number: str) -> Point:
        """The day on one side of a range."""
        if self.has(f"c{number}"):
            return self.cluster(f"c{number}").first
        mark = "m" if self.has(f"dm{number}") else ""
        day = self.cluster(f"d{mark}{number}").first.day
        return Point(self.year(f"y{mark}{number}"), self.month(f"m{mark}{number}"), day)

    def is_slash(self, number: str) -> bool:
        """Whether a side is figures without a year."""
        return self.has(f"c{number}") and self.cluster(f"c{number}").role == "day_month"

    def is_short_date(self, name: str, sure: bool) -> bool:
        """Whether figures are a date: with a year, or where a word or the language says so."""
        if sure or self.cluster(name).role == "full":
            return True
        return context.is_short_date(self.reading, self.index(name), bool(self.switch("slash_dates")))

    def switch(self, name: str) -> object:
        """A setting of the language."""
        return self.reading.lexicon.switches.get(name)

    @property
    def weekday(self) -> int:
        """The day of the week that stands with the date, 0 for none."""
        if not self.has("w"):
            return 0
        part = "weekday" if self.reading.plays(self.index("w"), "weekday") else "weekday_short"
        return int(self.text("w", part))

    def draft(self, first: Point, last: Point | None = None) -> Draft:
        """The date over all of this match, from its first word that says something."""
        names = self.found.re.groupindex
        skipped = {self.found.start(name) for name in SKIPPED if name in names}
        named = [at for at, _ in self.found.regs[1:] if at >= 0 and at not in skipped]
        listed = self.days("l")[:1] if "l" in names and self.found["l"] else []
        start = min([*named, *listed], default=self.start)
        weekday = self.weekday if "w" in names else 0
        return Draft(start, self.end, first, last, flags=self.flags, weekday=weekday)
