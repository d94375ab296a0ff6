"""Names of places, institutions and laws: runs of words with capitals, such as "Khánh Hòa Province"."""

from briefbook.text import names_offices
from briefbook.text.names_grammar import Grammar
from briefbook.text.names_words import Words

MAX_TERM = 12
# words of one name


def read(words: Words, grammar: Grammar, taken: set[int]) -> list[tuple[int, int]]:
    """Every run of two and more words with capitals that is no person's: first word and past the last.

    `taken` are numbers of words that belong to people and their offices.
    """
    found = []
    at, count = 0, len(words.keys)
    while at < count:
        if not words.capitals[at] or at in taken:
            at += 1
            continue
        end = _end(words, grammar, at, taken)
        start, stop = _trimmed(words, grammar, at, end)
        if stop - start > 1 or (stop - start == 1 and _is_hyphened(words, start)):
            found.append((start, stop))
        at = max(end, at + 1)
    return found


def _end(words: Words, grammar: Grammar, at: int, taken: set[int]) -> int:
    """Past the run that begins at a word; connectors stand inside it only."""
    end = last = at + 1
    while end < len(words.keys) and end - at < MAX_TERM and end - 1 not in words.owned:
        if end in taken or not words.is_joined(end - 1):
            break
        if words.is_capital(end):
            last = end + 1
        elif words.keys[end] not in grammar.connectors or (
            words.keys[end] in grammar.articles and words.is_capital(end - 1)
        ):
            break
        end += 1
    return last


def _trimmed(words: Words, grammar: Grammar, start: int, end: int) -> tuple[int, int]:
    """A run without the article before it and the word for the kind of place after it."""
    while start < end and (words.keys[start] in grammar.not_first or words.keys[start] in grammar.connectors):
        start += 1
    office = names_offices.read(words, grammar, start) if start < end else None
    if office:
        start = min(end, office.end)
    while end - start > 1 and words.keys[end - 1] in grammar.place_words:
        end -= 1
    return start, end


def _is_hyphened(words: Words, at: int) -> bool:
    """Whether one word is a name of two with a hyphen, as Port-Louis is, both with capitals."""
    parts = words.written(at).replace("‐", "-").replace("‑", "-").split("-")
    return len(parts) > 1 and all(part[:1].isupper() for part in parts)
