"""Inline Markdown parsed: texts of one form are parsed once, whatever words they hold.

To Markdown a letter is a letter, and a value from outside holds letters and private characters only. So a
text is parsed with one sign in place of each run of these, and the runs are put back: a brief has many notes,
of few forms.
"""

import html
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline.entity import entity
from markdown_it.rules_inline.state_inline import StateInline

from briefbook.assembly import marks
from briefbook.text import characters

LINK = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x20<>\"\\^`{}|]+", re.IGNORECASE)
OFF = ("code", "fence", "html_block", "html_inline", "image", "backticks", "reference", "lheading")
# what a brief has no use for is read as plain words
KEPT, LONG = 1024, 200
# forms that a process keeps, and the letters of the longest

RUN = "\U000f0000"
# stands for a run of letters; no text holds it beside such a run
_LETTERS = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0300-\u036f\u0400-\u0481\u048a-\u052f\u1e00-\u1eff"
    "\u4e00-\u9fff\uac00-\ud7a3\U000f0000-\U0010ffff"
)
# none is a sign or a blank; what is missing here is parsed as it stands
_RUN = re.compile(f"[{_LETTERS}]+")
_READ = re.compile(r"[&<]|\]\(")
# where letters matter: names of characters, and addresses


class Span(NamedTuple):
    """A piece of text, a break, or where emphasis or a link begins or ends."""

    kind: str
    # as markdown-it calls it: text, softbreak, hardbreak, em_open, em_close …
    nesting: int
    # 1 opens, -1 closes
    said: str = ""
    # the text, or the address of a link


def parse(content: str) -> Sequence[Span]:
    """Parse what stands in a paragraph, heading or cell."""
    if _READ.search(content):
        return _parsed(content)
    form = _RUN.sub(RUN, content)
    if len(form) > LONG:
        return _parsed(content)
    return list(_filled(_of_form(form), _RUN.findall(content)))


@cache
def parser() -> MarkdownIt:
    """Markdown as briefs have it."""
    made = MarkdownIt("commonmark", {"html": False}).disable(OFF)
    made.inline.ruler.at("entity", _reference)
    made.normalizeLink = marks.reveal  # type: ignore[method-assign, assignment]
    # an address as it will be printed: revealed, nothing else changed
    made.validateLink = _is_address  # type: ignore[method-assign]
    return made


@lru_cache(maxsize=KEPT)
def _of_form(form: str) -> Sequence[Span]:
    return _parsed(form)


def _parsed(content: str) -> Sequence[Span]:
    tokens = parser().parseInline(content)
    children = tokens[0].children if tokens else ()
    return tuple(
        Span(token.type, token.nesting, token.content or str(token.attrs.get("href", "")))
        for token in children or ()
    )


def _filled(spans: Sequence[Span], runs: Sequence[str]) -> Iterator[Span]:
    """The spans of a form with the runs of a text in their places."""
    done = 0
    for span in spans:
        first, *rest = span.said.split(RUN)
        if rest:
            here = runs[done : done + len(rest)]
            done += len(rest)
            said = first + "".join([run + part for run, part in zip(here, rest, strict=True)])
            yield Span(span.kind, span.nesting, said)
        else:
            yield span


def _reference(state: StateInline, silent: bool) -> bool:
    """A character reference such as &nbsp;; one that hides what may not be written stays as it is typed."""
    start = state.pos
    if not entity(state, silent):
        return False
    char = html.unescape(state.src[start : state.pos])
    if not characters.find_control(char) and not characters.find_deceiving(char) and not char.isnumeric():
        return True
    state.pos = start
    if not silent:
        state.tokens.pop()
    return False


def _is_address(url: str) -> bool:
    hidden = characters.find_control(url) or characters.find_deceiving(url)
    return not hidden and bool(LINK.fullmatch(url))
