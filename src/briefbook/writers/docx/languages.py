"""Languages as Word tags them: with the region whose proofing tools it looks for."""

from __future__ import annotations

import re
from functools import lru_cache

from briefbook.writers import tree

_REGIONS = {
    "ar": "SA", "az": "Latn-AZ", "bg": "BG", "cs": "CZ", "da": "DK", "de": "DE", "el": "GR", "en": "GB",
    "es": "ES", "et": "EE", "fa": "IR", "fi": "FI", "fr": "FR", "he": "IL", "hi": "IN", "hr": "HR",
    "hu": "HU", "hy": "AM", "id": "ID", "it": "IT", "ja": "JP", "ka": "GE", "kk": "KZ", "km": "KH",
    "ko": "KR", "ky": "KG", "lo": "LA", "lt": "LT", "lv": "LV", "mn": "MN", "ms": "MY", "my": "MM",
    "nb": "NO", "nl": "NL", "no": "NO", "pl": "PL", "pt": "PT", "ro": "RO", "ru": "RU", "sk": "SK",
    "sl": "SI", "sq": "AL", "sv": "SE", "tg": "Cyrl-TJ", "th": "TH", "tk": "TM", "tr": "TR", "uk": "UA",
    "ur": "PK", "uz": "Latn-UZ", "vi": "VN", "zh": "CN",
}  # fmt: skip
_EAST_ASIAN = frozenset(("ja", "ko", "zh"))
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", re.ASCII)


@lru_cache(maxsize=256)
def tag(lang: str) -> str:
    """Give the tag for a BCP 47 language, with a region where Word wants one; "" for what is no language."""
    if not _TAG.fullmatch(lang) or len(lang) > 35:
        return ""
    region = _REGIONS.get(lang.lower())
    return f"{lang.lower()}-{region}" if region else lang


def slot(lang: str) -> str:
    """Name the attribute of `w:lang` that holds a language: Word keeps three kinds of script apart."""
    primary = lang.split("-")[0].lower()
    if primary in _EAST_ASIAN:
        return "eastAsia"
    return "bidi" if tree.right_to_left(lang) else "val"
