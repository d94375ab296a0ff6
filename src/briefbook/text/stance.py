"""How firmly a sentence says a thing: negation, modality and the stage that a matter has reached."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from briefbook.text import fold
from briefbook.text.languages import Language

KINDS = ("negation", "modality", "stage")
TURN = "turn"
# of a word that has a contrary: "rose" and "fell"
FACT = 5.0
# the strength of what is told as having happened

_TOKEN = re.compile(r"[^\W\d_]+(?:'(?=[^\W\d_]))?|\d+(?:[.,]\d+)*\w*|\n|[^\w\s]")
_ENDS = frozenset(".;:!?\n()[]—")
_BRACES = re.compile(r"\{([^{}]*)\}")
_REACH = 6
# words passed over to find the one that a "not" or "will" speaks of
KNOWN, LONG = 20_000, 48
# words of one language whose entries are kept, and the letters of the longest of them
_MANY = 64
# words that one entry of a table may stand for


class Sign(NamedTuple):
    """A word that says how firm a thing is: "proposed", "will", "not"."""

    start: int
    end: int
    # half-open offsets in the text that was read
    kind: str
    # negation | modality | stage
    value: str
    # of a stage: one of model.fact.STAGES and what `data/languages` adds;
    # of modality may | should | will | fact; of negation not | failed
    written: str = ""
    clause: int = 0
    # signs of one clause bear upon each other; counted from 0
    negated: bool = False
    # whether a negation of the same clause stands before it
    governs: str = ""
    # the next word that is no article or auxiliary, in small letters: "will [open]", "not [signed]"
    strength: float = FACT
    # of its value, in the language's table


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    # a word ending in * stands for all that begin so
    kind: str
    # one of KINDS, "plain" for words that say nothing here, "to_come" for those that put a stage off
    value: str


_IDLE = _Entry((), "", "")
_NONE = (_IDLE,)
# what stands for words of no entry
_Found = tuple[int, int, _Entry]
# a phrase of a text: from which of its words to which


@dataclass(frozen=True)
class _Lexicon:
    entries: Mapping[str, Sequence[_Entry]]
    # by first word, the longest first
    stems: Mapping[int, Mapping[str, Sequence[_Entry]]]
    # entries whose first word may go on, by its length
    endings: Mapping[str, str]
    # of words of five letters and more: ending to modality
    longest: int
    breaks: frozenset[str]
    ending: frozenset[str]
    # whatever may end a clause
    joins: Sequence[Sequence[str]]
    # words before which a comma parts no clauses, each as a list
    passed: frozenset[str]
    small: frozenset[str]
    strengths: Mapping[str, float]
    seen: dict[str, Sequence[_Entry]] = field(default_factory=dict)
    # the entries of words met before
    idle: set[str] = field(default_factory=set)
    # those of them that have none


def find(text: str, language: Language) -> tuple[Sign, ...]:
    """Every such word of a text in order; what is part of a phrase that says nothing is left out."""
    return _find(text, _lexicon(language))


def turns(text: str, language: Language) -> tuple[Sign, ...]:
    """Every word of a text that has a contrary, by its pair and its side: "movement.up" for "rose"."""
    return tuple(sign for sign in _find(text, _contraries(language)) if sign.kind == TURN)


def frames(text: str, language: Language) -> tuple[Sign, ...]:
    """Every word of a text that makes what stands beside it unreal, and those that deny."""
    return _find(text, _framing(language))


def frame_phrases(language: Language) -> Iterator[tuple[str, Sequence[str]]]:
    """The phrases that `frames` finds, each with its kind."""
    return ((entry.kind, entry.words) for entry in _framed(language.table("stance")))


def conversed(language: Language) -> frozenset[str]:
    """The pairs in which one side tells from the other end what the other tells: exports and imports."""
    return frozenset(language.table("stance").get("converse", ()))


def _find(text: str, lexicon: _Lexicon) -> tuple[Sign, ...]:
    if not lexicon.entries:
        return ()
    folded, lower, words = _words(text) if len(text) < fold.SHORT else _cut(text)
    if lexicon.idle.issuperset(words):
        return ()
    standing = [*_standing(words, lexicon)]
    if not standing:
        return ()
    places = list(_TOKEN.finditer(lower))
    found = [each for each in standing if not _is_idle(each, words, places, folded.text, lexicon)]
    ends = _clause_ends(words, places, lexicon) if found else []
    signs = []
    for first, last, entry in found:
        start, end = places[first].start(), places[last - 1].end()
        signs.append(
            Sign(
                folded.source_start(start),
                folded.source_end(end),
                entry.kind,
                entry.value,
                folded.text[start:end],
                bisect_right(ends, first),
                governs=_governed(words, last, lexicon),
                strength=lexicon.strengths.get(entry.value, FACT),
            )
        )
    return tuple(_with_negations(_without_idle(signs)))


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[fold.Folded, str, list[str]]:
    """A sentence is read for what is firm in it and for what has a contrary one after the other."""
    return _cut(text)


def _cut(text: str) -> tuple[fold.Folded, str, list[str]]:
    """A text folded, in lower case, and its words and signs."""
    folded = fold.fold(text)
    lower = _lowered(folded.text)
    return folded, lower, _TOKEN.findall(lower)


def strength(signs: Sequence[Sign]) -> float | None:
    """How firm a text is, by its firmest clause: 5 for a fact, 1 for what is only asked; None without signs.

    Within a clause the weakest word rules: "hopes they will sign" is a hope; what is agreed stays so where
    "will" follows. Where all that is told is that a thing was refused or failed, the text is at 0.
    """
    levels: dict[int, float] = {}
    settled: set[int] = set()
    for sign in signs:
        if sign.kind == "negation" or sign.value == "fact":
            continue
        if sign.value == "will" and sign.clause in settled:
            continue
        if sign.value == "agreed" and not sign.negated:
            settled.add(sign.clause)
        level = 0.0 if sign.negated and sign.strength > 2 else sign.strength
        levels[sign.clause] = min(levels.get(sign.clause, FACT), level)
    if not levels and any(sign.value == "failed" for sign in signs):
        return 0.0
    return max(levels.values(), default=None)


def weight(value: str, language: Language) -> float:
    """How firm a stage is, 5 for a fact."""
    return _lexicon(language).strengths.get(value, FACT)


def familiarity(words: Sequence[str], language: Language) -> int:
    """How many words of a text are small words of a language; 0 where no table is."""
    lexicon = _lexicon(language)
    return sum(word in lexicon.passed or word in lexicon.breaks for word in words)


def passed_over(language: Language) -> frozenset[str]:
    """Articles and auxiliaries of a language."""
    return _lexicon(language).passed


def _standing(words: Sequence[str], lexicon: _Lexicon) -> Iterator[_Found]:
    """The phrases of a text, none within another: where each begins and ends, in words."""
    past, seen, idle = 0, lexicon.seen, lexicon.idle
    for at in [at for at, word in enumerate(words) if word not in idle]:
        if at < past:
            continue
        entries = seen.get(words[at]) or _look_up(words[at], lexicon)
        best = next((each for each in entries if _stands(each, words, at)), None)
        if best is None or best is _IDLE:
            continue
        past = at + (len(best.words) or 1)
        if best.kind != "plain":
            yield at, past, best


def _is_idle(
    found: _Found, words: Sequence[str], places: Sequence[re.Match[str]], text: str, lexicon: _Lexicon
) -> bool:
    """Whether a phrase is part of a name, by its capital, or of a pair: "and/or"."""
    at, end, entry = found
    first, last = places[at].start(), places[end - 1].end()
    if text[first].isupper() and (words[at] in lexicon.small or not entry.words):
        return True
    return "/" in (text[first - 1 : first], text[last : last + 1])


def _look_up(word: str, lexicon: _Lexicon) -> Sequence[_Entry]:
    found = tuple(_entries_of(word, lexicon)) or _NONE
    if len(lexicon.seen) < KNOWN and len(word) <= LONG:
        lexicon.seen[word] = found
        if found is _NONE:
            lexicon.idle.add(word)
    return found


def _entries_of(word: str, lexicon: _Lexicon) -> Sequence[_Entry]:
    found = [*lexicon.entries.get(word, ())]
    for length, stems in lexicon.stems.items():
        if length <= len(word):
            found += stems.get(word[:length], ())
    if not found and len(word) >= 5:
        for size in range(min(lexicon.longest, len(word)), 1, -1):
            value = lexicon.endings.get(word[-size:])
            if value:
                return (_Entry((), "modality", value),)
    return sorted(found, key=lambda each: -len(each.words))


def _stands(entry: _Entry, words: Sequence[str], at: int) -> bool:
    """Whether the words of an entry stand at a place, where its first one does."""
    if len(entry.words) < 2:
        return True
    if at + len(entry.words) > len(words):
        return False
    for word, wanted in zip(words[at + 1 : at + len(entry.words)], entry.words[1:], strict=True):
        if word != wanted and not (wanted[-1] == "*" and word.startswith(wanted[:-1])):
            return False
    return True


def _clause_ends(words: Sequence[str], places: Sequence[re.Match[str]], lexicon: _Lexicon) -> list[int]:
    """The tokens at which a clause ends: stops, commas, dashes, "and"."""
    return [
        at
        for at in [at for at, word in enumerate(words) if word in lexicon.ending]
        if (words[at] != "," or "," in lexicon.breaks or words[at + 1 : at + 2] not in lexicon.joins)
        and (words[at] != "-" or "-" in lexicon.breaks or (at and places[at - 1].end() < places[at].start()))
    ]


def _governed(words: Sequence[str], at: int, lexicon: _Lexicon) -> str:
    for word in words[at : at + _REACH]:
        if word in _ENDS or word in lexicon.breaks:
            return ""
        if word[0].isalpha() and word not in lexicon.passed:
            return word
    return ""


def _without_idle(signs: Sequence[Sign]) -> Iterator[Sign]:
    """ "to be" counts only before a stage, which is then still to come."""
    for at, sign in enumerate(signs):
        following = signs[at + 1] if at + 1 < len(signs) else None
        if sign.kind != "to_come":
            yield sign
        elif following and following.kind == "stage" and following.start - sign.end <= 2:
            yield sign._replace(kind="modality", value="will", strength=3.0)


def _with_negations(signs: Iterator[Sign]) -> Iterator[Sign]:
    denied: dict[int, int] = defaultdict(int)
    for sign in signs:
        if sign.kind == "negation":
            denied[sign.clause] += 1
            yield sign
        else:
            yield sign._replace(negated=True) if denied[sign.clause] else sign


@lru_cache(maxsize=64)
def _lexicon(language: Language) -> _Lexicon:
    table = language.table("stance")
    return _made(table, _entries(table), table.get("endings", {}))


@lru_cache(maxsize=64)
def _contraries(language: Language) -> _Lexicon:
    table = language.table("stance")
    return _made(table, _turned(table), {})


@lru_cache(maxsize=64)
def _framing(language: Language) -> _Lexicon:
    table = language.table("stance")
    return _made(table, _framed(table), {})


def _made(table: Mapping[str, Any], listed: Iterator[_Entry], ends: Mapping[str, Any]) -> _Lexicon:
    entries: dict[str, list[_Entry]] = defaultdict(list)
    stems: dict[int, dict[str, list[_Entry]]] = defaultdict(lambda: defaultdict(list))
    for entry in listed:
        first = entry.words[0]
        if first.endswith("*"):
            stems[len(first) - 1][first[:-1]].append(entry)
        else:
            entries[first].append(entry)
    endings = {_lowered(fold.plain(end)): value for value, forms in ends.items() for end in forms}
    breaks = frozenset(map(fold.plain, table.get("breaks", ())))
    return _Lexicon(
        entries=entries,
        stems=stems,
        endings=endings,
        longest=max(map(len, endings), default=0),
        breaks=breaks,
        ending=breaks | _ENDS | {",", "-"},
        joins=[[fold.plain(word)] for word in table.get("joins", ())],
        passed=frozenset(map(fold.plain, table.get("articles", ()))),
        small=frozenset(table.get("small", ())),
        strengths={value: float(number) for value, number in table.get("strength", {}).items()},
    )


def _entries(table: Mapping[str, Any]) -> Iterator[_Entry]:
    for kind in (*KINDS, "plain"):
        for value, phrases in table.get(kind, {}).items():
            for phrase in phrases:
                yield from _entry(phrase, kind, value)
    for phrase in table.get("to_come", ()):
        yield from _entry(phrase, "to_come", "will")


def _turned(table: Mapping[str, Any]) -> Iterator[_Entry]:
    """The words that have a contrary, and those that deny."""
    for pair, sides in table.get("turns", {}).items():
        for side, phrases in sides.items():
            for phrase in phrases:
                yield from _entry(phrase, "plain" if side == "plain" else TURN, f"{pair}.{side}")
    for value, phrases in table.get("negation", {}).items():
        for phrase in phrases:
            yield from _entry(phrase, "negation", value)


def _framed(table: Mapping[str, Any]) -> Iterator[_Entry]:
    """The words that make others unreal, and the plain negations."""
    for kind, values in table.get("frames", {}).items():
        for value, phrases in values.items():
            for phrase in phrases:
                yield from _entry(phrase, kind, value)
    for kind, value in (("negation", "not"), ("plain", "words")):
        for phrase in table.get(kind, {}).get(value, ()):
            yield from _entry(phrase, kind, value)


def _entry(phrase: str, kind: str, value: str) -> Iterator[_Entry]:
    for form in _spelled(fold.plain(phrase)):
        words = _TOKEN.findall(_lowered(form.replace("*", "")))
        if words:
            marked = [*words[:-1], f"{words[-1]}*"] if form.endswith("*") else words
            yield _Entry(tuple(marked), kind, value)


def _spelled(phrase: str) -> list[str]:
    """All that "sign{s,ed,}" stands for."""
    forms = [phrase]
    while len(forms) <= _MANY:
        found = next((at for at, form in enumerate(forms) if _BRACES.search(form)), None)
        if found is None:
            return forms
        form = forms.pop(found)
        match = _BRACES.search(form)
        assert match is not None
        forms += [form[: match.start()] + choice + form[match.end() :] for choice in match[1].split(",")]
    return []


def _lowered(text: str) -> str:
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
