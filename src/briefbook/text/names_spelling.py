"""Spellings of a name laid side by side: accents, transliteration, initials, left-out parts."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from briefbook.text import languages

MAX_LETTERS = 200
# of a name that is compared; longer ones are nobody's
NEAR = 0.92
# Jaro-Winkler likeness from which long words may be one with a slip

_PART = re.compile("[^\\W\\d_](?:[^\\W_]|[\u0300-\u036f'’ʼ`])*")
_VOWELS = frozenset("aeiou")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[a-zà-öø-ɏḀ-ỿ]")
_SYLLABLE = re.compile("[bcdfghjklmnpqrstvxz]{0,3}[aeiouy]{1,3}[bcdfghjklmnpqrstvxz]{0,2}")
_FEMININE = re.compile("(?:ov|ev|in|iy|sk)a")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name and what it is compared by."""

    written: str
    # in NFC
    folded: str
    # in ASCII, lower case
    keys: frozenset[str]
    # as transliterations agree, with each stem that Slavic grammar leaves
    sound: str
    # coarse, for comparing across scripts
    bare: str
    # in lower case without accents, letters such as ı and đ kept
    marks: tuple[str, ...]
    # the accents of a Latin word, sorted
    script: str
    # latin | cyrillic | "" (another)
    given: int = -1
    # the group of given names it belongs to; -1 = none known


def same(first: str, second: str) -> bool:
    """Whether two spellings may be one name: accents, transliteration, initials and left-out parts."""
    if len(first) > MAX_LETTERS or len(second) > MAX_LETTERS:
        return first == second
    return _same(*sorted((first, second)))


def is_whole(name: str) -> bool:
    """Whether a name has several words beside initials, or a king's number."""
    found, suffix = _split(name)
    return sum(len(word.folded) > 1 for word in found) > 1 or _is_number(suffix)


def words(name: str) -> tuple[Word, ...]:
    """The words of a name, particles and suffixes such as "Jr." left out."""
    return _split(name)[0]


@lru_cache(maxsize=16384)
def alike(first: Word, second: Word) -> bool:
    """Whether two words of names may be one."""
    if first.folded == second.folded:
        short = len(first.folded) <= 6
        return not (short and first.marks and second.marks and first.marks != second.marks)
    if first.given == second.given >= 0:
        return True
    if min(len(first.folded), len(second.folded)) < 4 or _woman(first, second):
        return False
    return bool(first.keys & second.keys) or _slip(first.folded, second.folded)


def differ(first: Word, second: Word) -> bool:
    """Whether two words that may be one are spelled in two ways; script, case and grammar do not count."""
    if first.script != second.script or 1 in (len(first.folded), len(second.folded)):
        return False
    if first.script == "cyrillic":
        return not first.keys & second.keys
    if first.folded == second.folded and (first.written.isupper() or second.written.isupper()):
        # capitals lose accents and, in Turkish, the dot
        return False
    return first.folded != second.folded or first.bare != second.bare or first.marks != second.marks


