"""Inputs of one size for measuring growth: a grid of n cells, as square as can be."""

import random


def make(n, seed):
    """Values of both signs and a wide range, so that prefix sums are nearly all different."""
    rng = random.Random(seed)
    rows = max(1, round(n**0.5))
    columns = max(1, round(n / rows))
    grid = [[rng.randint(-(10**6), 10**6) for _ in range(columns)] for _ in range(rows)]
    return [grid, 0]
