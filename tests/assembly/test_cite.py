"""Cites become notes; a statement without its cite, changed, or of another build is refused."""

from briefbook.assembly import cite, inlines, marks, markup
from briefbook.model import document as d
from briefbook.model.fact import Fact, Quote

NONCE = "5eed5eed"
FACTS = tuple(
    Fact(id_, "economy", {"": said}, (Quote("mirror", "x"),))
    for id_, said in (
        ("exports", "Exports reached $13.5 million."),
        ("students", "Some 1,250 students came."),
        ("accord", "Both signed *an* accord | with <b>."),
    )
)
WRITTEN = {
    "S0": marks.statement(0, NONCE, marks.protect("Exports reached $13.5 million.")),
    "S1": marks.statement(1, NONCE, marks.protect("Some 1,250 students came.")),
    "S2": marks.statement(2, NONCE, marks.protect("Both signed *an* accord | with <b>.")),
    "X0": marks.statement(0, NONCE, marks.protect("Exports reached $15.3 million.")),
    "U0": marks.statement(0, NONCE, marks.protect("EXPORTS REACHED $13.5 MILLION.")),
    "F0": marks.statement(0, "another", marks.protect("Exports reached $13.5 million.")),
    "C0": marks.cite(0, NONCE),
    "C1": marks.cite(1, NONCE),
    "C2": marks.cite(2, NONCE),
    "C9": marks.cite(9, NONCE),
    "FC": marks.cite(0, "another"),
}


def resolved(text: str):
    for sign, mark in WRITTEN.items():
        text = text.replace(f"{{{sign}}}", mark)
    return cite.resolve(
        markup.parse(text), FACTS, "en", NONCE, lambda fact: (d.Text(f"On {fact.id}"),), "b.toml"
    )


def shown(children: d.Inlines) -> str:
    parts = []
    for child in children:
        if isinstance(child, d.Note):
            parts.append(f"[{child.number} {child.fact}: {inlines.plain(child.children)}]")
        elif isinstance(child, d.Anchor):
            parts.append(f"<{child.name}>{shown(child.children)}</>")
        elif isinstance(child, d.Emphasis | d.Strong | d.Link):
            parts.append(f"_{shown(child.children)}_")
        else:
            assert not isinstance(child, d.Statement | d.Cite)
            parts.append(" " if isinstance(child, d.LineBreak) else child.text)
    return "".join(parts)


def flat(blocks: d.Blocks):
    for block in blocks:
        if isinstance(block, d.ListBlock):
            for item in block.items:
                yield from flat(item)
        elif isinstance(block, d.BlockQuote):
            yield from flat(block.children)
        elif isinstance(block, d.Table):
            yield from (" | ".join(map(shown, row)) for row in ((block.caption,), block.header, *block.rows))
        elif isinstance(block, d.Definitions):
            yield from (f"{shown(item.term)}: {shown(item.children)}" for item in block.items)
        else:
            yield shown(block.children)


def test_cites_become_notes_or_are_refused_as_written(case):
    done, problems = resolved(case["input"])
    said = list(dict.fromkeys(f"{item.code}: {item.message}" for item in problems))
    assert said == case.lines("refused")
    assert all(item.path == "b.toml" for item in problems)
    if not problems:
        assert [line for line in flat(done.blocks) if line] == case.lines("expected")


def test_the_fact_of_each_note_is_remembered_in_order():
    done, _ = resolved("- {S1}{C1}\n- {S0}{C0}\n- {S1}{C1}\n")
    assert done.noted == ("students", "exports", "students")
