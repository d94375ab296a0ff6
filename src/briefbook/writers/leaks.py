"""What leaks out of a file: strings of the machine, and words of facts that were left out."""

import re
from collections.abc import Iterable, Sequence

from briefbook.model.trace import Trace

Texts = Sequence[tuple[str, str]]
# place in a file, and what stands there
WINDOW = 8
# words of a closed text that may not stand together; of a shorter one, all
FEWEST = 4
# words that a closed text must have: three may be anybody's
_WORD = re.compile(r"\w+")
_BEFORE, _AFTER = r"(?<![\w.-])", r"(?![\w-])"


def traces(texts: Texts, wanted: Iterable[Trace]) -> list[tuple[str, Trace]]:
    """Where strings of a machine stand, letter for letter, not inside of a longer word."""
    found = []
    for trace in wanted:
        for place, text in texts:
            if trace.words in text and stands(trace.words, text):
                found.append((place, trace))
                break
    return found


def stands(words: str, text: str) -> bool:
    """Whether some words stand in a text and are not a part of longer ones."""
    before = _BEFORE if words[0].isalnum() or words[0] in "/\\" else ""
    after = _AFTER if words[-1].isalnum() else ""
    return re.search(before + re.escape(words) + after, text) is not None


def windows(text: str) -> list[str]:
    """A text as runs of words, such that no longer stretch of it can be printed without one of them."""
    words = _WORD.findall(text.casefold())
    if len(words) < FEWEST:
        return []
    starts = range(0, max(len(words) - WINDOW + 1, 1), WINDOW)
    found = [" ".join(words[start : start + WINDOW]) for start in starts]
    return [*found, " ".join(words[-WINDOW:])] if len(words) % WINDOW and len(words) > WINDOW else found


def betrayed(texts: Texts, wanted: Sequence[str]) -> list[tuple[str, str]]:
    """Which of some windows stand in a text, whatever its punctuation, case and spaces."""
    found = []
    anchors = {window: max(window.split(), key=len) for window in wanted}
    for place, text in texts if wanted else ():
        small = text.casefold()
        near = [window for window, anchor in anchors.items() if anchor in small]
        plain = f" {' '.join(_WORD.findall(small))} " if near else ""
        found += [(place, window) for window in near if f" {window} " in plain]
    return found
