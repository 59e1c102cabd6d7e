"""Inputs of one size for measuring growth: n nights and a short rest."""

import random


def make(n, seed):
    """Values of both signs; three nights of rest, so that nearly all earlier nights are candidates."""
    rng = random.Random(seed)
    return [[rng.randint(-1000, 1000) for _ in range(n)], 3]
