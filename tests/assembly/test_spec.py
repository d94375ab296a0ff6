"""Briefs as officers write them: what is read, what is refused and where."""

from briefbook.assembly import spec
from briefbook.model.brief import SectionSpec
from briefbook.model.date import PartialDate
from briefbook.text import toml

PATH = "briefs/lake-visit.toml"
WHOLE = """
title = "Visit of the President of Tolmark"
lang = "en"
collections = ["lake"]
[visit]
visitor = "Tolmark"
host = "Ostrava Bay"
level = "state"
from = 2031-04-01
to = 2031-04-03
"""


def load(text: str, **defaults):
    data = text.lstrip("\n").encode()
    asked, problems = spec.load(data, PATH, "lake-visit", defaults)
    return asked, toml.placed(problems, {PATH: data})


def test_a_brief_is_read_or_its_problems_are_named_as_written(case):
    asked, problems = load(case["input"])
    said = [f"{item.line:02} {item.severity} {item.code}: {item.message}" for item in problems]
    assert sorted(said) == sorted(case.lines("expected"))
    assert (asked is None) is any(item.is_error for item in problems)


def test_what_a_brief_does_not_say_has_the_documented_default():
    asked, _ = load(WHOLE)
    assert [section.key for section in asked.sections] == [
        "background",
        "political",
        "economy",
        "community",
        "outcomes",
    ]
    assert (asked.formats, asked.theme, asked.date, asked.marking) == (("docx", "pdf"), "default", None, "")


def test_the_workspace_says_what_a_brief_leaves_out():
    asked, _ = load(WHOLE, formats=["html"], marking="TLP:AMBER", theme="plain")
    assert (asked.formats, asked.marking, asked.theme) == (("html",), "TLP:AMBER", "plain")
    asked, _ = load('marking = "TLP:GREEN"' + WHOLE, marking="TLP:AMBER")
    assert asked.marking == "TLP:GREEN"


def test_own_sections_stand_where_the_list_names_them_or_last():
    text = (
        'sections = ["energy", "outcomes"]'
        + WHOLE
        + '[[section]]\nkey = "annexes"\n'
        + '[[section]]\nkey = "energy"\ntitle = "Power"\ntags = ["dam"]\norder = "date"\n'
        + 'template = "t.md.j2"\n'
    )
    asked, problems = load(text)
    assert problems == ()
    assert asked.sections == (
        SectionSpec("energy", "Power", "t.md.j2", ("dam",), "date"),
        SectionSpec("outcomes"),
        SectionSpec("annexes"),
    )


def test_only_own_sections_replace_the_five():
    asked, _ = load(WHOLE + '[[section]]\nkey = "energy"\n')
    assert [section.key for section in asked.sections] == ["energy"]


def test_a_visit_known_to_the_month_is_read():
    asked, problems = load(WHOLE.replace("2031-04-01", '"2031-04"').replace("2031-04-03", '"2031-04"'))
    assert problems == ()
    assert (asked.visit.start, asked.visit.end) == (PartialDate(2031, 4), PartialDate(2031, 4))


def test_section_keys_of_a_brief_that_cannot_be_read_are_none():
    assert spec.section_keys(b"sections = [") == ()
    assert spec.section_keys(b'sections = "economy"\nsection = 1') == ()
    assert spec.section_keys(b'sections = ["a", 1]\n[[section]]\nkey = "b"\n[[section]]\nkey = 2') == (
        "a",
        "b",
    )


def test_workspace_defaults_are_checked_like_a_brief():
    values, problems = spec.defaults(b'[defaults]\nlang = "fr"\ntheme = "plain"\n', "briefbook.toml")
    assert (values, problems) == ({"lang": "fr", "theme": "plain"}, ())
    data = b'[default]\n[defaults]\nfromats = ["pdf"]\ntheme = "../x"\n'
    values, problems = spec.defaults(data, "briefbook.toml")
    assert values == {}
    assert [(item.line, item.code) for item in toml.placed(problems, {"briefbook.toml": data})] == [
        (1, "unknown-key"),
        (3, "unknown-key"),
        (4, "bad-value"),
    ]
