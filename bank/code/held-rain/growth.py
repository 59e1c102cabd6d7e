"""Inputs of one size for measuring growth: n pieces with rims at both ends."""

import random


def make(n, seed):
    """A wide basin with ripples, so that every piece is far from its walls."""
    rng = random.Random(seed)
    heights = [abs(2 * i - n) - rng.randint(0, 3) for i in range(n)]
    return [heights, [rng.randint(1, 1000) for _ in range(n)]]
