"""Text stays text: whatever a statement, title or quote holds, it comes out letter for letter."""

import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefbook import resources
from briefbook.assembly import annex, cite, inlines, markup, notes, plan, templates, views
from briefbook.model import document as d
from briefbook.model.brief import SectionSpec, Spec, Visit
from briefbook.model.date import PartialDate
from briefbook.model.fact import Fact, Quote
from briefbook.model.source import Metadata, Source
from briefbook.text import characters, words

SECTION = """
## {{ section.title }}

{% for fact in section.facts %}
{{ fact.statement }}{{ fact | cite }}

- {{ fact.statement }}{{ fact | cite }}

1. {{ fact.statement ~ fact | cite }}

| {{ section.title }} | x |
|---|---|
| {{ fact.statement }}{{ fact | cite }} | {{ brief.title }} |

{{ brief.visit.visitor }}
: {{ fact.statement }}{{ fact | cite }}

> {{ fact.statement }}{{ fact | cite }}
{% endfor %}
"""
ENGLISH = words.load("en")
MADE = templates.environment({"sections/economy.md.j2": SECTION}, resources.templates())
NONCE = "0123456789abcdef"


def assembled(statement: str, title: str, quote: str) -> d.Blocks:
    """The blocks of a brief with one fact of these words, as the pipeline makes them."""
    bound = Quote("mirror", quote, words=characters.printable(quote).strip(), locator=1)
    fact = Fact("only", "economy", {"": statement}, (bound,), priority="must")
    visit = Visit(title, "Ostrava Bay", "state", PartialDate(2031, 4, 1), PartialDate(2031, 4, 3))
    spec = Spec("b", title, "en", ("lake",), (SectionSpec("economy", title),), visit)
    source = Source(
        Metadata("mirror", "m.txt", title=title, publisher=title, author=title, lang="en"), "0" * 64, ""
    )
    brief, _ = plan.assemble(spec, [fact], [source])
    view, facts = views.brief(brief, ENGLISH, NONCE, templates.names(MADE))
    markdown, problems = templates.render(MADE, "kinds/visit-brief.md.j2", view, ENGLISH)
    assert problems == ()
    teller = notes.Notes([source], ENGLISH, "en")
    phrase = templates.note_renderer(MADE, "notes/chicago.md.j2", ENGLISH)
    resolved, problems = cite.resolve(
        markup.parse(markdown),
        facts,
        "en",
        NONCE,
        lambda each: markup.parse_inline(phrase(teller.note(each))),
    )
    assert problems == ()
    last = annex.blocks([source], {"only": fact}, resolved.noted, ENGLISH, "en")
    return (*resolved.blocks, *last)


def skeleton(children) -> object:
    """What is left of a tree when its words are taken out."""
    if isinstance(children, tuple):
        return tuple(part for part in map(skeleton, children) if part is not None)
    if isinstance(children, d.Text | str):
        return None
    if isinstance(children, d.Anchor | d.Emphasis | d.Strong | d.Link | d.Note | d.Heading | d.Paragraph):
        return (type(children).__name__, skeleton(children.children))
    if isinstance(children, d.ListBlock):
        return ("list", children.ordered, children.start, skeleton(children.items))
    if isinstance(children, d.BlockQuote):
        return ("quote", skeleton(children.children))
    if isinstance(children, d.Table):
        return (
            "table",
            children.align,
            skeleton(children.caption),
            skeleton(children.header),
            skeleton(children.rows),
        )
    if isinstance(children, d.Definitions):
        return ("dl", tuple((skeleton(item.term), skeleton(item.children)) for item in children.items))
    return type(children).__name__


def anchors(tree) -> list[d.Inlines]:
    """The first printing of the statement, and every later one, by the paragraphs they stand in."""
    found = []
    for block in tree:
        if isinstance(block, d.Paragraph):
            found.append(block.children)
        elif isinstance(block, d.ListBlock):
            found += [child for item in block.items for child in anchors(item)]
        elif isinstance(block, d.BlockQuote):
            found += anchors(block.children)
        elif isinstance(block, d.Table):
            found += [row[0] for row in block.rows]
        elif isinstance(block, d.Definitions):
            found += [
                item.children for item in block.items if any(isinstance(c, d.Note) for c in item.children)
            ]
    return found


def plain(text: str) -> str:
    return " ".join(text.split())


def noted(tree) -> list[str]:
    marks = (child for children in anchors(tree) for child in children if isinstance(child, d.Note))
    return [plain(inlines.plain(mark.children)) for mark in marks]


PLAIN = skeleton(assembled("Exports rose", "The lake", "They rose"))
SNIPPETS = (
    *("*a*", "**", "_", "`x`", "|", "\\|", "\\", "# ", "- ", "+ ", "1. ", "1) ", "> ", "    ", "---", "==="),
    *("<b>", "</p>", "<!--", "&lt;", "&#42;", "&", "[x](https://example.org)", "![", "]", "[^1]", "^", "~~"),
    *("{{ 7*7 }}", "{% raw %}", "{#", "#}", "}}", "${x}", "%s", "{0}", "Table: ", ": ", "http://a.b", "```"),
    *(
        "\t",
        "\n",
        "\u00a0",
        "\u202f",
        "\u2003",
        "\u00ad",
        "\u200d",
        "é",
        "e\u0301",
        "Đ",
        "שלום",
        "漢字",
        "  ",
    ),
)
written = (
    st.lists(st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=4)), min_size=1, max_size=8)
    .map("".join)
    .filter(lambda text: not characters.find_control(text) and not characters.find_deceiving(text))
    .filter(lambda text: not characters.too_many_marks(text) and text.strip().strip("\u00ad"))
)


@given(written, written, written)
@settings(max_examples=250)
@example("+ a", "1. b", "# c")
@example("| x | y |", "|---|---|", "Table: z")
@example("    four", "> q", "[x]: https://example.org")
@example("{{ brief.title }}", "{% for %}", "{# no #}")
@example("a\\", "b`", "c*")
@example("<script>alert(1)</script>", "&amp;", "&#x2a;x&#x2a;")
def test_no_words_change_the_blocks_and_all_come_out_letter_for_letter(statement, title, quote):
    tree = assembled(statement, title, quote)
    assert skeleton(tree) == PLAIN
    said = [plain(inlines.plain(children)) for children in anchors(tree)]
    assert said == [plain(statement)] * 7
    assert plain(inlines.plain(tree[0].children)) == plain(title)
    full = noted(tree)[0]
    kept = plain(characters.printable(quote).strip())
    assert f"“{kept}”" in full or unicodedata.normalize("NFC", kept) in full
    assert plain(characters.printable(title)) in full
    assert len(set(noted(tree)[1:])) == 1


def test_words_of_every_awkward_kind_at_once():
    statement = "".join(SNIPPETS)
    tree = assembled(statement, "x " + statement, statement)
    assert {plain(inlines.plain(children)) for children in anchors(tree)} == {plain(statement)}
