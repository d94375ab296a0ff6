"""The words by which menus, credits, bylines, teasers and courtesies are known, language by language."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from briefbook.text import languages
from briefbook.text.languages import Own

EVERYWHERE = "en"
# the language of page furniture that stands on pages of any language
LINE = 30
# words of a line that may be a credit or a byline
NEAR = 600
# letters of a line that are looked through
NOTICE = 60
# words of a notice on cookies or rights

_POINTERS = (">>", "»", "►", "▶", "+++", "→")
_MARKS = re.compile(r"[^\w\s©&:/@.,’'()+>-]+|_+")
_EDGES = " \t:.,–—-|/•·»«>\"'’()[]*_"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_STAMP = re.compile(r"(?:\W|[ap]\.?m\.?|(?:ist|gmt|utc|est|edt|et|pdt|cet|cest|uhr|giờ|h|gmt[+-]\d)\b)*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S|[\w.+-]{1,64}@[\w-]{1,64}\.\w")
_SIGN = re.compile(r"[—–(\[/\s-]*((?:[A-ZĐ][\w.&-]{1,12})(?:\s*/\s*[\w.&-]{2,20}){0,3})[)\].\s]*")
_SPEAKER = re.compile(r"[A-ZÀ-ÞĐ][A-ZÀ-ÞĐ.’' -]{2,60}:\s*")


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's words for what is no report, with those that stand on any page."""

    menu: frozenset[str]
    related: frozenset[str]
    teaser: tuple[str, ...]
    credit: re.Pattern[str]
    byline: re.Pattern[str]
    notice: re.Pattern[str]
    legal: re.Pattern[str]
    agencies: frozenset[str]
    aside: re.Pattern[str]
    # (Applause.)
    courtesy: frozenset[str]
    dates: frozenset[str]
    # names of months and weekdays, and what is said before a date: "updated"
    inside: re.Pattern[str]
    # buttons of two and more words that stand within a line, with a capital
    away: re.Pattern[str]
    # words that lead to other stories, within a line
    placed: re.Pattern[str]
    # where somebody stands in a picture: "(left)"
    stop: frozenset[str]
    # small words


def of(tag: str, own: Own | None = None) -> Wording:
    """The wording of a language."""
    return _wording(languages.load(tag, own), languages.load(EVERYWHERE, own))


def plain(text: str) -> str:
    """A line as it is looked up: small letters, no marks at its edges."""
    return " ".join(_MARKS.sub(" ", text.casefold()).split()).strip(_EDGES)


def reason(line: str, words: int, wording: Wording, closed: bool) -> str:
    """Why a whole line is furniture of a page; "" where it is not."""
    low = plain(line)
    if (
        low in wording.menu
        or low.rstrip(" 0123456789") in wording.menu
        or (not closed and _all_menu(low, wording))
    ):
        return "a menu or button"
    if announces(line, wording):
        return "announces other stories"
    if (low.startswith(wording.teaser) or line.startswith(_POINTERS)) and words <= LINE:
        return "points to another story or page"
    if words <= NOTICE and wording.legal.search(low) and (words <= LINE or not closed):
        return "a legal notice"
    if words <= NOTICE and wording.notice.search(low) and (not closed or words <= LINE):
        return "a notice of the page"
    if is_stamp(line, wording):
        return "a date of the page"
    return _signature(line, low, words, wording, closed)


def announces(line: str, wording: Wording) -> bool:
    """Whether a line stands over links to other stories."""
    low = plain(line)
    return low in wording.related or low.rstrip(" 0123456789") in wording.related


def is_stamp(line: str, wording: Wording) -> bool:
    """Whether a line holds a date or a time and nothing else."""
    if not any(map(str.isdigit, line)) or len(line) > 120:
        return False
    low = line.casefold()
    rest = " ".join(word for word in _WORD.findall(low) if word not in wording.dates)
    return _STAMP.fullmatch(rest) is not None


def is_agency(line: str, wording: Wording) -> bool:
    """Whether a line is the sign of an agency: "VNA/CVN", "(dpa)"."""
    found = _SIGN.fullmatch(line.strip())
    if found is None:
        return False
    parts = [part.strip(" .") for part in re.split(r"[/,]", found[1])]
    return any(part.casefold() in wording.agencies for part in parts)


def is_credit(line: str, wording: Wording) -> bool:
    """Whether a line ends in, or is, the credit of a picture."""
    return wording.credit.search(" ".join(line[-NEAR:].split())) is not None


def without_asides(text: str, wording: Wording) -> str:
    """Spoken words without "(Applause.)" and without the speaker's name before them."""
    return _SPEAKER.sub("", wording.aside.sub(" ", text), count=1).strip()


