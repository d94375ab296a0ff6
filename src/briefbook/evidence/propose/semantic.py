"""Sections by likeness to example sentences, for languages without words of their own; off by default."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from briefbook.errors import BriefbookError
from briefbook.evidence.propose.lexicon import SECTIONS
from briefbook.model.diagnostic import Diagnostic
from briefbook.text import languages

Vectors = Callable[[Sequence[str]], Sequence[Sequence[float]]]
# anything that gives a vector for each text, all of one length
CONTRAST = 12.0
# how far a small difference in likeness goes
LONG = 2000
# letters of a text that are compared


def scores(texts: Sequence[str], vectors: Vectors) -> list[tuple[float, ...]]:
    """For each text how much it is like the examples of each section of a brief."""
    examples: Mapping[str, Sequence[str]] = languages.load(languages.COMMON).table("sections")["examples"]
    known = [(section, text) for section in SECTIONS for text in examples[section]]
    made = [_unit(each) for each in vectors([*(text for _, text in known), *(text[:LONG] for text in texts)])]
    if len(made) != len(known) + len(texts) or len({len(each) for each in made}) > 1:
        raise BriefbookError(
            [Diagnostic("bad-model", "the model gives no vector of one length for each text")]
        )
    rows = list(zip((section for section, _ in known), made, strict=False))
    return [_likeness(each, rows) for each in made[len(known) :]]


def static(model: bytes, tokenizer: bytes, path: str = "") -> Vectors:
    """Word vectors from the bytes of `model.safetensors` and `tokenizer.json`: no network, no pickle."""
    try:
        import safetensors.numpy
        import tokenizers
    except ImportError:
        message = 'needs more than is installed: pip install "briefbook[semantic]"'
        raise BriefbookError([Diagnostic("bad-model", f"a model {message}", path=path)]) from None
    try:
        rows = safetensors.numpy.load(model)["embeddings"].astype("float32")
        cutter = tokenizers.Tokenizer.from_str(tokenizer.decode("utf-8"))
        cutter.no_padding()
        cutter.enable_truncation(512)
        if rows.ndim != 2 or len(rows) < cutter.get_vocab_size():
            raise ValueError("it has fewer vectors than its tokenizer has words")
    except Exception as error:
        # both libraries raise kinds of their own, which share no base
        message = f"these files are no model of word vectors: {error}"
        raise BriefbookError([Diagnostic("bad-model", message[:300], path=path)]) from None
    return partial(_static, rows, cutter)


def _static(rows: Any, cutter: Any, texts: Sequence[str]) -> Sequence[Sequence[float]]:
    found: list[list[float]] = []
    for each in cutter.encode_batch(list(texts), add_special_tokens=False):
        mean = rows[each.ids].mean(axis=0) if each.ids else rows[0] * 0
        found.append([float(value) for value in mean])
    return found


def _likeness(vector: Sequence[float], rows: Sequence[tuple[str, Sequence[float]]]) -> tuple[float, ...]:
    """The likeness to the two nearest examples of each section, less what all sections have in common."""
    nearest = []
    for section in SECTIONS:
        likes = sorted((_product(vector, other) for name, other in rows if name == section), reverse=True)
        nearest.append(sum(likes[:2]) / len(likes[:2]))
    common = sum(nearest) / len(nearest)
    return tuple(CONTRAST * (each - common) for each in nearest)


def _unit(vector: Sequence[float]) -> list[float]:
    length = sum(value * value for value in vector) ** 0.5
    return [value / length for value in vector] if length else [0.0] * len(vector)


def _product(first: Sequence[float], second: Sequence[float]) -> float:
    return sum(one * other for one, other in zip(first, second, strict=True))
