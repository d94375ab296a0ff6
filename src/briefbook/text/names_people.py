"""People in a text: names beside offices, forms of address and words such as "his counterpart"."""

from briefbook.text import names_grammar, names_offices
from briefbook.text.names_grammar import Grammar
from briefbook.text.names_offices import Office
from briefbook.text.names_words import Words

MAX_NAME = 7
# words of one name
MAX_IN_HEADLINE = 4
# words of a name that, with its office, may fill a line set in capitals
_OBLIQUE = ("а", "у", "ом", "ем", "я", "ю")
# endings of an office that stands in another case
_NOMINATIVE = frozenset("бвгджзйклмнпрстфхцчшщь")
# last letters of men's names that are not declined


def read(words: Words, grammar: Grammar) -> list[tuple[int, int, Office | None]]:
    """Every person of a text: the numbers of the name's first word and past its last one, and the office.

    An office without a name stands with an empty name after it, if it says its country.
    """
    found: list[tuple[int, int, Office | None]] = []
    past = 0
    for at in [at for at, key in enumerate(words.keys) if key in grammar.heads]:
        if at >= past:
            past = _person(words, grammar, at, found)
    return found


def _person(words: Words, grammar: Grammar, at: int, found: list[tuple[int, int, Office | None]]) -> int:
    """Add what a head word announces, if anything; the number of the word to go on with."""
    office = names_offices.read(words, grammar, at)
    if office:
        name = _after(words, grammar, office.end, office.said > office.start)
        if name is None:
            before = _before(words, grammar, office)
            if before:
                found.append((*before, office))
            elif office.country:
                found.append((office.end, office.end, office))
            return office.end
        if not _is_headline(words, office.start, name):
            held = not _is_of_another(words, grammar, office, name)
            found.append((*name, office if held else None))
        return name[1]
    for phrases in (grammar.counterpart, grammar.honorific):
        hit = names_grammar.match(phrases, words, at, grammar.endings)
        if hit:
            joined = words.is_joined(hit[0] - 1) or words.is_after_dot(hit[0] - 1)
            name = _run(words, grammar, _past_people(words, grammar, hit[0])) if joined else None
            if name:
                found.append((*name, None))
                return name[1]
    return at


def _is_of_another(words: Words, grammar: Grammar, office: Office, name: tuple[int, int]) -> bool:
    """Whether Slavic grammar puts the office to another: помощник президента Юрий Ушаков."""
    key = words.keys[office.start]
    declined = any(
        ending and key.endswith(ending) and key[: -len(ending)] in grammar.offices for ending in _OBLIQUE
    )
    return declined and all(words.keys[at][-1] in _NOMINATIVE for at in range(*name))


def _past_people(words: Words, grammar: Grammar, at: int) -> int:
    """Past a word for a people after the noun it belongs to: su homólogo chileno."""
    if at < len(words.keys) and not words.is_capital(at) and words.is_joined(at):
        found = names_offices.country_at(words, grammar, at)
        return found[0] if found and found[0] < len(words.keys) else at
    return at


def _after(words: Words, grammar: Grammar, at: int, spoken: bool) -> tuple[int, int] | None:
    """The name that follows an office, at once or, set off by commas, as its apposition."""
    if at >= len(words.keys):
        return None
    if at - 1 not in words.owned and words.is_joined(at - 1):
        for phrases in (grammar.former, grammar.honorific):
            hit = names_grammar.match(phrases, words, at, grammar.endings)
            at = hit[0] if hit and hit[0] < len(words.keys) else at
        return _run(words, grammar, at)
    if words.between(at - 1).strip() == "," and spoken:
        name = _run(words, grammar, at)
        if (
            name
            and name[1] - name[0] > 1
            and words.between(name[1] - 1).strip()[:1] in (",", ".", ")", ";", "")
        ):
            closed = words.between(name[1] - 1).strip()[:1]
            return name if closed or "\n\n" in words.between(name[1] - 1) else None
    return None


def _before(words: Words, grammar: Grammar, office: Office) -> tuple[int, int] | None:
    """The name to which an office is an apposition: Gustavo Petro, presidente de Colombia, …"""
    at = office.start
    closing = words.between(office.end - 1).strip()[:1]
    if office.end - 1 in words.owned or (closing not in (",", ".", ";", ")", ":") and closing.isalnum()):
        return None
    if closing not in (",", ".", ";", ")", ":", "—", "–") and office.end < len(words.keys):
        return None
    for _ in range(4):
        gap = words.between(at - 1).strip() if at else ""
        if gap in (",", "("):
            return _run_back(words, grammar, at)
        if (
            at == 0
            or gap
            or (words.is_capital(at - 1) and not names_offices.country_at(words, grammar, at - 1))
        ):
            return None
        at -= 1
    return None


