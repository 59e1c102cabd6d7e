"""Inputs of growing size for `splits-per-prediction`."""

import random


def make(n, seed):
    """A chain that turns left and right at random and ends in a full part: deep and wide, n nodes."""
    rng = random.Random(seed)
    chain = max(1, n // 2)
    entries = [rng.randint(-9, 9)]
    for _ in range(chain - 1):
        pair = [rng.randint(-9, 9), None]
        entries += pair if rng.randrange(2) else pair[::-1]
    entries += [rng.randint(-9, 9) for _ in range(n - chain)]
    return [entries]
