"""Offices as a text says them: "Chairman of the Cabinet of Ministers of the Kyrgyz Republic"."""

from dataclasses import dataclass

from briefbook.text import names_grammar, names_spelling
from briefbook.text.names_grammar import Grammar
from briefbook.text.names_words import Words

MAX_WORDS = 24
# of one office with all that belongs to it
_OF_INSTITUTION = {"president": "chair", "vice-president": "deputy-chair"}
# what a president is who presides over an institution, no country


@dataclass(frozen=True, slots=True)
class Office:
    """An office in a text, by the numbers of its words."""

    start: int
    said: int
    # past the words that name the office itself
    end: int
    # past what belongs to it: "of Industry and Trade", "of Kenya"
    keys: tuple[str, ...]
    # several where they are joined: Deputy Prime Minister and Foreign Minister
    country: str = ""
    # ISO 3166-1; "" where none is said
    former: bool = False


def read(words: Words, grammar: Grammar, at: int) -> Office | None:
    """The office that begins at a word, or None."""
    found = _bare(words, grammar, at)
    if found is None:
        return None
    end, key = found
    start, key = _before(words, grammar, at, key)
    end, key, country = _complement(words, grammar, end, key)
    said, keys = end, [key]
    while end < len(words.keys) and end - at < MAX_WORDS:
        following = _joined_office(words, grammar, end)
        if following is None:
            break
        after, more = _bare(words, grammar, following) or (following, "")
        after, more, where = _complement(words, grammar, after, more)
        if not _may_join(grammar, keys[-1], more):
            break
        said = end = after
        keys.append(more)
        country = country or where
    before, own = _country_before(words, grammar, start)
    if any(each in ("ambassador", "envoy", "high-commissioner") for each in keys):
        # it says where they are sent
        country = own
    former = _is_former(words, grammar, before, end)
    return Office(start, said, end, tuple(dict.fromkeys(keys)), country or own, former)


def country_at(words: Words, grammar: Grammar, at: int, guess: bool = True) -> tuple[int, str] | None:
    """The country or its people that a word names: where it ends, and its code.

    A people's name that no table has is told by the country's: Kenyan, colombiano.
    """
    found = names_grammar.match(grammar.countries, words, at, grammar.endings)
    if found or not guess or at >= len(words.keys) or len(words.keys[at]) < 5:
        return found
    word = names_spelling.ascii_of(words.keys[at])[:40]
    for length in range(len(word), 3, -1):
        if word[:length] in grammar.stems and len(word) - length <= 4:
            return at + 1, grammar.stems[word[:length]]
    return None


def is_country(words: Words, grammar: Grammar, at: int) -> bool:
    """Whether a word is, or begins, the name of a country as the tables have it."""
    return names_grammar.match(grammar.countries, words, at, grammar.endings) is not None


def is_office(words: Words, grammar: Grammar, at: int) -> bool:
    """Whether the name of an office begins at a word."""
    return _bare(words, grammar, at) is not None


def _bare(words: Words, grammar: Grammar, at: int) -> tuple[int, str] | None:
    """The office at a word without what belongs to it; a deputy's has the office deputised for in its key."""
    found = names_grammar.match(grammar.offices, words, at, grammar.endings)
    if found:
        return found
    deputy = names_grammar.match(grammar.deputy, words, at, grammar.endings)
    if deputy and deputy[0] < len(words.keys) and words.is_joined(deputy[0] - 1):
        found = names_grammar.match(grammar.offices, words, deputy[0], grammar.endings)
        return (found[0], f"deputy-{found[1]}") if found else None
    return None


def _before(words: Words, grammar: Grammar, at: int, key: str) -> tuple[int, str]:
    """A field set before a minister: Industry and Trade Minister."""
    if key not in ("minister", "deputy-minister", "secretary"):
        return at, key
    fields: list[str] = []
    while at > 0 and words.is_joined(at - 1) and words.is_capital(at - 1):
        for length in (3, 2, 1):
            start = at - length
            found = (
                names_grammar.match(grammar.portfolios, words, start, grammar.endings) if start >= 0 else None
            )
            if found and found[0] == at:
                fields.append(found[1])
                at = start
                break
        else:
            return at, _minister(key, fields)
        if at > 1 and words.keys[at - 1] in grammar.joins and words.is_joined(at - 1):
            at -= 1
    return at, _minister(key, fields)


def _minister(key: str, fields: list[str]) -> str:
    if not fields:
        return key
    base = "minister" if key == "secretary" else key
    if "foreign" in fields and len(set(fields)) == 1:
        return base.replace("minister", "foreign-minister")
    return f"{base}-of-" + "-".join(sorted(set(fields)))


