"""Sentences brought together as drafts: what is one fact, what is only like it, and how it is worded."""

import pytest

from briefbook.evidence import propose
from briefbook.evidence.propose import origin, phrase
from briefbook.model.proposal import Document, Draft, Proposal, Unit
from briefbook.model.reading import Reading
from briefbook.model.source import Metadata, Source
from briefbook.text import tongue

PADDING = (
    "The harbour master showed the guests the new signal tower. A choir of fishermen sang on the quay. "
    "Both delegations planted a lime tree in the garden of the customs house."
)


def drafted(*texts: str, lang: str = "en") -> Proposal:
    """A proposal from the texts of several documents."""
    documents = []
    for number, text in enumerate(texts):
        meta = Metadata(f"d{number}", f"d{number}.txt", lang=tongue.guess(text) or "en")
        documents.append(Document(Source(meta, "0" * 64, text), Reading(text)))
    return propose.run(documents, lang)


def merged(proposal: Proposal) -> list[Draft]:
    return [draft for draft in proposal.drafts if len(draft.units) > 1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "Trade between Merania and Ostland reached 92 million dollars in 2030, the ministry said.",
            "In 2030 two-way trade between Ostland and Merania reached US$92 million.",
        ),
        (
            "Ostland will train 120 Meranian pilots at its harbour school every year.",
            "Every year 120 pilots from Merania will be trained at the harbour school of Ostland.",
        ),
        (
            "Les échanges entre le Vietnam et la Norvège ont atteint 640 millions de dollars en 2030.",
            "Trade between Vietnam and Norway reached $640 million in 2030.",
        ),
        (
            "Kim ngạch thương mại giữa Việt Nam và Na Uy đạt 640 triệu USD trong năm 2030.",
            "Trade between Vietnam and Norway reached $640 million in 2030.",
        ),
    ],
)
def test_one_figure_told_twice_is_one_fact_with_two_quotes(first: str, second: str) -> None:
    found = merged(drafted(first, f"{second}\n\n{PADDING}"))
    assert [len(draft.units) for draft in found] == [2]
    assert {unit.text for unit in found[0].units} == {first, second}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "Trade between Merania and Ostland reached 92 million dollars in 2030, the ministry said.",
            "Investment of Ostland in Merania stood at 92 million dollars in cattle farms, a bank reported.",
        ),
        (
            "Ostland supported the candidacy of Norway for the council of ports.",
            "Norway did not support the candidacy of Ostland for the council of ports.",
        ),
        (
            "Vietnam supported the candidacy of Norway for the council of ports and lighthouses.",
            "Norway supported the candidacy of Vietnam for the council of ports and lighthouses.",
        ),
        (
            "The two leaders affirmed their wish to deepen the friendship of their peoples.",
            "He expressed the hope that friendship would bring their nations closer.",
        ),
    ],
)
def test_what_only_sounds_alike_stays_two_facts(first: str, second: str) -> None:
    assert merged(drafted(f"{first}\n\n{PADDING}", second)) == []


def test_a_fact_whose_documents_differ_asks_for_a_person() -> None:
    first = "The two ministers opened the new ferry line from Alda to Sund on 4 June 2031 with 300 guests."
    second = "The two ministers opened the new ferry line from Alda to Sund on 4 June 2031 with 500 guests."
    (draft,) = merged(drafted(f"{first}\n\n{PADDING}", second))
    assert draft.review
    assert "differ" in draft.reason


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "Exports of Ostland to Merania rose by 3 percent in 2030.",
            "Exports of Ostland to Merania fell by 3 percent in 2030.",
        ),
        (
            "Ostland will buy 5 ferries from the yard at Sund.",
            "Ostland may buy 5 ferries from the yard at Sund.",
        ),
        (
            "Les exportations de la Norvège ont augmenté de 4 % en 2030.",
            "Les exportations de la Norvège ont baissé de 4 % en 2030.",
        ),
    ],
)
def test_contraries_and_what_is_only_possible_are_never_merged(first: str, second: str) -> None:
    assert merged(drafted(first, f"{second}\n\n{PADDING}" if "percent" in second else second)) == []


def test_a_matter_signed_here_and_discussed_there_asks_for_a_person() -> None:
    first = "The two sides signed an agreement on ferries worth 300 million dollars in Port Alda."
    second = "The two sides discussed an agreement on ferries worth 300 million dollars in Port Alda."
    for draft in merged(drafted(first, second)):
        assert draft.review


