"""`briefbook check --html`: a page on which every statement stands beside the words that prove it."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import html


def page(space, *options: str):
    ran = space.run("check", "--html", str(space.root / "page.html"), *options)
    return ran, html.fromstring((space.root / "page.html").read_bytes())


def text(node) -> str:
    return " ".join(node.text_content().split())


def test_every_statement_stands_with_its_support_and_its_quote_marked_in_its_paragraph(space):
    ran, tree = page(space)
    assert ran.status == 0
    assert f"The statements beside their quotes: {space.root / 'page.html'}" in ran.out
    cards = {card.get("id"): card for card in tree.iter("article")}
    card = cards["lake-visit-fact-exports-2030"]
    assert text(card.find("h3")) == "exports-2030 — single source"
    assert text(card.find_class("statement")[0]) == "Exports reached $13.5 million in 2030."
    (mark,) = card.iter("mark")
    assert text(mark) == "Exports reached $13.5 million in 2030, up from $9.2 million in 2029"
    (quote,) = card.iter("blockquote")
    assert text(quote).endswith("The Bay Mirror, 2031-04-02, mirror-2031-04-02, paragraph 2")
    assert quote[0].get("lang") == "en"


def test_a_diagnostic_stands_at_its_fact_and_the_fact_among_those_to_look_at(space):
    space.change("seeds/lake/facts.toml", '["signed"]', '["signed", "planned"]')
    _, tree = page(space)
    card = tree.get_element_by_id("lake-visit-fact-fisheries-accord")
    assert "▲ warning two-stages: fact 'fisheries-accord' has two stages" in text(card)
    assert [link.get("href") for link in tree.find(".//nav").iter("a")] == [
        "#lake-visit-fact-fisheries-accord"
    ]


def test_words_from_outside_are_inert_and_the_page_needs_nothing_but_itself(space):
    said = "<script>alert(1)</script> & \\\"><img src=x onerror=alert(2)> 'javascript:'"
    space.change("seeds/lake/facts.toml", "The presidents signed a Fisheries Accord.", said)
    _, tree = page(space)
    assert not list(tree.iter("script", "img", "iframe", "object", "link"))
    assert all(link.get("href").startswith("#") for link in tree.iter("a"))
    assert "<script>alert(1)</script>" in text(tree)
    assert not [name for node in tree.iter() for name in node.attrib if name.startswith("on")]
    raw = (space.root / "page.html").read_text("utf-8")
    assert "default-src 'none'" in raw
    assert not re.search(r"url\(|@import|https?:", raw)


def test_json_holds_the_same_evidence(space):
    table = json.loads(space.run("check", "--json").out)
    (brief,) = table["briefs"]
    assert brief["facts"] == 3
    told = {fact["id"]: fact for fact in brief["evidence"]}
    assert (told["students"]["support"], told["students"]["voices"], told["students"]["open"]) == (
        "single source",
        1,
        False,
    )
    (quote,) = told["students"]["quotes"]
    source = (space.root / "seeds/lake/mirror-2031-04-02.txt").read_bytes().decode("utf-8")
    assert source[quote["start"] : quote["end"]] == quote["exact"] == "Some 1,250 students took part"
    assert quote["paragraph"] >= 1


def test_a_page_that_cannot_be_written_is_an_error_and_nothing_else_changes(space):
    before = space.files()
    (space.root / "taken").mkdir()
    ran = space.run("check", "--html", str(space.root / "taken"))
    assert (ran.status, "error cannot-write: " in ran.err) == (1, True)
    assert space.files() == before


def test_the_page_opens_in_a_browser_without_a_complaint(space, tmp_path: Path):
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if not browser:
        pytest.skip("no chromium on this machine: the page was not opened in a browser")
    page(space)
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}", "--dump-dom"]
    ran = subprocess.run(
        [browser, *options, (space.root / "page.html").as_uri()], capture_output=True, timeout=120, check=True
    )
    shown = html.fromstring(ran.stdout)
    assert len(list(shown.iter("article"))) == 3
