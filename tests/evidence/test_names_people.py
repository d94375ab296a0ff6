"""Names over several sources: spellings of one person, two offices of one person, and what is neither."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.evidence import decisions, people
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import Fact, Quote, Span
from briefbook.model.name import Entry
from briefbook.model.source import Metadata, Source


def sources(*texts: tuple[str, str]) -> list[Source]:
    return [
        Source(Metadata(f"s{n}", f"seeds/x/s{n}.txt", lang=lang), "", text)
        for n, (lang, text) in enumerate(texts)
    ]


def run(*texts: tuple[str, str]) -> tuple[Diagnostic, ...]:
    read = sources(*texts)
    found = people.run((), read)
    by_id = {each.id: each for each in read}
    for item in found:
        assert item.path
        assert item.line
        assert len(item.quotes) > 1
        for quote in item.quotes:
            assert by_id[quote.source].text[quote.start : quote.end] == quote.exact
    return found


def forms(found: tuple[Diagnostic, ...]) -> list[set[str]]:
    """The forms of each name-variant, by what its extracts say."""
    return [{quote.exact for quote in item.quotes} for item in found if item.code == "name-variant"]


def test_one_person_gets_one_note_with_every_form_in_every_source() -> None:
    found = run(
        ("en", "Chairman of the Government of Georgia Irakli Davitovich Lomidze spoke. PM Lomidze left."),
        ("en", "Georgian Prime Minister Irakli Lomidze met the press. Lomidze smiled."),
        ("fr", "Le Premier ministre géorgien, Irakli Lomidzé, a parlé."),
    )
    assert forms(found) == [{"Irakli Davitovich Lomidze", "Lomidze", "Irakli Lomidze", "Irakli Lomidzé"}]
    assert {quote.source for quote in found[0].quotes} == {"s0", "s1", "s2"}
    assert found[0].severity is Severity.NOTE


VARIANTS = {
    "Vietnamese with and without accents": [
        (
            "en",
            "State President Lê Hữu Tường came. President Tường and PM Dat met. President Tuong noted.",
        ),
        {"Lê Hữu Tường", "Tường", "Tuong"},
    ],
    "Turkish letters": [
        ("en", "President Recep Aydın spoke. President Recep Aydin left."),
        {"Recep Aydın", "Recep Aydin"},
    ],
    "Arabic given names": [
        ("en", "Crown Prince Mohammed bin Khalid came. Crown Prince Muhammad bin Khaled went."),
        {"Mohammed bin Khalid", "Muhammad bin Khaled"},
    ],
    "Spanish double surnames": [
        ("es", "El presidente Pedro Ramírez Soto habló. El presidente Pedro Ramirez dijo."),
        {"Pedro Ramírez Soto", "Pedro Ramirez"},
    ],
    "Icelandic patronymics": [
        ("en", "Prime Minister Katrín Ólafsdóttir spoke. Prime Minister Katrin Olafsdottir left."),
        {"Katrín Ólafsdóttir", "Katrin Olafsdottir"},
    ],
    "a friend's short name": [
        ("en", "President Joseph R. Barlow, Jr. spoke. President Joe Barlow left."),
        {"Joseph R. Barlow, Jr.", "Joe Barlow"},
    ],
    "a place": [
        ("en", "It lies in Đắk Lắk province. A plant in Dak Lak Province opened."),
        {"Đắk Lắk", "Dak Lak"},
    ],
    "a hyphen": [
        ("en", "They will open a Deep-Sea Research Station there. The Deep Sea Research Station opens soon."),
        {"Deep-Sea Research Station", "Deep Sea Research Station"},
    ],
    "a plural inside a law": [
        (
            "en",
            "The Lake Trade and Opportunity Act helps. He praised the Lake Trade and Opportunities Act.",
        ),
        {"Lake Trade and Opportunity Act", "Lake Trade and Opportunities Act"},
    ],
}


@pytest.mark.parametrize(("text", "expected"), VARIANTS.values(), ids=VARIANTS.keys())
def test_a_name_in_two_spellings_is_told_once(text: tuple[str, str], expected: set[str]) -> None:
    assert forms(run(text)) == [expected]


def test_the_same_person_in_three_scripts_is_one() -> None:
    found = run(
        ("en", "Kazakh Foreign Minister Murat Nurtaev spoke."),
        ("ru", "Министр иностранных дел Мурат Нуртаев выступил. Встреча с Муратом Нуртаевым прошла."),
        ("fr", "Le ministre des Affaires étrangères Mourat Nourtaïev a parlé."),
    )
    assert len(found) == 1
    assert "Мурат Нуртаев" in {quote.exact for quote in found[0].quotes}


SILENT = {
    "two scripts are no two spellings": [
        ("en", "Kazakh Foreign Minister Murat Nurtaev spoke."),
        ("ru", "Министр иностранных дел Мурат Нуртаев выступил."),
    ],
    "cases of grammar": [
        ("ru", "Президент Нурлан Алиев прибыл. Встреча с президентом Нурланом Алиевым. Визит Алиева.")
    ],
    "the family name alone": [("en", "President Amina Okello spoke. President Okello left. Okello smiled.")],
    "an initial and Jr.": [("en", "President William S. Oduor came. President William Oduor, Jr. left.")],
    "capitals": [("en", "President Amina Okello spoke.\n\nPRESIDENT OKELLO: Thank you. Adm. AMINA OKELLO.")],
    "two ways of English": [
        ("en", "The Central Highlands Research Centre opened. The Central Highlands Research Center grows.")
    ],
    "a country": [
        ("en", "He came to Việt Nam. A Việt Nam Trade Office opened. The Vietnam Trade Office grows.")
    ],
    "brothers": [
        (
            "en",
            "President Gotabaya Senanayake and Prime Minister Mahinda Senanayake met President Uhuru Mboya.",
        ),
        (
            "en",
            "Former President Jomo Mboya came. President Senanayake and Prime Minister Senanayake spoke.",
        ),
    ],
    "two kings of one name": [
        ("en", "King Mohammed VI spoke. King Mohammed V did so before Prince Mohammed bin Ali.")
    ],
    "two offices joined": [
        (
            "en",
            "Deputy Prime Minister and Foreign Minister Bui Van Son came. Foreign Minister Bui Van Son left",
        )
    ],
    "a former office": [("en", "Former Vice President Amina Okello came. President Amina Okello spoke.")],
    "two people under one office": [
        (
            "en",
            "Georgian Prime Minister Irakli Lomidze met Prime Minister Rosa Blanco. The Prime Minister left.",
        )
    ],
    "host, leader and counterpart": [
        ("en", "President Amina Okello thanked her host. His counterpart Amina Okello left.")
    ],
    "a general title": [("en", "Chairman Bakyt Temirov came. Prime Minister Bakyt Temirov left.")],
    "fields of one minister": [
        ("en", "Minister of Industry and Trade Lê Văn Hải came. Trade Minister Lê Văn Hải left.")
    ],
    "an aide of the president": [
        ("ru", "Президент Нурлан Алиев прибыл. Помощник президента Юрий Ушков. Министр Юрий Ушков.")
    ],
    "an office of another year": [
        ("en", "In 2015, Vice President Luis Ortega came here. On 3 May 2024 President Luis Ortega returned.")
    ],
    "a chancellor in other languages": [
        ("en", "Chancellor Olaf Schubert came."),
        ("es", "El canciller Olaf Schubert llegó."),
        ("vi", "Thủ tướng Olaf Schubert dự."),
    ],
    "a family name that several bear": [
        (
            "en",
            "President Kim Jong-min met Foreign Minister Kim Tae-hoon. Minister Kim and President Kim left.",
        )
    ],
    "an enumeration": [
        ("en", "President Amina Okello, the Speaker of the Senate and the King met Governor Peter Obi.")
    ],
}


@pytest.mark.parametrize("texts", SILENT.values(), ids=SILENT.keys())
def test_what_is_no_difference_is_not_reported(texts: list[tuple[str, str]]) -> None:
    assert run(*texts) == ()


def test_one_office_under_two_titles_is_a_note_with_both_sides() -> None:
    found = run(
        ("en", "Chairman of the Cabinet of Ministers of Tajikistan Rustam Nazarov came."),
        (
            "en",
            "Tajik Prime Minister Rustam Nazarov; the Chairman of the Cabinet of Ministers of Tajikistan.",
        ),
    )
    assert [(item.code, item.severity) for item in found] == [("conflict-title", Severity.NOTE)]
    said = [quote.exact for quote in found[0].quotes]
    assert "Tajik Prime Minister Rustam Nazarov".endswith(said[1])
    assert said[2] == "Chairman of the Cabinet of Ministers of Tajikistan"


def test_an_office_without_a_name_is_put_to_its_one_holder_within_one_text() -> None:
    found = run(
        (
            "fr",
            "Le Premier ministre tadjik Rustam Nazarov. Le chef du Cabinet des ministres Rustam Nazarov.",
        )
    )
    assert [item.code for item in found] == ["conflict-title"]


CLASHES = {
    "president and vice president": [
        ("en", "President Luis Ortega of Peru received them."),
        ("en", "Peruvian Vice President Luis Ortega received them."),
    ],
    "across languages": [
        ("es", "El presidente Luis Ortega llegó."),
        ("fr", "Le Premier ministre Luis Ortega est arrivé."),
    ],
    "ministers of two fields": [
        ("vi", "Bộ trưởng Bộ Quốc phòng Lê Văn Hải dự."),
        ("en", "Finance Minister Le Van Hai attended."),
    ],
    "a minister and a deputy": [
        ("ru", "Министр обороны Азамат Муканов прибыл. Заместитель министра обороны Азамат Муканов выступил.")
    ],
}


@pytest.mark.parametrize("texts", CLASHES.values(), ids=CLASHES.keys())
def test_two_offices_that_nobody_holds_together_are_a_warning(texts: list[tuple[str, str]]) -> None:
    found = [item for item in run(*texts) if item.code == "conflict-title"]
    assert [item.severity for item in found] == [Severity.WARNING]


def test_a_decision_in_the_book_of_names_is_told_and_what_it_lacks_too() -> None:
    read = sources(
        ("en", "President Lê Hữu Tường spoke. President Le Huu Tuong left. President Tuong noted.")
    )
    entry = Entry("Lê Hữu Tường", ("Le Huu Tuong",), path="names.toml")
    (item,) = people.run((), read, (entry,))
    assert "decided in names.toml: the brief writes “Lê Hữu Tường”" in item.message
    assert "not listed" not in item.message
    (item,) = people.run((), read, (Entry("Lê Hữu Tường", path="names.toml"),))
    assert "but “Le Huu Tuong” is not listed there" in item.message


def test_a_reviewed_warning_becomes_a_note_with_its_reason() -> None:
    read = sources(("en", "President Luis Ortega came."), ("en", "Vice President Luis Ortega came."))
    quote = Quote("s0", "Luis Ortega came", span=Span(10, 26))
    fact = Fact("a", "political", {"": "x"}, (quote,), reviewed={"conflict-title": "promoted that week"})
    (item,) = decisions.apply(people.run((fact,), read), (fact,))
    assert item.severity is Severity.NOTE
    assert "promoted that week" in item.message


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["en", "fr", "vi", "ru", "es", ""]),
            st.text(st.sampled_from("President PM Xi Ab cd’s and of .,\n\u0301Việt"), max_size=200),
        ),
        max_size=3,
    )
)
def test_comparing_sources_never_raises(texts: list[tuple[str, str]]) -> None:
    run(*texts)


def _names(number: int, parts: int) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = []
    for part in range(parts):
        rest, word = number * 7 + part * 13, ""
        for _ in range(5):
            word += letters[rest % 26]
            rest //= 26
        words.append(word.title())
    return " ".join(words)


@pytest.mark.parametrize("parts", [0, 1, 2])
def test_a_text_full_of_names_costs_no_more_than_its_length(parts: int) -> None:
    def cost(count: int) -> float:
        text = (
            "Aa " * count
            if not parts
            else " met. ".join(f"President {_names(i, parts)}" for i in range(count))
        )
        started = time.process_time()
        people.run((), sources(("en", text)))
        return time.process_time() - started

    small = min(cost(2_000), cost(2_001))
    assert cost(16_000) < max(1.0, small * 8 * 3)
