"""What a document says of itself, made fit for `sources.toml`, or left out where it is not plain."""

import re
from datetime import date

from briefbook.text import characters

MAX_LENGTH = 500
_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?(?![\d/-])", re.ASCII)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d", re.ASCII)
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z0-9]{2,8}))?(?:[-_][A-Za-z0-9]{1,8}){0,3}", re.ASCII)


def cleaned(key: str, written: str) -> str:
    """The value of one claim as it may stand in `sources.toml`; "" where it is none."""
    words = " ".join(characters.printable(written[: 4 * MAX_LENGTH]).split())[:MAX_LENGTH]
    if key == "date":
        return day(words)
    if key == "lang":
        return tongue(words)
    if key == "url":
        return words if re.match(r"https?://[^\s/]", words, re.IGNORECASE) and " " not in words else ""
    if key == "author" and re.match(r"https?://", words, re.IGNORECASE):
        return ""
    return words


def day(words: str) -> str:
    """A date that begins as ISO 8601 writes it, as far as it is known (EDTF level 0)."""
    found = _DAY.match(words)
    if not found:
        return words if _YEAR.fullmatch(words) else ""
    year, month, on = int(found[1]), int(found[2]), int(found[3] or 1)
    try:
        date(year, month, on)
    except ValueError:
        return ""
    return found[0] if year >= 1000 else ""


def tongue(words: str) -> str:
    """A language tag as BCP 47 writes it."""
    found = _TAG.fullmatch(words)
    if not found:
        return ""
    region = found[2] or ""
    if len(region) == 2:
        return f"{found[1].lower()}-{region.upper()}"
    script = f"-{region.title()}" if len(region) == 4 and region.isalpha() else ""
    return found[1].lower() + script
