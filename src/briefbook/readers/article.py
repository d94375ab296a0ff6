"""Which blocks of a page stand beside its article, by the judgement of trafilatura."""

from collections.abc import Sequence
from typing import Any

from briefbook.text import shingles

SHARE = 0.5
# of a block's runs of words that the article must have too
LEAST = 0.4
# of the page's letters: an article that is less of it may well be a mistake, and is not believed
SHORT = 12
# letters: a block of no more tells nothing of where an article begins
MAX_BLOCKS = 20_000


def beside(tree: Any, text: str, blocks: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """Where blocks stand before and after the article; none, where no article can be told.

    What stands within it is never judged: captions and tables are often left out there, and are evidence.
    """
    if len(blocks) > MAX_BLOCKS:
        return ()
    main = _article(tree)
    if len(main) < LEAST * len(text):
        return ()
    runs = shingles.of(main)
    lines = {_bare(cell) for line in main.splitlines() for cell in (line, *line.split("|"))}
    of_it = [_is_of(text[start:end], runs, lines) for start, end in blocks]
    if not any(of_it):
        return ()
    first, last = of_it.index(True), len(of_it) - of_it[::-1].index(True)
    return (*blocks[:first], *blocks[last:])


def _is_of(words: str, runs: frozenset[int], lines: set[str]) -> bool:
    """Whether a block of some length is of the article; a short one may stand in both by chance."""
    own = shingles.of(words)
    if len(own) > 1:
        return len(own & runs) >= SHARE * len(own)
    return len(words) > SHORT and _bare(words) in lines


def _article(tree: Any) -> str:
    """The main text of the page; nothing is fetched, no date is looked for, nothing is remembered."""
    import trafilatura

    found: Any = trafilatura.bare_extraction(
        tree, favor_recall=True, include_comments=False, include_tables=True, deduplicate=False
    )
    return (found.text or "") if found is not None else ""


def _bare(words: str) -> str:
    """Letters and figures only, so that marks of lists and tables do not count."""
    return "".join(char for char in words if char.isalnum())
