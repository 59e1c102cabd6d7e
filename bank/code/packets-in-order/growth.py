"""Inputs of growing size for `packets-in-order`."""

import random


def make(n, seed):
    """Packets of two, the smallest that have to be turned round: most packets, most links between."""
    rng = random.Random(seed)
    return [[rng.randint(-999, 999) for _ in range(n)], 2]
