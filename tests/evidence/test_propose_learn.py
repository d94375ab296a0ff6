"""What a corrected ledger teaches: an invented desk that files its seaweed under community."""

from pathlib import Path

import pytest

from briefbook import api
from briefbook.evidence.propose import learn, tag
from briefbook.evidence.propose.learn import Example
from briefbook.model.proposal import Unit
from briefbook.text import languages

PLACES = ("Oddport", "Lund", "Brae", "Sund", "Mirk", "Tarn", "Fell", "Hythe", "Ness", "Wick")
SAID = (
    ("The kelpers of {place} met on the quay in year {n}.", "community"),
    ("A kelper of {place} told {n} stories of the reef.", "community"),
    ("Exports through {place} rose to {n} million crowns.", "economy"),
    ("The ministers spoke of security in the straits near {place} {n} times.", "political"),
)


def desk(count: int) -> list[Example]:
    return [
        Example(said.format(place=PLACES[n % 10], n=n + 3), "en", section)
        for n in range(count)
        for said, section in [SAID[n % len(SAID)]]
    ]


def section(text: str, own: languages.Own | None) -> str:
    units = [Unit("a", 0, 1, "…", "en"), Unit("a", 2, 2 + len(text), text, "en", block=1)]
    return tag.sort(units, own)[1].section


def test_a_hundred_corrected_facts_change_where_the_next_one_goes() -> None:
    (lesson,) = learn.study(desk(160))
    assert (lesson.lang, lesson.facts) == ("en", 160)
    assert lesson.after > lesson.before
    own, problems = languages.own({"en/learned.toml": lesson.table.encode()})
    assert not problems
    text = "Nine kelpers from Gull Rock waved."
    assert section(text, None) != "community"
    assert section(text, own) == "community"


def test_fewer_than_a_hundred_teach_nothing() -> None:
    assert learn.study(desk(99)) == ()


def test_where_the_known_words_do_as_well_nothing_is_written() -> None:
    known = [Example(f"Exports of rice rose to {n} million dollars.", "en", "economy") for n in range(120)]
    (lesson,) = learn.study(known)
    assert (lesson.before, lesson.table) == (1.0, "")


def test_the_same_ledger_teaches_the_same_and_sections_of_ones_own_are_left_out() -> None:
    others = [Example("Plankton rises.", "en", "plankton")] * 50
    assert learn.study(desk(120) + others) == learn.study(desk(120))


def ledger(folder: Path, examples: list[Example], status: str = "accepted") -> Path:
    rows = [
        f'[[fact]]\nid = "f{n}"\nsection = "{each.section}"\nstatement = "S."\nstatus = "{status}"\n'
        f'[[fact.quote]]\nsource = "note"\nexact = "{each.text}"\n'
        for n, each in enumerate(examples)
    ]
    book = folder / "seeds" / "reef" / "facts.toml"
    book.parent.mkdir(parents=True)
    book.write_text("\n".join(rows), encoding="utf-8")
    listed = '[[source]]\nid = "note"\npath = "note.txt"\nlang = "en-GB"\n'
    (book.parent / "sources.toml").write_text(listed, encoding="utf-8")
    return book


def test_a_lesson_is_kept_in_the_workspace_as_a_table_that_one_can_read(tmp_path: Path) -> None:
    lessons, problems = api.learn(ledger(tmp_path, desk(140)), tmp_path)
    kept = tmp_path / "languages" / "en" / "learned.toml"
    assert not problems
    assert kept.read_text(encoding="utf-8") == lessons[0].table
    assert "[community]" in lessons[0].table
    again, _ = api.learn(tmp_path / "seeds" / "reef" / "facts.toml", tmp_path)
    assert again == lessons


@pytest.mark.parametrize(("count", "status"), [(60, "accepted"), (140, "draft"), (140, "rejected")])
def test_what_nobody_has_accepted_does_not_count(tmp_path: Path, count: int, status: str) -> None:
    lessons, problems = api.learn(ledger(tmp_path, desk(count), status), tmp_path)
    assert not lessons
    assert [item.code for item in problems] == ["nothing-learned"]
    assert not (tmp_path / "languages").exists()


def test_a_broken_or_missing_ledger_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    book = ledger(tmp_path, desk(120))
    book.write_text('[[fact]]\nid = "a"\nsection = 4\n', encoding="utf-8")
    _, problems = api.learn(book, tmp_path)
    assert any(item.is_error and item.line for item in problems)
    _, problems = api.learn(tmp_path / "none.toml", tmp_path)
    assert [item.code for item in problems] == ["unreadable-file"]
    assert not (tmp_path / "languages").exists()
