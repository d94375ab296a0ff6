"""When a thing happened, as a fact, its statement or its figures say."""

from decimal import Decimal

import pytest

from briefbook.assembly import chronology
from briefbook.model.brief import Brief, Section, SectionSpec, Spec, Visit
from briefbook.model.date import PartialDate
from briefbook.model.fact import Fact, Quantity, Quote
from briefbook.model.source import Metadata, Source
from briefbook.text import languages, words

VISIT = Visit("Tolmark", "Ostrava Bay", "state", PartialDate(2031, 4, 1), PartialDate(2031, 4, 3))
SOURCE = Source(Metadata("mirror", "mirror.txt", date=PartialDate(2029, 6, 2)), "", "")


def when(statement: str, lang: str = "en", **more) -> str:
    fact = Fact("a", "economy", {lang: statement}, (Quote("mirror", "x"),), **more)
    spec = Spec("b", "Visit", lang, ("lake",), (SectionSpec("economy"),), VISIT)
    brief = Brief(spec, (Section("economy", "Economy", "", (fact,)),), (), (SOURCE,))
    return chronology.date(brief, languages.Own()).dates.get("a", "")


@pytest.mark.parametrize(
    ("lang", "statement", "edtf"),
    [
        ("en", "Relations date from 1974.", "1974"),
        ("en", "She came on 12 May 2027, and again in June 2028.", "2027-05-12"),
        ("en", "They met on 30 May.", "2029-05-30"),
        ("en", "The terms are 2008–2009 and 2020–2021.", "2008/2009"),
        ("fr", "Les relations ont été nouées le 4 juin 1992.", "1992-06-04"),
        ("vi", "Hai nước thiết lập quan hệ ngày 4 tháng 6 năm 1992.", "1992-06-04"),
        ("ru", "Отношения установлены 4 июня 1992 года.", "1992-06-04"),
        ("es", "Las relaciones se establecieron el 4 de junio de 1992.", "1992-06-04"),
        ("en", "Both sides are friends.", ""),
        ("en", "They met on Monday.", "2029-05-28"),
    ],
)
def test_the_first_date_of_a_statement_counts(lang, statement, edtf):
    assert when(statement, lang) == edtf


def test_figures_date_a_statement_without_a_date_and_as_of_does_not():
    quantity = Quantity("exports", Decimal(5), "USD", "2030")
    assert when("Exports grew.", quantities=(quantity,)) == "2030"
    assert when("Exports grew.", as_of=PartialDate(2030, 1, 1)) == ""


def test_the_ledger_has_the_last_word():
    assert when("They spoke of the 1982 Convention.", dates=("2031-04-02",)) == "2031-04-02"
    assert when("They spoke of the 1982 Convention.", dates=()) == ""
    assert when("They spoke of the 1982 Convention.", dates=("2031-13-45", "soon", "")) == ""


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("1992", "1992"),
        ("1992-06-04", "4\u00a0June\u00a01992"),
        ("2017/2021", "2017–2021"),
        ("2031-04-01/2031-04-03", "1–3 April 2031"),
        ("1992/..", "1992"),
        ("1992~", "1992"),
        ("XXXX-03-06", ""),
        ("2031-13", ""),
        ("", ""),
    ],
)
def test_dates_are_shown_as_the_language_writes_them(edtf, said):
    assert chronology.shown(edtf, words.load("en")) == said
