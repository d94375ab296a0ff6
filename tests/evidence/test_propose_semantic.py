"""Models of meaning for languages without words: the protocol, and a tiny real model made here."""

import json

import pytest

from briefbook.errors import BriefbookError
from briefbook.evidence.propose import semantic, tag
from briefbook.model.proposal import Unit

safetensors = pytest.importorskip("safetensors.numpy", reason="the extra `semantic` is not installed")
numpy = pytest.importorskip("numpy")
tokenizers = pytest.importorskip("tokenizers")

MEANINGS = {
    # the words of an invented language beside English ones of the examples
    0: ("airport", "palace", "ceremony", "president", "population", "haluma"),
    1: ("peace", "friendship", "security", "nations", "law", "rahvo"),
    2: ("trade", "companies", "energy", "exports", "industry", "kaubo"),
    3: ("students", "visa", "community", "culture", "scholarships", "oppila"),
    4: ("signed", "agreements", "adopted", "invited", "committee", "allki"),
}


def tiny() -> tuple[bytes, bytes]:
    vocabulary, rows = {"[UNK]": 0}, [[0.0] * 6]
    for column, words in MEANINGS.items():
        for word in words:
            vocabulary[word] = len(vocabulary)
            rows.append([1.0 if at == column else 0.01 for at in range(6)])
    cutter = tokenizers.Tokenizer(tokenizers.models.WordLevel(vocabulary, unk_token="[UNK]"))
    cutter.normalizer = tokenizers.normalizers.Lowercase()
    cutter.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    model = safetensors.save({"embeddings": numpy.array(rows, dtype="float32")})
    return model, cutter.to_str().encode()


def sections(texts: list[str], lang: str, vectors: semantic.Vectors | None) -> list[str]:
    units = [Unit(str(n), 0, len(text), text, lang, block=n) for n, text in enumerate(texts)]
    return [each.section for each in tag.sort(units, None, vectors)]


def test_a_tiny_model_sorts_a_language_that_has_no_words() -> None:
    texts = ["haluma ma nuna", "rahvo ma nuna", "kaubo ma nuna", "oppila ma nuna", "allki ma nuna"]
    vectors = semantic.static(*tiny())
    assert sections(texts, "zu", vectors) == ["background", "political", "economy", "community", "outcomes"]
    assert sections(texts, "zu", None) != sections(texts, "zu", vectors)


def test_a_language_with_words_never_asks_the_model() -> None:
    def refuse(texts: object) -> list[list[float]]:
        raise AssertionError("asked")

    assert sections(["Exports of rice rose by 4 percent."], "en", refuse) == ["economy"]


def test_any_callable_that_gives_vectors_will_do() -> None:
    def one(texts: list[str]) -> list[list[float]]:
        return [[1.0, float("signed" in text or "allki" in text) * 9] for text in texts]

    assert sections(["nuna allki", "…"], "zu", one)[0] == "outcomes"


def test_a_callable_that_gives_too_few_vectors_is_refused() -> None:
    with pytest.raises(BriefbookError):
        semantic.scores(["a"], lambda texts: [[1.0]])
    with pytest.raises(BriefbookError):
        semantic.scores(["a"], lambda texts: [[1.0] * (1 + number % 2) for number in range(len(texts))])


@pytest.mark.parametrize("broken", [b"", b"\x00" * 64, b'{"x": 1}'])
def test_files_that_are_no_model_are_refused_in_words(broken: bytes) -> None:
    model, cutter = tiny()
    for pair in ((broken, cutter), (model, broken)):
        with pytest.raises(BriefbookError) as caught:
            semantic.static(*pair, path="model")
        assert [item.code for item in caught.value.diagnostics] == ["bad-model"]


def test_a_model_with_fewer_vectors_than_words_is_refused() -> None:
    model = safetensors.save({"embeddings": numpy.zeros((3, 6), dtype="float32")})
    with pytest.raises(BriefbookError):
        semantic.static(model, tiny()[1])
    cutter = json.loads(tiny()[1])
    assert cutter["model"]["vocab"]
