"""A statement is never firmer than its quotes: cases in five languages, and no alarm where all is well."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook import readers
from briefbook.evidence import anchor, firmness, ledger
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import Fact, Quote
from briefbook.model.source import Metadata, Source
from casefile import Case

ROOT = Path(__file__).resolve().parents[2]


def source(name: str, text: str, lang: str) -> Source:
    return Source(Metadata(name, f"{name}.txt", lang=lang), "0" * 64, text)


def checked(
    statement: str, quotes: list[tuple[str, str]], lang: str, tags: tuple[str, ...] = ()
) -> list[Diagnostic]:
    """What is said of one fact; `quotes` are words and languages."""
    sources = [source(f"s{at}", f"{words}.", tongue) for at, (words, tongue) in enumerate(quotes)]
    told = tuple(Quote(f"s{at}", words) for at, (words, _) in enumerate(quotes))
    fact = Fact("told", "economy", {"": statement}, told, tags=tags, path="facts.toml")
    facts, problems = anchor.bind([fact], sources)
    assert problems == ()
    found = firmness.run(facts, sources, None, lang)
    for item in found:
        assert item.severity is Severity.WARNING
        for extract in item.quotes:
            text = next(each.text for each in sources if each.id == extract.source)
            assert text[extract.start : extract.end] == extract.exact
    return list(found)


def test_a_statement_is_held_to_its_quotes(case: Case) -> None:
    lang = case["lang"]
    quotes = [(case["quote"], lang)]
    if case.get("second"):
        quotes.append((case["second"], case.get("second lang", lang)))
    found = checked(case["statement"], quotes, case.get("brief", lang), tuple(case.lines("tags")))
    code, *words = case.get("expect").split(" “") if case.get("expect") else [""]
    assert [item.code for item in found] == ([code] if code else [])
    for word in words:
        assert word.rstrip("”") in found[0].message


def test_every_statement_of_a_table_is_held_to_the_quotes_in_its_own_language() -> None:
    sources = [source("s", "The minister proposed a fleet.", "en")]
    statements = {"en": "The minister proposed a fleet.", "fr": "Le ministre a convenu d’une flotte."}
    fact = Fact("told", "economy", statements, (Quote("s", "The minister proposed a fleet"),))
    facts, _ = anchor.bind([fact], sources)
    (problem,) = firmness.run(facts, sources)
    assert (problem.code, problem.keys) == ("statement-stronger", ("fact", 0, "statement", "fr"))


WORDS = ("they", "will", "not", "sign", "may", "agreed", "proposed", "opened", "the", "treaty", "soon", "and")
WORDS += (",", ".", "no", "never", "to", "be", "expected")


@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
def test_a_statement_in_the_words_of_its_quote_is_never_blamed(words: list[str]) -> None:
    text = " ".join(["Tolmark", *words, "here"])
    assert checked(text, [(text, "en")], "en") == []


@given(text=st.text(min_size=1, max_size=80), lang=st.sampled_from(("en", "fr", "vi", "ru", "es", "de", "")))
def test_any_words_are_compared_without_an_error(text: str, lang: str) -> None:
    fact = Fact("told", "economy", {"": text}, (Quote("s", text, words=text),), tags=("signed",))
    firmness.run([fact], [source("s", text, lang)], None, "")


@pytest.mark.parametrize(
    "folder", ["seeds/kyrgyz-pm-vietnam-2025", "src/briefbook/data/example/seeds/harbour-visit"]
)
def test_the_facts_of_this_repository_give_no_alarm(folder: str) -> None:
    assert alarms(ROOT / folder) == []


def test_the_real_collection_gives_no_alarm(shared: Path) -> None:
    for folder in sorted((shared / "workspace" / "seeds").iterdir()):
        assert alarms(folder) == []


def alarms(folder: Path) -> list[str]:
    listed, _ = ledger.sources((folder / "sources.toml").read_bytes(), "sources.toml")
    sources = [
        Source(meta, "0" * 64, readers.read((folder / meta.path).read_bytes(), meta.path)[0].text)
        for meta in listed
    ]
    book, _ = ledger.load((folder / "facts.toml").read_bytes(), "facts.toml", "it")
    facts, _ = anchor.bind(book.facts, sources)
    assert facts
    return [item.message for item in firmness.run(facts, sources)]


def test_a_quote_of_a_hundred_kilobytes_takes_no_time() -> None:
    long = " ".join(f"will open{chr(97 + at % 26)}{chr(97 + at // 26 % 26)} not" for at in range(6_000))
    fact = Fact("told", "economy", {"": long.replace("will", "")}, (Quote("s", long, words=long),))
    began = time.process_time()
    firmness.run([fact], [source("s", long, "en")], None, "en")
    assert time.process_time() - began < 3
