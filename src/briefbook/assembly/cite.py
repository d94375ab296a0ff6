"""Cites turned into notes, in one late pass; a statement without its cite is refused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from briefbook.assembly import inlines, marks
from briefbook.model import document as d
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import Fact

SECTION = 2
# the level of a heading that begins a section
MakeNote = Callable[[Fact], d.Inlines]
Locate = Callable[[str], tuple[str, int | None]]
# from the number of a place to the template's file and line


@dataclass(slots=True)
class _Pass:
    """What one walk over a document gathers."""

    facts: Sequence[Fact]
    lang: str
    nonce: str
    make_note: MakeNote
    path: str
    begin_section: Callable[[], None]
    locate: Locate
    section: str = ""
    noted: list[str] = field(default_factory=list)
    anchored: set[str] = field(default_factory=set)
    problems: list[Diagnostic] = field(default_factory=list)
    heading: bool = False
    # whether a heading is being looked at, where figures are names
    at: str = ""
    # the place in a template of what is being looked at


@dataclass(slots=True)
class _Found:
    """What belongs together says and cites."""

    printed: dict[int, str] = field(default_factory=dict)
    # statements, each with its place in a template
    cited: set[int] = field(default_factory=set)
    figures: list[d.Origin] = field(default_factory=list)
    # of the template's own


@dataclass(frozen=True, slots=True)
class Resolved:
    """A document's blocks with notes in place."""

    blocks: d.Blocks
    noted: tuple[str, ...]
    # the fact of each note: note n proves noted[n - 1]


def resolve(
    blocks: d.Blocks,
    facts: Sequence[Fact],
    lang: str,
    nonce: str,
    make_note: MakeNote,
    path: str = "",
    begin_section: Callable[[], None] = lambda: None,
    locate: Locate = lambda _: ("", None),
) -> tuple[Resolved, tuple[Diagnostic, ...]]:
    """Put a note where each cite stands; refuse any block that prints a statement without its cite.

    `begin_section` is called before the notes of each section; `locate` knows where a template printed.
    """
    walk = _Pass(facts, lang, nonce, make_note, path, begin_section, locate)
    resolved = tuple(_block(block, walk) for block in blocks)
    return Resolved(resolved, tuple(walk.noted)), tuple(walk.problems)


def _block(block: d.Block, walk: _Pass) -> d.Block:
    if isinstance(block, d.Heading):
        walk.section, walk.heading = inlines.plain(block.children), True
        if block.level <= SECTION:
            walk.begin_section()
        children = _unit((block.children,), walk)[0]
        walk.heading = False
        return replace(block, children=children)
    if isinstance(block, d.Paragraph):
        return d.Paragraph(_unit((block.children,), walk)[0])
    if isinstance(block, d.ListBlock):
        return replace(block, items=tuple(tuple(_block(each, walk) for each in item) for item in block.items))
    if isinstance(block, d.BlockQuote):
        return replace(block, children=tuple(_block(each, walk) for each in block.children))
    if isinstance(block, d.Table):
        caption = _unit((block.caption,), walk)[0]
        header = _unit(block.header, walk)
        return replace(
            block, caption=caption, header=header, rows=tuple(_unit(row, walk) for row in block.rows)
        )
    if isinstance(block, d.Definitions):
        pairs = (_unit((item.term, item.children), walk) for item in block.items)
        return replace(block, items=tuple(d.Definition(*pair) for pair in pairs))
    if isinstance(block, d.Figure):
        return replace(block, caption=_unit((block.caption,), walk)[0])
    return block


def _unit(parts: Sequence[d.Inlines], walk: _Pass) -> tuple[d.Inlines, ...]:
    """Resolve what belongs together: a paragraph, a row of a table, a term with its definition."""
    found = _Found()
    for part in parts:
        walk.at = ""
        _gather(part, found, walk)
    for index, at in found.printed.items():
        if index not in found.cited:
            _report(
                walk,
                "statement-without-cite",
                index,
                "is printed without its note; add {{ fact | cite }}",
                at,
            )
    _doubt(found, walk)
    return tuple(_inlines(part, walk) for part in parts)