def test_two_sentences_of_one_document_are_never_merged() -> None:
    line = "Ostland will train 120 Meranian pilots at its harbour school every year."
    other = "Every year 120 pilots of Merania will be trained at the harbour school of Ostland."
    assert merged(drafted(f"{line}\n\n{PADDING}\n\n{other}")) == []


def test_the_statement_is_in_the_language_of_the_brief_where_a_source_speaks_it() -> None:
    french = "Les échanges entre le Vietnam et la Norvège ont atteint 640 millions de dollars en 2030."
    english = "Trade between Vietnam and Norway reached $640 million in 2030."
    for lang, expected in (("fr", french), ("en", english)):
        (draft,) = merged(drafted(french, english, lang=lang))
        assert (draft.lang, draft.statement) == (lang, expected)
        assert draft.units[0].text == expected


def unit(text: str, lang: str = "en") -> Unit:
    return Unit("d", 0, len(text), text, lang)


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("PORT ALDA — The minister arrived on Monday.", "en", "The minister arrived on Monday."),
        ("SUND, June 4 (AVP) -- Two ships met at sea.", "en", "Two ships met at sea."),
        ("HÀ TIÊN – Bộ trưởng đã đến thăm cảng.", "vi", "Bộ trưởng đã đến thăm cảng."),
        ("ALDA: Ministers signed a treaty on tolls.", "en", "Ministers signed a treaty on tolls."),
        ("On this occasion, both sides signed a treaty.", "en", "Both sides signed a treaty."),
        (
            "À cette occasion, les deux ministres ont signé un accord.",
            "fr",
            "Les deux ministres ont signé un accord.",
        ),
        ("Asimismo, ambos países firmaron un acuerdo.", "es", "Ambos países firmaron un acuerdo."),
        ("A deal – the third in a year – was signed.", "en", "A deal – the third in a year – was signed."),
        ("The **ferry** line\nwill open.", "en", "The ferry line will open."),
    ],
)
def test_a_statement_leaves_out_where_and_on_which_occasion(text: str, lang: str, expected: str) -> None:
    assert phrase.statement(unit(text, lang)) == expected


def test_a_statement_that_leans_on_another_asks_for_a_person() -> None:
    proposal = drafted("He will visit the port of Sund again in the spring of next year with his ministers.")
    assert proposal.drafts[0].review
    assert "'He'" in proposal.drafts[0].reason


def test_figures_dates_and_names_are_filled_in_where_they_are_certain() -> None:
    (draft,) = drafted("Trade between Vietnam and Norway reached $640 million in 2030.").drafts
    assert draft.dates == ("2030",)
    assert draft.entities == ("Vietnam", "Norway")
    (quantity,) = draft.quantities or (None,)
    assert quantity is None or (quantity.value, quantity.unit, quantity.when) == (640_000_000, "USD", "2030")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '---\ntitle: "A quay for Sund"\ndate: 2031-06-04\n---\n\nShips came.',
            ("A quay for Sund", "2031-06-04"),
        ),
        (
            "---\ntitle: A quay\n  for Sund\npublished_time: 2031-06-04 08:00\n---\nShips.",
            ("A quay for Sund", "2031-06-04"),
        ),
        (" date 2031-06-04 ALDA — Ships came.", ("", "2031-06-04")),
        (
            "The ships of the minister came to the harbour.\n\n4 June 2031\n\nThey stayed there.",
            ("", "2031-06-04"),
        ),
        ("Ships came on 4 June 2031 and stayed until the eleventh of that month.", ("", "")),
    ],
)
def test_what_a_document_says_of_itself_is_taken_and_nothing_is_invented(
    text: str, expected: tuple[str, str]
) -> None:
    meta, _ = origin.propose(Reading(text), Metadata("d", "d.txt"))
    assert (meta.title, str(meta.date or "")) == expected


def test_what_sources_toml_says_is_never_overruled() -> None:
    known = Metadata("d", "d.txt", title="Ours", publisher="The Gazette", lang="fr")
    text = '---\ntitle: "Theirs"\n---\nThe minister arrived at the port on Monday morning with his guests.'
    meta, found = origin.propose(Reading(text), known)
    assert (meta.title, meta.publisher, meta.lang) == ("Ours", "The Gazette", "fr")
    assert [item.code for item in found] == ["incomplete-source"]


def test_agencies_sign_at_the_end_or_in_the_dateline() -> None:
    for text in ("Ships came. — VNS", "SUND (Xinhua) — Ships came.", "Ships came. AFP/Reuters"):
        assert origin.propose(Reading(text), Metadata("d", "d.txt"))[0].wire in ("VNS", "Xinhua", "AFP")