def is_courtesy(text: str, wording: Wording) -> bool:
    """Whether spoken words say thanks, welcome or good morning and nothing else."""
    said = without_asides(text, wording)
    words = [(match[0], match.start()) for match in _WORD.finditer(said)]
    if not words:
        return True
    if len(words) > 40 or any(map(str.isdigit, said)):
        return False
    small = [word.casefold() for word, _ in words]
    polite = sum(word in wording.courtesy for word in small)
    rest = [
        word
        for (word, at), low in zip(words, small, strict=True)
        if low not in wording.courtesy
        and low not in wording.stop
        and len(word) > 3
        and not (word[0].isupper() and at)
    ]
    return polite >= 1 and len(rest) <= max(1, polite // 3)


def _all_menu(low: str, wording: Wording) -> bool:
    """Whether a line is menu entries side by side."""
    parts = low.replace("|", " ").replace(",", " ").split()
    if not 1 < len(parts) <= LINE:
        return False
    at = hits = told = 0
    while at < len(parts):
        step = next((n for n in (4, 3, 2, 1) if " ".join(parts[at : at + n]) in wording.menu), 0)
        hits, told, at = hits + bool(step), told + step, at + max(step, 1)
    return hits > 1 and 10 * told >= 6 * len(parts)


def _signature(line: str, low: str, words: int, wording: Wording, closed: bool) -> str:
    if words > LINE * (2 if not closed or line.endswith(")") else 1):
        return ""
    if is_agency(line, wording):
        return "the sign of an agency"
    if is_credit(line, wording) or (wording.placed.search(line[:NEAR]) and line.count(". ") < 2):
        return "a caption"
    if words <= 12 and not closed and wording.byline.match(low):
        return "a byline"
    if words <= 6 and _ADDRESS.search(line[:NEAR]):
        return "an address"
    return ""


def _any(phrases: Iterable[str]) -> str:
    listed = sorted({plain(each) or each for each in phrases}, key=lambda each: (-len(each), each))
    return "|".join(map(re.escape, listed)) or "(?!)"


@lru_cache(maxsize=32)
def _wording(language: languages.Language, common: languages.Language) -> Wording:
    mine, shared = language.table("noise"), common.table("noise")

    def listed(key: str) -> list[str]:
        return [str(each) for table in (mine, shared) for each in table.get(key, ())]

    credit, agencies = _any(listed("credit")), listed("agencies")
    names = "|".join(map(re.escape, sorted(agencies, key=lambda each: (-len(each), each))))
    marks = rf"(?i:^|[(\[|.]\s*|[-–—]\s+|\s)(?i:{credit})\s*(?i:\d+\s*)?(?::|/|\u00a0:|\s:)\s*\S.{{0,80}}$"
    ends = rf"\([^()]{{0,60}}\b(?i:{credit}|{names})\b[^()]{{0,60}}\)\W*$|(?i:[-–—]\s*(?:{credit}))\s*\d+\W*$"
    dates = language.table("dates")
    months = {word for table in (dates, common.table("dates")) for word in _words_of(table)}
    return Wording(
        frozenset(map(plain, listed("menu"))),
        frozenset(map(plain, listed("related"))),
        tuple(dict.fromkeys(each.casefold() for each in listed("teaser"))),
        re.compile(f"{marks}|{ends}|^©"),
        re.compile(rf"(?:{_any(listed('byline'))})(?:\b|:)\s*:?\s*\S"),
        re.compile(rf"(?<!\w)(?:{_any(listed('cookie'))})"),
        re.compile(rf"(?<!\w)(?:{_any(listed('legal'))})"),
        frozenset(each.casefold() for each in agencies),
        re.compile(rf"(?i)[(\[](?:{_any(listed('applause'))})[^()\[\]]{{0,40}}[)\]]"),
        frozenset(each.casefold() for each in listed("courtesy")),
        frozenset(months) | {word for each in listed("byline") for word in each.casefold().split()},
        re.compile(_inside(listed("menu"))),
        re.compile(_inside([*listed("related"), *listed("teaser")])),
        re.compile(
            rf"(?i)[(\[](?:{_any(listed('placed'))})[.)\]]|(?<!\w)(?:{_any(listed('from_left'))})[ :,]"
        ),
        frozenset(str(each) for each in language.table("topics").get("stop", ())),
    )


def _inside(phrases: Iterable[str]) -> str:
    """Phrases of several words with a capital at their beginning."""
    long = sorted({each for each in phrases if len(each.split()) > 1}, key=lambda each: (-len(each), each))
    parts = (f"[{re.escape(each[0].upper())}]{re.escape(each[1:])}" for each in long if each[0].isalpha())
    after = r"(?=\s*(?:[:|+]|\d|[A-ZÀ-ÖØ-ÞĐА-Я]|$))"
    return rf"(?<!\w)(?:{'|'.join(parts) or '(?!)'})(?![^\W\d_]){after} ?:?(?: \d+)?"


def _words_of(table: object) -> Iterable[str]:
    """Every word that stands anywhere in a table."""
    if isinstance(table, str):
        yield from _WORD.findall(table.casefold())
    elif isinstance(table, dict):
        for key, value in table.items():
            yield from _WORD.findall(str(key).casefold())
            yield from _words_of(value)
    elif isinstance(table, (list, tuple)):
        for each in table:
            yield from _words_of(each)