def _gather(children: d.Inlines, found: _Found, walk: _Pass) -> None:
    for child in children:
        if isinstance(child, d.Origin):
            walk.at = child.place
            if child.figure:
                found.figures.append(child)
        elif isinstance(child, d.Cite):
            index = _index(child.fact, walk)
            if index is not None:
                found.cited.add(index)
        elif isinstance(child, d.Statement):
            index = _index(child.fact, walk)
            if index is not None:
                found.printed[index] = walk.at
                _compare(child, index, walk)
            _gather(child.children, found, walk)
        elif isinstance(child, d.Emphasis | d.Strong | d.Link):
            _gather(child.children, found, walk)


def _doubt(found: _Found, walk: _Pass) -> None:
    """Warn of figures that a template itself has written: without a note, or beside one that has them not."""
    if not found.figures or walk.heading:
        return
    facts = [walk.facts[index] for index in sorted(found.cited)]
    said = " ".join([*(f.statement(walk.lang) for f in facts), *(q.words for f in facts for q in f.quotes)])
    known = set(marks.NUMBER.findall(said))
    for each in found.figures:
        if each.figure in known:
            continue
        if facts:
            why = f"beside the note on fact {facts[0].id!r}, which does not say it"
        else:
            why = "and no note proves it"
        message = (
            f"the template itself writes the figure {each.figure[:40]} {why}; print a fact with its cite"
        )
        path, line = walk.locate(each.place)
        problem = Diagnostic("uncited-figure", message, Severity.WARNING, path or walk.path, line)
        if problem not in walk.problems:
            walk.problems.append(problem)


def _compare(child: d.Statement, index: int, walk: _Pass) -> None:
    """A template may change a statement's case, nothing else."""
    said = " ".join(inlines.plain(child.children).split())
    if said.casefold() != " ".join(walk.facts[index].statement(walk.lang).split()).casefold():
        _report(walk, "statement-changed", index, f"was changed by the template into {said[:80]!r}", walk.at)


def _inlines(children: d.Inlines, walk: _Pass) -> d.Inlines:
    found: list[d.Inline] = []
    parted = False
    for child in children:
        if isinstance(child, d.Cite):
            index = _index(child.fact, walk)
            if index is not None:
                _trim(found)
                found.append(_note(index, walk))
        elif isinstance(child, d.Statement):
            found += _anchored(child, walk)
        elif isinstance(child, d.Emphasis | d.Strong | d.Link):
            found.append(replace(child, children=_inlines(child.children, walk)))
        elif isinstance(child, d.Origin):
            parted = True
        else:
            found.append(child)
    return inlines.merged(found) if parted else tuple(found)


def _note(index: int, walk: _Pass) -> d.Note:
    fact = walk.facts[index]
    walk.noted.append(fact.id)
    return d.Note(len(walk.noted), fact.id, walk.make_note(fact))


def _anchored(child: d.Statement, walk: _Pass) -> d.Inlines:
    """A statement's words; the first time they are printed, under the name of their fact."""
    index = _index(child.fact, walk)
    children = _inlines(child.children, walk)
    if index is None or (name := f"fact-{walk.facts[index].id}") in walk.anchored:
        return children
    walk.anchored.add(name)
    return (d.Anchor(name, children),)


def _trim(found: list[d.Inline]) -> None:
    """Let no space stand between words and their note's mark."""
    while found and isinstance(last := found[-1], d.Text) and last.text != last.text.rstrip(" "):
        found.pop()
        if last.text.strip(" "):
            found.append(replace(last, text=last.text.rstrip(" ")))


def _index(said: str, walk: _Pass) -> int | None:
    """The index in a mark, if this build made the mark."""
    number, _, nonce = said.partition(".")
    if nonce == walk.nonce and number.isdigit() and int(number) < len(walk.facts):
        return int(number)
    walk.problems.append(Diagnostic("foreign-cite", "a cite was not made by this build", path=walk.path))
    return None


def _report(walk: _Pass, code: str, index: int, what: str, at: str) -> None:
    where = f" under {walk.section!r}" if walk.section else ""
    message = f"the statement of fact {walk.facts[index].id!r}{where} {what}"
    path, line = walk.locate(at)
    problem = Diagnostic(code, message, path=path or walk.path, line=line)
    if problem not in walk.problems:
        walk.problems.append(problem)
