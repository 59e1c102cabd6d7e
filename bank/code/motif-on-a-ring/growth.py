"""Inputs of one size for measuring growth: the motif is half as long as the ring."""

import random


def make(n, seed):
    """A ring of one base with a single other one: most windows agree to the last base."""
    rng = random.Random(seed)
    n = max(n, 2)
    at = rng.randrange(n)
    ring = "A" * at + "C" + "A" * (n - at - 1)
    return [ring, "A" * (n // 2)]
