"""Inputs of one size for measuring growth: n stations."""

import random


def make(n, seed):
    """Long reaches that end just before the last station; only the last but one leads there."""
    rng = random.Random(seed)
    reach = [max(0, n - 2 - station - rng.randint(0, 1)) for station in range(n)]
    if n > 2:
        reach[0] = n - 2
    if n > 1:
        reach[n - 2] = 1
    return [reach]
