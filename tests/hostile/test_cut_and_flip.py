"""Files cut at every byte and flipped at every bit: always an answer, never an accident."""

import random
from dataclasses import replace

import pytest

from briefbook import pipeline, resources

EXAMPLE = resources.example()
NAMES = (
    "seeds/harbour-visit/facts.toml",
    "seeds/harbour-visit/sources.toml",
    "briefs/harbour-visit.toml",
    "seeds/harbour-visit/courier-2024-05-15.txt",
)


STRIPES = 4
# tests into which the bytes of a file are parted, so that several processes share them


def answered(inputs, *, thorough: bool = True) -> None:
    """What comes of inputs must be a brief, or errors with places."""
    outcome = pipeline.compose(inputs, thorough=thorough).outcome
    assert outcome.ok or all(item.code and item.path for item in outcome.diagnostics)
    for item in outcome.diagnostics:
        assert item.code != "internal-error"
        assert item.line is None or item.line >= 1
        assert len(item.message) < 700


def damaged(data: bytes, at: int, how: str, bit: int) -> bytes:
    return data[:at] if how == "cut" else data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]


@pytest.mark.parametrize("how", ["cut", "flip"])
@pytest.mark.parametrize("name", NAMES)
def test_a_damaged_file_gets_an_answer(example_inputs, change_inputs, name, how):
    chance = random.Random(f"{name} {how}")
    data = EXAMPLE[name]
    for at in sorted(chance.sample(range(len(data)), min(70, len(data)))):
        new = damaged(data, at, how, chance.randrange(8))
        answered(change_inputs(example_inputs, name, new))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(STRIPES))
@pytest.mark.parametrize("how", ["cut", "flip"])
@pytest.mark.parametrize("name", NAMES[:3])
def test_a_file_damaged_at_any_byte_gets_an_answer(example_inputs, change_inputs, name, how, part):
    chance = random.Random(f"all of {name} {how} {part}")
    data = EXAMPLE[name]
    for at in range(part, len(data), STRIPES):
        new = change_inputs(example_inputs, name, damaged(data, at, how, chance.randrange(8)))
        # all that a build does before it writes; every eighth is compared sentence by sentence, too
        answered(new, thorough=at // STRIPES % 8 == 0)


def test_a_ledger_cut_anywhere_never_prints_a_fact_that_the_whole_one_does_not(example_inputs, change_inputs):
    name = NAMES[0]
    whole = pipeline.build(example_inputs, ["md"]).renderings[0].data.decode()
    data = EXAMPLE[name]
    chance = random.Random(11)
    for at in chance.sample(range(len(data)), 60):
        made = pipeline.build(change_inputs(example_inputs, name, data[:at]), ["md"])
        for rendering in made.renderings:
            points = [line for line in rendering.data.decode().split("\n") if line.startswith("-   ")]
            words = [line.split("]{")[0].removeprefix("-   [").split("[^")[0] for line in points]
            assert [line for line in words if line.removeprefix("-   ") not in whole] == []


def test_a_missing_part_is_an_answer_too(example_inputs):
    (gathered,) = example_inputs.collections
    for part in ({"sources": None}, {"facts": None}, {"files": {}}):
        outcome = pipeline.check(replace(example_inputs, collections=(replace(gathered, **part),)))
        assert outcome.diagnostics
