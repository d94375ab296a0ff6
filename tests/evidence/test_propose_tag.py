"""The section, tags and confidence of sentences that nobody has seen before."""

import time
from collections import Counter
from pathlib import Path

import pytest

from briefbook.evidence.propose import lexicon, tag
from briefbook.model.proposal import Tagged, Unit
from briefbook.text import languages

SENTENCES = Path(__file__).parent / "cases" / "sections.txt"
LANGUAGES = ("en", "fr", "vi", "es", "de", "ru")


def invented() -> list[tuple[str, list[str], str]]:
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    parts = [line.split(" | ", 2) for line in lines if not line.startswith("#")]
    return [(lang.strip(), sections.split(", "), text) for lang, sections, text in parts]


def unit(text: str, lang: str = "en", block: int = 1, heading: str = "", source: str = "note") -> Unit:
    return Unit(source, 10, 10 + len(text), text, lang, "sentence", block, heading)


def alone(text: str, lang: str = "en", heading: str = "") -> Tagged:
    """A sentence in the middle of a document that says nothing else."""
    return tag.sort([unit("…", lang, 0), unit(text, lang, 1, heading)])[1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_invented_sentences_go_where_they_belong(lang: str) -> None:
    wrong = [
        (text, alone(text, lang).section)
        for spoken, sections, text in invented()
        if spoken == lang and alone(text, lang).section not in sections
    ]
    assert len(wrong) <= 1, wrong


def test_each_language_has_enough_of_them() -> None:
    counts = Counter(lang for lang, _, _ in invented())
    assert all(counts[lang] >= 20 for lang in LANGUAGES), counts


def test_what_is_said_with_confidence_is_right_nine_times_in_ten() -> None:
    sure = [
        found.section in sections
        for lang, sections, text in invented()
        if (found := alone(text, lang)).confidence >= 0.8
    ]
    assert len(sure) > 60
    assert sum(sure) / len(sure) >= 0.9


def test_every_language_has_words_for_every_topic() -> None:
    topics = {lang: set(languages.load(lang).table("sections")["words"]) for lang in LANGUAGES}
    assert all(known == topics["en"] for known in topics.values())
    weighed = set(languages.load("und").table("sections")["weights"])
    assert topics["en"] <= weighed


def test_an_office_does_not_speak_for_its_fields() -> None:
    said = alone("Minister of Trade and Industry Ruta Palo was received at the airport on Monday.")
    assert (said.section, "trade" in said.tags) == ("background", False)
    said = alone("Bộ trưởng Nông nghiệp Lê Văn Xa ra sân bay đón đoàn.", "vi")
    assert (said.section, "agriculture" in said.tags) == ("background", False)


def test_a_list_of_fields_speaks_for_none_of_them() -> None:
    said = alone(
        "The visit will widen ties in defence, trade, energy, farming, education, culture and tourism."
    )
    assert said.section in ("background", "political")


def test_joined_syllables_and_misplaced_tones_are_read() -> None:
    assert alone("Kim_ngạch thương_mại hai chiều đạt 40 triệu USD .", "vi").section == "economy"
    assert alone("Hai bên ủng hộ giải pháp hoà bình cho xung đột.", "vi").section == "political"
    assert alone("Mọi doanh nghiệp thuỷ sản đều xuất khẩu.", "vi").tags == ("agriculture", "trade")


def test_vietnamese_without_accents_is_read_by_its_phrases() -> None:
    said = alone("Kim ngach thuong mai hai chieu dat 40 trieu USD, tang so voi cung ky.", "vi")
    assert said.section == "economy"


def test_letters_written_as_entities_and_split_accents_are_read() -> None:
    assert (
        alone("Pr&auml;sident Onno lud den K&ouml;nig zu einem Gegenbesuch ein.", "de").section == "outcomes"
    )
    assert (
        alone("Les e\u0301tudiants de l'universite\u0301 ont rec\u0327u des bourses.", "fr").section
        == "community"
    )


def test_a_sentence_that_says_little_takes_the_section_of_its_paragraph() -> None:
    units = [
        unit("Trade with Norlandia rose to 90 million crowns, mostly exports of timber.", block=1),
        unit("That is still less than hoped.", block=1),
        unit("Investors from Norlandia run four factories.", block=1),
    ]
    assert [each.section for each in tag.sort(units)] == ["economy"] * 3


def test_the_heading_above_tips_the_scale() -> None:
    said = "Four new projects were named."
    assert alone(said, heading="Scholarships, schools and universities").confidence != alone(said).confidence


def test_a_place_that_every_sentence_names_says_nothing() -> None:
    greeting = "The king of Iran waved from the balcony."
    others = [unit(f"Iran is pleasant in month {n}.", block=n + 2) for n in range(40)]
    among = tag.sort([unit("…", block=0), unit(greeting), *others])[1]
    assert tag.sort([unit("…", block=0), unit(greeting)])[1].section == "political"
    assert among.section == "background"


def test_tags_name_the_topic_and_how_far_it_has_got() -> None:
    assert alone("The ministers signed an agreement on visa-free travel for students.").tags == (
        "visa",
        "education",
        "signed",
    )
    assert "invited" in alone("King Otmar invited the president to pay a return visit.").tags
    assert "signed" not in alone("The two sides will sign an agreement on seafood next year.").tags
    assert "signed" not in alone("The agreement on seafood was not signed.").tags


def test_a_doubtful_section_says_which_other_it_may_be() -> None:
    said = alone("It went on.")
    assert said.confidence < tag.CLEAR
    assert said.reason.startswith("may also be ")
    assert alone("Exports of rice rose by 4 percent to 80 million dollars.").reason == ""


def test_a_language_without_words_borrows_and_says_so() -> None:
    said = alone("O comércio e os investimentos cresceram: exportações de 90 milhões.", "pt")
    assert said.section == "economy"
    assert said.confidence <= 0.5
    assert "pt" in said.reason
    assert alone("両国は貿易を拡大する。", "ja").reason


def test_a_workspace_adds_words_topics_and_weights() -> None:
    text = "The two guilds praised the kelpworks."
    own, problems = languages.own(
        {
            "en/sections.toml": b'[words]\nkelp = ["kelp*"]\n[weights.kelp]\ncommunity = 60\n',
            "und/sections.toml": b'tags = ["kelp"]\n',
        }
    )
    assert not problems
    assert alone(text).section != "community"
    said = tag.sort([unit("…", block=0), unit(text)], own)[1]
    assert (said.section, said.tags) == ("community", ("kelp",))


def test_a_workspace_may_teach_a_new_language() -> None:
    own, problems = languages.own({"et/sections.toml": b'[words]\ntrade = ["kauban*"]\n'})
    assert not problems
    said = tag.sort([unit("…", "et", 0), unit("Kaubandus kasvas.", "et")], own)[1]
    assert (said.section, said.tags) == ("economy", ("trade",))
    assert "word list" not in said.reason


@pytest.mark.parametrize(
    "table",
    [b'[words]\ntrade = "export"\n', b'[weights.trade]\neconomy = "much"\n', b"[wrods]\ntrade = []\n"],
)
def test_a_table_of_another_shape_is_refused(table: bytes) -> None:
    assert languages.own({"en/sections.toml": table})[1]


def test_nothing_is_lost_and_the_order_stays() -> None:
    units = [unit(text, lang, number) for number, (lang, _, text) in enumerate(invented())]
    assert [each.unit for each in tag.sort(units)] == units
    assert tag.sort(units) == tag.sort(units)
    assert tag.sort([]) == ()


@pytest.mark.parametrize(
    "bad",
    [
        "A" * 40_000,
        "Ha Noi, " * 8_000,
        "é\u0301" * 20_000,
        "minister of " * 5_000,
        "&amp" * 20_000,
        "\x00\u200b _",
    ],
)
def test_hostile_text_takes_no_longer_than_its_length(bad: str) -> None:
    started = time.process_time()
    for lang in (*LANGUAGES, "und", "xx-\x00"):
        alone(bad, lang)
    assert time.process_time() - started < 3


@pytest.mark.slow
def test_twice_the_sentences_take_about_twice_the_time() -> None:
    units = [unit(text, lang, number) for number, (lang, _, text) in enumerate(invented())]
    spent = []
    for times in (10, 40):
        started = time.process_time()
        tag.sort(units * times)
        spent.append(time.process_time() - started)
    assert spent[1] < 10 * spent[0]


def test_words_of_one_kind_count_less_and_less() -> None:
    table = lexicon.of(languages.load("en"))
    share = dict(lexicon.shares(lexicon.read("exports " * 30, table), {}))["trade"]
    assert 1.9 < share <= 2
