"""The targets of the fuzzers, on what once made them fail and on bytes of a fixed chance."""

import random

import pytest
import targets

TARGETS = {name: make() for name, make in targets.TARGETS.items()}


@pytest.mark.parametrize("name", TARGETS)
def test_kept_cases_and_any_bytes_get_an_answer(name):
    target = TARGETS[name]
    chance = random.Random(name)
    seeds = list(targets.SEEDS.get(name, lambda: iter([b""]))())
    for data in targets.kept(name):
        target(data)
    for _ in range(25):
        seed = bytearray(chance.choice(seeds))
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(seed) + 1)
            seed[at : at + chance.randrange(4)] = chance.randbytes(chance.randrange(4))
        target(bytes(seed))
