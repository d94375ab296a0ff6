"""What of a page is kept as a sentence of the report, and what is set aside, with its reason."""

import time
from pathlib import Path

import pytest

from briefbook.evidence.propose import layout, noise, segment
from briefbook.model.proposal import NOISE, Document, Unit
from briefbook.model.reading import Reading
from briefbook.model.source import Metadata, Source
from briefbook.text import tongue
from casefile import Case, read_cases

PAGES = list(read_cases(Path(__file__).parent / "cases" / "propose_pages.txt"))


def judged(text: str, lang: str = "") -> tuple[Unit, ...]:
    """The sentences of one page, each with its state."""
    meta = Metadata("page", "page.txt", lang=lang or tongue.guess(text) or "en")
    pages = [layout.page(Document(Source(meta, "0" * 64, text), Reading(text)))]
    return noise.judge(pages, segment.cut(pages))


def test_a_page_is_parted_into_report_and_furniture(case: Case) -> None:
    units = judged(case["page"])
    kept = [" ".join(unit.text.split()) for unit in units if unit.state != NOISE]
    aside = [f"{unit.reason}: {' '.join(unit.text.split())[:70]}" for unit in units if unit.state == NOISE]
    assert kept == case.lines("kept")
    assert aside == case.lines("aside")


def test_every_unit_is_the_words_of_the_page_at_its_place_and_none_overlap(case: Case) -> None:
    page = case["page"]
    end = 0
    for unit in judged(page):
        assert page[unit.start : unit.end] == unit.text
        assert unit.start >= end
        end = unit.end


def test_what_is_set_aside_always_has_a_reason() -> None:
    units = [unit for case in PAGES for unit in judged(case["page"])]
    assert all(unit.reason for unit in units if unit.state == NOISE)


def test_a_line_in_another_language_is_set_aside_and_a_bilingual_page_is_not() -> None:
    french = "Les deux ministres ont signé un accord de pêche qui vaudra pour dix ans à partir de juin."
    english = "The two ministers signed an agreement on fishing that will hold for ten years from June on."
    more = "They also agreed to open the port of Sund to ferries of both countries before the winter."
    report = f"{english}\n\n{more}\n\n{english.replace('ten', 'nine')}\n\n{more.replace('Sund', 'Alda')}"
    stray = judged(f"{report}\n\n{french}", "en")
    assert [unit.reason for unit in stray if unit.text == french] == ["in another language than the document"]
    both = judged(f"{english}\n\n{french}", "en")
    assert [unit.state for unit in both if unit.text == french] == ["keep"]


def test_a_heading_stands_with_the_sentences_below_it() -> None:
    units = judged(
        "Ports and ferries\n\nThe two countries will build a new pier at Sund before the end of 2033."
    )
    assert [(unit.kind, unit.heading) for unit in units] == [
        ("heading", ""),
        ("sentence", "Ports and ferries"),
    ]


@pytest.mark.parametrize(
    "piece",
    [
        "![",
        "“",
        "<p",
        "<img src=x>",
        "[a](",
        "a@",
        "&#x27;",
        "\\r\\n",
        "(photo)",
        "Photo: X\n",
        "1 ",
        "AbcDef",
        ">> a\n",
    ],
)
def test_work_grows_no_faster_than_the_page(piece: str) -> None:
    def spent(size: int) -> float:
        page = (piece * size)[:size]
        before = time.process_time()
        judged(page, "en")
        return time.process_time() - before

    judged("warm", "en")
    small, large = (min(spent(size) for _ in range(2)) for size in (20_000, 80_000))
    assert large < 10 * max(small, 0.01)
