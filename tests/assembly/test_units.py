"""How the head of a column says money, in each language."""

from decimal import Decimal

import pytest

from briefbook.assembly import views
from briefbook.model.brief import Point, Series
from briefbook.model.fact import Fact
from briefbook.text import words

FACT = Fact("f", "economy", {"": "S"}, ())


def said(lang: str, unit: str, *values: int) -> str:
    """The first figure of a series with its unit."""
    points = tuple(Point(str(2030 + place), Decimal(value), FACT) for place, value in enumerate(values))
    series = views._series(Series("trade", unit, points), {"f": None}, words.load(lang), "")
    return f"{series.points[0].value} {series.unit}"


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "13.5 US$ million"),
        ("fr", "13,5 millions de dollars US"),
        ("vi", "13,5 triệu USD"),
        ("ru", "13,5 млн долл.\u00a0США"),
    ],
)
def test_millions_of_dollars_are_said_as_the_language_says_them(lang, expected):
    assert said(lang, "USD", 13_500_000, 34_500_000) == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("en", "2.4 € billion"), ("fr", "2,4 milliards d’euros"), ("vi", "2,4 tỷ EUR"), ("ru", "2,4 млрд евро")],
)
def test_billions_of_euros_too(lang, expected):
    assert said(lang, "EUR", 2_400_000_000, 3_000_000_000) == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("en", "250 US$"), ("fr", "250 dollars US"), ("vi", "250 USD"), ("ru", "250 долл.\u00a0США")],
)
def test_small_sums_are_said_without_a_scale(lang, expected):
    assert said(lang, "USD", 250, 900) == expected
