"""What tables may hold: unknown keys with the nearest known one, wrong types, dates, addresses."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.model.date import PartialDate
from briefbook.text import shape, toml
from briefbook.text.shape import Key

KEYS = {
    "title": Key(required=True),
    "exact": Key("quote"),
    "lang": Key(pattern=shape.LANGUAGE, what="is not a language tag"),
    "url": Key(pattern=shape.ADDRESS, what="is not a web address"),
    "level": Key(choices=("state", "official", "working")),
    "date": Key("date"),
    "pages": Key("whole"),
    "value": Key("number"),
    "show": Key("flag"),
    "tags": Key("texts"),
    "statement": Key("words", required=True),
    "visit": Key("table"),
    "quote": Key("tables"),
}


def test_a_table_is_judged_as_written(case):
    table, problems = toml.read(('title = "T"\nstatement = "S"\n' + case["input"]).encode(), "f")
    assert problems == ()
    found = shape.check(table, KEYS, "f", (), "the brief")
    said = [f"{'.'.join(map(str, item.keys))} {item.severity} {item.code}: {item.message}" for item in found]
    assert said == case.lines("expected")


def test_what_is_required_is_asked_for_by_name():
    found = shape.check({"statement": "  "}, KEYS, "f", ("fact", 3), "fact 'a'")
    assert [item.message for item in found] == [
        "fact 'a' has no 'title'; add a line title = …",
        "statement is empty",
    ]
    assert [item.code for item in found] == ["missing-key", "missing-key"]


@pytest.mark.parametrize(
    ("kind", "at", "cure"),
    [
        ("text", (), "add a line berth = …"),
        ("texts", ("ship", 2), "add a line berth = …"),
        ("table", (), "add a table [berth]"),
        ("tables", (), "add a table [[berth]]"),
        ("tables", ("ship", 2), "add a table [[ship.berth]]"),
        ("table", ("ship", 2, "port"), "add a table [ship.port.berth]"),
    ],
)
def test_what_is_missing_is_asked_for_as_it_is_written(kind, at, cure):
    (problem,) = shape.check({}, {"berth": Key(kind, required=True)}, "f", at, "the list")
    assert problem.message == f"the list has no 'berth'; {cure}"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (dt.date(2031, 4, 2), PartialDate(2031, 4, 2)),
        ("2031-04", PartialDate(2031, 4)),
        ("2028", PartialDate(2028)),
        ("2031-04-02", PartialDate(2031, 4, 2)),
        ("2028-02-29", PartialDate(2028, 2, 29)),
        ("2031-02-29", None),
        ("2031-13", None),
        ("0000", None),
        ("31", None),
        ("2031-4-2", None),
        ("2031-04-02 ", None),
        ("April 2031", None),
        (dt.datetime(2031, 4, 2, 9), None),
        (2031, None),
        (True, None),
        ("", None),
    ],
)
def test_a_date_is_a_day_a_month_or_a_year(written, expected):
    assert shape.date(written) == expected


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        ("mirror.txt", True),
        ("press/2031/mirror.txt", True),
        ("../mirror.txt", False),
        ("press/../../mirror.txt", False),
        ("/etc/passwd", False),
        ("C:\\mirror.txt", False),
        ("C:/mirror.txt", False),
        ("\\\\host\\share\\a.txt", False),
        ("press\\mirror.txt", False),
        ("https://example.org/a.txt", False),
        ("file:///etc/passwd", False),
        ("..", False),
        ("", False),
        ("a..b.txt", True),
    ],
)
def test_a_path_stays_in_its_folder_on_every_system(path, inside):
    assert shape.is_inside(path) is inside


@given(
    st.one_of(
        st.text(), st.integers(), st.floats(), st.lists(st.text()), st.dictionaries(st.text(), st.text())
    )
)
def test_any_value_is_shown_shortly_on_one_line(value):
    shown = shape.shown(value)
    assert len(shown) < 200
    assert "\n" not in shown


values = st.recursive(
    st.one_of(st.text(max_size=5), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*KEYS, "titel", "x"]), values))
def test_any_table_is_judged_without_an_accident(table):
    for item in shape.check(table, KEYS, "f", (), "the brief"):
        assert item.code
        assert len(item.message) < 600
