"""Inputs of one size for measuring growth: a square grid of about n cells."""

import random
from math import isqrt


def make(n, seed):
    """Values of both signs and a wide range, so that prefix sums are nearly all different."""
    rng = random.Random(seed)
    side = max(1, isqrt(n))
    grid = [[rng.randint(-(10**6), 10**6) for _ in range(side)] for _ in range(side)]
    return [grid, 0]
