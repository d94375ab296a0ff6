"""What a refused quote probably meant: a suggestion for a person, never an acceptance."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from briefbook.text import characters

ENOUGH = 75.0
# likeness, 0 to 100, from which a place is worth showing
MAX_LETTERS = 4_000
# of a quote that is compared; the search costs its square


@dataclass(frozen=True, slots=True)
class NearMiss:
    """The place most like a quote."""

    start: int
    end: int
    # half-open offsets in the folded text
    difference: str
    # the source's words with what the quote has instead: "in [2022 → quote: 2023]"


def nearest(exact: str, text: str) -> NearMiss | None:
    """Find the stretch of a folded text most like the folded quote, or None where nothing is."""
    from rapidfuzz import fuzz

    if not exact or not text or len(exact) > MAX_LETTERS:
        return None
    found = fuzz.partial_ratio_alignment(exact, text, score_cutoff=ENOUGH)
    if found is None:
        return None
    start, end = _word_edges(text, found.dest_start, found.dest_end)
    # a sentence's own full stop or bracket beside the place is no difference
    while end > start and exact[-1].isalnum() and not text[end - 1].isalnum():
        end -= 1
    while end > start and exact[0].isalnum() and not text[start].isalnum():
        start += 1
    return NearMiss(start, end, _difference(exact, text[start:end]))


def whole_words(text: str, start: int, end: int) -> str:
    """The words that a stretch touches, uncut."""
    start, end = _word_edges(text, start, end)
    return text[start:end]


def _word_edges(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _difference(exact: str, words: str) -> str:
    ours, theirs = exact.split(), words.split()
    parts: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(_abridged(theirs[c:d]))
        else:
            there, here = " ".join(theirs[c:d]) or "nothing", " ".join(ours[a:b]) or "nothing"
            parts.append(f"[{there}; the quote has {here}]")
    return characters.printable("“" + " ".join(parts) + "”")[:400]


def _abridged(words: list[str]) -> str:
    return " ".join(words if len(words) <= 8 else [*words[:3], "…", *words[-3:]])
