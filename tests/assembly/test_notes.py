"""Notes and the annex: what a reader finds at the foot of the page and at the end."""

import hashlib

from briefbook import resources
from briefbook.assembly import annex, inlines, markup, notes, templates
from briefbook.model import document as d
from briefbook.model.date import PartialDate
from briefbook.model.fact import Fact, Quote
from briefbook.model.source import Digested, Metadata, Source
from briefbook.text import words

MADE = templates.environment({}, resources.templates())
KNOWN = (
    Metadata(
        "mirror-2",
        "a",
        title="Tolmark on the lake",
        publisher="The Bay Mirror",
        author="I. Sund",
        date=PartialDate(2031, 4, 2),
        lang="en",
        kind="press",
        url="https://example.org/m2",
        accessed=PartialDate(2031, 4, 5),
        wire="TNA",
        reliability="B",
    ),
    Metadata(
        "mirror-3", "b", publisher="The Bay Mirror", date=PartialDate(2031, 4, 3), lang="en", kind="press"
    ),
    Metadata("gazette", "c", title="Sur le lac", publisher="La Gazette", lang="fr", kind="press"),
    Metadata(
        "monthly", "d", publisher="Osk Monthly", date=PartialDate(2031, 4), lang="en", kind="statistics"
    ),
    Metadata("leaf", "e", lang="en", kind="other"),
    Metadata("titled", "f", title="Tables of trade", date=PartialDate(2030), lang="en", kind="statistics"),
    Metadata(
        "own-1", "g", kind="note", lang="en", digests=Digested("The Echo", PartialDate(2031, 4, 2), "fr")
    ),
    Metadata("own-2", "h", kind="note", lang="en", digests=Digested("The Echo", None, "en")),
    Metadata("own-3", "i", kind="note", lang="en"),
    Metadata("twin-a", "j", publisher="The Echo", date=PartialDate(2031, 5, 1), lang="en", kind="press"),
    Metadata("twin-b", "k", publisher="The Echo", date=PartialDate(2031, 5, 1), lang="en", kind="press"),
    Metadata("unused", "l", title="Nothing on it", publisher="The Idle", lang="ru", kind="press"),
)
SOURCES = [Source(meta, hashlib.sha256(meta.id.encode()).hexdigest(), "") for meta in KNOWN]


def quote(line: str) -> Quote:
    source, place, said = line.split(" ", 2)
    return Quote(source, said, words=said, locator=int(place[1:]), by_line=place[0] == "l")


def written(children: d.Inlines) -> str:
    """A note as Markdown would show it, runs in another language in braces."""
    parts = []
    for child in children:
        if isinstance(child, d.Text):
            parts.append(f"{{{child.lang}: {child.text}}}" if child.lang else child.text)
        elif isinstance(child, d.Emphasis):
            parts.append(f"*{written(child.children)}*")
        elif isinstance(child, d.Link):
            parts.append(f"<{child.url}>")
        elif isinstance(child, d.NoteRef):
            parts.append(f"#{child.number}")
        else:
            parts.append(" / ")
    return "".join(parts)


def told(facts: list[Fact], lang: str = "en", limit: int = 0) -> list[str]:
    language = words.load(lang)
    teller = notes.Notes(SOURCES, language, lang, limit)
    phrase = templates.note_renderer(MADE, "notes/chicago.md.j2", language)
    return [written(markup.parse_inline(phrase(teller.note(fact)))) for fact in facts]


def test_notes_read_as_written(case):
    facts = []
    for number, chunk in enumerate(case["quotes"].split("\n\n")):
        quotes = tuple(quote(line) for line in chunk.split("\n") if line)
        facts.append(Fact(f"f{number}", "economy", {"": case.get("statement", "S")}, quotes))
    said = told(facts, case.get("lang", "en"), int(case.get("limit", "0")))
    assert said == case["expected"].split("\n")


def test_a_quote_is_printed_whole_unless_the_theme_limits_it():
    said = "Exports reached $13.5 million in 2030, a year of calm water and good prices on every market"
    assert notes.shortened(said, "Exports reached $13.5 million in 2030.", 0) == said
    cut = notes.shortened(said, "Exports reached $13.5 million in 2030.", 60)
    assert cut.startswith("Exports reached $13.5 million in 2030,")
    assert cut.endswith("[…]")
    assert all(word in said or word == "[…]" for word in cut.split(" "))


def test_words_that_a_statement_shares_are_never_cut():
    said = "calm water and " * 20 + "some 1,250 students came to the lake"
    cut = notes.shortened(said, "Some 1,250 students came.", 10)
    for word in ("some", "1,250", "students", "came"):
        assert word in cut.split(" ")
    assert "[…] […]" not in cut


def annexed(noted: list[str], lang: str = "en"):
    facts = {
        "a": Fact("a", "economy", {"": "S"}, (quote("mirror-2 p1 x"), quote("gazette p2 y"))),
        "b": Fact("b", "economy", {"": "S"}, (quote("gazette p2 y"),)),
    }
    blocks = annex.blocks(SOURCES[:3] + SOURCES[-1:], facts, noted, words.load(lang), lang)
    lines = []
    for block in blocks:
        if isinstance(block, d.Heading):
            lines.append(f"{block.level} {inlines.plain(block.children)}")
        else:
            lines += [f"{written(item.term)}: {written(item.children)}" for item in block.items]
    return lines


def test_the_annex_lists_used_sources_with_their_notes_and_the_others_apart():
    prints = {source.id: source.sha256[:12] for source in SOURCES}
    assert annexed(["a", "b", "a"]) == [
        "2 Sources used",
        "mirror-2: *The Bay Mirror*, by I. Sund, “Tolmark on the lake”, press report, 2 April 2031, English, "
        f"wire TNA, reliability B, <https://example.org/m2>, accessed 5 April 2031 / "
        f"SHA-256 {prints['mirror-2']} · Notes #1, #3",
        "gazette: *La Gazette*, “{fr: Sur le lac}”, press report, n.d., French / "
        f"SHA-256 {prints['gazette']} · Notes #1–#3",
        "2 Sources read, not used",
        f"mirror-3: *The Bay Mirror*, press report, 3 April 2031, English / SHA-256 {prints['mirror-3']}",
        f"unused: *The Idle*, “{{ru: Nothing on it}}”, press report, n.d., Russian / "
        f"SHA-256 {prints['unused']}",
    ]


def test_a_single_note_is_said_so_and_a_brief_without_notes_has_no_used_sources():
    assert annexed(["b"])[1].endswith(" · Note #1")
    assert annexed([])[0] == "2 Sources read, not used"
    assert annexed(["b"], "fr")[0] == "2 Sources utilisées"
