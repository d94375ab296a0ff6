"""Small phrases of figures: amounts of money, and the form of a word after a number."""

from decimal import Decimal

from briefbook.text import quantities
from briefbook.text.words import Words

FORMS = {"en": 2, "fr": 2, "es": 2, "de": 2, "ru": 3, "vi": 1}
# forms of a noun after a number (CLDR's cardinal classes of whole numbers); other languages: two
NO_BREAK = "\u00a0"


def forms(lang: str) -> int:
    """How many forms of a word a language needs after numbers."""
    return FORMS.get(_primary(lang), 2)


def form(number: Decimal, lang: str) -> int:
    """Which of the forms follows a number, counted from 0."""
    count, language = abs(number), _primary(lang)
    if forms(lang) == 1:
        return 0
    if language == "fr":
        return 0 if count < 2 else 1
    if language != "ru" or count != int(count):
        return 0 if count == 1 else min(1, forms(lang) - 1)
    if count % 10 == 1 and count % 100 != 11:
        return 0
    return 1 if 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14 else 2


def money(value: Decimal, unit: str, words: Words) -> str:
    """An amount as a language writes it, never rounded: US$13.5 million, 13,5 millions de dollars US."""
    size, name = _scale(value)
    figure = words.number(value / size)
    if not name:
        shown = words.label(f"currencies.{unit}", "") if f"currencies.{unit}" in words.labels else ""
        shown = shown or words.label(f"units.{unit}", unit)
        said = words.label("money", "{number} {scale} {unit}").replace(" {scale}", "")
    else:
        shown = words.label(f"units.{unit}", unit)
        one = form(value / size, words.lang) == 0 and f"scales_one.{name}" in words.labels
        scale = words.label(f"scales_one.{name}" if one else f"scales.{name}")
        said = words.label("money", "{number} {scale} {unit}").replace("{scale}", scale)
    if shown[-1:].isalpha():
        said = said.replace("{unit}{number}", f"{{unit}}{NO_BREAK}{{number}}")
    said = said.replace("{number} ", f"{{number}}{NO_BREAK}")
    return said.replace("{unit}", shown).replace("{number}", figure)


def _scale(value: Decimal) -> tuple[int, str]:
    """The largest scale in which an amount has no more than two decimals."""
    for size, name in quantities.SCALES:
        if abs(value) >= size and (value / size * 100) % 1 == 0:
            return size, name
    return 1, ""


def _primary(lang: str) -> str:
    return lang.partition("-")[0].lower()