def _complement(words: Words, grammar: Grammar, at: int, key: str) -> tuple[int, str, str]:
    """What belongs to an office after its name: a field, a country, an institution."""
    country, led, limit = "", False, at + MAX_WORDS
    fields: list[str] = []
    while 0 < at < min(len(words.keys), limit):
        listed = fields and words.between(at - 1).strip() == "," and _field(words, grammar, at, key)
        if not (words.is_joined(at - 1) or listed):
            break
        here = _skip(words, grammar, at)
        step = _field(words, grammar, here, key) or _place(words, grammar, here, here > at)
        if step is None:
            past = _institution(words, grammar, here) if here > at else here
            if past == here:
                break
            at, led = past, True
            continue
        at, field, code = step
        country = country or code
        fields += [field] if field else []
        at = _more(words, grammar, at, key, bool(field))
    if led and not country:
        key = _OF_INSTITUTION.get(key, key)
    return at, _minister(key, fields) if fields else key, country


def _skip(words: Words, grammar: Grammar, at: int) -> int:
    """Past "of the"."""
    for table in (grammar.of, grammar.articles):
        if at + 1 < len(words.keys) and words.keys[at] in table and words.is_joined(at):
            at += 1
    return at


def _field(words: Words, grammar: Grammar, at: int, key: str) -> tuple[int, str, str] | None:
    if "minister" not in key and key not in ("secretary", "state-secretary"):
        return None
    found = names_grammar.match(grammar.portfolios, words, at, grammar.endings)
    return (found[0], found[1], "") if found else None


def _place(words: Words, grammar: Grammar, at: int, after_of: bool) -> tuple[int, str, str] | None:
    """A country, with the word for its form of state: the Kyrgyz Republic, Cộng hòa Kyrgyzstan."""
    if at < len(words.keys) and words.keys[at] in grammar.institutions and after_of:
        following = _skip(words, grammar, at + 1) if words.is_joined(at) else at
        found = country_at(words, grammar, following) if following > at else None
        if found and words.is_capital(following):
            return found[0], "", found[1]
        return None
    guess = at < len(words.keys) and not words.is_capital(at)
    # what follows in capitals may be the name of a person: Prime Minister Chinh
    found = country_at(words, grammar, at, guess)
    if found is None:
        return None
    end, code = found
    while end < len(words.keys) and words.is_joined(end - 1) and words.keys[end] in grammar.institutions:
        end += 1
    return end, "", code


def _more(words: Words, grammar: Grammar, at: int, key: str, is_field: bool) -> int:
    """Past "and", where another field or country of the same office follows."""
    if at < len(words.keys) - 1 and words.keys[at] in grammar.joins and words.is_joined(at - 1):
        here = _skip(words, grammar, at + 1) if words.is_joined(at) else at
        if here > at and (
            _field(words, grammar, here, key) or (not is_field and is_country(words, grammar, here))
        ):
            return at + 1
    return at


def _institution(words: Words, grammar: Grammar, at: int) -> int:
    """Past the last word of an institution in a run of capitals; where it began, if it holds none."""
    last, here = at, at
    while here < min(len(words.keys), at + 10):
        if not words.is_capital(here) and words.keys[here] not in grammar.connectors:
            break
        if words.keys[here] in grammar.institutions:
            last = here + 1
        if not words.is_joined(here):
            break
        here += 1
    return last


def _joined_office(words: Words, grammar: Grammar, at: int) -> int | None:
    """Where another office of the same person begins: "… and Foreign Minister"."""
    gap = words.between(at - 1).strip()
    if gap == "," and is_office(words, grammar, at):
        return at
    if words.keys[at] in grammar.joins and words.is_joined(at - 1) and words.is_joined(at):
        here = at + 1
        for _ in range(3):
            if here < len(words.keys) and is_office(words, grammar, here):
                return here
            if here >= len(words.keys) - 1 or not names_grammar.match(
                grammar.portfolios, words, here, grammar.endings
            ):
                break
            here += 1
    elif gap == "" and is_office(words, grammar, at) and words.is_joined(at - 1):
        return at
    return None


def _may_join(grammar: Grammar, first: str, second: str) -> bool:
    """Whether two offices joined by "and" are one person's; else a second person follows."""
    first, second = (key.partition("-of-")[0] for key in (first, second))
    return (
        (first, second) in grammar.together or (first == second == "minister") or "chair" in (first, second)
    )


def _country_before(words: Words, grammar: Grammar, at: int) -> tuple[int, str]:
    """A country or people just before an office: Kyrgyz Prime Minister, Kenya's President."""
    if at and (words.is_joined(at - 1) or at - 1 in words.owned):
        for length in (1, 2, 3):
            start = at - length
            found = country_at(words, grammar, start) if start >= 0 else None
            if found and found[0] == at and words.is_capital(start):
                return start, found[1]
    return at, ""


def _is_former(words: Words, grammar: Grammar, start: int, end: int) -> bool:
    """Whether the office is said to be past or to come: former, then, elect."""
    near = []
    for at in (start - 1, start - 2):
        if at < 0 or not words.is_joined(at):
            break
        near.append(at)
        if words.keys[at].partition("-")[0] in grammar.former and "-" in words.keys[at]:
            return True
    if end < len(words.keys) and words.is_joined(end - 1):
        near.append(end)
    return any(names_grammar.match(grammar.former, words, at, grammar.endings) for at in near)