def _run_back(words: Words, grammar: Grammar, end: int) -> tuple[int, int] | None:
    start = end
    while start > 0 and end - start < MAX_NAME:
        dotted = words.is_after_dot(start - 1) and _is_short(words, start - 1)
        if start < end and not (words.is_joined(start - 1) or dotted):
            break
        if not _is_name_word(words, grammar, start - 1, False):
            break
        start -= 1
    if start < end and words.keys[start] in grammar.not_first:
        start += 1
    hit = names_grammar.match(grammar.honorific, words, start, grammar.endings) if start < end else None
    start = min(hit[0], end) if hit else start
    return (start, end) if end - start > 1 else None


def _run(words: Words, grammar: Grammar, at: int) -> tuple[int, int] | None:
    """The name that begins at a word, or None."""
    end, count = at, len(words.keys)
    while end < count and end - at < MAX_NAME:
        small = words.keys[end] in grammar.particles and not words.is_capital(end)
        if small:
            if not (end + 1 < count and words.is_joined(end) and _opens(words, grammar, end + 1)):
                break
        elif not _is_name_word(words, grammar, end, end == at):
            break
        end += 1
        if end - 1 in words.owned or end >= count:
            break
        if words.is_joined(end - 1):
            continue
        dotted = words.is_after_dot(end - 1) and _is_short(words, end - 1)
        suffixed = words.keys[end] in grammar.suffixes and words.between(end - 1).strip() == ","
        if not (dotted or suffixed):
            break
    while end > at and not _opens(words, grammar, end - 1):
        end -= 1
    if end == at or (end < count and _ends_badly(words, grammar, at, end)):
        return None
    return (at, end) if _has_form(words, grammar, at, end) else None


def _is_name_word(words: Words, grammar: Grammar, at: int, first: bool) -> bool:
    key = words.keys[at]
    if not _opens(words, grammar, at) or key in grammar.not_names or (first and key in grammar.not_first):
        return False
    if key in grammar.institutions:
        return False
    if (first or grammar.not_names) and names_offices.is_country(words, grammar, at):
        return False
    return not names_offices.is_office(words, grammar, at) and (first is False or key not in grammar.former)


def _opens(words: Words, grammar: Grammar, at: int) -> bool:
    """Whether a word has a capital at its beginning or behind a particle: el-Sisi."""
    if words.is_capital(at):
        return True
    particle, hyphen, _ = words.keys[at].partition("-")
    after = words.starts[at] + len(particle) + 1
    return bool(hyphen) and particle in grammar.particles and words.text[after : after + 1].isupper()


def _is_short(words: Words, at: int) -> bool:
    """Whether a word is an initial or a suffix, so that a full stop after it does not end a sentence."""
    key = words.keys[at]
    return len(key) == 1 or (len(key) == 2 and not set(key) & set("aeiouy") and key.isascii())


def _ends_badly(words: Words, grammar: Grammar, at: int, end: int) -> bool:
    """Whether the run goes on into an institution: President Temple University."""
    return (
        end - 1 not in words.owned
        and words.is_joined(end - 1)
        and words.keys[end] in grammar.institutions
        and words.is_capital(end)
    )


def _has_form(words: Words, grammar: Grammar, at: int, end: int) -> bool:
    """Whether a run is no mere acronym and no mere initial."""
    written = [words.written(i) for i in range(at, end)]
    if all(len(each.rstrip(".")) < 2 for each in written):
        return False
    capitals = [each for each in written if len(each) > 1 and each.isupper()]
    if len(capitals) == len(written) == 1:
        return bool(at) and words.written(at - 1).isupper() and len(words.written(at - 1)) > 3
    return True


def _is_headline(words: Words, start: int, name: tuple[int, int]) -> bool:
    """Whether a name stands in a line set in capitals throughout, where names cannot be told from words."""
    begin, end = _line(words.text, words.starts[start], words.ends[name[1] - 1])
    if begin < 0 or (name[1] - 1 in words.owned and name[1] - name[0] < 4):
        return False
    line = words.text[begin:end]
    said = [each for each in line.split() if len(each) > 3 and each[0].isalpha()]
    capital = sum(each[0].isupper() for each in said)
    if len(said) < 5 or capital < len(said) or any(char in line for char in ".!?;") or line.isupper():
        return False
    return name[1] - name[0] > MAX_IN_HEADLINE or not (
        line.strip().startswith(words.written(start)) and line.rstrip().endswith(words.written(name[1] - 1))
    )


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """The short line around some words; (-1, -1) where the line is long or wrapped text."""
    begin = text.rfind("\n", max(0, start - 160), start) + 1
    stop = text.find("\n", end, end + 160)
    if (not begin and start > 160) or (stop < 0 and len(text) - end > 160):
        return -1, -1
    return begin, stop if stop >= 0 else len(text)
