"""Names in texts of five languages: who is named, by which office."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.text import languages, names

FOUND = [
    # lang, text, [(name, office, country)]
    ("en", "Kenya’s President William Oduor spoke.", [("William Oduor", "president", "KE")]),
    (
        "en",
        "the Georgian Prime Minister,\nIrakli Lomidze, came",
        [("Irakli Lomidze", "prime-minister", "GE")],
    ),
    (
        "en",
        "Chairman of the Cabinet of Ministers of the Kyrgyz Republic Bakyt Askarovich Temirov arrived.",
        [("Bakyt Askarovich Temirov", "chair-of-cabinet", "KG")],
    ),
    (
        "en",
        "Deputy Prime Minister and Foreign Minister Bui Van Son",
        [("Bui Van Son", "deputy-prime-minister+foreign-minister", "")],
    ),
    (
        "en",
        "Minister of Industry and Trade Nguyễn Hồng Lĩnh",
        [("Nguyễn Hồng Lĩnh", "minister-of-industry-trade", "")],
    ),
    ("en", "Defence Minister Phan Van Giang", [("Phan Van Giang", "minister-of-defence", "")]),
    ("en", "National Assembly Vice Chairman Nguyen Khac Binh", [("Nguyen Khac Binh", "deputy-speaker", "")]),
    ("en", "his Kazakh counterpart Olzhas Akhmetov", [("Olzhas Akhmetov", "", "")]),
    ("en", "former President Jomo Mboya", [("Jomo Mboya", "", "")]),
    ("en", "then-Vice President Amina Okello", [("Amina Okello", "", "")]),
    ("en", "Gustavo Peña, President of Colombia, said so.", [("Gustavo Peña", "president", "CO")]),
    (
        "en",
        "King Mohammed VI met President Abdel Fattah el-Sisi.",
        [("Mohammed VI", "king", ""), ("Abdel Fattah el-Sisi", "president", "")],
    ),
    ("en", "PRESIDENT OKELLO:  Thank you.", [("OKELLO", "president", "")]),
    ("en", "President Joseph R. Boden, Jr. spoke", [("Joseph R. Boden, Jr.", "president", "")]),
    ("en", "PM Temirov’s visit", [("Temirov", "prime-minister", "")]),
    ("en", "The Vice President and President Okello met.", [("Okello", "president", "")]),
    ("en", "President of the World Health Assembly Ana Ruiz", [("Ana Ruiz", "chair", "")]),
    (
        "fr",
        "le Premier ministre kirghize, Bakyt Temirov, est arrivé",
        [("Bakyt Temirov", "prime-minister", "KG")],
    ),
    (
        "fr",
        "le ministre de l’Industrie et du Commerce Nguyễn Hồng Lĩnh",
        [("Nguyễn Hồng Lĩnh", "minister-of-industry-trade", "")],
    ),
    ("de", "Die Außenministerin Nino Lomidse sprach.", [("Nino Lomidse", "foreign-minister", "")]),
    ("de", "Verteidigungsminister Wassil Beridse kam an.", [("Wassil Beridse", "minister-of-defence", "")]),
    ("fr", "Le président du Sénat Gérard Larue", [("Gérard Larue", "speaker", "")]),
    ("fr", "le président élu Bassirou Faye", [("Bassirou Faye", "", "")]),
    ("fr", "son homologue Tran Quang Dat", [("Tran Quang Dat", "", "")]),
    (
        "fr",
        "Mme Awa Diop, ministre des Affaires étrangères du Sénégal, a parlé",
        [("Awa Diop", "foreign-minister", "SN")],
    ),
    ("vi", "Thủ tướng Trần Quang Đạt đã hội đàm", [("Trần Quang Đạt", "prime-minister", "")]),
    ("vi", "Thủ tướng Cộng hòa Kyrgyzstan Bakyt Temirov", [("Bakyt Temirov", "prime-minister", "KG")]),
    (
        "vi",
        "Phó Thủ tướng, Bộ trưởng Ngoại giao Bùi Văn Sơn",
        [("Bùi Văn Sơn", "deputy-prime-minister+foreign-minister", "")],
    ),
    (
        "vi",
        "Chủ tịch Quốc hội Trần Thanh Hải và ông Lê Đức Anh",
        [("Trần Thanh Hải", "speaker", ""), ("Lê Đức Anh", "", "")],
    ),
    ("ru", "премьер-министра Кыргызстана Бакыта Темирова", [("Бакыта Темирова", "prime-minister", "KG")]),
    (
        "ru",
        "Председатель Кабинета министров Кыргызской Республики Бакыт Темиров прибыл",
        [("Бакыт Темиров", "chair-of-cabinet", "KG")],
    ),
    (
        "ru",
        "Заместитель министра иностранных дел Азамат Муканов",
        [("Азамат Муканов", "deputy-foreign-minister", "")],
    ),
    ("ru", "помощник президента Юрий Ушков", [("Юрий Ушков", "", "")]),
    ("ru", "Бывший президент Нурлан Назаров", [("Нурлан Назаров", "", "")]),
    ("es", "El presidente de Colombia, Gustavo Peña, dijo", [("Gustavo Peña", "president", "CO")]),
    (
        "es",
        "El presidente del Gobierno español, Pedro Ramírez, habló",
        [("Pedro Ramírez", "prime-minister", "ES")],
    ),
    (
        "es",
        "el ministro de Comercio, Industria y Turismo, Germán Mendoza, asistió",
        [("Germán Mendoza", "minister-of-culture-industry-trade", "")],
    ),
    ("es", "Su homólogo chileno Gabriel Bravo", [("Gabriel Bravo", "", "")]),
]


def people(text: str, lang: str) -> list[names.Name]:
    return [name for name in names.find(text, languages.load(lang)) if name.kind == "person"]


@pytest.mark.parametrize(("lang", "text", "expected"), FOUND, ids=[row[1][:40] for row in FOUND])
def test_a_person_is_found_with_the_office(
    lang: str, text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert [(each.written, each.title, each.country) for each in people(text, lang)] == expected


def test_a_decomposed_text_gives_the_same_names() -> None:
    import unicodedata

    text = "Thủ tướng Trần Quang Đạt tiếp Chủ tịch nước Lê Hữu Tường"
    found = people(unicodedata.normalize("NFD", text), "vi")
    assert [unicodedata.normalize("NFC", each.written) for each in found] == [
        "Trần Quang Đạt",
        "Lê Hữu Tường",
    ]


def test_a_name_may_run_over_the_end_of_a_line_and_no_break_spaces() -> None:
    found = people("Prime\nMinister\u00a0Bakyt\n  Temirov came", "en")
    assert [each.title for each in found] == ["prime-minister"]


def test_no_person_is_read_out_of_a_headline_in_capitals() -> None:
    assert people("President Okello Opens Trade Fair Today\n\nText.", "en") == []


def test_countries_institutions_and_days_are_no_people() -> None:
    for text in [
        "President Kenya",
        "the Prime Minister Monday",
        "President Temple University",
        "Minister Vietnam",
    ]:
        assert people(text, "en") == [], text


def test_an_office_of_a_country_without_a_name_is_told_apart() -> None:
    found = names.offices("the Prime Minister of Kyrgyzstan asked", languages.load("en"))
    assert [(each.title, each.country, each.written) for each in found] == [("prime-minister", "KG", "")]


def test_places_and_laws_are_names_without_the_word_for_their_kind() -> None:
    text = "in Khanh Hoa Province the Lake and River Opportunities Act applies"
    found = [each.written for each in names.find(text, languages.load("en"))]
    assert found == ["Khanh Hoa", "Lake and River Opportunities Act"]


@pytest.mark.parametrize("lang", [*languages.known(), "und", "xx"])
def test_every_language_has_a_grammar(lang: str) -> None:
    assert isinstance(names.find("President Aa Bb of Kenya", languages.load(lang)), tuple)


@given(
    st.text(
        st.sampled_from("President of the Minister PM Ab cd’s .,-\n\u0301АБв вицеThủ tướng"), max_size=300
    )
)
def test_reading_never_raises_and_offsets_are_exact(text: str) -> None:
    for lang in ("en", "fr", "vi", "ru", "es"):
        for each in names.find(text, languages.load(lang)):
            assert text[each.start : each.end] == each.written
            assert each.title_start < 0 or text[each.title_start : each.title_end] == each.title_written


def test_a_workspace_adds_offices_and_pairs_of_its_own() -> None:
    files = {
        "en/names.toml": b'[offices]\nprime-minister = ["taoiseach"]\n',
        "und/names.toml": b'together = [["prime-minister", "speaker"]]\n',
    }
    own, problems = languages.own(files)
    assert problems == ()
    language = languages.load("en", own)
    (found,) = names.find("Irish Taoiseach Aoife Byrne spoke.", language)
    assert (found.written, found.title, found.country) == ("Aoife Byrne", "prime-minister", "IE")
    (both,) = names.find("Taoiseach and Speaker Aoife Byrne spoke.", language)
    assert both.title == "prime-minister+speaker"


def test_a_pair_of_words_that_is_none_is_passed_over() -> None:
    files = {
        "en/names.toml": b'orthography = [["a"], ["b", "c", "d"]]\n',
        "und/names.toml": b'together = [["x"], []]\n',
    }
    own, _ = languages.own(files)
    text = "President Aoife Byrne of the Deep Sea Station"
    assert names.find(text, languages.load("en", own)) == names.find(text, languages.load("en"))


HOSTILE = {
    "capitals": "Aa ",
    "offices": "President ",
    "fields": "Minister of Industry and ",
    "initials": "A. ",
    "apostrophes": "A'b'",
    "hyphens": "A-",
    "marks": "A\u0301\u0301",
    "particles": "King de ",
    "commas": "Aa, President of ",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    def cost(size: int) -> float:
        text = piece * (size // len(piece)) + str(size)
        started = time.process_time()
        names.find(text, languages.load("en"))
        return time.process_time() - started

    cost(1_000)
    small = min(cost(10_000 + i) for i in range(3))
    assert cost(80_000) < max(0.3, small * 8 * 4)
