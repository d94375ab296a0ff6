"""Dates as people write them, read back; and what looks like one and is none."""

import time
import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.model.date import PartialDate
from briefbook.text import dates, languages
from briefbook.text.dates import shapes, tokens
from casefile import Case

FIVE = ("en", "fr", "vi", "ru", "es")
TODAY = PartialDate(2031, 4, 10)


def told(moment: dates.Moment) -> str:
    other = f" ({moment.other})" if moment.other else ""
    return " ".join((moment.edtf, *sorted(moment.flags))) + other


def test_a_date_reads_as_the_case_says(case: Case) -> None:
    anchor = PartialDate(*map(int, case["anchor"].split("-"))) if case.get("anchor") else None
    wrong = []
    for line in case.lines("dates"):
        text, _, expected = line.partition(" ->")
        found = "; ".join(map(told, dates.find(text, languages.load(case["lang"]), anchor)))
        if found != expected.strip():
            wrong.append(f"{text}: {found or 'nothing'}, not {expected.strip() or 'nothing'}")
    assert wrong == []


PATTERNS = {
    "en": ("{month} {d}, {y}", "{d} {month} {y}", "{d:02d}.{m:02d}.{y}", "the {d}th of {month} {y}"),
    "fr": ("{d} {month} {y}", "le {d} {month} {y}", "{d:02d}/{m:02d}/{y}"),
    "vi": ("ngày {d} {month} năm {y}", "ngày {d}/{m}/{y}", "{d:02d}-{m:02d}-{y}"),
    "ru": ("{d} {month} {y} г.", "{d} {month} {y} года", "{d:02d}.{m:02d}.{y}"),
    "es": ("{d} de {month} de {y}", "el {d} de {month} de {y}", "{d}/{m}/{y}"),
}
GENITIVE = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа")
GENITIVE += ("сентября", "октября", "ноября", "декабря")
DAYS = st.dates(date(1600, 1, 2), date(2100, 12, 30))


def month_name(lang: str, month: int) -> str:
    if lang == "ru":
        return GENITIVE[month - 1]
    if lang == "vi":
        return f"tháng {month}"
    name = str(languages.load(lang).table("dates")["months"][str(month)][0])
    return name.capitalize() if lang == "en" else name


@pytest.mark.parametrize(("lang", "pattern"), [(lang, each) for lang in FIVE for each in PATTERNS[lang]])
@given(day=DAYS, loose=st.booleans(), wrapped=st.booleans())
def test_every_day_reads_back(lang: str, pattern: str, day: date, loose: bool, wrapped: bool) -> None:
    said = pattern.format(d=day.day, m=day.month, y=day.year, month=month_name(lang, day.month))
    if wrapped:
        said = said.replace(" ", "\n", 1)
    if loose:
        said = unicodedata.normalize("NFD", said)
    text = f"xx {said}, xx"
    (moment,) = dates.find(text, languages.load(lang))
    assert moment.edtf == day.isoformat()
    assert said.endswith(text[moment.start : moment.end])


@pytest.mark.parametrize("lang", FIVE)
@given(day=DAYS)
def test_a_range_of_two_days_reads_back(lang: str, day: date) -> None:
    following = day + timedelta(days=1)
    if following.month != day.month:
        return
    days = f"{day.day}-{following.day}"
    said = {
        "en": f"{days} {month_name('en', day.month)} {day.year}",
        "fr": f"du {day.day} au {following.day} {month_name('fr', day.month)} {day.year}",
        "vi": f"{days}/{day.month}/{day.year}",
        "ru": f"с {day.day} по {following.day} {month_name('ru', day.month)} {day.year} года",
        "es": f"del {day.day} al {following.day} de {month_name('es', day.month)} de {day.year}",
    }[lang]
    (moment,) = dates.find(said, languages.load(lang))
    assert moment.edtf == f"{day.isoformat()}/{following.isoformat()}"


@given(text=st.text(max_size=60), lang=st.sampled_from((*FIVE, "de", "")))
def test_any_text_is_read_without_an_error(text: str, lang: str) -> None:
    for moment in dates.find(text, languages.load(lang), TODAY):
        assert 0 <= moment.start < moment.end <= len(text)


PIECES = (
    "5|6–7|31|2025|1990s|March|May|Thursday|,|.|/|–|(|)|and|from|to|between|tháng|3|ngày|năm|6/3|6/3/2025|"
    "2017-2021|1er|mars|de|du|au|5th|г.|марта|\n|\u0301|today|last|year|Q1|early|the|10,5|99"
)
MIXED = st.lists(st.sampled_from([*filter(None, PIECES.split("|"))]), max_size=14)


@given(words=MIXED, lang=st.sampled_from(FIVE))
def test_dates_never_overlap_and_say_what_the_calendar_has(words: list[str], lang: str) -> None:
    text, done = " ".join(words), 0
    for moment in dates.find(text, languages.load(lang), TODAY):
        assert done <= moment.start < moment.end
        done = moment.end
        if "X" not in moment.edtf:
            assert dates.bounds(moment.edtf) is not None, moment


