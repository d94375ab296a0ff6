"""Countries that a statement names and no source of its quotes does."""

from types import MappingProxyType

import pytest

from briefbook.evidence import anchor, lands, ledger
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.fact import Fact, Quote
from briefbook.model.name import Entry
from briefbook.model.source import Source
from briefbook.text.languages import Own


def found(
    text: str, quote: str, statement: str, lang: str = "en", names: tuple[Entry, ...] = ()
) -> tuple[Diagnostic, ...]:
    listed = f'[[source]]\nid = "mirror"\npath = "m.txt"\nlang = "{lang}"\n'
    (meta,), _ = ledger.sources(listed.encode(), "s.toml")
    sources = [Source(meta, "0" * 64, text)]
    fact = Fact("told", "economy", MappingProxyType({"en": statement}), (Quote("mirror", quote),))
    facts, problems = anchor.bind([fact], sources)
    assert problems == ()
    return lands.run(facts, sources, names, Own(), "en")


@pytest.mark.parametrize(
    ("lang", "text", "statement"),
    [
        ("en", "The president of Chile opened the bridge.", "Peru's president opened the bridge."),
        ("en", "Kenya sold tea to Ghana.", "Kenya sold tea to Japan."),
        ("fr", "Le président du Chili a ouvert le pont.", "The president of Norway opened the bridge."),
        ("vi", "Thủ tướng Nhật Bản thăm cầu mới.", "The prime minister of Brazil saw the new bridge."),
        ("ru", "Президент Казахстана открыл мост.", "The president of Egypt opened the bridge."),
        ("es", "El presidente de Chile abrió el puente.", "The president of Poland opened the bridge."),
        ("de", "Der Präsident von Chile eröffnete die Brücke.", "The Mexican president opened the bridge."),
    ],
)
def test_a_country_put_in_the_place_of_another_is_told(lang: str, text: str, statement: str) -> None:
    (problem,) = found(text, text.rstrip("."), statement, lang)
    assert problem.code == "name-not-carried"


@pytest.mark.parametrize(
    ("lang", "text", "statement"),
    [
        ("fr", "Le président du Chili a ouvert le pont.", "Chile's president opened the bridge."),
        ("de", "Der chilenische Präsident eröffnete die Brücke.", "Chile's president opened the bridge."),
        ("ru", "Президент Казахстана открыл мост.", "The Kazakh president opened the bridge."),
        ("en", "The president opened the bridge.", "Peru's president opened the bridge."),
        ("en", "Santiago sold tea to Ghana.", "Chile sold tea to Ghana."),
        ("fr", "Le Ghana a vendu 5 millions de dollars de thé au Chili.", "Ghana sold tea for US$5 million."),
        ("fr", "Le Chili a investi 5 millions de dollars.", "It was an investment of 5 million US dollars."),
        ("en", "Members of the EU met in Ghana.", "Members of the European Union met in Ghana."),
    ],
)
def test_what_may_be_the_same_country_is_not(lang: str, text: str, statement: str) -> None:
    assert found(text, text.rstrip("."), statement, lang) == ()


def test_a_country_that_the_source_names_elsewhere_may_stand_for_its_we_and_they() -> None:
    text = "Peru and Chile met. The guests then saw Ghana."
    assert found(text, "The guests then saw Ghana", "The guests of Peru and Chile saw a land.") == ()


def test_a_country_of_names_toml_may_always_be_named() -> None:
    text = "The guests saw Ghana."
    (_,) = found(text, "The guests saw Ghana", "The guests of Peru saw it.")
    entry = Entry("Peru", kind="country")
    assert found(text, "The guests saw Ghana", "The guests of Peru saw it.", names=(entry,)) == ()
