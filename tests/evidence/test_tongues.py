"""Plain statements: the language they are in, seen by their small words."""

from briefbook.evidence import tongues
from briefbook.model.fact import Fact, Quote
from briefbook.model.source import Metadata, Source
from briefbook.text.languages import Own

SOURCE = Source(Metadata("m", "m.txt", lang="en"), "0" * 64, "")
ENGLISH = "The ministers of the two countries met in the harbour and signed an accord."
FRENCH = "Les ministres des deux pays se sont réunis au port et ont signé un accord."


def told(lang: str, *statements: str) -> list[str]:
    facts = [
        Fact(f"f{n}", "economy", {"": text}, (Quote("m", "x"),), index=n) for n, text in enumerate(statements)
    ]
    return [next(iter(fact.statements)) for fact in tongues.tell(facts, [SOURCE], Own(), lang)]


def test_a_statement_plainly_in_another_language_gets_that_language() -> None:
    assert told("fr", ENGLISH, FRENCH) == ["en", ""]
    assert told("en", ENGLISH) == [""]


def test_one_without_small_words_goes_with_most_others_of_its_ledger() -> None:
    assert told("fr", ENGLISH, ENGLISH, "Exports: 13.5 (2030).") == ["en", "en", "en"]
    assert told("fr", ENGLISH, FRENCH, "Exports: 13.5 (2030).") == ["en", "", ""]


def test_without_a_language_of_the_brief_nothing_is_said() -> None:
    assert told("", ENGLISH) == [""]
