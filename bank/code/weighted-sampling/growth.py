"""n weights of one size, so that every index comes."""

import random


def make(n, seed):
    """The weights are given before; 200 draws are measured."""
    rng = random.Random(seed)
    weights = [0.5 + rng.random() for _ in range(n)]
    return {"prepare": [["WeightedSampler", [weights]]], "measure": [["draw", [], 200]]}
