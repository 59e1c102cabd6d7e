"""n weights, the last nine times as large as all others, so that proposals by even chance are declined."""

import random


def make(n, seed):
    """The weights are given before; 200 draws are measured."""
    rng = random.Random(seed)
    weights = [0.5 + rng.random() for _ in range(n - 1)]
    weights.append(max(1.0, 9 * sum(weights)))
    return {"prepare": [["WeightedSampler", [weights]]], "measure": [["draw", [], 200]]}