def ascii_of(text: str) -> str:
    """A text in ASCII and lower case, as people write it without accents or in Latin letters."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFD", text)
    bare = "".join(char for char in bare if not "\u0300" <= char <= "\u036f")
    if not bare.isascii():
        # only for what has no accent to take off: đ, ø, other scripts
        from anyascii import anyascii

        bare = anyascii(unicodedata.normalize("NFC", text))
    return bare.lower()


def _is_number(suffix: str) -> bool:
    return suffix not in ("", "jr", "sr")


@lru_cache(maxsize=16384)
def _same(first: str, second: str) -> bool:
    (a, suffix), (b, other) = _split(first), _split(second)
    if not a or not b or (suffix and other and suffix != other):
        return False
    if len(a) > len(b):
        a, suffix, b, other = b, other, a, suffix
    if len(a) == 1 and len(b) > 1:
        # a king's number makes a whole name of one word: Mohammed VI is not Mohammed bin Khalid
        return (not _is_number(suffix) or suffix == other) and _denotes(a[0], b)
    if len(a) == len(b):
        turned = [b, *(b[i:] + b[:i] for i in range(1, len(b)))] if len(b) > 1 else [b]
        if any(_aligned(a, each) for each in turned):
            return True
        return len(a) > 1 and _across(a, b)
    joined = "".join(word.folded for word in a)
    if len(joined) > 5 and joined == "".join(word.folded for word in b):
        return True
    if _is_vietnamese(b) and not alike(a[-1], b[-1]):
        return False
    return _aligned(a, b) or (len(a) > 1 and _rotated(a, b))


def _aligned(a: tuple[Word, ...], b: tuple[Word, ...]) -> bool:
    """Whether every word of the shorter name stands in the longer one, in order; initials may be left out."""
    at = matched = 0
    for number, word in enumerate(a):
        found = next((i for i in range(at, len(b)) if _fits(word, b[i])), -1)
        if found < 0:
            if len(word.folded) == 1 and number:
                continue
            return False
        if number == 0 and len(word.folded) == 1 and found:
            return False
        at, matched = found + 1, matched + (min(len(word.folded), len(b[found].folded)) > 1)
    whole = sum(len(word.folded) > 1 for word in b)
    return matched > 0 and (len(a) < len(b) or matched >= min(whole, sum(len(w.folded) > 1 for w in a)))


def _rotated(a: tuple[Word, ...], b: tuple[Word, ...]) -> bool:
    """Whether the shorter name has the family name at the other end: Abe Shinzo."""
    return not _is_vietnamese(b) and any(_aligned(a[i:] + a[:i], b) for i in range(1, len(a)))


def _fits(first: Word, second: Word) -> bool:
    if 1 in (len(first.folded), len(second.folded)):
        return first.folded[:1] == second.folded[:1]
    return alike(first, second)


def _denotes(word: Word, name: tuple[Word, ...]) -> bool:
    """Whether one word alone may stand for a whole name."""
    rest = name[1:] if _is_vietnamese(name) and word.folded in _table()["vietnamese_families"] else name
    joined = "".join(each.folded for each in name)
    return any(_fits(word, each) for each in rest if len(each.folded) > 1) or word.folded == joined


def _is_vietnamese(name: tuple[Word, ...]) -> bool:
    """Whether a name has the form of a Vietnamese one: family name first, words of one syllable."""
    return (
        len(name) > 1
        and name[0].folded in _table()["vietnamese_families"]
        and (len(name) > 2 or any(word.marks for word in name))
        and all(_SYLLABLE.fullmatch(word.folded) for word in name)
    )


def _across(a: tuple[Word, ...], b: tuple[Word, ...]) -> bool:
    """Whether two names in different scripts sound alike word by word: Фам Минь Тинь, Phạm Minh Chính."""
    scripts = {word.script for word in a}, {word.script for word in b}
    if not all(len(each) == 1 for each in scripts) or scripts[0] == scripts[1]:
        return False
    return all(one.sound == other.sound for one, other in zip(a, b, strict=True))


def _woman(first: Word, second: Word) -> bool:
    """Whether one word is the other with the ending of a woman's family name: Tokayev, Tokayeva."""
    if "cyrillic" in (first.script, second.script):
        return False
    short, long = sorted((first.folded, second.folded), key=len)
    return long == short + "a" and bool(_FEMININE.fullmatch(long[-3:]))


def _slip(first: str, second: str) -> bool:
    """Whether two long words differ by a slip of the pen: one or two letters, few of them consonants."""
    from rapidfuzz.distance import OSA, JaroWinkler

    if first[0] != second[0]:
        return False
    if sorted(first) == sorted(second) and OSA.distance(first, second, score_cutoff=1) == 1:
        # two neighbours changed places: Oduor, Odour
        return len(first) > 4
    if min(len(first), len(second)) < 6:
        return False
    if OSA.distance(first, second, score_cutoff=2) > 2 or JaroWinkler.similarity(first, second) < NEAR:
        return False
    bones = ["".join(char for char in each if char not in "aeiouy") for each in (first, second)]
    return OSA.distance(*bones) <= (1 if min(len(first), len(second)) >= 8 else 0)