@pytest.mark.parametrize("lang", FIVE)
def test_the_names_are_those_of_the_unicode_cldr(lang: str) -> None:
    babel = pytest.importorskip("babel", reason="babel, which brings the CLDR, is not installed")
    locale = babel.Locale.parse(lang)
    missing = []
    for number in range(1, 13):
        for width in ("wide", "abbreviated"):
            name = locale.months["format"][width][number].rstrip(".")
            found = dates.find(f"5 {name} 2030", languages.load(lang))
            missing += [] if [each.edtf for each in found] == [f"2030-{number:02d}-05"] else [name]
    for number in range(7):
        name = locale.days["format"]["wide"][number]
        lead = {"ru": "в ", "vi": "sáng "}.get(lang, "")
        found = dates.find(f"{lead}{name}", languages.load(lang), TODAY)
        missing += [] if found and found[0].flags == {"weekday"} else [name]
    assert missing == []


@pytest.mark.parametrize(
    "piece",
    [
        "1/",
        "5, ",
        "5, 6 and ",
        "March ",
        "6-",
        "2025 ",
        "5 March ",
        "from ",
        "Thursday, ",
        "(",
        "tháng 3 ",
        "\u0301",
    ],
)
def test_time_grows_with_the_text_and_not_faster(piece: str) -> None:
    language = languages.load("vi" if "th" in piece[:2] else "en")
    dates.find(piece * 10, language)
    spent = []
    for count in (3_000, 24_000):
        began = time.process_time()
        dates.find(piece * count, language)
        spent.append(time.process_time() - began)
    assert spent[1] < 8 * 4 * max(spent[0], 0.01)


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2030", "2030-01-01", "2030-12-31"),
        ("2030-02", "2030-02-01", "2030-02-28"),
        ("2030-02-03", "2030-02-03", "2030-02-03"),
        ("2030-02-03/2031", "2030-02-03", "2031-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("1992~", "1992-01-01", "1992-12-31"),
        ("2025-33", "2025-01-01", "2025-03-31"),
        ("2030/..", "2030-01-01", "9999-12-31"),
    ],
)
def test_a_value_has_a_first_and_a_last_day(edtf: str, first: str, last: str) -> None:
    assert dates.bounds(edtf) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "edtf", ["", "XXXX-03-06", "2030-13-01", "2030-02-30", "soon", "2031/2030", "0000", "2030-00"]
)
def test_what_has_no_year_or_is_no_date_has_no_bounds(edtf: str) -> None:
    assert dates.bounds(edtf) is None


@pytest.mark.parametrize(
    ("source", "said", "carried"),
    [
        ("2030-03-06", "2030-03-06", True),
        ("2030-03-06", "2030-03", True),
        ("2030-03-06/2030-03-07", "2030-03", True),
        ("2030-03", "2030-03-06", False),
        ("2030-03-06/2030-03-08", "2030-03-06/2030-03-07", False),
        ("2019", "2017/2021", False),
        ("1992", "199X", True),
        ("199X", "1992", False),
        ("1992~", "1992", False),
        ("1992", "1992~", True),
        ("2030-03-06", "XXXX-03-06", True),
        ("XXXX-03-06", "2030-03-06", False),
        ("XXXX-03-06", "XXXX-03-06", True),
        ("2030-03-07", "XXXX-03-06", False),
        ("2025-01/2025-03", "2025-33", True),
        ("2025-01/2025-12", "2025", True),
    ],
)
def test_a_date_carries_itself_and_what_is_rougher(source: str, said: str, carried: bool) -> None:
    assert dates.covers(source, said) is carried


@pytest.mark.parametrize(
    ("first", "second", "common"),
    [
        ("2030", "2030-03-06", True),
        ("2030-03-06/2030-03-07", "2030-03-07/2030-03-08", True),
        ("2030-03-06", "2030-03-07", False),
        ("XXXX-03-06", "2030-03-06", True),
        ("XXXX-03-06", "2030-03-07", False),
    ],
)
def test_two_dates_meet_where_they_may_be_one_day(first: str, second: str, common: bool) -> None:
    assert dates.overlap(first, second) is common
    assert dates.overlap(second, first) is common


def test_every_shape_says_which_parts_a_text_must_have_for_it() -> None:
    for month_first in (False, True):
        assert {name for name, _ in shapes.all_of(month_first)} <= set(shapes.NEEDED)


def test_a_shape_is_never_found_without_the_parts_it_is_said_to_need() -> None:
    for lang in languages.known():
        lexicon = tokens.lexicon(languages.load(lang))
        for name, shape in shapes.all_of(month_first=True):
            pattern = shapes.compiled(shape, lexicon.codes)
            for needed in shapes.NEEDED[name]:
                rest = [code for code, parts in lexicon.roles.items() if parts.isdisjoint(needed)]
                row = "".join(first + second for first in rest for second in rest)
                assert not pattern.search(row), (lang, name, needed)
