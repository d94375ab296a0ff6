"""Figures: the scale they are printed in, and whether a sentence says one figure and no more."""

from decimal import Decimal

import pytest

from briefbook.text import quantities


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["13500000", "9200000"], (10**6, "million")),
        (["4200000000", "3900000000"], (10**9, "billion")),
        (["4200000000", "90000000"], (10**6, "million")),
        (["400", "38"], (1, "")),
        (["100000", "5000000"], (10**6, "million")),
        (["99999", "5000000"], (1, "")),
        (["0", "7300000"], (10**6, "million")),
        (["-2500000"], (10**6, "million")),
        ([], (1, "")),
    ],
)
def test_figures_share_the_largest_scale_that_leaves_each_a_figure(values, expected):
    assert quantities.scale([Decimal(value) for value in values]) == expected


@pytest.mark.parametrize(
    ("statement", "value", "when", "expected"),
    [
        ("Exports reached $13.5 million in 2030.", "13500000", "2030", True),
        ("Exports reached $13.5 million in 2030, up from $9.2 million.", "13500000", "2030", False),
        ("Les ventes ont atteint 34,5 millions en 2028.", "34500000", "2028", True),
        ("About 1,250 students came.", "1250", "", True),
        ("About 1,250 students came in 12 buses.", "1250", "", False),
        ("Exports rose in 2030.", "13500000", "2030", True),
        ("Exports of the year 2029 came to 13.5 million.", "13500000", "2030", False),
        ("Sales came to 20 million in 2027/2030.", "20000000", "2027/2030", True),
        (
            "Exports reached $13.5 million in 2030, " + "as the ministry of trade said " * 3,
            "13500000",
            "2030",
            False,
        ),
    ],
)
def test_a_statement_says_one_figure_only_if_no_other_number_stands_in_it(statement, value, when, expected):
    assert quantities.says_only(statement, Decimal(value), when) is expected