def _table() -> Mapping[str, Any]:
    names: Mapping[str, Any] = languages.load(languages.COMMON).table("names").get("names", {})
    return names


@lru_cache(maxsize=1)
def _given() -> dict[str, int]:
    """Each way of writing a given name, with the number of its group."""
    groups = _table().get("given", ())
    return {form: number for number, group in enumerate(groups) for form in group}


@lru_cache(maxsize=1)
def _spelling() -> Mapping[str, Any]:
    table: Mapping[str, Any] = languages.load(languages.COMMON).table("names").get("spelling", {})
    return table


@lru_cache(maxsize=16384)
def _split(name: str) -> tuple[tuple[Word, ...], str]:
    """The words of a name, and its suffix or number."""
    found = [part.rstrip("'’ʼ`") for part in _PART.findall(unicodedata.normalize("NFC", name))]
    kept, suffix = [], ""
    for number, part in enumerate(found):
        small = part.lower()
        if number and small in _table()["suffixes"]:
            suffix = {"junior": "jr", "senior": "sr"}.get(small, small)
        elif (
            part[0].isupper() or not part[0].islower() or small not in _table()["particles"]
        ) and small not in ("al", "el", "bin", "ibn"):
            kept.append(part)
    return tuple(_word(part) for part in kept or found), suffix


@lru_cache(maxsize=16384)
def _word(part: str) -> Word:
    folded = re.sub("[^a-z]", "", ascii_of(part))
    small = part.lower()
    script = "cyrillic" if _CYRILLIC.search(small) else "latin" if _LATIN.search(small) else ""
    accents = unicodedata.normalize("NFD", small) if script == "latin" and not part.isascii() else ""
    marks = tuple(sorted(char for char in accents if "\u0300" <= char <= "\u036f"))
    stems = {small}
    if script == "cyrillic":
        stems |= _stems(small)
    plain = sorted(ascii_of(stem) for stem in stems)
    given = next((_given()[each] for each in plain if each in _given()), -1)
    bare = "".join(char for char in unicodedata.normalize("NFD", small) if not "\u0300" <= char <= "\u036f")
    return Word(part, folded, frozenset(map(key, plain)), _sound(folded), bare, marks, script, given)


def _stems(word: str) -> set[str]:
    """What stands before each ending that grammar may have added."""
    found = set()
    for ending in _spelling().get("cyrillic_endings", ()):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            stem = word[: -len(ending)]
            found |= {stem, stem + "ий", stem + "й", stem + "а", stem + "я"}
    return found


@lru_cache(maxsize=16384)
def key(folded: str) -> str:
    """A word as its transliterations agree on it: Zhaparov and Japarov, Kasymaliev and Kasimalyev."""
    result = re.sub("[^a-z]", "", folded)
    for old, new in _spelling().get("same", ()):
        result = result.replace(old, new)
    result = re.sub(r"(.)\1+", r"\1", result)
    result = re.sub("c(?=[aoukrlt])|c$", "k", result)
    result = re.sub("^ie", "e", result)
    result = re.sub("(?<=[aeou])i(?=[aeou])", "", result)
    result = re.sub("[ij]+$", "i", result)
    result = re.sub("of$", "ov", result)
    return result[:-1] if len(result) > 5 and result.endswith("e") else result


def _sound(folded: str) -> str:
    result = folded
    for old, new in _spelling().get("across", ()):
        result = result.replace(old, new)
    last = next((char for char in reversed(result) if char in _VOWELS), "")
    bones = "".join(char for char in result if char not in _VOWELS)
    return f"{bones}{last}"
