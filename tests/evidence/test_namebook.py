"""names.toml: what it may hold, what is wrong with it, and what follows for our own words."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from briefbook.evidence import decisions, namebook
from briefbook.model.diagnostic import Severity
from briefbook.model.fact import Fact
from briefbook.model.name import Entry

BOOK = """\
[[name]]
preferred = "Lê Hữu Tường"
aliases = ["Le Huu Tuong"]
title = "State President"
pronunciation = "lay hoo twerng"
rank = 1
kind = "person"

[[name]]
preferred = "Bakyt Temirov"
aliases = ["B. Temirov"]
native = "Бакыт Темиров"
rank = 2
kind = "person"

[[name]]
preferred = "Việt Nam"
aliases = ["Vietnam"]
kind = "country"

[[name]]
preferred = "East Sea"
aliases = ["South China Sea"]
gloss = "South China Sea on other maps"
kind = "place"
"""


def book() -> namebook.Book:
    entries, problems = namebook.load(BOOK.encode(), "names.toml")
    assert problems == ()
    return entries


def fact(text: str, lang: str = "", **more: object) -> Fact:
    return Fact("a", "political", {lang: text}, (), path="seeds/x/facts.toml", index=3, **more)  # type: ignore[arg-type]


def stray(text: str) -> list[str]:
    return [item.message for item in namebook.strays([fact(text)], book())]


def test_a_book_is_read_with_all_its_keys() -> None:
    first, second, *_ = book()
    assert (first.preferred, first.rank, first.title, first.kind) == (
        "Lê Hữu Tường",
        1,
        "State President",
        "person",
    )
    assert first.pronunciation == "lay hoo twerng"
    assert second.forms == ("Bakyt Temirov", "B. Temirov", "Бакыт Темиров")


def test_everything_wrong_is_told_at_once_with_its_place() -> None:
    text = '[[name]]\nprefered = "A"\n[[name]]\npreferred = "B"\nrank = 0\nkind = "persn"\n[names]\n'
    entries, problems = namebook.load(text.encode(), "names.toml")
    assert entries == ()
    told = {(item.code, item.keys) for item in problems}
    assert told == {
        ("unknown-key", ("names",)),
        ("unknown-key", ("name", 0, "prefered")),
        ("missing-key", ("name", 0)),
        ("bad-value", ("name", 1, "rank")),
        ("bad-value", ("name", 1, "kind")),
    }
    assert any("did you mean 'preferred'" in item.message for item in problems)
    assert any("did you mean 'person'" in item.message for item in problems)


def test_one_form_cannot_belong_to_two_names() -> None:
    text = '[[name]]\npreferred = "Ana Ruiz"\naliases = ["Ruiz"]\n'
    text += '[[name]]\npreferred = "Leo Ruiz"\naliases = ["RUIZ"]\n'
    _, problems = namebook.load(text.encode(), "names.toml")
    assert [(item.code, item.keys) for item in problems] == [("duplicate-name", ("name", 1, "aliases", 0))]
    assert "'RUIZ' belongs to 'Ana Ruiz' too" in problems[0].message


def test_a_broken_file_says_its_line() -> None:
    entries, problems = namebook.load(b'[[name]]\npreferred = "A\n', "names.toml")
    assert entries == ()
    assert [(item.code, item.line) for item in problems] == [("toml-syntax", 2)]


def test_the_names_of_a_collection_go_before_those_of_the_workspace() -> None:
    own = (Entry("Hanoi", ("Hà Nội",), path="seeds/x/names.toml"),)
    wide = (Entry("Hà Nội", path="names.toml"), Entry("Huế", path="names.toml"))
    together, problems = namebook.merged(own, wide)
    assert [entry.preferred for entry in together] == ["Hanoi", "Huế"]
    assert problems == ()


def test_an_alias_in_a_statement_is_a_warning_with_the_preferred_form() -> None:
    (item,) = namebook.strays([fact("Trade with Vietnam grew.", "en")], book())
    assert (item.code, item.severity) == ("name-not-preferred", Severity.WARNING)
    assert (item.path, item.keys) == ("seeds/x/facts.toml", ("fact", 3, "statement", "en"))
    assert item.message == "fact 'a': the statement writes “Vietnam”; names.toml prefers “Việt Nam”"


def test_a_near_spelling_of_a_preferred_name_is_a_warning() -> None:
    for text, written in [
        ("President Le Hữu Tường spoke.", "Le Hữu Tường"),
        ("President Tuong spoke.", "Tuong"),
        ("PM Temirow spoke.", "Temirow"),
        ("Bakit Temirov came.", "Bakit Temirov"),
        ("The Temirov’s host, Le Huu Tuong.", "Le Huu Tuong"),
    ]:
        assert [f"“{written}”" in message for message in stray(text)] == [True], text


def test_preferred_forms_parts_of_them_and_other_people_are_no_warning() -> None:
    for text in [
        "Lê Hữu Tường and Tường met Bakyt Temirov.",
        "TEMIROV spoke.",
        "Temirov’s visit to Việt Nam",
        "The Vietnamese side",
        "Bakyt Usenov and Nurlan Temirkhanov came.",
        "Nguyen Huu Tuan and Phan Van Tuong came.",
    ]:
        assert stray(text) == [], text


def test_words_in_quotation_marks_are_left_alone() -> None:
    for text in [
        "He said “Vietnam is near”.",
        "Il a dit « le Vietnam ».".replace(" »", "»"),
        'He said "Le Huu Tuong".',
    ]:
        assert stray(text) == [], text
    assert stray("“Good”, said Vietnam.") != []


def test_a_name_over_a_wrapped_line_and_in_decomposed_letters_is_seen() -> None:
    import unicodedata

    assert stray("the South\nChina  Sea") != []
    assert stray(unicodedata.normalize("NFD", "Lê Hữu Tường in Việt Nam")) == []


def test_a_reviewed_statement_is_a_note_with_its_reason() -> None:
    kept = fact("Vietnam grew.", reviewed={"name-not-preferred": "name of the law"})
    (item,) = decisions.apply(namebook.strays([kept], book()), [kept])
    assert item.severity is Severity.NOTE
    assert "name of the law" in item.message


def test_the_example_of_the_documentation_is_read_and_holds_every_key() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "names.md").read_text("utf-8")
    block = re.search(r"(?:^    .*\n|^\n(?=    ))+", page, re.M)
    assert block
    entries, problems = namebook.load(re.sub("^    ", "", block[0], flags=re.M).encode(), "names.toml")
    assert problems == ()
    assert len(entries) > 3
    assert [key for key in namebook.KEYS if f"`{key}`" not in page or f"{key} =" not in page] == []
    assert [kind for kind in namebook.KINDS if kind not in page] == []


def test_our_own_text_is_written_with_preferred_forms_outside_quotation_marks() -> None:
    text = "Vietnam and the South China Sea: “Vietnam first”. The Vietnamese."
    assert namebook.preferred(text, book()) == "Việt Nam and the East Sea: “Vietnam first”. The Vietnamese."


def test_a_gloss_stands_at_the_first_use_only() -> None:
    first, seen = namebook.first_use("The East Sea is wide. The East Sea is deep.", book(), frozenset())
    assert first == "The East Sea (South China Sea on other maps) is wide. The East Sea is deep."
    assert namebook.first_use("The East Sea again", book(), seen) == ("The East Sea again", seen)
    done = "The East Sea (South China Sea on other maps)"
    assert namebook.first_use(done, book(), frozenset())[0] == done


def test_names_stand_in_their_order_of_precedence() -> None:
    written = ["Ana Ruiz", "Бакыт Темиров", "Lê Hữu Tường", "Leo Blanc"]
    expected = ("Lê Hữu Tường", "Бакыт Темиров", "Ana Ruiz", "Leo Blanc")
    assert namebook.by_precedence(written, book()) == expected


def test_without_a_book_nothing_changes() -> None:
    assert namebook.strays([fact("Vietnam")], ()) == ()
    assert namebook.preferred("Vietnam", ()) == "Vietnam"
    assert namebook.first_use("Vietnam", (), frozenset()) == ("Vietnam", frozenset())
    assert namebook.by_precedence(["b", "a"], ()) == ("b", "a")


@given(st.text(max_size=120), st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=4))
def test_own_text_never_raises_and_is_stable(text: str, forms: list[str]) -> None:
    entries = (Entry(forms[0], tuple(forms[1:]), gloss="g"),)
    namebook.strays([fact(text)], entries)
    namebook.preferred(text, entries)
    once, seen = namebook.first_use(text, entries, frozenset())
    assert namebook.first_use(text, entries, seen | {forms[0]}) == (text, seen | {forms[0]})
    assert len(once) >= len(text)


@given(st.binary(max_size=200))
def test_reading_a_book_never_raises(data: bytes) -> None:
    namebook.load(data, "names.toml")


def test_a_name_has_no_more_aliases_than_the_limit() -> None:
    listed = ", ".join(f'"Alias {number}"' for number in range(namebook.MAX_ALIASES + 1))
    _, problems = namebook.load(f'[[name]]\npreferred = "A"\naliases = [{listed}]\n'.encode(), "names.toml")
    assert [(item.code, item.keys) for item in problems] == [("too-large", ("name", 0, "aliases"))]


def test_two_collections_that_prefer_different_names_for_one_form_are_told_of() -> None:
    first = (Entry("Port Selmark", ("Selmark Bay",), path="seeds/lake/names.toml"),)
    second = (Entry("Selmark Bay", path="seeds/hill/names.toml", index=4), Entry("Oldry", path="seeds/hill"))
    (told,) = namebook.clashing(first, second)
    assert (told.code, told.severity, told.path) == (
        "duplicate-name",
        Severity.WARNING,
        "seeds/hill/names.toml",
    )
    assert told.keys == ("name", 4)
    assert "prefers 'Selmark Bay' where seeds/lake/names.toml prefers 'Port Selmark'" in told.message
    assert namebook.clashing(first, (Entry("port  selmark", path="seeds/hill/names.toml"),)) == ()


def test_a_stray_among_many_like_names_is_found_and_a_doubtful_one_is_not() -> None:
    like = [
        Entry(f"{first}{last} Petrov")
        for first in ("Ka", "Mo", "Ri", "Ta")
        for last in ("lune", "sovi", "rita")
    ]
    book = (*like, Entry("Bakytbek Temirov"))
    told = namebook.strays(
        [Fact("f", "x", {"en": "Bakitbek Temirov met Petrov and Kalune Petrow of Tolmark."}, ())], book
    )
    assert [item.message.count("“Bakitbek Temirov”") for item in told] == [1, 0]
    assert "prefers “Kalune Petrov”" in told[1].message
